import type { Facts } from '../../core/kinds/index.ts';
import { UnknownValue } from '../../core/resource.ts';
import type { PlannedObject } from './mapping.ts';
import type { Side } from './side.ts';
import { isSymbol } from './symbol.ts';
import { elementsOf, untold, type Deep, type Maybe } from './value.ts';

export type Route = Deep<Facts<'aws.ec2.route-table'>['routes'][number]>;

/** What ids of the things that a route may lead to begin with, in the order in which live collectors look for them. */
const prefixes = {
  gateway: null, // of the internet, or of a VPN
  vpcEndpoint: 'vpce-',
  natGateway: 'nat-',
  networkInterface: 'eni-',
  transitGateway: 'tgw-',
  peeringConnection: 'pcx-',
  egressOnlyGateway: 'eigw-',
  carrierGateway: 'cagw-',
  localGateway: 'lgw-',
  coreNetwork: null,
  odbNetwork: null,
  instance: 'i-',
} as const;

export type RouteTarget = keyof typeof prefixes;
export const routeTargets = Object.keys(prefixes) as readonly RouteTarget[];

/** A route, under whatever names an input gives its properties. */
export interface GivenRoute {
  readonly cidrIpv4: Maybe<string | null>;
  readonly cidrIpv6: Maybe<string | null>;
  readonly prefixListId: Maybe<string | null>;
  readonly targets: Readonly<Partial<Record<RouteTarget, Maybe<string | null>>>>;
  /** Where it is told. A route is made to what is there, so it is active: a blackhole is what it may become. */
  readonly state?: Maybe<string | null>;
}

/**
 * A route as a live collector gives it. What it leads to may have no id yet: then what stands for it is put behind
 * that with which its id will begin, because rules tell an internet gateway from a NAT gateway by that.
 * @param planned what holds the route
 */
export function routeOf(route: GivenRoute, planned: PlannedObject, side: Side): Route {
  const { cidrIpv4, cidrIpv6, prefixListId, state = null } = route;
  const nowhere = cidrIpv4 === null && cidrIpv6 === null && prefixListId === null;
  return {
    destinationCidr: nowhere ? untold('the route names no destination', 'error') : cidrIpv4,
    destinationIpv6Cidr: cidrIpv6,
    destinationPrefixListId: prefixListId,
    target: targetOf(route.targets, planned, side),
    state: typeof state === 'string' ? state : 'active',
  };
}

function targetOf(targets: GivenRoute['targets'], planned: PlannedObject, side: Side): Maybe<string> {
  for (const name of routeTargets) {
    const target = targets[name] ?? null;
    if (target === null) continue;
    const prefix = prefixes[name];
    if (target instanceof UnknownValue) {
      const isToCome = prefix !== null && target.unknown.reason === 'known-after-apply';
      return isToCome ? `${prefix}${planned.id}` : target;
    }
    if (!isSymbol(target)) return target;
    return name === 'gateway' ? gatewayOf(target, planned, side) : `${prefix ?? ''}${target}`;
  }
  return untold('the route names no target', 'error');
}

/** What is called a gateway's id may be that of one of three. */
const gateways = {
  'igw-': ['aws_internet_gateway', 'AWS::EC2::InternetGateway'],
  'vgw-': ['aws_vpn_gateway', 'AWS::EC2::VPNGateway'],
  'vpce-': ['aws_vpc_endpoint', 'AWS::EC2::VPCEndpoint'],
} as const;

function gatewayOf(symbol: string, planned: PlannedObject, side: Side): Maybe<string> {
  for (const [prefix, types] of Object.entries(gateways)) {
    if (types.some((type) => elementsOf(side.find(planned, type, 'id', symbol)).length > 0))
      return `${prefix}${symbol}`;
  }
  return untold(`what kind of gateway ${symbol} is, is known after apply`);
}
