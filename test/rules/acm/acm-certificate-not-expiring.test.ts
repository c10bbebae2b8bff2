import { expect } from 'chai';
import rule from '../../../rules/acm/acm-certificate-not-expiring.ts';
import { daysAgo, denied, findings, verdict, type Given } from '../tester.ts';

const kind = 'aws.acm.certificate';
const second = 1 / 86_400;
const certificate = (daysLeft: number | null, more: Given<typeof kind> = {}): Given<typeof kind> => ({
  domainName: 'shop.example.com',
  status: 'ISSUED',
  type: 'AMAZON_ISSUED',
  inUse: true,
  notAfter: daysLeft === null ? null : daysAgo(-daysLeft),
  ...more,
});
const inUseOnly = { params: { 'acm-certificate-not-expiring': { scope: 'in-use-only' } } };

describe('acm-certificate-not-expiring', () => {
  it('acm-003: an imported certificate with 10 days left fails', async () => {
    const imported = certificate(10, { type: 'IMPORTED', renewalEligibility: 'INELIGIBLE' });
    const [finding] = await findings(rule, kind, imported);
    expect(finding).to.include({ status: 'fail', message: `The certificate expires on ${daysAgo(-10)}, in 10 days` });
  });

  it('acm-004: a certificate that waits for validation has no date', async () => {
    expect(await verdict(rule, kind, certificate(null, { status: 'PENDING_VALIDATION' }))).to.equal('not-applicable');
    expect(await verdict(rule, kind, { notAfter: null, unknown: { status: denied } })).to.equal('not-applicable');
  });

  it('acm-005: an expired certificate fails, and is called expired', async () => {
    const [finding] = await findings(rule, kind, certificate(-3, { status: 'EXPIRED' }));
    expect(finding).to.include({ status: 'fail', message: `The certificate expired on ${daysAgo(3)}` });
  });

  it('acm-006: with scope in-use-only, one that nothing uses is not applicable', async () => {
    const unused = certificate(-3, { status: 'EXPIRED', inUse: false });
    expect(await verdict(rule, kind, unused, {}, inUseOnly)).to.equal('not-applicable');
    expect(await verdict(rule, kind, unused)).to.equal('fail');
    expect(await verdict(rule, kind, certificate(-3), {}, inUseOnly)).to.equal('fail');
  });

  it('acm-007: exactly 30 days pass, a second less fails, a second more passes', async () => {
    expect(await verdict(rule, kind, certificate(30 - second))).to.equal('fail');
    expect(await verdict(rule, kind, certificate(30))).to.equal('pass');
    expect(await verdict(rule, kind, certificate(30 + second))).to.equal('pass');
  });

  it('acm-009: status ISSUED is not believed where the date has passed', async () => {
    expect(await verdict(rule, kind, certificate(-1, { status: 'ISSUED' }))).to.equal('fail');
  });

  it('acm-010: a renewal under way is normal above the limit, and no excuse below', async () => {
    const pending = { renewalStatus: 'PENDING_AUTO_RENEWAL', renewalEligibility: 'ELIGIBLE' };
    expect(await verdict(rule, kind, certificate(45, pending))).to.equal('pass');
    expect(await verdict(rule, kind, certificate(12, pending))).to.equal('fail');
  });

  it('acm-013: a certificate without a domain name is judged', async () => {
    expect(await verdict(rule, kind, certificate(5, { domainName: null }))).to.equal('fail');
  });

  it('has 0 days left on the last day, and is expired a second after its end', async () => {
    const last = await findings(rule, kind, certificate(0));
    expect(last[0]?.message).to.match(/expires on .*, in 0 days$/);
    const over = await findings(rule, kind, certificate(-second));
    expect(over[0]?.message).to.contain('expired on');
  });

  it('says nothing of one that was never valid or was revoked', async () => {
    for (const status of ['FAILED', 'VALIDATION_TIMED_OUT', 'REVOKED']) {
      expect(await verdict(rule, kind, certificate(-1, { status })), status).to.equal('not-applicable');
    }
    expect(await verdict(rule, kind, certificate(-1, { status: 'INACTIVE' }))).to.equal('fail');
  });

  it('takes the limit from its parameter', async () => {
    const params = { 'acm-certificate-not-expiring': { minimumDays: 7 } };
    expect(await verdict(rule, kind, certificate(7), {}, { params })).to.equal('pass');
    expect(await verdict(rule, kind, certificate(7 - second), {}, { params })).to.equal('fail');
  });

  it('is unknown where the date is, and needs to know of its use only if asked', async () => {
    expect(await verdict(rule, kind, { status: 'ISSUED', unknown: { notAfter: denied } })).to.equal('unknown');
    const unread = { notAfter: daysAgo(-5), unknown: { inUse: denied } };
    expect(await verdict(rule, kind, unread)).to.equal('fail');
    expect(await verdict(rule, kind, unread, {}, inUseOnly)).to.equal('unknown');
  });
});
