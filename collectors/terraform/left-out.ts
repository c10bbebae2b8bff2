import { UnknownValue } from '../../core/resource.ts';
import type { PlannedObject } from '../planned/mapping.ts';
import type { Maybe } from '../planned/value.ts';
import { isToBeMade } from './made.ts';

/**
 * Of an argument that the source does not give, the provider says that it is known after apply, though its page tells
 * what it will be. Where nothing of the source is known, neither is what it leaves out.
 */
export function orLeftOut<T, D>(
  planned: PlannedObject,
  name: string,
  value: Maybe<T | null>,
  fallback: D,
): Maybe<T | D> {
  if (value === null) return fallback;
  return value instanceof UnknownValue && isLeftOut(planned, name) ? fallback : value;
}

function isLeftOut({ properties, configured }: PlannedObject, name: string): boolean {
  return isToBeMade(properties) && !configured(name) && properties.names.some((other) => configured(other));
}
