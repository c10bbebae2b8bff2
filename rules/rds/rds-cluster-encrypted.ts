import { defineRule, fail, pass } from '../../core/rule.ts';
import { notJudged } from '../shared/databases.ts';

export default defineRule({
  id: 'rds-cluster-encrypted',
  title: 'RDS cluster storage is encrypted',
  severity: 'high',
  resource: 'aws.rds.cluster',
  controls: [
    'hipaa:164.308(a)(1)(ii)(B)',
    'hipaa:164.308(a)(4)(ii)(A)',
    'hipaa:164.312(a)(2)(iv)',
    'hipaa:164.312(e)(2)(ii)',
  ],
  rationale:
    'Without encryption the cluster volume, its backups and its snapshots are in the clear, and a snapshot can be handed to anyone',
  remediation:
    'Encryption cannot be turned on for a cluster that exists: restore a snapshot of it to a new cluster with a KMS key and move the application over',
  references: ['https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html'],
  equivalents: {
    securityHub: ['RDS.27'],
    awsConfig: ['rds-cluster-encrypted-at-rest'],
    prowler: ['rds_cluster_storage_encrypted'],
    powerpipe: ['rds_db_cluster_encryption_at_rest_enabled'],
    checkov: ['CKV_AWS_96', 'CKV_AWS_140'],
    trivy: ['rds/encrypt_cluster_storage_data'],
    cdkNag: ['RDSStorageEncrypted'],
  },
  examples: { pass: { storageEncrypted: true }, fail: { storageEncrypted: false } },
  evaluate(cluster) {
    return notJudged(cluster) ?? (cluster.storageEncrypted ? pass : fail('The storage is not encrypted'));
  },
});
