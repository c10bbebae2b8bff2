import { defineRule, fail, pass } from '../../core/rule.ts';

export default defineRule({
  id: 'cloudtrail-insights-enabled',
  title: 'A trail detects unusual API activity with CloudTrail Insights',
  severity: 'low',
  resource: 'aws.account',
  reads: ['aws.cloudtrail.trail'],
  controls: ['hipaa:164.308(a)(1)(ii)(D)'],
  rationale:
    'A burst of calls or of refusals is how a stolen key often shows itself first. Insights learns what is usual and records what is not',
  remediation:
    'Turn on Insights for API call rate and error rate on one trail of the account. It is charged by the number of events analysed',
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html',
  ],
  equivalents: {
    prowler: ['cloudtrail_insights_exist'],
    powerpipe: ['cloudtrail_trail_insight_selectors_and_logging_enabled'],
  },
  examples: {
    pass: [{}, { 'aws.cloudtrail.trail': [{ logging: true, insights: ['ApiCallRateInsight'] }] }],
    fail: [{}, { 'aws.cloudtrail.trail': [{ logging: true, insights: [] }] }],
  },
  evaluate(_account, { inventory }) {
    const trails = inventory.all('aws.cloudtrail.trail', 'account');
    const detects = trails.some((trail) => trail.logging && !trail.insights.isEmpty());
    return detects ? pass : fail('No trail that is logging records Insights events');
  },
});
