import { expect } from 'chai';
import rule from '../../../rules/rds/rds-instance-ca-certificate-valid.ts';
import { daysAgo, denied, findings, verdict } from '../tester.ts';

const second = 1 / 86_400;
const current = { caCertificateId: 'rds-ca-rsa2048-g1' };

describe('rds-instance-ca-certificate-valid', () => {
  it('rds-015: a retired authority fails, though no date is known of it', async () => {
    for (const caCertificateId of ['rds-ca-2015', 'rds-ca-2019', 'rds-ca-2019-us-gov-west-1']) {
      const given = { caCertificateId, unknown: { caValidUntil: denied } };
      expect(await verdict(rule, 'aws.rds.instance', given), caCertificateId).to.equal('fail');
      const open = { caCertificateId, caValidUntil: null };
      expect(await verdict(rule, 'aws.rds.instance', open), caCertificateId).to.equal('fail');
    }
  });

  it('takes the authorities of today', async () => {
    for (const caCertificateId of ['rds-ca-rsa2048-g1', 'rds-ca-rsa4096-g1', 'rds-ca-ecc384-g1', 'rds-ca-2048-g2']) {
      const given = { caCertificateId, caValidUntil: daysAgo(-300) };
      expect(await verdict(rule, 'aws.rds.instance', given), caCertificateId).to.equal('pass');
    }
  });

  it('keeps the boundary: exactly 30 days pass, a second less fails', async () => {
    expect(await verdict(rule, 'aws.rds.instance', { ...current, caValidUntil: daysAgo(-30) })).to.equal('pass');
    const late = await findings(rule, 'aws.rds.instance', { ...current, caValidUntil: daysAgo(-30 + second) });
    expect(late[0]).to.include({ status: 'fail' });
    expect(late[0]?.message).to.match(/expires on .*, in 29 days$/);
  });

  it('says that it is over', async () => {
    const [finding] = await findings(rule, 'aws.rds.instance', { ...current, caValidUntil: daysAgo(3) });
    expect(finding?.message).to.equal(`The server certificate expired on ${daysAgo(3)}`);
  });

  it('is unknown where the date is, and not applicable where there is no certificate', async () => {
    expect(await verdict(rule, 'aws.rds.instance', current)).to.equal('unknown');
    const none = { caCertificateId: null, caValidUntil: null };
    expect(await verdict(rule, 'aws.rds.instance', none)).to.equal('not-applicable');
  });
});
