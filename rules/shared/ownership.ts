import { maybe } from './maybe.ts';

/** Whether another account shares the resource with this one: what it says of it is that account's to answer for. */
export function ownedElsewhere(resource: { readonly account: string | null; readonly ownerId: string }): boolean {
  // A plan does not know the owner of what it makes, which is its own account.
  const owner = maybe(() => resource.ownerId).known[0];
  return resource.account !== null && owner !== undefined && owner !== resource.account;
}
