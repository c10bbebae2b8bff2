import { kinds, type KindId } from '../../core/kinds/index.ts';
import { UnknownValue, type Source } from '../../core/resource.ts';
import { canonical, factsOf, type Draft, type Tree } from './draft.ts';
import type { Mapping, Part, PlannedObject } from './mapping.ts';
import { DefaultList, onlyLive, OpenList, Refreshed, untold } from './value.ts';

/** What a side of a change holds, by kind, and how many resources are of types that nothing here maps. */
export interface Described {
  readonly drafts: readonly Draft[];
  /** By type: of AWS, but without a kind. */
  readonly unmapped: ReadonlyMap<string, number>;
}

/** The mappings of an input by the types that they take. */
export class Mappings {
  readonly #byType = new Map<string, Mapping[]>();
  readonly #partsByType = new Map<string, Mapping[]>();
  readonly #byKind = new Map<KindId, Mapping>();

  constructor(mappings: readonly Mapping[]) {
    for (const mapping of mappings) {
      this.#byKind.set(mapping.kind, mapping);
      for (const type of Object.keys(mapping.types)) append(this.#byType, type, mapping);
      for (const type of Object.keys(mapping.parts ?? {})) append(this.#partsByType, type, mapping);
    }
  }

  takes(type: string): boolean {
    return this.#byType.has(type) || this.#partsByType.has(type);
  }

  of(kind: KindId): Mapping | undefined {
    return this.#byKind.get(kind);
  }

  wholes(type: string): readonly Mapping[] {
    return this.#byType.get(type) ?? [];
  }

  parts(type: string): readonly Mapping[] {
    return this.#partsByType.get(type) ?? [];
  }
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}

type MutableDraft = { -readonly [P in keyof Draft]: Draft[P] } & { facts: Record<string, Tree> };

/**
 * The resources of one side of a change. What a resource of its own says of another is put to that one, wherever it
 * stands; where it is not in the input, a resource is made of which only that is known. A part of which nobody can
 * tell yet where it belongs is judged by itself, and may belong to each that is not there yet.
 * @param before the objects before the change, where `objects` are those after it
 */
export function describe(
  objects: readonly PlannedObject[],
  mappings: Mappings,
  source: Source,
  before: readonly PlannedObject[] = [],
): Described {
  const drafts: MutableDraft[] = [];
  const byKey = new Map<string, MutableDraft>();
  const unmapped = new Map<string, number>();
  const open: FoundPart[] = [];

  for (const planned of objects) {
    if (!mappings.takes(planned.type)) {
      unmapped.set(planned.type, (unmapped.get(planned.type) ?? 0) + 1);
      continue;
    }
    for (const mapping of mappings.wholes(planned.type)) {
      for (const draft of wholesOf(mapping, planned, source)) {
        drafts.push(draft);
        // By the fact that parts name it by, and by what stands for it while that is not known.
        byKey.set(keyOf(draft, planned.id), draft);
        byKey.set(keyOf(draft, draft.arn), draft);
        const own = valueOf(draft, mapping.key);
        if (typeof own === 'string') byKey.set(keyOf(draft, own), draft);
      }
    }
  }
  for (const { mapping, planned, part } of partsOf(before, mappings)) {
    const draft = byKey.get(keyOfPart(mapping, planned, part));
    if (draft !== undefined) withdraw(draft, part);
  }
  for (const found of partsOf(objects, mappings)) {
    const { mapping, planned, part } = found;
    if (part.of instanceof UnknownValue) {
      open.push(found);
      continue;
    }
    const key = keyOfPart(mapping, planned, part);
    let draft = byKey.get(key);
    if (draft === undefined) {
      draft = bare(mapping, planned, part.of, source);
      drafts.push(draft);
      byKey.set(key, draft);
    }
    give(draft, part);
  }
  for (const { mapping, planned, part } of open) {
    for (const draft of drafts) {
      if (draft.kind === mapping.kind && isToCome(draft)) loosen(draft, part, planned.address);
    }
    const alone = bare(mapping, planned, null, source);
    give(alone, part);
    drafts.push(alone);
  }
  return { drafts, unmapped };
}

interface FoundPart {
  readonly mapping: Mapping;
  readonly planned: PlannedObject;
  readonly part: Part<KindId>;
}

function* partsOf(objects: readonly PlannedObject[], mappings: Mappings): Generator<FoundPart> {
  for (const planned of objects) {
    for (const mapping of mappings.parts(planned.type)) {
      for (const part of many(mapping.parts?.[planned.type]?.(planned))) {
        if (part.of !== null) yield { mapping, planned, part };
      }
    }
  }
}

function keyOfPart({ kind }: Mapping, planned: PlannedObject, { of }: Part<KindId>): string {
  return keyOf({ kind, ...placeOf(kind, planned) }, typeof of === 'string' ? of : '');
}

function many<T>(one: T | readonly T[] | undefined): readonly T[] {
  return one === undefined ? [] : Array.isArray(one) ? (one as readonly T[]) : [one as T];
}

function keyOf(draft: Pick<Draft, 'kind' | 'account' | 'region'>, key: string): string {
  return JSON.stringify([draft.kind, draft.account, draft.region, key]);
}

function valueOf(draft: Draft, fact: string | undefined): Tree {
  return fact === undefined ? undefined : fact === 'name' ? draft.name : draft.facts[fact];
}

/** Not there before the change is applied: it has no ARN yet. */
export function isToCome(draft: Pick<Draft, 'arn'>): boolean {
  return !draft.arn.startsWith('arn:');
}

function placeOf(kind: KindId, { at }: PlannedObject): Pick<Draft, 'account' | 'region'> {
  return { account: at.account, region: kinds.get(kind)?.scope === 'global' ? 'global' : at.region };
}

function* wholesOf(mapping: Mapping, planned: PlannedObject, source: Source): Generator<MutableDraft> {
  for (const description of many(mapping.types[planned.type]?.(planned))) {
    const { within } = description;
    const place = placeOf(mapping.kind, planned);
    yield {
      kind: mapping.kind,
      ...place,
      arn: within === undefined ? arnOf(mapping, planned, planned.id) : `${planned.arn}#${within}`,
      name: description.name ?? null,
      tags: description.tags ?? onlyLive,
      address: planned.address,
      ...(planned.place === null ? {} : { place: planned.place }),
      facts: { ...description.facts },
      source,
    };
  }
}

/** Its own ARN, the one that live collectors make of its id, or what stands for it. */
function arnOf(mapping: Mapping, { arn, at }: PlannedObject, id: string): string {
  if (arn.startsWith('arn:')) return arn;
  const place = kinds.get(mapping.kind)?.scope === 'global' ? 'global' : at.region;
  if (mapping.arn === undefined || at.account === null || place === null || /^(tf|cfn):/.test(id)) return arn;
  return mapping.arn(id, { partition: at.partition, account: at.account, region: place });
}

/** A resource of which the input holds only parts: it is in the account, or nobody can tell which one it is. */
function bare(mapping: Mapping, planned: PlannedObject, key: string | null, source: Source): MutableDraft {
  const { key: fact } = mapping;
  const known = key !== null && fact !== undefined && fact !== 'name' ? { [fact]: key } : {};
  return {
    kind: mapping.kind,
    ...placeOf(mapping.kind, planned),
    arn:
      key === null ? planned.arn : key.startsWith('arn:') ? key : arnOf(mapping, { ...planned, arn: planned.arn }, key),
    name: key !== null && fact === 'name' ? key : null,
    tags: onlyLive,
    address: planned.address,
    ...(planned.place === null ? {} : { place: planned.place }),
    facts: known,
    source,
  };
}

function give(draft: MutableDraft, part: Part<KindId>): void {
  for (const [fact, elements] of Object.entries(part.add ?? {}) as [string, Tree][]) {
    draft.facts[fact] = joined(draft.facts[fact], elements);
  }
  for (const [fact, value] of Object.entries(part.set ?? {}) as [string, Tree][]) draft.facts[fact] = value;
}

/** What is in a list only because of a part that was there before; what still holds is given again. */
function withdraw(draft: MutableDraft, part: Part<KindId>): void {
  for (const [fact, elements] of Object.entries(part.add ?? {}) as [string, Tree][]) {
    const list = draft.facts[fact];
    if (!(list instanceof Refreshed)) continue;
    const taken = new Set(listOf(elements).elements.map(canonical));
    draft.facts[fact] = new Refreshed(list.elements.filter((element) => !taken.has(canonical(element))));
  }
}

/** A list with more elements; one that may have others besides stays open. Equal elements stand once. */
export function joined(list: Tree, more: Tree): Tree {
  if (list instanceof DefaultList) return joined([], more);
  const [one, other] = [listOf(list), listOf(more)];
  const seen = new Set<string>();
  const elements = [...one.elements, ...other.elements].filter((element) => {
    const text = canonical(element);
    // Two that are not known may be two.
    return text.includes('"?"') || (!seen.has(text) && seen.add(text));
  });
  const unknown = one.unknown ?? other.unknown;
  return unknown === null ? elements : new OpenList(elements, unknown);
}

export function listOf(tree: Tree): { elements: readonly Tree[]; unknown: UnknownValue | null } {
  if (tree instanceof OpenList) return { elements: tree.elements, unknown: tree.unknown };
  if (tree instanceof Refreshed) return { elements: tree.elements, unknown: null };
  if (tree instanceof DefaultList) return listOf(tree.list);
  if (Array.isArray(tree)) return { elements: tree, unknown: null };
  return { elements: [], unknown: tree instanceof UnknownValue ? tree : onlyLive };
}

/** A part that may or may not be of this one: its lists may be longer, its facts other than they seem. */
function loosen(draft: MutableDraft, part: Part<KindId>, address: string): void {
  const why = untold(`${address} may belong to it`);
  for (const fact of Object.keys(part.add ?? {})) draft.facts[fact] = joined(draft.facts[fact], new OpenList([], why));
  for (const fact of Object.keys(part.set ?? {})) {
    if (factsOf(draft.kind).includes(fact)) draft.facts[fact] = why;
  }
}
