import type { KindId } from './kinds/index.ts';
import type { Resource, Unknown, UnknownReason } from './resource.ts';

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

/** A listing of resources that a verdict asked: how many there were, and the operations that told so. */
export interface ListingEvidence {
  readonly kind: KindId;
  /** What it was narrowed to: `vpcId = vpc-1`; null for all of the scope. */
  readonly where: string | null;
  readonly scope: { readonly account: string | null; readonly region: string | null };
  readonly count: number;
  /**
   * Those that were answered and list the kind in the scope, sorted, whether or not they listed any; in the finding of a
   * gap the one that failed. Empty where none was answered.
   */
  readonly operations: readonly string[];
  /** Present where not all of the scope could be seen. */
  readonly unknown?: Unknown;
}

export type Evidence = FactEvidence | ListingEvidence;

/** What one evaluation of a rule reads, in the order of reading, each fact once. */
export class Trace {
  readonly #judged: Resource;
  readonly #evidence: Evidence[] = [];
  /** What each is known by, so that nothing stands there twice. */
  readonly #keys: string[] = [];
  readonly #seen = new Set<string>();

  constructor(judged: Resource) {
    this.#judged = judged;
  }

  fact(resource: Resource, fact: string): void {
    const foreign = resource !== this.#judged;
    const key = foreign ? `${resource.arn} ${fact}` : fact;
    if (this.#seen.has(key)) return;
    const unknown = resource.unknown?.[fact];
    const { operation, request } =
      unknown === undefined ? (resource.sources?.[fact] ?? resource.source) : unread(unknown);
    // Written out for each case: this is made for every fact that is read.
    if (unknown === undefined) {
      const value = fact === 'tags' ? resource.tags : (resource.facts as Record<string, unknown>)[fact];
      this.#add(
        key,
        foreign ? { fact, value, operation, request, resource: resource.arn } : { fact, value, operation, request },
      );
    } else {
      const why = { reason: unknown.reason, message: unknown.message };
      this.#add(
        key,
        foreign
          ? { fact, unknown: why, operation, request, resource: resource.arn }
          : { fact, unknown: why, operation, request },
      );
    }
  }

  listing(entry: ListingEvidence): void {
    const key = `${entry.kind} ${entry.where ?? ''} ${entry.scope.account ?? ''} ${entry.scope.region ?? ''}`;
    if (!this.#seen.has(key)) this.#add(key, entry);
  }

  mark(): number {
    return this.#evidence.length;
  }

  /** Takes back what other resources told since the mark: they did not decide. */
  forget(mark: number): void {
    let kept = mark;
    for (let index = mark; index < this.#evidence.length; index += 1) {
      const entry = this.#evidence[index];
      const key = this.#keys[index];
      if (entry === undefined || key === undefined) continue;
      if ('resource' in entry) this.#seen.delete(key);
      else {
        this.#evidence[kept] = entry;
        this.#keys[kept] = key;
        kept += 1;
      }
    }
    this.#evidence.length = kept;
    this.#keys.length = kept;
  }

  evidence(): Evidence[] {
    return [...this.#evidence];
  }

  #add(key: string, entry: Evidence): void {
    this.#seen.add(key);
    this.#keys.push(key);
    this.#evidence.push(entry);
  }
}

function unread(unknown: Unknown): { operation: string | null; request: null } {
  return { operation: unknown.operation, request: null };
}
