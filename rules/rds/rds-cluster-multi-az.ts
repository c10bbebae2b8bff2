import { defineRule, fail, pass } from '../../core/rule.ts';
import { notJudged } from '../shared/databases.ts';

export default defineRule({
  id: 'rds-cluster-multi-az',
  title: 'RDS cluster has instances in more than one Availability Zone',
  severity: 'medium',
  resource: 'aws.rds.cluster',
  controls: [
    'hipaa:164.308(a)(1)(ii)(B)',
    'hipaa:164.308(a)(7)(i)',
    'hipaa:164.308(a)(7)(ii)(A)',
    'hipaa:164.308(a)(7)(ii)(B)',
    'hipaa:164.308(a)(7)(ii)(C)',
  ],
  rationale:
    'Aurora keeps the data in three zones, but an instance to serve it only where there is one. When the zone of the only instance fails, the cluster is down until a new one has been made',
  remediation:
    'Add a reader to the cluster in another Availability Zone. Applications should use the cluster endpoint, which follows a failover',
  references: ['https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html'],
  equivalents: {
    securityHub: ['RDS.15'],
    awsConfig: ['rds-cluster-multi-az-enabled'],
    prowler: ['rds_cluster_multi_az'],
    powerpipe: ['rds_db_cluster_multiple_az_enabled'],
  },
  examples: { pass: { multiAz: true }, fail: { multiAz: false } },
  evaluate(cluster) {
    const excluded = notJudged(cluster);
    return (
      excluded ?? (cluster.multiAz ? pass : fail('The instances of the cluster are in one Availability Zone at most'))
    );
  },
});
