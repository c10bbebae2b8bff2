import { defineRule, fail, notApplicable, texts } from '../../core/rule.ts';
import { isServiceLinked } from '../shared/iam-principals.ts';
import { accountFrom, demands, demandsMfa, partnerPinned, trustsOf } from '../shared/trust-policy.ts';
import { policyOf } from '../shared/policy.ts';

export default defineRule({
  id: 'iam-role-cross-account-guarded',
  title: 'Role trusts other accounts only with an external id, MFA or within the organisation',
  severity: 'medium',
  resource: 'aws.iam.role',
  controls: ['hipaa:164.312(a)(1)'],
  rationale:
    'A third party that acts for many customers can be made to use the role for another of them. An external id shows for whom it acts, MFA that a person does',
  remediation:
    'Add a condition on sts:ExternalId (third parties), aws:MultiFactorAuthPresent (people) or aws:PrincipalOrgID (own accounts) to the trust policy, after telling whoever assumes the role',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
  ],
  equivalents: {
    cloudsploit: ['crossAccountMfaExtIdAccess', 'trustedCrossAccountRoles'],
    scoutsuite: ['iam-assume-role-lacks-external-id-and-mfa', 'iam-assume-role-no-mfa'],
  },
  params: {
    /** Ids of accounts that need not be guarded against: those of one’s own. */
    trustedAccounts: texts({ default: [] }),
  },
  examples: {
    pass: {
      path: '/',
      assumeRolePolicy:
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::999999999999:root"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"7f3c"}}}}',
    },
    fail: {
      path: '/',
      assumeRolePolicy:
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::999999999999:root"},"Action":"sts:AssumeRole"}}',
    },
  },
  *evaluate(role, { params }) {
    if (isServiceLinked(role)) return notApplicable('AWS made the role and its trust policy');
    const policy = policyOf(role.assumeRolePolicy, 'assumeRolePolicy');
    for (const trust of trustsOf(policy, 'sts:assumerole')) {
      const account = accountFrom(trust.principal, role);
      if (account === null || params.trustedAccounts.includes(account)) continue;
      if (demands(trust, partnerPinned) || demandsMfa(trust)) continue;
      yield fail(`${trust.principal.id} may assume the role without external id or MFA`, trust.principal.id);
    }
    return undefined;
  },
});
