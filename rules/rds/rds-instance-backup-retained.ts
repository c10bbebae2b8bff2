import { defineRule, fail, integer, notApplicable, pass } from '../../core/rule.ts';
import { days } from '../shared/dates.ts';
import { isReplica, setOnCluster } from '../shared/databases.ts';

export default defineRule({
  id: 'rds-instance-backup-retained',
  title: 'RDS instance keeps automated backups long enough',
  severity: 'high',
  resource: 'aws.rds.instance',
  controls: [
    'hipaa:164.308(a)(1)(ii)(B)',
    'hipaa:164.308(a)(7)(i)',
    'hipaa:164.308(a)(7)(ii)(A)',
    'hipaa:164.308(a)(7)(ii)(B)',
    'hipaa:164.308(a)(7)(ii)(C)',
    'hipaa:164.312(a)(2)(ii)',
  ],
  rationale:
    'Automated backups are what a database is restored from to a point in time. What was destroyed or encrypted by an attacker is often noticed only days later',
  remediation:
    'Set the backup retention period to 7 days or more. Going from 0 to more takes the first backup at once and, for a single-AZ instance, suspends I/O for a moment. Backups are deleted with the instance unless they are retained',
  references: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html'],
  equivalents: {
    securityHub: ['RDS.11'],
    awsConfig: ['db-instance-backup-enabled'],
    prowler: ['rds_instance_backup_enabled'],
    powerpipe: ['rds_db_instance_backup_enabled', 'rds_db_instance_backup_retention_period_less_than_7'],
    cloudsploit: ['rdsAutomatedBackups'],
    scoutsuite: ['rds-instance-backup-disabled', 'rds-instance-short-backup-retention-period'],
    checkov: ['CKV_AWS_133'],
    trivy: ['rds/specify_backup_retention'],
    cdkNag: ['RDSInstanceBackupEnabled'],
  },
  params: { minimumDays: integer({ default: 7, minimum: 1, maximum: 35 }) },
  examples: {
    pass: { clusterId: null, backupRetentionDays: 7 },
    fail: { clusterId: null, backupRetentionDays: 1, replicaSource: null },
  },
  evaluate(instance, { params }) {
    const excluded = setOnCluster(instance, 'Backup retention');
    if (excluded !== undefined) return excluded;
    const kept = instance.backupRetentionDays;
    if (kept >= params.minimumDays) return pass; // exactly as many are enough
    // A replica holds what its source holds, and is backed up there; 0 is its default.
    if (isReplica(instance)) return notApplicable('A read replica is backed up at its source');
    if (kept === 0) return fail('Automated backups are off');
    return fail(`Backups are kept ${days(kept)}, fewer than ${params.minimumDays}`);
  },
});
