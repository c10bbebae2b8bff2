import type { Report, ReportControl, ReportFramework, Reporter } from '../core/report.ts';
import { severities } from '../core/rule.ts';
import { Budget, sizeOf } from './shared/budget.ts';
import { causesOf, type Cause } from './shared/causes.ts';
import { changePage } from './shared/change.ts';
import { digest, keyOf, type Digest, type RuleDigest } from './shared/digest.ts';
import { redacted } from './shared/redact.ts';
import {
  adviceCell,
  cut,
  cutCode,
  entryColumns,
  entryRows,
  errorColumns,
  errorRows,
  evidenceCell,
  evidenceOf,
  findingColumns,
  findingRows,
  folded,
  knownColumns,
  knownRows,
  more,
  noticeRows,
  observedCell,
  parts,
  resourceCell,
  resourceName,
  ruleDetails,
  section,
  sentence,
  table,
  waiverColumns,
  waiverRows,
  type Section,
} from './shared/tables.ts';
import {
  listed,
  many,
  moment,
  number,
  placeOf,
  placesOf,
  reasons,
  scopeOf,
  verdictOf,
  whyOf,
} from './shared/wording.ts';

export interface MarkdownOptions {
  /**
   * Most that it may take, in bytes of UTF-8, at least 4,096. A GitHub job summary takes 1 MiB, a comment 65,536.
   * Sections are written in the order of importance; what has no room is counted.
   */
  readonly maxBytes?: number;
  /** The IAM action that allows an operation, where it is called otherwise. */
  readonly actionOf?: (operation: string) => string;
}

const minimumBytes = 4_096;

/** Bytes of a job summary, of which assize is not the only author, and of a comment. */
const roomy = { review: 900_000, change: 60_000 };

/** For the weekly review on GitHub; of a plan or template, for the comment on its pull request. */
export const markdown: Reporter<MarkdownOptions> = function* (given: Report, options: MarkdownOptions) {
  const report = redacted(given);
  const maxBytes = options.maxBytes ?? (report.input === undefined ? roomy.review : roomy.change);
  if (!(maxBytes >= minimumBytes)) throw new RangeError(`maxBytes must be at least ${number(minimumBytes)}`);
  const found = digest(report, { perRule: 50, fresh: 100 });
  const actionOf = options.actionOf ?? ((operation: string) => operation);
  const page = report.input === undefined ? reviewPage : changePage;
  const { head, foot, sections } = page(report, found, actionOf);
  const leftOut = (names: readonly string[]) =>
    names.length === 0
      ? ''
      : `\nLeft out for want of room, wholly or in part: ${names.join(', ')}. All of it is in report.json.\n`;

  const budget = new Budget(maxBytes - sizeOf(head) - sizeOf(foot) - sizeOf(leftOut(sections.map(([name]) => name))));
  const omitted: string[] = [];
  yield head;
  for (const [name, fraction, write] of sections) {
    const complete = yield* write(budget.share(budget.left * fraction));
    if (!complete) omitted.push(name);
  }
  yield leftOut(omitted);
  yield foot;
};

/** What to do first, what is new, what could not be seen, then all the rest. */
function reviewPage(
  report: Report,
  found: Digest,
  actionOf: (operation: string) => string,
): ReturnType<typeof changePage> {
  return {
    head: headOf(report, found),
    foot: footOf(report),
    sections: [
      ['Do this first', 0.2, (budget) => first(budget, found, actionOf)],
      ['New since the baseline', 0.2, (budget) => fresh(budget, report, found)],
      ['What could not be seen', 0.25, (budget) => unseen(budget, found, actionOf)],
      ...report.frameworks.slice(0, 10).map((framework): Section => {
        return [cut(framework.title, 80), 0.4, (budget) => frameworkSection(budget, framework)];
      }),
      ['Findings by rule', 0.8, (budget) => findings(budget, found)],
      ['Accounts', 0.3, (budget) => accounts(budget, report, found)],
      ['Waived', 0.4, (budget) => waived(budget, report, found)],
      ['Baseline', 0.5, (budget) => baseline(budget, report, found)],
      ['To mend', 0.5, (budget) => notices(budget, report)],
      ['Coverage', 1, (budget) => coverage(budget, report)],
    ],
  };
}

function headOf(report: Report, found: Digest): string {
  const { regions, asOf, summary, snapshot } = report;
  const verdict = verdictOf(report, found);
  const taken = snapshot === undefined ? '' : `Snapshot taken ${cut(moment(snapshot.takenAt), 60)}. `;
  const where =
    regions.length === 0
      ? ''
      : ` Regions: ${listed(
          regions.map((region) => cut(region, 60)),
          5,
        )}.`;
  const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |\n`;
  const rule = (count: number) => row(Array.from({ length: count }, () => '---'));
  const states =
    report.baseline === undefined
      ? []
      : ([
          ['new', summary.new],
          ['unchanged', summary.unchanged],
          ['gone', summary.absent],
          ['not observed', summary.notObserved],
        ] as const);
  const verdicts = [
    ['pass', summary.pass],
    ['fail', summary.fail],
    ['unknown', summary.unknown],
    ['not applicable', summary.notApplicable],
    ['error', summary.error],
    ['waived', summary.waived],
    ...states,
  ] as const;
  return [
    `# Compliance review of ${cut(scopeOf(report), 200)}\n\n`,
    `**${verdict.word}: ${verdict.sentence}.** ${verdict.exit}.\n\n`,
    `${taken}Ages are measured as of ${cut(moment(asOf), 60)}.${where}\n\n`,
    row(['Open findings', ...severities]) + rule(severities.length + 1),
    row([
      number(severities.reduce((sum, one) => sum + summary.open[one], 0)),
      ...severities.map((one) => number(summary.open[one])),
    ]),
    '\n',
    row(['Verdicts', ...verdicts.map(([name]) => name)]) + rule(verdicts.length + 1),
    row([
      number(summary.pass + summary.fail + summary.unknown + summary.notApplicable + summary.error + summary.waived),
      ...verdicts.map(([, count]) => number(count)),
    ]),
  ].join('');
}

function footOf(report: Report): string {
  const { tool, snapshot, rules } = report;
  const lines = [
    `- Made by ${cut(tool.name, 40)} ${cut(tool.version, 40)} with ${many(rules.length, 'rule')}; their parameters are in report.json.`,
    ...(snapshot === undefined
      ? []
      : [
          `- Snapshot ${cutCode(snapshot.root, 100)} (SHA-256 of its manifest), taken ${cut(moment(snapshot.takenAt), 60)}.`,
          `- Collected by ${cutCode(snapshot.principal, 400)}.`,
        ]),
  ];
  return `\n## Provenance\n\n${lines.join('\n')}\n`;
}

const firstCauses = 10;

function* first(budget: Budget, found: Digest, actionOf: (operation: string) => string): Generator<string, boolean> {
  // A rule of little weight is not put to a grave one: what must be mended first must not look like much.
  const grave = found.rules.filter(isGrave);
  const rest = found.rules.filter((entry) => !isGrave(entry));
  const causes = [...causesOf(grave), ...causesOf(rest)].slice(0, firstCauses);
  const items = [...causes.map(causeItem), ...spotsItem(found, actionOf)];
  return yield* section(budget, {
    before: '\n## Do this first\n\n',
    rows: items.map((item, index) => `${String(index + 1)}. ${item}`),
    total: items.length,
    more: more('things to do first'),
  });
}

const isGrave = ({ rule }: RuleDigest) => rule.severity === 'critical' || rule.severity === 'high';

/** Rules that fail on the same resources are one thing to do. */
function causeItem({ lead, also }: Cause): string {
  const { rule, kept, resources } = lead;
  const entries = [lead, ...also];
  const open = entries.reduce((sum, entry) => sum + entry.open, 0);
  const news = entries.reduce((sum, entry) => sum + entry.fresh, 0);
  const where = [...new Map(kept.map(({ resource }) => [keyOf(resource), resourceName(resource)])).values()];
  const left = resources - Math.min(where.length, 3);
  const on = `${where.slice(0, 3).join(', ')}${left > 0 ? ` and ${number(left)} more` : ''}`;
  const rules = listed(
    entries.map((entry) => cutCode(entry.rule.id, 120)),
    8,
  );
  const counts = `${many(open, 'finding')}${news === 0 ? '' : `, ${number(news)} new`}`;
  const told =
    also.length === 0
      ? `${on}: ${counts} of ${rules}`
      : `${on}\\\n    ${counts} of ${many(entries.length, 'rule')} on the same: ${rules}`;
  const remedy = rule.remediation === '' ? '' : `    **What to do:** ${firstSentence(rule.remediation)}\\\n`;
  const title = cut(rule.title.replace(/\.$/, ''), 200);
  return `**${rule.severity}** Expected: ${title}.\\\n${remedy}    ${told}\n`;
}

/** All of it stands under the rule. */
function firstSentence(text: string): string {
  const [one = ''] = text.split(/(?<=\.) (?=\p{Lu})/u);
  return sentence(one, 600);
}

function* spotsItem(found: Digest, actionOf: (operation: string) => string): Generator<string> {
  const spots = found.blindSpots.filter(({ verdicts }) => verdicts > 0);
  if (spots.length === 0) return;
  const verdicts = spots.reduce((sum, spot) => sum + spot.verdicts, 0);
  const denied = spots.filter(({ reason, operation }) => reason === 'access-denied' && operation !== null);
  const grants = denied.map(({ operation }) => cutCode(actionOf(operation ?? ''), 120));
  const [worst] = spots;
  const grant = grants.length === 0 ? '' : `Grant ${listed([...new Set(grants)], 8)} to the scanning role. `;
  const other = worst === undefined || denied.includes(worst) ? '' : `${adviceCell(worst, actionOf)}. `;
  yield `**not seen** ${many(verdicts, 'verdict')} could not be reached.\\\n    **What to do:** ${grant}${other}All of it is under *What could not be seen*.\n`;
}

function* fresh(budget: Budget, report: Report, found: Digest): Generator<string, boolean> {
  if (report.baseline === undefined) return true;
  const heading = `\n## New since the baseline: ${number(found.freshCount)}\n\n`;
  const rest = { total: found.freshCount, more: more('new findings') };
  return yield* section(budget, table(findingColumns, heading, findingRows(found.fresh), rest));
}

function* unseen(budget: Budget, found: Digest, actionOf: (operation: string) => string): Generator<string, boolean> {
  const { blindSpots: spots, errorCount } = found;
  const verdicts = spots.reduce((sum, spot) => sum + spot.verdicts, 0) + errorCount;
  const rows = spots.map((spot) => [
    `${spot.operation === null ? 'none would tell' : cutCode(spot.operation, 120)}<br>${cut(placesOf(spot.places, spot.morePlaces), 300)}`,
    `${reasons[spot.reason]}<br>${cut(whyOf(spot), 300)}`,
    spot.verdicts === 0 ? 'none' : `${number(spot.verdicts)}, of ${many(spot.rules.length, 'rule')}`,
    adviceCell(spot, actionOf),
  ]);
  return yield* parts(
    budget,
    `\n## What could not be seen: ${many(verdicts, 'verdict')}\n\nNone of these is a pass.\n`,
    [
      table(['Operation and place', 'Why', 'Unknown verdicts', 'What to do'], '\n', rows, {
        total: spots.length,
        more: more('things that could not be seen'),
      }),
      table(errorColumns, '\n', errorRows(found), {
        total: errorCount,
        more: more('failed evaluations'),
      }),
    ],
  );
}

const controlStatus: Readonly<Record<ReportControl['status'], string>> = {
  fail: '**FAIL**',
  'attestation-failed': '**ATTESTATION FAILED**',
  unknown: '**unknown**',
  waived: 'waived',
  pass: 'pass',
  attested: 'attested',
  'not-applicable': 'not applicable',
  'not-assessed': 'not assessed',
};

function* frameworkSection(budget: Budget, framework: ReportFramework): Generator<string, boolean> {
  const { source, controls } = framework;
  const assessed = controls.filter(({ status }) => status !== 'not-assessed');
  const open = controls.filter(({ status }) => status === 'not-assessed');
  const statuses = (Object.keys(controlStatus) as ReportControl['status'][])
    .map(
      (status) =>
        [controls.filter((control) => control.status === status).length, status.replaceAll('-', ' ')] as const,
    )
    .filter(([count]) => count > 0)
    .map(([count, status]) => `${number(count)} ${status}`);
  const intro =
    `\n## ${cut(framework.title, 80)}\n\n` +
    `${many(controls.length, 'control')}: ${statuses.join(', ')}. ${sentence(source, 300)} ` +
    'These are technical verdicts; by themselves they do not establish compliance.\n';
  const rows = assessed.map((control) => [
    cutCode(control.id, 100),
    cut(control.title, 200),
    control.type,
    controlStatus[control.status],
    verdictsCell(control),
    noteCell(control),
  ]);
  const title = `${many(open.length, 'control')} that no rule of this run answers and nobody has attested`;
  return yield* parts(budget, intro, [
    table(['Control', 'Title', 'Type', 'Status', 'Verdicts', 'Note'], '\n', rows, {
      total: assessed.length,
      more: more('controls'),
    }),
    table(
      ['Control', 'Title', 'Type'],
      `\n<details>\n<summary>${title}</summary>\n\n`,
      open.map((control) => [cutCode(control.id, 100), cut(control.title, 200), control.type]),
      { total: open.length, more: more('controls'), after: '\n</details>\n' },
    ),
  ]);
}

function verdictsCell({ counts, rules }: ReportControl): string {
  const named = [
    [counts.fail, 'fail'],
    [counts.unknown, 'unknown'],
    [counts.error, 'error'],
    [counts.waived, 'waived'],
    [counts.pass, 'pass'],
    [counts.notApplicable, 'not applicable'],
  ] as const;
  const told = named.filter(([count]) => count > 0).map(([count, name]) => `${number(count)} ${name}`);
  if (rules.length === 0) return 'no rule';
  return `${told.length === 0 ? 'none' : told.join(', ')} (${many(rules.length, 'rule')})`;
}

function noteCell({ type, status, attestation }: ReportControl): string {
  const notes: string[] = [];
  if (status === 'waived') {
    notes.push(
      type === 'addressable'
        ? 'addressable: needs a documented decision on why it is not done, and what is done instead'
        : 'a waiver does not make a required control optional',
    );
  }
  if (attestation !== undefined) {
    const { id, by, on, validUntil, problem } = attestation;
    const until = `valid until ${cut(validUntil, 40)}`;
    notes.push(`attestation ${cutCode(id, 100)} by ${cut(by, 100)} on ${cut(on, 40)}, ${until}`);
    if (problem !== null) notes.push(`**does not count**: ${cut(problem, 200)}`);
  }
  return notes.join('<br>');
}

function* findings(budget: Budget, found: Digest): Generator<string, boolean> {
  const { rules } = found;
  if (rules.length === 0) return true;
  const heading = '\n## Findings by rule\n';
  let rest = rules.reduce((sum, { open }) => sum + open, 0);
  const left = (groups: number, count: number) =>
    `\nAnd ${number(count)} more findings of ${number(groups)} more rules: see report.json.\n`;
  if (!budget.take(sizeOf(heading) + sizeOf(left(rules.length, rest)))) return false;
  let written = 0;
  for (const entry of rules) {
    const group = [...ruleSection(budget.share(Math.max(8_192, budget.left / 4)), entry)];
    if (group.length === 0) break;
    if (written === 0) yield heading;
    yield* group;
    written += 1;
    rest -= entry.open;
  }
  if (written > 0 && written < rules.length) yield left(rules.length - written, rest);
  return written > 0;
}

function* ruleSection(
  budget: Budget,
  { rule, open, resources, fresh: news, kept }: RuleDigest,
): Generator<string, boolean> {
  const title = `${many(open, 'finding')} on ${many(resources, 'resource')}${news === 0 ? '' : `, ${number(news)} new`}`;
  const columns = ['Resource', 'Observed', 'Evidence'];
  const rows = kept.map((group) => ({
    cells: [resourceCell(group.resource), observedCell(group), evidenceCell(evidenceOf(group))],
    count: group.findings,
  }));
  return yield* ruleDetails(budget, rule, { title, columns, rows, total: open });
}

function* accounts(budget: Budget, report: Report, found: Digest): Generator<string, boolean> {
  if (report.accounts.length < 2) return true;
  const rows = [...found.accounts].map(([id, { open, unknown, pass }]) => [
    cutCode(id, 60),
    number(open),
    number(unknown),
    number(pass),
  ]);
  return yield* section(
    budget,
    table(['Account', 'Open findings', 'Unknown', 'Pass'], '\n## Accounts\n\n', rows, {
      total: rows.length,
      more: more('accounts'),
    }),
  );
}

function* waived(budget: Budget, report: Report, found: Digest): Generator<string, boolean> {
  const rows = waiverRows(report, found);
  const rest = { total: rows.length, more: more('waivers') };
  return yield* section(budget, table(waiverColumns, '\n## Waived\n\n', rows, rest));
}

function* baseline(budget: Budget, report: Report, found: Digest): Generator<string, boolean> {
  if (report.baseline === undefined) return true;
  const { absent, notObserved } = report.baseline;
  const count = found.baselined.reduce((sum, { baselined }) => sum + baselined, 0);
  const known = `${many(count, 'known finding')}, accepted when the baseline was written`;
  const unseenTitle = `${many(notObserved.length, 'known finding')} not observed: not seen this time, so not known to be gone`;
  const gone = `${many(absent.length, 'known finding')} gone`;
  const entries = (total: number) => ({ total, noun: 'entries' });
  return yield* parts(
    budget,
    '\n## Baseline\n',
    [
      folded(known, knownColumns, knownRows(found), entries(found.baselined.length)),
      folded(unseenTitle, entryColumns, entryRows(notObserved), entries(notObserved.length)),
      folded(gone, entryColumns, entryRows(absent), entries(absent.length)),
    ],
    0.5,
  );
}

function* notices(budget: Budget, report: Report): Generator<string, boolean> {
  const rows = noticeRows(report.notices);
  return yield* section(budget, { before: '\n## To mend\n\n', rows, total: rows.length, more: more('notices') });
}

/** By account and Region: sections by what became of them, and what they brought. */
function* coverage(budget: Budget, report: Report): Generator<string, boolean> {
  const places = new Map<
    string,
    { place: string; sections: Record<string, number>; resources: number; calls: number; gaps: number }
  >();
  for (const { account, region, status, resources, calls, gaps } of report.coverage) {
    const key = JSON.stringify([account, region]);
    const row = places.get(key) ?? {
      place: cut(placeOf({ account, region }), 120),
      sections: { complete: 0, partial: 0, unavailable: 0 },
      resources: 0,
      calls: 0,
      gaps: 0,
    };
    places.set(key, row);
    row.sections[status] = (row.sections[status] ?? 0) + 1;
    row.resources += resources;
    row.calls += calls;
    row.gaps += gaps.length;
  }
  const rows = [...places.values()].map(({ place, sections, resources, calls, gaps }) => [
    place,
    ...['complete', 'partial', 'unavailable'].map((status) => number(sections[status] ?? 0)),
    ...[resources, calls, gaps].map(number),
  ]);
  const skipped = report.accounts
    .map(({ id, enabled, scanned }) => [id, enabled.filter((region) => !scanned.includes(region))] as const)
    .filter(([, regions]) => regions.length > 0);
  const skips = skipped.slice(0, 5).map(
    ([id, regions]) =>
      `Not scanned in ${cut(id, 60)}: ${listed(
        regions.map((region) => cut(region, 60)),
        20,
      )}.\n\n`,
  );
  const columns = ['Account and Region', 'Complete sections', 'Partial', 'Unavailable', 'Resources', 'Calls', 'Gaps'];
  return yield* section(
    budget,
    table(
      columns,
      `\n## Coverage\n\n${skips.join('')}${skipped.length > 5 ? `Nor wholly in ${number(skipped.length - 5)} more accounts.\n\n` : ''}`,
      rows,
      { total: rows.length, more: more('places') },
    ),
  );
}
