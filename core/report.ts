import type { AccountScope, Gap, SectionCoverage } from './coverage.ts';
import { exitCode, type ExitCode } from './errors.ts';
import type { Finding, Status } from './finding.ts';
import type { ControlStatus, ControlType, Framework } from './framework.ts';
import type { KindId } from './kinds/index.ts';
import { paramsOf, type ParamOverrides } from './evaluate.ts';
import type { Rule, Severity } from './rule.ts';
import { severities } from './rule.ts';

/** Version of the report's form. It is raised where a reader of the old form would misread the new one. */
export const reportVersion = 1;

export type Disposition = 'open' | 'waived' | 'baselined';

/** A waiver as a finding shows it. */
export interface AppliedWaiver {
  readonly id: string;
  readonly reason: string;
  readonly owner: string;
  readonly approver: string;
  readonly change: string;
  /** The last day on which it holds, `2026-12-31`. */
  readonly expires: string;
}

export interface ReportFinding extends Finding {
  /** `baselined`: it was there when the baseline was written. Only open findings decide the exit code. */
  readonly disposition: Disposition;
  /**
   * Null where the run has no baseline, and of findings that do not fail. Of a plan or template also an unknown one has
   * it: `new` is what the change made unknown.
   */
  readonly baselineState: 'new' | 'unchanged' | null;
  readonly waiver?: AppliedWaiver;
  /** A waiver that would apply, had it not expired. */
  readonly expiredWaiver?: AppliedWaiver;
}

/** What identifies a finding in a baseline; no timestamps, counts or lines, so that it merges. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly ruleId: string;
  readonly kind: KindId;
  readonly account: string | null;
  readonly region: string | null;
  readonly arn: string | null;
  readonly part: string | null;
}

export interface ReportRule {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly kinds: readonly KindId[];
  /** Other kinds that it asks about: a gap in one of them can make its verdict unknown. */
  readonly reads: readonly KindId[];
  readonly controls: readonly string[];
  readonly rationale: string;
  readonly remediation: string;
  readonly references: readonly string[];
  /** Ids it had before: a baseline or an older report may name it so. */
  readonly aliases: readonly string[];
  readonly params: Readonly<Record<string, unknown>>;
}

export type Counts = Readonly<Record<'pass' | 'fail' | 'unknown' | 'notApplicable' | 'error' | 'waived', number>>;

/** A person's statement that a manual control was performed, as a report shows it. */
export interface AppliedAttestation {
  readonly id: string;
  readonly by: string;
  /** When it was performed. */
  readonly on: string;
  /** The last day on which it holds. */
  readonly validUntil: string;
  readonly statement: string;
  readonly evidence: { readonly file: string; readonly sha256: string } | null;
  /** Why it does not count: expired, evidence missing, another hash; null where it does. */
  readonly problem: string | null;
}

export interface ReportControl {
  readonly id: string;
  readonly title: string;
  readonly type: ControlType;
  readonly status: ControlStatus;
  /** Ids of the rules of this run that serve it. */
  readonly rules: readonly string[];
  readonly counts: Counts;
  readonly attestation?: AppliedAttestation;
}

export interface ReportFramework {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly controls: readonly ReportControl[];
}

/** Something about the inputs that a person should mend: an unused or expired waiver, an unused attestation. */
export interface Notice {
  readonly about: 'waiver' | 'attestation' | 'baseline' | 'rule' | 'input';
  readonly id: string;
  readonly message: string;
}

export interface Summary {
  readonly pass: number;
  readonly fail: number;
  readonly unknown: number;
  readonly notApplicable: number;
  readonly error: number;
  readonly new: number;
  readonly unchanged: number;
  readonly absent: number;
  readonly notObserved: number;
  /** Findings that a plan or template made unknown; 0 of an account. */
  readonly becameUnknown: number;
  readonly waived: number;
  readonly gaps: number;
  /** Open failing findings by severity: what decides. */
  readonly open: Readonly<Record<Severity, number>>;
  readonly exitCode: ExitCode;
}

/** What a report says before its findings. */
export interface ReportHead {
  readonly schemaVersion: number;
  readonly tool: { readonly name: string; readonly version: string };
  /** The moment that ages were measured against. */
  readonly asOf: string;
  readonly snapshot?: {
    readonly takenAt: string;
    /** SHA-256 of the snapshot's manifest. */
    readonly root: string;
    /** ARN of who collected it. */
    readonly principal: string;
  };
  readonly input?: { readonly kind: 'terraform' | 'cloudformation' | 'cdk'; readonly files: readonly string[] };
  readonly accounts: readonly AccountScope[];
  /** The Regions of this run. */
  readonly regions: readonly string[];
  readonly coverage: readonly SectionCoverage[];
  readonly rules: readonly ReportRule[];
}

/** What a report says after its findings, when all have been seen. */
export interface ReportTail {
  /** Present where the run had a baseline: entries of it without a finding now, gone or not to be seen this time. */
  readonly baseline?: { readonly absent: readonly BaselineEntry[]; readonly notObserved: readonly BaselineEntry[] };
  readonly frameworks: readonly ReportFramework[];
  readonly notices: readonly Notice[];
  readonly summary: Summary;
}

/**
 * The document: every other format is made from it. Findings may be many: they are walked, in one fixed order, as often
 * as a reporter needs, and never joined into one string.
 */
export interface Report extends ReportHead, ReportTail {
  readonly findings: Iterable<ReportFinding>;
}

/** A format: the parts of the output in order. Pure; escapes what came from resources. */
export type Reporter<Options = unknown> = (report: Report, options: Options) => Iterable<string>;

export function reportRule(rule: Rule, overrides: ParamOverrides = {}): ReportRule {
  const { id, title, severity, kinds, reads, controls, rationale, remediation, references, aliases } = rule;
  const params = paramsOf(rule, overrides[id]);
  return { id, title, severity, kinds, reads, controls, rationale, remediation, references, aliases, params };
}

/** Which failing findings make the exit code 1. */
export type FailOn = Exclude<Severity, 'informational'> | 'never';

/** `severity` is at or above the threshold. Informational findings are below every one. */
export function reaches(severity: Severity, failOn: FailOn): boolean {
  return failOn !== 'never' && severities.indexOf(severity) <= severities.indexOf(failOn);
}

/** The gaps that matter to a run: those in kinds that its rules judge or ask about. */
export function gapsOf(
  coverage: readonly SectionCoverage[],
  rules: readonly { readonly kinds: readonly KindId[]; readonly reads: readonly KindId[] }[],
): Gap[] {
  const needed = new Set(rules.flatMap((rule) => [...rule.kinds, ...rule.reads]));
  return coverage.flatMap(({ gaps }) => gaps.filter(({ kind }) => needed.has(kind)));
}

export interface TallyOptions {
  readonly failOn: FailOn;
  readonly allowUnknown: boolean;
  readonly hasBaseline: boolean;
  /** A plan or template is judged: only what it made unknown counts, and only if `failOnUnknown`. */
  readonly change?: { readonly failOnUnknown: boolean };
  readonly coverage: readonly SectionCoverage[];
  readonly frameworks: readonly Framework[];
  readonly rules: readonly Pick<Rule, 'id' | 'controls' | 'kinds' | 'reads'>[];
  /** By control id (`hipaa:164.316(a)`): answers for manual controls. */
  readonly attestations?: ReadonlyMap<string, AppliedAttestation>;
}

type Mutable<T> = { -readonly [P in keyof T]: T[P] };

const noCounts = (): Mutable<Counts> => ({ pass: 0, fail: 0, unknown: 0, notApplicable: 0, error: 0, waived: 0 });

const countOf = {
  pass: 'pass',
  fail: 'fail',
  unknown: 'unknown',
  'not-applicable': 'notApplicable',
  error: 'error',
} as const satisfies Record<Status, keyof Counts>;

/** Counts findings as they go by, so that the summary and the frameworks need no second pass over them. */
export class Tally {
  readonly #options: TallyOptions;
  readonly #total = noCounts();
  readonly #byRule = new Map<string, Mutable<Counts>>();
  readonly #open: Mutable<Summary['open']> = { critical: 0, high: 0, medium: 0, low: 0, informational: 0 };
  #new = 0;
  #unchanged = 0;
  #decisive = 0;
  #openUnknown = 0;
  #becameUnknown = 0;

  constructor(options: TallyOptions) {
    this.#options = options;
  }

  add(finding: ReportFinding): void {
    const { failOn, hasBaseline } = this.#options;
    const rule = this.#byRule.get(finding.ruleId) ?? noCounts();
    this.#byRule.set(finding.ruleId, rule);
    // A waived failure is counted as waived, not as a failure: the two together are the rule's failures.
    const count = finding.disposition === 'waived' ? 'waived' : countOf[finding.status];
    rule[count] += 1;
    this.#total[count] += 1;
    if (finding.status === 'fail') {
      if (finding.baselineState === 'new') this.#new += 1;
      if (finding.baselineState === 'unchanged') this.#unchanged += 1;
    } else if (finding.baselineState === 'new') this.#becameUnknown += 1;
    if (finding.disposition !== 'open') return;
    if (finding.status === 'unknown' || finding.status === 'error') this.#openUnknown += 1;
    if (finding.status !== 'fail') return;
    this.#open[finding.severity] += 1;
    if (reaches(finding.severity, failOn) && (!hasBaseline || finding.baselineState === 'new')) this.#decisive += 1;
  }

  finish(baseline?: ReportTail['baseline'], notices: readonly Notice[] = []): ReportTail {
    const gaps = gapsOf(this.#options.coverage, this.#options.rules).length;
    const { change, allowUnknown } = this.#options;
    const incomplete =
      change === undefined ? !allowUnknown && (this.#openUnknown > 0 || gaps > 0) : this.#isUntold(change);
    const code = this.#decisive > 0 ? exitCode.findings : incomplete ? exitCode.incomplete : exitCode.ok;
    return {
      ...(baseline === undefined ? {} : { baseline }),
      frameworks: this.#options.frameworks.map((framework) => this.#framework(framework)),
      notices,
      summary: {
        pass: this.#total.pass,
        fail: this.#total.fail,
        unknown: this.#total.unknown,
        notApplicable: this.#total.notApplicable,
        error: this.#total.error,
        new: this.#new,
        unchanged: this.#unchanged,
        absent: baseline?.absent.length ?? 0,
        notObserved: baseline?.notObserved.length ?? 0,
        becameUnknown: this.#becameUnknown,
        waived: this.#total.waived,
        gaps,
        open: { ...this.#open },
        exitCode: code,
      },
    };
  }

  /** Without a before, everything is of the change. */
  #isUntold({ failOnUnknown }: NonNullable<TallyOptions['change']>): boolean {
    if (!failOnUnknown) return false;
    return (this.#options.hasBaseline ? this.#becameUnknown : this.#openUnknown) > 0;
  }

  #framework(framework: Framework): ReportFramework {
    const controls = framework.controls.map((control): ReportControl => {
      const id = `${framework.id}:${control.id}`;
      const rules = this.#options.rules
        .filter((rule) => (rule.controls as readonly string[]).includes(id))
        .map((rule) => rule.id);
      const counts = noCounts();
      for (const rule of rules) {
        const own = this.#byRule.get(rule) ?? noCounts();
        for (const count of Object.keys(counts) as (keyof Counts)[]) counts[count] += own[count];
      }
      const attestation = this.#options.attestations?.get(id);
      return {
        id: control.id,
        title: control.title,
        type: control.type,
        status: statusOf(counts, attestation),
        rules,
        counts,
        ...(attestation === undefined ? {} : { attestation }),
      };
    });
    return { id: framework.id, title: framework.title, source: framework.source, controls };
  }
}

/** The worst first. An attestation that does not hold fails its control; one that holds answers only where no rule does. */
function statusOf(counts: Counts, attestation: AppliedAttestation | undefined): ControlStatus {
  if (counts.fail > 0) return 'fail';
  if (attestation !== undefined && attestation.problem !== null) return 'attestation-failed';
  if (counts.unknown + counts.error > 0) return 'unknown';
  // A waived failure is a risk that a person accepted: the control holds with an exception, which is not a pass.
  if (counts.waived > 0) return 'waived';
  if (counts.pass > 0) return 'pass';
  if (attestation !== undefined) return 'attested';
  if (counts.notApplicable > 0) return 'not-applicable';
  return 'not-assessed';
}
