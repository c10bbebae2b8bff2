import type { FindingResource } from '../../core/finding.ts';
import type { AppliedWaiver, Report, ReportFinding, ReportRule } from '../../core/report.ts';
import { unknownReasons, type UnknownReason } from '../../core/resource.ts';
import { severities, type Severity } from '../../core/rule.ts';
import { Top } from './top.ts';

/** What one rule found that is open in one resource, in as many parts: all of it new, or none. */
export interface ResourceFindings {
  readonly rule: RuleDigest['rule'];
  readonly resource: FindingResource;
  readonly fresh: boolean;
  readonly findings: number;
  /** The first of them. */
  readonly kept: readonly ReportFinding[];
  /** What the first of them say, and in what part of the resource. */
  readonly messages: readonly string[];
  readonly parts: readonly string[];
}

/** What all rules together found that is open in one resource. */
export interface ResourceDigest {
  readonly resource: FindingResource;
  readonly findings: number;
  /** How many rules of each severity, the most severe first. */
  readonly rules: readonly number[];
}

/**
 * What one rule found that is open: all of it counted, the first of it kept, what is new before the rest. Findings of
 * one resource stand together in a report, so that resources can be counted without remembering them.
 */
export interface RuleDigest {
  readonly rule: Pick<
    ReportRule,
    'id' | 'title' | 'severity' | 'rationale' | 'remediation' | 'references' | 'controls'
  >;
  readonly open: number;
  readonly resources: number;
  readonly fresh: number;
  readonly baselined: number;
  readonly waived: number;
  readonly kept: readonly ResourceFindings[];
}

/** One thing that could not be seen: an operation and why, wherever that happened. */
export interface BlindSpot {
  readonly operation: string | null;
  readonly reason: UnknownReason;
  readonly message: string;
  /** It lies in a Region that was not scanned. */
  readonly elsewhere: boolean;
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
  readonly fresh: readonly ResourceFindings[];
  readonly freshCount: number;
  /** Failing findings that were there before, whatever was decided of them. */
  readonly unchanged: number;
  /** Resources with open findings; those that trip most rules, the most severe first. */
  readonly resourceCount: number;
  readonly worst: readonly ResourceDigest[];
  readonly blindSpots: readonly BlindSpot[];
  /** Unknown verdicts by reason. */
  readonly untold: ReadonlyMap<UnknownReason, number>;
  /** Verdicts that were unknown or an error before the change already, and count nowhere else. */
  readonly untoldBefore: number;
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
  /** Resources kept of each rule. */
  readonly perRule: number;
  /** Resources with new findings kept, of all rules together. */
  readonly fresh: number;
}

type Mutable<T> = { -readonly [P in keyof T]: T[P] };
interface Group extends Mutable<Omit<ResourceFindings, 'kept' | 'messages' | 'parts'>> {
  kept: ReportFinding[];
  messages: string[];
  parts: string[];
}
interface RuleEntry extends Mutable<Omit<RuleDigest, 'kept'>> {
  kept: Top<ResourceFindings>;
  /** Of the resource whose findings are going by: what is new, and what is not. */
  current: { key: string; groups: Map<boolean, Group> };
}
interface Spot extends Mutable<Omit<BlindSpot, 'rules' | 'places'>> {
  rules: Set<string>;
  places: { account: string | null; region: string | null }[];
  seen: Set<string>;
}

/** More different ones than this are counted with the last: names of operations are few, but they come from a file. */
const most = {
  spots: 500,
  places: 200,
  waivers: 2000,
  errors: 20,
  perWaiver: 3,
  perResource: 3,
  parts: 64,
  worst: 5,
  resources: 100_000,
};

const rank = (severity: Severity) => severities.indexOf(severity);
const age = ({ fresh }: ResourceFindings) => (fresh ? 0 : 1);
/** One and the same for findings of one resource. */
export const keyOf = ({ account, region, arn, address, kind }: FindingResource) =>
  JSON.stringify([account, region, arn ?? address ?? kind]);

/** One walk over the findings that keeps counts and the first few of each: what a page for people is made of. */
export function digest(report: Report, options: DigestOptions): Digest {
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const entries = new Map<string, RuleEntry>();
  const fresh = new Top<ResourceFindings>(options.fresh, (a, b) => rank(a.rule.severity) - rank(b.rule.severity));
  let freshCount = 0;
  let unchanged = 0;
  const resources = new Resources();
  const spots = new Spots();
  const untold = new Map<UnknownReason, number>();
  let untoldBefore = 0;
  const unscanned = unscannedOf(report);
  const errors: ReportFinding[] = [];
  let errorCount = 0;
  const waivers = new Map<string, Mutable<WaiverDigest> & { kept: ReportFinding[] }>();
  const expired = new Map<string, Mutable<WaiverDigest> & { kept: ReportFinding[] }>();
  const accounts = new Map<string, AccountDigest>(
    report.accounts.map(({ id }) => [id, { open: 0, unknown: 0, pass: 0 }]),
  );

  for (const section of report.coverage) {
    for (const gap of section.gaps) spots.of({ ...gap, elsewhere: false }, section).gaps += 1;
  }
  for (const finding of report.findings) {
    const account = finding.resource.account === null ? undefined : accounts.get(finding.resource.account);
    if (finding.status === 'pass') {
      if (account !== undefined) account.pass += 1;
    } else if (finding.status !== 'fail' && finding.baselineState === 'unchanged') {
      untoldBefore += 1;
      if (account !== undefined) account.unknown += 1;
    } else if (finding.status === 'error') {
      errorCount += 1;
      if (errors.length < most.errors) errors.push(finding);
      if (account !== undefined) account.unknown += 1;
    } else if (finding.status === 'unknown') {
      const cause = causeOf(finding, unscanned);
      const spot = spots.of(cause, finding.resource);
      spot.verdicts += 1;
      spot.rules.add(finding.ruleId);
      untold.set(cause.reason, (untold.get(cause.reason) ?? 0) + 1);
      if (account !== undefined) account.unknown += 1;
    } else if (finding.status === 'fail') {
      if (finding.baselineState === 'unchanged') unchanged += 1;
      const entry = entries.get(finding.ruleId) ?? newEntry(finding, rules.get(finding.ruleId), options.perRule);
      entries.set(finding.ruleId, entry);
      if (finding.disposition === 'open') {
        const key = keyOf(finding.resource);
        resources.add(key, finding);
        if (key !== entry.current.key) {
          settle(entry, fresh);
          entry.current.key = key;
          entry.resources += 1;
        }
        gather(entry, finding);
        entry.open += 1;
        if (account !== undefined) account.open += 1;
        if (finding.baselineState === 'new') {
          entry.fresh += 1;
          freshCount += 1;
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
  for (const entry of entries.values()) settle(entry, fresh);
  const all = [...entries.values()]
    .map(({ current: _, ...entry }): RuleDigest => ({ ...entry, kept: entry.kept.sorted() }))
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
    freshCount,
    unchanged,
    resourceCount: resources.count,
    worst: resources.worst(),
    blindSpots: spots.sorted(),
    untold,
    untoldBefore,
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
    resources: 0,
    fresh: 0,
    baselined: 0,
    waived: 0,
    kept: new Top(perRule, (a, b) => age(a) - age(b)),
    current: { key: '', groups: new Map() },
  };
}

function gather({ rule, current: { groups } }: RuleEntry, finding: ReportFinding): void {
  const { resource, message, part } = finding;
  const isFresh = finding.baselineState === 'new';
  let group = groups.get(isFresh);
  if (group === undefined) {
    group = { rule, resource, fresh: isFresh, findings: 0, kept: [], messages: [], parts: [] };
    groups.set(isFresh, group);
  }
  group.findings += 1;
  if (group.kept.length < most.perResource) group.kept.push(finding);
  if (group.messages.length < most.parts) group.messages.push(message);
  if (part !== null && group.parts.length < most.parts) group.parts.push(part);
}

/** The resource is done with. */
function settle({ kept, current: { groups } }: RuleEntry, fresh: Top<ResourceFindings>): void {
  for (const group of groups.values()) {
    kept.add(group);
    if (group.fresh) fresh.add(group);
  }
  groups.clear();
}

/** Resources with open findings: how many, and which are worst. */
class Resources {
  readonly #top = new Top<ResourceDigest>(most.worst, worse);
  /** Findings of a resource stand together; this is for reports where they do not, up to a size. */
  readonly #seen = new Set<string>();
  #key = '';
  #resource: FindingResource | null = null;
  #findings = 0;
  #rules = new Map<string, Severity>();
  count = 0;

  add(key: string, { resource, ruleId, severity }: ReportFinding): void {
    if (key !== this.#key) {
      this.#settle();
      this.#key = key;
      this.#resource = resource;
      if (!this.#seen.has(key)) this.count += 1;
      if (this.#seen.size < most.resources) this.#seen.add(key);
    }
    this.#findings += 1;
    this.#rules.set(ruleId, severity);
  }

  worst(): ResourceDigest[] {
    this.#settle();
    return this.#top.sorted();
  }

  #settle(): void {
    if (this.#resource !== null) {
      const given = [...this.#rules.values()];
      const rules = severities.map((severity) => given.filter((one) => one === severity).length);
      this.#top.add({ resource: this.#resource, findings: this.#findings, rules });
    }
    this.#resource = null;
    this.#findings = 0;
    this.#rules = new Map();
  }
}

/** More critical rules first, then more high ones, and so on; then more findings. */
function worse(a: ResourceDigest, b: ResourceDigest): number {
  const differing = a.rules.findIndex((count, index) => count !== b.rules[index]);
  return differing < 0 ? b.findings - a.findings : (b.rules[differing] ?? 0) - (a.rules[differing] ?? 0);
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

type Cause = Pick<BlindSpot, 'reason' | 'operation' | 'message' | 'elsewhere'>;
type Place = BlindSpot['places'][number];

class Spots {
  readonly #spots = new Map<string, Spot>();

  of({ reason, operation, message, elsewhere }: Cause, place: Place): Spot {
    let key = JSON.stringify([reason, operation, elsewhere]);
    if (!this.#spots.has(key) && this.#spots.size >= most.spots) {
      key = '';
      [operation, message, elsewhere] = [null, 'further operations', false];
    }
    let spot = this.#spots.get(key);
    if (spot === undefined) {
      spot = {
        operation,
        reason,
        message,
        elsewhere,
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

/** Whether a place has Regions that were enabled and not scanned. */
function unscannedOf(report: Report): (place: Place) => boolean {
  const regions = new Map(
    report.accounts.map(({ id, enabled, scanned }) => [id, enabled.filter((region) => !scanned.includes(region))]),
  );
  return ({ account, region }) =>
    [...regions].some(
      ([id, missing]) =>
        (account === null || id === account) && (region === null ? missing.length > 0 : missing.includes(region)),
    );
}

/** Why a verdict is unknown: the last thing that was read and could not be. */
function causeOf(finding: ReportFinding, unscanned: (place: Place) => boolean): Cause {
  const last = finding.evidence.findLast((entry) => entry.unknown !== undefined);
  if (last?.unknown === undefined) return causeIn(finding);
  const { reason, message } = last.unknown;
  if ('fact' in last) return { reason, message, operation: last.operation, elsewhere: false };
  const { operation } = last.unknown;
  return { reason, message, operation, elsewhere: reason === 'not-collected' && unscanned(last.scope) };
}

/** Of a part of a fact the evidence does not say that it is unknown. The message does: `tags: none was told (error)`. */
function causeIn({ message, evidence }: ReportFinding): Cause {
  const [, told] = /\(([a-z-]+)\)$/.exec(message) ?? [];
  const reason = unknownReasons.find((one) => one === told) ?? 'error';
  const source = evidence.find((entry) => 'fact' in entry && message.startsWith(entry.fact));
  const operation = source !== undefined && 'fact' in source ? source.operation : null;
  return { reason, operation, message: message.replace(/ \([a-z-]+\)$/, ''), elsewhere: false };
}
