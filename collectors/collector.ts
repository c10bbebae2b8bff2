import type { Gap } from '../core/coverage.ts';
import type { KindId } from '../core/kinds/index.ts';
import type { Given, Resource, Source } from '../core/resource.ts';
import type { Answer, OperationId, Question } from './aws/operations.ts';

/** Where a collector works. */
export interface At {
  readonly partition: string;
  readonly account: string;
  /** The section's Region, or `global`. */
  readonly region: string;
  /** The Regions of this run, sorted. */
  readonly regions: readonly string[];
}

/** One answered call: AWS's output and where it came from. */
export interface Call<O extends OperationId> {
  readonly output: Answer<O>;
  readonly source: Source;
}

/** What a collector asks AWS with; the client behind it retries, limits, checks and classifies. */
export interface Api {
  /**
   * The pages of a list operation, in order. A page counts only if it was answered whole: 2xx, a request id, the list
   * member an array. Throws `CallFailed`; so does a token that repeats.
   */
  pages<O extends OperationId>(operation: O, question?: Question<O>): AsyncIterable<Call<O>>;
  /** One call. Throws `CallFailed`. */
  call<O extends OperationId>(operation: O, question?: Question<O>): Promise<Call<O>>;
  /** One call that may answer that there is none (the operation's own not-found codes): output is then null. */
  find<O extends OperationId>(
    operation: O,
    question?: Question<O>,
  ): Promise<{ output: Answer<O> | null; source: Source }>;
  /**
   * A fact from a per-resource read: the value, or, where the call fails, an unknown value. A failure never reaches
   * the section: only this fact is unknown.
   */
  fact<T>(read: () => Promise<Given<T>>): Promise<Given<T>>;
  /** AWS's time, milliseconds since 1970: this machine's, corrected by what AWS's answers tell. */
  now(): number;
  /** Waits, for an operation that answers later (a report being made). */
  wait(milliseconds: number): Promise<void>;
}

/** A resource, or something of a kind that could not be seen while the rest goes on. */
export type Collected = Resource | { readonly gap: Gap };

export interface Collector {
  /** Its section's name: `ec2-security-groups`. */
  readonly id: string;
  readonly scope: 'region' | 'global';
  readonly kinds: readonly KindId[];
  /** Exactly the operations that `collect` calls; what `assize permissions` prints comes from here. */
  readonly operations: readonly OperationId[];
  /** By kind, those of `operations` that list it; not to be given where all of them do. The others ask about one resource. */
  readonly lists?: Readonly<Partial<Record<KindId, readonly OperationId[]>>>;
  /** Throws `CallFailed` where a list cannot be read: every kind of the collector then has a gap. */
  collect(api: Api, at: At): AsyncIterable<Collected>;
}

export function defineCollector(collector: Collector): Collector {
  return collector;
}

/** The operations that tell which resources of a kind there are. */
export function listingOf({ lists, operations }: Collector, kind: KindId): readonly OperationId[] {
  return lists?.[kind] ?? operations;
}
