import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';
import { rootHasCredentials } from '../shared/user-credentials.ts';

export default defineRule({
  id: 'iam-root-mfa-enabled',
  title: 'Root user has MFA',
  severity: 'critical',
  resource: 'aws.iam.account',
  controls: ['hipaa:164.308(a)(3)(ii)(A)', 'hipaa:164.312(d)'],
  rationale: 'The root password alone would otherwise open the whole account',
  remediation:
    'Sign in as the root user and assign an MFA device under Security credentials, a hardware key by preference, and a second one to fall back on; in an organisation, remove root credentials of member accounts centrally instead',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html',
  ],
  equivalents: {
    awsConfig: ['root-account-mfa-enabled'],
    prowler: ['iam_root_mfa_enabled'],
    powerpipe: ['iam_root_user_mfa_enabled', 'iam_root_user_account_console_access_mfa_enabled'],
    cloudsploit: ['rootMfaEnabled'],
    scoutsuite: ['iam-root-account-no-mfa'],
    trivy: ['iam/enforce_root_mfa'],
  },
  examples: {
    pass: { rootMfaEnabled: true },
    fail: { rootMfaEnabled: false, rootPasswordPresent: 1, rootAccessKeysPresent: 0 },
  },
  evaluate(account) {
    if (account.rootMfaEnabled) return pass;
    if (!rootHasCredentials(account)) return notApplicable('The root user has neither password nor access key');
    return fail('The root user has no MFA device');
  },
});
