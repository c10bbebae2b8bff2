import type { Facts } from '../../../core/kinds/index.ts';
import { UnknownValue } from '../../../core/resource.ts';
import type { PlannedObject } from '../../planned/mapping.ts';
import type { Side } from '../../planned/side.ts';
import {
  each,
  elementsOf,
  onlyLive,
  OpenList,
  or,
  Refreshed,
  untold,
  type Deep,
  type Items,
  type Maybe,
} from '../../planned/value.ts';
import { isToBeMade } from '../made.ts';

export type InstanceInterface = {
  readonly [P in keyof Facts<'aws.ec2.instance'>['networkInterfaces'][number]]: Deep<
    Facts<'aws.ec2.instance'>['networkInterfaces'][number][P]
  >;
};

/** The ids of the network interfaces that an instance is given; null where it is made with one of its own. */
export function givenInterfaces({ properties, configured }: PlannedObject): Items<Maybe<string>> | null {
  for (const name of ['network_interface', 'primary_network_interface']) {
    const blocks = properties.blocks(name);
    if (blocks === null || !isGiven(name, blocks, configured)) continue;
    if (blocks instanceof UnknownValue) return new OpenList([], blocks);
    const ids = each(blocks, (block) => or(block.filled('network_interface_id'), untold('it names none', 'error')));
    if (ids !== null && !(ids instanceof UnknownValue)) return ids;
  }
  return null;
}

/** The state has `network_interface` only as it is given, but every instance's primary one. */
function isGiven(name: string, blocks: unknown, configured: PlannedObject['configured']): boolean {
  if (configured(name)) return !(Array.isArray(blocks) && blocks.length === 0);
  return name === 'network_interface' && Array.isArray(blocks) && blocks.length > 0;
}

/** A network interface of which another resource tells more, or only the account. */
export function namedInterface(interfaceId: Maybe<string>): InstanceInterface {
  return {
    interfaceId,
    subnetId: onlyLive,
    vpcId: onlyLive,
    groupIds: onlyLive,
    publicIps: onlyLive,
    ipv6Addresses: onlyLive,
  };
}

/** The one that an instance is made with. Until it has an id, its address in the plan stands for it. */
export function primaryInterface(planned: PlannedObject, side: Side): InstanceInterface {
  const { properties, address } = planned;
  const subnetId = properties.filled('subnet_id');
  const id = properties.filled('primary_network_interface_id');
  return {
    interfaceId: typeof id === 'string' ? id : `tf:${address}#primary_network_interface`,
    subnetId: or(subnetId, untold('AWS chooses its subnet')),
    vpcId: vpcOf(planned, side),
    groupIds: groupsOf(planned),
    publicIps: publicIpsOf(planned, side),
    ipv6Addresses: ipv6AddressesOf(planned, side),
  };
}

/** That of its subnet, where the plan has it. */
export function vpcOf(planned: PlannedObject, side: Side): Maybe<string> {
  return or(subnetOf(planned, side)?.properties.filled('vpc_id') ?? null, onlyLive);
}

function subnetOf(planned: PlannedObject, side: Side): PlannedObject | null {
  return side.one(planned, ['aws_subnet', 'aws_default_subnet'], planned.properties.filled('subnet_id'), 'id');
}

/**
 * By their ids, or by their names in a default VPC (ids pass for names). What is not given is the VPC's default group.
 * The state holds all groups that it has, those attached by resources of their own among them.
 */
function groupsOf({ properties, configured }: PlannedObject): Items<Maybe<string>> | Refreshed<string> | UnknownValue {
  const ids = properties.texts('vpc_security_group_ids');
  if (ids !== null && !(ids instanceof UnknownValue) && (ids instanceof OpenList || ids.length > 0)) {
    return configured('vpc_security_group_ids') || ids instanceof OpenList ? ids : new Refreshed(ids as string[]);
  }
  const names = each(properties.texts('security_groups'), (name) =>
    /^(sg-|tf:)/.test(name) ? name : untold(`group ${name} is named, not given by its id`, 'not-collected'),
  );
  if (names !== null && !(names instanceof UnknownValue) && elementsOf(names).length > 0) return names;
  return ids instanceof UnknownValue ? ids : untold('it has the default group of its VPC', 'not-collected');
}

/**
 * What is not said when it is made follows its subnet, unless a launch template speaks of it. What stands for an address
 * that is not known yet tells that there is one.
 */
function publicIpsOf(planned: PlannedObject, side: Side): readonly Maybe<string>[] | Refreshed<string> | UnknownValue {
  const { properties } = planned;
  const address = properties.text('public_ip');
  if (typeof address === 'string') return new Refreshed(address === '' ? [] : [address]);
  const asked = properties.flag('associate_public_ip_address');
  const given = typeof asked === 'boolean' ? asked : ofSubnet(planned, side, 'map_public_ip_on_launch');
  if (given instanceof UnknownValue) return asked instanceof UnknownValue ? asked : given;
  return given ? [`tf:${planned.address}#public_ip`] : [];
}

function ipv6AddressesOf(planned: PlannedObject, side: Side): Items<Maybe<string>> | UnknownValue {
  const { properties } = planned;
  const addresses = properties.texts('ipv6_addresses');
  if (addresses !== null && !(addresses instanceof UnknownValue)) {
    if (!isToBeMade(properties) || addresses instanceof OpenList || addresses.length > 0) return addresses;
  }
  const count = properties.whole('ipv6_address_count');
  const later = untold('its IPv6 address is known after apply');
  if (typeof count === 'number' && count > 0) return Array.from({ length: Math.min(count, 100) }, () => later);
  const given = ofSubnet(planned, side, 'assign_ipv6_address_on_creation');
  if (given instanceof UnknownValue) return addresses instanceof UnknownValue ? addresses : given;
  return given ? [later] : [];
}

/** What a subnet gives to what is made in it; both default to false, but public addresses in a default subnet. */
function ofSubnet(planned: PlannedObject, side: Side, attribute: string): Maybe<boolean> {
  const { properties } = planned;
  const hasTemplate = properties.block('launch_template') !== null;
  const subnet = subnetOf(planned, side);
  if (!isToBeMade(properties) || hasTemplate || subnet === null) return untold('its subnet decides', 'not-collected');
  return or(
    subnet.properties.flag(attribute),
    attribute === 'map_public_ip_on_launch' && subnet.type === 'aws_default_subnet',
  );
}
