import type { Report, ReportFinding, Reporter, ReportRule } from '../core/report.ts';
import { severities } from '../core/rule.ts';
import { sizeOf } from './shared/budget.ts';
import { clip, visible, xml } from './shared/escape.ts';
import { bounded, sourcePath } from './shared/place.ts';
import { redacted } from './shared/redact.ts';
import { labelOf, number, observation, scopeOf } from './shared/wording.ts';

/**
 * JUnit XML as GitLab and Jenkins read it: a suite for each rule of the run, a case for each finding.
 *
 * Findings come by resource and suites are by rule, so cases are held until all have come. That takes little memory
 * however large the report is, since no reader takes a large file: GitLab refuses 30 MB, and has refused 250,000
 * elements. What has no room is counted, what passes first. (A walk for each rule would hold nothing, and read a report
 * of gigabytes a hundred times; a suite for each kind as it comes would tear the rules apart.)
 *
 * Jenkins shows the attribute `message` of a case that does not pass, GitLab its text, so both are there.
 */
const limits = { cases: 100_000, bytes: 25_000_000, name: 600, part: 300, message: 400, remediation: 1_200 };

/** What becomes of a case; the counts of a suite by the names of its attributes. */
type Outcome = 'failures' | 'errors' | 'skipped' | 'passed';

interface Case {
  readonly suite: string;
  readonly name: string;
  /** The element after the attributes that name it. */
  readonly text: string;
  readonly outcome: Outcome;
}

export const junit: Reporter<object> = function* (given: Report) {
  const report = redacted(given);
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const kept = new Kept();
  for (const finding of report.findings) {
    const rank = rankOf(finding);
    if (kept.takes(rank)) kept.add(rank, caseOf(finding, rules.get(finding.ruleId)));
  }

  const suites = new Map<string, Case[]>(report.rules.map(({ id }) => [id, []]));
  const all = [...kept.cases(), ...(kept.left.size === 0 ? [] : [leftOut(kept.left)])];
  for (const one of all) {
    const cases = suites.get(one.suite);
    if (cases === undefined) suites.set(one.suite, [one]);
    else cases.push(one);
  }
  const { tests, failures, errors } = counted(all);
  const name = xml(`assize: ${clip(scopeOf(report), limits.name)}`);
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  // `skipped` is not known to all of Jenkins' plugins here.
  yield `<testsuites name="${name}" tests="${tests}" failures="${failures}" errors="${errors}">\n`;
  for (const [suite, cases] of suites) yield* suiteOf(suite, cases);
  yield '</testsuites>\n';
};

function* suiteOf(suite: string, cases: readonly Case[]): Generator<string> {
  const { tests, failures, errors, skipped } = counted(cases);
  const name = xml(suite);
  yield `<testsuite name="${name}" tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}">\n`;
  const names = new Names();
  for (const one of cases) {
    yield `<testcase classname="${name}" name="${names.of(one.name)}"${one.text}\n`;
  }
  yield '</testsuite>\n';
}

/** Of two cases of one name GitLab drops one: a rule may fail a resource, and not know the rest of it. */
class Names {
  readonly #told = new Set<string>();
  readonly #next = new Map<string, number>();

  of(name: string): string {
    let own = name;
    let next = this.#next.get(name) ?? 2;
    for (; this.#told.has(own); next += 1) own = `${name} (${String(next)})`;
    this.#next.set(name, next);
    this.#told.add(own);
    return own;
  }
}

function counted(cases: readonly Case[]): Record<'tests' | 'failures' | 'errors' | 'skipped', string> {
  const counts = { failures: 0, errors: 0, skipped: 0, passed: 0 };
  for (const { outcome } of cases) counts[outcome] += 1;
  const { failures, errors, skipped } = counts;
  return {
    tests: String(cases.length),
    failures: String(failures),
    errors: String(errors),
    skipped: String(skipped),
  };
}

function caseOf(finding: ReportFinding, rule: ReportRule | undefined): Case {
  const { ruleId, resource, part } = finding;
  const { source } = resource;
  const label = bounded(visible(labelOf(resource)), limits.name) || '(empty)';
  const hole = part === null ? '' : ` [${bounded(visible(part), limits.part)}]`;
  const file = source === undefined ? '' : ` file="${xml(sourcePath(source))}"`;
  const { outcome, child } = childOf(finding, rule);
  const text = child === null ? `${file}/>` : `${file}>${child}</testcase>`;
  return { suite: ruleId, name: xml(`${label}${hole}`), text, outcome };
}

function childOf(
  finding: ReportFinding,
  rule: ReportRule | undefined,
): { readonly outcome: Outcome; readonly child: string | null } {
  const { status, disposition, severity, waiver } = finding;
  const message = finding.message === '' ? '(no message)' : clip(finding.message, limits.message);
  const skipped = (reason: string) => ({ outcome: 'skipped', child: childElement('skipped', null, reason) }) as const;
  switch (status) {
    case 'pass':
      return { outcome: 'passed', child: null };
    case 'error':
      return { outcome: 'errors', child: childElement('error', 'error', message) };
    case 'unknown':
      return skipped(`Unknown, which is no pass: ${message}`);
    case 'not-applicable':
      return skipped(`Not applicable: ${message}`);
    case 'fail':
      if (disposition === 'baselined') return skipped(`Fails, as it did before: ${message}`);
      if (disposition === 'open') {
        return { outcome: 'failures', child: childElement('failure', severity, message, linesOf(finding, rule)) };
      }
      return skipped(
        waiver === undefined
          ? `Fails, waived: ${message}`
          : `Fails, waived until ${clip(waiver.expires, 40)} (${clip(waiver.reason, limits.message)}): ${message}`,
      );
  }
}

function linesOf(finding: ReportFinding, rule: ReportRule | undefined): string[] {
  const { source } = finding.resource;
  return [
    observation(finding),
    ...(source === undefined ? [] : [`At ${sourcePath(source)}:${String(source.line)}`]),
    ...(rule === undefined ? [] : [`Expected: ${clip(rule.title, limits.message)}`]),
    ...(rule === undefined || rule.remediation === ''
      ? []
      : [`What to do: ${clip(rule.remediation, limits.remediation)}`]),
  ];
}

function childElement(
  element: 'failure' | 'error' | 'skipped',
  type: string | null,
  message: string,
  lines: readonly string[] = [message],
): string {
  const typed = type === null ? '' : ` type="${xml(type)}"`;
  return `<${element}${typed} message="${xml(message)}">${lines.map(xml).join('\n')}</${element}>`;
}

/** What matters most has room first. */
const ranks = [...severities, 'error', 'unknown', 'waived', 'baselined', 'not-applicable', 'pass'] as const;
type Rank = (typeof ranks)[number];

function rankOf({ status, disposition, severity }: ReportFinding): Rank {
  if (status !== 'fail') return status;
  return disposition === 'open' ? severity : disposition;
}

/** The cases that there is room for: those of the highest ranks, and of the last of these the first to come. */
class Kept {
  readonly #byRank = new Map<Rank, Case[]>(ranks.map((rank) => [rank, []]));
  readonly left = new Map<Rank, number>();
  #count = 0;
  #bytes = 0;
  /** From this rank on there is no room. */
  #closed: number = ranks.length;

  /** Counts what it does not take. */
  takes(rank: Rank): boolean {
    if (ranks.indexOf(rank) < this.#closed) return true;
    this.#leave(rank);
    return false;
  }

  add(rank: Rank, one: Case): void {
    this.#byRank.get(rank)?.push(one);
    this.#count += 1;
    this.#bytes += bytesOf(one);
    while (this.#count > limits.cases || this.#bytes > limits.bytes) this.#drop();
  }

  *cases(): Generator<Case> {
    for (const cases of this.#byRank.values()) yield* cases;
  }

  #drop(): void {
    const rank = ranks.findLast((one) => this.#byRank.get(one)?.length !== 0);
    const one = rank === undefined ? undefined : this.#byRank.get(rank)?.pop();
    if (rank === undefined || one === undefined) return;
    this.#count -= 1;
    this.#bytes -= bytesOf(one);
    this.#closed = ranks.indexOf(rank);
    this.#leave(rank);
  }

  #leave(rank: Rank): void {
    this.left.set(rank, (this.left.get(rank) ?? 0) + 1);
  }
}

const markup = '<testcase classname="" name=""\n'.length;
const bytesOf = ({ suite, name, text }: Case) => markup + sizeOf(suite) + sizeOf(name) + sizeOf(text);

/** A case for what has no room, so that nobody takes the file for all there is. */
function leftOut(left: ReadonlyMap<Rank, number>): Case {
  const counts = ranks.flatMap((rank) => {
    const count = left.get(rank) ?? 0;
    const noun = (severities as readonly string[]).includes(rank) ? `failing, ${rank}` : rank.replaceAll('-', ' ');
    return count === 0 ? [] : [`${number(count)} ${noun}`];
  });
  const message = `Left out for want of room: ${counts.join('; ')}. All of it is in report.json`;
  return {
    suite: 'assize',
    name: 'Left out of this file',
    text: `>${childElement('skipped', null, message)}</testcase>`,
    outcome: 'skipped',
  };
}
