import { UnknownFact } from '../../core/listing.ts';

/**
 * Ends the evaluation as `unknown`: something that was collected refers to, or contains, what cannot be known.
 * @param reason `error`: it was read and makes no sense; `not-collected`: it is not in the inventory
 */
export function unknown(subject: string, message: string, reason: 'error' | 'not-collected' = 'error'): never {
  throw new UnknownFact(subject, { reason, operation: null, message });
}
