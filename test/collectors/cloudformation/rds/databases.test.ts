import { expect } from 'chai';
import type { Planned } from '../../../../collectors/planned/value.ts';
import { untold } from '../../../../collectors/planned/value.ts';
import { described, unknownOf, type Written } from '../described.ts';

const instance = (properties: Record<string, Planned>, more: Written = {}) =>
  described('aws.rds.instance', { Orders: ['AWS::RDS::DBInstance', { Engine: 'mysql', ...properties }], ...more })[0];
const cluster = (properties: Record<string, Planned>, more: Written = {}) =>
  described('aws.rds.cluster', {
    Ledger: ['AWS::RDS::DBCluster', { Engine: 'aurora-mysql', ...properties }],
    ...more,
  })[0];

describe('RDS instances in a template', () => {
  it('has what RDS documents where a property is left out', () => {
    const one = instance({ DBInstanceClass: 'db.m6g.large', AllocatedStorage: '100' });
    expect(one?.facts).to.deep.include({
      instanceId: 'cfn:template/Orders',
      clusterId: null,
      replicaSource: null,
      storageEncrypted: false,
      kmsKeyId: null,
      backupRetentionDays: 1,
      deletionProtection: false,
      autoMinorVersionUpgrade: true,
      iamAuthentication: false,
      logExports: [],
      monitoringInterval: 0,
      port: 3306,
      copyTagsToSnapshots: false,
      allocatedGiB: 100,
    });
    expect(unknownOf(one)).to.include.members([
      'publiclyAccessible',
      'multiAz',
      'performanceInsights',
      'vpcId',
      'subnetIds',
      'securityGroupIds',
      'engineVersion',
    ]);
  });

  it('does not know what a snapshot decides, and names the source of a replica', () => {
    const hidden = ['storageEncrypted', 'backupRetentionDays', 'port', 'masterUsername', 'allocatedGiB'];
    expect(unknownOf(instance({ DBSnapshotIdentifier: 'before' }))).to.include.members(hidden);
    expect(instance({ DBSnapshotIdentifier: '' })?.facts.storageEncrypted).to.equal(false);
    const source: Written = { Primary: ['AWS::RDS::DBInstance', { DBInstanceIdentifier: 'Primary' }] };
    const replica = instance({ SourceDBInstanceIdentifier: 'cfn:template/Primary' }, source);
    expect(replica?.facts.replicaSource).to.equal('primary');
    const restored = instance({ SourceDBInstanceIdentifier: 'p', RestoreTime: '2026-01-01T00:00:00Z' });
    expect(restored?.facts.replicaSource).to.equal(null);
  });

  it('stands in the subnets of its group, and is a member of its cluster', () => {
    const more: Written = {
      Ledger: [
        'AWS::RDS::DBCluster',
        { Engine: 'aurora-mysql', StorageEncrypted: true, DBSubnetGroupName: 'cfn:template/Private' },
      ],
      Private: ['AWS::RDS::DBSubnetGroup', { SubnetIds: ['cfn:template/A'] }],
      A: ['AWS::EC2::Subnet', { VpcId: 'vpc-1' }],
    };
    const one = instance({ Engine: 'aurora-mysql', DBClusterIdentifier: 'cfn:template/Ledger' }, more);
    expect(one?.facts).to.deep.include({
      clusterId: 'cfn:template/Ledger',
      storageEncrypted: true,
      subnetIds: ['cfn:template/A'],
      vpcId: 'vpc-1',
    });
    expect(unknownOf(one)).to.include.members(['backupRetentionDays', 'deletionProtection', 'multiAz']);
    const other = instance({ DBSubnetGroupName: 'public' }, more);
    expect(other?.unknown?.subnetIds?.message).to.include('public');
  });

  it('leaves out databases of other services, and says what is of another type', () => {
    expect(instance({ Engine: 'neptune' })).to.equal(undefined);
    expect(cluster({ Engine: 'docdb' })).to.equal(undefined);
    expect(instance({ PubliclyAccessible: 'perhaps' })?.unknown?.publiclyAccessible?.reason).to.equal('error');
  });
});

describe('RDS clusters in a template', () => {
  it('has what RDS documents where a property is left out', () => {
    const one = cluster({});
    expect(one?.facts).to.deep.include({
      members: [],
      multiAz: false,
      backupRetentionDays: 1,
      deletionProtection: false,
      autoMinorVersionUpgrade: true,
      iamAuthentication: false,
      backtrackSeconds: 0,
      port: 3306,
      copyTagsToSnapshots: false,
      publiclyAccessible: null,
    });
    expect(unknownOf(one)).to.include.members(['storageEncrypted', 'kmsKeyId', 'engineMode']);
    expect(cluster({ StorageEncrypted: 'false' })?.facts).to.include({ storageEncrypted: false, kmsKeyId: null });
  });

  it('does not know what its source decides', () => {
    const hidden = ['storageEncrypted', 'backupRetentionDays', 'port'];
    expect(unknownOf(cluster({ SnapshotIdentifier: 'before', StorageEncrypted: false }))).to.include.members(hidden);
    expect(unknownOf(cluster({ Port: untold('a parameter') }))).to.include('port');
  });

  it('has the members that say so, and not those of other services', () => {
    const member = (zone: string): Written[string] => [
      'AWS::RDS::DBInstance',
      { Engine: 'aurora-mysql', DBClusterIdentifier: 'cfn:template/Ledger', AvailabilityZone: zone },
    ];
    const graph: Written[string] = [
      'AWS::RDS::DBInstance',
      { Engine: 'neptune', DBClusterIdentifier: 'cfn:template/Ledger' },
    ];
    const one = cluster({}, { A: member('us-east-1a'), B: member('us-east-1b'), C: graph });
    expect(one?.facts.members?.map(({ instanceId }) => instanceId)).to.deep.equal(['cfn:template/A', 'cfn:template/B']);
    expect(one?.facts.multiAz).to.equal(true);
    expect(cluster({ Engine: 'postgres' })?.facts.multiAz).to.equal(true);
  });
});
