import { defineRule, fail, pass } from '../../core/rule.ts';
import { ownedByOrganization } from '../shared/trail-owner.ts';

export default defineRule({
  id: 'cloudtrail-trail-notifications-enabled',
  title: 'CloudTrail trail notifies a topic of new log files',
  severity: 'informational',
  resource: 'aws.cloudtrail.trail',
  controls: [],
  rationale: 'What analyses log files learns of each at once, and notices when none come any more',
  remediation:
    'Set an SNS topic on the trail whose policy lets CloudTrail publish. A busy account sends a message every few minutes: subscribe machines, not people',
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html',
  ],
  equivalents: { cloudsploit: ['cloudtrailNotificationsEnabled'], checkov: ['CKV_AWS_252'] },
  examples: {
    pass: { snsTopicArn: 'arn:aws:sns:us-east-1:123456789012:trail' },
    fail: { snsTopicArn: null },
  },
  evaluate(trail) {
    return ownedByOrganization(trail) ?? (trail.snsTopicArn === null ? fail('The trail has no SNS topic') : pass);
  },
});
