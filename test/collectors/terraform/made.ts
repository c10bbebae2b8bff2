import type { KindId } from '../../../core/kinds/index.ts';
import type { Resource } from '../../../core/resource.ts';
import { planOf, references, sidesOf, type Change } from './plans.ts';

/**
 * A resource that a plan makes: what its source gives, what is known only after apply, and of that what refers to
 * attributes of others. Arguments that are null are left out of the source.
 */
export function made(
  address: string,
  after: Readonly<Record<string, unknown>>,
  unknown: readonly string[] = [],
  refers: Readonly<Record<string, string>> = {},
): Change {
  const given = Object.keys(after).filter((name) => after[name] !== null);
  return {
    address,
    after,
    unknown: Object.fromEntries(['id', 'arn', ...unknown, ...Object.keys(refers)].map((name) => [name, true])),
    expressions: Object.fromEntries([
      ...given.map((name) => [name, {}] as const),
      ...Object.entries(refers).map(([name, target]) => [name, references(target)] as const),
    ]),
  };
}

/** One that is there and stays as it is. */
export function kept(
  address: string,
  values: Readonly<Record<string, unknown>>,
  leftOut: readonly string[] = [],
): Change {
  return { address, before: values, after: values, expressions: configured(values, leftOut) };
}

/** One that is there and is taken away. */
export function gone(address: string, values: Readonly<Record<string, unknown>>): Change {
  return { address, before: values, after: null };
}

function configured(values: Readonly<Record<string, unknown>>, leftOut: readonly string[]): Record<string, unknown> {
  const computed = ['id', 'arn', 'tags_all', ...leftOut];
  return Object.fromEntries(
    Object.keys(values)
      .filter((name) => !computed.includes(name))
      .map((name) => [name, {}]),
  );
}

/** What a plan describes of a kind on the side after. */
export function planned<K extends KindId>(kind: K, ...changes: readonly Change[]): readonly Resource<K>[] {
  return sidesOf(planOf(changes)).after.filter((resource): resource is Resource<K> => resource.kind === kind);
}

/** The paths of what is not known, sorted. */
export const unknownOf = (resource: Resource | undefined): string[] => Object.keys(resource?.unknown ?? {}).sort();
