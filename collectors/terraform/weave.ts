import { untold, type Planned } from '../planned/value.ts';
import { isObject } from './plan.ts';

/** What a value that is unknown until apply refers to, as far as the configuration tells; null where it does not. */
export type Resolve = (path: readonly string[]) => Planned | null;

/** Deeper than any resource, and shallow enough for the stack. */
const deepest = 200;

/** A resource's values on one side of a change, and the marks that stand beside them. */
export interface Marked {
  readonly value: unknown;
  /** What is known only after apply. */
  readonly unknown: unknown;
  readonly sensitive: unknown;
  /** The values on the other side, to tell whether a sensitive one changes. */
  readonly other: unknown;
}

/** One tree of values and marks. A sensitive value is never read, but whether it changes is told. */
export function weave(marked: Marked, resolve: Resolve, path: readonly string[] = []): Planned {
  const { value, unknown, sensitive, other } = marked;
  if (sensitive === true) {
    const changes = JSON.stringify(value ?? null) !== JSON.stringify(other ?? null);
    const message = `${path.join('/')} is marked sensitive, and is not read${changes ? '; it changes' : ''}`;
    return untold(message, 'not-supported');
  }
  if (unknown === true) return resolve(path) ?? untold(`${path.join('/')} is known after apply`);
  if (path.length > deepest) return untold(`${path.slice(0, 3).join('/')} is nested too deep`, 'error');
  const inner = (name: string | number) =>
    weave(
      { value: at(value, name), unknown: at(unknown, name), sensitive: at(sensitive, name), other: at(other, name) },
      resolve,
      [...path, String(name)],
    );
  if (Array.isArray(value) || Array.isArray(unknown)) {
    return Array.from({ length: Math.max(lengthOf(value), lengthOf(unknown)) }, (_, index) => inner(index));
  }
  if (isObject(value) || isObject(unknown)) {
    const names = new Set([...namesOf(value), ...namesOf(unknown)]);
    return Object.fromEntries([...names].map((name) => [name, inner(name)]));
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
const namesOf = (value: unknown): readonly string[] => (isObject(value) ? Object.keys(value) : []);

function at(value: unknown, name: string | number): unknown {
  if (typeof name === 'number') return Array.isArray(value) ? (value as unknown[])[name] : undefined;
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
