import { UnknownValue } from '../../../core/resource.ts';
import { together } from '../../planned/lists.ts';
import { defineMapping, type Description, type Part, type PlannedObject } from '../../planned/mapping.ts';
import type { Side } from '../../planned/side.ts';
import {
  each,
  onlyLive,
  or,
  Refreshed,
  then,
  untold,
  type Block,
  type Items,
  type Maybe,
} from '../../planned/value.ts';
import { isToBeMade } from '../made.ts';
import { nameTagOf, tagsOf } from '../tags.ts';
import { blockDevicesOf, rootDeviceOf } from './block-devices.ts';
import { associationOf } from './elastic-ips.ts';
import {
  givenInterfaces,
  namedInterface,
  primaryInterface,
  vpcOf,
  type InstanceInterface,
} from './instance-interfaces.ts';

type Kind = 'aws.ec2.instance';

export default defineMapping<Kind>({
  kind: 'aws.ec2.instance',
  identity: [['instanceId']],
  key: 'instanceId',
  arn: (id, { partition, account, region }) => `arn:${partition}:ec2:${region}:${account}:instance/${id}`,
  elements: { networkInterfaces: ['interfaceId'] },
  types: { aws_instance: instance },
  parts: {
    aws_volume_attachment: ({ properties }) =>
      part(properties.filled('instance_id'), {
        add: { volumeIds: [or(properties.filled('volume_id'), untold('it names no volume', 'error'))] },
      }),
    aws_network_interface: ({ properties, id }) => {
      const attachment = properties.block('attachment');
      if (attachment === null || attachment instanceof UnknownValue) return [];
      return part(attachment.filled('instance'), { add: { networkInterfaces: [namedInterface(id)] } });
    },
    aws_network_interface_attachment: ({ properties }) => {
      const id = or(properties.filled('network_interface_id'), untold('it names no interface', 'error'));
      return part(properties.filled('instance_id'), { add: { networkInterfaces: [namedInterface(id)] } });
    },
    aws_eip: withAddress,
    aws_eip_association: withAddress,
    aws_ec2_instance_state: ({ properties }) =>
      part(properties.filled('instance_id'), { set: { state: or(properties.filled('state'), onlyLive) } }),
  },
});

/**
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance: what is left out the image, the
 * launch template, the subnet and the account decide, and the provider does not know it before apply.
 */
function instance(planned: PlannedObject, side: Side): Description<Kind> {
  const { properties, id } = planned;
  const primary = primaryInterface(planned, side);
  return {
    name: nameTagOf(properties),
    tags: tagsOf(properties),
    facts: {
      instanceId: id,
      state: or(properties.filled('instance_state'), onlyLive),
      imageId: or(properties.filled('ami'), onlyLive),
      instanceType: or(properties.filled('instance_type'), onlyLive),
      launchedAt: onlyLive,
      vpcId: vpcOf(planned, side),
      subnetId: primary.subnetId,
      instanceProfileArn: profileOf(planned, side),
      keyName: properties.filled('key_name'),
      ...metadataOf(properties),
      detailedMonitoring: or(
        then(properties.flag('monitoring'), (isOn) => (isOn ? 'enabled' : 'disabled')),
        onlyLive,
      ),
      publicIp: publicIpOf(properties, primary),
      volumeIds: volumesOf(properties),
      networkInterfaces: interfacesOf(planned, primary),
    },
  };
}

function metadataOf(properties: Block): {
  imdsEndpoint: Maybe<string>;
  imdsTokens: Maybe<string>;
  imdsHopLimit: Maybe<number>;
} {
  const options = properties.block('metadata_options');
  const decided = untold('the image or the account decides');
  if (options === null || options instanceof UnknownValue) {
    const all = options ?? decided;
    return { imdsEndpoint: all, imdsTokens: all, imdsHopLimit: all };
  }
  return {
    imdsEndpoint: or(options.filled('http_endpoint'), decided),
    imdsTokens: or(options.filled('http_tokens'), decided),
    imdsHopLimit: or(options.whole('http_put_response_hop_limit'), decided),
  };
}

/** A profile is given by its name, and its ARN holds its path too. */
function profileOf(planned: PlannedObject, side: Side): Maybe<string | null> {
  const name = planned.properties.filled('iam_instance_profile');
  if (name === null || name instanceof UnknownValue) return name;
  const profile = side.one(planned, ['aws_iam_instance_profile'], name, 'name');
  return profile?.arn ?? untold(`the ARN of the instance profile ${name} is not told`);
}

function publicIpOf(properties: Block, { publicIps }: InstanceInterface): Maybe<string | null> {
  const address = properties.text('public_ip');
  if (!(address instanceof UnknownValue)) return or(address, '') === '' ? null : address;
  if (!Array.isArray(publicIps)) return address;
  const [only = null] = publicIps as readonly string[];
  return only;
}

/** All on EBS, as the state has them: those attached by resources of their own among them. */
function volumesOf(properties: Block): Items<Maybe<string>> | Refreshed<string> {
  const root = rootDeviceOf(properties);
  const idOf = (block: Block) => or(block.filled('volume_id'), untold('it is made with its instance'));
  const roots = root === null ? [] : [root instanceof UnknownValue ? root : idOf(root)];
  const ids = together(roots, each(blockDevicesOf(properties), idOf));
  const isWhole = Array.isArray(ids) && ids.every((one) => typeof one === 'string');
  return isWhole ? new Refreshed(ids) : ids;
}

/** The state has the primary one, and those of blocks; others may be attached to an instance that is there. */
function interfacesOf(planned: PlannedObject, primary: InstanceInterface): Items<Maybe<InstanceInterface>> {
  const given = givenInterfaces(planned);
  const named = given === null ? [primary] : each(given, namedInterface);
  const hasTemplate = planned.properties.block('launch_template') !== null;
  const isWhole = isToBeMade(planned.properties) && !hasTemplate;
  return together<Maybe<InstanceInterface>>(named, isWhole ? [] : onlyLive);
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
