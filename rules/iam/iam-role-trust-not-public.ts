import { defineRule, fail, pass } from '../../core/rule.ts';
import { policyOf } from '../shared/policy.ts';
import { assumeActions, demands, isEveryone, strangersOut, trustsOf } from '../shared/trust-policy.ts';

export default defineRule({
  id: 'iam-role-trust-not-public',
  title: 'Role cannot be assumed by everyone',
  severity: 'critical',
  resource: 'aws.iam.role',
  controls: ['hipaa:164.308(a)(3)(i)', 'hipaa:164.308(a)(4)(ii)(C)', 'hipaa:164.312(a)(1)'],
  rationale: 'A trust policy whose principal is everyone lets any AWS account in the world use the role',
  remediation:
    'Name the accounts, roles or services in Principal, or narrow `*` to your organisation (aws:PrincipalOrgID). An external id is no secret and does not keep strangers out',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html',
  ],
  equivalents: { scoutsuite: ['iam-assume-role-policy-allows-all'], checkov: ['CKV_AWS_60', 'CKV_AWS_61'] },
  examples: {
    pass: {
      assumeRolePolicy:
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"sts:AssumeRole"}}',
    },
    fail: {
      assumeRolePolicy:
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}}',
    },
  },
  evaluate(role) {
    const policy = policyOf(role.assumeRolePolicy, 'assumeRolePolicy');
    const open = assumeActions.some((action) =>
      trustsOf(policy, action).some((trust) => isEveryone(trust.principal) && !demands(trust, strangersOut)),
    );
    return open ? fail('Every principal of every account may assume the role') : pass;
  },
});
