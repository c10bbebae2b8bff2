import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';
import { notJudged } from '../shared/databases.ts';

export default defineRule({
  id: 'rds-cluster-backtrack-enabled',
  title: 'Aurora MySQL cluster can be taken back in time',
  severity: 'medium',
  resource: 'aws.rds.cluster',
  controls: [],
  rationale:
    'Backtracking undoes a wrong DELETE within minutes and in place. A restore makes a new cluster, which takes hours of a large one',
  remediation:
    'Backtracking must be chosen when a cluster is made, restored or cloned: clone the cluster with a backtrack window and switch over. It is not offered in every Region, nor with Aurora Global Database or for clusters that replicate by binary log',
  references: ['https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Managing.Backtrack.html'],
  equivalents: {
    securityHub: ['RDS.14'],
    awsConfig: ['aurora-mysql-backtracking-enabled'],
    prowler: ['rds_cluster_backtrack_enabled'],
    powerpipe: ['rds_db_cluster_aurora_backtracking_enabled'],
    checkov: ['CKV_AWS_326'],
    cdkNag: ['AuroraMySQLBacktrack'],
  },
  examples: {
    pass: { engine: 'aurora-mysql', backtrackSeconds: 86400 },
    fail: { engine: 'aurora-mysql', backtrackSeconds: 0 },
  },
  evaluate(cluster) {
    const excluded = notJudged(cluster);
    if (excluded !== undefined) return excluded;
    const engine = cluster.engine;
    if (engine !== 'aurora-mysql' && engine !== 'aurora') return notApplicable(`${engine} cannot backtrack`);
    const seconds = cluster.backtrackSeconds;
    return seconds !== null && seconds > 0 ? pass : fail('Backtracking is off');
  },
});
