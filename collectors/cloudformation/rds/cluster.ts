import { UnknownValue } from '../../../core/resource.ts';
import { isOfRds } from '../../aws/rds/databases.ts';
import { asItsSource, defaultPort, engineVersionOf, isAuroraEngine, spread } from '../../planned/databases.ts';
import { keyArnOf } from '../../planned/keys.ts';
import { defineMapping, type Description, type PlannedObject } from '../../planned/mapping.ts';
import type { Side } from '../../planned/side.ts';
import { AsMade, elementsOf, onlyLive, OpenList, or, type Maybe } from '../../planned/value.ts';
import { tagsOf } from '../tags.ts';
import { encryptionOfCluster, engineIn, identifierOf, isCopyOfCluster, named } from './databases.ts';

type Kind = 'aws.rds.cluster';

export default defineMapping<Kind>({
  kind: 'aws.rds.cluster',
  identity: [['clusterId']],
  key: 'clusterId',
  arn: (id, { partition, account, region }) => `arn:${partition}:rds:${region}:${account}:cluster:${id}`,
  elements: { members: ['instanceId'] },
  types: { 'AWS::RDS::DBCluster': cluster },
  parts: {
    'AWS::RDS::DBInstance': (planned, side) => {
      const engine = engineIn(planned.properties);
      const isOther = typeof engine === 'string' && !isOfRds({ Engine: engine });
      return {
        of: isOther ? null : named(planned, side, 'DBCluster', 'DBClusterIdentifier').identifier,
        // Which of them writes, AWS decides, and changes.
        add: { members: [{ instanceId: identifierOf(planned, 'DBInstanceIdentifier'), writer: onlyLive }] },
      };
    },
  },
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbcluster.html */
function cluster(planned: PlannedObject, side: Side): Description<Kind> | readonly Description<Kind>[] {
  const { properties } = planned;
  const engine = engineIn(properties);
  if (typeof engine === 'string' && !isOfRds({ Engine: engine })) return [];
  const isAurora = isAuroraEngine(engine);
  const storageEncrypted = encryptionOfCluster(planned);
  const backtracks = engine === 'aurora-mysql' || engine === 'aurora';
  const isCopy = isCopyOfCluster(planned);
  const fresh = <T>(value: Maybe<T | null>, unset: Maybe<T>) => or(value, isCopy ? asItsSource : unset);
  return {
    name: properties.filled('DBClusterIdentifier') === null ? null : identifierOf(planned, 'DBClusterIdentifier'),
    tags: tagsOf(properties),
    facts: {
      clusterId: identifierOf(planned, 'DBClusterIdentifier'),
      engine,
      engineVersion: engineVersionOf(engine, properties.filled('EngineVersion')),
      engineMode: or(properties.filled('EngineMode'), onlyLive),
      status: onlyLive,
      createdAt: onlyLive,
      members: new AsMade([]),
      storageEncrypted,
      kmsKeyId: keyArnOf(properties.filled('KmsKeyId'), storageEncrypted),
      // One of another engine is a Multi-AZ cluster.
      multiAz: isAurora instanceof UnknownValue ? isAurora : !isAurora || zones(planned, side),
      availabilityZones: properties.texts('AvailabilityZones') ?? onlyLive,
      backupRetentionDays: fresh(properties.whole('BackupRetentionPeriod'), 1),
      backupWindow: or(properties.filled('PreferredBackupWindow'), onlyLive),
      latestRestorableAt: onlyLive,
      deletionProtection: or(properties.flag('DeletionProtection'), false),
      autoMinorVersionUpgrade: fresh(properties.flag('AutoMinorVersionUpgrade'), true),
      iamAuthentication: or(properties.flag('EnableIAMDatabaseAuthentication'), false),
      logExports: properties.texts('EnableCloudwatchLogsExports') ?? [],
      backtrackSeconds:
        engine instanceof UnknownValue || backtracks ? or(properties.whole('BacktrackWindow'), 0) : null,
      masterUsername: fresh(properties.filled('MasterUsername'), onlyLive),
      endpoint: onlyLive,
      port: fresh(properties.whole('Port'), defaultPort(engine)),
      copyTagsToSnapshots: or(properties.flag('CopyTagsToSnapshot'), false),
      publiclyAccessible: isAurora === true ? null : or(properties.flag('PubliclyAccessible'), onlyLive),
      securityGroupIds: properties.texts('VpcSecurityGroupIds') ?? onlyLive,
    },
  };
}

function zones(planned: PlannedObject, side: Side): Maybe<boolean> {
  const names = new Set([planned.id, identifierOf(planned, 'DBClusterIdentifier')]);
  const found = [...names].map((name) => side.find(planned, 'AWS::RDS::DBInstance', 'DBClusterIdentifier', name));
  const members = found
    .flatMap((list) => elementsOf(list))
    .map((member) => ({
      zone: member.properties.filled('AvailabilityZone'),
      name: identifierOf(member, 'DBInstanceIdentifier'),
    }));
  const open = found.find((list) => list instanceof OpenList);
  return spread(members, open?.unknown ?? null);
}
