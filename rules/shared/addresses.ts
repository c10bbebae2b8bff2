import ipaddr from 'ipaddr.js';

export type Family = 'ipv4' | 'ipv6';
export const families = ['ipv4', 'ipv6'] as const;

/** How the whole space of a family is written, in the parts of findings also where a rule spells it otherwise. */
export const wholeSpace: Readonly<Record<Family, string>> = { ipv4: '0.0.0.0/0', ipv6: '::/0' };

const width: Readonly<Record<Family, number>> = { ipv4: 32, ipv6: 128 };

type Interval = readonly [first: bigint, last: bigint];
/** Sorted, disjoint and not adjacent. */
type Intervals = readonly Interval[];

/** A network: the address with its host bits cleared, however it was written. */
interface Network {
  readonly family: Family;
  readonly prefix: number;
  readonly first: bigint;
  readonly last: bigint;
}

/** Texts already read: the same few networks stand in thousands of rules. */
const known = new Map<string, Network | null>();
const knownAtMost = 10_000;

/** A set of IPv4 and IPv6 addresses. Immutable; two sets are equal however the networks in them were written. */
export class AddressSet {
  static readonly nothing = new AddressSet({ ipv4: [], ipv6: [] });
  static readonly everything = AddressSet.of([wholeSpace.ipv4, wholeSpace.ipv6]);
  static readonly whole: Readonly<Record<Family, AddressSet>> = {
    ipv4: AddressSet.of([wholeSpace.ipv4]),
    ipv6: AddressSet.of([wholeSpace.ipv6]),
  };

  readonly #parts: Readonly<Record<Family, Intervals>>;

  private constructor(parts: Readonly<Record<Family, Intervals>>) {
    this.#parts = parts;
  }

  /** The addresses of these networks. @throws RangeError where a text is not a network; ask `networkOf` before */
  static of(cidrs: Iterable<string>): AddressSet {
    const found: Record<Family, Interval[]> = { ipv4: [], ipv6: [] };
    for (const cidr of cidrs) {
      const network = networkOf(cidr);
      if (network === null) throw new RangeError(`"${cidr}" is not a range of addresses`);
      found[network.family].push([network.first, network.last]);
    }
    return new AddressSet({ ipv4: merged(found.ipv4), ipv6: merged(found.ipv6) });
  }

  static union(sets: Iterable<AddressSet>): AddressSet {
    const found: Record<Family, Interval[]> = { ipv4: [], ipv6: [] };
    for (const set of sets) for (const family of families) found[family].push(...set.#parts[family]);
    return new AddressSet({ ipv4: merged(found.ipv4), ipv6: merged(found.ipv6) });
  }

  union(other: AddressSet): AddressSet {
    if (this.isEmpty()) return other;
    return other.isEmpty() ? this : AddressSet.union([this, other]);
  }

  intersection(other: AddressSet): AddressSet {
    return this.#each((family) => common(this.#parts[family], other.#parts[family]));
  }

  minus(other: AddressSet): AddressSet {
    return this.#each((family) => common(this.#parts[family], gaps(other.#parts[family], family)));
  }

  only(family: Family): AddressSet {
    return this.#each((each) => (each === family ? this.#parts[each] : []));
  }

  isEmpty(family?: Family): boolean {
    if (family !== undefined) return this.#parts[family].length === 0;
    return families.every((each) => this.#parts[each].length === 0);
  }

  /** Whether it holds every address of the family. */
  isWhole(family: Family): boolean {
    const [only, ...others] = this.#parts[family];
    return only !== undefined && others.length === 0 && only[0] === 0n && only[1] === lastOf(family);
  }

  has(address: string): boolean {
    const network = networkOf(`${address}/${address.includes(':') ? width.ipv6 : width.ipv4}`);
    return (
      network !== null && this.#parts[network.family].some(([from, to]) => from <= network.first && network.first <= to)
    );
  }

  equals(other: AddressSet): boolean {
    return this.minus(other).isEmpty() && other.minus(this).isEmpty();
  }

  #each(change: (family: Family) => Intervals): AddressSet {
    return new AddressSet({ ipv4: change('ipv4'), ipv6: change('ipv6') });
  }
}

/**
 * A network from its text, with host bits set or not, in any spelling of IPv6; null where it is none. A text is of the
 * family it is written in: `::ffff:0:0/96` are IPv6 addresses (that no packet carries), not the IPv4 space.
 */
export function networkOf(cidr: string): Network | null {
  let network = known.get(cidr);
  if (network !== undefined) return network;
  network = parsed(cidr);
  if (known.size >= knownAtMost) known.clear();
  known.set(cidr, network);
  return network;
}

function parsed(cidr: string): Network | null {
  const [, address, digits] = /^([^/%]+)\/(\d{1,3})$/.exec(cidr) ?? [];
  if (address === undefined || digits === undefined) return null;
  const family: Family = address.includes(':') ? 'ipv6' : 'ipv4';
  const prefix = Number(digits);
  const written = family === 'ipv4' ? ipaddr.IPv4.isValidFourPartDecimal(address) : ipaddr.IPv6.isValid(address);
  if (!written || prefix > width[family]) return null;
  const hostBits = BigInt(width[family] - prefix);
  const value = ipaddr
    .parse(address)
    .toByteArray()
    .reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const first = (value >> hostBits) << hostBits;
  return { family, prefix, first, last: first | ((1n << hostBits) - 1n) };
}

/** The one spelling of a network that parts of findings use: host bits cleared, IPv6 as RFC 5952 has it. */
export function canonical(cidr: string): string {
  const network = networkOf(cidr);
  if (network === null) return cidr;
  const bytes = Array.from({ length: width[network.family] / 8 }, (_, index) =>
    Number((network.first >> BigInt(width[network.family] - 8 * (index + 1))) & 0xffn),
  );
  const address = ipaddr.fromByteArray(bytes);
  return `${address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString()}/${network.prefix}`;
}

/**
 * What hosts of the internet can have as their address. The ranges for documentation count too: nobody has them, and
 * examples use them for public ones.
 */
export const publicSpace: AddressSet = AddressSet.of(['0.0.0.0/0', '2000::/3']).minus(
  AddressSet.of([
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '224.0.0.0/3',
  ]),
);

function lastOf(family: Family): bigint {
  return (1n << BigInt(width[family])) - 1n;
}

function merged(intervals: Interval[]): Intervals {
  if (intervals.length < 2) return intervals;
  const sorted = [...intervals].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  const result: [bigint, bigint][] = [];
  for (const [first, last] of sorted) {
    const before = result.at(-1);
    if (before === undefined || first > before[1] + 1n) result.push([first, last]);
    else if (last > before[1]) before[1] = last;
  }
  return result;
}

function common(a: Intervals, b: Intervals): Intervals {
  const result: Interval[] = [];
  let i = 0;
  let j = 0;
  for (let left = a[i], right = b[j]; left !== undefined && right !== undefined; left = a[i], right = b[j]) {
    const first = left[0] > right[0] ? left[0] : right[0];
    const last = left[1] < right[1] ? left[1] : right[1];
    if (first <= last) result.push([first, last]);
    if (left[1] < right[1]) i += 1;
    else j += 1;
  }
  return result;
}

/** What of the family's space the intervals leave out. */
function gaps(intervals: Intervals, family: Family): Intervals {
  const result: Interval[] = [];
  let next = 0n;
  for (const [first, last] of intervals) {
    if (first > next) result.push([next, first - 1n]);
    next = last + 1n;
  }
  if (next <= lastOf(family)) result.push([next, lastOf(family)]);
  return result;
}
