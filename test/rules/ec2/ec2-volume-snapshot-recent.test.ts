import { expect } from 'chai';
import rule from '../../../rules/ec2/ec2-volume-snapshot-recent.ts';
import { daysAgo, denied, findings, verdict, type Given } from '../tester.ts';

const volume = { volumeId: 'vol-1', state: 'in-use', createdAt: daysAgo(900) };
const second = 1 / 86_400;
const taken = (days: number, more: Given<'aws.ec2.snapshot'> = {}) => ({
  volumeId: 'vol-1',
  state: 'completed',
  startedAt: daysAgo(days),
  ...more,
});
const judge = (snapshots: Given<'aws.ec2.snapshot'>[], given: Given<'aws.ec2.volume'> = volume, options = {}) =>
  verdict(rule, 'aws.ec2.volume', given, { 'aws.ec2.snapshot': snapshots }, options);

describe('ec2-volume-snapshot-recent', () => {
  it('ebs-006: a snapshot 400 days old is none', async () => {
    const [finding] = await findings(rule, 'aws.ec2.volume', volume, { 'aws.ec2.snapshot': [taken(400)] });
    expect(finding).to.include({
      status: 'fail',
      message: 'The newest completed snapshot is 400 days old, more than 7',
    });
  });

  it('ebs-007: only completed snapshots count', async () => {
    expect(await judge([taken(0.1, { state: 'error' }), taken(30)])).to.equal('fail');
    expect(await judge([taken(0.1, { state: 'pending' })])).to.equal('fail');
    expect(await judge([taken(0.1, { state: 'error' }), taken(3)])).to.equal('pass');
  });

  it('ebs-008: a copy, with its arbitrary volume id, proves nothing', async () => {
    expect(await judge([taken(1, { volumeId: 'vol-ffffffff' })])).to.equal('fail');
  });

  it("another volume's snapshot proves nothing", async () => {
    expect(await judge([taken(1, { volumeId: 'vol-2' })])).to.equal('fail');
  });

  it('keeps the boundary: 7 whole days are in time, 8 are not', async () => {
    expect(await judge([taken(7)])).to.equal('pass');
    expect(await judge([taken(8 - second)])).to.equal('pass');
    expect(await judge([taken(8)])).to.equal('fail');
  });

  it('takes the limit from its parameter', async () => {
    const params = { 'ec2-volume-snapshot-recent': { maximumDays: 1 } };
    expect(await judge([taken(3)], volume, { params })).to.equal('fail');
    expect(await judge([taken(1)], volume, { params })).to.equal('pass');
  });

  it('finds the newest of many', async () => {
    expect(await judge([taken(300), taken(2), taken(100)])).to.equal('pass');
    const [finding] = await findings(rule, 'aws.ec2.volume', volume, {
      'aws.ec2.snapshot': [taken(300), taken(20), taken(100)],
    });
    expect(finding?.message).to.contain('20 days old');
  });

  it('says nothing of a volume younger than the limit, or on its way out', async () => {
    expect(await judge([], { ...volume, createdAt: daysAgo(7.9) })).to.equal('not-applicable');
    expect(await judge([], { ...volume, createdAt: daysAgo(8) })).to.equal('fail');
    expect(await judge([], { ...volume, state: 'deleting' })).to.equal('not-applicable');
  });

  it('judges a volume that nothing uses, too', async () => {
    expect(await judge([], { ...volume, state: 'available' })).to.equal('fail');
  });

  it('concludes no failure from a listing that was denied, but a pass from what was seen', async () => {
    const gaps = [{ kind: 'aws.ec2.snapshot' as const, ...denied, operation: 'ec2:DescribeSnapshots' }];
    expect(await judge([taken(400)], volume, { gaps })).to.equal('unknown');
    expect(await judge([taken(1)], volume, { gaps })).to.equal('pass');
  });

  it('is unknown where the state of the one snapshot is', async () => {
    expect(await judge([{ volumeId: 'vol-1', startedAt: daysAgo(1), unknown: { state: denied } }])).to.equal('unknown');
  });
});
