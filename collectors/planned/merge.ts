import { UnknownValue } from '../../core/resource.ts';
import { canonical, type Tree } from './draft.ts';
import { isList, isOnlyLive, joined, listOf } from './lists.ts';
import { AsMade, isRecord, OpenList } from './value.ts';

/** A fact on both sides of a change; `before` where there is such a side at all. */
export interface Sides {
  readonly before: Tree;
  readonly after: Tree;
  readonly hasBefore: boolean;
}

/**
 * Three ways: what the change leaves alone stands as the account has it, what it sets is set, what it takes back goes.
 * @param members of the elements of a list, those that tell which element it is
 */
export function mergedFact(live: Tree, { before, after, hasBefore }: Sides, members: readonly string[] = []): Tree {
  if (after === undefined || isOnlyLive(after)) return live;
  if (hasBefore && before !== undefined && canonical(before) === canonical(after)) return live;
  // What the change leaves as it was made, the account may have otherwise; what it takes back is as it was made.
  if (after instanceof AsMade && !isList(after)) {
    return before === undefined || before instanceof AsMade || before instanceof UnknownValue ? live : after;
  }
  if (!isList(after)) return after;
  const added = listOf(after);
  const taken = hasBefore ? listOf(before ?? []) : { elements: [], unknown: null };
  const now = listOf(live ?? []);
  const [isOld, isNext] = [new Elements(taken.elements, members), new Elements(added.elements, members)];
  const isLive = new Elements(now.elements, members);
  // A list that is whole and had no before replaces what is there; parts are put to it.
  if (!hasBefore && added.unknown === null && !(after instanceof AsMade)) {
    return added.elements.map((element) => mergedElement(isLive.same(element), undefined, element));
  }
  const kept = now.elements.flatMap((element) => {
    const next = isNext.same(element);
    if (next !== undefined) return [mergedElement(element, isOld.same(element), next)];
    const isTaken = isOld.same(element) !== undefined || (isOld.has(element) && !isNext.has(element));
    return isTaken ? [] : [element];
  });
  const fresh = added.elements.filter((element) => isLive.same(element) === undefined && !isOld.has(element));
  const unknown = now.unknown ?? (isOnlyLive(added.unknown) ? null : added.unknown);
  return joined(unknown === null ? kept : new OpenList(kept, unknown), fresh);
}

/** Member by member. */
function mergedElement(live: Tree, before: Tree, after: Tree): Tree {
  if (!isRecord(live) || !isRecord(after)) return after;
  const was: Readonly<Record<string, Tree>> = isRecord(before) ? before : {};
  const names = new Set([...Object.keys(live), ...Object.keys(after)]);
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      mergedFact(live[name], { before: was[name], after: after[name], hasBefore: before !== undefined }),
    ]),
  );
}

/** The elements of a list, by what they are and by what tells them apart. */
class Elements {
  readonly #texts: ReadonlySet<string>;
  readonly #same = new Map<string, Tree>();
  readonly #members: readonly string[];

  constructor(elements: readonly Tree[], members: readonly string[]) {
    this.#members = members;
    this.#texts = new Set(elements.map(canonical));
    for (const element of elements) {
      const key = this.#keyOf(element);
      if (key !== null) this.#same.set(key, element);
    }
  }

  has(element: Tree): boolean {
    return this.#texts.has(canonical(element));
  }

  /** The one that is meant by an element, whatever else is said of it. */
  same(element: Tree): Tree {
    const key = this.#keyOf(element);
    return key === null ? undefined : this.#same.get(key);
  }

  #keyOf(element: Tree): string | null {
    if (this.#members.length === 0 || !isRecord(element)) return null;
    const values = this.#members.map((member) => element[member]);
    return values.every((value) => typeof value === 'string') ? JSON.stringify(values) : null;
  }
}
