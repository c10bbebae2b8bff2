import { defineRule, fail, pass } from '../../core/rule.ts';
import { notJudged } from '../shared/databases.ts';

export default defineRule({
  id: 'rds-cluster-deletion-protected',
  title: 'RDS cluster is protected from deletion',
  severity: 'low',
  resource: 'aws.rds.cluster',
  controls: ['hipaa:164.308(a)(7)(i)', 'hipaa:164.308(a)(7)(ii)(C)'],
  rationale:
    'A script, a template or a person that deletes the wrong cluster takes the database down, and its automated backups with it. With the protection on, the call fails',
  remediation:
    'Turn on deletion protection of the cluster; it takes effect at once and without a restart. Who really wants to delete turns it off first',
  references: ['https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html'],
  equivalents: {
    securityHub: ['RDS.7'],
    awsConfig: ['rds-cluster-deletion-protection-enabled'],
    prowler: ['rds_cluster_deletion_protection'],
    powerpipe: ['rds_db_cluster_deletion_protection_enabled'],
    checkov: ['CKV_AWS_139'],
    trivy: ['rds/enable_cluster_deletion_protection'],
  },
  examples: { pass: { deletionProtection: true }, fail: { deletionProtection: false } },
  evaluate(cluster) {
    return notJudged(cluster) ?? (cluster.deletionProtection ? pass : fail('Deletion protection is off'));
  },
});
