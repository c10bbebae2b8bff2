import type { KindId } from '../../core/kinds/index.ts';
import type { Tree } from './draft.ts';
import type { Mapping, Part, PlannedObject } from './mapping.ts';

/** Of a resource of which nobody can tell whether it is made: what it is called stands, what it is like is not known. */
export function factsIfMade(
  { conditional = null }: PlannedObject,
  facts: Readonly<Record<string, Tree>>,
  { key }: Mapping,
): Record<string, Tree> {
  if (conditional === null) return { ...facts };
  return Object.fromEntries(Object.entries(facts).map(([fact, value]) => [fact, fact === key ? value : conditional]));
}

/** What it would say of another may hold, or not. */
export function partIfMade({ conditional = null }: PlannedObject, part: Part<KindId>): Part<KindId> {
  if (conditional === null) return part;
  const { add, set, unset, ...rest } = part;
  const all = (facts: object, value: Tree) => Object.fromEntries(Object.keys(facts).map((fact) => [fact, value]));
  return {
    ...rest,
    ...(add === undefined ? {} : { add: all(add, [conditional]) }),
    ...(set === undefined ? {} : { set: all(set, conditional) }),
    ...(unset === undefined ? {} : { unset: all(unset, conditional) }),
  };
}
