import type { Lookup } from '../../core/inventory.ts';
import { Listing } from '../../core/listing.ts';
import type { View } from '../../core/view.ts';
import { AddressSet, canonical, families, networkOf, type Family } from './addresses.ts';
import { Exposure, openIn, type Doubt } from './exposure.ts';
import { maybe } from './maybe.ts';
import {
  allPorts,
  append,
  everyPort,
  familiesOf,
  hasPorts,
  namedProtocols,
  noPorts,
  portsOf,
  portText,
  protocolOf,
  stretches,
  type OpenPorts,
  type PortRange,
} from './ports.ts';
import { unknown } from './unknown.ts';

type Element<L> = L extends Listing<infer E> ? E : never;
export type SecurityGroupRule = Element<View<'aws.ec2.security-group'>['ingress']>;
type PrefixLists = Lookup<'aws.ec2.prefix-list'>;

/**
 * What the rules of a group (or of several groups of one interface: their rules add up) open to the internet: the
 * ports whose sources, taken together over all rules that admit the port, are the whole space of a family. A customer's
 * prefix list is what its entries are; a list that AWS manages and a reference to a group are not the internet.
 */
export function exposureOf(rules: Listing<SecurityGroupRule>, inventory: PrefixLists): Exposure {
  const certain: Admission[] = [];
  const possible: Admission[] = [];
  const doubts: Doubt[] = [];
  for (const rule of rules.known) {
    const { sure, upTo, raise } = admissionsOf(rule, inventory);
    certain.push(...sure);
    possible.push(...(raise === null ? sure : upTo));
    if (raise !== null) for (const { open } of upTo.map(asDoubt)) doubts.push({ open, raise });
  }
  const complete = maybe(() => rules.settle());
  if (complete.known.length === 0) {
    possible.push({ protocol: 'all', ports: allPorts, sources: AddressSet.everything });
    doubts.push({ open: everyPort, raise: () => complete.settle() });
  }
  const proven = openPorts(certain);
  return new Exposure(proven, doubts.length === 0 ? proven : openPorts(possible), doubts);
}

/** Ports of a protocol, or of `all` protocols, that are admitted from some addresses. */
export interface Admission {
  readonly protocol: string;
  readonly ports: PortRange;
  readonly sources: AddressSet;
}

/** For every protocol and port the union of the sources that it is admitted from; open where that is a whole space. */
export function openPorts(admissions: readonly Admission[]): OpenPorts {
  if (admissions.length === 0) return noPorts;
  const result = new Map<string, Record<Family, PortRange[]>>();
  for (const protocol of new Set([...namedProtocols, ...admissions.map((admission) => admission.protocol)])) {
    const open: Record<Family, PortRange[]> = { ipv4: [], ipv6: [] };
    const relevant = admissions.filter((admission) => admission.protocol === protocol || admission.protocol === 'all');
    for (const stretch of stretches(relevant.map(({ ports }) => ports))) {
      const sources = relevant
        .filter(({ ports }) => ports.from <= stretch.from && stretch.to <= ports.to)
        .map((admission) => admission.sources);
      for (const family of familiesOf(protocol)) if (coversWhole(sources, family)) append(open[family], stretch);
    }
    result.set(protocol, open);
  }
  return result;
}

function coversWhole(sources: readonly AddressSet[], family: Family): boolean {
  if (sources.some((set) => set.isWhole(family))) return true;
  return sources.length > 1 && AddressSet.union(sources).isWhole(family);
}

function asDoubt({ protocol, ports, sources }: Admission): { open: OpenPorts } {
  return {
    open: openIn(
      families.filter((family) => !sources.isEmpty(family)),
      protocol,
      ports,
    ),
  };
}

interface ReadRule {
  /** What it admits for certain. */
  readonly sure: Admission[];
  /** What it may admit at most, where something of it is unknown. */
  readonly upTo: Admission[];
  readonly raise: (() => void) | null;
}

function admissionsOf(rule: SecurityGroupRule, inventory: PrefixLists): ReadRule {
  const match = portsMatched(rule);
  if (match === null) return { sure: [], upTo: [], raise: null };
  const { sources, upTo, raise } = sourcesOf(rule, inventory);
  const widest = raise === null ? sources : upTo;
  if (widest.isEmpty()) return { sure: [], upTo: [], raise: null };
  return {
    sure: match.raise === null && !sources.isEmpty() ? [{ ...match, sources }] : [],
    upTo: [{ ...match, sources: widest }],
    raise: match.raise ?? raise,
  };
}

/** Protocol and ports of a rule or of a network ACL's entry: where they are unknown, the most that they may be. */
export function portsMatched(
  rule: Pick<SecurityGroupRule, 'protocol' | 'fromPort' | 'toPort'>,
): { protocol: string; ports: PortRange; raise: (() => void) | null } | null {
  const named = maybe(() => rule.protocol);
  if (named.known[0] === undefined) return { protocol: 'all', ports: allPorts, raise: () => named.settle() };
  const protocol = protocolOf(named.known[0]);
  if (!hasPorts(protocol)) return { protocol, ports: allPorts, raise: null };
  const from = maybe(() => rule.fromPort);
  const to = maybe(() => rule.toPort);
  const ports = portsOf(protocol, from.known[0] ?? null, to.known[0] ?? null);
  if (ports === null) return null;
  const unread = [from, to].find(({ known }) => known.length === 0);
  return { protocol, ports, raise: unread === undefined ? null : () => unread.settle() };
}

interface Sources {
  /** The networks that are known for certain, as they are written, and the addresses in them. */
  readonly networks: readonly string[];
  readonly sources: AddressSet;
  /** The most that they may be, where something is unknown. */
  readonly upTo: AddressSet;
  readonly raise: (() => void) | null;
}
const noSources: Sources = { networks: [], sources: AddressSet.nothing, upTo: AddressSet.nothing, raise: null };

/** The addresses that a rule names as its sources (or, of egress, its destinations). */
export function sourcesOf(rule: SecurityGroupRule, inventory: PrefixLists): Sources {
  const cidrs = { ipv4: maybe(() => rule.cidrIpv4), ipv6: maybe(() => rule.cidrIpv6) };
  for (const family of families) {
    const cidr = cidrs[family].known[0];
    if (typeof cidr === 'string') return sourcesIn([cidr], AddressSet.whole[family]);
  }
  const list = maybe(() => rule.prefixListId);
  const listId = list.known[0];
  if (typeof listId === 'string') return sourcesOfList(listId, inventory);
  const unread = [cidrs.ipv4, cidrs.ipv6, list].find(({ known }) => known.length === 0);
  // One of the four is not null: a known reference to a group leaves nothing to the others.
  if (unread === undefined || typeof maybe(() => rule.referencedGroupId).known[0] === 'string') return noSources;
  const upTo = AddressSet.union([
    ...families.filter((family) => cidrs[family].known.length === 0).map((family) => AddressSet.whole[family]),
    ...(list.known.length === 0 ? [AddressSet.everything] : []),
  ]);
  return { ...noSources, upTo, raise: () => unread.settle() };
}

/** @param space what a text that is no network may stand for */
function sourcesIn(cidrs: readonly string[], space: AddressSet): Sources {
  const networks = cidrs.filter((cidr) => networkOf(cidr) !== null);
  const sources = AddressSet.of(networks);
  const strange = cidrs.find((cidr) => networkOf(cidr) === null);
  if (strange === undefined) return { networks, sources, upTo: sources, raise: null };
  const raise = () => unknown('cidr', `"${strange}" is not a range of addresses`);
  return { networks, sources, upTo: space.union(sources), raise };
}

const spaceOf: Readonly<Record<string, AddressSet>> = { IPv4: AddressSet.whole.ipv4, IPv6: AddressSet.whole.ipv6 };

/** The addresses of a customer's prefix list, as far as the inventory tells; of one that AWS manages, none. */
export function sourcesOfList(id: string, inventory: PrefixLists): Sources {
  const found = inventory.by('aws.ec2.prefix-list', 'prefixListId', id, 'region');
  const list = found.known[0];
  if (list === undefined) {
    const raise = () => {
      found.settle();
      unknown(`prefix list ${id}`, 'it is not in the inventory: another account may share it', 'not-collected');
    };
    return { ...noSources, upTo: AddressSet.everything, raise };
  }
  const owner = maybe(() => list.ownerId);
  if (owner.known[0] === 'AWS') return noSources;
  const space = spaceOf[maybe(() => list.addressFamily).known[0] ?? ''] ?? AddressSet.everything;
  if (owner.known.length === 0) return { ...noSources, upTo: space, raise: () => owner.settle() };
  const entries = maybe(() => list.entries).flatMap((each) => each.map(({ cidr }) => cidr));
  const complete = maybe(() => entries.settle());
  const read = sourcesIn(entries.known, space);
  if (complete.known.length > 0) return read;
  return { ...read, upTo: space.union(read.sources), raise: () => complete.settle() };
}

/**
 * The part that names one rule of a group in a finding: direction, ports and source, in one spelling whatever the
 * rule's: `ingress tcp/443 104.16.0.0/13`.
 * @param network the one of the rule's that is meant, where a prefix list names several
 */
export function ruleText(direction: 'ingress' | 'egress', rule: SecurityGroupRule, network?: string): string {
  const protocol = protocolOf(rule.protocol);
  const { fromPort, toPort } = hasPorts(protocol) ? rule : { fromPort: null, toPort: null };
  const ports = portsOf(protocol, fromPort, toPort) ?? { from: fromPort ?? 0, to: toPort ?? 0 };
  const cidr = network ?? rule.cidrIpv4 ?? rule.cidrIpv6;
  const source = cidr === null ? (rule.prefixListId ?? rule.referencedGroupId ?? 'nothing') : canonical(cidr);
  return `${direction} ${portText({ protocol, ...ports })} ${source}`;
}

/** The networks that rules name one by one and that pass a test, each with its rule; prefix lists by their entries. */
export function networksWhere(
  rules: Listing<SecurityGroupRule>,
  inventory: PrefixLists,
  test: (cidr: string) => boolean,
): Listing<{ readonly rule: SecurityGroupRule; readonly cidr: string }> {
  return rules.flatMap((rule) => {
    const { networks, raise } = sourcesOf(rule, inventory);
    const found = networks.filter(test).map((cidr) => () => ({ rule, cidr: canonical(cidr) }));
    const further = () => {
      raise?.();
      return unknown('rule', 'its sources are not known');
    };
    return new Listing(raise === null ? found : [...found, further]).map((each) => each());
  });
}
