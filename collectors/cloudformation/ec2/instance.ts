import { UnknownValue } from '../../../core/resource.ts';
import { together } from '../../planned/lists.ts';
import { defineMapping, type Description, type Part, type PlannedObject } from '../../planned/mapping.ts';
import type { Side } from '../../planned/side.ts';
import {
  each,
  elementsOf,
  onlyLive,
  OpenList,
  or,
  then,
  untold,
  type Block,
  type Items,
  type Maybe,
} from '../../planned/value.ts';
import { nameTagOf, tagsOf } from '../tags.ts';
import { devicesOf } from './block-devices.ts';
import { associationOf } from './elastic-ips.ts';
import { interfacesOf, namedInterface, type FoundInterface } from './instance-interfaces.ts';

type Kind = 'aws.ec2.instance';

const byTemplate = untold('its launch template may decide about it');
const byImage = untold('the image or the account decides');

export default defineMapping<Kind>({
  kind: 'aws.ec2.instance',
  identity: [['instanceId']],
  key: 'instanceId',
  arn: (id, { partition, account, region }) => `arn:${partition}:ec2:${region}:${account}:instance/${id}`,
  elements: { networkInterfaces: ['interfaceId'] },
  types: { 'AWS::EC2::Instance': instance },
  parts: {
    'AWS::EC2::VolumeAttachment': ({ properties }) =>
      part(properties.filled('InstanceId'), {
        add: { volumeIds: [or(properties.filled('VolumeId'), untold('it names no volume', 'error'))] },
      }),
    'AWS::EC2::NetworkInterfaceAttachment': ({ properties }) => {
      const id = or(properties.filled('NetworkInterfaceId'), untold('it names no interface', 'error'));
      return part(properties.filled('InstanceId'), { add: { networkInterfaces: [namedInterface(id)] } });
    },
    'AWS::EC2::EIP': withAddress,
    'AWS::EC2::EIPAssociation': withAddress,
  },
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html */
function instance(planned: PlannedObject, side: Side): Description<Kind> {
  const { properties, id } = planned;
  const found = interfacesOf(planned, side);
  const primary = elementsOf(found)[0]?.facts;
  const undecided = properties.raw('LaunchTemplate') === null ? null : byTemplate;
  const options = properties.block('MetadataOptions');
  return {
    name: nameTagOf(properties),
    tags: tagsOf(properties),
    facts: {
      instanceId: id,
      state: onlyLive,
      imageId: or(properties.filled('ImageId'), undecided ?? onlyLive),
      // "Default: m1.small" is of an API that no image starts with any more.
      instanceType: or(properties.filled('InstanceType'), undecided ?? onlyLive),
      launchedAt: onlyLive,
      vpcId: primary?.vpcId ?? onlyLive,
      subnetId: primary?.subnetId ?? onlyLive,
      instanceProfileArn: profileOf(planned, undecided),
      keyName: properties.filled('KeyName') ?? undecided,
      imdsEndpoint: metadata(options, (block) => block.filled('HttpEndpoint')),
      imdsTokens: metadata(options, (block) => block.filled('HttpTokens')),
      imdsHopLimit: metadata(options, (block) => block.whole('HttpPutResponseHopLimit')),
      // Basic monitoring, unless detailed is asked for.
      detailedMonitoring: or(
        then(properties.flag('Monitoring'), (isOn) => (isOn ? 'enabled' : 'disabled')),
        undecided ?? 'disabled',
      ),
      publicIp: publicIpOf(found),
      volumeIds: volumesOf(properties),
      networkInterfaces: together<ReturnType<typeof namedInterface>>(
        elementsOf(found).map(({ facts }) => facts),
        found instanceof OpenList ? found.unknown : null,
      ),
    },
  };
}

function metadata<T>(options: Maybe<Block | null>, read: (block: Block) => Maybe<T | null>): Maybe<T> {
  if (options === null || options instanceof UnknownValue) return options ?? byImage;
  return or(read(options), byImage);
}

/** A profile is given by its name, and its ARN holds its path too: one of the template stands for itself. */
function profileOf(planned: PlannedObject, undecided: UnknownValue | null): Maybe<string | null> {
  const name = planned.properties.filled('IamInstanceProfile');
  if (name === null || name instanceof UnknownValue) return name ?? undecided;
  return name.startsWith('cfn:') ? name : untold(`the ARN of the instance profile ${name} is not told`);
}

/** Whether it has one is told by its interfaces; what stands for an address stands for it. */
function publicIpOf(found: Items<FoundInterface>): Maybe<string | null> {
  if (found instanceof OpenList) return found.unknown;
  let unknown: UnknownValue | null = null;
  for (const { facts } of found) {
    const { publicIps } = facts;
    if (publicIps instanceof UnknownValue) unknown ??= publicIps;
    else if (Array.isArray(publicIps) && typeof publicIps[0] === 'string') return publicIps[0];
  }
  return unknown;
}

/** Those that it maps or its image brings, and those that it is given. */
function volumesOf(properties: Block): Items<Maybe<string>> {
  const devices = devicesOf(properties);
  const made = elementsOf(devices).map(() => untold('it is made with its instance'));
  const given = each(properties.blocks('Volumes'), (volume) =>
    or(volume.filled('VolumeId'), untold('it names no volume', 'error')),
  );
  return together<Maybe<string>>(made, given, untold('the image may bring others'));
}

/** An Elastic IP address that is associated with the instance, not with one of its interfaces. */
function withAddress(planned: PlannedObject): Part<Kind> | readonly Part<Kind>[] {
  const { instanceId, publicIp } = associationOf(planned);
  if (instanceId === null) return [];
  return part(instanceId, { set: { publicIp }, unset: { publicIp: untold('it may get another public address') } });
}

/** What is attached to nobody knows which instance is not one by itself. */
function part(of: Maybe<string | null>, says: Omit<Part<Kind>, 'of' | 'isOptional'>): Part<Kind> {
  return { of, isOptional: of instanceof UnknownValue, ...says };
}
