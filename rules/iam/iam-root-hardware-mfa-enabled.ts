import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';
import { rootHasCredentials } from '../shared/user-credentials.ts';

export default defineRule({
  id: 'iam-root-hardware-mfa-enabled',
  title: 'Root user has hardware MFA only',
  severity: 'critical',
  resource: 'aws.iam.account',
  controls: ['hipaa:164.308(a)(3)(ii)(A)', 'hipaa:164.312(d)'],
  rationale:
    'A virtual device is as safe as the phone it is on and its backups. One virtual device beside a hardware one is enough to sign in with',
  remediation:
    'Assign a FIDO2 security key or a hardware token to the root user and remove its virtual devices. Keep a second hardware device in another place',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html',
  ],
  equivalents: {
    securityHub: ['IAM.6'],
    awsConfig: ['root-account-hardware-mfa-enabled'],
    prowler: ['iam_root_hardware_mfa_enabled'],
    powerpipe: ['iam_root_user_hardware_mfa_enabled'],
    cloudsploit: ['rootHardwareMfa'],
    scoutsuite: ['iam-root-account-no-hardware-mfa'],
    trivy: ['iam/enforce_root_hardware_mfa'],
  },
  examples: {
    pass: { rootMfaEnabled: true, rootVirtualMfaDevices: [] },
    fail: { rootMfaEnabled: true, rootVirtualMfaDevices: ['arn:aws:iam::123456789012:mfa/phone'] },
  },
  evaluate(account) {
    if (!account.rootMfaEnabled) {
      if (!rootHasCredentials(account)) return notApplicable('The root user has neither password nor access key');
      return fail('The root user has no MFA device');
    }
    const device = account.rootVirtualMfaDevices.first(); // MFA without a virtual device is hardware
    return device === undefined ? pass : fail(`The root user has the virtual MFA device ${device}`);
  },
});
