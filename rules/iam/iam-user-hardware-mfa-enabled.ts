import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';

export default defineRule({
  id: 'iam-user-hardware-mfa-enabled',
  title: 'Console user has hardware MFA only',
  severity: 'low',
  resource: 'aws.iam.user',
  controls: ['hipaa:164.312(d)'],
  rationale:
    'Codes of a virtual device can be phished and copied with the phone; a security key answers only the true site',
  remediation: 'Register a FIDO2 security key for the user and remove the virtual device',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html'],
  equivalents: { prowler: ['iam_user_hardware_mfa_enabled'], powerpipe: ['iam_user_hardware_mfa_enabled'] },
  examples: {
    pass: { passwordEnabled: true, mfaActive: true, virtualMfaDevices: [] },
    fail: { passwordEnabled: true, mfaActive: true, virtualMfaDevices: ['arn:aws:iam::123456789012:mfa/phone'] },
  },
  evaluate(user) {
    if (!user.passwordEnabled) return notApplicable('The user has no console password');
    if (!user.mfaActive) return fail('The user has a console password and no MFA device');
    const device = user.virtualMfaDevices.first(); // MFA without a virtual device is hardware
    return device === undefined ? pass : fail(`The user has the virtual MFA device ${device}`);
  },
});
