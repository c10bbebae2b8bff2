import { isOfRds } from '../../aws/rds/databases.ts';
import { asItsSource, defaultPort, engineVersionOf } from '../../planned/databases.ts';
import { keyArnOf } from '../../planned/keys.ts';
import { defineMapping, type Description, type PlannedObject } from '../../planned/mapping.ts';
import type { Side } from '../../planned/side.ts';
import { onlyLive, or, type Maybe } from '../../planned/value.ts';
import { tagsOf } from '../tags.ts';
import { encryptionOfCluster, engineIn, identifierOf, isGiven, named, placementOf } from './databases.ts';

type Kind = 'aws.rds.instance';

export default defineMapping<Kind>({
  kind: 'aws.rds.instance',
  identity: [['instanceId']],
  types: { 'AWS::RDS::DBInstance': instance },
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html */
function instance(planned: PlannedObject, side: Side): Description<Kind> | readonly Description<Kind>[] {
  const { properties } = planned;
  const { database: cluster, identifier: clusterId } = named(planned, side, 'DBCluster', 'DBClusterIdentifier');
  const own = engineIn(properties);
  const engine = typeof own === 'string' || cluster === null ? own : engineIn(cluster.properties);
  if (typeof engine === 'string' && !isOfRds({ Engine: engine })) return [];
  const group = properties.filled('DBSubnetGroupName') ?? cluster?.properties.filled('DBSubnetGroupName') ?? null;
  return {
    name: properties.filled('DBInstanceIdentifier') === null ? null : identifierOf(planned, 'DBInstanceIdentifier'),
    tags: tagsOf(properties),
    facts: {
      instanceId: identifierOf(planned, 'DBInstanceIdentifier'),
      engine,
      engineVersion: engineVersionOf(
        engine,
        properties.filled('EngineVersion') ?? cluster?.properties.filled('EngineVersion') ?? null,
      ),
      instanceClass: or(properties.filled('DBInstanceClass'), onlyLive),
      status: onlyLive,
      createdAt: onlyLive,
      clusterId,
      availabilityZone: or(properties.filled('AvailabilityZone'), onlyLive),
      latestRestorableAt: onlyLive,
      // It depends on the subnet group, and on which one is the default of the account.
      publiclyAccessible: or(properties.flag('PubliclyAccessible'), onlyLive),
      multiAz: or(properties.flag('MultiAZ'), onlyLive),
      autoMinorVersionUpgrade: or(properties.flag('AutoMinorVersionUpgrade'), true),
      monitoringInterval: or(properties.whole('MonitoringInterval'), 0),
      performanceInsights: or(properties.flag('EnablePerformanceInsights'), onlyLive),
      endpoint: onlyLive,
      copyTagsToSnapshots: or(properties.flag('CopyTagsToSnapshot'), false),
      caCertificateId: or(properties.filled('CACertificateIdentifier'), onlyLive),
      caValidUntil: onlyLive,
      ...placementOf(planned, side, group),
      parameterGroups: single(properties.filled('DBParameterGroupName')),
      ...(clusterId === null ? byItself(planned, side, engine) : asMember(cluster)),
    },
  };
}

function byItself(planned: PlannedObject, side: Side, engine: Maybe<string>) {
  const { properties } = planned;
  const { identifier: replicaSource } = named(planned, side, 'DBInstance', 'SourceDBInstanceIdentifier');
  const copies = ['DBSnapshotIdentifier', 'DBClusterSnapshotIdentifier', 'SourceDbiResourceId', 'RestoreTime'];
  const others = ['SourceDBInstanceAutomatedBackupsArn', 'SourceDBClusterIdentifier', 'SourceDBInstanceIdentifier'];
  const isCopy = isGiven(planned, [...copies, ...others]);
  const encrypted = properties.flag('StorageEncrypted');
  const storageEncrypted = isCopy && encrypted !== true ? asItsSource : or(encrypted, false);
  const fresh = <T>(value: Maybe<T | null>, unset: Maybe<T>) => or(value, isCopy ? asItsSource : unset);
  return {
    // With a time to go back to, what is named is not a source to replicate.
    replicaSource: isGiven(planned, ['RestoreTime', 'UseLatestRestorableTime']) ? null : replicaSource,
    storageEncrypted,
    kmsKeyId: keyArnOf(properties.filled('KmsKeyId'), storageEncrypted),
    backupRetentionDays: fresh(properties.whole('BackupRetentionPeriod'), 1),
    backupWindow: or(properties.filled('PreferredBackupWindow'), onlyLive),
    deletionProtection: or(properties.flag('DeletionProtection'), false),
    iamAuthentication: or(properties.flag('EnableIAMDatabaseAuthentication'), false),
    logExports: properties.texts('EnableCloudwatchLogsExports') ?? [],
    masterUsername: fresh(properties.filled('MasterUsername'), onlyLive),
    port: fresh(properties.whole('Port'), defaultPort(engine)),
    allocatedGiB: fresh(properties.whole('AllocatedStorage'), onlyLive),
    securityGroupIds: properties.texts('VPCSecurityGroups') ?? onlyLive,
  };
}

/** What a member is set to itself has no effect: the cluster decides. */
function asMember(cluster: PlannedObject | null) {
  const storageEncrypted = cluster === null ? onlyLive : encryptionOfCluster(cluster);
  return {
    replicaSource: null,
    storageEncrypted,
    kmsKeyId: cluster === null ? onlyLive : keyArnOf(cluster.properties.filled('KmsKeyId'), storageEncrypted),
    backupRetentionDays: onlyLive,
    backupWindow: onlyLive,
    deletionProtection: onlyLive,
    iamAuthentication: onlyLive,
    logExports: onlyLive,
    masterUsername: onlyLive,
    port: onlyLive,
    allocatedGiB: onlyLive,
    securityGroupIds: cluster?.properties.texts('VpcSecurityGroupIds') ?? onlyLive,
  };
}

function single(name: Maybe<string | null>) {
  return typeof name === 'string' ? [name] : (name ?? onlyLive);
}
