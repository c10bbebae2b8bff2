import { defineRule, fail, pass } from '../../core/rule.ts';
import { ownedByOrganization } from '../shared/trail-owner.ts';

export default defineRule({
  id: 'cloudtrail-trail-encrypted',
  title: 'CloudTrail trail encrypts its log files with a KMS key',
  severity: 'medium',
  resource: 'aws.cloudtrail.trail',
  controls: [
    'hipaa:164.308(a)(1)(ii)(B)',
    'hipaa:164.308(a)(1)(ii)(D)',
    'hipaa:164.308(a)(4)(ii)(A)',
    'hipaa:164.312(a)(2)(iv)',
    'hipaa:164.312(c)(1)',
    'hipaa:164.312(c)(2)',
    'hipaa:164.312(e)(2)(ii)',
  ],
  rationale:
    "Under a key of one's own, who may read the bucket may not yet read the logs, and each use of the key is recorded",
  remediation:
    'Give the trail a KMS key whose policy lets CloudTrail generate data keys and lets only those decrypt who investigate. Log files delivered before stay as they are',
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html',
  ],
  equivalents: {
    securityHub: ['CLOUDTRAIL.2'],
    awsConfig: ['cloud-trail-encryption-enabled'],
    prowler: ['cloudtrail_kms_encryption_enabled'],
    powerpipe: ['cloudtrail_trail_logs_encrypted_with_kms_cmk'],
    cloudsploit: ['cloudtrailEncryption'],
    scoutsuite: ['cloudtrail-no-encryption-with-kms'],
    checkov: ['CKV_AWS_35', 'CKV_AWS_294'],
    trivy: ['cloudtrail/encryption_customer_key'],
    cdkNag: ['CloudTrailEncryptionEnabled'],
  },
  examples: {
    pass: { kmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555' },
    fail: { kmsKeyId: null },
  },
  evaluate(trail) {
    return ownedByOrganization(trail) ?? (trail.kmsKeyId === null ? fail('The trail has no KMS key') : pass);
  },
});
