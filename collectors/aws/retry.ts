import type { Clock } from './clock.ts';

/** How often and how long a call is tried again. */
export const retry = {
  /** Attempts in all, where the network, the service or the answer is broken. */
  attempts: 5,
  transient: { base: 200, cap: 5_000 },
  throttled: { base: 1_000, cap: 20_000 },
  /**
   * A throttled call is given up only when nothing of its family got through for this long: an outage, not a limit. A
   * call that is first sent later in the same outage is tried once, so that an end of it is noticed.
   */
  outage: 180_000,
  /** …or when this call alone was throttled for this long while others got through. */
  starved: 900_000,
  /** The longest Retry-After that is honoured as it is. */
  longest: 300_000,
} as const;

/** How long to wait before attempt `attempt + 1`: exponential with full jitter, never less than AWS asked for. */
export function backoff(
  kind: 'transient' | 'throttled',
  attempt: number,
  retryAfter: number | null,
  clock: Clock,
): number {
  const { base, cap } = retry[kind];
  const jittered = clock.random() * Math.min(cap, base * 2 ** (attempt - 1));
  return Math.round(Math.max(jittered, Math.min(retryAfter ?? 0, retry.longest)));
}
