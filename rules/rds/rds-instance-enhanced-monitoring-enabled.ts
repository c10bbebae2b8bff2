import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';
import { isCustom, notJudged } from '../shared/databases.ts';
import { maybe } from '../shared/maybe.ts';

export default defineRule({
  id: 'rds-instance-enhanced-monitoring-enabled',
  title: 'RDS instance has enhanced monitoring on',
  severity: 'low',
  resource: 'aws.rds.instance',
  controls: ['hipaa:164.312(b)'],
  rationale:
    'Metrics of the hypervisor do not show which processes use memory and CPU. Enhanced monitoring measures inside the operating system, and keeps it in CloudWatch Logs for whoever looks into an incident',
  remediation:
    'Turn on enhanced monitoring with an interval of 60 seconds or less and a role that may write to CloudWatch Logs (AmazonRDSEnhancedMonitoringRole). The shorter the interval, the more it costs',
  references: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.html'],
  equivalents: {
    securityHub: ['RDS.6'],
    awsConfig: ['rds-enhanced-monitoring-enabled'],
    prowler: ['rds_instance_enhanced_monitoring_enabled'],
    powerpipe: ['rds_db_instance_and_cluster_enhanced_monitoring_enabled'],
    checkov: ['CKV_AWS_118'],
    cdkNag: ['RDSEnhancedMonitoringEnabled'],
  },
  examples: { pass: { monitoringInterval: 60 }, fail: { monitoringInterval: 0 } },
  evaluate(instance) {
    const excluded = notJudged(instance);
    if (excluded !== undefined) return excluded;
    if (instance.monitoringInterval > 0) return pass;
    const engine = maybe(() => instance.engine).known[0];
    if (engine !== undefined && isCustom(engine)) return notApplicable('RDS Custom has no enhanced monitoring');
    return fail('Enhanced monitoring is off');
  },
});
