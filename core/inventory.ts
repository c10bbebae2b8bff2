import type { AccountScope, Gap, SectionCoverage } from './coverage.ts';
import type { Trace } from './evidence.ts';
import { kinds, type FactName, type Facts, type KindId } from './kinds/index.ts';
import { Listing, UnknownFact } from './listing.ts';
import type { Resource, Unknown } from './resource.ts';
import { viewOf, type View } from './view.ts';

/** What is judged: resources that can be streamed, and what could not be seen of them. */
export interface Inventory {
  /** When it was taken, ISO 8601 in UTC. Rules measure ages against it unless told otherwise. */
  readonly takenAt: string;
  readonly accounts: readonly AccountScope[];
  readonly coverage: readonly SectionCoverage[];
  /** The resources, in one fixed order; with `only`, those of these kinds. May be called again. */
  resources(only?: ReadonlySet<KindId>): AsyncIterable<Resource>;
}

/** An inventory of resources that are at hand: for tests, and for inputs small enough to hold. */
export function inventoryOf(input: {
  takenAt: string;
  accounts?: readonly AccountScope[];
  coverage?: readonly SectionCoverage[];
  resources: readonly Resource[];
}): Inventory {
  return {
    takenAt: input.takenAt,
    accounts: input.accounts ?? [],
    coverage: input.coverage ?? [],
    // eslint-disable-next-line @typescript-eslint/require-await -- the port is asynchronous, this one need not wait
    async *resources(only) {
      for (const resource of input.resources) if (only?.has(resource.kind) ?? true) yield resource;
    },
  };
}

/**
 * How far a question about other resources reaches, seen from the resource judged: its own account and Region, its
 * account in all Regions, or everything in the inventory.
 */
export type Scope = 'region' | 'account' | 'everywhere';

/** The value that a fact (or identity) can be looked up by: itself, or for a list its elements. */
type LookupValue<K extends KindId, F> = F extends 'arn' | 'name'
  ? string
  : F extends keyof Facts<K>
    ? Facts<K>[F] extends readonly (infer E)[]
      ? Extract<E, string | number | boolean>
      : Extract<Facts<K>[F], string | number | boolean>
    : never;

/** What a rule asks about other resources. Every question is evidence, and none concludes "none" from a gap. */
export interface Lookup<R extends KindId = KindId> {
  /** All resources of a kind in the scope. */
  all<K extends R>(kind: K, scope: Scope): Listing<View<K>>;
  /** Those whose fact has the value, or, for a list fact, contains it. Indexed. */
  by<K extends R, F extends FactName<K> | 'arn' | 'name'>(
    kind: K,
    fact: F,
    value: LookupValue<K, F>,
    scope: Scope,
  ): Listing<View<K>>;
}

interface Group {
  readonly resources: Resource[];
  readonly indexes: Map<string, { found: Map<unknown, Resource[]>; unseen: [Resource, Unknown][] }>;
}

/** The resources that rules may ask about, held and indexed, with what is missing of them. */
export class Surroundings {
  readonly #groups = new Map<string, Group>();
  readonly #coverage: CoverageIndex;

  private constructor(coverage: CoverageIndex) {
    this.#coverage = coverage;
  }

  /** Reads the kinds that the rules look up; nothing else is held. */
  static async of(inventory: Inventory, lookedUp: ReadonlySet<KindId>): Promise<Surroundings> {
    const surroundings = new Surroundings(new CoverageIndex(inventory));
    if (lookedUp.size > 0) for await (const resource of inventory.resources(lookedUp)) surroundings.#add(resource);
    return surroundings;
  }

  /** The port through which one evaluation asks, for the resource that it judges. */
  lookup(judged: { account: string | null; region: string | null }, trace: Trace): Lookup {
    const listing = <K extends KindId>(
      kind: K,
      scope: Scope,
      where: string | null,
      pick: (group: Group) => readonly Resource[],
      unseen: (group: Group) => UnknownFact | null,
    ): Listing<View<K>> => {
      const target = targetOf(judged, kinds.get(kind)?.scope ?? 'region', scope);
      const groups = [...this.#groupsOf(kind, target)];
      const found = groups.flatMap((group) => pick(group));
      const gap = this.#coverage.missing(kind, target);
      const missing =
        gap === null ? (groups.map(unseen).find((unknown) => unknown !== null) ?? null) : new UnknownFact(kind, gap);
      trace.listing({
        kind,
        where,
        scope: { account: target.account ?? null, region: target.region ?? null },
        count: found.length,
        operations: [...new Set(found.map((resource) => resource.source.operation))].sort(),
        ...(missing === null ? {} : { unknown: { reason: missing.unknown.reason, message: missing.unknown.message } }),
      });
      return new Listing(
        found.map((resource) => viewOf(resource as Resource<K>, trace)),
        missing,
        trace,
      );
    };
    return {
      all: (kind, scope) =>
        listing(
          kind,
          scope,
          null,
          (group) => group.resources,
          () => null,
        ),
      by: (kind, fact, value, scope) =>
        listing(
          kind,
          scope,
          `${fact} = ${String(value)}`,
          (group) => indexOf(group, fact).found.get(value) ?? [],
          (group) => {
            const unseen = indexOf(group, fact).unseen[0];
            return unseen === undefined ? null : new UnknownFact(`${fact} of ${unseen[0].arn}`, unseen[1]);
          },
        ),
    };
  }

  #add(resource: Resource): void {
    const key = groupKey(resource.kind, resource.account, resource.region);
    let group = this.#groups.get(key);
    if (group === undefined) this.#groups.set(key, (group = { resources: [], indexes: new Map() }));
    group.resources.push(resource);
  }

  *#groupsOf(kind: KindId, target: Target): Generator<Group> {
    if (target.account !== undefined && target.region !== undefined) {
      const group = this.#groups.get(groupKey(kind, target.account, target.region));
      if (group !== undefined) yield group;
      return;
    }
    for (const [key, group] of this.#groups) {
      const [groupKind, account] = key.split(' ');
      if (groupKind !== kind) continue;
      if (target.account === undefined || account === (target.account ?? '')) yield group;
    }
  }
}

function groupKey(kind: KindId, account: string | null, region: string | null): string {
  return `${kind} ${account ?? ''} ${region ?? ''}`;
}

/** `undefined` is any, `null` is "the input does not say". */
interface Target {
  readonly account: string | null | undefined;
  readonly region: string | null | undefined;
}

function targetOf(
  judged: { account: string | null; region: string | null },
  kindScope: 'region' | 'global',
  scope: Scope,
): Target {
  if (scope === 'everywhere') return { account: undefined, region: undefined };
  if (scope === 'account' && kindScope === 'region') return { account: judged.account, region: undefined };
  return { account: judged.account, region: kindScope === 'global' ? 'global' : judged.region };
}

function indexOf(group: Group, fact: string) {
  const made = group.indexes.get(fact);
  if (made !== undefined) return made;
  const index = { found: new Map<unknown, Resource[]>(), unseen: [] as [Resource, Unknown][] };
  const add = (value: unknown, resource: Resource): void => {
    const same = index.found.get(value);
    if (same === undefined) index.found.set(value, [resource]);
    else if (same.at(-1) !== resource) same.push(resource);
  };
  for (const resource of group.resources) {
    const hidden = hiddenAt(resource, fact);
    if (hidden !== null) index.unseen.push([resource, hidden]);
    const value: unknown =
      fact === 'arn' || fact === 'name' ? resource[fact] : (resource.facts as Record<string, unknown>)[fact];
    if (Array.isArray(value)) for (const element of value) add(element, resource);
    else if (value !== undefined) add(value, resource);
  }
  group.indexes.set(fact, index);
  return index;
}

/** Why a fact, or an element of it, cannot be matched: it might be the value that is looked up. */
function hiddenAt(resource: Resource, fact: string): Unknown | null {
  if (fact === 'arn' || fact === 'name') return null;
  for (const [path, unknown] of Object.entries(resource.unknown ?? {})) {
    if (path === fact || path.startsWith(`${fact}/`)) return unknown;
  }
  if (Object.hasOwn(resource.facts, fact)) return null;
  return { reason: 'not-collected', operation: null, message: 'the snapshot does not hold it' };
}

/** What was and was not seen of each kind, by account and Region. */
export class CoverageIndex {
  readonly #seen = new Map<string, Gap | null>();
  readonly #accounts: readonly AccountScope[];

  constructor(inventory: Pick<Inventory, 'accounts' | 'coverage'>) {
    this.#accounts = inventory.accounts;
    for (const section of inventory.coverage) {
      for (const kind of section.kinds) {
        const gap = section.gaps.find((candidate) => candidate.kind === kind) ?? null;
        this.#seen.set(groupKey(kind, section.account, section.region), gap);
      }
    }
  }

  /** What may be missing of a kind in a scope; null where all of it was seen. */
  missing(kind: KindId, target: Target): Unknown | null {
    const accounts = target.account === undefined ? this.#accounts.map(({ id }) => id) : [target.account];
    if (accounts.length === 0) return notCollected(kind, null, null);
    for (const account of accounts) {
      for (const region of this.#regionsOf(account, kind, target)) {
        const gap = this.#seen.get(groupKey(kind, account, region));
        if (gap === undefined) return notCollected(kind, account, region);
        if (gap !== null) return { reason: gap.reason, operation: gap.operation, message: gap.message };
      }
    }
    return null;
  }

  #regionsOf(account: string | null, kind: KindId, target: Target): readonly (string | null)[] {
    if (kinds.get(kind)?.scope === 'global') return ['global'];
    if (target.region !== undefined) return [target.region];
    const known = this.#accounts.find(({ id }) => id === account);
    return known === undefined || known.enabled.length === 0 ? [null] : known.enabled;
  }
}

function notCollected(kind: KindId, account: string | null, region: string | null): Unknown {
  const where = [account === null ? null : `account ${account}`, region].filter((part) => part !== null).join(', ');
  return {
    reason: 'not-collected',
    operation: null,
    message: `${kind} was not collected${where === '' ? '' : ` in ${where}`}`,
  };
}
