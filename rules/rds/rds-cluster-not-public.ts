import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';
import { notJudged } from '../shared/databases.ts';

export default defineRule({
  id: 'rds-cluster-not-public',
  title: 'Multi-AZ RDS cluster is not publicly accessible',
  severity: 'critical',
  resource: 'aws.rds.cluster',
  controls: [
    'hipaa:164.308(a)(3)(i)',
    'hipaa:164.308(a)(4)(ii)(A)',
    'hipaa:164.308(a)(4)(ii)(C)',
    'hipaa:164.312(a)(1)',
    'hipaa:164.312(e)(1)',
  ],
  rationale:
    'A publicly accessible cluster has public addresses. One change of a security group or of a route is then all that stands between the database and everyone who guesses passwords',
  remediation:
    'Set Publicly accessible to No on the cluster. Clients outside the VPC then need a VPN, a peering or a bastion',
  references: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/multi-az-db-clusters-concepts.html'],
  equivalents: {},
  examples: { pass: { publiclyAccessible: false }, fail: { publiclyAccessible: true } },
  evaluate(cluster) {
    const excluded = notJudged(cluster);
    if (excluded !== undefined) return excluded;
    const isPublic = cluster.publiclyAccessible;
    if (isPublic === null) return notApplicable('Of an Aurora cluster, each member says whether it is public');
    return isPublic ? fail('The cluster is publicly accessible') : pass;
  },
});
