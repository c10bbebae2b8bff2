import { defineRule } from '../../core/rule.ts';
import { missingLogs, notJudged } from '../shared/databases.ts';

export default defineRule({
  id: 'rds-cluster-logs-exported',
  title: 'RDS cluster sends its audit and error logs to CloudWatch Logs',
  severity: 'medium',
  resource: 'aws.rds.cluster',
  controls: [
    'hipaa:164.308(a)(3)(ii)(A)',
    'hipaa:164.308(a)(4)(ii)(A)',
    'hipaa:164.308(a)(5)(ii)(C)',
    'hipaa:164.312(b)',
  ],
  rationale:
    'The logs on the instances are overwritten within days and gone with them. Who logged in to the database, and who tried to, can only be found out later from a copy elsewhere',
  remediation:
    'Turn on the export of the logs named for the cluster. The audit log of Aurora MySQL needs server_audit_logging in the cluster parameter group; Aurora PostgreSQL writes audit records to its log with pgAudit. Set a retention period on the log groups',
  references: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html',
  ],
  equivalents: {
    securityHub: ['RDS.34', 'RDS.37', 'RDS.45'],
    prowler: ['rds_cluster_integration_cloudwatch_logs'],
    powerpipe: ['rds_db_cluster_aurora_*_logging_enabled'],
    checkov: ['CKV_AWS_324', 'CKV_AWS_325', 'CKV2_AWS_27'],
    cdkNag: ['AuroraMySQLLogging'],
  },
  examples: {
    pass: { engine: 'aurora-postgresql', logExports: ['postgresql'] },
    fail: { engine: 'aurora-mysql', logExports: ['slowquery'] },
  },
  evaluate(cluster) {
    return notJudged(cluster) ?? missingLogs(cluster);
  },
});
