import type { Report, ReportFinding, Reporter } from '../core/report.ts';
import type { Severity } from '../core/rule.ts';
import { digest, type BlindSpot, type Digest, type RuleDigest, type WaiverDigest } from './shared/digest.ts';
import { clip, terminal } from './shared/escape.ts';
import { widthOf, wrap } from './shared/layout.ts';
import { redacted } from './shared/redact.ts';
import {
  advice,
  bySeverity,
  daysLeft,
  listed,
  many,
  moment,
  number,
  placeOf,
  placesOf,
  reasons,
  verdictOf,
  type Verdict,
} from './shared/wording.ts';

export interface TextOptions {
  /** Columns of the terminal; 80 where nobody says. */
  readonly width?: number;
  readonly colour?: boolean;
  /** Findings shown of each rule, and entries of each other list; the rest is counted. */
  readonly limit?: number;
  /** The IAM action that allows an operation, where it is called otherwise. */
  readonly actionOf?: (operation: string) => string;
}

/** For a terminal: what matters first. */
export const text: Reporter<TextOptions> = function* (given: Report, options: TextOptions) {
  const report = redacted(given);
  const limit = options.limit ?? 5;
  const page = new Page(Math.min(options.width ?? 80, 100), options.colour ?? false);
  const found = digest(report, { perRule: limit, fresh: 0 });
  const verdict = verdictOf(report, found.freshCount);

  yield* heading(page, report);
  yield* summary(page, report, found, verdict);
  yield* openFindings(page, report, found, limit);
  yield* blindSpots(page, found, limit, options.actionOf ?? ((operation) => operation));
  yield* waivers(page, report, found, limit);
  yield* frameworks(page, report, limit);
  yield* notices(page, report, limit);
  yield '\n';
  yield* page.line(`${verdict.exit}.`);
};

/** SGR codes; the words say all that the colours do. */
const colours = { bold: '1', dim: '2', red: '31', green: '32', yellow: '33', cyan: '36', alarm: '1;31' } as const;
type Colour = keyof typeof colours;
const colourOf: Readonly<Record<Severity, Colour>> = {
  critical: 'alarm',
  high: 'red',
  medium: 'yellow',
  low: 'cyan',
  informational: 'dim',
};
const verdictColour: Readonly<Record<Verdict['word'], Colour>> = {
  FAIL: 'alarm',
  INCOMPLETE: 'yellow',
  OPEN: 'yellow',
  PASS: 'green',
};

/** No ARN is longer. */
const longest = 2_400;

/** Writes lines no wider than the terminal. All text passes through it, and is made harmless there. */
class Page {
  readonly width: number;
  readonly #colour: boolean;

  constructor(width: number, colour: boolean) {
    this.width = Math.max(width, 20);
    this.#colour = colour;
  }

  /** @param lead stands before the first line; the others are indented as far */
  *line(content: string, lead = '', colour?: Colour, leadColour?: Colour): Generator<string> {
    const indent = Math.min(widthOf(lead), Math.floor(this.width / 3));
    // A lead that takes too much of a narrow terminal has a line of its own.
    const alone = widthOf(lead) > indent && lead.trim() !== '';
    if (alone) yield `${this.paint(lead.trimEnd(), leadColour)}\n`;
    const lines = wrap(terminal(clip(content, longest)), this.width - indent);
    for (const [index, line] of (lines.length === 0 ? [''] : lines).entries()) {
      const before = index === 0 && !alone ? this.paint(lead, leadColour) : ' '.repeat(indent);
      yield `${before}${this.paint(line, colour)}`.trimEnd() + '\n';
    }
  }

  *title(content: string): Generator<string> {
    yield '\n';
    yield* this.line(content, '', 'bold');
    yield '\n';
  }

  paint(content: string, colour: Colour | undefined): string {
    if (!this.#colour || colour === undefined || content.trim() === '') return content;
    return `\x1b[${colours[colour]}m${content}\x1b[0m`;
  }
}

function* heading(page: Page, report: Report): Generator<string> {
  const { tool, accounts, regions, asOf, snapshot, input } = report;
  const scope = [
    ...(accounts.length === 0
      ? []
      : [
          listed(
            accounts.map(({ id }) => id),
            3,
          ),
        ]),
    ...(input === undefined ? [] : [`${input.kind} ${listed(input.files, 3)}`]),
    ...(regions.length === 0 ? [] : [listed(regions, 3)]),
  ];
  yield* page.line([`${tool.name} ${tool.version}`, ...scope].join(' · '), '', 'dim');
  const when = snapshot === undefined ? `As of ${moment(asOf)}` : `Snapshot of ${moment(snapshot.takenAt)}`;
  const judged = snapshot === undefined || snapshot.takenAt === asOf ? '' : `, judged as of ${moment(asOf)}`;
  yield* page.line(`${when}${judged}${snapshot === undefined ? '' : `, by ${snapshot.principal}`}`, '', 'dim');
}

function* summary(page: Page, report: Report, found: Digest, verdict: Verdict): Generator<string> {
  const { summary: counts, baseline } = report;
  yield '\n';
  const word = `${verdict.word}  `;
  yield* page.line(verdict.sentence, word, 'bold', verdictColour[verdict.word]);
  const indent = ' '.repeat(word.length);
  const severities = bySeverity(counts.open);
  if (severities !== '') yield* page.line(severities, indent);
  const all = [
    `${number(counts.pass)} pass`,
    `${number(counts.fail)} fail`,
    `${number(counts.unknown)} unknown`,
    `${number(counts.notApplicable)} not applicable`,
    ...(counts.error === 0 ? [] : [many(counts.error, 'error')]),
    ...(counts.waived === 0 ? [] : [`${number(counts.waived)} waived`]),
  ];
  yield* page.line(all.join(', '), indent);
  if (baseline !== undefined) {
    const known = found.baselined.reduce((sum, entry) => sum + entry.baselined, 0);
    const states = [
      `${number(counts.new)} new`,
      `${number(known)} known`,
      `${number(counts.absent)} gone`,
      `${number(counts.notObserved)} not observed`,
    ];
    yield* page.line(`against the baseline: ${states.join(', ')}`, indent);
  }
}

function* openFindings(page: Page, report: Report, found: Digest, limit: number): Generator<string> {
  const { rules } = found;
  if (rules.length === 0) return;
  const total = rules.reduce((sum, { open }) => sum + open, 0);
  const news = report.baseline === undefined ? '' : `, ${number(found.freshCount)} new`;
  yield* page.title(`OPEN FINDINGS: ${number(total)} of ${many(rules.length, 'rule')}${news}`);
  for (const [index, entry] of rules.entries()) {
    if (index > 0) yield '\n';
    yield* ruleFindings(page, entry, limit);
  }
}

function* ruleFindings(page: Page, entry: RuleDigest, limit: number): Generator<string> {
  const { rule, open, fresh, kept } = entry;
  const lead = `${rule.severity.toUpperCase()}  `;
  const news = fresh === 0 ? '' : `, ${number(fresh)} new`;
  yield* page.line(`${rule.id}: ${many(open, 'finding')}${news}`, lead, 'bold', colourOf[rule.severity]);
  yield* page.line(clip(rule.title, 400), '  Expected: ', undefined, 'dim');
  // Said once, where it is the same of all.
  const same = open === kept.length && open > 1 && new Set(kept.map(({ message }) => message)).size === 1;
  if (same) yield* page.line(clip(kept[0]?.message ?? '', 400), '  Found: ', undefined, 'dim');
  for (const finding of kept.slice(0, limit)) yield* oneFinding(page, finding, same);
  if (open > kept.length) yield* page.line(`and ${number(open - kept.length)} more, in report.json`, '    ', 'dim');
  if (rule.remediation !== '') yield* page.line(clip(rule.remediation, 1_000), '  Fix: ', undefined, 'bold');
}

function* oneFinding(page: Page, finding: ReportFinding, same: boolean): Generator<string> {
  const mark = finding.baselineState === 'new' ? '  + ' : '  - ';
  yield* page.line(nameOf(finding), mark, undefined, finding.baselineState === 'new' ? 'yellow' : 'dim');
  if (!same) yield* page.line(clip(finding.message, 400), '    ');
  if (finding.part !== null && !finding.message.includes(finding.part)) {
    yield* page.line(`at ${clip(finding.part, 400)}`, '    ', 'dim');
  }
  const source = finding.resource.source;
  if (source !== undefined) yield* page.line(`${clip(source.file, 400)}:${String(source.line)}`, '    ', 'dim');
  if (finding.expiredWaiver !== undefined) {
    const { id, expires } = finding.expiredWaiver;
    yield* page.line(`waiver ${clip(id, 100)} ended on ${expires}`, '    ', 'yellow');
  }
}

/** The ARN, or what stands for it, and the name where the ARN does not say it. */
function nameOf(finding: ReportFinding): string {
  const { arn, address, name, kind } = finding.resource;
  const label = address ?? arn ?? `${kind} in ${placeOf(finding.resource)}`;
  const named = name === null || name === '' || label.includes(name) ? '' : ` (${clip(name, 120)})`;
  return `${clip(label, 2_048)}${named}`;
}

function* blindSpots(
  page: Page,
  found: Digest,
  limit: number,
  actionOf: (operation: string) => string,
): Generator<string> {
  const { blindSpots: spots, errors, errorCount } = found;
  if (spots.length === 0 && errorCount === 0) return;
  const verdicts = spots.reduce((sum, spot) => sum + spot.verdicts, 0) + errorCount;
  yield* page.title(`NOT SEEN: ${many(verdicts, 'verdict')} could not be reached, and none of them is a pass`);
  const shown = Math.max(limit, 10);
  for (const [index, spot] of spots.slice(0, shown).entries()) {
    if (index > 0) yield '\n';
    yield* blindSpot(page, spot, actionOf);
  }
  if (spots.length > shown) {
    yield* page.line(`and ${number(spots.length - shown)} more, in report.md and report.json`, '  ', 'dim');
  }
  for (const finding of errors.slice(0, limit)) {
    yield '\n';
    yield* page.line(`${finding.ruleId}: ${clip(finding.message, 400)}`, 'ERROR  ', undefined, 'red');
    yield* page.line(nameOf(finding), '  - ');
  }
  if (errorCount > Math.min(limit, errors.length)) {
    yield* page.line(
      `and ${many(errorCount - Math.min(limit, errors.length), 'more error')}, in report.json`,
      '  ',
      'dim',
    );
  }
}

function* blindSpot(page: Page, spot: BlindSpot, actionOf: (operation: string) => string): Generator<string> {
  const { operation, reason, message, places, morePlaces, verdicts, rules } = spot;
  const action = operation === null ? null : actionOf(operation);
  yield* page.line(`${reasons[reason]}: ${operation ?? 'no operation would tell'}`, '  ', 'yellow');
  const where = placesOf(places, morePlaces);
  const cost =
    verdicts === 0 ? 'no verdict needed it' : `${many(verdicts, 'unknown verdict')} of ${many(rules.length, 'rule')}`;
  yield* page.line(`in ${where}: ${cost}`, '    ');
  yield* page.line(clip(message, 300), '    ', 'dim');
  yield* page.line(advice(reason, action), '    Do: ', undefined, 'bold');
}

/** A waiver is worth a line when it has ended, or will within the month. */
const soon = 30;

function* waivers(page: Page, report: Report, found: Digest, limit: number): Generator<string> {
  const ending = found.waivers.filter(({ waiver }) => daysLeft(report.asOf, waiver.expires) <= soon);
  const all: [WaiverDigest, string][] = [
    ...found.expired.map((entry): [WaiverDigest, string] => [entry, `ended on ${entry.waiver.expires}`]),
    ...ending.map((entry): [WaiverDigest, string] => {
      const left = daysLeft(report.asOf, entry.waiver.expires);
      const when = left <= 0 ? 'ends today' : `ends in ${many(left, 'day')}`;
      return [entry, `${when}, on ${entry.waiver.expires}`];
    }),
  ];
  if (all.length === 0) return;
  yield* page.title('WAIVERS that have ended or soon will');
  for (const [{ waiver, findings }, when] of all.slice(0, limit)) {
    const { id, owner, reason } = waiver;
    yield* page.line(`${clip(id, 100)} ${when} · ${many(findings, 'finding')} · owner ${clip(owner, 100)}`, '  - ');
    yield* page.line(clip(reason, 300), '    ', 'dim');
  }
  if (all.length > limit) yield* page.line(`and ${number(all.length - limit)} more, in report.md`, '  ', 'dim');
}

function* frameworks(page: Page, report: Report, limit: number): Generator<string> {
  if (report.frameworks.length === 0) return;
  yield* page.title('FRAMEWORKS');
  for (const { title, controls } of report.frameworks.slice(0, limit)) {
    const counts = new Map<string, number>();
    for (const { status } of controls) counts.set(status, (counts.get(status) ?? 0) + 1);
    const states = [
      'fail',
      'attestation-failed',
      'unknown',
      'waived',
      'pass',
      'attested',
      'not-applicable',
      'not-assessed',
    ]
      .filter((status) => counts.has(status))
      .map((status) => `${number(counts.get(status) ?? 0)} ${status.replaceAll('-', ' ')}`);
    yield* page.line(`${clip(title, 120)}: ${states.join(', ')} (${many(controls.length, 'control')})`, '  - ');
  }
  if (report.frameworks.length > limit) {
    yield* page.line(`and ${number(report.frameworks.length - limit)} more, in report.md`, '  ', 'dim');
  }
}

function* notices(page: Page, report: Report, limit: number): Generator<string> {
  if (report.notices.length === 0) return;
  yield* page.title('TO MEND');
  for (const { about, id, message } of report.notices.slice(0, limit)) {
    yield* page.line(`${about} ${clip(id, 200)}: ${clip(message, 300)}`, '  - ');
  }
  if (report.notices.length > limit) {
    yield* page.line(`and ${number(report.notices.length - limit)} more, in report.md`, '  ', 'dim');
  }
}
