import { expect } from 'chai';
import rule from '../../../rules/rds/rds-instance-snapshot-recent.ts';
import { daysAgo, denied, findings, verdict, type Given } from '../tester.ts';

const hour = 1 / 24;
const second = hour / 3600;
const instance = {
  instanceId: 'db',
  clusterId: null,
  replicaSource: null,
  status: 'available',
  engine: 'postgres',
  createdAt: daysAgo(400),
};
const taken = (days: number, more: Given<'aws.rds.snapshot'> = {}) => ({
  instanceId: 'db',
  snapshotType: 'automated',
  status: 'available',
  createdAt: daysAgo(days),
  ...more,
});
const judge = (snapshots: Given<'aws.rds.snapshot'>[], more: Given<'aws.rds.instance'> = {}, options = {}) =>
  verdict(rule, 'aws.rds.instance', { ...instance, ...more }, { 'aws.rds.snapshot': snapshots }, options);

describe('rds-instance-snapshot-recent', () => {
  it('keeps the boundary: exactly 25 hours pass, a second more fails', async () => {
    expect(await judge([taken(25 * hour - second)])).to.equal('pass');
    expect(await judge([taken(25 * hour)])).to.equal('pass');
    expect(await judge([taken(25 * hour + second)])).to.equal('fail');
  });

  it('says when the newest was', async () => {
    const [finding] = await findings(rule, 'aws.rds.instance', instance, {
      'aws.rds.snapshot': [taken(9), taken(2), taken(5), taken(7)],
    });
    expect(finding?.message).to.equal(`The newest snapshot is of ${daysAgo(2)}, more than 25 hours ago`);
    const [none] = await findings(rule, 'aws.rds.instance', instance);
    expect(none?.message).to.equal('The instance has no snapshot');
  });

  it('counts automated, manual and AWS Backup snapshots that are available', async () => {
    for (const snapshotType of ['automated', 'manual', 'awsbackup']) {
      expect(await judge([taken(0.5, { snapshotType })]), snapshotType).to.equal('pass');
    }
    expect(await judge([taken(0.5, { snapshotType: 'shared' })])).to.equal('fail');
    expect(await judge([taken(0.5, { status: 'creating', createdAt: null })])).to.equal('fail');
    expect(await judge([taken(0.5, { status: 'failed' })])).to.equal('fail');
  });

  it("does not take another instance's snapshot, nor one of an earlier instance of the name", async () => {
    expect(await judge([taken(0.5, { instanceId: 'other' })])).to.equal('fail');
    const young = { createdAt: daysAgo(0.2) };
    expect(await judge([taken(0.5)], young)).to.equal('not-applicable');
    expect(await judge([taken(0.1)], young)).to.equal('pass');
    const params = { 'rds-instance-snapshot-recent': { maximumHours: 24 * 30 } };
    expect(await judge([taken(20)], { createdAt: daysAgo(31) }, { params })).to.equal('pass');
  });

  it('says nothing of an instance that is younger than the limit', async () => {
    expect(await judge([], { createdAt: daysAgo(25 * hour) })).to.equal('not-applicable');
    expect(await judge([], { createdAt: daysAgo(25 * hour + second) })).to.equal('fail');
  });

  it('leaves members to their cluster and replicas to their source', async () => {
    expect(await judge([], { clusterId: 'shop' })).to.equal('not-applicable');
    expect(await judge([], { replicaSource: 'main' })).to.equal('not-applicable');
  });

  it('concludes no failure from a listing that was denied', async () => {
    const gaps = [{ kind: 'aws.rds.snapshot' as const, ...denied, operation: 'rds:DescribeDBSnapshots' }];
    expect(await judge([], {}, { gaps })).to.equal('unknown');
    expect(await judge([taken(0.5)], {}, { gaps })).to.equal('pass');
  });
});
