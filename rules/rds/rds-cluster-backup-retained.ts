import { defineRule, fail, integer, pass } from '../../core/rule.ts';
import { notJudged } from '../shared/databases.ts';
import { days } from '../shared/dates.ts';

export default defineRule({
  id: 'rds-cluster-backup-retained',
  title: 'RDS cluster keeps automated backups long enough',
  severity: 'high',
  resource: 'aws.rds.cluster',
  controls: [
    'hipaa:164.308(a)(1)(ii)(B)',
    'hipaa:164.308(a)(7)(i)',
    'hipaa:164.308(a)(7)(ii)(A)',
    'hipaa:164.308(a)(7)(ii)(B)',
    'hipaa:164.308(a)(7)(ii)(C)',
    'hipaa:164.312(a)(2)(ii)',
  ],
  rationale:
    'Automated backups are what a cluster is restored from to a point in time. Aurora cannot turn them off, but its default is one day, less than it takes to notice most losses',
  remediation: 'Set the backup retention period of the cluster to 7 days or more; that needs no restart',
  references: ['https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html'],
  equivalents: { checkov: ['CKV_AWS_133'], trivy: ['rds/specify_backup_retention'] },
  params: { minimumDays: integer({ default: 7, minimum: 1, maximum: 35 }) },
  examples: { pass: { backupRetentionDays: 7 }, fail: { backupRetentionDays: 1 } },
  evaluate(cluster, { params }) {
    const excluded = notJudged(cluster);
    if (excluded !== undefined) return excluded;
    const kept = cluster.backupRetentionDays;
    if (kept >= params.minimumDays) return pass; // exactly as many are enough
    if (kept === 0) return fail('Automated backups are off');
    return fail(`Backups are kept ${days(kept)}, fewer than ${params.minimumDays}`);
  },
});
