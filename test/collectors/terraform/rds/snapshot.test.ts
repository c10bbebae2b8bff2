import { expect } from 'chai';
import type { Change } from '../plans.ts';
import { made, planned, unknownOf } from '../made.ts';

const key = 'arn:aws:kms:us-east-1:123456789012:key/1';
const computed = [
  'db_snapshot_arn',
  'encrypted',
  'engine',
  'kms_key_id',
  'allocated_storage',
  'status',
  'snapshot_type',
];
const database = (engine: string, encrypted: boolean | null): Change =>
  made(
    'aws_db_instance.orders',
    { identifier: 'orders', engine, storage_encrypted: encrypted, kms_key_id: encrypted === true ? key : null },
    [],
  );
const snapshot = made('aws_db_snapshot.before', { db_snapshot_identifier: 'before', shared_accounts: null }, computed, {
  db_instance_identifier: 'aws_db_instance.orders.id',
});
const snapshots = (...changes: readonly Change[]) => planned('aws.rds.snapshot', ...changes);

describe('RDS snapshots in a plan', () => {
  it('is encrypted as the instance that it is taken of', () => {
    const [one] = snapshots(database('mysql', true), snapshot);
    expect(one?.facts).to.deep.equal({
      instanceId: 'orders',
      snapshotId: 'before',
      engine: 'mysql',
      snapshotType: 'manual',
      encrypted: true,
      kmsKeyId: key,
      sharedWith: [],
    });
    expect(unknownOf(one)).to.deep.equal(['allocatedGiB', 'createdAt', 'status']);
    expect(snapshots(database('mysql', null), snapshot)[0]?.facts.encrypted).to.equal(false);
    expect(snapshots(database('neptune', null), snapshot)).to.deep.equal([]);
  });

  it('does not know it of an instance that is not in the plan', () => {
    const other = made('aws_db_snapshot.before', { db_instance_identifier: 'other' }, computed);
    expect(unknownOf(snapshots(other)[0])).to.include.members(['encrypted', 'engine', 'sharedWith']);
  });

  it('is shared, with all perhaps', () => {
    const shared = { ...snapshot, after: { ...snapshot.after, shared_accounts: ['all'] } };
    expect(snapshots(shared)[0]?.facts.sharedWith).to.deep.equal(['all']);
  });

  it('is encrypted by a key of its own where it is a copy', () => {
    const copy = (given: string | null): Change =>
      made(
        'aws_db_snapshot_copy.copy',
        { target_db_snapshot_identifier: 'copy', kms_key_id: given },
        ['db_snapshot_arn', 'encrypted', 'engine'],
        { source_db_snapshot_identifier: 'aws_db_snapshot.before.id' },
      );
    const [, one] = snapshots(database('mysql', null), snapshot, copy(key));
    expect(one?.facts).to.include({ snapshotId: 'copy', instanceId: 'orders', encrypted: true, kmsKeyId: key });
    expect(snapshots(database('mysql', null), snapshot, copy(null))[1]?.facts.encrypted).to.equal(false);
    expect(unknownOf(snapshots(copy(null))[0])).to.include('encrypted');
  });

  it('does the same for clusters', () => {
    const cluster = made('aws_rds_cluster.ledger', {
      cluster_identifier: 'ledger',
      engine: 'aurora-mysql',
      storage_encrypted: true,
      kms_key_id: key,
    });
    const taken = made(
      'aws_db_cluster_snapshot.before',
      { db_cluster_snapshot_identifier: 'before', shared_accounts: ['210987654321'] },
      ['storage_encrypted', 'engine', 'kms_key_id'],
      { db_cluster_identifier: 'aws_rds_cluster.ledger.id' },
    );
    const copy = made(
      'aws_rds_cluster_snapshot_copy.copy',
      { target_db_cluster_snapshot_identifier: 'copy', source_db_cluster_snapshot_identifier: 'elsewhere' },
      ['storage_encrypted', 'engine'],
    );
    const [one, other] = planned('aws.rds.cluster-snapshot', cluster, taken, copy);
    expect(one?.facts).to.deep.include({ clusterId: 'ledger', encrypted: true, sharedWith: ['210987654321'] });
    expect(unknownOf(other)).to.include.members(['clusterId', 'encrypted']);
  });
});
