import { kinds, type KindId } from '../../core/kinds/index.ts';
import { UnknownValue, type Resource, type Source, type SourcePlace, type Unknown } from '../../core/resource.ts';
import { AsMade, DefaultList, isRecord, onlyLive, OpenList, Refreshed, type Maybe } from './value.ts';

/** A resource while it is put together: facts as trees in which what is unknown stands where it belongs. */
export interface Draft {
  readonly kind: KindId;
  readonly arn: string;
  readonly account: string | null;
  readonly region: string | null;
  readonly name: Maybe<string | null>;
  readonly tags: Maybe<Readonly<Record<string, Maybe<string>>>>;
  readonly address?: string;
  readonly place?: SourcePlace;
  /** A fact that is not here is unknown: only the account tells. */
  readonly facts: Readonly<Record<string, Tree>>;
  readonly source: Source;
  readonly sources?: Readonly<Record<string, Source>>;
  /** Described within another, it may stay when that one goes. */
  readonly stays?: boolean;
  /** Resources of their own that put something into it, and where those are written. */
  readonly contributions?: readonly Contribution[];
}

export interface Contribution {
  readonly address: string;
  readonly place: SourcePlace;
  /** What it adds, by fact. */
  readonly added: Readonly<Record<string, readonly Tree[]>>;
}

/** The resource as it would be without one of its contributions. */
export function without(resource: Resource, { added }: Contribution): Resource {
  const draft = draftOf(resource);
  const facts: Record<string, Tree> = { ...draft.facts };
  for (const [fact, elements] of Object.entries(added)) {
    const taken = new Set(elements.map(canonical));
    const left = (list: readonly Tree[]) => list.filter((element) => !taken.has(canonical(element)));
    const list = facts[fact];
    if (list instanceof OpenList) facts[fact] = new OpenList<Tree>(left(list.elements), list.unknown);
    else if (Array.isArray(list)) facts[fact] = left(list);
  }
  return settle({ ...draft, facts });
}

/** With other facts, of which those that differ have another source. */
export function withFacts(draft: Draft, facts: Draft['facts'], source: Source): Draft {
  const changed = Object.keys(facts).filter((fact) => facts[fact] !== draft.facts[fact]);
  if (changed.length === 0) return { ...draft, facts };
  return {
    ...draft,
    facts,
    sources: { ...draft.sources, ...Object.fromEntries(changed.map((fact) => [fact, source])) },
  };
}

/** JSON, unknown values and open lists. Facts are checked against their kind where mappings give them. */
export type Tree = unknown;

/** The names of a kind's facts. */
export function factsOf(kind: KindId): readonly string[] {
  return Object.keys(kinds.get(kind)?.facts.properties ?? {});
}

/** The resource as rules judge it: values to `facts`, what is unknown to `unknown`, by path. */
export function settle(draft: Draft): Resource {
  const unknown: Record<string, Unknown> = {};
  const facts: Record<string, unknown> = {};
  for (const fact of factsOf(draft.kind)) {
    const value = plain(Object.hasOwn(draft.facts, fact) ? draft.facts[fact] : onlyLive, fact, unknown);
    if (!Object.hasOwn(unknown, fact)) facts[fact] = value;
  }
  let tags: Record<string, string> = {};
  if (draft.tags instanceof UnknownValue) unknown.tags = draft.tags.unknown;
  else {
    // A tag whose value is not known yet makes what is said of tags unknown: views know no unknown tag.
    const hidden = Object.values(draft.tags).find((value) => value instanceof UnknownValue);
    if (hidden === undefined) tags = draft.tags as Record<string, string>;
    else unknown.tags = hidden.unknown;
  }
  return {
    kind: draft.kind,
    arn: draft.arn,
    account: draft.account,
    region: draft.region,
    name: draft.name instanceof UnknownValue ? null : draft.name,
    tags,
    ...(draft.address === undefined ? {} : { address: draft.address }),
    ...(draft.place === undefined ? {} : { place: draft.place }),
    facts,
    source: draft.source,
    ...(draft.sources === undefined ? {} : { sources: draft.sources }),
    ...(Object.keys(unknown).length === 0 ? {} : { unknown }),
  };
}

function plain(tree: Tree, path: string, unknown: Record<string, Unknown>): unknown {
  if (tree instanceof UnknownValue) {
    unknown[path] = tree.unknown;
    return null;
  }
  if (tree instanceof OpenList) {
    unknown[`${path}/*`] = tree.unknown.unknown;
    return plain(tree.elements, path, unknown);
  }
  if (tree instanceof Refreshed) return plain(tree.elements, path, unknown);
  if (tree instanceof DefaultList) return plain(tree.list, path, unknown);
  if (tree instanceof AsMade) return plain(tree.value, path, unknown);
  if (Array.isArray(tree)) return tree.map((element, index) => plain(element, `${path}/${index}`, unknown));
  if (typeof tree !== 'object' || tree === null) return tree;
  return Object.fromEntries(
    Object.entries(tree).map(([name, value]) => [name, plain(value, `${path}/${name}`, unknown)]),
  );
}

/** The other way: a resource that was read, as it can be changed. */
export function draftOf(resource: Resource): Draft {
  const { facts, unknown = {}, tags, ...rest } = resource;
  const trees = Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, grown(value, name, unknown)] as const),
  );
  for (const [path, why] of Object.entries(unknown)) {
    if (path !== 'tags' && !path.includes('/')) trees[path] = new UnknownValue(why);
  }
  return { ...rest, tags: unknown.tags === undefined ? tags : new UnknownValue(unknown.tags), facts: trees };
}

function grown(value: unknown, path: string, unknown: Readonly<Record<string, Unknown>>): Tree {
  const own = unknown[path];
  if (own !== undefined) return new UnknownValue(own);
  if (Array.isArray(value)) {
    const elements = value.map((element, index) => grown(element, `${path}/${index}`, unknown));
    const more = unknown[`${path}/*`];
    return more === undefined ? elements : new OpenList(elements, new UnknownValue(more));
  }
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, grown(inner, `${path}/${name}`, unknown)]),
  );
}

/** Equal texts for equal trees, whatever the order of members. */
export function canonical(tree: Tree): string {
  return JSON.stringify(ordered(tree));
}

function ordered(tree: Tree): unknown {
  if (tree instanceof UnknownValue) return { '?': [tree.unknown.reason, tree.unknown.message] };
  if (tree instanceof OpenList) return { '*': tree.elements.map(ordered) };
  if (tree instanceof Refreshed) return tree.elements.map(ordered);
  if (tree instanceof DefaultList) return ordered(tree.list);
  if (tree instanceof AsMade) return ordered(tree.value);
  if (Array.isArray(tree)) return tree.map(ordered);
  if (typeof tree !== 'object' || tree === null) return tree;
  return Object.fromEntries(
    Object.entries(tree)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, ordered(value)]),
  );
}
