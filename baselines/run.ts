import type { AccountScope, SectionCoverage } from '../core/coverage.ts';
import { CoverageIndex } from '../core/inventory.ts';
import { kinds, type KindId } from '../core/kinds/index.ts';

/** What decides what a run could see: the head of its report has it all. */
export interface Run {
  readonly accounts: readonly AccountScope[];
  readonly coverage: readonly SectionCoverage[];
  readonly rules: readonly {
    readonly id: string;
    readonly kinds: readonly KindId[];
    readonly reads: readonly KindId[];
    /** Ids it had before: what a baseline says of those it says of this rule. */
    readonly aliases?: readonly string[];
  }[];
}

/** Where a resource of a kind is, or was. */
interface Whereabouts {
  readonly kind: KindId;
  readonly account: string | null;
  readonly region: string | null;
}

/** Whether a run would have come upon something, had it been there. */
export class Sight {
  readonly #rules: ReadonlyMap<string, Run['rules'][number]>;
  readonly #coverage: CoverageIndex;

  constructor(run: Run) {
    this.#rules = new Map(run.rules.map((rule) => [rule.id, rule]));
    // A section that is not complete and does not say what it lacks lacks everything.
    const coverage = run.coverage.filter(
      ({ status, gaps }) => status === 'complete' || (status === 'partial' && gaps.length > 0),
    );
    this.#coverage = new CoverageIndex({ accounts: run.accounts, coverage });
  }

  /** The rule was in the run, and all of the kind and of what the rule reads was collected there, without a gap. */
  reaches(ruleId: string, where: Whereabouts): boolean {
    const rule = this.#rules.get(ruleId);
    if (rule?.kinds.includes(where.kind) !== true) return false;
    return [where.kind, ...rule.reads].every((kind) => this.#isWhole(kind, where));
  }

  #isWhole(kind: KindId, { kind: own, account, region }: Whereabouts): boolean {
    // What stands once for the account may depend on any of its Regions.
    const everyRegion = region === 'global' && kind !== own && kinds.get(kind)?.scope === 'region';
    return this.#coverage.missing(kind, { account, region: everyRegion ? undefined : region }) === null;
  }
}
