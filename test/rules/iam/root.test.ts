import { expect } from 'chai';
import accessKey from '../../../rules/iam/iam-root-access-key-absent.ts';
import hardware from '../../../rules/iam/iam-root-hardware-mfa-enabled.ts';
import mfa from '../../../rules/iam/iam-root-mfa-enabled.ts';
import certificate from '../../../rules/iam/iam-root-signing-certificate-absent.ts';
import unused from '../../../rules/iam/iam-root-unused.ts';
import { daysAgo, denied, findings, takenAt, verdict } from '../tester.ts';

const kind = 'aws.iam.account';
const none = { rootPasswordPresent: 0, rootAccessKeysPresent: 0 };

describe('rules on the root user', () => {
  it('iam-root-access-key-absent: says fail of any key, unknown of a denied summary', async () => {
    expect(await verdict(accessKey, kind, { rootAccessKeysPresent: 1 })).to.equal('fail');
    expect(await verdict(accessKey, kind, { rootAccessKeysPresent: 0 })).to.equal('pass');
    expect(await verdict(accessKey, kind, { unknown: { rootAccessKeysPresent: denied } })).to.equal('unknown');
  });

  it('iam-root-signing-certificate-absent: counts certificates', async () => {
    expect(await verdict(certificate, kind, { rootSigningCertificatesPresent: 2 })).to.equal('fail');
    expect(await verdict(certificate, kind, { rootSigningCertificatesPresent: 0 })).to.equal('pass');
  });

  it('iam-012: is not applicable where the organisation removed the root credentials', async () => {
    for (const rule of [mfa, hardware]) {
      expect(await verdict(rule, kind, { rootMfaEnabled: false, ...none })).to.equal('not-applicable');
      expect(await verdict(rule, kind, { rootMfaEnabled: false, ...none, rootPasswordPresent: 1 })).to.equal('fail');
      expect(await verdict(rule, kind, { rootMfaEnabled: false, ...none, rootAccessKeysPresent: 1 })).to.equal('fail');
    }
  });

  it('iam-root-mfa-enabled: one known credential suffices, none is not concluded from an unknown one', async () => {
    const hidden = { rootMfaEnabled: false, unknown: { rootPasswordPresent: denied } };
    expect(await verdict(mfa, kind, { ...hidden, rootAccessKeysPresent: 1 })).to.equal('fail');
    expect(await verdict(mfa, kind, { ...hidden, rootAccessKeysPresent: 0 })).to.equal('unknown');
    expect(await verdict(mfa, kind, { ...none, unknown: { rootMfaEnabled: denied } })).to.equal('unknown');
  });

  it('iam-014: says fail of a virtual device of the root user, whatever it is called', async () => {
    const devices = ['arn:aws:iam::123456789012:mfa/my-phone'];
    expect(await verdict(hardware, kind, { rootMfaEnabled: true, rootVirtualMfaDevices: devices })).to.equal('fail');
  });

  it('iam-016: judges the devices of the root user only, not those of a user called groot', async () => {
    const groot = { virtualMfaDevices: ['arn:aws:iam::123456789012:mfa/root/groot'] };
    const given = { rootMfaEnabled: true, rootVirtualMfaDevices: [] };
    expect(await verdict(hardware, kind, given, { 'aws.iam.user': [groot] })).to.equal('pass');
  });

  it('iam-017: says fail of a virtual device beside a hardware one', async () => {
    const devices = ['arn:aws:iam::123456789012:mfa/root-account-mfa-device'];
    const [found] = await findings(hardware, kind, { rootMfaEnabled: true, rootVirtualMfaDevices: devices });
    expect(found?.message).to.include('root-account-mfa-device');
  });

  it('iam-root-hardware-mfa-enabled: is unknown where the virtual devices are', async () => {
    const hidden = { rootMfaEnabled: true, unknown: { rootVirtualMfaDevices: denied } };
    expect(await verdict(hardware, kind, hidden)).to.equal('unknown');
    const partly = { rootMfaEnabled: true, rootVirtualMfaDevices: [], unknown: { 'rootVirtualMfaDevices/*': denied } };
    expect(await verdict(hardware, kind, partly)).to.equal('unknown');
  });

  const never = { rootPasswordLastUsedAt: null, rootAccessKey1LastUsedAt: null, rootAccessKey2LastUsedAt: null };

  it('iam-009: takes the newest of the three uses', async () => {
    const old = { ...never, rootPasswordLastUsedAt: daysAgo(730) };
    const [found] = await findings(unused, kind, { ...old, rootAccessKey2LastUsedAt: daysAgo(1) });
    expect(found?.status).to.equal('fail');
    expect(found?.message).to.equal('The root user’s second access key was used 1 day ago, fewer than 90');
    expect(await verdict(unused, kind, { ...old, rootAccessKey1LastUsedAt: daysAgo(1) })).to.equal('fail');
    expect(await verdict(unused, kind, old)).to.equal('pass');
  });

  it('iam-010: passes a root user that has no password and never had a key', async () => {
    expect(await verdict(unused, kind, never)).to.equal('pass');
  });

  it('iam-011: says fail of a use today', async () => {
    expect(await verdict(unused, kind, { ...never, rootPasswordLastUsedAt: takenAt })).to.equal('fail');
  });

  it('iam-root-unused: passes from exactly 90 days on, by parameter from others', async () => {
    const used = (days: number) => ({ ...never, rootPasswordLastUsedAt: daysAgo(days) });
    expect(await verdict(unused, kind, used(89.99))).to.equal('fail');
    expect(await verdict(unused, kind, used(90))).to.equal('pass');
    expect(await verdict(unused, kind, used(91))).to.equal('pass');
    const params = { 'iam-root-unused': { days: 1 } };
    expect(await verdict(unused, kind, used(1), {}, { params })).to.equal('pass');
    expect(await verdict(unused, kind, used(0.5), {}, { params })).to.equal('fail');
  });

  it('iam-root-unused: one known use proves a failure, an unknown one no pass', async () => {
    const hidden = { unknown: { rootAccessKey1LastUsedAt: denied }, rootAccessKey2LastUsedAt: null };
    expect(await verdict(unused, kind, { ...hidden, rootPasswordLastUsedAt: daysAgo(3) })).to.equal('fail');
    expect(await verdict(unused, kind, { ...hidden, rootPasswordLastUsedAt: null })).to.equal('unknown');
  });
});
