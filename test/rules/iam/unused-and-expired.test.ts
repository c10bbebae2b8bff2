import { expect } from 'chai';
import used from '../../../rules/iam/iam-role-used.ts';
import valid from '../../../rules/iam/iam-server-certificate-not-expired.ts';
import { daysAgo, denied, takenAt, verdict } from '../tester.ts';

describe('iam-role-used', () => {
  const judged = async (given: object) => verdict(used, 'aws.iam.role', { path: '/', ...given });

  it('fails from exactly 90 days without use on', async () => {
    expect(await judged({ lastUsedAt: daysAgo(89.99) })).to.equal('pass');
    expect(await judged({ lastUsedAt: daysAgo(90) })).to.equal('fail');
    expect(await judged({ lastUsedAt: daysAgo(91) })).to.equal('fail');
  });

  it('counts a role never used from its making', async () => {
    expect(await judged({ lastUsedAt: null, createdAt: daysAgo(10) })).to.equal('pass');
    expect(await judged({ lastUsedAt: null, createdAt: daysAgo(500) })).to.equal('fail');
    expect(await judged({ lastUsedAt: null, unknown: { createdAt: denied } })).to.equal('unknown');
    expect(await judged({ unknown: { lastUsedAt: denied }, createdAt: daysAgo(500) })).to.equal('unknown');
  });

  it('leaves the roles that AWS makes and removes', async () => {
    for (const path of ['/aws-service-role/rds.amazonaws.com/', '/aws-reserved/sso.amazonaws.com/']) {
      expect(await judged({ path, lastUsedAt: null, createdAt: daysAgo(500) })).to.equal('not-applicable');
    }
    expect(await judged({ path: '/team/aws-service-role/', lastUsedAt: daysAgo(100) })).to.equal('fail');
  });
});

describe('iam-server-certificate-not-expired', () => {
  const judged = async (expiresAt: string | null) => verdict(valid, 'aws.iam.server-certificate', { expiresAt });

  it('is valid up to and at the instant it names', async () => {
    expect(await judged(new Date(Date.parse(takenAt) + 1).toISOString())).to.equal('pass');
    expect(await judged(takenAt)).to.equal('pass');
    expect(await judged(new Date(Date.parse(takenAt) - 1).toISOString())).to.equal('fail');
  });

  it('is unknown where AWS does not say', async () => {
    expect(await judged(null)).to.equal('unknown');
  });
});
