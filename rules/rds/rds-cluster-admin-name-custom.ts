import { defineRule, fail, notApplicable, pass, texts } from '../../core/rule.ts';
import { notJudged } from '../shared/databases.ts';

export default defineRule({
  id: 'rds-cluster-admin-name-custom',
  title: 'RDS cluster has an administrator of a name of its own',
  severity: 'medium',
  resource: 'aws.rds.cluster',
  controls: [],
  rationale: 'Who tries passwords starts with the names that RDS proposes. Another name makes that harder',
  remediation:
    'The name of the administrator cannot be changed: it is chosen when the cluster is made, also when it is restored from a dump. Until then, keep the cluster private and its password in Secrets Manager',
  references: ['https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html'],
  equivalents: {
    securityHub: ['RDS.24'],
    awsConfig: ['rds-cluster-default-admin-check'],
    prowler: ['rds_cluster_default_admin'],
    powerpipe: ['rds_db_cluster_no_default_admin_name'],
  },
  params: { names: texts({ default: ['admin', 'postgres'] }) },
  examples: { pass: { masterUsername: 'keeper' }, fail: { masterUsername: 'admin' } },
  evaluate(cluster, { params }) {
    const excluded = notJudged(cluster);
    if (excluded !== undefined) return excluded;
    const name = cluster.masterUsername;
    if (name === null) return notApplicable('It has no administrator of its own');
    // Engines that tell capitals apart are the exception.
    const isDefault = params.names.some((proposed) => proposed.toLowerCase() === name.toLowerCase());
    return isDefault ? fail(`The administrator is called ${name}`) : pass;
  },
});
