import { expect } from 'chai';
import blocked from '../../../rules/ec2/ec2-snapshot-public-access-blocked.ts';
import rule from '../../../rules/ec2/ec2-snapshot-not-public.ts';
import { account, denied, findings, verdict } from '../tester.ts';
import type { Unknown } from '../../../core/resource.ts';

const snapshot = 'aws.ec2.snapshot';
const shared = { sharedWithAll: true, ownerId: account };
const settings = (snapshotBlockPublicAccess: string) => ({ 'aws.ec2.settings': [{ snapshotBlockPublicAccess }] });

describe('ec2-snapshot-not-public', () => {
  it('fails one that is shared with all', async () => {
    const [finding] = await findings(rule, snapshot, shared, settings('unblocked'));
    expect(finding).to.include({ status: 'fail', message: 'The snapshot is shared with every AWS account' });
  });

  it('ebs-001: a denied attribute is unknown', async () => {
    expect(await verdict(rule, snapshot, { ownerId: account, unknown: { sharedWithAll: denied } })).to.equal('unknown');
  });

  it('ebs-002: a throttled attribute is unknown', async () => {
    const throttled: Unknown = { reason: 'throttled', operation: 'ec2:DescribeSnapshots', message: 'slow down' };
    const [finding] = await findings(rule, snapshot, { ownerId: account, unknown: { sharedWithAll: throttled } });
    expect(finding?.status).to.equal('unknown');
    expect(finding?.message).to.contain('(throttled)');
  });

  it("ebs-005: another account's public snapshot is not applicable", async () => {
    const foreign = { sharedWithAll: true, ownerId: '999999999999' };
    expect(await verdict(rule, snapshot, foreign, settings('unblocked'))).to.equal('not-applicable');
    expect(await verdict(rule, snapshot, { ...foreign, sharedWithAll: false })).to.equal('not-applicable');
  });

  it('fails one whatever the settings of the Region: a block only suspends the permission', async () => {
    for (const state of ['block-all-sharing', 'block-new-sharing', 'unblocked']) {
      expect(await verdict(rule, snapshot, shared, settings(state)), state).to.equal('fail');
    }
    const unread = { 'aws.ec2.settings': [{ unknown: { snapshotBlockPublicAccess: denied } }] };
    expect(await verdict(rule, snapshot, shared, unread)).to.equal('fail');
  });
});

describe('ec2-snapshot-public-access-blocked', () => {
  for (const [state, expected] of [
    ['block-all-sharing', 'pass'],
    ['block-new-sharing', 'fail'],
    ['unblocked', 'fail'],
  ] as const) {
    it(`${state}: ${expected}`, async () => {
      expect(await verdict(blocked, 'aws.ec2.settings', { snapshotBlockPublicAccess: state })).to.equal(expected);
    });
  }

  it('tells a block of new sharing from none', async () => {
    const [half] = await findings(blocked, 'aws.ec2.settings', { snapshotBlockPublicAccess: 'block-new-sharing' });
    expect(half?.message).to.contain('snapshots shared before stay public');
  });
});
