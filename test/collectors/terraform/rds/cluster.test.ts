import { expect } from 'chai';
import type { Change } from '../plans.ts';
import { gone, kept, made, planned, unknownOf } from '../made.ts';

const clusters = (...changes: readonly Change[]) => planned('aws.rds.cluster', ...changes);
const computed = [
  'auto_minor_version_upgrade',
  'availability_zones',
  'backup_retention_period',
  'endpoint',
  'engine_version',
  'engine_version_actual',
  'kms_key_id',
  'port',
  'preferred_backup_window',
  'storage_encrypted',
];
const cluster = (given: Record<string, unknown> = {}): Change =>
  made(
    'aws_rds_cluster.ledger',
    {
      cluster_identifier: 'ledger',
      engine: 'aurora-postgresql',
      engine_mode: 'provisioned',
      master_username: 'keeper',
      deletion_protection: null,
      backtrack_window: null,
      ...given,
    },
    computed.filter((name) => !Object.hasOwn(given, name)),
  );
const member = (name: string, zone?: string): Change =>
  made(
    `aws_rds_cluster_instance.${name}`,
    { identifier: `ledger-${name}`, engine: 'aurora-postgresql', ...(zone ? { availability_zone: zone } : {}) },
    ['writer', ...(zone ? [] : ['availability_zone'])],
    { cluster_identifier: 'aws_rds_cluster.ledger.id' },
  );

describe('RDS clusters in a plan', () => {
  it('has what the provider and RDS document where an argument is left out', () => {
    const [one] = clusters(cluster());
    expect(one?.facts).to.deep.include({
      clusterId: 'ledger',
      engineMode: 'provisioned',
      members: [],
      storageEncrypted: false,
      kmsKeyId: null,
      multiAz: false,
      backupRetentionDays: 1,
      deletionProtection: false,
      autoMinorVersionUpgrade: true,
      iamAuthentication: false,
      logExports: [],
      backtrackSeconds: null,
      port: 5432,
      copyTagsToSnapshots: false,
      publiclyAccessible: null,
    });
    expect(clusters(cluster({ engine_mode: 'serverless' }))[0]?.facts.storageEncrypted).to.equal(true);
    expect(clusters(cluster({ engine: 'aurora-mysql' }))[0]?.facts).to.include({ backtrackSeconds: 0, port: 3306 });
  });

  it('is a Multi-AZ cluster where it is not of Aurora', () => {
    const [one] = clusters(cluster({ engine: 'postgres', db_cluster_instance_class: 'db.m6gd.large' }));
    expect(one?.facts.multiAz).to.equal(true);
    expect(unknownOf(one)).to.include('publiclyAccessible');
  });

  it('does not know what a snapshot, or the first cluster of a global one, decides', () => {
    const hidden = ['storageEncrypted', 'backupRetentionDays', 'port'];
    expect(unknownOf(clusters(cluster({ snapshot_identifier: 'before' }))[0])).to.include.members(hidden);
    const joined = cluster({ global_cluster_identifier: 'world', master_username: null });
    expect(unknownOf(clusters(joined)[0])).to.include.members(hidden);
    const first = cluster({ global_cluster_identifier: 'world', storage_encrypted: true });
    expect(clusters(first)[0]?.facts.storageEncrypted).to.equal(true);
  });

  it('stands in several zones where its members do', () => {
    const spread = (...members: readonly Change[]) => clusters(cluster(), ...members)[0];
    expect(spread(member('a', 'us-east-1a'), member('b', 'us-east-1b'))?.facts.multiAz).to.equal(true);
    expect(spread(member('a', 'us-east-1a'), member('b', 'us-east-1a'))?.facts.multiAz).to.equal(false);
    expect(spread(member('a'))?.facts.multiAz).to.equal(false);
    expect(unknownOf(spread(member('a'), member('b')))).to.include('multiAz');
    expect(spread(member('a'), member('b'))?.facts.members).to.deep.equal([
      { instanceId: 'ledger-a', writer: null },
      { instanceId: 'ledger-b', writer: null },
    ]);
  });

  it('does not know the zones of one that is there and loses a member', () => {
    const values = { id: 'ledger', cluster_identifier: 'ledger', engine: 'aurora-postgresql' };
    const node = (name: string, zone: string) => ({
      id: `ledger-${name}`,
      identifier: `ledger-${name}`,
      cluster_identifier: 'ledger',
      availability_zone: zone,
    });
    const rest = [kept('aws_rds_cluster.ledger', values), kept('aws_rds_cluster_instance.a', node('a', 'us-east-1a'))];
    expect(clusters(...rest, kept('aws_rds_cluster_instance.b', node('b', 'us-east-1b')))[0]?.facts.multiAz).to.equal(
      true,
    );
    const [less] = clusters(...rest, gone('aws_rds_cluster_instance.b', node('b', 'us-east-1b')));
    expect(less?.unknown?.multiAz?.message).to.equal('the zones of its members are not known (ledger-a)');
  });

  it('puts a member to a cluster that is not in the plan', () => {
    const [bare] = clusters(
      made('aws_rds_cluster_instance.a', { cluster_identifier: 'other', identifier: 'other-a' }, ['writer']),
    );
    expect(bare).to.include({ arn: 'arn:aws:rds:us-east-1:123456789012:cluster:other' });
    expect(bare?.facts.clusterId).to.equal('other');
    expect(unknownOf(bare)).to.include.members(['members/*', 'storageEncrypted']);
  });
});
