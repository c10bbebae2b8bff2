import type { KindId } from './kinds/index.ts';
import type { Resource, Source, UnknownReason } from './resource.ts';

/** A fact that a verdict read: its value, or why it is not known, and the call that told. */
export interface FactEvidence {
  readonly fact: string;
  /** Absent where the fact is unknown. */
  readonly value?: unknown;
  readonly unknown?: { readonly reason: UnknownReason; readonly message: string };
  readonly operation: string | null;
  readonly request: string | null;
  /** ARN of the resource it belongs to, where that is not the one judged. */
  readonly resource?: string;
}

/** A listing of resources that a verdict asked: how many there were, and the operations that listed them. */
export interface ListingEvidence {
  readonly kind: KindId;
  /** What it was narrowed to: `vpcId = vpc-1`; null for all of the scope. */
  readonly where: string | null;
  readonly scope: { readonly account: string | null; readonly region: string | null };
  readonly count: number;
  readonly operations: readonly string[];
  /** Present where not all of the scope could be seen. */
  readonly unknown?: { readonly reason: UnknownReason; readonly message: string };
}

export type Evidence = FactEvidence | ListingEvidence;

/** What one evaluation of a rule reads, in the order of reading, each fact once. */
export class Trace {
  readonly #judged: Resource;
  readonly #seen = new Set<string>();
  #evidence: { entry: Evidence; key: string; foreign: boolean }[] = [];

  constructor(judged: Resource) {
    this.#judged = judged;
  }

  fact(resource: Resource, fact: string): void {
    const foreign = resource !== this.#judged;
    const key = foreign ? `${resource.arn} ${fact}` : fact;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const source: Source = resource.sources?.[fact] ?? resource.source;
    const unknown = resource.unknown?.[fact];
    const value = fact === 'tags' ? resource.tags : (resource.facts as Record<string, unknown>)[fact];
    const entry: FactEvidence = {
      fact,
      ...(unknown === undefined ? { value } : { unknown: { reason: unknown.reason, message: unknown.message } }),
      operation: unknown === undefined ? source.operation : unknown.operation,
      request: unknown === undefined ? source.request : null,
      ...(foreign ? { resource: resource.arn } : {}),
    };
    this.#evidence.push({ entry, key, foreign });
  }

  listing(entry: ListingEvidence): void {
    const key = `${entry.kind} ${entry.where ?? ''} ${entry.scope.account ?? ''} ${entry.scope.region ?? ''}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#evidence.push({ entry, key, foreign: false });
  }

  mark(): number {
    return this.#evidence.length;
  }

  /** Takes back what other resources told since the mark: they did not decide. */
  forget(mark: number): void {
    for (let index = mark; index < this.#evidence.length; index += 1) {
      const { key, foreign } = this.#evidence[index] ?? { key: '', foreign: false };
      if (foreign) this.#seen.delete(key);
    }
    this.#evidence = this.#evidence.filter(({ foreign }, index) => index < mark || !foreign);
  }

  evidence(): Evidence[] {
    return this.#evidence.map(({ entry }) => entry);
  }
}
