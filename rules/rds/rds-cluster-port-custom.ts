import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';
import { defaultPortOf, notJudged } from '../shared/databases.ts';

export default defineRule({
  id: 'rds-cluster-port-custom',
  title: 'RDS cluster listens on a port other than the default of its engine',
  severity: 'low',
  resource: 'aws.rds.cluster',
  controls: [],
  rationale:
    'Scans for databases try the default ports. Another port protects nobody who is let in anyway, but keeps the cluster out of the plainest lists',
  remediation:
    'Modify the port of the cluster; that restarts it. Change security groups and connection strings at the same time',
  references: ['https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html'],
  equivalents: {
    securityHub: ['RDS.23'],
    prowler: ['rds_cluster_non_default_port'],
    powerpipe: ['rds_db_instance_and_cluster_no_default_port'],
    cdkNag: ['RDSNonDefaultPort'],
  },
  examples: { pass: { engine: 'postgres', port: 6543 }, fail: { engine: 'postgres', port: 5432 } },
  evaluate(cluster) {
    const excluded = notJudged(cluster);
    if (excluded !== undefined) return excluded;
    const port = cluster.port;
    if (port === null) return notApplicable('It has no endpoint yet');
    return port === defaultPortOf(cluster.engine) ? fail(`Port ${port} is the default of ${cluster.engine}`) : pass;
  },
});
