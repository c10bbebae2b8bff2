import { expect } from 'chai';
import type { Change } from '../plans.ts';
import { kept, made, planned, unknownOf } from '../made.ts';

const instances = (...changes: readonly Change[]) => planned('aws.rds.instance', ...changes);
const computed = [
  'address',
  'availability_zone',
  'backup_retention_period',
  'backup_window',
  'ca_cert_identifier',
  'engine_version_actual',
  'kms_key_id',
  'latest_restorable_time',
  'multi_az',
  'parameter_group_name',
  'port',
  'snapshot_identifier',
  'status',
  'vpc_security_group_ids',
];
const database = (given: Record<string, unknown> = {}, refers: Record<string, string> = {}): Change =>
  made(
    'aws_db_instance.orders',
    {
      identifier: 'orders',
      engine: 'mysql',
      engine_version: '8.0',
      instance_class: 'db.m6g.large',
      allocated_storage: 100,
      username: 'keeper',
      storage_encrypted: null,
      deletion_protection: null,
      iam_database_authentication_enabled: null,
      enabled_cloudwatch_logs_exports: null,
      replicate_source_db: null,
      restore_to_point_in_time: [],
      db_subnet_group_name: null,
      ...given,
    },
    computed.filter((name) => !Object.hasOwn(given, name) && !Object.hasOwn(refers, name)),
    refers,
  );

describe('RDS instances in a plan', () => {
  it('has what the provider documents where an argument is left out', () => {
    const [instance] = instances(database());
    expect(instance?.facts).to.deep.include({
      instanceId: 'orders',
      clusterId: null,
      replicaSource: null,
      storageEncrypted: false,
      kmsKeyId: null,
      publiclyAccessible: false,
      backupRetentionDays: 0,
      deletionProtection: false,
      autoMinorVersionUpgrade: true,
      iamAuthentication: false,
      logExports: [],
      monitoringInterval: 0,
      performanceInsights: false,
      copyTagsToSnapshots: false,
      port: 3306,
    });
    expect(unknownOf(instance)).to.deep.equal([
      'availabilityZone',
      'backupWindow',
      'caCertificateId',
      'caValidUntil',
      'createdAt',
      'endpoint',
      'engineVersion',
      'latestRestorableAt',
      'multiAz',
      'parameterGroups',
      'securityGroupIds',
      'status',
      'subnetIds',
      'vpcId',
    ]);
  });

  it('does not know what the source gives and is not known yet', () => {
    const refers = { backup_retention_period: 'data.external.days.result', port: 'data.external.port.result' };
    expect(unknownOf(instances(database({}, refers))[0])).to.include.members(['backupRetentionDays', 'port']);
    const [unwritten] = instances({ ...database(), expressions: {} });
    expect(unknownOf(unwritten)).to.include.members(['backupRetentionDays', 'port']);
  });

  it('does not know what a snapshot decides', () => {
    const [instance] = instances(database({ snapshot_identifier: 'before-upgrade' }));
    expect(unknownOf(instance)).to.include.members(['storageEncrypted', 'kmsKeyId', 'backupRetentionDays', 'port']);
    const [encrypted] = instances(database({ snapshot_identifier: 'before-upgrade', storage_encrypted: true }));
    expect(encrypted?.facts.storageEncrypted).to.equal(true);
  });

  it('names the primary of a replica, which has no backups', () => {
    const replica = { ...database({ identifier: 'copy' }, { replicate_source_db: 'aws_db_instance.orders.arn' }) };
    const [, copy] = instances(database(), { ...replica, address: 'aws_db_instance.replica' });
    expect(copy?.facts).to.include({ replicaSource: 'orders', backupRetentionDays: 0 });
    const near = 'arn:aws:rds:us-east-1:123456789012:db:primary';
    const far = 'arn:aws:rds:eu-west-1:123456789012:db:primary';
    expect(instances(database({ replicate_source_db: near }))[0]?.facts.replicaSource).to.equal('primary');
    expect(instances(database({ replicate_source_db: far }))[0]?.facts.replicaSource).to.equal(far);
  });

  it('stands in the subnets of its group, and in no others that are not told', () => {
    const subnet = made('aws_subnet.a', { cidr_block: '10.0.0.0/24' }, [], { vpc_id: 'aws_vpc.main.id' });
    const group = made('aws_db_subnet_group.private', { name: 'private' }, ['vpc_id'], {
      subnet_ids: 'aws_subnet.a.id',
    });
    const vpc = made('aws_vpc.main', { cidr_block: '10.0.0.0/16' });
    const [instance] = instances(database({ db_subnet_group_name: 'private' }), group, subnet, vpc);
    expect(instance?.facts.subnetIds).to.deep.equal(['tf:aws_subnet.a']);
    expect(instance?.facts.vpcId).to.equal('tf:aws_vpc.main');
    const [elsewhere] = instances(database({ db_subnet_group_name: 'public' }), group, subnet, vpc);
    expect(elsewhere?.unknown?.subnetIds?.message).to.include('public');
    expect(elsewhere?.unknown?.subnetIds?.reason).to.equal('known-after-apply');
  });

  it('takes a version for whole only where it is', () => {
    const version = (engine: string, given: string) =>
      instances(database({ engine, engine_version: given }))[0]?.facts.engineVersion;
    expect(version('postgres', '16.3')).to.equal('16.3');
    expect(version('postgres', '16')).to.equal(undefined);
    expect(version('mariadb', '10.6')).to.equal(undefined);
    expect(version('mariadb', '10.6.14')).to.equal('10.6.14');
    const old = kept('aws_db_instance.old', { id: 'db-1', engine: 'mysql', engine_version_actual: '8.0.36' });
    expect(instances(old)[0]?.facts.engineVersion).to.equal('8.0.36');
  });

  it('leaves out databases of other services', () => {
    expect(instances(database({ engine: 'neptune' }))).to.deep.equal([]);
    expect(instances(database({ engine: 'docdb' }))).to.deep.equal([]);
    expect(planned('aws.rds.cluster', made('aws_rds_cluster.graph', { engine: 'neptune' }))).to.deep.equal([]);
  });

  it('reads the zero time of older providers as none', () => {
    const values = { id: 'orders', identifier: 'orders', latest_restorable_time: '0001-01-01T00:00:00Z' };
    expect(instances(kept('aws_db_instance.orders', values))[0]?.facts.latestRestorableAt).to.equal(null);
  });

  it('says what is of another type than it must be', () => {
    const [instance] = instances(database({ publicly_accessible: 'perhaps', monitoring_interval: 'often' }));
    expect(instance?.unknown?.publiclyAccessible?.message).to.equal('publicly_accessible is not true or false');
    expect(instance?.unknown?.monitoringInterval?.message).to.equal('monitoring_interval is not a whole number');
  });

  it('keeps no password', () => {
    const change = database({ password: 'hush' });
    expect(JSON.stringify(instances({ ...change, sensitive: { password: true } }))).to.not.include('hush');
  });
});

describe('members of clusters in a plan', () => {
  const cluster = made(
    'aws_rds_cluster.ledger',
    { cluster_identifier: 'ledger', engine: 'aurora-mysql', storage_encrypted: true, vpc_security_group_ids: ['sg-1'] },
    ['kms_key_id'],
  );
  const member = made(
    'aws_rds_cluster_instance.one',
    { identifier: 'ledger-1', engine: 'aurora-mysql', instance_class: 'db.r6g.large' },
    ['publicly_accessible', 'storage_encrypted', 'kms_key_id', 'performance_insights_enabled', 'port', 'writer'],
    { cluster_identifier: 'aws_rds_cluster.ledger.id' },
  );

  it('has what its cluster decides', () => {
    const [instance] = instances(cluster, member);
    expect(instance?.facts).to.deep.include({
      clusterId: 'ledger',
      storageEncrypted: true,
      publiclyAccessible: false,
      autoMinorVersionUpgrade: true,
      monitoringInterval: 0,
      securityGroupIds: ['sg-1'],
    });
    expect(unknownOf(instance)).to.include.members(['performanceInsights', 'kmsKeyId', 'deletionProtection', 'port']);
    const [alone] = instances({ ...member, expressions: {} });
    expect(unknownOf(alone)).to.include.members(['clusterId', 'storageEncrypted', 'publiclyAccessible']);
  });
});
