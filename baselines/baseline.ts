import Type from 'typebox';
import { ConfigError, InputError, UsageError, type Place } from '../core/errors.ts';
import { fingerprintOf, type Finding } from '../core/finding.ts';
import { gapsOf, type BaselineEntry, type Report, type ReportFinding, type ReportTail } from '../core/report.ts';
import { closest } from '../core/suggest.ts';
import { problemOf } from '../core/validate.ts';
import { quoted } from './quoted.ts';
import { Sight, type Run } from './run.ts';

/** Raised where a reader of the old form would misread the new one. */
export const baselineVersion = 1;
/** Names how fingerprints are made (`fingerprintOf`): baselines of another way would make every finding new. */
export const fingerprintAlgorithm = 'sha256-128-v1';

const closed = { additionalProperties: false } as const;
const nullable = (description: string) => Type.Union([Type.String({ minLength: 1 }), Type.Null()], { description });

/** The form of the first line of a baseline. */
export const baselineHeaderSchema = Type.Object(
  {
    baseline: Type.Literal('assize'),
    schemaVersion: Type.Literal(baselineVersion),
    fingerprint: Type.Literal(fingerprintAlgorithm, { description: 'How the fingerprints are made' }),
  },
  { ...closed, title: 'First line of a baseline of assize' },
);

/** The form of every other line of a baseline. */
export const baselineEntrySchema = Type.Object(
  {
    ruleId: Type.String({ pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)+$' }),
    kind: Type.String({ pattern: '^[a-z0-9-]+(\\.[a-z0-9-]+)*$' }),
    account: Type.Union([Type.String({ pattern: '^\\d{12}$' }), Type.Null()], {
      description: 'Account id; null where a plan or template does not say',
    }),
    region: nullable('Region, "global", or null where a plan or template does not say'),
    arn: nullable('The resource; null for what has none'),
    part: Type.Union([Type.String(), Type.Null()], { description: 'What inside the resource fails' }),
    fingerprint: Type.String({ pattern: '^[0-9a-f]{32}$' }),
  },
  { ...closed, title: 'Entry of a baseline of assize: one failing finding that was there when it was written' },
);

/**
 * A baseline as its file: a header, then an entry a line, sorted by their text (as `LC_ALL=C sort` does), without times
 * or counts, so that two branches that each add some merge line by line.
 */
export function serialiseBaseline(entries: Iterable<BaselineEntry>): string {
  const header = { baseline: 'assize', schemaVersion: baselineVersion, fingerprint: fingerprintAlgorithm };
  const lines = new Set<string>();
  for (const { ruleId, kind, account, region, arn, part, fingerprint } of entries) {
    const line = JSON.stringify({ ruleId, kind, account, region, arn, part, fingerprint });
    if (![arn, part, region].every((text) => text?.isWellFormed() ?? true)) {
      throw new InputError(
        `a finding of ${ruleId} names its resource with half a character: ${line}`,
        'Leave the rule out of the baseline, or mend the name',
      );
    }
    lines.add(line);
  }
  return [JSON.stringify(header), ...[...lines].sort(), ''].join('\n');
}

/**
 * Reads a baseline. Lines may stand in any order and equal ones twice, as a merge may leave them.
 * @throws ConfigError with file and line where a line is not one that assize writes
 */
export function parseBaseline(text: string, file: string): BaselineEntry[] {
  const entries = new Map<string, BaselineEntry>();
  let headed = false;
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    if (line.trim() === '') continue;
    const place = { file, line: index + 1 };
    if (!headed) readHeader(line, place);
    else {
      const entry = readEntry(line, place);
      // The fingerprint is made of all the others, so entries that have it in common are equal.
      entries.set(entry.fingerprint, entry);
    }
    headed = true;
  }
  if (!headed) throw new ConfigError('the baseline is empty', rewrite, { file });
  return [...entries.values()].sort(byFields);
}

/** Far longer than any entry, and short enough for every line to be read in no time. */
const longest = 100_000;
const rewrite = 'Write it again with assize baseline write';

function readHeader(line: string, place: Place): void {
  const header = readObject(line, place);
  if (header.baseline !== 'assize') {
    throw new ConfigError('it is not a baseline of assize: its first line is not the header', rewrite, place);
  }
  const { schemaVersion } = header;
  if (schemaVersion !== baselineVersion) {
    const newer = typeof schemaVersion === 'number' && schemaVersion > baselineVersion;
    throw new ConfigError(
      `the baseline has schema version ${JSON.stringify(schemaVersion ?? null)}, this assize reads ${baselineVersion}`,
      newer ? `Update assize, or: ${rewrite}` : rewrite,
      place,
    );
  }
  if (header.fingerprint !== fingerprintAlgorithm) {
    throw new ConfigError(`the baseline's fingerprints are not made by ${fingerprintAlgorithm}`, rewrite, place);
  }
  refuseUnknown(header, Object.keys(baselineHeaderSchema.properties), place);
}

function readEntry(line: string, place: Place): BaselineEntry {
  const value = readObject(line, place);
  refuseUnknown(value, Object.keys(baselineEntrySchema.properties), place);
  const problem = problemOf(baselineEntrySchema, value);
  if (problem !== null) throw new ConfigError(problem, rewrite, place);
  const entry = value as unknown as BaselineEntry;
  if (![entry.arn, entry.part, entry.region].every((text) => text?.isWellFormed() ?? true)) {
    throw new ConfigError('a text holds half a character', rewrite, place);
  }
  if (fingerprintOf(entry.ruleId, entry, entry.part) !== entry.fingerprint) {
    throw new ConfigError(
      'the fingerprint is not that of the entry: it was edited by hand',
      `Restore the line, or: ${rewrite}`,
      place,
    );
  }
  return entry;
}

function readObject(line: string, place: Place): Record<string, unknown> {
  if (/^(<{7}|={7}|>{7}|\|{7})/.test(line)) {
    throw new ConfigError(
      'a merge was not finished here',
      'Keep the entries of both sides and remove the marker lines',
      place,
    );
  }
  if (line.length > longest) throw new ConfigError('the line is too long for an entry', rewrite, place);
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new ConfigError('the line is not JSON', `Restore the line, or: ${rewrite}`, place);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ConfigError('the line is not an object', `Restore the line, or: ${rewrite}`, place);
  }
  const twice = keyGivenTwice(line);
  if (twice !== null) throw new ConfigError(`${quoted(twice)} is given twice`, 'Keep one of them', place);
  return value as Record<string, unknown>;
}

/** Of two equal keys JSON.parse keeps the last without a word. The text is JSON, so a text before a colon is a key. */
function keyGivenTwice(json: string): string | null {
  const keys = new Set<string>();
  for (const [, literal = '', colon] of json.matchAll(/("[^"\\]*(?:\\.[^"\\]*)*")\s*(:?)/g)) {
    if (colon === '') continue;
    const key = JSON.parse(literal) as string;
    if (keys.has(key)) return key;
    keys.add(key);
  }
  return null;
}

function refuseUnknown(value: Record<string, unknown>, known: readonly string[], place: Place): void {
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const near = closest(key, known);
    throw new ConfigError(
      `unknown field ${quoted(key)}`,
      near === null ? `The fields are ${known.join(', ')}` : `Did you mean ${near}?`,
      place,
    );
  }
}

/** What identifies a failing finding in a baseline. */
function entryOf({ fingerprint, ruleId, resource, part }: Finding): BaselineEntry {
  const { kind, account, region, arn } = resource;
  return { fingerprint, ruleId, kind, account, region, arn, part };
}

function byFields(a: BaselineEntry, b: BaselineEntry): number {
  for (const field of ['ruleId', 'kind', 'account', 'region', 'arn', 'part'] as const) {
    const [left, right] = [a[field] ?? '', b[field] ?? ''];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

/** What is now said of the rule and resource of a baseline's entry. */
interface Subject {
  /** Something was decided: the rule had what it needs. */
  decided: boolean;
  unknown: boolean;
}

/**
 * Compares a run with a baseline: the baseline is held, the findings go by once, each through `see`.
 *
 * An entry without a failing finding now is **absent** only where that is known: the rule judged its resource and
 * decided, or the resource would have been seen, had it been there. Otherwise it is **not observed**: the rule's verdict
 * on the resource is unknown or an error, whatever the part; or the rule, the account, the Region, or a kind that the
 * rule depends on was outside the run or not seen whole. A lost permission or a narrower run never looks like a fix.
 */
export class Comparison {
  readonly #entries = new Map<string, BaselineEntry>();
  readonly #seen = new Set<string>();
  readonly #subjects = new Map<string, Map<string, Subject>>();
  readonly #sight: Sight;
  readonly #before: Before | undefined;

  /** @param before what a plan or template was judged before its change, where the run is of one */
  constructor(baseline: Iterable<BaselineEntry>, run: Run, before?: Before) {
    const names = namesNow(run);
    this.#sight = new Sight(run);
    this.#before = before;
    for (const given of baseline) {
      const entry = renamed(given, names);
      this.#entries.set(entry.fingerprint, entry);
      let subjects = this.#subjects.get(entry.ruleId);
      if (subjects === undefined) this.#subjects.set(entry.ruleId, (subjects = new Map<string, Subject>()));
      subjects.set(subjectKey(entry), { decided: false, unknown: false });
    }
  }

  /**
   * To be called with every finding of the run, in any order.
   * @returns null for one that does not fail, and of a change for one that is neither failing nor unknown
   */
  see(finding: Finding): 'new' | 'unchanged' | null {
    const subject = this.#subjects.get(finding.ruleId)?.get(subjectKey(finding.resource));
    if (subject !== undefined) {
      if (finding.status === 'unknown' || finding.status === 'error') subject.unknown = true;
      else subject.decided = true;
    }
    if (this.#before !== undefined && isUnknown(finding)) {
      return this.#before.unknown.has(finding.fingerprint) ? 'unchanged' : 'new';
    }
    if (finding.status !== 'fail') return null;
    if (!this.#entries.has(finding.fingerprint)) {
      return this.#before?.known.has(finding.fingerprint) === true ? 'unchanged' : 'new';
    }
    this.#seen.add(finding.fingerprint);
    return 'unchanged';
  }

  /** When every finding has been seen: the entries without one, in the order of their fields. */
  finish(): NonNullable<ReportTail['baseline']> {
    const absent: BaselineEntry[] = [];
    const notObserved: BaselineEntry[] = [];
    for (const entry of this.#entries.values()) {
      if (this.#seen.has(entry.fingerprint)) continue;
      (this.#isGone(entry) ? absent : notObserved).push(entry);
    }
    return { absent: absent.sort(byFields), notObserved: notObserved.sort(byFields) };
  }

  #isGone(entry: BaselineEntry): boolean {
    if (entry.arn !== null && this.#before?.removed.has(entry.arn) === true) return true;
    const subject = this.#subjects.get(entry.ruleId)?.get(subjectKey(entry));
    if (subject?.unknown === true) return false;
    return subject?.decided === true || this.#sight.reaches(entry.ruleId, entry);
  }
}

function subjectKey({
  kind,
  account,
  region,
  arn,
}: Pick<BaselineEntry, 'kind' | 'account' | 'region' | 'arn'>): string {
  return JSON.stringify([account, region, arn ?? kind]);
}

/** The ids that rules have now, by those they had before. */
function namesNow({ rules }: Pick<Run, 'rules'>): ReadonlyMap<string, string> {
  return new Map(rules.flatMap(({ id, aliases }) => (aliases ?? []).map((alias) => [alias, id])));
}

/** The entry under the id that its rule has now. */
function renamed(entry: BaselineEntry, names: ReadonlyMap<string, string>): BaselineEntry {
  const ruleId = names.get(entry.ruleId);
  if (ruleId === undefined) return entry;
  return { ...entry, ruleId, fingerprint: fingerprintOf(ruleId, entry, entry.part) };
}

export interface WriteOptions {
  /** The baseline that is replaced. */
  readonly previous?: readonly BaselineEntry[];
  /** Drop entries of it that are gone. Those not observed always stay. */
  readonly prune: boolean;
  /** Although the report could not see everything. */
  readonly allowIncomplete: boolean;
}

export interface NewBaseline {
  readonly entries: readonly BaselineEntry[];
  /** Those that the previous baseline did not have, and those of it that are left out. */
  readonly added: readonly BaselineEntry[];
  readonly dropped: readonly BaselineEntry[];
}

/**
 * The baseline that a report makes: its failing findings that nobody waived (a waiver ends, an entry does not), and what
 * the previous baseline says of things gone or not observed.
 * @throws UsageError where the report is incomplete: what it could not see would be new once it is seen
 */
export function baselineOf(report: Report, options: WriteOptions): NewBaseline {
  const names = namesNow(report);
  const given = new Map(
    options.previous?.map((entry) => renamed(entry, names)).map((entry) => [entry.fingerprint, entry]),
  );
  const previous = new Comparison(given.values(), report);
  const entries = new Map<string, BaselineEntry>();
  let undecided = 0;
  for (const finding of report.findings) {
    previous.see(finding);
    if (finding.status === 'unknown' || finding.status === 'error') undecided += 1;
    if (finding.status === 'fail' && finding.disposition !== 'waived') {
      entries.set(finding.fingerprint, entryOf(finding));
    }
  }
  refuseIncomplete(report, undecided, options);
  const { absent, notObserved } = previous.finish();
  for (const entry of options.prune ? notObserved : [...absent, ...notObserved]) entries.set(entry.fingerprint, entry);
  const all = [...entries.values()].sort(byFields);
  return {
    entries: all,
    added: all.filter(({ fingerprint }) => !given.has(fingerprint)),
    dropped: [...given.values()].filter(({ fingerprint }) => !entries.has(fingerprint)),
  };
}

function refuseIncomplete(report: Report, undecided: number, { allowIncomplete }: WriteOptions): void {
  // A section that says it is not complete but not what it lacks may lack anything.
  const silent = report.coverage.filter(({ status, gaps }) => status !== 'complete' && gaps.length === 0).length;
  const gaps = gapsOf(report.coverage, report.rules).length + silent;
  if (allowIncomplete || undecided + gaps === 0) return;
  throw new UsageError(
    `the report is incomplete: ${counted(undecided, 'finding is', 'findings are')} unknown or an error, ` +
      `${counted(gaps, 'gap', 'gaps')} in what was collected`,
    'Scan again with the permissions that assize permissions prints, or pass --allow-incomplete: what is seen later will be new',
  );
}

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** What is said of an account, or of a plan's own values, before a change: the baseline of what the change introduces. */
export class Before {
  readonly entries: BaselineEntry[] = [];
  readonly unknown = new Set<string>();
  /** Resources that the change removes, by ARN. */
  readonly removed: ReadonlySet<string>;
  /** Fingerprints that a baseline of the account has: known, wherever the change would put them. */
  readonly known: ReadonlySet<string>;

  constructor(removed: ReadonlySet<string>, baseline: Iterable<BaselineEntry> = []) {
    this.removed = removed;
    this.known = new Set([...baseline].map(({ fingerprint }) => fingerprint));
  }

  /** To be called with every finding from before the change. */
  see(finding: Finding): void {
    if (finding.status === 'fail') this.entries.push(entryOf(finding));
    else if (isUnknown(finding)) this.unknown.add(finding.fingerprint);
  }
}

/** What differs between two reports. */
export interface Difference {
  readonly new: readonly ReportFinding[];
  readonly unchanged: readonly ReportFinding[];
  /** Failing findings of the old report that are gone. */
  readonly absent: readonly ReportFinding[];
  /** Failing findings of the old report of which the new one cannot tell. */
  readonly notObserved: readonly ReportFinding[];
  /** Findings of the new report that are unknown or an error and were not so in the old one. */
  readonly becameUnknown: readonly ReportFinding[];
}

/**
 * Compares two reports: the failing findings of the old one, waived or not, are the baseline. Holds what fails and what
 * is unknown, never what passes.
 */
export function diff(old: Report, next: Report): Difference {
  const names = namesNow(next);
  const failing = new Map<string, ReportFinding>();
  const unknown = new Set<string>();
  for (const finding of old.findings) {
    if (finding.status !== 'fail' && !isUnknown(finding)) continue;
    const { fingerprint } = renamed(entryOf(finding), names);
    if (isUnknown(finding)) unknown.add(fingerprint);
    else failing.set(fingerprint, finding);
  }
  const comparison = new Comparison([...failing.values()].map(entryOf), next);
  const found = { new: [] as ReportFinding[], unchanged: [] as ReportFinding[], becameUnknown: [] as ReportFinding[] };
  for (const finding of next.findings) {
    const state = comparison.see(finding);
    if (state !== null) found[state].push(finding);
    if (isUnknown(finding) && !unknown.has(finding.fingerprint)) found.becameUnknown.push(finding);
  }
  const { absent, notObserved } = comparison.finish();
  const findingsOf = (entries: readonly BaselineEntry[]) =>
    entries.map(({ fingerprint }) => failing.get(fingerprint)).filter((finding) => finding !== undefined);
  return { ...found, absent: findingsOf(absent), notObserved: findingsOf(notObserved) };
}

const isUnknown = ({ status }: Finding) => status === 'unknown' || status === 'error';
