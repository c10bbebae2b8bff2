import { expect } from 'chai';
import admin from '../../../rules/iam/iam-user-admin-mfa-enabled.ts';
import hardware from '../../../rules/iam/iam-user-hardware-mfa-enabled.ts';
import console from '../../../rules/iam/iam-user-mfa-enabled.ts';
import registered from '../../../rules/iam/iam-user-mfa-registered.ts';
import { denied, verdict } from '../tester.ts';

const kind = 'aws.iam.user';
const arn = 'arn:aws:iam::123456789012:user/ann';
const key = (active: boolean) => ({ 'aws.iam.access-key': [{ userArn: arn, active }] });

describe('rules on the MFA of users', () => {
  it('iam-user-mfa-enabled: judges users with a console password', async () => {
    expect(await verdict(console, kind, { passwordEnabled: true, mfaActive: false })).to.equal('fail');
    expect(await verdict(console, kind, { passwordEnabled: true, mfaActive: true })).to.equal('pass');
    expect(await verdict(console, kind, { passwordEnabled: false })).to.equal('not-applicable');
    expect(await verdict(console, kind, { passwordEnabled: true, unknown: { mfaActive: denied } })).to.equal('unknown');
  });

  it('iam-user-mfa-registered: judges users with any credentials', async () => {
    const bare = { arn, mfaActive: false, passwordEnabled: false };
    expect(await verdict(registered, kind, { ...bare, mfaActive: true })).to.equal('pass');
    expect(await verdict(registered, kind, bare, key(true))).to.equal('fail');
    expect(await verdict(registered, kind, bare, key(false))).to.equal('not-applicable');
    expect(await verdict(registered, kind, { ...bare, passwordEnabled: true })).to.equal('fail');
    const gaps = [{ kind: 'aws.iam.access-key' as const, ...denied, operation: 'iam:Test' }];
    expect(await verdict(registered, kind, { ...bare, passwordEnabled: true }, {}, { gaps })).to.equal('fail');
    expect(await verdict(registered, kind, bare, {}, { gaps })).to.equal('unknown');
  });

  it('iam-user-hardware-mfa-enabled: takes MFA without a virtual device for hardware', async () => {
    const user = { passwordEnabled: true, mfaActive: true };
    expect(await verdict(hardware, kind, { ...user, virtualMfaDevices: [] })).to.equal('pass');
    expect(await verdict(hardware, kind, { ...user, virtualMfaDevices: ['arn:aws:iam::1:mfa/x'] })).to.equal('fail');
    expect(await verdict(hardware, kind, { passwordEnabled: true, mfaActive: false })).to.equal('fail');
    expect(await verdict(hardware, kind, { passwordEnabled: false })).to.equal('not-applicable');
    expect(await verdict(hardware, kind, { ...user, unknown: { virtualMfaDevices: denied } })).to.equal('unknown');
  });

  it('iam-user-admin-mfa-enabled: judges administrators who can act', async () => {
    const policy = { arn: 'arn:aws-us-gov:iam::aws:policy/AdministratorAccess', name: 'AdministratorAccess' };
    const user = {
      arn,
      mfaActive: false,
      passwordEnabled: false,
      attachedPolicies: [policy],
      inlinePolicies: [],
      groups: [],
      permissionsBoundary: null,
    };
    expect(await verdict(admin, kind, { ...user, mfaActive: true })).to.equal('pass');
    expect(await verdict(admin, kind, { ...user, attachedPolicies: [], mfaActive: true })).to.equal('not-applicable');
    expect(await verdict(admin, kind, user, key(true))).to.equal('fail');
    expect(await verdict(admin, kind, user, key(false))).to.equal('not-applicable');
    expect(await verdict(admin, kind, { ...user, attachedPolicies: [], passwordEnabled: true })).to.equal(
      'not-applicable',
    );
  });
});
