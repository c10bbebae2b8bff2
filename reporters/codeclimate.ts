import { hash } from 'node:crypto';
import type { Report, ReportFinding, Reporter, ReportRule } from '../core/report.ts';
import { severities, type Severity } from '../core/rule.ts';
import { sizeOf } from './shared/budget.ts';
import { clip, prose, visible } from './shared/escape.ts';
import { sourcePath, virtualPath } from './shared/place.ts';
import { redacted } from './shared/redact.ts';
import { Top } from './shared/top.ts';
import { many, number, observation } from './shared/wording.ts';

/**
 * CodeClimate's JSON as GitLab's code-quality report takes it: an array of the open failing findings, the most severe
 * first. Waived ones and those that the baseline holds are left out: GitLab would show each as something to mend, and
 * the format has no place to say how many they are. One entry that is not of GitLab's form would lose all after it.
 */
const limits = {
  findings: 10_000,
  /** Bytes of the file: GitLab keeps no more than 10 MB of what it shows beside a merge request's lines. */
  bytes: 9_000_000,
  description: 800,
  body: 2_000,
};

const severityOf: Readonly<Record<Severity, string>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  informational: 'info',
};

export const codeclimate: Reporter<object> = function* (given: Report) {
  const report = redacted(given);
  const rank = ({ severity, baselineState }: ReportFinding) =>
    severities.indexOf(severity) * 2 + (baselineState === 'new' ? 0 : 1);
  const top = new Top<ReportFinding>(limits.findings, (a, b) => rank(a) - rank(b));
  for (const finding of report.findings) {
    if (finding.status !== 'fail' || finding.disposition !== 'open') continue;
    const { resource } = finding;
    top.add({ ...finding, evidence: [], resource: { ...resource, tags: {} } });
  }
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  let written = 0;
  let bytes = 0;
  yield '[';
  for (const finding of top.sorted()) {
    const text = JSON.stringify(entryOf(finding, rules.get(finding.ruleId)));
    bytes += sizeOf(text) + 2;
    if (bytes > limits.bytes) break;
    yield `${written === 0 ? '\n' : ',\n'}${text}`;
    written += 1;
  }
  if (written < top.seen) yield `,\n${JSON.stringify(leftOut(top.seen - written, top.seen))}`;
  yield top.seen === 0 ? ']\n' : '\n]\n';
};

function entryOf(finding: ReportFinding, rule: ReportRule | undefined): object {
  const { ruleId, fingerprint, severity, resource } = finding;
  const { source } = resource;
  const expected = rule === undefined ? '' : `. Expected: ${rule.title}`;
  return {
    type: 'issue',
    description: clip(visible(`${observation(finding)}${expected}`), limits.description),
    check_name: visible(ruleId),
    fingerprint,
    severity: severityOf[severity],
    categories: ['Security'],
    location: {
      path: source === undefined ? virtualPath(resource) : sourcePath(source),
      lines: { begin: Math.max(1, source?.line ?? 1) },
    },
    ...(rule === undefined || rule.remediation === ''
      ? {}
      : { content: { body: prose(clip(rule.remediation, limits.body)) } }),
  };
}

/** An entry for what has no room, so that nobody takes the list for all there is. */
function leftOut(count: number, all: number): object {
  return {
    type: 'issue',
    description: `${many(count, 'open finding')} of ${number(all)} left out, the least severe. All of them are in report.json`,
    check_name: 'left-out',
    fingerprint: hash('sha256', 'assize left-out').slice(0, 32),
    severity: severityOf.informational,
    categories: ['Security'],
    location: { path: 'aws/left-out', lines: { begin: 1 } },
  };
}
