import { families, wholeSpace, type Family } from './addresses.ts';

/**
 * The ports of one protocol are numbered 0 to 65535. For ICMP that is 256 × type + code, so that one algebra does for
 * all; protocols without ports have all of them, whatever range a rule gives (that is how EC2 reads it).
 */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}
export const lastPort = 65_535;
export const allPorts: PortRange = { from: 0, to: lastPort };

const numbered: Readonly<Record<string, string>> = {
  '-1': 'all',
  '1': 'icmp',
  '6': 'tcp',
  '17': 'udp',
  '58': 'icmpv6',
};
/** Protocols that every set of openings tells apart. `all` stands for those that nothing names. */
export const namedProtocols = ['tcp', 'udp', 'icmp', 'icmpv6', 'all'] as const;

/** `tcp`, `udp`, `icmp`, `icmpv6`, `all`, or another protocol's number. */
export function protocolOf(text: string): string {
  const lower = text.trim().toLowerCase();
  return numbered[lower] ?? lower;
}

/** Whether the bounds of a rule mean something: ports, or ICMP's type and code. */
export function hasPorts(protocol: string): boolean {
  return protocol === 'tcp' || protocol === 'udp' || protocol === 'icmp' || protocol === 'icmpv6';
}

/** The families that carry a protocol: ICMP is IPv4's, ICMPv6 is IPv6's. */
export function familiesOf(protocol: string): readonly Family[] {
  if (protocol === 'icmp') return ['ipv4'];
  return protocol === 'icmpv6' ? ['ipv6'] : families;
}

/** The ports that a rule with these bounds admits of a protocol; null where it admits none. */
export function portsOf(protocol: string, from: number | null, to: number | null): PortRange | null {
  if (!hasPorts(protocol)) return allPorts;
  if (protocol === 'icmp' || protocol === 'icmpv6') return typesOf(from ?? -1, to ?? -1);
  // EC2 gives a TCP or UDP rule both bounds; one that lacks them is read as widely as it could be meant.
  const range = { from: Math.max(from ?? 0, 0), to: to === null || to < 0 ? lastPort : Math.min(to, lastPort) };
  return range.from <= range.to ? range : null;
}

/** -1 is every type, or every code of a type. */
function typesOf(type: number, code: number): PortRange {
  if (type < 0) return allPorts;
  return code < 0 ? { from: type * 256, to: type * 256 + 255 } : { from: type * 256 + code, to: type * 256 + code };
}

/** Ports that are open to the internet, by protocol and family: sorted, disjoint, not adjacent. */
export type OpenPorts = ReadonlyMap<string, Readonly<Record<Family, readonly PortRange[]>>>;

export const noPorts: OpenPorts = new Map();
export const everyPort: OpenPorts = new Map([['all', { ipv4: [allPorts], ipv6: [allPorts] }]]);

/** What is open of a protocol: a protocol that nothing names is open where all are. */
export function openOf(ports: OpenPorts, protocol: string, family: Family): readonly PortRange[] {
  return (ports.get(protocol) ?? ports.get('all'))?.[family] ?? [];
}

export function intersect(a: OpenPorts, b: OpenPorts): OpenPorts {
  const result = new Map<string, Record<Family, readonly PortRange[]>>();
  for (const protocol of new Set([...namedProtocols, ...a.keys(), ...b.keys()])) {
    const both = (family: Family) => commonRanges(openOf(a, protocol, family), openOf(b, protocol, family));
    result.set(protocol, { ipv4: both('ipv4'), ipv6: both('ipv6') });
  }
  return result;
}

function commonRanges(a: readonly PortRange[], b: readonly PortRange[]): PortRange[] {
  return a.flatMap((left) =>
    b.flatMap((right) => {
      const range = { from: Math.max(left.from, right.from), to: Math.min(left.to, right.to) };
      return range.from <= range.to ? [range] : [];
    }),
  );
}

/** The stretches of 0 to 65535 within which the same ranges apply, so that one port of each answers for all. */
export function* stretches(ranges: Iterable<PortRange>): Generator<PortRange> {
  const starts = new Set([0]);
  for (const { from, to } of ranges) starts.add(from).add(to + 1);
  const sorted = [...starts].filter((start) => start <= lastPort).sort((a, b) => a - b);
  for (const [index, from] of sorted.entries()) yield { from, to: (sorted[index + 1] ?? lastPort + 1) - 1 };
}

/** Adds a range at the end of a sorted list, joining it to the last one where they touch. */
export function append(ranges: PortRange[], range: PortRange): void {
  const last = ranges.at(-1);
  if (last?.to === range.from - 1) ranges[ranges.length - 1] = { from: last.from, to: range.to };
  else ranges.push(range);
}

/** Ports of one protocol, or of all, that the internet of one family may reach. */
export interface Opening extends PortRange {
  readonly protocol: string;
  readonly family: Family;
}

/** Picks from what is open what a rule is about. */
export type Pick = (open: OpenPorts) => Opening[];

/** Each of these ports that is open, by itself. */
export function eachOf(ports: Readonly<Partial<Record<'tcp' | 'udp', readonly number[]>>>): Pick {
  return (open) => {
    const found: Opening[] = [];
    for (const protocol of ['tcp', 'udp'] as const) {
      for (const port of new Set(ports[protocol] ?? [])) {
        for (const family of families) {
          if (openOf(open, protocol, family).some(({ from, to }) => from <= port && port <= to)) {
            found.push({ protocol, family, from: port, to: port });
          }
        }
      }
    }
    return found;
  };
}

/** Whether a range is every port. Port 0 cannot be used and is no matter. */
const isEvery = ({ from, to }: PortRange): boolean => from <= 1 && to === lastPort;

/** Whether nothing is left out: neither a protocol nor a port of one. */
function isAll(open: OpenPorts, family: Family): boolean {
  return [...new Set([...open.keys(), 'all'])]
    .filter((protocol) => familiesOf(protocol).includes(family))
    .every((protocol) => openOf(open, protocol, family).some(isEvery));
}

/** All traffic; where that is not open, every TCP and every UDP port. */
export const allTraffic: Pick = (open) =>
  families.flatMap((family) => {
    if (isAll(open, family)) return [{ protocol: 'all', family, ...allPorts }];
    return ['tcp', 'udp'].flatMap((protocol) =>
      openOf(open, protocol, family)
        .filter(isEvery)
        .map((range) => ({ protocol, family, ...range })),
    );
  });

/**
 * Every range with a port beside those authorised, shorn of authorised ports at its ends: where port 81 is opened
 * beside an authorised port 80, the hole is 81 and stays 81. Of ICMP, which has no ports, nothing is told.
 */
export function besides(authorized: Readonly<Record<'tcp' | 'udp', readonly number[]>>): Pick {
  return (open) =>
    families.flatMap((family) => {
      if (isAll(open, family)) return [{ protocol: 'all', family, ...allPorts }];
      return [...open.keys()]
        .filter((protocol) => protocol !== 'icmp' && protocol !== 'icmpv6')
        .flatMap((protocol) => {
          const fine = new Set(protocol === 'tcp' || protocol === 'udp' ? authorized[protocol] : []);
          return openOf(open, protocol, family).flatMap((range) => {
            let { from, to } = range;
            while (from <= to && fine.has(from)) from += 1;
            while (from <= to && fine.has(to)) to -= 1;
            return from <= to ? [{ protocol: protocol === 'all' ? 'other' : protocol, family, from, to }] : [];
          });
        });
    });
}

/** Whatever is open of ICMP, but for what hosts need to learn the size of packets that a path takes. */
export const icmpOpenings: Pick = (open) =>
  (['icmp', 'icmpv6'] as const).flatMap((protocol) =>
    familiesOf(protocol).flatMap((family) =>
      openOf(open, protocol, family)
        .filter(({ from, to }) => from < needed[protocol] * 256 || to > needed[protocol] * 256 + 255)
        .map((range) => ({ protocol, family, ...range })),
    ),
  );
/** Destination unreachable (fragmentation needed) of ICMP, packet too big of ICMPv6. */
const needed = { icmp: 3, icmpv6: 2 } as const;

/** `tcp/22`, `udp/20-25`, `all`, `icmp/8` (a type), `icmp/3:4` (a type and code), `protocol/47`, `protocol/other` (those that nothing names). */
export function portText({ protocol, from, to }: Omit<Opening, 'family'>): string {
  const whole = from === 0 && to === lastPort;
  if (protocol === 'all') return 'all';
  if (protocol === 'icmp' || protocol === 'icmpv6') return whole ? protocol : `${protocol}/${typeText(from, to)}`;
  if (protocol !== 'tcp' && protocol !== 'udp') return `protocol/${protocol}`;
  return from === to ? `${protocol}/${from}` : `${protocol}/${from}-${to}`;
}

function typeText(from: number, to: number): string {
  const point = (at: number) => `${Math.floor(at / 256)}:${at % 256}`;
  if (from === to) return point(from);
  if (from % 256 !== 0 || to % 256 !== 255) return `${point(from)}-${point(to)}`;
  const [first, last] = [from / 256, Math.floor(to / 256)];
  return first === last ? String(first) : `${first}-${last}`;
}

/**
 * The part that names an exposure in a finding: direction, ports, and the family as the text of its whole space, so
 * that it stays the same however the rules that make it are spelt: `ingress tcp/3389 ::/0`.
 */
export function partOf(direction: 'ingress' | 'egress', opening: Opening): string {
  return `${direction} ${portText(opening)} ${wholeSpace[opening.family]}`;
}

/** For messages: `tcp/3389 over IPv6`. */
export function openingText(opening: Opening): string {
  const ports = opening.protocol === 'all' ? 'every protocol and port' : portText(opening);
  return `${ports} over ${opening.family === 'ipv4' ? 'IPv4' : 'IPv6'}`;
}
