import { defineRule, fail, pass } from '../../core/rule.ts';
import { notJudged } from '../shared/databases.ts';

export default defineRule({
  id: 'rds-instance-encrypted',
  title: 'RDS instance storage is encrypted',
  severity: 'high',
  resource: 'aws.rds.instance',
  controls: [
    'hipaa:164.308(a)(1)(ii)(B)',
    'hipaa:164.308(a)(4)(ii)(A)',
    'hipaa:164.312(a)(2)(iv)',
    'hipaa:164.312(e)(2)(ii)',
  ],
  rationale:
    'Without encryption the data files, automated backups, snapshots and replicas of the database are in the clear, and a snapshot can be handed to anyone',
  remediation:
    'Encryption cannot be turned on for an instance that exists: copy a snapshot with encryption, restore an instance from the copy and move the application over, or replicate to an encrypted instance to shorten the outage',
  references: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html'],
  equivalents: {
    securityHub: ['RDS.3'],
    awsConfig: ['rds-storage-encrypted'],
    prowler: ['rds_instance_storage_encrypted'],
    powerpipe: ['rds_db_instance_encryption_at_rest_enabled'],
    cloudsploit: ['rdsEncryptionEnabled'],
    scoutsuite: ['rds-instance-storage-not-encrypted'],
    checkov: ['CKV_AWS_16'],
    trivy: ['rds/encrypt_instance_storage_data'],
    cdkNag: ['RDSStorageEncrypted'],
  },
  examples: { pass: { storageEncrypted: true }, fail: { storageEncrypted: false } },
  evaluate(instance) {
    return notJudged(instance) ?? (instance.storageEncrypted ? pass : fail('The storage is not encrypted'));
  },
});
