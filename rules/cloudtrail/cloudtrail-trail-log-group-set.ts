import { defineRule, fail, pass } from '../../core/rule.ts';
import { ownedByOrganization } from '../shared/trail-owner.ts';

export default defineRule({
  id: 'cloudtrail-trail-log-group-set',
  title: 'CloudTrail trail sends its events to CloudWatch Logs',
  severity: 'low',
  resource: 'aws.cloudtrail.trail',
  controls: [
    'hipaa:164.308(a)(1)(ii)(D)',
    'hipaa:164.308(a)(3)(ii)(A)',
    'hipaa:164.308(a)(6)(ii)',
    'hipaa:164.312(b)',
    'hipaa:164.312(e)(2)(i)',
  ],
  rationale: 'Files in a bucket wait to be read. In CloudWatch Logs, filters and alarms act on an event within minutes',
  remediation:
    'Set a log group and a role that may write to it on the trail, give the group a retention period, and make metric filters and alarms for what must not happen unseen. Whether events arrive, cloudtrail-trail-delivering tells',
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html',
  ],
  equivalents: {
    securityHub: ['CLOUDTRAIL.5'],
    awsConfig: ['cloud-trail-cloud-watch-logs-enabled'],
    prowler: ['cloudtrail_cloudwatch_logging_enabled'],
    powerpipe: ['cloudtrail_trail_integrated_with_logs', 'cloudtrail_multi_region_trail_integrated_with_logs'],
    cloudsploit: ['cloudtrailToCloudwatch'],
    scoutsuite: ['cloudtrail-no-cloudwatch-integration'],
    checkov: ['CKV2_AWS_10'],
    trivy: ['cloudtrail/ensure_cloudwatch_integration'],
    cdkNag: ['CloudTrailCloudWatchLogsEnabled'],
  },
  examples: {
    pass: { logGroupArn: 'arn:aws:logs:us-east-1:123456789012:log-group:trail:*' },
    fail: { logGroupArn: null },
  },
  evaluate(trail) {
    return ownedByOrganization(trail) ?? (trail.logGroupArn === null ? fail('The trail has no log group') : pass);
  },
});
