import type { Lookup } from '../../core/inventory.ts';
import { Listing } from '../../core/listing.ts';
import type { View } from '../../core/view.ts';
import { AddressSet, families, networkOf, publicSpace, type Family } from './addresses.ts';
import { Exposure, openIn, type Doubt } from './exposure.ts';
import { maybe } from './maybe.ts';
import { internetAdmitted, type Admitted, type Decision } from './first-match.ts';
import { aclExposure } from './network-acl-entries.ts';
import { allPorts, everyPort, type Opening, type Pick } from './ports.ts';
import { exposureOf, sourcesOfList } from './security-group-rules.ts';
import { unknown } from './unknown.ts';

/** What a rule that asks for reachability reads. */
export const reachabilityReads = [
  'aws.ec2.security-group',
  'aws.ec2.prefix-list',
  'aws.ec2.network-acl',
  'aws.ec2.route-table',
  'aws.ec2.subnet',
  'aws.ec2.settings',
] as const;
type Inventory = Lookup<(typeof reachabilityReads)[number]>;
type Instance = View<'aws.ec2.instance'>;
type Element<L> = L extends Listing<infer E> ? E : never;
type Interface = Element<Instance['networkInterfaces']>;
type RouteTable = View<'aws.ec2.route-table'>;
export type Route = Element<RouteTable['routes']>;

/**
 * Ports of an instance that the internet reaches: through one interface and in one family there are a public address,
 * no VPC Block Public Access in the way, a route to an internet gateway, and network ACL and security groups that admit
 * the port. Only the way in is asked; what the network ACL says of answers is not. Whether the instance is running is not
 * asked either: an address that a stopped one keeps is reachable as soon as it is started.
 */
export function reachable(instance: Instance, inventory: Inventory, pick: Pick): Listing<Opening> {
  return instance.networkInterfaces.flatMap((each) =>
    new Listing(families).flatMap((family) => exposureThrough(each, family, inventory).openings(pick)),
  );
}

/** Asks what is nearest first, and no further than something that is closed for certain. */
function exposureThrough(each: Interface, family: Family, inventory: Inventory): Exposure {
  const steps = [
    () => Exposure.where(() => hasPublicAddress(each, family)),
    () => groupsExposure(each, inventory),
    () => Exposure.where(() => !publicAccessBlocked(each, inventory)),
    () => routedExposure(each, inventory),
  ];
  let exposure = only(family);
  for (const step of steps) {
    exposure = exposure.and(step());
    if (exposure.closed) return Exposure.none;
  }
  return exposure;
}

const only = (family: Family): Exposure => {
  const open = openIn([family], 'all', allPorts);
  return new Exposure(open, open, []);
};

function hasPublicAddress(each: Interface, family: Family): boolean {
  return family === 'ipv4' ? !each.publicIps.isEmpty() : each.ipv6Addresses.some(isPublic);
}

/** An IPv6 address of an instance may be a private one (`fd00::/8`). */
export function isPublic(address: string): boolean {
  return publicSpace.has(address);
}

function groupsExposure(each: Interface, inventory: Inventory): Exposure {
  const rules = each.groupIds
    .map((id) => theOne(inventory.by('aws.ec2.security-group', 'groupId', id, 'region'), `security group ${id}`))
    .flatMap((group) => group.ingress);
  return exposureOf(rules, inventory);
}

/** The one resource that is referred to, and that must therefore exist. */
function theOne<T>(found: Listing<T>, what: string): T {
  return found.first() ?? unknown(what, 'it is in use, but not in the inventory', 'not-collected');
}

/** States of an exclusion in which it is not, or no longer, in force. */
const withoutForce = new Set(['create-failed', 'delete-complete', 'disable-complete']);

/** Whether VPC Block Public Access keeps the internet gateways' traffic from the subnet. */
function publicAccessBlocked(each: Interface, inventory: Inventory): boolean {
  const settings = theOne(inventory.all('aws.ec2.settings', 'region'), 'EC2 settings');
  if (!settings.vpcBlockPublicAccess.startsWith('block-')) return false;
  const excluded = settings.vpcBlockPublicAccessExclusions.some(
    ({ resourceArn, mode, state }) =>
      [each.subnetId, each.vpcId].some((id) => resourceArn.endsWith(`/${id}`)) &&
      mode === 'allow-bidirectional' &&
      !withoutForce.has(state),
  );
  if (excluded) return false;
  const subnet = theOne(inventory.by('aws.ec2.subnet', 'subnetId', each.subnetId, 'region'), `subnet ${each.subnetId}`);
  if (subnet.account !== null && subnet.ownerId !== subnet.account) {
    unknown(subnet.arn, `account ${subnet.ownerId} shares the subnet, and its settings decide`, 'not-collected');
  }
  return true;
}

/** What the network ACL of the subnet admits of the addresses that its routes lead to. */
function routedExposure(each: Interface, inventory: Inventory): Exposure {
  const subnetId = each.subnetId;
  const table = maybe(() => routeTableOf(each, inventory));
  const routed = internetRouted(
    table.flatMap((one) => one.routes),
    inventory,
    leadsIn,
  );
  if (routed.ever.isEmpty()) return Exposure.none;
  const acl = maybe(() =>
    theOne(inventory.by('aws.ec2.network-acl', 'subnetIds', subnetId, 'region'), `network ACL of ${subnetId}`),
  );
  return aclExposure(
    acl.flatMap((one) => one.entries),
    'ingress',
    routed,
  );
}

/** The table that the subnet names; where it names none, the main one of its VPC. */
export function routeTableOf(
  { subnetId, vpcId }: { readonly subnetId: string; readonly vpcId: string },
  inventory: Lookup<'aws.ec2.route-table'>,
): RouteTable {
  const named = inventory.by('aws.ec2.route-table', 'subnetIds', subnetId, 'region').first();
  if (named !== undefined) return named;
  const main = inventory.by('aws.ec2.route-table', 'vpcId', vpcId, 'region').filter((table) => table.main);
  return theOne(main, `main route table of ${vpcId}`);
}

/**
 * The addresses of the internet that routes lead to: of the routes to an address the narrowest counts.
 * @param leads whether a route is one to the internet
 */
export function internetRouted(
  routes: Listing<Route>,
  inventory: Lookup<'aws.ec2.prefix-list'>,
  leads: (route: Route) => boolean,
): Admitted & { readonly doubts: readonly Doubt[] } {
  const read = routes.known.flatMap((route) => routeRead(route, inventory, leads));
  const complete = maybe(() => routes.settle());
  if (complete.known.length === 0) read.push(doubtful(AddressSet.everything, null, () => complete.settle()));
  // One whose width is unknown may come first, and need not match.
  read.sort((a, b) => b.prefix - a.prefix);
  const doubts = read.flatMap(({ raise }): Doubt[] => (raise === null ? [] : [{ open: everyPort, raise }]));
  return { ...internetAdmitted(read), doubts };
}

interface ReadRoute extends Decision {
  readonly prefix: number;
  readonly raise: (() => void) | null;
}

const doubtful = (upTo: AddressSet, admits: boolean | null, raise: () => void): ReadRoute => ({
  prefix: 129,
  sure: AddressSet.nothing,
  upTo,
  admits,
  raise,
});

function routeRead(
  route: Route,
  inventory: Lookup<'aws.ec2.prefix-list'>,
  leads: (route: Route) => boolean,
): ReadRoute[] {
  const led = maybe(() => leads(route));
  const admits = led.known[0] ?? null;
  const raise = admits === null ? () => led.settle() : null;
  const cidrs = { ipv4: maybe(() => route.destinationCidr), ipv6: maybe(() => route.destinationIpv6Cidr) };
  const cidr = cidrs.ipv4.known[0] ?? cidrs.ipv6.known[0];
  if (typeof cidr === 'string') return [routeTo(cidr, admits, raise)];
  const list = maybe(() => route.destinationPrefixListId);
  const listId = list.known[0];
  if (typeof listId === 'string') {
    const entries = sourcesOfList(listId, inventory);
    return [
      ...entries.networks.map((network) => routeTo(network, admits, raise)),
      ...(entries.raise === null ? [] : [doubtful(entries.upTo, admits, entries.raise)]),
    ];
  }
  const unread = [cidrs.ipv4, cidrs.ipv6, list].find(({ known }) => known.length === 0);
  return unread === undefined ? [] : [doubtful(AddressSet.everything, admits, () => unread.settle())];
}

function routeTo(cidr: string, admits: boolean | null, raise: (() => void) | null): ReadRoute {
  const network = networkOf(cidr);
  if (network === null) {
    return doubtful(AddressSet.everything, admits, () => unknown('route', `"${cidr}" is not a range of addresses`));
  }
  const addresses = AddressSet.of([cidr]);
  return { prefix: network.prefix, sure: addresses, upTo: addresses, admits, raise };
}

/** Whether a route goes to an internet gateway; an egress-only one (`eigw-`) is none. */
export function leadsToGateway(route: Route): boolean {
  return route.state !== 'blackhole' && (route.target ?? '').startsWith('igw-');
}

/** Whether what comes from the internet is answered on a route. */
function leadsIn(route: Route): boolean {
  const target = route.target ?? '';
  if (route.state !== 'blackhole' && /^(vpce|eni|i)-/.test(target)) {
    unknown(`route to ${target}`, 'what the appliance behind it lets through is not known', 'not-collected');
  }
  return leadsToGateway(route);
}
