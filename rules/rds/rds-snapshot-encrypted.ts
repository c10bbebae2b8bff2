import { defineRule, fail, pass } from '../../core/rule.ts';
import { notJudged } from '../shared/databases.ts';

export default defineRule({
  id: 'rds-snapshot-encrypted',
  title: 'RDS snapshot is encrypted',
  severity: 'medium',
  resource: ['aws.rds.snapshot', 'aws.rds.cluster-snapshot'],
  controls: ['hipaa:164.312(a)(2)(iv)', 'hipaa:164.312(e)(2)(ii)'],
  rationale:
    'An unencrypted snapshot holds the whole database in the clear, and one call shares it with another account or with everyone',
  remediation:
    'Copy the snapshot with a KMS key, check the copy and delete the original. Snapshots of an unencrypted database are unencrypted: move it to encrypted storage. A cluster snapshot of Aurora cannot be encrypted by copying: restore it to a cluster with a key',
  references: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html',
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CopySnapshot.html',
  ],
  equivalents: {
    securityHub: ['RDS.4'],
    awsConfig: ['rds-snapshot-encrypted'],
    prowler: ['rds_snapshots_encrypted'],
    powerpipe: ['rds_db_snapshot_encrypted_at_rest'],
    cloudsploit: ['rdsSnapshotEncryption'],
    checkov: ['CKV_AWS_146'],
  },
  examples: { pass: { encrypted: true }, fail: { encrypted: false } },
  evaluate(snapshot) {
    return notJudged(snapshot) ?? (snapshot.encrypted ? pass : fail('The snapshot is not encrypted'));
  },
});
