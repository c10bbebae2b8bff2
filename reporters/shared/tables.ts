import type { Evidence } from '../../core/evidence.ts';
import type { FindingResource } from '../../core/finding.ts';
import type { BaselineEntry, Notice, Report } from '../../core/report.ts';
import { list, sizeOf, type Budget, type List } from './budget.ts';
import type { BlindSpot, Digest, ResourceFindings, RuleDigest, WaiverDigest } from './digest.ts';
import { clip, code, html, prose } from './escape.ts';
import {
  advice,
  daysLeft,
  entryLabel,
  labelOf,
  listed,
  many,
  number,
  observed,
  placeOf,
  reasons,
  shortArn,
} from './wording.ts';

/** What the pages in Markdown are made of: texts made harmless, cells, tables, and parts that are folded away. */

/** Name, the part of what is left that it may take, and what writes it: false where it had no room at all. */
export type Section = readonly [string, number, (budget: Budget) => Generator<string, boolean>];

/** Escapes a text for prose, shortened (and said so) until it takes no more than `bytes`. */
export function cut(text: string, bytes = 400): string {
  return within(text, bytes, prose);
}

export function cutCode(text: string, bytes = 400): string {
  return within(text, bytes, code);
}

export function within(text: string, bytes: number, escape: (text: string) => string): string {
  let length = Math.min(text.length, bytes);
  let escaped = escape(clip(text, length));
  while (sizeOf(escaped) > bytes && length > 0) {
    length = Math.floor(length / 2);
    escaped = escape(clip(text, length));
  }
  return escaped;
}

/** A text as a sentence. */
export function sentence(text: string, bytes = 1_200): string {
  return text === '' ? '' : `${cut(text.replace(/\.$/, ''), bytes)}.`;
}

export const more = (noun: string) => (left: number) => `\nAnd ${number(left)} more ${noun}: see report.json.\n`;

/** A row of a table, and how many findings it tells of. */
type Row = readonly string[] | { readonly cells: readonly string[]; readonly count: number };

export function table(
  columns: readonly string[],
  before: string,
  rows: Iterable<Row>,
  rest: Omit<List, 'before' | 'rows'>,
): List {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  const head = line(columns) + line(columns.map(() => '---'));
  return {
    before: before + head,
    rows: (function* () {
      for (const row of rows) yield 'cells' in row ? { text: line(row.cells), count: row.count } : line(row);
    })(),
    ...rest,
  };
}

/** Nothing to write is no lack of room. */
export function* section(budget: Budget, content: List): Generator<string, boolean> {
  return content.total === 0 || (yield* list(budget, content)) > 0;
}

/** Lists under one heading, which stands before the first of them that has room. */
export function* parts(budget: Budget, heading: string, lists: readonly List[], share = 1): Generator<string, boolean> {
  let before = heading;
  let complete = true;
  for (const content of lists) {
    if (content.total === 0) continue;
    const own = { ...content, before: before + content.before };
    if ((yield* list(budget.share(budget.left * share), own)) > 0) before = '';
    else complete = false;
  }
  return complete;
}

/** ARN, or what stands for it, and the name where that says more; the source of what is planned. */
export function resourceCell(resource: FindingResource): string {
  const { arn, address, name, kind, source } = resource;
  const label = address ?? arn;
  const shown = label === null ? `${code(kind)} in ${cut(placeOf(resource), 80)}` : cutCode(label, 2_200);
  const named = name === null || name === '' || (label ?? '').includes(name) ? '' : `<br>${cut(name, 200)}`;
  const place = source === undefined ? '' : `<br>${cutCode(`${source.file}:${String(source.line)}`, 300)}`;
  return `${shown}${named}${place}`;
}

/** The same in a line: what the ARN says besides the account and the Region, and the Region. */
export function resourceName(resource: FindingResource): string {
  const { arn, address, name, region, kind } = resource;
  const label = address ?? (arn === null ? kind : shortArn(arn, resource));
  const named = name === null || name === '' || label.includes(name) ? '' : ` (${cut(name, 80)})`;
  const where = region === null || region === 'global' || label.includes(region) ? '' : ` in ${cut(region, 40)}`;
  return `${cutCode(label, 300)}${named}${where}`;
}

/** What was found in a resource, its parts together. */
export function observedCell(group: ResourceFindings, news = true): string {
  const { count, text, part } = observed(group, { limit: 10, length: 300 });
  const waiver = group.kept.find(({ expiredWaiver }) => expiredWaiver !== undefined)?.expiredWaiver;
  return [
    `${news && group.fresh ? '**new** ' : ''}${count === '' ? '' : `**${count}:** `}${cut(text, 500)}`,
    ...(part === null ? [] : [`at ${cutCode(part, 300)}`]),
    ...(waiver === undefined ? [] : [`waiver ${cut(waiver.id, 100)} ended on ${cut(waiver.expires, 40)}`]),
  ].join('<br>');
}

/** What the first findings of a resource read, each fact once. */
export function evidenceOf({ kept }: ResourceFindings): Evidence[] {
  const entries = kept.flatMap(({ evidence }) => evidence);
  return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()];
}

const evidenceShown = 6;

/** What was read, and the call that told, said once for all that it told. */
export function evidenceCell(evidence: readonly Evidence[]): string {
  const lines: string[] = [];
  const shown = evidence.slice(0, evidenceShown);
  for (const [index, entry] of shown.entries()) {
    const source = sourceOf(entry);
    const next = shown[index + 1];
    const last = next === undefined || sourceOf(next) !== source;
    lines.push(`${factOf(entry)}${last && source !== '' ? `<br>from ${source}` : ''}`);
  }
  if (evidence.length > evidenceShown) lines.push(`and ${number(evidence.length - evidenceShown)} more in report.json`);
  return lines.join('<br>');
}

function factOf(entry: Evidence): string {
  const unknown = entry.unknown === undefined ? '' : ` unknown (${reasons[entry.unknown.reason]})`;
  if (!('fact' in entry)) {
    const where = entry.where === null ? '' : ` where ${cutCode(entry.where, 200)}`;
    return `${number(entry.count)} × ${cutCode(entry.kind, 100)}${where}${unknown === '' ? '' : `, the rest${unknown}`}`;
  }
  const whose = entry.resource === undefined ? '' : ` of ${cutCode(entry.resource, 400)}`;
  const value = unknown === '' ? ` = ${cutCode(JSON.stringify(entry.value ?? null), 240)}` : unknown;
  return `${cutCode(entry.fact, 100)}${whose}${value}`;
}

function sourceOf(entry: Evidence): string {
  if (!('fact' in entry))
    return listed(
      entry.operations.slice(0, 5).map((operation) => cutCode(operation, 100)),
      5,
    );
  if (entry.operation === null) return '';
  const request = entry.request === null ? '' : ` (request ${cutCode(entry.request, 100)})`;
  return `${cutCode(entry.operation, 100)}${request}`;
}

/** What a rule expects and why, what to do, and what it found, folded away. */
export function* ruleDetails(
  budget: Budget,
  rule: RuleDigest['rule'],
  { title, columns, rows, total }: { title: string; columns: readonly string[]; rows: Iterable<Row>; total: number },
): Generator<string, boolean> {
  const references = rule.references
    .filter((reference) => /^https?:\/\/[^\s<>"|`\\]{1,300}$/.test(reference))
    .slice(0, 5);
  const controls = listed(
    rule.controls.map((control) => cut(control, 100)),
    10,
  );
  const before = [
    `\n<details>\n<summary><b>${rule.severity}</b> ${within(rule.id, 120, html)}: ${title}</summary>\n\n`,
    `**Expected:** ${sentence(rule.title, 300)}${controls === '' ? '' : ` For ${controls}.`}\n\n`,
    rule.rationale === '' ? '' : `**Why:** ${sentence(rule.rationale)}\n\n`,
    rule.remediation === '' ? '' : `**What to do:** ${sentence(rule.remediation)}\n\n`,
    references.length === 0 ? '' : `**Read:** ${references.map((reference) => `<${reference}>`).join(', ')}\n\n`,
  ].join('');
  return yield* section(
    budget,
    table(columns, before, rows, { total, more: more('findings'), after: '\n</details>\n' }),
  );
}

/** A table folded away under its title, which must be harmless. */
export function folded(
  title: string,
  columns: readonly string[],
  rows: Iterable<Row>,
  { total, noun }: { total: number; noun: string },
): List {
  const before = `\n<details>\n<summary>${title}</summary>\n\n`;
  return table(columns, before, rows, { total, more: more(noun), after: '\n</details>\n' });
}

/** What new findings are shown in: by severity, each with its rule. */
export const findingColumns = ['Severity', 'Resource', 'Observed'];

export function* findingRows(groups: readonly ResourceFindings[]): Generator<Row> {
  for (const group of groups) {
    const { rule, resource, findings: count } = group;
    const told = `${observedCell(group, false)}<br>${cutCode(rule.id, 120)}`;
    yield { cells: [rule.severity, resourceCell(resource), told], count };
  }
}

export const errorColumns = ['Rule that failed', 'Resource', 'Error'];

export function* errorRows({ errors }: Pick<Digest, 'errors'>): Generator<Row> {
  for (const { ruleId, resource, message } of errors) {
    yield [cutCode(ruleId, 120), resourceCell(resource), cut(message, 400)];
  }
}

/** What could be seen if somebody did this. */
export function adviceCell(spot: BlindSpot, actionOf: (operation: string) => string): string {
  return advice(spot, spot.operation === null ? null : cutCode(actionOf(spot.operation), 120));
}

export const waiverColumns = ['Waiver', 'Reason', 'Owner', 'Findings'];

/** Waivers that apply, those that have ended before them. */
export function waiverRows(report: Report, found: Pick<Digest, 'waivers' | 'expired'>): string[][] {
  const cells = ({ waiver, findings: count, kept }: WaiverDigest, state: string) => [
    `${cutCode(waiver.id, 120)}<br>${state}`,
    `${cut(waiver.reason, 400)}<br>change ${cut(waiver.change, 100)}`,
    `${cut(waiver.owner, 100)}<br>approved by ${cut(waiver.approver, 100)}`,
    `${number(count)}: ${kept.map(({ resource }) => cutCode(labelOf(resource), 300)).join(', ')}${count > kept.length ? ` and ${number(count - kept.length)} more` : ''}`,
  ];
  const until = ({ waiver }: WaiverDigest) => {
    const left = daysLeft(report.asOf, waiver.expires);
    return `until ${cut(waiver.expires, 40)}${left <= 30 ? ` (**${left <= 0 ? 'ends today' : many(left, 'day')}**)` : ''}`;
  };
  return [
    ...found.expired.map((entry) => cells(entry, `**ended on ${cut(entry.waiver.expires, 40)}**, counts no more`)),
    ...found.waivers.map((entry) => cells(entry, until(entry))),
  ];
}

export const knownColumns = ['Severity', 'Rule', 'Id', 'Findings'];

/** Rules with findings that the baseline holds. */
export function knownRows({ baselined: entries }: Pick<Digest, 'baselined'>): string[][] {
  return entries.map(({ rule, baselined }) => [
    rule.severity,
    cut(rule.title, 300),
    cutCode(rule.id, 120),
    number(baselined),
  ]);
}

export const entryColumns = ['Resource', 'Rule', 'Part'];

export function* entryRows(entries: readonly BaselineEntry[]): Generator<readonly string[]> {
  for (const entry of entries) {
    const label =
      entry.arn === null ? `${code(entry.kind)} in ${cut(placeOf(entry), 80)}` : cutCode(entryLabel(entry), 600);
    yield [label, cutCode(entry.ruleId, 120), entry.part === null ? '' : cutCode(entry.part, 200)];
  }
}

export function noticeRows(notices: readonly Notice[]): string[] {
  return notices.map(({ about, id, message }) => `- ${about} ${cutCode(id, 200)}: ${cut(message, 400)}\n`);
}
