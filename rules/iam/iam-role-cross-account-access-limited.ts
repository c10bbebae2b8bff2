import { defineRule, fail, pass, texts } from '../../core/rule.ts';
import { awsPolicyName } from '../shared/iam-principals.ts';
import { accountFrom, isEveryone, trustsOf } from '../shared/trust-policy.ts';
import { policyOf } from '../shared/policy.ts';

export default defineRule({
  id: 'iam-role-cross-account-access-limited',
  title: 'No role that another account may assume has broad AWS-managed access',
  severity: 'medium',
  resource: 'aws.iam.role',
  controls: ['hipaa:164.308(a)(4)(ii)(C)', 'hipaa:164.312(a)(1)'],
  rationale:
    'ReadOnlyAccess reads the data in every bucket and table, PowerUserAccess changes it; another account\u2019s security then decides over yours',
  remediation:
    'Give the role a policy with what the other account needs (ViewOnlyAccess or SecurityAudit show settings, not data), or name accounts of your own in the parameter',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html',
  ],
  equivalents: {
    prowler: ['iam_role_cross_account_readonlyaccess_policy'],
    powerpipe: ['iam_role_cross_account_read_only_access_policy', 'iam_role_cross_account_write_access_policy'],
  },
  params: {
    /** Ids of accounts that need not be guarded against: those of one’s own. */
    trustedAccounts: texts({ default: [] }),
    /** Names of AWS-managed policies that are too broad. */
    policies: texts({ default: ['AdministratorAccess', 'PowerUserAccess', 'ReadOnlyAccess'] }),
  },
  examples: {
    pass: {
      attachedPolicies: [],
      assumeRolePolicy:
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::999999999999:root"},"Action":"sts:AssumeRole"}}',
    },
    fail: {
      attachedPolicies: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess', name: 'ReadOnlyAccess' }],
      assumeRolePolicy:
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::999999999999:root"},"Action":"sts:AssumeRole"}}',
    },
  },
  evaluate(role, { params }) {
    const strangers = (): string | undefined =>
      trustsOf(policyOf(role.assumeRolePolicy, 'assumeRolePolicy'), 'sts:assumerole').find(({ principal }) => {
        const account = accountFrom(principal, role);
        return isEveryone(principal) || (account !== null && !params.trustedAccounts.includes(account));
      })?.principal.id;
    const broad = role.attachedPolicies.find(({ arn }) => params.policies.includes(awsPolicyName(arn) ?? ''));
    if (broad === undefined) return pass;
    const stranger = strangers();
    return stranger === undefined ? pass : fail(`${stranger} may assume the role, which has ${broad.name}`);
  },
});
