import { expect } from 'chai';
import collector from '../../../../collectors/aws/rds/instances.ts';
import { collectWith, itCollectsList } from '../collect.ts';
import { xml, type Xml } from '../xml.ts';

const operation = 'rds:DescribeDBInstances';
const arn = (id: string) => `arn:aws:rds:us-east-1:123456789012:db:${id}`;
const page = (instances: readonly Xml[], marker?: string) =>
  xml({ 'DBInstances/DBInstance': instances, ...(marker === undefined ? {} : { Marker: marker }) });
const one = (id: string, members: Readonly<Record<string, Xml>> = {}): Xml => ({
  DBInstanceIdentifier: id,
  DBInstanceArn: arn(id),
  Engine: 'mysql',
  ...members,
});
const collect = (...instances: readonly Xml[]) => collectWith(collector, { [operation]: [page(instances)] });

itCollectsList({
  collector,
  operation,
  first: page([one('db-1')], 'page-2'),
  second: page([one('db-2')]),
  arns: [arn('db-1'), arn('db-2')],
});

describe('RDS instances', () => {
  const full = one('orders', {
    DBInstanceClass: 'db.m6g.large',
    DBInstanceStatus: 'available',
    EngineVersion: '8.0.36',
    MasterUsername: 'admin',
    Endpoint: { Address: 'orders.abc.us-east-1.rds.amazonaws.com', Port: 3306, HostedZoneId: 'Z2R2ITUGPM61AM' },
    AllocatedStorage: 100,
    InstanceCreateTime: '2024-01-31T12:00:00.123Z',
    PreferredBackupWindow: '07:00-07:30',
    BackupRetentionPeriod: 7,
    'VpcSecurityGroups/VpcSecurityGroupMembership': [{ VpcSecurityGroupId: 'sg-1', Status: 'active' }],
    'DBParameterGroups/DBParameterGroup': [
      { DBParameterGroupName: 'default.mysql8.0', ParameterApplyStatus: 'in-sync' },
    ],
    AvailabilityZone: 'us-east-1a',
    DBSubnetGroup: {
      VpcId: 'vpc-1',
      'Subnets/Subnet': [{ SubnetIdentifier: 'subnet-1' }, { SubnetIdentifier: 'subnet-2' }],
    },
    LatestRestorableTime: '2026-01-31T11:55:00Z',
    MultiAZ: true,
    AutoMinorVersionUpgrade: true,
    PubliclyAccessible: false,
    StorageEncrypted: true,
    KmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/1',
    CACertificateIdentifier: 'rds-ca-rsa2048-g1',
    CertificateDetails: { CAIdentifier: 'rds-ca-rsa2048-g1', ValidTill: '2027-01-31T12:00:00Z' },
    CopyTagsToSnapshot: true,
    MonitoringInterval: 60,
    IAMDatabaseAuthenticationEnabled: true,
    PerformanceInsightsEnabled: true,
    'EnabledCloudwatchLogsExports/member': ['error', 'slowquery'],
    DeletionProtection: true,
    DBClusterIdentifier: 'cluster-1',
    ReadReplicaSourceDBInstanceIdentifier: 'primary',
    'TagList/Tag': [
      { Key: 'Project', Value: 'Orders' },
      { Key: '__proto__', Value: 'kept' },
    ],
  });

  it('reads every fact', async () => {
    const { resources, operations, asked } = await collect(full);
    expect(resources).to.deep.equal([
      {
        kind: 'aws.rds.instance',
        arn: arn('orders'),
        account: '123456789012',
        region: 'us-east-1',
        name: 'orders',
        tags: Object.fromEntries([
          ['Project', 'Orders'],
          ['__proto__', 'kept'],
        ]),
        facts: {
          instanceId: 'orders',
          engine: 'mysql',
          engineVersion: '8.0.36',
          instanceClass: 'db.m6g.large',
          status: 'available',
          createdAt: '2024-01-31T12:00:00.123Z',
          clusterId: 'cluster-1',
          replicaSource: 'primary',
          backupWindow: '07:00-07:30',
          latestRestorableAt: '2026-01-31T11:55:00.000Z',
          storageEncrypted: true,
          kmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/1',
          publiclyAccessible: false,
          multiAz: true,
          availabilityZone: 'us-east-1a',
          backupRetentionDays: 7,
          deletionProtection: true,
          autoMinorVersionUpgrade: true,
          iamAuthentication: true,
          logExports: ['error', 'slowquery'],
          monitoringInterval: 60,
          performanceInsights: true,
          masterUsername: 'admin',
          endpoint: 'orders.abc.us-east-1.rds.amazonaws.com',
          port: 3306,
          copyTagsToSnapshots: true,
          caCertificateId: 'rds-ca-rsa2048-g1',
          caValidUntil: '2027-01-31T12:00:00.000Z',
          allocatedGiB: 100,
          vpcId: 'vpc-1',
          subnetIds: ['subnet-1', 'subnet-2'],
          securityGroupIds: ['sg-1'],
          parameterGroups: ['default.mysql8.0'],
        },
        source: { operation, request: 'DescribeDBInstances-1' },
      },
    ]);
    expect(operations).to.deep.equal(collector.operations);
    expect(asked[0]!.question).to.deep.equal({ MaxRecords: '100' });
  });

  it('says what the answer lacks, rds-007: the retention of backups too', async () => {
    const { resources } = await collect(one('db-1'));
    const { facts, unknown } = resources[0]!;
    expect(facts).to.deep.equal({
      instanceId: 'db-1',
      engine: 'mysql',
      clusterId: null,
      replicaSource: null,
      backupWindow: null,
      latestRestorableAt: null,
      logExports: [],
      vpcId: null,
      subnetIds: [],
    });
    expect(unknown).to.include.keys(
      'backupRetentionDays',
      'publiclyAccessible',
      'storageEncrypted',
      'kmsKeyId',
      'multiAz',
      // GovCloud left out the tags of what had some.
      'tags',
    );
    expect(unknown!.backupRetentionDays).to.include({ reason: 'error', operation });
  });

  it('rds-001: leaves DocumentDB and Neptune out', async () => {
    const { resources, gaps } = await collect(
      one('doc', { Engine: 'docdb' }),
      one('graph', { Engine: 'neptune' }),
      one('aurora', { Engine: 'aurora-postgresql' }),
    );
    expect(resources.map(({ name }) => name)).to.deep.equal(['aurora']);
    expect(gaps).to.deep.equal([]);
  });

  it('rds-013: reads an instance that is being made, without endpoint, and the rest of the page', async () => {
    const { resources } = await collect(one('new', { DBInstanceStatus: 'creating' }), one('db-2'));
    expect(resources[0]!.facts).to.include({
      status: 'creating',
      endpoint: null,
      port: null,
      createdAt: null,
      availabilityZone: null,
      caCertificateId: null,
      caValidUntil: null,
    });
    expect(resources[1]!.unknown).to.include.keys('endpoint', 'port', 'createdAt');
    expect(resources).to.have.lengthOf(2);
  });

  it('knows no key of what is not encrypted, nor of what is encrypted with a key of AWS', async () => {
    const { resources } = await collect(
      one('plain', { StorageEncrypted: false }),
      one('aws', { StorageEncrypted: true, StorageEncryptionType: 'sse-rds' }),
      one('untold', { StorageEncrypted: true, StorageEncryptionType: 'sse-kms' }),
    );
    expect(resources.map(({ facts }) => ('kmsKeyId' in facts ? facts.kmsKeyId : 'unknown'))).to.deep.equal([
      null,
      null,
      'unknown',
    ]);
  });

  it('leaves a list open that has an element without id', async () => {
    const members = {
      'VpcSecurityGroups/VpcSecurityGroupMembership': [{ VpcSecurityGroupId: 'sg-1' }, { Status: 'active' }],
    };
    const { resources } = await collect(one('db-1', members));
    expect(resources[0]!.facts).to.deep.include({ securityGroupIds: ['sg-1'] });
    expect(resources[0]!.unknown).to.include.keys('securityGroupIds/*');
  });

  it('does not lose one without ARN', async () => {
    const { resources, gaps } = await collect({ Engine: 'mysql' }, one('db-2'));
    expect(resources.map(({ name }) => name)).to.deep.equal(['db-2']);
    expect(gaps).to.have.lengthOf(1);
    expect(gaps[0]).to.include({ kind: 'aws.rds.instance', operation, reason: 'error' });
  });
});
