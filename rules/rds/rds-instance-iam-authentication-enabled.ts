import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';
import { setOnCluster, takesIamTokens } from '../shared/databases.ts';

export default defineRule({
  id: 'rds-instance-iam-authentication-enabled',
  title: 'RDS instance lets users log in with IAM credentials',
  severity: 'medium',
  resource: 'aws.rds.instance',
  controls: [],
  rationale:
    'A password of the database is shared, copied into configurations and seldom changed. An IAM token lasts 15 minutes, belongs to one principal, and is withdrawn with it',
  remediation:
    'Turn on IAM database authentication (no restart), make database users for it, and allow rds-db:connect to the roles that need it. Passwords go on working until the users are changed',
  references: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html'],
  equivalents: {
    securityHub: ['RDS.10'],
    awsConfig: ['rds-instance-iam-authentication-enabled'],
    prowler: ['rds_instance_iam_authentication_enabled'],
    powerpipe: ['rds_db_instance_iam_authentication_enabled'],
    cloudsploit: ['iamDbAuthenticationEnabled'],
    checkov: ['CKV_AWS_161'],
    trivy: ['rds/enable_iam_auth'],
  },
  examples: {
    pass: { clusterId: null, iamAuthentication: true },
    fail: { clusterId: null, engine: 'postgres', engineVersion: '16.3', iamAuthentication: false },
  },
  evaluate(instance) {
    const excluded = setOnCluster(instance, 'IAM authentication');
    if (excluded !== undefined) return excluded;
    if (instance.iamAuthentication) return pass;
    if (!takesIamTokens(instance)) return notApplicable(`${instance.engine} of this version takes no IAM tokens`);
    return fail('IAM database authentication is off');
  },
});
