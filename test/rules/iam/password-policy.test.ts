import { expect } from 'chai';
import expiring from '../../../rules/iam/iam-password-policy-expiring.ts';
import strong from '../../../rules/iam/iam-password-policy-strong.ts';
import { denied, findings, verdict } from '../tester.ts';

const kind = 'aws.iam.account';
const good = {
  minimumLength: 14,
  requireUppercase: true,
  requireLowercase: true,
  requireNumbers: true,
  requireSymbols: true,
  reusePrevention: 24,
  expirePasswords: true,
  maximumAgeDays: 90,
};
const parts = async (passwordPolicy: typeof good | null, params = {}) =>
  (await findings(strong, kind, { passwordPolicy }, {}, { params: { 'iam-password-policy-strong': params } })).map(
    ({ status, part }) => part ?? status,
  );

describe('rules on the password policy', () => {
  it('iam-019: no policy means AWS’s default, and that is weak', async () => {
    expect(await parts(null)).to.deep.equal(['length', 'uppercase', 'lowercase', 'numbers', 'symbols', 'reuse']);
    expect(await verdict(expiring, kind, { passwordPolicy: null })).to.equal('fail');
  });

  it('iam-020: a denied policy is unknown, not the default', async () => {
    for (const rule of [strong, expiring]) {
      expect(await verdict(rule, kind, { unknown: { passwordPolicy: denied } })).to.equal('unknown');
    }
  });

  it('iam-022: judges expiry by the policy’s expiry', async () => {
    const policy = { ...good, expirePasswords: false, maximumAgeDays: null };
    expect(await verdict(expiring, kind, { passwordPolicy: policy })).to.equal('fail');
    expect(await verdict(expiring, kind, { passwordPolicy: { ...good, requireNumbers: false } })).to.equal('pass');
  });

  it('iam-password-policy-strong: tells each shortfall, at its boundary', async () => {
    expect(await parts(good)).to.deep.equal(['pass']);
    expect(await parts({ ...good, minimumLength: 13 })).to.deep.equal(['length']);
    expect(await parts({ ...good, minimumLength: 15 })).to.deep.equal(['pass']);
    expect(await parts({ ...good, reusePrevention: 23 })).to.deep.equal(['reuse']);
    expect(await parts({ ...good, reusePrevention: null as unknown as number })).to.deep.equal(['reuse']);
    expect(await parts({ ...good, requireSymbols: false, requireUppercase: false })).to.deep.equal([
      'uppercase',
      'symbols',
    ]);
  });

  it('iam-password-policy-strong: follows its parameters', async () => {
    const lax = { minimumLength: 8, requireAllClasses: false, reusePrevention: 0 };
    expect(await parts(null, lax)).to.deep.equal(['pass']);
    expect(await parts(null, { ...lax, minimumLength: 9 })).to.deep.equal(['length']);
    expect(await parts(null, { ...lax, reusePrevention: 1 })).to.deep.equal(['reuse']);
  });

  it('iam-password-policy-expiring: passes 90 days, not 91, nor an expiry without age', async () => {
    expect(await verdict(expiring, kind, { passwordPolicy: { ...good, maximumAgeDays: 89 } })).to.equal('pass');
    expect(await verdict(expiring, kind, { passwordPolicy: good })).to.equal('pass');
    expect(await verdict(expiring, kind, { passwordPolicy: { ...good, maximumAgeDays: 91 } })).to.equal('fail');
    const endless = { ...good, maximumAgeDays: null as unknown as number };
    expect(await verdict(expiring, kind, { passwordPolicy: endless })).to.equal('fail');
  });
});
