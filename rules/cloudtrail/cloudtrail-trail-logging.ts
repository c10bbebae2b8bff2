import { defineRule, fail, pass } from '../../core/rule.ts';
import { ownedByOrganization } from '../shared/trail-owner.ts';

export default defineRule({
  id: 'cloudtrail-trail-logging',
  title: 'CloudTrail trail is logging',
  severity: 'high',
  resource: 'aws.cloudtrail.trail',
  controls: ['hipaa:164.308(a)(3)(ii)(A)', 'hipaa:164.308(a)(5)(ii)(C)', 'hipaa:164.312(b)'],
  rationale:
    'A trail that is stopped looks configured and records nothing. Stopping it is one of the first things an attacker does',
  remediation:
    'Start logging (cloudtrail:StartLogging) and find out who stopped it: the StopLogging event is still in the event history for 90 days. Deny cloudtrail:StopLogging by a service control policy. Delete the trail if it is no longer wanted',
  references: ['https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-turning-off-logging.html'],
  equivalents: {
    awsConfig: ['cloudtrail-enabled', 'cloudtrail-security-trail-enabled'],
    powerpipe: ['cloudtrail_trail_enabled', 'cloudtrail_trail_enabled_account', 'cloudtrail_security_trail_enabled'],
  },
  examples: { pass: { logging: true }, fail: { logging: false } },
  evaluate(trail) {
    return ownedByOrganization(trail) ?? (trail.logging ? pass : fail('The trail is not logging'));
  },
});
