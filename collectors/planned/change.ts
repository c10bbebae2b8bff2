import type { Inventory } from '../../core/inventory.ts';
import { inventoryOf } from '../../core/inventory.ts';
import type { KindId } from '../../core/kinds/index.ts';
import { UnknownValue, type Resource } from '../../core/resource.ts';
import { Claims } from './claims.ts';
import { describe, isToCome, valueOf, type Described, type Mappings } from './describe.ts';
import { canonical, draftOf, factsOf, settle, withFacts, type Contribution, type Draft, type Tree } from './draft.ts';
import { withAddressPlaced, withInterfaces } from './interfaces.ts';
import { isOnlyLive } from './lists.ts';
import type { Mapping, PlannedObject } from './mapping.ts';
import { mergedFact } from './merge.ts';
import { AsMade, DefaultList, isRecord, OpenList, Refreshed } from './value.ts';

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
  return new Set(before.filter((draft) => draft.stays !== true && !left.has(identityOf(draft))).map(({ arn }) => arn));
}

/** What a change does to a network interface, it does to the instance that has it, in the input or not. */
function linkTo(changed: readonly Resource[], source: Draft['source']): (resource: Resource) => Resource {
  const interfaces = new Map<unknown, Draft['facts']>();
  for (const resource of changed) {
    if (resource.kind !== 'aws.ec2.network-interface') continue;
    const { facts } = draftOf(resource);
    interfaces.set(facts.interfaceId, facts);
  }
  if (interfaces.size === 0) return (resource) => resource;
  return (resource) => {
    if (resource.kind !== 'aws.ec2.instance') return resource;
    const draft = draftOf(resource);
    const facts = withInterfaces(draft.facts, (id) => interfaces.get(id));
    return facts === draft.facts ? resource : settle(withFacts(draft, facts, source));
  };
}

/**
 * The change put onto the account it will land in. What the plan does not change stands as the account has it; what it
 * changes is merged fact by fact (before, after and live), lists element by element.
 */
export async function onto(change: PlannedChange, live: Inventory): Promise<JudgedChange> {
  const { before, after: planned, unmapped } = sides(change);
  const finder = await Finder.of(live, [...(before ?? []), ...planned], change.mappings);
  const after = named(planned, finder, change.mappings);
  const old = new Map((before ?? []).map((draft) => [identityOf(draft), draft]));
  const merged = new Map<string, { readonly live: Resource; readonly now: Resource }>();
  const created: Resource[] = [];
  const meant: [string, Draft][] = [];
  for (const draft of after) {
    const was = old.get(identityOf(draft));
    old.delete(identityOf(draft));
    const found = finder.find(draft) ?? (was === undefined ? null : finder.find(was));
    meant.push([found?.arn ?? draft.arn, draft]);
    if (found === null) created.push(settle(finder.placed(draft)));
    else {
      // Two of the input may mean the same one: parts of which it is not told that they belong together.
      const key = identityOf(found);
      const elements = change.mappings.of(draft.kind)?.elements;
      const now = merge(draftOf(merged.get(key)?.now ?? found), was ?? null, draft, elements);
      merged.set(key, { live: found, now: settle(now) });
    }
  }
  const removed = new Set<string>();
  const gone = new Set<string>();
  for (const draft of old.values()) {
    const found = draft.stays === true ? null : finder.find(draft);
    if (found === null || merged.has(identityOf(found))) continue;
    removed.add(found.arn);
    gone.add(identityOf(found));
  }
  const claims = new Claims(change.mappings);
  for (const { live: found, now } of merged.values()) claims.add(now, found);
  for (const resource of created) claims.add(resource, null);
  const linked = linkTo([...[...merged.values()].map(({ now }) => now), ...created], change.source);
  const placed = (resource: Resource) => linked(claims.left(resource, change.source));
  return {
    before: live,
    after: {
      takenAt: live.takenAt,
      accounts: live.accounts,
      coverage: live.coverage,
      async *resources(only) {
        for await (const resource of live.resources(only)) {
          const key = identityOf(resource);
          if (!gone.has(key)) yield placed(merged.get(key)?.now ?? resource);
        }
        for (const resource of created) if (only?.has(resource.kind) ?? true) yield placed(resource);
      },
    },
    removed,
    unmapped,
    contributions: contributionsOf(meant),
  };
}

/**
 * What is made by the change but is live already, or again, is called by its live id and ARN, wherever it is spoken of.
 * Twice: what is known by what it belongs to (a group by its VPC) is found once that is.
 */
function named(drafts: readonly Draft[], finder: Finder, mappings: Mappings): readonly Draft[] {
  let all = drafts;
  for (let round = 0; round < 2; round += 1) {
    const live = new Map<string, { id: unknown; arn: string }>();
    for (const draft of all) {
      if (!isToCome(draft)) continue;
      const found = finder.find(draft);
      if (found === null) continue;
      const { identity = [], key } = mappings.of(draft.kind) ?? {};
      const [id] = identity.find((names) => names.length === 1) ?? [];
      const names = { id: (id === undefined ? found.name : valueOf(found, id)) ?? found.arn, arn: found.arn };
      for (const symbol of [draft.arn, key === undefined ? null : valueOf(draft, key)]) {
        if (typeof symbol === 'string') live.set(symbol, names);
      }
    }
    if (live.size === 0) return all;
    all = all.map((draft) => ({ ...draft, facts: renamed(draft.facts, '', live) as Draft['facts'] }));
  }
  return all;
}

/** A fact or member whose name says so holds the ARN, any other the id; a route's target has a prefix before it. */
function renamed(tree: Tree, name: string, live: ReadonlyMap<string, { id: unknown; arn: string }>): Tree {
  if (typeof tree === 'string') {
    const [, symbol = ''] = /^(?:[a-z]+-)?((?:tf|cfn):.*)$/s.exec(tree) ?? [];
    const found = live.get(symbol);
    return found === undefined ? tree : /arn$/i.test(name) ? found.arn : found.id;
  }
  if (tree instanceof UnknownValue || typeof tree !== 'object' || tree === null) return tree;
  const inner = (list: readonly Tree[]) => list.map((element) => renamed(element, name, live));
  if (Array.isArray(tree)) return inner(tree);
  if (tree instanceof OpenList) return new OpenList(inner(tree.elements), tree.unknown);
  if (tree instanceof Refreshed) return new Refreshed(inner(tree.elements));
  if (tree instanceof DefaultList) return new DefaultList(renamed(tree.list, name, live) as readonly Tree[]);
  if (tree instanceof AsMade) return new AsMade(renamed(tree.value, name, live));
  if (!isRecord(tree)) return tree;
  return Object.fromEntries(Object.entries(tree).map(([member, value]) => [member, renamed(value, member, live)]));
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
    const deployed = this.#deployed(draft);
    if (deployed !== null) return deployed;
    const placed = this.placed(draft);
    for (const names of identitiesOf(placed, this.#mappings.of(draft.kind))) {
      const values = names.map((name) => asMade(valueOf(placed, name)));
      if (values.some((value) => value === undefined || value === null || value instanceof UnknownValue)) continue;
      const same = (this.#byKind.get(draft.kind) ?? []).filter(
        (resource) =>
          (placed.account === null || resource.account === placed.account) &&
          (placed.region === null || resource.region === placed.region) &&
          names.every((name, index) => valueOf(resource, name) === values[index]),
      );
      if (same.length === 1) return same[0] ?? null;
    }
    return null;
  }

  /** CloudFormation tags what it makes with the stack and the logical id. */
  #deployed({ kind, arn }: Draft): Resource | null {
    const [, template, logicalId] = /^cfn:([^/]+)\/([^/]+)$/.exec(arn) ?? [];
    if (template === undefined) return null;
    const same = (this.#byKind.get(kind) ?? []).filter(
      ({ tags }) =>
        tags['aws:cloudformation:stack-name'] === template && tags['aws:cloudformation:logical-id'] === logicalId,
    );
    return same.length === 1 ? (same[0] ?? null) : null;
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

/** The facts that tell it from others, in each way that its mapping knows. */
function identitiesOf({ facts }: Draft, mapping: Mapping | undefined): readonly (readonly string[])[] {
  const { identity = [], byDefault } = mapping ?? {};
  if (byDefault === undefined) return identity;
  const isDefault = Object.entries(byDefault.facts).every(([fact, value]) => asMade(facts[fact]) === value);
  const { per } = byDefault;
  return isDefault ? [...identity, [...Object.keys(byDefault.facts), ...(per === undefined ? [] : [per])]] : identity;
}

function asMade(tree: Tree): Tree {
  return tree instanceof AsMade ? tree.value : tree;
}

/** Tags that AWS sets itself (a stack's name) are not in a plan, and stay. */
function withAwsTags(after: Draft['tags'], live: Draft['tags']): Draft['tags'] {
  if (after instanceof UnknownValue || live instanceof UnknownValue) return after;
  return { ...Object.fromEntries(Object.entries(live).filter(([key]) => key.startsWith('aws:'))), ...after };
}

/** Three ways: what the change leaves alone stands as the account has it, what it sets is set. */
export function merge(
  live: Draft,
  before: Draft | null,
  after: Draft,
  elements: Readonly<Record<string, readonly string[] | undefined>> = {},
): Draft {
  let facts: Readonly<Record<string, Tree>> = Object.fromEntries(
    factsOf(live.kind).map((fact) => {
      const sides = { before: before?.facts[fact], after: after.facts[fact], hasBefore: before !== null };
      return [fact, mergedFact(live.facts[fact], sides, elements[fact])];
    }),
  );
  if (live.kind === 'aws.ec2.instance' && facts.publicIp !== live.facts.publicIp) facts = withAddressPlaced(facts);
  const tagsChange = before === null || canonical(before.tags) !== canonical(after.tags);
  return {
    ...withFacts(live, facts, after.source),
    ...(after.address === undefined ? {} : { address: after.address }),
    ...(after.place === undefined ? {} : { place: after.place }),
    name: after.name instanceof UnknownValue || after.name === null ? live.name : after.name,
    tags: tagsChange && !isOnlyLive(after.tags) ? withAwsTags(after.tags, live.tags) : live.tags,
  };
}
