import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';
import { defaultPortOf, setOnCluster } from '../shared/databases.ts';

export default defineRule({
  id: 'rds-instance-port-custom',
  title: 'RDS instance listens on a port other than the default of its engine',
  severity: 'low',
  resource: 'aws.rds.instance',
  controls: [],
  rationale:
    'Scans for databases try the default ports. Another port protects nobody who is let in anyway, but keeps the instance out of the plainest lists',
  remediation:
    'Modify the port of the instance; that restarts it. Change security groups and connection strings at the same time',
  references: ['https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html'],
  equivalents: {
    securityHub: ['RDS.23'],
    prowler: ['rds_instance_non_default_port'],
    powerpipe: ['rds_db_instance_and_cluster_no_default_port'],
    cloudsploit: ['rdsDefaultPort'],
    cdkNag: ['RDSNonDefaultPort'],
  },
  examples: {
    pass: { clusterId: null, engine: 'postgres', port: 6543 },
    fail: { clusterId: null, engine: 'postgres', port: 5432 },
  },
  evaluate(instance) {
    const excluded = setOnCluster(instance, 'The port');
    if (excluded !== undefined) return excluded;
    const port = instance.port;
    if (port === null) return notApplicable('It has no endpoint yet');
    return port === defaultPortOf(instance.engine) ? fail(`Port ${port} is the default of ${instance.engine}`) : pass;
  },
});
