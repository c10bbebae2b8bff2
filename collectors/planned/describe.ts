import { kinds, type KindId } from '../../core/kinds/index.ts';
import { UnknownValue, type Source } from '../../core/resource.ts';
import { factsIfMade, partIfMade } from './conditional.ts';
import { canonical, factsOf, type Contribution, type Draft, type Tree } from './draft.ts';
import { withInterfaces } from './interfaces.ts';
import { isOnlyLive, joined, listOf } from './lists.ts';
import type { Mapping, Part, PlannedObject } from './mapping.ts';
import { Side } from './side.ts';
import { besideWhich, isSymbol } from './symbol.ts';
import { onlyLive, OpenList, Refreshed, untold } from './value.ts';

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

type MutableDraft = { -readonly [P in keyof Draft]: Draft[P] } & {
  facts: Record<string, Tree>;
  contributions?: Contribution[];
  /** Described by the way, within another. */
  isWithin: boolean;
  /** Facts that parts decide, as text: two of them may say different things. */
  decided?: Map<string, string>;
};

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
  const byTheWay: [MutableDraft, readonly string[]][] = [];
  const side = new Side(objects);

  for (const planned of objects) {
    if (!mappings.takes(planned.type)) {
      unmapped.set(planned.type, (unmapped.get(planned.type) ?? 0) + 1);
      continue;
    }
    for (const mapping of mappings.wholes(planned.type)) {
      for (const draft of wholesOf(mapping, planned, side, source)) {
        const keys = keysOf(draft, mapping, planned);
        if (draft.isWithin) byTheWay.push([draft, keys]);
        else {
          drafts.push(draft);
          for (const key of keys) byKey.set(key, draft);
        }
      }
    }
  }
  for (const [draft, keys] of byTheWay) {
    // A resource of its own says more of it than the one that it is within.
    const [, , own] = keys;
    const same = own === undefined ? undefined : byKey.get(own);
    if (same === undefined) drafts.push(draft);
    for (const key of keys) if (!byKey.has(key)) byKey.set(key, same ?? draft);
  }
  const was = new Side(before);
  const gone = new Set<string>();
  for (const planned of before) {
    for (const mapping of mappings.wholes(planned.type)) {
      if (mapping.parts === undefined) continue;
      for (const draft of wholesOf(mapping, planned, was, source)) {
        // What is made in its place is meant by what it was called.
        const next = byKey.get(keyOf(draft, draft.arn));
        for (const key of keysOf(draft, mapping, planned)) {
          if (byKey.has(key)) continue;
          if (next === undefined) gone.add(key);
          else byKey.set(key, next);
        }
      }
    }
  }
  /** What a part belongs to, in the input or not; null for a part of which nothing is made by itself. */
  const ownerOf = ({ mapping, planned, part }: FoundPart, of: string | null): MutableDraft | null => {
    const key = keyOfPart(mapping, planned, part);
    const known = byKey.get(key);
    if (known !== undefined) return known;
    if (part.isOptional === true) return null;
    const draft = bare(mapping, planned, of, source);
    drafts.push(draft);
    byKey.set(key, draft);
    return draft;
  };
  // Those of which nothing is made by itself come last: of others may be made what they belong to.
  const isOptional = ({ part }: FoundPart) => Number(part.isOptional === true);
  const parts = [...partsOf(objects, mappings, side)].sort((a, b) => isOptional(a) - isOptional(b));
  const stay = new Set(parts.map(textOf));
  for (const found of partsOf(before, mappings, was)) {
    if (stay.has(textOf(found))) continue;
    const { mapping, planned, part } = found;
    // What is withdrawn from one that is not in the input is withdrawn; the one itself stays.
    if (part.of instanceof UnknownValue || gone.has(keyOfPart(mapping, planned, part))) continue;
    const draft = ownerOf(found, part.of);
    if (draft !== null) withdraw(draft, part);
  }
  for (const found of parts) {
    const { of } = found.part;
    const draft = of instanceof UnknownValue ? null : ownerOf(found, of);
    if (draft !== null) give(draft, found);
  }
  for (const found of parts) {
    const { mapping, planned, part } = found;
    if (!(part.of instanceof UnknownValue)) continue;
    for (const draft of drafts) {
      if (draft.kind === mapping.kind && isToCome(draft)) loosen(draft, part, planned.address);
    }
    if (part.isOptional === true) continue;
    const alone = bare(mapping, planned, null, source);
    give(alone, found);
    drafts.push(alone);
  }
  link(drafts);
  return { drafts, unmapped };
}

/** What is said of a network interface holds for the instance that has it. */
function link(drafts: readonly MutableDraft[]): void {
  const interfaces = new Map<Tree, Draft['facts']>();
  for (const { kind, facts } of drafts) {
    if (kind === 'aws.ec2.network-interface') interfaces.set(facts.interfaceId, facts);
  }
  if (interfaces.size === 0) return;
  for (const draft of drafts) {
    if (draft.kind === 'aws.ec2.instance') {
      draft.facts = { ...withInterfaces(draft.facts, (id) => interfaces.get(id)) };
    }
  }
}

interface FoundPart {
  readonly mapping: Mapping;
  readonly planned: PlannedObject;
  readonly part: Part<KindId>;
}

function* partsOf(objects: readonly PlannedObject[], mappings: Mappings, side: Side): Generator<FoundPart> {
  for (const planned of objects) {
    for (const mapping of mappings.parts(planned.type)) {
      for (const part of many(mapping.parts?.[planned.type]?.(planned, side))) {
        if (part.of !== null) yield { mapping, planned, part: partIfMade(planned, part) };
      }
    }
  }
}

function keyOfPart({ kind }: Mapping, planned: PlannedObject, { of }: Part<KindId>): string {
  return keyOf({ kind, ...placeOf(kind, planned) }, typeof of === 'string' ? of : '');
}

/** What a part says and of what: equal for one that stays as it was. */
function textOf({ mapping, planned, part }: FoundPart): string {
  return canonical([keyOfPart(mapping, planned, part), part]);
}

function many<T>(one: T | readonly T[] | undefined): readonly T[] {
  return one === undefined ? [] : Array.isArray(one) ? (one as readonly T[]) : [one as T];
}

function keyOf(draft: Pick<Draft, 'kind' | 'account' | 'region'>, key: string): string {
  return JSON.stringify([draft.kind, draft.account, draft.region, key]);
}

/** By the fact that parts name it by, and by what stands for it while that is not known. */
function keysOf(draft: Draft, mapping: Mapping, planned: PlannedObject): readonly string[] {
  const own = mapping.key === undefined ? undefined : valueOf(draft, mapping.key);
  return [planned.id, draft.arn, ...(typeof own === 'string' ? [own] : [])].map((key) => keyOf(draft, key));
}

/** A fact, or the name. */
export function valueOf({ name, facts }: { readonly name: Tree; readonly facts: object }, fact: string): Tree {
  return fact === 'name' ? name : (facts as Readonly<Record<string, Tree>>)[fact];
}

/** Not there before the change is applied: it has no ARN yet. */
export function isToCome(draft: Pick<Draft, 'arn'>): boolean {
  return !draft.arn.startsWith('arn:');
}

function placeOf(kind: KindId, { at }: PlannedObject): Pick<Draft, 'account' | 'region'> {
  return { account: at.account, region: kinds.get(kind)?.scope === 'global' ? 'global' : at.region };
}

function* wholesOf(mapping: Mapping, planned: PlannedObject, side: Side, source: Source): Generator<MutableDraft> {
  for (const description of many(mapping.types[planned.type]?.(planned, side))) {
    const { within } = description;
    const place = placeOf(mapping.kind, planned);
    yield {
      kind: mapping.kind,
      ...place,
      arn: within === undefined ? arnOf(mapping, planned, planned.id) : `${planned.arn}#${within}`,
      name: description.name ?? null,
      tags: planned.conditional ?? description.tags ?? onlyLive,
      address: planned.address,
      ...(planned.place === null ? {} : { place: planned.place }),
      facts: withImplied(factsIfMade(planned, description.facts, mapping), mapping),
      source,
      isWithin: within !== undefined,
      ...(description.stays === true ? { stays: true } : {}),
    };
  }
}

/** Its own ARN, the one that live collectors make of its id, or what stands for it. */
function arnOf(mapping: Mapping, { arn, at }: PlannedObject, id: string): string {
  if (arn.startsWith('arn:')) return arn;
  const place = kinds.get(mapping.kind)?.scope === 'global' ? 'global' : at.region;
  if (mapping.arn === undefined || at.account === null || place === null || isSymbol(id)) return arn;
  return mapping.arn(id, { partition: at.partition, account: at.account, region: place });
}

/** A resource of which the input holds only parts: it is in the account, or nobody can tell which one it is. */
function bare(mapping: Mapping, planned: PlannedObject, key: string | null, source: Source): MutableDraft {
  const { key: fact } = mapping;
  const facts = key !== null && fact !== undefined && fact !== 'name' ? { [fact]: key } : {};
  return {
    kind: mapping.kind,
    ...placeOf(mapping.kind, planned),
    arn:
      key === null
        ? planned.arn
        : key.startsWith('arn:') || besideWhich(key) !== null
          ? key
          : arnOfKey(mapping, planned, key),
    name: key !== null && fact === 'name' ? key : null,
    // Settings, of which there is one, cannot have any.
    tags: fact === undefined ? {} : onlyLive,
    address: planned.address,
    ...(planned.place === null ? {} : { place: planned.place }),
    facts: withImplied(facts, mapping),
    source,
    isWithin: false,
  };
}

/** What stands for one that AWS makes by itself with another tells with which, and so which one it is. */
function withImplied(facts: Record<string, Tree>, { key, byDefault }: Mapping): Record<string, Tree> {
  const owner = key === undefined ? null : besideWhich(facts[key]);
  if (owner === null || byDefault?.per === undefined) return facts;
  for (const [fact, value] of Object.entries<Tree>({ ...byDefault.facts, [byDefault.per]: owner })) {
    if (facts[fact] === undefined || facts[fact] instanceof UnknownValue) facts[fact] = value;
  }
  return facts;
}

/** Where no ARN can be made of what parts name it by, that stands for it, whichever part is the first. */
function arnOfKey(mapping: Mapping, planned: PlannedObject, key: string): string {
  const arn = arnOf(mapping, { ...planned, arn: '' }, key);
  return arn === '' ? `${mapping.kind}/${key}` : arn;
}

function give(draft: MutableDraft, { planned, part }: FoundPart): void {
  for (const [fact, elements] of Object.entries<Tree>(part.add ?? {})) {
    draft.facts[fact] = joined(draft.facts[fact], elements);
  }
  const decided = (draft.decided ??= new Map<string, string>());
  for (const [fact, value] of Object.entries<Tree>(part.set ?? {})) {
    const [told, text] = [decided.get(fact), canonical(value)];
    decided.set(fact, text);
    const isOther = told !== undefined && told !== text;
    draft.facts[fact] = isOther ? untold(`${planned.address} and another resource say different things of it`) : value;
  }
  if (planned.place === null || part.add === undefined) return;
  const added = Object.fromEntries(Object.entries<Tree>(part.add).map(([fact, list]) => [fact, listOf(list).elements]));
  (draft.contributions ??= []).push({ address: planned.address, place: planned.place, added });
}

/** What is in a list only because of a part that was there before; what still holds is given again. */
function withdraw(draft: MutableDraft, part: Part<KindId>): void {
  for (const fact of Object.keys(part.set ?? {})) draft.facts[fact] ??= untold('what set it is withdrawn');
  for (const [fact, value] of Object.entries<Tree>(part.unset ?? {})) draft.facts[fact] = value;
  for (const [fact, elements] of Object.entries<Tree>(part.add ?? {})) {
    const list = draft.facts[fact];
    if (list === undefined || isOnlyLive(list)) draft.facts[fact] = new OpenList([], onlyLive);
    if (!(list instanceof Refreshed)) continue;
    const taken = new Set(listOf(elements).elements.map(canonical));
    draft.facts[fact] = new Refreshed(list.elements.filter((element) => !taken.has(canonical(element))));
  }
}

/** A part that may or may not be of this one: its lists may be longer, its facts other than they seem. */
function loosen(draft: MutableDraft, part: Part<KindId>, address: string): void {
  const why = untold(`${address} may belong to it`);
  for (const fact of Object.keys(part.add ?? {})) draft.facts[fact] = joined(draft.facts[fact], new OpenList([], why));
  for (const fact of Object.keys(part.set ?? {})) {
    if (factsOf(draft.kind).includes(fact)) draft.facts[fact] = why;
  }
}
