import type { Block } from '../planned/value.ts';

/** Whether the change makes it, also in place of one that is there: what AWS decides of it is not known yet. */
export function isToBeMade(properties: Block): boolean {
  return typeof properties.raw('id') !== 'string';
}
