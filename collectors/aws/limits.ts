import type { Clock } from './clock.ts';

/** What AWS lets through of a family of calls, per account and Region. */
interface Limit {
  /** Calls a second. */
  readonly rate: number;
  /** Calls that may be made at once after a pause. */
  readonly burst: number;
  /** Whether each operation has this limit for itself; otherwise the family shares it. */
  readonly each: boolean;
}

/**
 * The limits that AWS publishes and, for families without any (iam, sts, rds, inspector2), a start from which a
 * throttled call slows the whole family down.
 */
const limits = {
  ec2: { rate: 20, burst: 100, each: true },
  'acm-list': { rate: 8, burst: 8, each: false },
  'acm-search': { rate: 5, burst: 5, each: false },
  'acm-describe': { rate: 10, burst: 10, each: false },
  cloudtrail: { rate: 10, burst: 10, each: false },
  iam: { rate: 20, burst: 40, each: false },
  account: { rate: 1, burst: 2, each: false },
  sts: { rate: 20, burst: 40, each: false },
  rds: { rate: 20, burst: 40, each: false },
  inspector2: { rate: 10, burst: 10, each: false },
} as const satisfies Record<string, Limit>;

export type LimitId = keyof typeof limits;

/** The limits are shared with what the account runs in production: of AWS's figures a scan takes this much. */
export const defaultShare = 0.5;

/** Calls a second that are made however much is throttled. */
const slowest = 0.2;
/** Milliseconds after which a throttled answer says nothing of now. */
const unknownAfter = 60_000;

/**
 * A token bucket. Callers are served in order; a throttled answer halves the rate and empties the bucket, every good one
 * gives back a little of what was lost.
 */
export class Limiter {
  readonly #clock: Clock;
  readonly #top: number;
  readonly #burst: number;
  #rate: number;
  #tokens: number;
  #filled: number;
  #slowed = -Infinity;
  #lastThrottled = -Infinity;
  #turn: Promise<void> = Promise.resolve();
  /** Since when every answer has been a throttled one; null while calls get through. */
  throttledSince: number | null = null;

  constructor(limit: { readonly rate: number; readonly burst: number }, clock: Clock) {
    this.#clock = clock;
    this.#top = limit.rate;
    this.#rate = limit.rate;
    this.#burst = Math.max(1, limit.burst);
    this.#tokens = this.#burst;
    this.#filled = clock.now();
  }

  /** Calls a second that it lets through now. */
  get rate(): number {
    return this.#rate;
  }

  /** Resolves when a call may be sent. */
  take(): Promise<void> {
    const mine = this.#turn.then(() => this.#wait());
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #wait(): Promise<void> {
    for (;;) {
      const now = this.#clock.now();
      this.#tokens = Math.min(this.#burst, this.#tokens + (Math.max(0, now - this.#filled) / 1000) * this.#rate);
      this.#filled = now;
      // A hair below one is one: a sleep that ends exactly in time may still add up to less in floating point.
      if (this.#tokens >= 1 - 1e-6) {
        this.#tokens = Math.max(0, this.#tokens - 1);
        return;
      }
      await this.#clock.sleep(Math.ceil(((1 - this.#tokens) / this.#rate) * 1000));
    }
  }

  throttled(): void {
    const now = this.#clock.now();
    // Of a time in which nobody asked nothing is known.
    if (this.throttledSince === null || now - this.#lastThrottled > unknownAfter) this.throttledSince = now;
    this.#lastThrottled = now;
    // Calls that were under way together are one sign of overload, not many.
    if (now - this.#slowed < 1000) return;
    this.#slowed = now;
    this.#rate = Math.max(Math.min(slowest, this.#top), this.#rate / 2);
    this.#tokens = 0;
    this.#filled = now;
  }

  succeeded(): void {
    this.throttledSince = null;
    this.#rate = Math.min(this.#top, this.#rate + this.#top / 100);
  }
}

/** The limiters, one for each family of calls (or operation) in each account and Region. */
export class Limiters {
  readonly #clock: Clock;
  readonly #share: number;
  readonly #limiters = new Map<string, Limiter>();

  constructor(clock: Clock, share: number) {
    this.#clock = clock;
    this.#share = share;
  }

  of(limit: LimitId, operation: string, where: string): Limiter {
    const { rate, burst, each } = limits[limit];
    const key = `${where} ${each ? operation : limit}`;
    const known = this.#limiters.get(key);
    if (known !== undefined) return known;
    const limiter = new Limiter({ rate: rate * this.#share, burst: burst * this.#share }, this.#clock);
    this.#limiters.set(key, limiter);
    return limiter;
  }
}
