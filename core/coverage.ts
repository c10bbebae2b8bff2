import type { KindId } from './kinds/index.ts';
import type { UnknownReason } from './resource.ts';

/** What could not be seen of one kind in one section. */
export interface Gap {
  readonly kind: KindId;
  readonly operation: string;
  readonly reason: UnknownReason;
  readonly message: string;
  /** AWS's id of the request that failed, where one was answered. */
  readonly request?: string | null;
}

export type SectionStatus = 'complete' | 'partial' | 'unavailable';

/** What one collector saw in one account and one Region (`global` for what has none). */
export interface SectionCoverage {
  readonly account: string | null;
  readonly region: string | null;
  readonly collector: string;
  /** The kinds that the collector brings; each without a gap here is wholly seen. */
  readonly kinds: readonly KindId[];
  /**
   * By kind, sorted: the operations that list it, of those that were answered. What "there is none" rests on; empty for
   * a kind that nothing told of, which then has a gap.
   */
  readonly operations: Readonly<Record<string, readonly string[]>>;
  readonly status: SectionStatus;
  readonly resources: number;
  /** API calls sent, retries included. */
  readonly calls: number;
  readonly gaps: readonly Gap[];
}

/** An account of a scan and its Regions: `enabled` as AWS lists them, `scanned` those this run looked at. */
export interface AccountScope {
  readonly id: string;
  readonly enabled: readonly string[];
  readonly scanned: readonly string[];
}
