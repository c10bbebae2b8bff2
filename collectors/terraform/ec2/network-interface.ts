import { UnknownValue } from '../../../core/resource.ts';
import { defineMapping, type Description, type Part, type PlannedObject } from '../../planned/mapping.ts';
import type { Side } from '../../planned/side.ts';
import {
  AsMade,
  elementsWithUnknown,
  onlyLive,
  OpenList,
  or,
  Refreshed,
  untold,
  type Block,
  type Items,
  type Maybe,
} from '../../planned/value.ts';
import { isToBeMade } from '../made.ts';
import { ownerOf } from '../owner.ts';
import { nameTagOf, tagsOf } from '../tags.ts';
import { associationOf } from './elastic-ips.ts';
import { givenInterfaces, primaryInterface, vpcOf } from './instance-interfaces.ts';

type Kind = 'aws.ec2.network-interface';

export default defineMapping<Kind>({
  kind: 'aws.ec2.network-interface',
  identity: [['interfaceId']],
  key: 'interfaceId',
  arn: (id, { partition, account, region }) => `arn:${partition}:ec2:${region}:${account}:network-interface/${id}`,
  types: { aws_network_interface: networkInterface, aws_instance: ofInstance },
  parts: {
    aws_network_interface_sg_attachment: ({ properties }) => ({
      of: properties.filled('network_interface_id'),
      add: { groupIds: [or(properties.filled('security_group_id'), untold('it names no group', 'error'))] },
    }),
    aws_network_interface_attachment: ({ properties }) =>
      attached(properties.filled('network_interface_id'), properties.filled('instance_id')),
    aws_instance: (planned) =>
      elementsWithUnknown(givenInterfaces(planned)).map((interfaceId) => attached(interfaceId, planned.id)),
    aws_eip: withAddress,
    aws_eip_association: withAddress,
  },
});

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/network_interface */
function networkInterface(planned: PlannedObject, side: Side): Description<Kind> {
  const { properties, id } = planned;
  const attachment = properties.block('attachment');
  const instanceId =
    attachment === null || attachment instanceof UnknownValue ? attachment : attachment.filled('instance');
  const isMade = isToBeMade(properties);
  // One that is made and not asked to be attached is attached to nothing, until a resource of its own says so.
  const isFree = isMade && !planned.configured('attachment');
  return {
    name: nameTagOf(properties),
    tags: tagsOf(properties),
    facts: {
      interfaceId: id,
      interfaceType: or(properties.filled('interface_type'), onlyLive),
      status: isFree
        ? new AsMade('available')
        : instanceId === null || instanceId instanceof UnknownValue
          ? onlyLive
          : 'in-use',
      description: or(properties.text('description'), ''),
      ownerId: ownerOf(planned),
      vpcId: vpcOf(planned, side),
      subnetId: or(properties.filled('subnet_id'), onlyLive),
      groupIds: groupsOf(planned),
      instanceId: isFree ? new AsMade(null) : instanceId,
      // Those of services are theirs to make.
      requesterManaged: false,
      publicIps: isMade ? publicIpsOf(planned) : new OpenList([], onlyLive),
      ipv6Addresses: ipv6AddressesOf(properties),
    },
  };
}

/** The one that an instance is made with, and that goes with it. */
function ofInstance(planned: PlannedObject, side: Side): Description<Kind> | readonly Description<Kind>[] {
  if (givenInterfaces(planned) !== null) return [];
  const primary = planned.properties.block('primary_network_interface');
  return {
    within: 'primary_network_interface',
    stays: primary !== null && !(primary instanceof UnknownValue) && primary.flag('delete_on_termination') === false,
    name: onlyLive,
    tags: onlyLive,
    facts: {
      ...primaryInterface(planned, side),
      interfaceType: onlyLive,
      status: 'in-use',
      description: onlyLive,
      ownerId: planned.at.account ?? onlyLive,
      instanceId: planned.id,
      requesterManaged: false,
    },
  };
}

function attached(of: Maybe<string | null>, instanceId: Maybe<string | null>): Part<Kind> {
  return { of, set: { instanceId, status: 'in-use' }, unset: { instanceId: null, status: 'available' } };
}

/** An Elastic IP address: of an interface, or of the only one of an instance. */
function withAddress(planned: PlannedObject): Part<Kind> | readonly Part<Kind>[] {
  const { interfaceId, instanceId, publicIp } = associationOf(planned);
  const of = interfaceId ?? instanceId;
  if (of === null) return [];
  return {
    of,
    // An instance that is not in the plan is not an interface.
    isOptional: interfaceId === null || interfaceId instanceof UnknownValue,
    add: { publicIps: [publicIp] },
    // One that is made to have a public address gets another.
    unset: { publicIps: new OpenList([], untold('it may get another public address')) },
  };
}

/** The state holds all groups that it has; what is not given is the VPC's default group. */
function groupsOf({ properties, configured }: PlannedObject): Items<Maybe<string>> | Refreshed<string> | UnknownValue {
  const groups = properties.texts('security_groups');
  if (groups === null || (Array.isArray(groups) && groups.length === 0)) {
    return untold('it has the default group of its VPC', 'not-collected');
  }
  if (groups instanceof UnknownValue || groups instanceof OpenList || configured('security_groups')) return groups;
  return new Refreshed(groups as string[]);
}

/** Only some versions of the provider have a word for it; not said, the subnet decides. */
function publicIpsOf({ properties, address }: PlannedObject): readonly string[] | UnknownValue {
  const asked = or(properties.flag('associate_public_ip_address'), untold('its subnet decides', 'not-collected'));
  if (asked instanceof UnknownValue) return asked;
  return asked ? [`tf:${address}#public_ip`] : [];
}

/** As a set or, where that is asked for, in order. */
function ipv6AddressesOf(properties: Block): Items<Maybe<string>> | UnknownValue {
  const set = properties.texts('ipv6_addresses');
  const addresses = set === null || set instanceof UnknownValue ? (properties.texts('ipv6_address_list') ?? set) : set;
  if (Array.isArray(addresses) && addresses.length === 0 && isToBeMade(properties)) {
    return untold('its subnet decides', 'not-collected');
  }
  return addresses ?? untold('its subnet decides', 'not-collected');
}
