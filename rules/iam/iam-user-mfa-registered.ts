import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';
import { hasCredentials } from '../shared/user-credentials.ts';

export default defineRule({
  id: 'iam-user-mfa-registered',
  title: 'User with any credentials has MFA',
  severity: 'medium',
  resource: 'aws.iam.user',
  reads: ['aws.iam.access-key'],
  controls: ['hipaa:164.308(a)(4)(ii)(B)', 'hipaa:164.312(d)'],
  rationale: 'Policies can ask for MFA of access keys too, but only where the user has a device to answer with',
  remediation: 'Register an MFA device for the user, or, where it stands for a program, replace its keys by a role',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html',
  ],
  equivalents: {
    awsConfig: ['iam-user-mfa-enabled'],
    powerpipe: ['iam_user_mfa_enabled'],
    trivy: ['iam/enforce_group_mfa'],
  },
  examples: {
    pass: { mfaActive: true },
    fail: [
      { mfaActive: false, passwordEnabled: false, arn: 'arn:aws:iam::123456789012:user/ci' },
      { 'aws.iam.access-key': [{ userArn: 'arn:aws:iam::123456789012:user/ci', active: true }] },
    ],
  },
  evaluate(user, { inventory }) {
    if (user.mfaActive) return pass;
    if (!hasCredentials(user, inventory)) return notApplicable('The user has neither password nor active access key');
    return fail('The user has credentials and no MFA device');
  },
});
