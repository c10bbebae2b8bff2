import type { Report, ReportFinding, Reporter, ReportRule } from '../core/report.ts';
import { severities, type Severity } from '../core/rule.ts';
import { digest } from './shared/digest.ts';
import { clip, commandData, commandProperty, terminal } from './shared/escape.ts';
import { sourcePath } from './shared/place.ts';
import { redacted } from './shared/redact.ts';
import { Top } from './shared/top.ts';
import { bySeverity, many, number, observation, scopeOf, verdictOf } from './shared/wording.ts';

/**
 * Open failing findings as commands to GitHub's runner, for a step to print: each becomes an annotation, at the line of
 * the change where its resource has a source.
 */
const limits = {
  /** Annotations of one level that GitHub keeps of a step; the others it drops without a word. */
  level: 10,
  /** Characters of a title, which GitHub refuses if it is longer than 255. */
  title: 200,
  /** Characters of one line of a message; of all of it the runner keeps 4,096. */
  line: 1_200,
};

const levels = ['error', 'warning', 'notice'] as const;
type Level = (typeof levels)[number];
const levelOf: Readonly<Record<Severity, Level>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
  informational: 'notice',
};

export const annotations: Reporter<object> = function* (given: Report) {
  const report = redacted(given);
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const tops = { error: best(), warning: best(), notice: best() };
  const open = { critical: 0, high: 0, medium: 0, low: 0, informational: 0 };
  const settled = { waived: 0, baselined: 0 };
  for (const finding of report.findings) {
    const { status, disposition, severity } = finding;
    if (status !== 'fail') continue;
    if (disposition !== 'open') settled[disposition] += 1;
    else {
      open[severity] += 1;
      tops[levelOf[severity]].add({ ...finding, evidence: [] });
    }
  }

  const left = levels.reduce((sum, level) => sum + tops[level].left, 0);
  const undecided = report.summary.unknown + report.summary.error;
  // What a change does is said even where there is nothing to point at.
  const isSaid = report.input !== undefined || left + settled.waived + settled.baselined + undecided > 0;
  const shown = levels.flatMap((level) =>
    tops[level].sorted().slice(0, limits.level - (isSaid && level === 'notice' ? 1 : 0)),
  );
  for (const finding of shown.sort(mostUrgent)) {
    open[finding.severity] -= 1;
    yield annotation(finding, rules.get(finding.ruleId));
  }
  if (isSaid) yield lastNotice(report, { open, ...settled });
};

const best = () => new Top<ReportFinding>(limits.level, mostUrgent);

/** What is new comes first, then what is most severe. */
function mostUrgent(a: ReportFinding, b: ReportFinding): number {
  const rank = ({ baselineState, severity }: ReportFinding) =>
    (baselineState === 'new' ? 0 : severities.length) + severities.indexOf(severity);
  return rank(a) - rank(b);
}

function annotation(finding: ReportFinding, rule: ReportRule | undefined): string {
  const { ruleId, severity, baselineState, resource } = finding;
  const { source } = resource;
  return command(
    levelOf[severity],
    {
      ...(source === undefined ? {} : { file: sourcePath(source), line: String(source.line) }),
      title: `${severity}${baselineState === 'new' ? ', new' : ''}: ${ruleId}`,
    },
    [
      observation(finding),
      ...(rule === undefined ? [] : [`Expected: ${rule.title}`]),
      ...(rule === undefined || rule.remediation === '' ? [] : [`What to do: ${rule.remediation}`]),
    ],
  );
}

/** @param rest the findings that are not shown */
function lastNotice(
  report: Report,
  rest: { readonly open: Readonly<Record<Severity, number>>; readonly waived: number; readonly baselined: number },
): string {
  const found = digest(report, { perRule: 0, fresh: 0 });
  const { word, sentence } = verdictOf(report, found);
  const more = severities.reduce((sum, severity) => sum + rest.open[severity], 0);
  // Of a change the sentence has them.
  const { unknown, error } = report.input === undefined ? report.summary : { unknown: 0, error: 0 };
  const hidden = [
    ...(more === 0 ? [] : [`${many(more, 'more open finding')} (${bySeverity(rest.open)})`]),
    ...(rest.baselined === 0 ? [] : [`${number(rest.baselined)} from before`]),
    ...(rest.waived === 0 ? [] : [`${number(rest.waived)} waived`]),
    ...(unknown === 0 ? [] : [many(unknown, 'unknown verdict')]),
    ...(error === 0 ? [] : [many(error, 'failed evaluation')]),
  ];
  return command('notice', { title: `assize: ${scopeOf(report)}` }, [
    `${word}: ${sentence}`,
    ...(hidden.length === 0 ? [] : [`Not shown here: ${hidden.join(', ')}`]),
    'All of it is in report.md',
  ]);
}

/** One command on one line. The runner finds a command only at the start of a line, and ends of lines are escaped. */
function command(level: Level, properties: Readonly<Record<string, string>>, lines: readonly string[]): string {
  const named = Object.entries(properties).map(([name, value]) => {
    const text = name === 'title' ? clip(terminal(value), limits.title) : terminal(value);
    return `${name}=${commandProperty(text)}`;
  });
  const message = lines.map((line) => clip(terminal(line), limits.line)).join('\n');
  return `::${level} ${named.join(',')}::${commandData(message)}\n`;
}
