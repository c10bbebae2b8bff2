import type { Inventory } from '../../core/inventory.ts';
import { inventoryOf } from '../../core/inventory.ts';
import type { KindId } from '../../core/kinds/index.ts';
import { UnknownValue, type Resource } from '../../core/resource.ts';
import { describe, isToCome, joined, listOf, type Described, type Mappings } from './describe.ts';
import { canonical, draftOf, factsOf, settle, type Contribution, type Draft, type Tree } from './draft.ts';
import type { PlannedObject } from './mapping.ts';
import { AsMade, DefaultList, OpenList, Refreshed } from './value.ts';

/** What an input says will change. */
export interface PlannedChange {
  /** Null where the input has no before: a template without `--base`. */
  readonly before: readonly PlannedObject[] | null;
  readonly after: readonly PlannedObject[];
  /** By the address on the side after, that before: what is the same resource. */
  readonly mappings: Mappings;
  /** Names the input in evidence: `terraform plan`, and its file. */
  readonly source: { readonly operation: string; readonly request: string | null };
  /** When it was made, ISO 8601 in UTC; null where it does not say. */
  readonly madeAt: string | null;
}

/** A change as it can be judged: both sides, the resources that it removes, and what is not judged of it. */
export interface JudgedChange {
  readonly before: Inventory | null;
  readonly after: Inventory;
  /** ARNs of what is there before and not after. */
  readonly removed: ReadonlySet<string>;
  /** By type: resources of AWS that no kind stands for. */
  readonly unmapped: ReadonlyMap<string, number>;
  /** By ARN: what puts something into a resource from elsewhere in the sources. */
  readonly contributions: ReadonlyMap<string, readonly Contribution[]>;
}

/** The change by itself: only what the input holds is on each side. */
export function alone(change: PlannedChange, takenAt: string): JudgedChange {
  const { before, after, unmapped } = sides(change);
  return {
    before: before === null ? null : inventoryOf({ takenAt, resources: before.map(settle) }),
    after: inventoryOf({ takenAt, resources: after.map(settle) }),
    removed: removedFrom(before ?? [], after),
    unmapped,
    contributions: contributionsOf(after.map((draft) => [draft.arn, draft])),
  };
}

function contributionsOf(drafts: Iterable<readonly [string, Draft]>): Map<string, readonly Contribution[]> {
  const found = new Map<string, readonly Contribution[]>();
  for (const [arn, { contributions }] of drafts) if (contributions !== undefined) found.set(arn, contributions);
  return found;
}

function sides({ before, after, mappings, source }: PlannedChange): {
  before: readonly Draft[] | null;
  after: readonly Draft[];
  unmapped: Described['unmapped'];
} {
  const one = before === null ? null : describe(before, mappings, source).drafts;
  const other = describe(after, mappings, source, before ?? []);
  return { before: one, after: other.drafts, unmapped: other.unmapped };
}

const identityOf = ({ kind, account, region, arn }: Pick<Draft, 'kind' | 'account' | 'region' | 'arn'>) =>
  JSON.stringify([kind, account, region, arn]);

function removedFrom(before: readonly Draft[], after: readonly Draft[]): Set<string> {
  const left = new Set(after.map(identityOf));
  return new Set(before.filter((draft) => !left.has(identityOf(draft))).map(({ arn }) => arn));
}

/**
 * The change put onto the account it will land in. What the plan does not change stands as the account has it; what it
 * changes is merged fact by fact (before, after and live), lists element by element.
 */
export async function onto(change: PlannedChange, live: Inventory): Promise<JudgedChange> {
  const { before, after, unmapped } = sides(change);
  const finder = await Finder.of(live, [...(before ?? []), ...after], change.mappings);
  const old = new Map((before ?? []).map((draft) => [identityOf(draft), draft]));
  const merged = new Map<string, Resource>();
  const created: Resource[] = [];
  const named: [string, Draft][] = [];
  for (const draft of after) {
    const was = old.get(identityOf(draft));
    old.delete(identityOf(draft));
    const found = finder.find(draft) ?? (was === undefined ? null : finder.find(was));
    named.push([found?.arn ?? draft.arn, draft]);
    if (found === null) created.push(settle(finder.placed(draft)));
    else merged.set(identityOf(found), settle(merge(draftOf(found), was ?? null, draft)));
  }
  const removed = new Set<string>();
  const gone = new Set<string>();
  for (const draft of old.values()) {
    const found = finder.find(draft);
    if (found === null || merged.has(identityOf(found))) continue;
    removed.add(found.arn);
    gone.add(identityOf(found));
  }
  return {
    before: live,
    after: {
      takenAt: live.takenAt,
      accounts: live.accounts,
      coverage: live.coverage,
      async *resources(only) {
        for await (const resource of live.resources(only)) {
          const key = identityOf(resource);
          if (!gone.has(key)) yield merged.get(key) ?? resource;
        }
        for (const resource of created) if (only?.has(resource.kind) ?? true) yield resource;
      },
    },
    removed,
    unmapped,
    contributions: contributionsOf(named),
  };
}

/** Finds the live resources that the sides of a change speak of; holds those of its kinds. */
class Finder {
  readonly #byArn = new Map<string, Resource>();
  readonly #byKind = new Map<KindId, Resource[]>();
  readonly #mappings: Mappings;
  readonly #live: Inventory;

  private constructor(live: Inventory, mappings: Mappings) {
    this.#live = live;
    this.#mappings = mappings;
  }

  static async of(live: Inventory, drafts: readonly Draft[], mappings: Mappings): Promise<Finder> {
    const finder = new Finder(live, mappings);
    const kinds = new Set(drafts.map(({ kind }) => kind));
    for await (const resource of live.resources(kinds)) {
      finder.#byArn.set(`${resource.kind} ${resource.arn}`, resource);
      const same = finder.#byKind.get(resource.kind);
      if (same === undefined) finder.#byKind.set(resource.kind, [resource]);
      else same.push(resource);
    }
    return finder;
  }

  find(draft: Draft): Resource | null {
    if (!isToCome(draft)) {
      const same = this.#byArn.get(`${draft.kind} ${draft.arn}`);
      if (same !== undefined) return same;
    }
    const placed = this.placed(draft);
    for (const names of this.#mappings.of(draft.kind)?.identity ?? []) {
      const values = names.map((name) => (name === 'name' ? placed.name : placed.facts[name]));
      if (values.some((value) => value === undefined || value === null || value instanceof UnknownValue)) continue;
      const same = (this.#byKind.get(draft.kind) ?? []).filter(
        (resource) =>
          (placed.account === null || resource.account === placed.account) &&
          (placed.region === null || resource.region === placed.region) &&
          names.every((name, index) => {
            const value = name === 'name' ? resource.name : (resource.facts as Record<string, unknown>)[name];
            return value === values[index];
          }),
      );
      if (same.length === 1) return same[0] ?? null;
    }
    return null;
  }

  /** With the account and Region of the snapshot, where the input does not tell and there is only one. */
  placed(draft: Draft): Draft {
    const { accounts } = this.#live;
    const only = accounts.length === 1 ? accounts[0] : undefined;
    const account = draft.account ?? only?.id ?? null;
    const scanned = accounts.find(({ id }) => id === account)?.scanned ?? [];
    const region = draft.region ?? (scanned.length === 1 ? (scanned[0] ?? null) : null);
    return account === draft.account && region === draft.region ? draft : { ...draft, account, region };
  }
}

/** Tags that AWS sets itself (a stack's name) are not in a plan, and stay. */
function withAwsTags(after: Draft['tags'], live: Draft['tags']): Draft['tags'] {
  if (after instanceof UnknownValue || live instanceof UnknownValue) return after;
  return { ...Object.fromEntries(Object.entries(live).filter(([key]) => key.startsWith('aws:'))), ...after };
}

/** Three ways: what the change leaves alone stands as the account has it, what it sets is set. */
export function merge(live: Draft, before: Draft | null, after: Draft): Draft {
  const facts: Record<string, Tree> = {};
  const sources: Record<string, Draft['source']> = { ...live.sources };
  for (const fact of factsOf(live.kind)) {
    const value = mergedFact(live.facts[fact], before?.facts[fact], after.facts[fact], before !== null);
    facts[fact] = value;
    if (value !== live.facts[fact]) sources[fact] = after.source;
  }
  const tagsChange = before === null || canonical(before.tags) !== canonical(after.tags);
  return {
    ...live,
    ...(after.address === undefined ? {} : { address: after.address }),
    ...(after.place === undefined ? {} : { place: after.place }),
    name: after.name instanceof UnknownValue || after.name === null ? live.name : after.name,
    tags: tagsChange && !isOnlyLive(after.tags) ? withAwsTags(after.tags, live.tags) : live.tags,
    facts,
    ...(Object.keys(sources).length === 0 ? {} : { sources }),
  };
}

function mergedFact(live: Tree, before: Tree, after: Tree, hasBefore: boolean): Tree {
  if (after === undefined || isOnlyLive(after)) return live;
  if (hasBefore && before !== undefined && canonical(before) === canonical(after)) return live;
  // What the change leaves as it was made, the account may have otherwise; what it takes back is as it was made.
  if (after instanceof AsMade && !isList(after)) {
    return before === undefined || before instanceof AsMade || before instanceof UnknownValue ? live : after;
  }
  if (!isList(after)) return after;
  const added = listOf(after);
  const taken = hasBefore ? listOf(before ?? []) : { elements: [], unknown: null };
  // A list that is whole and had no before replaces what is there; parts are put to it.
  if (!hasBefore && added.unknown === null && !(after instanceof AsMade)) return after;
  const [old, next] = [new Set(taken.elements.map(canonical)), new Set(added.elements.map(canonical))];
  const now = listOf(live ?? []);
  const kept = now.elements.filter((element) => !old.has(canonical(element)) || next.has(canonical(element)));
  const fresh = added.elements.filter((element) => !old.has(canonical(element)));
  const unknown = now.unknown ?? (isOnlyLive(added.unknown) ? null : added.unknown);
  return joined(unknown === null ? kept : new OpenList(kept, unknown), fresh);
}

const isList = (tree: Tree) =>
  Array.isArray(tree) ||
  tree instanceof OpenList ||
  tree instanceof Refreshed ||
  tree instanceof DefaultList ||
  (tree instanceof AsMade && Array.isArray(tree.value));

/** The input never tells it: the account does. */
function isOnlyLive(tree: Tree): boolean {
  return tree instanceof UnknownValue && tree.unknown.reason === 'not-collected';
}
