import { defineRule, choice, fail, integer } from '../../core/rule.ts';

/** What AWS asks of passwords where the account has no policy. Three classes of four: none of them for certain. */
const awsDefault = {
  minimumLength: 8,
  requireUppercase: false,
  requireLowercase: false,
  requireNumbers: false,
  requireSymbols: false,
  reusePrevention: null,
};

export default defineRule({
  id: 'iam-password-policy-strong',
  title: 'Account password policy is strong',
  severity: 'medium',
  resource: 'aws.iam.account',
  controls: [
    'hipaa:164.308(a)(4)(ii)(B)',
    'hipaa:164.308(a)(4)(ii)(C)',
    'hipaa:164.308(a)(5)(ii)(D)',
    'hipaa:164.312(d)',
  ],
  rationale:
    'Short, simple or reused passwords are guessed. Without a policy of its own the account has AWS\u2019s default: 8 characters, three of four classes, reuse allowed',
  remediation:
    'IAM > Account settings > Password policy: require 14 characters, all four classes, and remember 24 passwords. It takes effect when people next change theirs',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html'],
  equivalents: {
    securityHub: ['IAM.7'],
    awsConfig: ['iam-password-policy'],
    prowler: [
      'iam_password_policy_minimum_length_14',
      'iam_password_policy_uppercase',
      'iam_password_policy_lowercase',
      'iam_password_policy_number',
      'iam_password_policy_symbol',
      'iam_password_policy_reuse_24',
    ],
    powerpipe: [
      'iam_account_password_policy_min_length_14',
      'iam_account_password_policy_one_*',
      'iam_account_password_policy_reuse_24',
      'iam_account_password_policy_strong_min_reuse_24',
      'iam_account_password_policy_strong_min_length_8',
    ],
    cloudsploit: [
      'minPasswordLength',
      'passwordPolicyExists',
      'passwordRequires*',
      'passwordReusePrevention',
      'policyAllowsToChangePassword',
    ],
    scoutsuite: [
      'iam-password-policy-minimum-length',
      'iam-password-policy-no-*-required',
      'iam-password-policy-reuse-enabled',
    ],
    checkov: ['CKV_AWS_10', 'CKV_AWS_11', 'CKV_AWS_12', 'CKV_AWS_14', 'CKV_AWS_15', 'CKV_AWS_13'],
    trivy: [
      'iam/set_minimum_password_length',
      'iam/require_lowercase_in_passwords',
      'iam/require_numbers_in_passwords',
      'iam/require_symbols_in_passwords',
      'iam/require_uppercase_in_passwords',
      'iam/no_password_reuse',
    ],
  },
  params: {
    minimumLength: integer({ default: 14, minimum: 6, maximum: 128 }),
    requireAllClasses: choice({ default: true, of: [true, false] }),
    reusePrevention: integer({ default: 24, minimum: 0, maximum: 24 }),
  },
  examples: {
    pass: {
      passwordPolicy: {
        minimumLength: 14,
        requireUppercase: true,
        requireLowercase: true,
        requireNumbers: true,
        requireSymbols: true,
        reusePrevention: 24,
        expirePasswords: false,
        maximumAgeDays: null,
      },
    },
    fail: { passwordPolicy: null },
  },
  *evaluate(account, { params }) {
    const policy = account.passwordPolicy ?? awsDefault;
    const length = policy.minimumLength;
    if (length < params.minimumLength)
      yield fail(`Passwords of ${length} characters are allowed, fewer than ${params.minimumLength}`, 'length');
    if (params.requireAllClasses) {
      if (!policy.requireUppercase) yield fail('No upper-case letter is required', 'uppercase');
      if (!policy.requireLowercase) yield fail('No lower-case letter is required', 'lowercase');
      if (!policy.requireNumbers) yield fail('No digit is required', 'numbers');
      if (!policy.requireSymbols) yield fail('No symbol is required', 'symbols');
    }
    const kept = policy.reusePrevention ?? 0;
    if (kept < params.reusePrevention)
      yield fail(`The last ${kept} passwords may not be reused, fewer than ${params.reusePrevention}`, 'reuse');
    return undefined;
  },
});
