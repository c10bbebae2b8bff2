import { Listing } from '../../core/listing.ts';
import type { Family } from './addresses.ts';
import { maybe } from './maybe.ts';
import { intersect, noPorts, everyPort, openOf, type Opening, type OpenPorts, type Pick } from './ports.ts';

/** Something unknown, and what may be open for all that is known of it. */
export interface Doubt {
  readonly open: OpenPorts;
  /** Raises the unknown. */
  readonly raise: () => void;
}

/**
 * What is open to the internet, in three values: what is proven open by what is known alone, what may be open for all
 * that is known, and where the two differ, why.
 */
export class Exposure {
  static readonly none = new Exposure(noPorts, noPorts, []);

  readonly #proven: OpenPorts;
  readonly #possible: OpenPorts;
  readonly #doubts: readonly Doubt[];

  constructor(proven: OpenPorts, possible: OpenPorts, doubts: readonly Doubt[]) {
    this.#proven = proven;
    this.#possible = possible;
    this.#doubts = doubts;
  }

  /** Every port if the answer is yes, none if it is no; if it is unknown, either. */
  static where(question: () => boolean): Exposure {
    const answer = maybe(question);
    const open = answer.known[0];
    if (open === undefined) {
      return new Exposure(noPorts, everyPort, [{ open: everyPort, raise: () => answer.settle() }]);
    }
    return open ? new Exposure(everyPort, everyPort, []) : Exposure.none;
  }

  /** What is open by both. */
  and(other: Exposure): Exposure {
    return new Exposure(intersect(this.#proven, other.#proven), intersect(this.#possible, other.#possible), [
      ...this.#doubts,
      ...other.#doubts,
    ]);
  }

  /** Whether nothing of a family can be open, whatever the unknowns turn out to be. */
  get closed(): boolean {
    return [...this.#possible.values()].every(({ ipv4, ipv6 }) => ipv4.length === 0 && ipv6.length === 0);
  }

  /** What a rule is about, of what is open. The listing raises the unknown at its end where there may be more. */
  openings(pick: Pick): Listing<Opening> {
    const proven = pick(this.#proven);
    const told = new Set(proven.map(keyOf));
    const further = pick(this.#possible).find((opening) => !told.has(keyOf(opening)));
    const elements = proven.map((opening) => () => opening);
    if (further !== undefined) elements.push(() => this.#raise(further));
    return new Listing(elements).map((element) => element());
  }

  #raise(opening: Opening): never {
    for (const doubt of this.#doubts) if (touches(doubt.open, opening)) doubt.raise();
    throw new Error(`nothing tells why ${keyOf(opening)} may be open`);
  }
}

const keyOf = ({ protocol, family, from, to }: Opening) => `${protocol} ${from} ${to} ${family}`;

function touches(open: OpenPorts, { protocol, family, from, to }: Opening): boolean {
  return openOf(open, protocol, family).some((range) => range.from <= to && from <= range.to);
}

/** The same ports in each of these families. */
export function openIn(families: Iterable<Family>, protocol: string, range: { from: number; to: number }): OpenPorts {
  const within = new Set(families);
  return new Map([[protocol, { ipv4: within.has('ipv4') ? [range] : [], ipv6: within.has('ipv6') ? [range] : [] }]]);
}
