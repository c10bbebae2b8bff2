import { UnknownValue } from '../../core/resource.ts';
import { canonical, type Tree } from './draft.ts';
import { AsMade, DefaultList, elementsOf, onlyLive, OpenList, Refreshed, type Items, type Maybe } from './value.ts';

/** The elements of a list in any of its forms, and what is not known of its end; null where it is whole. */
export function listOf(tree: Tree): { elements: readonly Tree[]; unknown: UnknownValue | null } {
  if (tree instanceof OpenList) return { elements: tree.elements, unknown: tree.unknown };
  if (tree instanceof Refreshed) return { elements: tree.elements, unknown: null };
  if (tree instanceof DefaultList) return listOf(tree.list);
  if (tree instanceof AsMade) return listOf(tree.value);
  if (Array.isArray(tree)) return { elements: tree, unknown: null };
  return { elements: [], unknown: tree instanceof UnknownValue ? tree : onlyLive };
}

export function isList(tree: Tree): boolean {
  if (tree instanceof AsMade) return Array.isArray(tree.value);
  return Array.isArray(tree) || tree instanceof OpenList || tree instanceof Refreshed || tree instanceof DefaultList;
}

/** The input never tells it: the account does. */
export function isOnlyLive(tree: Tree): boolean {
  return tree instanceof UnknownValue && tree.unknown.reason === 'not-collected';
}

/** A list with more elements; one that may have others besides stays open. Equal elements stand once. */
export function joined(list: Tree, more: Tree): Tree {
  if (list instanceof DefaultList) return joined([], more);
  if (list instanceof AsMade) {
    const all = joined(list.value, more);
    return Array.isArray(all) ? new AsMade(all) : all;
  }
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

/** Other elements in a list of the same form. */
export function like(list: Tree, elements: readonly Tree[]): Tree {
  if (list instanceof OpenList) return new OpenList(elements, list.unknown);
  if (list instanceof Refreshed) return new Refreshed(elements);
  if (list instanceof AsMade) return new AsMade(elements);
  return elements;
}

/** Several lists as one; one of which not all is told leaves it open. */
export function together<E>(...lists: readonly (Maybe<Items<E>> | null)[]): readonly E[] | OpenList<E> {
  const elements = lists.flatMap((list) => (list === null || list instanceof UnknownValue ? [] : elementsOf(list)));
  for (const list of lists) {
    if (list instanceof UnknownValue) return new OpenList(elements, list);
    if (list instanceof OpenList) return new OpenList(elements, list.unknown);
  }
  return elements;
}
