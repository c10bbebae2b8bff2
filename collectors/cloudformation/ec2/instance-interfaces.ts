import type { Facts } from '../../../core/kinds/index.ts';
import { UnknownValue } from '../../../core/resource.ts';
import type { PlannedObject } from '../../planned/mapping.ts';
import type { Side } from '../../planned/side.ts';
import type { Block } from '../../planned/value.ts';
import {
  each,
  elementsOf,
  onlyLive,
  OpenList,
  or,
  untold,
  type Deep,
  type Items,
  type Maybe,
} from '../../planned/value.ts';

type Interface = Facts<'aws.ec2.instance'>['networkInterfaces'][number];

export type InstanceInterface = { readonly [P in keyof Interface]: Deep<Interface[P]> };

/** A network interface of an instance, and what is added to the instance's address where it is made with it. */
export interface FoundInterface {
  readonly within: string | null;
  readonly facts: InstanceInterface;
  readonly stays: boolean;
  /** Its device index; the primary one has 0. */
  readonly index: Maybe<string>;
}

const later = untold('its address is known after the stack is deployed');

/** The network interfaces that an instance is given or made with: one at least, the primary one. */
export function interfacesOf(planned: PlannedObject, side: Side): Items<FoundInterface> {
  const { properties } = planned;
  const blocks = properties.blocks('NetworkInterfaces');
  if (blocks instanceof UnknownValue) return new OpenList([], blocks);
  const found: FoundInterface[] = [];
  let open = blocks instanceof OpenList ? blocks.unknown : null;
  for (const block of elementsOf(blocks ?? [])) {
    if (block instanceof UnknownValue) open ??= block;
    else found.push(interfaceIn(planned, block, side));
  }
  if (found.length === 0 && open === null) {
    // The other way: the instance's own properties are of its primary interface.
    found.push(made(planned, properties, 'SecurityGroupIds', side));
    // A launch template may have others.
    if (properties.raw('LaunchTemplate') !== null) open = byTemplate;
  }
  found.sort((one, other) => rank(one) - rank(other));
  return open === null ? found : new OpenList(found, open);
}

const rank = ({ index }: FoundInterface) => (typeof index === 'string' ? Number(index) : Number.MAX_SAFE_INTEGER);

const byTemplate = untold('its launch template may decide about it');

function interfaceIn(planned: PlannedObject, block: Block, side: Side): FoundInterface {
  const id = block.filled('NetworkInterfaceId');
  if (id !== null) return { within: null, facts: namedInterface(id), stays: true, index: indexOf(block) };
  return made(planned, block, 'GroupSet', side);
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

const indexOf = (block: Block) => or(block.filled('DeviceIndex'), '0');

/** @param groups what the property with its groups is called */
function made(planned: PlannedObject, of: Block, groups: string, side: Side): FoundInterface {
  const index = indexOf(of);
  const within = `NetworkInterfaces/${index instanceof UnknownValue ? '?' : index}`;
  const subnet = subnetOf(planned, of, side);
  const associates = of.flag('AssociatePublicIpAddress');
  const isPublic = associates ?? ofSubnet(planned, subnet, 'MapPublicIpOnLaunch');
  return {
    within,
    index,
    stays: of.flag('DeleteOnTermination') === false,
    facts: {
      interfaceId: `${planned.id}#${within}`,
      subnetId: or(of.filled('SubnetId'), untold('AWS or its launch template chooses its subnet')),
      vpcId: or(subnet?.properties.filled('VpcId') ?? null, onlyLive),
      groupIds: groupsOf(planned, of, groups),
      // What stands for an address that is not known yet tells that there is one.
      publicIps: isPublic instanceof UnknownValue ? isPublic : isPublic ? [`${planned.id}#${within}/PublicIp`] : [],
      ipv6Addresses: ipv6AddressesOf(of, ofSubnet(planned, subnet, 'AssignIpv6AddressOnCreation')),
    },
  };
}

export function subnetOf(planned: PlannedObject, of: Block, side: Side): PlannedObject | null {
  return side.one(planned, ['AWS::EC2::Subnet'], of.filled('SubnetId'), 'SubnetId');
}

/** What a subnet gives to what is made in it; both default to false. A launch template may say otherwise. */
function ofSubnet(planned: PlannedObject, subnet: PlannedObject | null, property: string): Maybe<boolean> {
  if (planned.properties.raw('LaunchTemplate') !== null) return byTemplate;
  return subnet === null ? untold('its subnet decides', 'not-collected') : or(subnet.properties.flag(property), false);
}

/** What is not given is the default group of the VPC, unless a launch template names one. */
function groupsOf({ properties }: PlannedObject, of: Block, name: string): Items<Maybe<string>> | UnknownValue {
  const given = of.texts(name) ?? (of === properties ? namedGroups(properties) : null);
  if (given === null || (Array.isArray(given) && given.length === 0)) {
    return properties.raw('LaunchTemplate') === null ? untold('it has the default group of its VPC') : byTemplate;
  }
  return given;
}

/** In a default VPC groups may be named: those of the template by what stands for them. */
function namedGroups(properties: Block): Maybe<Items<Maybe<string>> | null> {
  return each(properties.texts('SecurityGroups'), (name) =>
    /^(sg-|cfn:)/.test(name) ? name : untold(`group ${name} is named, not given by its id`, 'not-collected'),
  );
}

/** @param bySubnet whether it gets one where none is asked for */
export function ipv6AddressesOf(of: Block, bySubnet: Maybe<boolean>): Items<Maybe<string>> | UnknownValue {
  const given = each(of.blocks('Ipv6Addresses'), (block) => or(block.filled('Ipv6Address'), later));
  if (given !== null) return given;
  const count = of.whole('Ipv6AddressCount');
  if (count instanceof UnknownValue) return count;
  if (count !== null) return Array.from({ length: Math.max(0, Math.min(count, 100)) }, () => later);
  return bySubnet instanceof UnknownValue ? bySubnet : bySubnet ? [later] : [];
}
