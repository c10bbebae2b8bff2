import type { Resource, Source } from '../../core/resource.ts';
import type { Mappings } from './describe.ts';
import { draftOf, settle, withFacts, type Tree } from './draft.ts';
import { like, listOf } from './lists.ts';

/**
 * What one resource of a kind has at a time (the subnets of a route table, being the main one of a VPC): what a change
 * gives to one, the others of the account and Region lose, whether or not the change speaks of them. An account that is
 * put together otherwise would have a subnet with two route tables, and a rule would read either.
 */
export class Claims {
  readonly #mappings: Mappings;
  /** By what is claimed: the ARNs of those that claim it. */
  readonly #claims = new Map<string, Set<string>>();

  constructor(mappings: Mappings) {
    this.#mappings = mappings;
  }

  /** @param live the resource as the account has it: what it has there already, it does not claim */
  add(resource: Resource, live: Resource | null): void {
    const had = new Set(live === null ? [] : this.#held(live).map(({ claim }) => claim));
    for (const { claim } of this.#held(resource)) {
      if (had.has(claim)) continue;
      const claimants = this.#claims.get(claim);
      if (claimants === undefined) this.#claims.set(claim, new Set([resource.arn]));
      else claimants.add(resource.arn);
    }
  }

  /** The resource without what others claim: the same object where that is nothing. */
  left(resource: Resource, source: Source): Resource {
    if (this.#claims.size === 0) return resource;
    const lost = this.#held(resource).filter(({ claim }) => this.#claims.get(claim)?.has(resource.arn) === false);
    if (lost.length === 0) return resource;
    const draft = draftOf(resource);
    const facts: Record<string, Tree> = { ...draft.facts };
    for (const { fact, value } of lost) {
      const tree = facts[fact];
      const others = listOf(tree).elements.filter((element) => element !== value);
      facts[fact] = tree === true ? false : like(tree, others);
    }
    return settle(withFacts(draft, facts, source));
  }

  /** What it has that no other may have, as far as it is known. */
  #held({ kind, account, region, facts }: Resource): readonly Held[] {
    const { exclusive = [], byDefault } = this.#mappings.of(kind) ?? {};
    const all = facts as Readonly<Record<string, unknown>>;
    const held = (fact: string, value: unknown) => ({
      fact,
      value,
      claim: JSON.stringify([kind, account, region, fact, value]),
    });
    const elements = exclusive.flatMap((fact) => {
      const list: unknown = all[fact];
      const values = Array.isArray(list) ? (list as readonly unknown[]) : [];
      return values.filter((value) => typeof value === 'string').map((value) => held(fact, value));
    });
    const per = byDefault?.per === undefined ? '' : all[byDefault.per];
    const flags = Object.keys(byDefault?.facts ?? {}).filter((fact) => all[fact] === true && typeof per === 'string');
    return [...elements, ...flags.map((fact) => held(fact, per))];
  }
}

interface Held {
  readonly fact: string;
  readonly value: unknown;
  readonly claim: string;
}
