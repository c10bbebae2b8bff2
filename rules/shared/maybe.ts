import { Listing } from '../../core/listing.ts';

/**
 * A fact that may be unknown, where the verdict need not hang on it: a listing of one element, or of one unknown. An
 * algebra goes on without it and raises it only where it decides. A rule takes `known[0]`, undefined where the fact is
 * unknown, to say "not applicable" of what is known to be gone or somebody else's, and never to conclude a pass: a plan
 * does not know the status of what it will make, and is judged all the same.
 */
export function maybe<T>(read: () => T): Listing<T> {
  return new Listing([read]).map((each) => each());
}
