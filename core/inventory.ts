import type { AccountScope, Gap, SectionCoverage } from './coverage.ts';
import type { ListingEvidence, Trace } from './evidence.ts';
import { kinds, type FactName, type Facts, type KindId } from './kinds/index.ts';
import { Listing, UnknownFact } from './listing.ts';
import type { Resource, Unknown } from './resource.ts';
import { Shelf } from './shelf.ts';
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

type Scalar = string | number | boolean;
/** A member of the records of a list fact: `blockDevices/snapshotId`. */
type MemberPath<K extends KindId, F = FactName<K>> = F extends keyof Facts<K> & string
  ? Facts<K>[F] extends readonly (infer E)[]
    ? E extends object
      ? `${F}/${Extract<keyof E, string>}`
      : never
    : never
  : never;
/** The value that a fact (or identity) can be looked up by: itself, or for a list its elements or a member of them. */
type LookupValue<K extends KindId, F> = F extends 'arn' | 'name'
  ? string
  : F extends keyof Facts<K>
    ? Facts<K>[F] extends readonly (infer E)[]
      ? Extract<E, Scalar>
      : Extract<Facts<K>[F], Scalar>
    : F extends `${infer L}/${infer M}`
      ? L extends keyof Facts<K>
        ? Facts<K>[L] extends readonly (infer E)[]
          ? M extends keyof E
            ? Extract<E[M], Scalar>
            : never
          : never
        : never
      : never;

/** What a rule asks about other resources. Every question is evidence, and none concludes "none" from a gap. */
export interface Lookup<R extends KindId = KindId> {
  /** All resources of a kind in the scope. */
  all<K extends R>(kind: K, scope: Scope): Listing<View<K>>;
  /**
   * Those whose fact has the value, or, for a list fact, contains it; for `list/member`, where the member of one of its
   * records has it. Indexed: a rule that walks `all` for each resource it judges takes time that grows with the square.
   */
  by<K extends R, F extends FactName<K> | MemberPath<K> | 'arn' | 'name'>(
    kind: K,
    fact: F,
    value: LookupValue<K, F>,
    scope: Scope,
  ): Listing<View<K>>;
}

/** The resources of one kind, account and Region, by their places on the shelf. */
interface Group {
  readonly places: number[];
  readonly indexes: Map<string, Index>;
}

interface Index {
  /** Few values have more than one resource: a place of its own costs a number, not an array. */
  readonly found: Map<unknown, number | number[]>;
  /** The first resource of which the fact could not be read. */
  unseen: UnknownFact | null;
}

/** The resources that rules may ask about, held and indexed, with what is missing of them. */
export class Surroundings {
  readonly #shelf = new Shelf();
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
    return {
      all: (kind, scope) => this.#listing(judged, trace, kind, scope, null),
      by: (kind, fact, value, scope) => this.#listing(judged, trace, kind, scope, { fact, value }),
    };
  }

  #listing<K extends KindId>(
    judged: { account: string | null; region: string | null },
    trace: Trace,
    kind: K,
    scope: Scope,
    where: { readonly fact: string; readonly value: unknown } | null,
  ): Listing<View<K>> {
    const target = targetOf(judged, kinds.get(kind)?.scope ?? 'region', scope);
    const found: number[] = [];
    let unseen: UnknownFact | null = null;
    for (const group of this.#groupsOf(kind, target)) {
      if (where === null) for (const place of group.places) found.push(place);
      else {
        const index = this.#indexOf(group, where.fact);
        const places = index.found.get(where.value);
        if (typeof places === 'number') found.push(places);
        else if (places !== undefined) for (const place of places) found.push(place);
        unseen ??= index.unseen;
      }
    }
    const gap = this.#coverage.missing(kind, target);
    const missing = gap === null ? unseen : new UnknownFact(kind, gap);
    trace.listing({
      kind,
      where: where === null ? null : `${where.fact} = ${String(where.value)}`,
      scope: { account: target.account ?? null, region: target.region ?? null },
      count: found.length,
      operations: this.#operationsOf(kind, target, found),
      ...(missing === null ? {} : { unknown: unknownOf(missing) }),
    });
    const shelf = this.#shelf;
    const views = {
      // Read as they are asked for: the first of a hundred thousand may be enough.
      *[Symbol.iterator]() {
        for (const place of found) yield viewOf(shelf.at(place) as Resource<K>, trace);
      },
    };
    return new Listing(views, missing, trace);
  }

  /** The operations behind a listing: those of its sections, found they something or not, and of what was found. */
  #operationsOf(kind: KindId, target: Target, found: readonly number[]): readonly string[] {
    const listing = this.#coverage.operations(kind, target);
    const others = this.#shelf.operationsOf(found).filter((operation) => !listing.includes(operation));
    // A million verdicts that ask the same share one array.
    return others.length === 0 ? listing : [...listing, ...others].sort();
  }

  #add(resource: Resource): void {
    const key = groupKey(resource.kind, resource.account, resource.region);
    let group = this.#groups.get(key);
    if (group === undefined) this.#groups.set(key, (group = { places: [], indexes: new Map() }));
    group.places.push(this.#shelf.add(resource));
  }

  #indexOf(group: Group, fact: string): Index {
    const made = group.indexes.get(fact);
    if (made !== undefined) return made;
    const index: Index = { found: new Map(), unseen: null };
    const add = (value: unknown, place: number): void => {
      const same = index.found.get(value);
      if (same === undefined) index.found.set(value, place);
      else if (typeof same === 'number') {
        if (same !== place) index.found.set(value, [same, place]);
      } else if (same.at(-1) !== place) same.push(place);
    };
    for (const place of group.places) {
      const resource = this.#shelf.read(place);
      const hidden = index.unseen === null ? hiddenAt(resource, fact) : null;
      if (hidden !== null) index.unseen = new UnknownFact(`${fact} of ${resource.arn}`, hidden);
      for (const value of valuesAt(resource, fact)) add(value, place);
    }
    group.indexes.set(fact, index);
    return index;
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

function unknownOf({ unknown: { reason, operation, message } }: UnknownFact): NonNullable<ListingEvidence['unknown']> {
  return { reason, operation, message };
}

function groupKey(kind: KindId, account: string | null, region: string | null): string {
  return `${kind} ${account ?? ''} ${region ?? ''}`;
}

/** `undefined` is any, `null` is "the input does not say". */
interface Target {
  readonly account: string | null | undefined;
  readonly region: string | null | undefined;
}

function targetKey(part: string | null | undefined): string {
  return part === undefined ? '*' : (part ?? '');
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

function valuesAt(resource: Resource, fact: string): readonly unknown[] {
  if (fact === 'arn' || fact === 'name') return [resource[fact]];
  const [name = '', member] = fact.split('/');
  const value = (resource.facts as Record<string, unknown>)[name];
  if (value === undefined) return [];
  if (!Array.isArray(value)) return [value];
  return member === undefined ? value : (value as Record<string, unknown>[]).map((record) => record[member]);
}

/** Why a fact, or a part of it, cannot be matched: it might be the value that is looked up. */
function hiddenAt(resource: Resource, fact: string): Unknown | null {
  if (fact === 'arn' || fact === 'name') return null;
  const [name = '', member] = fact.split('/');
  for (const [path, unknown] of Object.entries(resource.unknown ?? {})) {
    const [hidden, element, part] = path.split('/');
    if (hidden !== name) continue;
    if (element === undefined || member === undefined || part === undefined || part === member) return unknown;
  }
  if (Object.hasOwn(resource.facts, name)) return null;
  return { reason: 'not-collected', operation: null, message: 'the snapshot does not hold it' };
}

/** What was and was not seen of each kind, by account and Region. */
export class CoverageIndex {
  readonly #seen = new Map<string, { readonly gap: Gap | null; readonly operations: readonly string[] }>();
  readonly #listing = new Map<string, readonly string[]>();
  readonly #accounts: readonly AccountScope[];

  constructor(inventory: Pick<Inventory, 'accounts' | 'coverage'>) {
    this.#accounts = inventory.accounts;
    for (const section of inventory.coverage) {
      for (const kind of section.kinds) {
        const gap = section.gaps.find((candidate) => candidate.kind === kind) ?? null;
        const operations = section.operations[kind] ?? [];
        this.#seen.set(groupKey(kind, section.account, section.region), { gap, operations });
      }
    }
  }

  /** What may be missing of a kind in a scope; null where all of it was seen. */
  missing(kind: KindId, target: Target): Unknown | null {
    const accounts = this.#accountsOf(target);
    if (accounts.length === 0) return notCollected(kind, null, null);
    for (const account of accounts) {
      for (const region of this.#regionsOf(account, kind, target)) {
        const seen = this.#seen.get(groupKey(kind, account, region));
        if (seen === undefined) return notCollected(kind, account, region);
        const { gap } = seen;
        if (gap !== null) return { reason: gap.reason, operation: gap.operation, message: gap.message };
      }
    }
    return null;
  }

  /** The operations that listed a kind in a scope, each once, sorted. The same array for the same question. */
  operations(kind: KindId, target: Target): readonly string[] {
    const question = `${kind} ${targetKey(target.account)} ${targetKey(target.region)}`;
    const known = this.#listing.get(question);
    if (known !== undefined) return known;
    const operations = new Set<string>();
    for (const account of this.#accountsOf(target)) {
      for (const region of this.#regionsOf(account, kind, target)) {
        for (const operation of this.#seen.get(groupKey(kind, account, region))?.operations ?? []) {
          operations.add(operation);
        }
      }
    }
    const sorted = [...operations].sort();
    this.#listing.set(question, sorted);
    return sorted;
  }

  #accountsOf(target: Target): readonly (string | null)[] {
    return target.account === undefined ? this.#accounts.map(({ id }) => id) : [target.account];
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
