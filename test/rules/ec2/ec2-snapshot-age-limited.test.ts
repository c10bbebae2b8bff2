import { expect } from 'chai';
import rule from '../../../rules/ec2/ec2-snapshot-age-limited.ts';
import { account, daysAgo, denied, findings, verdict, type Given } from '../tester.ts';

const old = { snapshotId: 'snap-1', ownerId: account, startedAt: daysAgo(91) };
const image = (snapshotId: string | null, more: Given<'aws.ec2.image'> = {}) => ({
  imageId: 'ami-1',
  blockDevices: [{ device: '/dev/sda1', snapshotId, encrypted: true }],
  ...more,
});
const judge = (given: Given<'aws.ec2.snapshot'>, images: Given<'aws.ec2.image'>[] = [], options = {}) =>
  verdict(rule, 'aws.ec2.snapshot', given, { 'aws.ec2.image': images }, options);

describe('ec2-snapshot-age-limited', () => {
  it('keeps the boundary: 90 whole days pass, 91 fail', async () => {
    expect(await judge({ ...old, startedAt: daysAgo(90.99) })).to.equal('pass');
    expect(await judge(old)).to.equal('fail');
  });

  it('does not ask after images where the snapshot is young', async () => {
    const gaps = [{ kind: 'aws.ec2.image' as const, ...denied, operation: 'ec2:DescribeImages' }];
    expect(await judge({ ...old, startedAt: daysAgo(5) }, [], { gaps })).to.equal('pass');
    expect(await judge(old, [], { gaps })).to.equal('unknown');
  });

  it('says nothing of one that an image of the account needs', async () => {
    const [finding] = await findings(rule, 'aws.ec2.snapshot', old, {
      'aws.ec2.image': [image(null), image('snap-1')],
    });
    expect(finding).to.include({ status: 'not-applicable', message: 'The machine image ami-1 needs it' });
    expect(await judge(old, [image('snap-2')])).to.equal('fail');
    const two = [null, 'snap-1'].map((snapshotId) => ({ device: '/dev/sdb', snapshotId, encrypted: true }));
    expect(await judge(old, [image(null, { blockDevices: two })])).to.equal('not-applicable');
  });

  it('ebs-015: warns that launch templates are not seen', () => {
    expect(rule.remediation).to.contain('launch template');
  });

  it('says nothing of one that a backup policy deletes', async () => {
    for (const key of ['aws:backup:source-resource', 'aws:dlm:lifecycle-policy-id']) {
      expect(await judge({ ...old, tags: { [key]: 'x' } })).to.equal('not-applicable');
    }
    expect(await judge({ ...old, tags: { backup: 'aws:dlm:x' } })).to.equal('fail');
  });

  it("ebs-005: another account's snapshot is not applicable", async () => {
    expect(await judge({ ...old, ownerId: '999999999999' })).to.equal('not-applicable');
  });
});
