import { Listing } from '../../core/listing.ts';

/**
 * A fact if it is known, undefined if not, where a verdict must not hang on it: only to say "not applicable" of what is
 * known to be gone or somebody else's. A plan does not know the status of what it will make, and is judged all the same.
 * Never to conclude a pass.
 */
export function ifKnown<T>(read: () => T): T | undefined {
  return new Listing([null]).map(read).known[0];
}
