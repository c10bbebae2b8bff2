import { defineRule } from '../../core/rule.ts';
import { missingLogs, setOnCluster } from '../shared/databases.ts';

export default defineRule({
  id: 'rds-instance-logs-exported',
  title: 'RDS instance sends its audit and error logs to CloudWatch Logs',
  severity: 'medium',
  resource: 'aws.rds.instance',
  controls: [
    'hipaa:164.308(a)(3)(ii)(A)',
    'hipaa:164.308(a)(4)(ii)(A)',
    'hipaa:164.308(a)(5)(ii)(C)',
    'hipaa:164.312(b)',
  ],
  rationale:
    'The logs on the instance are overwritten within days and gone with it. Who logged in to the database, and who tried to, can only be found out later from a copy elsewhere',
  remediation:
    'Turn on the export of the logs named. The audit log of MySQL and MariaDB needs the MARIADB_AUDIT_PLUGIN option, that of Oracle the audit_trail parameter; PostgreSQL writes audit records to its log with pgAudit. Set a retention period on the log groups',
  references: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html',
  ],
  equivalents: {
    securityHub: ['RDS.9', 'RDS.36', 'RDS.40', 'RDS.42'],
    awsConfig: ['rds-logging-enabled'],
    prowler: ['rds_instance_integration_cloudwatch_logs'],
    powerpipe: [
      'rds_db_instance_logging_enabled',
      'rds_db_instance_cloudwatch_logs_enabled',
      'rds_db_instance_*_logging_enabled',
    ],
    cloudsploit: ['rdsLoggingEnabled'],
    checkov: ['CKV_AWS_129', 'CKV2_AWS_30'],
    cdkNag: ['RDSLoggingEnabled'],
  },
  examples: {
    pass: { clusterId: null, engine: 'postgres', logExports: ['postgresql', 'upgrade'] },
    fail: { clusterId: null, engine: 'mysql', logExports: ['error'] },
  },
  evaluate(instance) {
    return setOnCluster(instance, 'The export of logs') ?? missingLogs(instance);
  },
});
