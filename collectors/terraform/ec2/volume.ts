import { UnknownValue } from '../../../core/resource.ts';
import { instantIn } from '../../planned/instant.ts';
import { keyArnOf } from '../../planned/keys.ts';
import { defineMapping, type Description, type PlannedObject } from '../../planned/mapping.ts';
import {
  AsMade,
  Block,
  elementsOf,
  isRecord,
  onlyLive,
  OpenList,
  or,
  untold,
  type Maybe,
} from '../../planned/value.ts';
import { isToBeMade } from '../made.ts';
import { nameTagOf, tagsOf } from '../tags.ts';
import { blockDevicesOf, rootDeviceOf } from './block-devices.ts';

type Kind = 'aws.ec2.volume';

export default defineMapping<Kind>({
  kind: 'aws.ec2.volume',
  identity: [['volumeId']],
  key: 'volumeId',
  arn: (id, { partition, account, region }) => `arn:${partition}:ec2:${region}:${account}:volume/${id}`,
  elements: { attachments: ['instanceId'] },
  types: {
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ebs_volume
    aws_ebs_volume: ({ properties, id }) => ({
      name: nameTagOf(properties),
      tags: tagsOf(properties),
      facts: {
        volumeId: id,
        ...encryption(properties, properties),
        sizeGiB: or(properties.whole('size'), onlyLive),
        volumeType: or(properties.filled('type'), onlyLive),
        snapshotId: properties.filled('snapshot_id'),
        createdAt: or(instantIn(properties, 'create_time'), onlyLive),
        // One that is made is attached to nothing, until an attachment of its own says so.
        ...(isToBeMade(properties)
          ? { state: new AsMade('available'), attachments: new AsMade([]) }
          : { state: onlyLive, attachments: new OpenList([], onlyLive) }),
      },
    }),
    aws_instance: volumesOf,
  },
  parts: {
    aws_volume_attachment: ({ properties }) => ({
      of: properties.filled('volume_id'),
      set: { state: 'in-use' },
      add: {
        attachments: [
          {
            instanceId: properties.filled('instance_id'),
            device: properties.filled('device_name'),
            state: 'attached',
          },
        ],
      },
      unset: {
        state: untold('an attachment of it is withdrawn'),
        // What is forgotten is not detached.
        ...(or(properties.flag('skip_destroy'), false) === false ? {} : { attachments: forgotten }),
      },
    }),
  },
});

const forgotten = untold('an attachment of it is forgotten');

/** The root volume of an instance, which there is whether or not the plan speaks of it, and its other devices. */
function volumesOf(planned: PlannedObject): readonly Description<Kind>[] {
  const { properties } = planned;
  const root = rootDeviceOf(properties);
  return [
    ...(root === null ? [] : [volumeIn(planned, root, 'root_block_device')]),
    ...elementsOf(blockDevicesOf(properties)).flatMap((block) => {
      const device = block instanceof UnknownValue ? null : block.filled('device_name');
      return typeof device === 'string' ? [volumeIn(planned, block, `ebs_block_device/${device}`)] : [];
    }),
  ];
}

function volumeIn(planned: PlannedObject, block: Maybe<Block>, within: string): Description<Kind> {
  const { properties, id } = planned;
  const of = block instanceof UnknownValue ? new Block({}) : block;
  const untoldOf = block instanceof UnknownValue ? block : onlyLive;
  const tags = tagsIn(properties, block);
  return {
    within,
    stays: of.flag('delete_on_termination') !== true,
    name: tags instanceof UnknownValue ? tags : (tags.Name ?? null),
    tags,
    facts: {
      volumeId: or(of.filled('volume_id'), untold('it is made with its instance')),
      state: 'in-use',
      ...(block instanceof UnknownValue ? { encrypted: block, kmsKeyId: block } : encryption(of, properties)),
      sizeGiB: or(of.whole('volume_size'), untoldOf),
      volumeType: or(of.filled('volume_type'), untoldOf),
      // Of the root volume the provider does not tell: it is of the image's.
      snapshotId: of.names.includes('snapshot_id') ? of.filled('snapshot_id') : onlyLive,
      createdAt: onlyLive,
      attachments: [{ instanceId: id, device: or(of.filled('device_name'), untoldOf), state: 'attached' }],
    },
  };
}

/**
 * Left out, the account decides, and of a snapshot its own encryption. What says that it is not to be encrypted is taken
 * by its word, although an account may encrypt all the same.
 * @param whole the resource that it is made with
 */
function encryption(of: Block, whole: Block): { encrypted: Maybe<boolean>; kmsKeyId: Maybe<string | null> } {
  const given = of.flag('encrypted');
  const follows = isToBeMade(whole) && given === false && typeof of.filled('snapshot_id') === 'string';
  const encrypted = follows
    ? untold('it is encrypted if its snapshot is')
    : or(given, untold('the account decides whether it is encrypted'));
  return { encrypted, kmsKeyId: keyArnOf(of.filled('kms_key_id'), encrypted) };
}

/** Those of all volumes, or its own; what a launch template adds is not told. */
function tagsIn(properties: Block, block: Maybe<Block>): Maybe<Readonly<Record<string, Maybe<string>>>> {
  const ofAll = properties.raw('volume_tags');
  if (ofAll instanceof UnknownValue) return ofAll;
  if (ofAll !== null) return tagsOf(new Block({ tags: ofAll }));
  if (isToBeMade(properties) && properties.block('launch_template') !== null)
    return untold('its launch template may tag it');
  if (!(block instanceof UnknownValue)) return tagsOf(block);
  return hasDefaultTags(properties) ? untold('the provider may tag it by default') : {};
}

/** Whether the provider gives tags to what it makes: newer versions give them to volumes too. */
function hasDefaultTags(properties: Block): boolean {
  const [own, all] = [properties.raw('tags'), properties.raw('tags_all')];
  return isRecord(all) ? Object.keys(all).length > (isRecord(own) ? Object.keys(own).length : 0) : all !== null;
}
