import type { Listing } from '../../core/listing.ts';
import type { View } from '../../core/view.ts';
import { AddressSet, families, networkOf, type Family } from './addresses.ts';
import { Exposure, openIn, type Doubt } from './exposure.ts';
import { maybe } from './maybe.ts';
import { internetAdmitted, type Admitted, type Decision } from './first-match.ts';
import { allPorts, append, familiesOf, namedProtocols, stretches, type PortRange } from './ports.ts';
import { portsMatched } from './security-group-rules.ts';
import { unknown } from './unknown.ts';

type Element<L> = L extends Listing<infer E> ? E : never;
export type NetworkAclEntry = Element<View<'aws.ec2.network-acl'>['entries']>;

/**
 * What the entries of a network ACL open to the internet (or, of egress, to the way out): for every protocol, port and
 * address the entry with the lowest number decides, IPv4 and IPv6 apart; what no entry matches is refused.
 * @param within the addresses that matter: those that a route leads to
 */
export function aclExposure(
  entries: Listing<NetworkAclEntry>,
  direction: 'ingress' | 'egress',
  within: Admitted & { readonly doubts: readonly Doubt[] } = anywhere,
): Exposure {
  const read = entries.known.flatMap((entry) => entryRead(entry, direction));
  const complete = maybe(() => entries.settle());
  if (complete.known.length === 0) read.push(anything(() => complete.settle()));
  // An entry whose number is unknown may stand first, and need not match: that covers every place that it may have.
  read.sort((a, b) => a.number - b.number);

  const proven = new Map<string, Record<Family, PortRange[]>>();
  const possible = new Map<string, Record<Family, PortRange[]>>();
  for (const protocol of new Set([...namedProtocols, ...read.map((entry) => entry.protocol)])) {
    const open = { proven: { ipv4: [], ipv6: [] }, possible: { ipv4: [], ipv6: [] } } as Record<
      'proven' | 'possible',
      Record<Family, PortRange[]>
    >;
    const relevant = read.filter((entry) => entry.protocol === protocol || entry.protocol === 'all');
    for (const stretch of stretches(relevant.map(({ ports }) => ports))) {
      const { always, ever } = internetAdmitted(
        relevant.filter(({ ports }) => ports.from <= stretch.from && stretch.to <= ports.to),
      );
      for (const family of familiesOf(protocol)) {
        if (!always.intersection(within.always).isEmpty(family)) append(open.proven[family], stretch);
        if (!ever.intersection(within.ever).isEmpty(family)) append(open.possible[family], stretch);
      }
    }
    proven.set(protocol, open.proven);
    possible.set(protocol, open.possible);
  }
  const doubts = read.flatMap(({ protocol, ports, upTo, raise }): Doubt[] =>
    raise === null
      ? []
      : [
          {
            open: openIn(
              families.filter((family) => !upTo.isEmpty(family)),
              protocol,
              ports,
            ),
            raise,
          },
        ],
  );
  return new Exposure(proven, possible, [...doubts, ...within.doubts]);
}

const anywhere = { always: AddressSet.everything, ever: AddressSet.everything, doubts: [] };

interface ReadEntry extends Decision {
  readonly number: number;
  readonly protocol: string;
  readonly ports: PortRange;
  readonly raise: (() => void) | null;
}

function entryRead(entry: NetworkAclEntry, direction: 'ingress' | 'egress'): ReadEntry[] {
  const egress = maybe(() => entry.egress);
  if (egress.known[0] === (direction === 'ingress')) return [];
  const match = portsMatched(entry);
  if (match === null) return [];
  const number = maybe(() => entry.ruleNumber);
  const action = maybe(() => entry.action);
  const addresses = addressesOf(entry);
  if (addresses.upTo.isEmpty()) return [];
  const unread = [egress, number].find(({ known }) => known.length === 0);
  const raise = match.raise ?? addresses.raise ?? (unread === undefined ? null : () => unread.settle());
  return [
    {
      number: number.known[0] ?? 0,
      protocol: match.protocol,
      ports: match.ports,
      sure: raise === null ? addresses.upTo : AddressSet.nothing,
      upTo: addresses.upTo,
      admits: action.known[0] === undefined ? null : action.known[0] === 'allow',
      raise: raise ?? (action.known.length === 0 ? () => action.settle() : null),
    },
  ];
}

function anything(raise: () => void): ReadEntry {
  return {
    number: 0,
    protocol: 'all',
    ports: allPorts,
    sure: AddressSet.nothing,
    upTo: AddressSet.everything,
    admits: null,
    raise,
  };
}

/** One of the two is not null. */
function addressesOf(entry: NetworkAclEntry): { upTo: AddressSet; raise: (() => void) | null } {
  const cidrs = { ipv4: maybe(() => entry.cidrIpv4), ipv6: maybe(() => entry.cidrIpv6) };
  for (const family of families) {
    const cidr = cidrs[family].known[0];
    if (typeof cidr !== 'string') continue;
    if (networkOf(cidr) !== null) return { upTo: AddressSet.of([cidr]), raise: null };
    return {
      upTo: AddressSet.whole[family],
      raise: () => unknown('cidr', `"${cidr}" is not a range of addresses`),
    };
  }
  const unread = families.filter((family) => cidrs[family].known.length === 0);
  return {
    upTo: AddressSet.union(unread.map((family) => AddressSet.whole[family])),
    raise: () => unread.forEach((family) => cidrs[family].settle()),
  };
}
