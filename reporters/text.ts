import type { FindingResource } from '../core/finding.ts';
import type { Report, Reporter } from '../core/report.ts';
import { unknownReasons } from '../core/resource.ts';
import { severities, type Severity } from '../core/rule.ts';
import { causesOf } from './shared/causes.ts';
import {
  digest,
  keyOf,
  type BlindSpot,
  type Digest,
  type ResourceDigest,
  type ResourceFindings,
  type RuleDigest,
  type WaiverDigest,
} from './shared/digest.ts';
import { clip, terminal } from './shared/escape.ts';
import { fit, widthOf, wrap } from './shared/layout.ts';
import { redacted } from './shared/redact.ts';
import {
  advice,
  bySeverity,
  changeAdvice,
  daysLeft,
  entryLabel,
  inputOf,
  labelOf,
  listed,
  many,
  moment,
  noticesOf,
  number,
  observed,
  placesOf,
  reasons,
  shortArn,
  verdictOf,
  whyOf,
  type Verdict,
} from './shared/wording.ts';

export interface TextOptions {
  /** Columns of the terminal; 80 where nobody says. */
  readonly width?: number;
  readonly colour?: boolean;
  /** Resources shown of a critical rule (half of it of others), and entries of other lists; the rest is counted. */
  readonly limit?: number;
  /** The IAM action that allows an operation, where it is called otherwise. */
  readonly actionOf?: (operation: string) => string;
}

/** For a terminal: what matters first, on a screen or two; all of it is in the other formats. */
export const text: Reporter<TextOptions> = function* (given: Report, options: TextOptions) {
  const report = redacted(given);
  const limit = options.limit ?? 5;
  const page = new Page(Math.min(options.width ?? 80, 100), options.colour ?? false);
  const found = digest(report, { perRule: limit, fresh: 0 });
  const verdict = verdictOf(report, found);

  yield* heading(page, report);
  yield* summary(page, report, found, verdict);
  const isChange = report.input !== undefined;
  if (!isChange) yield* worst(page, report, found);
  yield* openFindings(page, report, found, limit);
  if (isChange) {
    yield* fixed(page, report, limit);
    yield* untold(page, report, found, limit);
  } else yield* blindSpots(page, report, found, limit, options.actionOf ?? ((operation) => operation));
  yield* waivers(page, report, found, limit);
  // A change is not what establishes controls: its rules name them.
  if (!isChange) yield* frameworks(page, report, limit);
  yield* notices(page, report, limit);
  yield '\n';
  yield* page.line('All findings, with their evidence: report.md to read, report.json for programs.');
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

  /** One line: what it says first, and as much of the rest as there is room for. Where the first has no room, more. */
  *row(lead: string, first: string, rest: string, leadColour?: Colour): Generator<string> {
    const shown = terminal(clip(first, longest));
    const room = this.width - widthOf(lead) - widthOf(shown);
    if (lead.trim() === '' || room < 0) yield* this.line(first, lead, undefined, leadColour);
    else {
      const also = room < 10 ? '' : `  ${fit(terminal(clip(rest, longest)), room - 2)}`;
      yield `${this.paint(lead, leadColour)}${shown}${also}`.trimEnd() + '\n';
    }
  }

  *title(content: string, notes: readonly string[] = []): Generator<string> {
    yield '\n';
    yield* this.line(content, '', 'bold');
    for (const note of notes) yield* this.line(note, '  ', 'dim');
  }

  paint(content: string, colour: Colour | undefined): string {
    if (!this.#colour || colour === undefined || content.trim() === '') return content;
    return `\x1b[${colours[colour]}m${content}\x1b[0m`;
  }
}

function* heading(page: Page, report: Report): Generator<string> {
  const { tool, accounts, regions, asOf, snapshot, input } = report;
  const scope = [
    ...(input === undefined ? [] : [inputOf(input)]),
    ...(accounts.length === 0
      ? []
      : [
          listed(
            accounts.map(({ id }) => id),
            3,
          ),
        ]),
    ...(regions.length === 0 ? [] : [listed(regions, 3)]),
  ];
  yield* page.line([`${tool.name} ${tool.version}`, ...scope].join(' · '), '', 'dim');
  const taken = input === undefined ? 'Snapshot of' : 'Onto the snapshot of';
  const when = snapshot === undefined ? `As of ${moment(asOf)}` : `${taken} ${moment(snapshot.takenAt)}`;
  const judged = snapshot === undefined || snapshot.takenAt === asOf ? '' : `, judged as of ${moment(asOf)}`;
  yield* page.line(`${when}${judged}${snapshot === undefined ? '' : `, by ${snapshot.principal}`}`, '', 'dim');
}

function* summary(page: Page, report: Report, found: Digest, verdict: Verdict): Generator<string> {
  const { summary: counts, baseline } = report;
  yield '\n';
  const word = `${verdict.word}  `;
  yield* page.line(verdict.sentence, word, 'bold', verdictColour[verdict.word]);
  const indent = ' '.repeat(word.length);
  // Of a change the headline has them.
  const severities = report.input === undefined ? bySeverity(counts.open) : '';
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
  if (baseline !== undefined && report.input !== undefined) {
    const unseen = baseline.notObserved.length;
    const before = [
      `${number(found.unchanged)} unchanged`,
      `${number(baseline.absent.length)} fixed`,
      ...(unseen === 0 ? [] : [`${number(unseen)} that nobody can tell any more`]),
      ...(found.untoldBefore === 0 ? [] : [`${number(found.untoldBefore)} that could not be told before either`]),
    ];
    yield* page.line(`of what was there before: ${before.join(', ')}`, indent);
  } else if (baseline !== undefined) {
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

/** A resource that fails many rules is one cause of many findings. */
function* worst(page: Page, report: Report, found: Digest): Generator<string> {
  const failed = ({ rules }: ResourceDigest) => rules.reduce((sum, count) => sum + count, 0);
  const shown = found.worst.filter((entry) => failed(entry) > 2).slice(0, 3);
  if (shown.length === 0) return;
  yield* page.title('RESOURCES THAT FAIL MOST, by the severity of the rules');
  for (const entry of shown) {
    yield* page.line(nameOf(entry.resource, report), `${many(failed(entry), 'rule').padStart(10)}  `);
  }
}

/** Rules whose findings are shown, in all; the others have a line each. */
const detailed = 8;

function* openFindings(page: Page, report: Report, found: Digest, limit: number): Generator<string> {
  const fresh = found.rules.filter((entry) => entry.fresh > 0);
  const rest = found.rules.filter((entry) => entry.fresh === 0);
  // What is new is worth its details whatever its severity.
  const news = report.input === undefined ? 'NEW SINCE THE BASELINE' : 'INTRODUCED';
  yield* rulesSection(page, report, news, fresh, limit, () => true);
  const title = report.baseline === undefined ? 'OPEN' : 'OPEN, NOT NEW';
  yield* rulesSection(page, report, title, rest, limit, isGrave);
}

function isGrave({ rule }: RuleDigest): boolean {
  return rule.severity === 'critical' || rule.severity === 'high';
}

function* rulesSection(
  page: Page,
  report: Report,
  title: string,
  entries: readonly RuleDigest[],
  limit: number,
  worthIt: (entry: RuleDigest) => boolean,
): Generator<string> {
  if (entries.length === 0) return;
  const worthy = entries.filter(worthIt);
  const causes = causesOf(worthy, ({ rule }) => rule.severity !== 'critical').slice(0, Math.max(detailed, limit));
  const told = new Set(causes.flatMap(({ lead, also }) => [lead, ...also]));
  const others = entries.filter((entry) => !told.has(entry));
  // A rule with something new is told whole; what is counted is new.
  const total = entries.reduce((sum, { open, fresh }) => sum + (fresh > 0 ? fresh : open), 0);
  const which = worthy.length === entries.length ? 'rules' : 'critical and high rules';
  const notes = [
    ...(causes.length === 0 || causes.length === entries.length
      ? []
      : [`${number(causes.length)} of ${number(worthy.length)} ${which} in detail, the other rules a line each`]),
    ...(entries.some(({ open, resources }) => open !== resources) ? ['"9 on 2" is 9 findings on 2 resources'] : []),
  ];
  yield* page.title(`${title}: ${many(total, 'finding')} of ${many(entries.length, 'rule')}`, notes);
  for (const { lead, also } of causes) {
    yield '\n';
    yield* ruleFindings(page, report, lead, limit);
    if (also.length > 0)
      yield* page.line(`${lead.resources === 1 ? 'It fails' : 'They fail'} these too:`, '  ', 'bold');
    yield* ruleLines(page, also, limit, '  ');
  }
  if (others.length > 0) yield '\n';
  yield* ruleLines(page, others, limit);
}

/** Most lines for rules of a severity, times the limit. */
const lines: Readonly<Record<Severity, number>> = {
  critical: 4,
  high: 4,
  medium: 1.6,
  low: 0.8,
  informational: 0.6,
};

function* ruleLines(page: Page, entries: readonly RuleDigest[], limit: number, indent = ''): Generator<string> {
  const count = ({ open, resources }: RuleDigest) =>
    open === resources ? number(open) : `${number(open)} on ${number(resources)}`;
  for (const severity of severities) {
    const own = entries.filter(({ rule }) => rule.severity === severity);
    const shown = own.slice(0, Math.ceil(lines[severity] * limit));
    const left = own.slice(shown.length);
    const word = severity === 'informational' ? 'INFO' : severity.toUpperCase();
    const wide = Math.max(...shown.map((entry) => count(entry).length));
    for (const entry of shown) {
      const { rule, fresh, open } = entry;
      const news = fresh === 0 ? '' : fresh === open ? '(new) ' : `(${number(fresh)} new) `;
      const lead = `${indent}${word.padEnd(6)}  ${count(entry).padStart(wide)}  `;
      yield* page.row(lead, rule.id, `${news}${rule.title}`, colourOf[severity]);
    }
    if (left.length === 0) continue;
    const findings = left.reduce((sum, { open }) => sum + open, 0);
    const what = `${many(left.length, `more ${severity} rule`)} with ${many(findings, 'finding')}`;
    yield* page.line(`and ${what}, in report.md`, `${indent}        `, 'dim');
  }
}

function* ruleFindings(page: Page, report: Report, entry: RuleDigest, limit: number): Generator<string> {
  const { rule, open, resources, fresh, kept } = entry;
  const critical = rule.severity === 'critical';
  const lead = `${rule.severity.toUpperCase()}  `;
  const news = fresh === 0 ? '' : fresh === open ? ', new' : `, ${number(fresh)} new`;
  const counts = `${many(open, 'finding')}${open === 1 ? '' : ` on ${many(resources, 'resource')}`}${news}`;
  yield* page.line(`${rule.id}: ${counts}`, lead, 'bold', colourOf[rule.severity]);
  if (critical) yield* page.line(clip(rule.title, 400), '  Expected: ', undefined, 'dim');
  const shown = kept.slice(0, critical ? limit : Math.ceil(limit / 2));
  // Said once, where it is the same of all.
  const texts = new Set(kept.map((group) => group.messages.join('\n')));
  const same = open === kept.length && open > 1 && texts.size === 1;
  if (same) yield* page.line(clip(kept[0]?.messages[0] ?? '', 400), '  Found: ', undefined, 'dim');
  for (const group of shown) yield* oneResource(page, report, group, same);
  const left = open - shown.reduce((sum, { findings }) => sum + findings, 0);
  if (left > 0) {
    const others = resources - new Set(shown.map(({ resource }) => keyOf(resource))).size;
    const where = others > 0 ? ` on ${many(others, 'more resource')}` : '';
    yield* page.line(`and ${many(left, others > 0 ? 'finding' : 'more finding')}${where}`, '    ', 'dim');
  }
  const [fix = ''] = critical ? [rule.remediation] : rule.remediation.split(/(?<=\.) (?=\p{Lu})/u);
  if (fix === '') return;
  const shortened = fix.length < rule.remediation.length ? `${fix.replace(/\.$/, '')} …` : fix;
  yield* page.line(clip(shortened, 1_000), '  Fix: ', undefined, 'bold');
}

function* oneResource(page: Page, report: Report, group: ResourceFindings, same: boolean): Generator<string> {
  const { resource, fresh, kept } = group;
  yield* page.line(nameOf(resource, report), fresh ? '  + ' : '  - ', undefined, fresh ? 'yellow' : 'dim');
  const { count, text: what, part } = observed(group, { limit: 4, length: 160 });
  const at = part === null ? '' : ` at ${clip(part, 400)}`;
  const said = `${same ? '' : clip(what, 400)}${at}`.trimStart();
  if (said !== '') yield* page.line(`${count === '' ? '' : `${count}: `}${said}`, '    ');
  const source = resource.source;
  if (source !== undefined) yield* page.line(`${clip(source.file, 400)}:${String(source.line)}`, '    ', 'dim');
  const waiver = kept.find(({ expiredWaiver }) => expiredWaiver !== undefined)?.expiredWaiver;
  if (waiver !== undefined) {
    yield* page.line(`waiver ${clip(waiver.id, 100)} ended on ${waiver.expires}`, '    ', 'yellow');
  }
}

/** What is left of the ARN, the name where that does not say it, and where it is, as far as the heading leaves it open. */
function nameOf(resource: FindingResource, report: Pick<Report, 'accounts'>): string {
  const { arn, address, name, kind, account, region } = resource;
  const label = address ?? (arn === null ? kind : shortArn(arn, resource));
  const named = name === null || name === '' || label.includes(name) ? '' : ` (${clip(name, 120)})`;
  const places = [
    ...(report.accounts.length > 1 && account !== null ? [account] : []),
    ...(region === null || region === 'global' ? [] : [region]),
  ].filter((place) => !label.includes(`:${place}:`));
  const where = places.length === 0 ? '' : `, ${places.join(' ')}`;
  return `${clip(label, 2_048)}${named}${where}`;
}

/** Permissions that are missing. */
const deniedShown = 8;

function* blindSpots(
  page: Page,
  report: Report,
  found: Digest,
  limit: number,
  actionOf: (operation: string) => string,
): Generator<string> {
  const { blindSpots: spots, errorCount } = found;
  if (spots.length === 0 && errorCount === 0) return;
  const verdicts = spots.reduce((sum, spot) => sum + spot.verdicts, 0) + errorCount;
  yield* page.title(`NOT SEEN: ${many(verdicts, 'verdict')} could not be reached, and none of them is a pass`);
  const groups = new Map<string, SpotLine[]>();
  const only = report.accounts.length === 1 ? report.accounts[0]?.id : undefined;
  for (const spot of spots) {
    const heading = `${reasons[spot.reason]}: ${spot.reason === 'access-denied' ? 'grant the scanning role' : advice(spot, null)}`;
    const rows = groups.get(heading) ?? [];
    groups.set(heading, rows);
    const row = spotLine(spot, actionOf, only);
    const same = rows.find((one) => one.told === row.told);
    if (same === undefined) rows.push(row);
    else {
      same.subjects.push(...row.subjects);
      same.verdicts += row.verdicts;
    }
  }
  // What a permission would show is the easiest to mend.
  for (const [heading, rows] of [...groups].sort(([a], [b]) => Number(isDenied(b)) - Number(isDenied(a)))) {
    const most = Math.max(limit, isDenied(heading) ? deniedShown : 0) - (isDenied(heading) ? 0 : 2);
    yield* page.line(heading, '  ', 'yellow');
    for (const { subjects, verdicts: own, told } of rows.slice(0, most)) {
      const named = subjects.filter((subject) => subject !== '');
      yield* page.line(
        [...(named.length === 0 ? [] : [listed(named, 4)]), told].join(' '),
        `${number(own).padStart(7)}  `,
      );
    }
    const left = rows.slice(most).reduce((sum, { subjects }) => sum + subjects.length, 0);
    if (left > 0) yield* page.line(`and ${number(left)} more, in report.md`, '         ', 'dim');
  }
  yield* errorLines(page, found, limit);
}

function* errorLines(page: Page, { errors, errorCount }: Digest, limit: number): Generator<string> {
  for (const finding of errors.slice(0, limit)) {
    yield* page.line(`${finding.ruleId}: ${clip(finding.message, 400)}`, '  ERROR  ', undefined, 'red');
    yield* page.line(clip(labelOf(finding.resource), 2_048), '  - ');
  }
  if (errorCount > Math.min(limit, errors.length)) {
    const more = errorCount - Math.min(limit, errors.length);
    yield* page.line(`and ${many(more, 'more error')}, in report.json`, '  ', 'dim');
  }
}

/** What the change mends, which its author likes to read. */
function* fixed(page: Page, { baseline }: Report, limit: number): Generator<string> {
  const entries = baseline?.absent ?? [];
  if (entries.length === 0) return;
  yield* page.title(`FIXED: ${many(entries.length, 'finding')}`);
  for (const entry of entries.slice(0, limit)) {
    const part = entry.part === null ? '' : ` at ${clip(entry.part, 400)}`;
    yield* page.line(`${clip(entryLabel(entry), 2_048)}: ${entry.ruleId}${part}`, '  - ');
  }
  if (entries.length > limit) yield* page.line(`and ${number(entries.length - limit)} more, in report.md`, '  ', 'dim');
}

/** What a change leaves open, by the reason: each names the rules that want to know. */
function* untold(page: Page, report: Report, found: Digest, limit: number): Generator<string> {
  const spots = found.blindSpots.filter(({ verdicts }) => verdicts > 0);
  if (spots.length === 0 && found.errorCount === 0) return;
  const verdicts = spots.reduce((sum, spot) => sum + spot.verdicts, 0) + found.errorCount;
  yield* page.title(`CANNOT BE TOLD: ${many(verdicts, 'verdict')}, and none of them is a pass`);
  for (const reason of unknownReasons) {
    const own = spots.filter((spot) => spot.reason === reason);
    const [spot] = own;
    if (spot === undefined) continue;
    yield* page.line(`${reasons[reason]}: ${changeAdvice(report, spot) ?? advice(spot, null)}`, '  ', 'yellow');
    const rules = [...new Set(own.flatMap((one) => one.rules))].sort();
    const count = own.reduce((sum, one) => sum + one.verdicts, 0);
    yield* page.line(`of ${many(rules.length, 'rule')}: ${listed(rules, limit)}`, `${number(count).padStart(7)}  `);
  }
  yield* errorLines(page, found, limit);
}

interface SpotLine {
  readonly subjects: string[];
  readonly told: string;
  verdicts: number;
}

const isDenied = (heading: string) => heading.startsWith(reasons['access-denied']);

/** What would have told or what to grant, where, why not, and how many verdicts it cost. */
function spotLine(spot: BlindSpot, actionOf: (operation: string) => string, only: string | undefined): SpotLine {
  const { operation, reason, places, morePlaces, verdicts } = spot;
  const denied = reason === 'access-denied' && operation !== null;
  const subject = operation === null ? '' : denied ? actionOf(operation) : operation;
  const told = `in ${placesOf(places, morePlaces, only)}${denied ? '' : `: ${clip(whyOf(spot), 160)}`}`;
  return { subjects: [subject], told, verdicts };
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
  const { ofInput, toMend } = noticesOf(report);
  for (const [title, all] of [
    ['ABOUT THE INPUT', ofInput],
    ['TO MEND', toMend],
  ] as const) {
    if (all.length === 0) continue;
    yield* page.title(title);
    for (const { about, id, message } of all.slice(0, limit)) {
      yield* page.line(`${about} ${clip(id, 200)}: ${clip(message, 300)}`, '  - ');
    }
    if (all.length > limit) yield* page.line(`and ${number(all.length - limit)} more, in report.md`, '  ', 'dim');
  }
}
