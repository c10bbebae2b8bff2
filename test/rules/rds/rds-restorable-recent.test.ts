import { expect } from 'chai';
import cluster from '../../../rules/rds/rds-cluster-restorable-recent.ts';
import instance from '../../../rules/rds/rds-instance-restorable-recent.ts';
import { daysAgo, denied, findings, verdict } from '../tester.ts';

const second = 1 / 86_400;
const own = { clusterId: null, replicaSource: null, status: 'available', createdAt: daysAgo(100) };

describe('rds-instance-restorable-recent', () => {
  it('keeps the boundary: exactly 24 hours pass, a second more fails', async () => {
    expect(await verdict(instance, 'aws.rds.instance', { ...own, latestRestorableAt: daysAgo(1) })).to.equal('pass');
    const late = { ...own, latestRestorableAt: daysAgo(1 + second) };
    expect(await verdict(instance, 'aws.rds.instance', late)).to.equal('fail');
  });

  it('fails one that can be restored to no time', async () => {
    const [finding] = await findings(instance, 'aws.rds.instance', { ...own, latestRestorableAt: null });
    expect(finding).to.include({ status: 'fail', message: 'The instance can be restored to no point in time' });
  });

  it('says nothing of members, replicas, what is stopped and what is new', async () => {
    const none = { ...own, latestRestorableAt: null };
    for (const more of [
      { clusterId: 'shop' },
      { replicaSource: 'main' },
      { status: 'stopped' },
      { createdAt: daysAgo(0.5) },
    ]) {
      expect(await verdict(instance, 'aws.rds.instance', { ...none, ...more })).to.equal('not-applicable');
    }
  });

  it('is unknown where the time is', async () => {
    const hidden = { ...own, unknown: { latestRestorableAt: denied } };
    expect(await verdict(instance, 'aws.rds.instance', hidden)).to.equal('unknown');
  });
});

describe('rds-cluster-restorable-recent', () => {
  it('judges the cluster', async () => {
    const given = { status: 'available', createdAt: daysAgo(100) };
    expect(await verdict(cluster, 'aws.rds.cluster', { ...given, latestRestorableAt: daysAgo(1) })).to.equal('pass');
    expect(await verdict(cluster, 'aws.rds.cluster', { ...given, latestRestorableAt: daysAgo(1.1) })).to.equal('fail');
    const [never] = await findings(cluster, 'aws.rds.cluster', { ...given, latestRestorableAt: null });
    expect(never?.message).to.equal('The cluster can be restored to no point in time');
    const stopped = { ...given, status: 'stopped', latestRestorableAt: daysAgo(3) };
    expect(await verdict(cluster, 'aws.rds.cluster', stopped)).to.equal('not-applicable');
    for (const latestRestorableAt of [null, daysAgo(3)]) {
      const aged = (days: number) => ({ ...given, latestRestorableAt, createdAt: daysAgo(days) });
      expect(await verdict(cluster, 'aws.rds.cluster', aged(1))).to.equal('not-applicable');
      expect(await verdict(cluster, 'aws.rds.cluster', aged(1 + second))).to.equal('fail');
    }
  });
});
