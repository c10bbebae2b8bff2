import { defineRule, fail, notApplicable } from '../../core/rule.ts';
import { policyOf } from '../shared/policy.ts';
import { demands, openIdHost, subjectPinned, trustsOf } from '../shared/trust-policy.ts';

export default defineRule({
  id: 'iam-role-federation-scoped',
  title: 'Role trusts named subjects of an OpenID Connect provider',
  severity: 'high',
  resource: 'aws.iam.role',
  controls: ['hipaa:164.312(d)'],
  rationale:
    'Providers such as GitHub Actions issue tokens to everybody. Without a condition on the subject, every repository of the world may assume the role',
  remediation:
    'Add a StringEquals or StringLike condition on `<provider>:sub` that begins with your organisation and repository (`repo:my-org/my-repo:\u2026`); for Cognito and Google, on `aud`',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html'],
  equivalents: { checkov: ['CKV_AWS_358', 'CKV_AWS_393'] },
  examples: {
    pass: {
      assumeRolePolicy:
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:my-org/my-repo:*"}}}}',
    },
    fail: {
      assumeRolePolicy:
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"token.actions.githubusercontent.com:aud":"sts.amazonaws.com"}}}}',
    },
  },
  *evaluate(role) {
    const policy = policyOf(role.assumeRolePolicy, 'assumeRolePolicy');
    let federated = false;
    for (const trust of trustsOf(policy, 'sts:assumerolewithwebidentity')) {
      const host = openIdHost(trust.principal);
      if (host === null) continue;
      federated = true;
      if (!demands(trust, subjectPinned(host))) yield fail(`Any subject of ${host} may assume the role`, host);
    }
    return federated ? undefined : notApplicable('The role trusts no OpenID Connect provider');
  },
});
