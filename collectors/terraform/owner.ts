import type { PlannedObject } from '../planned/mapping.ts';
import { onlyLive, type Maybe } from '../planned/value.ts';

/** The account that a resource belongs to: the one in the state, else the one that makes it. */
export function ownerOf({ properties, at }: PlannedObject): Maybe<string> {
  const owner = properties.filled('owner_id');
  return typeof owner === 'string' ? owner : (at.account ?? onlyLive);
}

/** Whether a resource is made by this change: one that is there already has an id. */
export function isNew({ id }: Pick<PlannedObject, 'id'>): boolean {
  return id.startsWith('tf:');
}
