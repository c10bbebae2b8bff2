import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';
import { isAdministratorUser } from '../shared/iam-principals.ts';
import { hasCredentials } from '../shared/user-credentials.ts';

export default defineRule({
  id: 'iam-user-admin-mfa-enabled',
  title: 'User with administrator access has MFA',
  severity: 'high',
  resource: 'aws.iam.user',
  reads: ['aws.iam.policy', 'aws.iam.group', 'aws.iam.access-key'],
  controls: ['hipaa:164.308(a)(4)(ii)(B)', 'hipaa:164.312(d)'],
  rationale: 'One stolen password or key of an administrator is the whole account',
  remediation: 'Register an MFA device for the user, or take the administrator access away',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  ],
  equivalents: {
    prowler: ['iam_administrator_access_with_mfa'],
    powerpipe: ['iam_user_with_administrator_access_mfa_enabled'],
  },
  examples: {
    pass: {
      mfaActive: true,
      attachedPolicies: [{ arn: 'arn:aws:iam::aws:policy/AdministratorAccess', name: 'AdministratorAccess' }],
      inlinePolicies: [],
      groups: [],
      permissionsBoundary: null,
    },
    fail: {
      mfaActive: false,
      passwordEnabled: true,
      attachedPolicies: [{ arn: 'arn:aws:iam::aws:policy/AdministratorAccess', name: 'AdministratorAccess' }],
      inlinePolicies: [],
      groups: [],
      permissionsBoundary: null,
    },
  },
  evaluate(user, { inventory }) {
    if (!isAdministratorUser(user, inventory)) return notApplicable('The user has no administrator access');
    if (user.mfaActive) return pass;
    if (!hasCredentials(user, inventory)) return notApplicable('The user has neither password nor active access key');
    return fail('The user has administrator access and no MFA device');
  },
});
