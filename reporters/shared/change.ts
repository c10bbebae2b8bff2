import type { Notice, Report } from '../../core/report.ts';
import type { Budget, List } from './budget.ts';
import type { Digest, ResourceFindings } from './digest.ts';
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
  parts,
  resourceCell,
  ruleDetails,
  section,
  table,
  waiverColumns,
  waiverRows,
  type Section,
} from './tables.ts';
import {
  changeAdvice,
  inputOf,
  listed,
  many,
  moment,
  noticesOf,
  number,
  openOf,
  reasons,
  untoldOf,
  verdictOf,
} from './wording.ts';

/**
 * The page of a plan or template, which its reviewer reads as a comment: what the change introduces stands open, with
 * the line that does it; all else is counted and folded away. Controls are named with each rule, and have no table: a
 * change is not what establishes them.
 */
export function changePage(
  report: Report,
  found: Digest,
  actionOf: (operation: string) => string,
): { readonly head: string; readonly foot: string; readonly sections: readonly Section[] } {
  return {
    head: headOf(report, found),
    foot: footOf(report),
    sections: [
      [introducedTitle(report), 0.5, (budget) => introduced(budget, report, found)],
      ['Evidence', 0.6, (budget) => details(budget, report, found)],
      ['Fixed', 0.4, (budget) => fixed(budget, report)],
      ['What cannot be told', 0.4, (budget) => untold(budget, report, found, actionOf)],
      ['What was there before', 0.5, (budget) => before(budget, report, found)],
      ['Waivers', 0.5, (budget) => waivers(budget, report, found)],
      ['Notes', 1, (budget) => notices(budget, report)],
    ],
  };
}

function headOf(report: Report, found: Digest): string {
  const { input, snapshot, accounts, baseline } = report;
  const verdict = verdictOf(report, found);
  const ids = accounts.map(({ id }) => cut(id, 60));
  const of = ids.length === 0 ? 'snapshot' : `snapshot of ${listed(ids, 3)},`;
  const unseen = baseline?.notObserved.length ?? 0;
  const facts = [
    ...(snapshot === undefined ? [] : [`Judged onto the ${of} taken ${cut(moment(snapshot.takenAt), 60)}.`]),
    ...(found.unchanged === 0
      ? []
      : [`${many(found.unchanged, 'finding')} from before ${found.unchanged === 1 ? 'stays' : 'stay'}.`]),
    ...(found.untoldBefore === 0 ? [] : [`${number(found.untoldBefore)} could not be told before either.`]),
    ...(unseen === 0 ? [] : [`Of ${many(unseen, 'finding')} from before nobody can tell any more.`]),
  ];
  return [
    `## Change review of ${input === undefined ? 'a change' : cut(inputOf(input), 400)}\n\n`,
    `**${verdict.word}: ${verdict.sentence}.** ${verdict.exit}.\n`,
    facts.length === 0 ? '' : `\n${facts.join(' ')}\n`,
  ].join('');
}

function footOf({ tool, rules }: Report): string {
  const made = `${cut(tool.name, 40)} ${cut(tool.version, 40)}, ${many(rules.length, 'rule')}`;
  return `\nMade by ${made}. None of what could not be told is a pass. All of it, with evidence: report.json.\n`;
}

const introducedTitle = ({ baseline }: Report) => (baseline === undefined ? 'Open findings' : 'Introduced');

/** Where nothing says what was there before, everything that is open. */
const isShown = ({ baseline }: Report, group: ResourceFindings) => baseline === undefined || group.fresh;

function* introduced(budget: Budget, report: Report, found: Digest): Generator<string, boolean> {
  const { baseline, summary } = report;
  const groups = baseline === undefined ? found.rules.flatMap(({ kept }) => kept) : found.fresh;
  const total = baseline === undefined ? openOf(summary) : found.freshCount;
  const heading = `\n### ${introducedTitle(report)}: ${number(total)}\n\n`;
  const rows = findingRows(groups.slice(0, 100));
  return yield* section(budget, table(findingColumns, heading, rows, { total, more: more('findings') }));
}

/** Of each rule that the change breaks. */
function* details(budget: Budget, report: Report, found: Digest): Generator<string, boolean> {
  let complete = true;
  for (const entry of found.rules) {
    const groups = entry.kept.filter((group) => isShown(report, group));
    const total = report.baseline === undefined ? entry.open : entry.fresh;
    if (total === 0) continue;
    const rows = groups.map((group) => ({
      cells: [resourceCell(group.resource), evidenceCell(evidenceOf(group))],
      count: group.findings,
    }));
    const title = 'why, what to do, evidence';
    const columns = ['Resource', 'Evidence'];
    const share = budget.share(Math.max(8_192, budget.left / 3));
    if (!(yield* ruleDetails(share, entry.rule, { title, columns, rows, total }))) complete = false;
  }
  return complete;
}

/** As many as a reader of comments looks at; more are folded away. */
const fewFixed = 10;

function* fixed(budget: Budget, { baseline }: Report): Generator<string, boolean> {
  const entries = baseline?.absent ?? [];
  const total = entries.length;
  const heading = `\n### Fixed: ${number(total)}\n`;
  const rows = entryRows(entries);
  return yield* parts(budget, heading, [
    total > fewFixed
      ? folded('Failing before, and not any more', entryColumns, rows, { total, noun: 'findings' })
      : table(entryColumns, '\n', rows, { total, more: more('findings') }),
  ]);
}

function* untold(
  budget: Budget,
  report: Report,
  found: Digest,
  actionOf: (operation: string) => string,
): Generator<string, boolean> {
  const spots = found.blindSpots.filter(({ verdicts }) => verdicts > 0);
  const rows = spots.map((spot) => {
    const rules = listed(
      spot.rules.slice(0, 8).map((id) => cutCode(id, 120)),
      8,
    );
    const left = spot.rules.length > 8 ? ` and ${number(spot.rules.length - 8)} more` : '';
    const would = spot.operation === null ? '' : `<br>${cutCode(spot.operation, 120)} would tell`;
    const advised = changeAdvice(report, spot) ?? adviceCell(spot, actionOf);
    return {
      cells: [`${reasons[spot.reason]}${would}`, number(spot.verdicts), `${rules}${left}`, advised],
      count: spot.verdicts,
    };
  });
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  const title = `Not judged: ${untoldOf({ ...found, errorCount: 0 })}`;
  const failed = `${many(found.errorCount, 'evaluation')} failed`;
  return yield* parts(budget, '', [
    folded(title, ['Why', 'Verdicts', 'Rules', 'What to do'], rows, { total, noun: 'verdicts' }),
    folded(failed, errorColumns, errorRows(found), { total: found.errorCount, noun: 'failed evaluations' }),
  ]);
}

function* before(budget: Budget, { baseline }: Report, found: Digest): Generator<string, boolean> {
  const known = found.baselined.reduce((sum, { baselined }) => sum + baselined, 0);
  const unseen = baseline?.notObserved ?? [];
  const was = known === 1 ? 'was' : 'were';
  return yield* parts(
    budget,
    '',
    [
      folded(`${many(known, 'finding')} that ${was} there before`, knownColumns, knownRows(found), {
        total: found.baselined.length,
        noun: 'rules',
      }),
      folded('Failing before, and nobody can tell any more', entryColumns, entryRows(unseen), {
        total: unseen.length,
        noun: 'findings',
      }),
    ],
    0.5,
  );
}

function* waivers(budget: Budget, report: Report, found: Digest): Generator<string, boolean> {
  const rows = waiverRows(report, found);
  const [holding, ended] = [found.waivers.length, found.expired.length];
  const title = [
    ...(holding === 0 ? [] : [many(holding, 'waiver')]),
    ...(ended === 0 ? [] : [`${many(ended, 'waiver')} that ended`]),
  ].join(', ');
  return yield* parts(budget, '', [folded(title, waiverColumns, rows, { total: rows.length, noun: 'waivers' })]);
}

function* notices(budget: Budget, report: Report): Generator<string, boolean> {
  const { ofInput, toMend } = noticesOf(report);
  return yield* parts(budget, '', [
    foldedNotices(`${many(ofInput.length, 'note')} on the input`, ofInput),
    foldedNotices(`${many(toMend.length, 'thing')} to mend`, toMend),
  ]);
}

function foldedNotices(title: string, notices: readonly Notice[]): List {
  const before = `\n<details>\n<summary>${title}</summary>\n\n`;
  const rest = { total: notices.length, more: more('notes'), after: '\n</details>\n' };
  return { before, rows: noticeRows(notices), ...rest };
}
