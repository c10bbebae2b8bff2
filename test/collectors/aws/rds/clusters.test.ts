import { expect } from 'chai';
import collector from '../../../../collectors/aws/rds/clusters.ts';
import { collectWith, itCollectsList } from '../collect.ts';
import { xml, type Xml } from '../xml.ts';

const operation = 'rds:DescribeDBClusters';
const arn = (id: string) => `arn:aws:rds:us-east-1:123456789012:cluster:${id}`;
const page = (clusters: readonly Xml[], marker?: string) =>
  xml({ 'DBClusters/DBCluster': clusters, ...(marker === undefined ? {} : { Marker: marker }) });
const one = (id: string, members: Readonly<Record<string, Xml>> = {}): Xml => ({
  DBClusterIdentifier: id,
  DBClusterArn: arn(id),
  Engine: 'aurora-mysql',
  ...members,
});
const collect = (...clusters: readonly Xml[]) => collectWith(collector, { [operation]: [page(clusters)] });

itCollectsList({
  collector,
  operation,
  first: page([one('c-1')], 'page-2'),
  second: page([one('c-2')]),
  arns: [arn('c-1'), arn('c-2')],
});

describe('RDS clusters', () => {
  const full = one('ledger', {
    AllocatedStorage: 1,
    'AvailabilityZones/AvailabilityZone': ['us-east-1a', 'us-east-1b', 'us-east-1c'],
    BackupRetentionPeriod: 14,
    Status: 'available',
    Endpoint: 'ledger.cluster-abc.us-east-1.rds.amazonaws.com',
    MultiAZ: true,
    EngineVersion: '8.0.mysql_aurora.3.05.2',
    EngineMode: 'provisioned',
    LatestRestorableTime: '2026-01-31T11:55:00Z',
    Port: 3306,
    MasterUsername: 'admin',
    PreferredBackupWindow: '05:00-05:30',
    'DBClusterMembers/DBClusterMember': [
      { DBInstanceIdentifier: 'ledger-1', IsClusterWriter: true, PromotionTier: 1 },
      { DBInstanceIdentifier: 'ledger-2', IsClusterWriter: false, PromotionTier: 1 },
    ],
    'VpcSecurityGroups/VpcSecurityGroupMembership': [{ VpcSecurityGroupId: 'sg-1', Status: 'active' }],
    StorageEncrypted: true,
    KmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/1',
    IAMDatabaseAuthenticationEnabled: true,
    ClusterCreateTime: '2024-01-31T12:00:00Z',
    BacktrackWindow: 0,
    'EnabledCloudwatchLogsExports/member': ['audit'],
    DeletionProtection: true,
    AutoMinorVersionUpgrade: true,
    CopyTagsToSnapshot: true,
    'TagList/Tag': [{ Key: 'Project', Value: 'Ledger' }],
  });

  it('reads every fact', async () => {
    const { resources, operations } = await collect(full);
    expect(resources).to.deep.equal([
      {
        kind: 'aws.rds.cluster',
        arn: arn('ledger'),
        account: '123456789012',
        region: 'us-east-1',
        name: 'ledger',
        tags: { Project: 'Ledger' },
        facts: {
          clusterId: 'ledger',
          engine: 'aurora-mysql',
          engineVersion: '8.0.mysql_aurora.3.05.2',
          engineMode: 'provisioned',
          status: 'available',
          createdAt: '2024-01-31T12:00:00.000Z',
          members: [
            { instanceId: 'ledger-1', writer: true },
            { instanceId: 'ledger-2', writer: false },
          ],
          storageEncrypted: true,
          kmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/1',
          multiAz: true,
          availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
          backupRetentionDays: 14,
          backupWindow: '05:00-05:30',
          latestRestorableAt: '2026-01-31T11:55:00.000Z',
          iamAuthentication: true,
          backtrackSeconds: 0,
          logExports: ['audit'],
          deletionProtection: true,
          autoMinorVersionUpgrade: true,
          publiclyAccessible: null,
          masterUsername: 'admin',
          endpoint: 'ledger.cluster-abc.us-east-1.rds.amazonaws.com',
          port: 3306,
          copyTagsToSnapshots: true,
          securityGroupIds: ['sg-1'],
        },
        source: { operation, request: 'DescribeDBClusters-1' },
      },
    ]);
    expect(operations).to.deep.equal(collector.operations);
  });

  it('says what the answer lacks', async () => {
    const { resources } = await collect(one('c-1'));
    const { facts, unknown } = resources[0]!;
    expect(facts).to.deep.equal({
      clusterId: 'c-1',
      engine: 'aurora-mysql',
      backupWindow: null,
      latestRestorableAt: null,
      iamAuthentication: null,
      backtrackSeconds: null,
      logExports: [],
      autoMinorVersionUpgrade: null,
      publiclyAccessible: null,
    });
    expect(unknown).to.include.keys('backupRetentionDays', 'deletionProtection', 'storageEncrypted', 'members', 'tags');
  });

  it('reads what a Multi-AZ cluster keeps itself', async () => {
    const told = { Engine: 'postgres', PubliclyAccessible: true, AutoMinorVersionUpgrade: false };
    const { resources } = await collect(one('maz', told), one('silent', { Engine: 'mysql' }));
    expect(resources[0]!.facts).to.include({ publiclyAccessible: true, autoMinorVersionUpgrade: false });
    expect(resources[1]!.unknown).to.include.keys('publiclyAccessible', 'autoMinorVersionUpgrade');
  });

  it('rds-001: leaves DocumentDB and Neptune out', async () => {
    const { resources } = await collect(one('doc', { Engine: 'docdb' }), one('graph', { Engine: 'neptune' }));
    expect(resources).to.deep.equal([]);
  });

  it('reads a cluster that is being made, and does not lose one without ARN', async () => {
    const { resources, gaps } = await collect(one('new', { Status: 'creating' }), { Engine: 'mysql' });
    expect(resources[0]!.facts).to.include({ endpoint: null, port: null, createdAt: null });
    expect(gaps[0]).to.include({ kind: 'aws.rds.cluster', operation, reason: 'error' });
  });
});
