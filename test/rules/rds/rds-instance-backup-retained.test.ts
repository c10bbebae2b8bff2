import { expect } from 'chai';
import cluster from '../../../rules/rds/rds-cluster-backup-retained.ts';
import instance from '../../../rules/rds/rds-instance-backup-retained.ts';
import { denied, findings, verdict } from '../tester.ts';

const own = { clusterId: null, replicaSource: null, engine: 'postgres', status: 'available' };

describe('rds-instance-backup-retained', () => {
  it('rds-006: exactly 7 days pass, 6 fail', async () => {
    for (const [backupRetentionDays, expected] of [
      [8, 'pass'],
      [7, 'pass'],
      [6, 'fail'],
      [0, 'fail'],
    ] as const) {
      expect(await verdict(instance, 'aws.rds.instance', { ...own, backupRetentionDays })).to.equal(expected);
    }
  });

  it('says how many days, or that backups are off', async () => {
    const one = await findings(instance, 'aws.rds.instance', { ...own, backupRetentionDays: 1 });
    expect(one[0]?.message).to.equal('Backups are kept 1 day, fewer than 7');
    const off = await findings(instance, 'aws.rds.instance', { ...own, backupRetentionDays: 0 });
    expect(off[0]?.message).to.equal('Automated backups are off');
  });

  it('rds-007: a retention that the answer lacks is unknown', async () => {
    expect(await verdict(instance, 'aws.rds.instance', own)).to.equal('unknown');
    const given = { ...own, unknown: { backupRetentionDays: denied } };
    expect(await verdict(instance, 'aws.rds.instance', given)).to.equal('unknown');
  });

  it('rds-001: instances of DocumentDB and Neptune are not applicable', async () => {
    for (const engine of ['docdb', 'neptune']) {
      const other = { ...own, engine, backupRetentionDays: 0 };
      expect(await verdict(instance, 'aws.rds.instance', other)).to.equal('not-applicable');
    }
  });

  it('leaves members to their cluster', async () => {
    const member = { ...own, clusterId: 'shop', backupRetentionDays: 1 };
    expect(await verdict(instance, 'aws.rds.instance', member)).to.equal('not-applicable');
  });

  it('does not ask a read replica for backups of its own, but counts them', async () => {
    const replica = { ...own, replicaSource: 'main' };
    expect(await verdict(instance, 'aws.rds.instance', { ...replica, backupRetentionDays: 0 })).to.equal(
      'not-applicable',
    );
    expect(await verdict(instance, 'aws.rds.instance', { ...replica, backupRetentionDays: 7 })).to.equal('pass');
  });

  it('judges what is planned, of which neither status nor source is known', async () => {
    expect(await verdict(instance, 'aws.rds.instance', { clusterId: null, backupRetentionDays: 0 })).to.equal('fail');
  });

  it('takes the minimum from its parameter', async () => {
    const params = { 'rds-instance-backup-retained': { minimumDays: 35 } };
    const given = { ...own, backupRetentionDays: 34 };
    expect(await verdict(instance, 'aws.rds.instance', given, {}, { params })).to.equal('fail');
  });
});

describe('rds-cluster-backup-retained', () => {
  it('rds-006: exactly 7 days pass, 6 fail', async () => {
    expect(await verdict(cluster, 'aws.rds.cluster', { backupRetentionDays: 7 })).to.equal('pass');
    const [short] = await findings(cluster, 'aws.rds.cluster', { backupRetentionDays: 6 });
    expect(short).to.include({ status: 'fail', message: 'Backups are kept 6 days, fewer than 7' });
  });

  it('rds-001: clusters of DocumentDB and Neptune are not applicable', async () => {
    for (const engine of ['docdb', 'neptune']) {
      const given = { engine, backupRetentionDays: 1 };
      expect(await verdict(cluster, 'aws.rds.cluster', given)).to.equal('not-applicable');
    }
  });
});
