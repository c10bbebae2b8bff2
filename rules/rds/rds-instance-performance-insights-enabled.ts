import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';
import { notJudged, offersPerformanceInsights } from '../shared/databases.ts';

export default defineRule({
  id: 'rds-instance-performance-insights-enabled',
  title: 'RDS instance has Performance Insights on',
  severity: 'low',
  resource: 'aws.rds.instance',
  controls: [],
  rationale:
    'Performance Insights records which statements, users and hosts load the database. Without it the cause of an overload, an attack included, can often not be found afterwards',
  remediation:
    'Turn on Performance Insights (in the console: Database Insights); seven days of history cost nothing. Statements may hold personal data: choose a customer key and limit who may read them',
  references: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.html',
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DatabaseInsights.html',
  ],
  equivalents: {
    checkov: ['CKV_AWS_353', 'CKV_AWS_354'],
    trivy: ['rds/enable_performance_insights', 'rds/performance_insights_encryption_customer_key'],
  },
  examples: {
    pass: { performanceInsights: true },
    fail: { performanceInsights: false, engine: 'postgres', instanceClass: 'db.t4g.micro' },
  },
  evaluate(instance) {
    const excluded = notJudged(instance);
    if (excluded !== undefined) return excluded;
    if (instance.performanceInsights) return pass;
    if (!offersPerformanceInsights(instance)) return notApplicable('Not offered for its engine and instance class');
    return fail('Performance Insights is off');
  },
});
