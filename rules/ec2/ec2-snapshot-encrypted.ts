import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';
import { ownedElsewhere } from '../shared/ownership.ts';

export default defineRule({
  id: 'ec2-snapshot-encrypted',
  title: 'EBS snapshot is encrypted',
  severity: 'medium',
  resource: 'aws.ec2.snapshot',
  controls: ['hipaa:164.312(a)(2)(iv)'],
  rationale:
    'An unencrypted snapshot can be shared with another account, or with everyone, by one call, and what is restored from it is unencrypted too. One that a customer key encrypts is of no use without the key',
  remediation:
    'Copy the snapshot with encryption turned on, check the copy and delete the original. Encryption by default does not change snapshots of volumes that are unencrypted: replace those volumes',
  references: ['https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html'],
  equivalents: {
    prowler: ['ec2_ebs_snapshots_encrypted'],
    powerpipe: ['ebs_snapshot_encryption_enabled'],
    cloudsploit: ['ebsEncryptedSnapshots'],
    scoutsuite: ['ec2-ebs-snapshot-not-encrypted'],
    checkov: ['CKV_AWS_183'],
  },
  examples: { pass: { encrypted: true }, fail: { encrypted: false } },
  evaluate(snapshot) {
    if (ownedElsewhere(snapshot)) return notApplicable(`It belongs to account ${snapshot.ownerId}`);
    return snapshot.encrypted ? pass : fail('The snapshot is not encrypted');
  },
});
