import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';

export default defineRule({
  id: 'iam-user-mfa-enabled',
  title: 'Console user has MFA',
  severity: 'medium',
  resource: 'aws.iam.user',
  controls: ['hipaa:164.308(a)(3)(ii)(A)', 'hipaa:164.312(a)(1)', 'hipaa:164.312(d)'],
  rationale: 'A console password is phished or guessed; a second factor keeps it from being enough',
  remediation:
    'Have the user register an MFA device under Security credentials (a passkey or security key by preference), and deny what is done without MFA. Better, move people to IAM Identity Center',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html'],
  equivalents: {
    securityHub: ['IAM.5'],
    awsConfig: ['mfa-enabled-for-iam-console-access'],
    prowler: ['iam_user_mfa_enabled_console_access'],
    powerpipe: ['iam_user_console_access_mfa_enabled'],
    cloudsploit: ['usersMfaEnabled'],
    scoutsuite: ['iam-user-without-mfa'],
    trivy: ['iam/enforce_user_mfa'],
  },
  examples: { pass: { passwordEnabled: true, mfaActive: true }, fail: { passwordEnabled: true, mfaActive: false } },
  evaluate(user) {
    if (!user.passwordEnabled) return notApplicable('The user has no console password');
    return user.mfaActive ? pass : fail('The user has a console password and no MFA device');
  },
});
