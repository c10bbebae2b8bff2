import { defineRule, fail, integer, notApplicable, pass } from '../../core/rule.ts';
import { days, wholeDays } from '../shared/dates.ts';
import { maybe } from '../shared/maybe.ts';

export default defineRule({
  id: 'inspector-finding-resolved',
  title: 'Critical and high findings of Inspector are resolved in time',
  severity: 'high',
  resource: 'aws.inspector.finding',
  controls: ['hipaa:164.308(a)(1)(ii)(B)'],
  rationale:
    'Known vulnerabilities are attacked within days of their publication. A finding that stays open past its deadline is a risk that nobody manages',
  remediation:
    'Update the package, image or function that the finding names, or replace what runs it. Where the risk is accepted, suppress the finding in Inspector with a rule that says why, or waive it here until a date',
  references: [
    'https://docs.aws.amazon.com/inspector/latest/user/findings-understanding.html',
    'https://docs.aws.amazon.com/inspector/latest/user/findings-managing-supression-rules.html',
  ],
  equivalents: { prowler: ['inspector2_active_findings_exist'] },
  params: {
    criticalDays: integer({ default: 15, minimum: 0, maximum: 365 }),
    highDays: integer({ default: 30, minimum: 0, maximum: 365 }),
  },
  examples: {
    pass: { status: 'ACTIVE', severity: 'CRITICAL', firstObservedAt: '2026-06-10T12:00:00.000Z' },
    fail: {
      status: 'ACTIVE',
      severity: 'CRITICAL',
      title: 'CVE-2026-0001 - openssl',
      firstObservedAt: '2026-05-10T12:00:00.000Z',
    },
  },
  evaluate(finding, { params, asOf }) {
    if (finding.status !== 'ACTIVE') return pass; // closed, or suppressed by a rule that somebody made
    const severity = finding.severity;
    if (severity !== 'CRITICAL' && severity !== 'HIGH')
      return notApplicable(`Findings of severity ${severity} have no deadline`);
    const deadline = severity === 'CRITICAL' ? params.criticalDays : params.highDays;
    const age = wholeDays(finding.firstObservedAt, asOf);
    if (age <= deadline) return pass; // the day of the deadline is still in time
    const title = maybe(() => finding.title).known[0] ?? 'The finding';
    return fail(`${title} has been open ${days(age)}, more than ${deadline}`);
  },
});
