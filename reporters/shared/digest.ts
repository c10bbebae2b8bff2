import type { ListingEvidence } from '../../core/evidence.ts';
import type { AppliedWaiver, Report, ReportFinding, ReportRule } from '../../core/report.ts';
import type { UnknownReason } from '../../core/resource.ts';
import { severities, type Severity } from '../../core/rule.ts';
import { Top } from './top.ts';

/** What one rule found that is open: all of it counted, the first of it kept, what is new before the rest. */
export interface RuleDigest {
  readonly rule: Pick<
    ReportRule,
    'id' | 'title' | 'severity' | 'rationale' | 'remediation' | 'references' | 'controls'
  >;
  readonly open: number;
  readonly fresh: number;
  readonly baselined: number;
  readonly waived: number;
  readonly kept: readonly ReportFinding[];
}

/** One thing that could not be seen: an operation and why, wherever that happened. */
export interface BlindSpot {
  readonly operation: string | null;
  readonly reason: UnknownReason;
  readonly message: string;
  readonly places: readonly { readonly account: string | null; readonly region: string | null }[];
  /** There are more than are named. */
  readonly morePlaces: boolean;
  readonly gaps: number;
  /** Verdicts that are unknown because of it, and the rules that wanted to know. */
  readonly verdicts: number;
  readonly rules: readonly string[];
}

export interface WaiverDigest {
  readonly waiver: AppliedWaiver;
  readonly findings: number;
  readonly kept: readonly ReportFinding[];
}

export interface Digest {
  /** Rules with open findings, the most severe first, then those with most that is new, then most that is open. */
  readonly rules: readonly RuleDigest[];
  /** Rules whose findings the baseline holds. */
  readonly baselined: readonly RuleDigest[];
  readonly fresh: readonly ReportFinding[];
  readonly freshCount: number;
  readonly blindSpots: readonly BlindSpot[];
  /** Evaluations that threw. */
  readonly errors: readonly ReportFinding[];
  readonly errorCount: number;
  readonly waivers: readonly WaiverDigest[];
  /** Waivers that would apply, had they not expired. */
  readonly expired: readonly WaiverDigest[];
  /** Verdicts by account, in the order of accounts. */
  readonly accounts: ReadonlyMap<string, AccountDigest>;
}

export interface AccountDigest {
  open: number;
  unknown: number;
  pass: number;
}

export interface DigestOptions {
  /** Findings kept of each rule. */
  readonly perRule: number;
  /** New findings kept, of all rules together. */
  readonly fresh: number;
}

type Mutable<T> = { -readonly [P in keyof T]: T[P] };
interface RuleEntry extends Mutable<Omit<RuleDigest, 'kept'>> {
  kept: Top<ReportFinding>;
}
interface Spot extends Mutable<Omit<BlindSpot, 'rules' | 'places'>> {
  rules: Set<string>;
  places: { account: string | null; region: string | null }[];
  seen: Set<string>;
}

/** More different ones than this are counted with the last: names of operations are few, but they come from a file. */
const most = { spots: 500, places: 200, waivers: 2000, errors: 20, perWaiver: 3 };

const rank = (severity: Severity) => severities.indexOf(severity);
const age = (finding: ReportFinding) => (finding.baselineState === 'new' ? 0 : 1);

/** One walk over the findings that keeps counts and the first few of each: what a page for people is made of. */
export function digest(report: Report, options: DigestOptions): Digest {
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const entries = new Map<string, RuleEntry>();
  const fresh = new Top<ReportFinding>(options.fresh, (a, b) => rank(a.severity) - rank(b.severity));
  const spots = new Spots();
  const errors: ReportFinding[] = [];
  let errorCount = 0;
  const waivers = new Map<string, Mutable<WaiverDigest> & { kept: ReportFinding[] }>();
  const expired = new Map<string, Mutable<WaiverDigest> & { kept: ReportFinding[] }>();
  const accounts = new Map<string, AccountDigest>(
    report.accounts.map(({ id }) => [id, { open: 0, unknown: 0, pass: 0 }]),
  );

  for (const section of report.coverage) {
    for (const gap of section.gaps) spots.of(gap.reason, gap.operation, gap.message, section).gaps += 1;
  }
  for (const finding of report.findings) {
    const account = finding.resource.account === null ? undefined : accounts.get(finding.resource.account);
    if (finding.status === 'pass') {
      if (account !== undefined) account.pass += 1;
    } else if (finding.status === 'error') {
      errorCount += 1;
      if (errors.length < most.errors) errors.push(finding);
      if (account !== undefined) account.unknown += 1;
    } else if (finding.status === 'unknown') {
      const { reason, operation, message } = causeOf(finding, report.coverage);
      const spot = spots.of(reason, operation, message, finding.resource);
      spot.verdicts += 1;
      spot.rules.add(finding.ruleId);
      if (account !== undefined) account.unknown += 1;
    } else if (finding.status === 'fail') {
      const entry = entries.get(finding.ruleId) ?? newEntry(finding, rules.get(finding.ruleId), options.perRule);
      entries.set(finding.ruleId, entry);
      if (finding.disposition === 'open') {
        entry.open += 1;
        entry.kept.add(finding);
        if (account !== undefined) account.open += 1;
        if (finding.baselineState === 'new') {
          entry.fresh += 1;
          fresh.add(finding);
        }
        if (finding.expiredWaiver !== undefined) note(expired, finding.expiredWaiver, finding);
      } else if (finding.disposition === 'waived') {
        entry.waived += 1;
        if (finding.waiver !== undefined) note(waivers, finding.waiver, finding);
      } else {
        entry.baselined += 1;
      }
    }
  }
  const all = [...entries.values()]
    .map((entry): RuleDigest => ({ ...entry, kept: entry.kept.sorted() }))
    .sort(
      (a, b) =>
        rank(a.rule.severity) - rank(b.rule.severity) ||
        b.fresh - a.fresh ||
        b.open - a.open ||
        b.baselined - a.baselined ||
        (a.rule.id < b.rule.id ? -1 : 1),
    );
  const byExpiry = (a: WaiverDigest, b: WaiverDigest) =>
    a.waiver.expires === b.waiver.expires ? 0 : a.waiver.expires < b.waiver.expires ? -1 : 1;
  return {
    rules: all.filter((entry) => entry.open > 0),
    baselined: all.filter((entry) => entry.baselined > 0),
    fresh: fresh.sorted(),
    freshCount: fresh.seen,
    blindSpots: spots.sorted(),
    errors,
    errorCount,
    waivers: [...waivers.values()].sort(byExpiry),
    expired: [...expired.values()].sort(byExpiry),
    accounts,
  };
}

function newEntry(finding: ReportFinding, rule: ReportRule | undefined, perRule: number): RuleEntry {
  const { ruleId: id, severity } = finding;
  return {
    rule: rule ?? { id, title: id, severity, rationale: '', remediation: '', references: [], controls: [] },
    open: 0,
    fresh: 0,
    baselined: 0,
    waived: 0,
    kept: new Top(perRule, (a, b) => age(a) - age(b)),
  };
}

function note(
  waivers: Map<string, Mutable<WaiverDigest> & { kept: ReportFinding[] }>,
  waiver: AppliedWaiver,
  finding: ReportFinding,
): void {
  const entry = waivers.get(waiver.id) ?? { waiver, findings: 0, kept: [] };
  if (waivers.size < most.waivers) waivers.set(waiver.id, entry);
  entry.findings += 1;
  if (entry.kept.length < most.perWaiver) entry.kept.push(finding);
}

class Spots {
  readonly #spots = new Map<string, Spot>();

  of(
    reason: UnknownReason,
    operation: string | null,
    message: string,
    place: { readonly account: string | null; readonly region: string | null },
  ): Spot {
    let key = JSON.stringify([reason, operation]);
    if (!this.#spots.has(key) && this.#spots.size >= most.spots) {
      key = '';
      [operation, message] = [null, 'further operations'];
    }
    let spot = this.#spots.get(key);
    if (spot === undefined) {
      spot = {
        operation,
        reason,
        message,
        places: [],
        morePlaces: false,
        gaps: 0,
        verdicts: 0,
        rules: new Set(),
        seen: new Set(),
      };
      this.#spots.set(key, spot);
    }
    const { account, region } = place;
    const where = JSON.stringify([account, region]);
    if (!spot.seen.has(where)) {
      if (spot.places.length < most.places) {
        spot.places.push({ account, region });
        spot.seen.add(where);
      } else spot.morePlaces = true;
    }
    return spot;
  }

  /** Those that cost most verdicts first. */
  sorted(): BlindSpot[] {
    const operation = (spot: Spot) => spot.operation ?? '';
    return [...this.#spots.values()]
      .sort((a, b) => b.verdicts - a.verdicts || (operation(a) < operation(b) ? -1 : 1))
      .map(({ seen: _, ...spot }) => ({ ...spot, rules: [...spot.rules].sort() }));
  }
}

/** Why a verdict is unknown: the last thing that was read and could not be. */
function causeOf(
  finding: ReportFinding,
  coverage: Report['coverage'],
): { reason: UnknownReason; operation: string | null; message: string } {
  const last = finding.evidence.findLast((entry) => entry.unknown !== undefined);
  if (last?.unknown === undefined) return { reason: 'error', operation: null, message: finding.message };
  const { reason, message } = last.unknown;
  return { reason, message, operation: 'fact' in last ? last.operation : unlisted(last, reason, coverage) };
}

/** The operation that did not list what a verdict asked about: the gap's, where there is one. */
function unlisted(entry: ListingEvidence, reason: UnknownReason, coverage: Report['coverage']): string | null {
  const { account, region } = entry.scope;
  for (const section of coverage) {
    if (account !== null && section.account !== account) continue;
    if (region !== null && section.region !== region) continue;
    const gap = section.gaps.find((one) => one.kind === entry.kind && one.reason === reason);
    if (gap !== undefined) return gap.operation;
  }
  return entry.count === 0 ? (entry.operations[0] ?? null) : null;
}
