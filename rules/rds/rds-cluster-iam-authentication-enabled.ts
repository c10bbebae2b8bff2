import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';
import { notJudged, takesIamTokens } from '../shared/databases.ts';

export default defineRule({
  id: 'rds-cluster-iam-authentication-enabled',
  title: 'RDS cluster lets users log in with IAM credentials',
  severity: 'medium',
  resource: 'aws.rds.cluster',
  controls: [],
  rationale:
    'A password of the database is shared, copied into configurations and seldom changed. An IAM token lasts 15 minutes, belongs to one principal, and is withdrawn with it',
  remediation:
    'Turn on IAM database authentication (no restart), make database users for it, and allow rds-db:connect to the roles that need it. Passwords go on working until the users are changed',
  references: ['https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.html'],
  equivalents: {
    securityHub: ['RDS.12'],
    awsConfig: ['rds-cluster-iam-authentication-enabled'],
    prowler: ['rds_cluster_iam_authentication_enabled'],
    powerpipe: ['rds_db_cluster_iam_authentication_enabled'],
    checkov: ['CKV_AWS_162'],
    trivy: ['rds/enable_iam_auth'],
    cdkNag: ['AuroraMySQLPostgresIAMAuth'],
  },
  examples: {
    pass: { iamAuthentication: true },
    fail: { engine: 'aurora-mysql', engineVersion: '8.0.mysql_aurora.3.08.0', iamAuthentication: false },
  },
  evaluate(cluster) {
    const excluded = notJudged(cluster);
    if (excluded !== undefined) return excluded;
    const enabled = cluster.iamAuthentication;
    if (enabled === true) return pass;
    if (enabled === null || !takesIamTokens(cluster)) return notApplicable(`${cluster.engine} takes no IAM tokens`);
    return fail('IAM database authentication is off');
  },
});
