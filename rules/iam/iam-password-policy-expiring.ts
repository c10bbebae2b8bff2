import { defineRule, fail, integer, pass } from '../../core/rule.ts';

export default defineRule({
  id: 'iam-password-policy-expiring',
  title: 'Account password policy makes passwords expire',
  severity: 'low',
  resource: 'aws.iam.account',
  controls: [
    'hipaa:164.308(a)(4)(ii)(B)',
    'hipaa:164.308(a)(4)(ii)(C)',
    'hipaa:164.308(a)(5)(ii)(D)',
    'hipaa:164.312(d)',
  ],
  rationale:
    'A password that leaked unnoticed works until it is changed. Where every user has MFA, NIST advises against forced changes; waive this rule then',
  remediation:
    'IAM > Account settings > Password policy: turn on password expiration, 90 days or fewer. Do not require an administrator to reset, or people are locked out',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html'],
  equivalents: {
    prowler: ['iam_password_policy_expires_passwords_within_90_days_or_less'],
    powerpipe: ['iam_password_policy_expire_90'],
    cloudsploit: ['maxPasswordAge', 'passwordExpiration'],
    scoutsuite: ['iam-password-policy-no-expiration', 'iam-password-policy-expiration-threshold'],
    checkov: ['CKV_AWS_9'],
    trivy: ['iam/set_max_password_age'],
  },
  params: { maximumDays: integer({ default: 90, minimum: 1, maximum: 1095 }) },
  examples: {
    pass: {
      passwordPolicy: {
        minimumLength: 14,
        requireUppercase: true,
        requireLowercase: true,
        requireNumbers: true,
        requireSymbols: true,
        reusePrevention: 24,
        expirePasswords: true,
        maximumAgeDays: 90,
      },
    },
    fail: { passwordPolicy: null },
  },
  evaluate(account, { params }) {
    const policy = account.passwordPolicy;
    if (policy === null) return fail('There is no password policy, and AWS’s default lets passwords never expire');
    const age = policy.expirePasswords ? policy.maximumAgeDays : null;
    if (age === null) return fail('Passwords never expire');
    return age <= params.maximumDays
      ? pass
      : fail(`Passwords expire after ${age} days, more than ${params.maximumDays}`);
  },
});
