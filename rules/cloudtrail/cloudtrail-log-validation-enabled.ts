import { defineRule, fail, pass } from '../../core/rule.ts';
import { ownedByOrganization } from '../shared/trail-owner.ts';

export default defineRule({
  id: 'cloudtrail-log-validation-enabled',
  title: 'CloudTrail trail signs digests of its log files',
  severity: 'low',
  resource: 'aws.cloudtrail.trail',
  controls: [
    'hipaa:164.308(a)(1)(ii)(B)',
    'hipaa:164.308(a)(1)(ii)(D)',
    'hipaa:164.312(b)',
    'hipaa:164.312(c)(1)',
    'hipaa:164.312(c)(2)',
  ],
  rationale:
    'With signed digests one can prove that no log file was changed, deleted or forged since CloudTrail delivered it; without them the record is only as good as the bucket',
  remediation:
    'Turn on log file validation of the trail, and check the digests from time to time with aws cloudtrail validate-logs. Files delivered before are not covered',
  references: ['https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html'],
  equivalents: {
    securityHub: ['CLOUDTRAIL.4'],
    awsConfig: ['cloud-trail-log-file-validation-enabled'],
    prowler: ['cloudtrail_log_file_validation_enabled'],
    powerpipe: ['cloudtrail_trail_validation_enabled'],
    cloudsploit: ['cloudtrailFileValidation'],
    scoutsuite: ['cloudtrail-no-log-file-validation'],
    checkov: ['CKV_AWS_36'],
    trivy: ['cloudtrail/enable_log_validation'],
    cdkNag: ['CloudTrailLogFileValidationEnabled'],
  },
  examples: { pass: { logFileValidation: true }, fail: { logFileValidation: false } },
  evaluate(trail) {
    return ownedByOrganization(trail) ?? (trail.logFileValidation ? pass : fail('Log file validation is off'));
  },
});
