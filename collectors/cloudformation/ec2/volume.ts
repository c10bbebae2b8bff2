import { UnknownValue } from '../../../core/resource.ts';
import { keyArnOf } from '../../planned/keys.ts';
import { defineMapping, type Description, type Part, type PlannedObject } from '../../planned/mapping.ts';
import {
  AsMade,
  Block,
  elementsOf,
  elementsWithUnknown,
  onlyLive,
  or,
  untold,
  type Maybe,
} from '../../planned/value.ts';
import { nameTagOf, tagsOf } from '../tags.ts';
import { devicesOf } from './block-devices.ts';

type Kind = 'aws.ec2.volume';

export default defineMapping<Kind>({
  kind: 'aws.ec2.volume',
  identity: [['volumeId']],
  key: 'volumeId',
  arn: (id, { partition, account, region }) => `arn:${partition}:ec2:${region}:${account}:volume/${id}`,
  elements: { attachments: ['instanceId'] },
  types: {
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-volume.html
    'AWS::EC2::Volume': ({ properties, id }) => ({
      name: nameTagOf(properties),
      tags: tagsOf(properties),
      facts: {
        volumeId: id,
        state: new AsMade('available'),
        ...encryption(properties),
        sizeGiB: or(properties.whole('Size'), untold('it is as large as its snapshot')),
        volumeType: or(properties.filled('VolumeType'), 'gp2'),
        snapshotId: properties.filled('SnapshotId'),
        createdAt: onlyLive,
        attachments: new AsMade([]),
      },
    }),
    'AWS::EC2::Instance': volumesOf,
  },
  parts: {
    'AWS::EC2::VolumeAttachment': ({ properties }) => attachment(properties, properties.filled('InstanceId')),
    'AWS::EC2::Instance': ({ properties, id }) =>
      elementsWithUnknown(properties.blocks('Volumes')).map((volume) =>
        volume instanceof UnknownValue ? attachment(null, id, volume) : attachment(volume, id),
      ),
  },
});

function attachment(of: Block | null, instanceId: Maybe<string | null>, untoldOf = onlyLive): Part<Kind> {
  return {
    of: of === null ? untoldOf : of.filled('VolumeId'),
    set: { state: 'in-use' },
    add: { attachments: [{ instanceId, device: of === null ? untoldOf : of.filled('Device'), state: 'attached' }] },
    unset: { state: untold('an attachment of it is withdrawn') },
  };
}

/** The volumes that are made with an instance: those it maps, or the root volume that its image brings. */
function volumesOf(planned: PlannedObject): readonly Description<Kind>[] {
  const devices = devicesOf(planned.properties);
  const named = elementsOf(devices).flatMap((mapping) => {
    const device = mapping.filled('DeviceName');
    return typeof device === 'string' ? [volumeIn(planned, device, mapping.block('Ebs'))] : [];
  });
  if (named.length > 0) return named;
  return [volumeIn(planned, null, untold('the image decides about its root volume'))];
}

function volumeIn(planned: PlannedObject, device: string | null, ebs: Maybe<Block | null>): Description<Kind> {
  const { properties, id } = planned;
  const of = ebs instanceof Block ? ebs : new Block({});
  const untoldOf = ebs instanceof UnknownValue ? ebs : untold('the image decides about it');
  const tags = tagsIn(properties);
  return {
    within: device === null ? 'root volume' : `BlockDeviceMappings/${device}`,
    stays: or(of.flag('DeleteOnTermination'), false) !== true,
    name: tags instanceof UnknownValue ? tags : (tags.Name ?? null),
    tags,
    facts: {
      volumeId: untold('it is made with its instance'),
      state: 'in-use',
      ...encryption(of, ebs instanceof UnknownValue ? ebs : undefined),
      sizeGiB: or(of.whole('VolumeSize'), untoldOf),
      volumeType: or(of.filled('VolumeType'), untoldOf),
      snapshotId: or(of.filled('SnapshotId'), untoldOf),
      createdAt: onlyLive,
      attachments: [{ instanceId: id, device: device ?? untoldOf, state: 'attached' }],
    },
  };
}

/**
 * Left out, the account decides, and of a snapshot its own encryption. What says that it is not to be encrypted is taken
 * by its word, although an account may encrypt all the same.
 */
function encryption(
  of: Block,
  decides = untold('the account decides whether it is encrypted'),
): { encrypted: Maybe<boolean>; kmsKeyId: Maybe<string | null> } {
  const given = of.flag('Encrypted');
  const follows = given === false && of.filled('SnapshotId') !== null;
  const encrypted = follows ? untold('it is encrypted if its snapshot is') : or(given, decides);
  return { encrypted, kmsKeyId: keyArnOf(of.filled('KmsKeyId'), encrypted) };
}

/** CloudFormation gives them the instance's tags only where that is asked for, and never those of the stack. */
function tagsIn(properties: Block): Maybe<Readonly<Record<string, Maybe<string>>>> {
  const propagates = or(properties.flag('PropagateTagsToVolumeOnCreation'), false);
  if (propagates instanceof UnknownValue) return propagates;
  if (propagates) return tagsOf(properties);
  return properties.raw('LaunchTemplate') === null ? {} : untold('its launch template may tag it');
}
