import { UnknownValue } from '../../../core/resource.ts';
import { isOfRds } from '../../aws/rds/databases.ts';
import { asItsSource, defaultPort, engineVersionOf, isAuroraEngine, spread } from '../../planned/databases.ts';
import { keyArnOf } from '../../planned/keys.ts';
import { defineMapping, type Description, type PlannedObject } from '../../planned/mapping.ts';
import type { Side } from '../../planned/side.ts';
import { AsMade, elementsOf, onlyLive, OpenList, or, type Maybe } from '../../planned/value.ts';
import { orLeftOut } from '../left-out.ts';
import { isToBeMade } from '../made.ts';
import { ownText } from '../own-text.ts';
import { tagsOf } from '../tags.ts';
import { encryptionOfCluster, engineIn, isCopyOfCluster } from './databases.ts';
import { clusterNamed, identifierOf } from './placement.ts';

type Kind = 'aws.rds.cluster';

export default defineMapping<Kind>({
  kind: 'aws.rds.cluster',
  identity: [['clusterId']],
  key: 'clusterId',
  arn: (id, { partition, account, region }) => `arn:${partition}:rds:${region}:${account}:cluster:${id}`,
  elements: { members: ['instanceId'] },
  types: { aws_rds_cluster: cluster },
  parts: {
    aws_rds_cluster_instance: (planned, side) => {
      const { properties } = planned;
      return {
        of: clusterNamed(planned, side, properties.filled('cluster_identifier')).clusterId,
        // Which of them writes, AWS decides, and changes.
        add: {
          members: [
            { instanceId: identifierOf(planned, 'identifier'), writer: or(properties.flag('writer'), onlyLive) },
          ],
        },
      };
    },
  },
});

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/rds_cluster */
function cluster(planned: PlannedObject, side: Side): Description<Kind> | readonly Description<Kind>[] {
  const { properties } = planned;
  // Before version 5 of the provider the engine could be left out.
  const engine = properties.raw('engine') === null ? 'aurora' : engineIn(properties);
  if (typeof engine === 'string' && !isOfRds({ Engine: engine })) return [];
  const isAurora = isAuroraEngine(engine);
  const isCopy = isCopyOfCluster(planned);
  const storageEncrypted = encryptionOfCluster(planned);
  const version = properties.filled('engine_version_actual');
  const upgrades = properties.flag('auto_minor_version_upgrade');
  const backtracks = engine === 'aurora-mysql' || engine === 'aurora';
  return {
    name: ownText(properties, 'cluster_identifier'),
    tags: tagsOf(properties),
    facts: {
      clusterId: identifierOf(planned, 'cluster_identifier'),
      engine,
      engineVersion:
        typeof version === 'string' ? version : engineVersionOf(engine, properties.filled('engine_version')),
      engineMode: or(properties.filled('engine_mode'), 'provisioned'),
      status: onlyLive,
      createdAt: onlyLive,
      members: isToBeMade(properties) ? new AsMade([]) : new OpenList([], onlyLive),
      storageEncrypted,
      kmsKeyId: keyArnOf(properties.filled('kms_key_id'), storageEncrypted),
      // One of another engine is a Multi-AZ cluster.
      multiAz: isAurora instanceof UnknownValue ? isAurora : !isAurora || zones(planned, side),
      availabilityZones: properties.texts('availability_zones') ?? onlyLive,
      backupRetentionDays: orLeftOut(
        planned,
        'backup_retention_period',
        properties.whole('backup_retention_period'),
        isCopy ? asItsSource : 1,
      ),
      backupWindow: properties.filled('preferred_backup_window'),
      latestRestorableAt: onlyLive,
      deletionProtection: or(properties.flag('deletion_protection'), false),
      // Older providers do not have it.
      autoMinorVersionUpgrade: properties.names.includes('auto_minor_version_upgrade')
        ? orLeftOut(planned, 'auto_minor_version_upgrade', upgrades, isCopy ? asItsSource : true)
        : onlyLive,
      iamAuthentication: or(properties.flag('iam_database_authentication_enabled'), false),
      logExports: properties.texts('enabled_cloudwatch_logs_exports') ?? [],
      backtrackSeconds:
        engine instanceof UnknownValue || backtracks ? or(properties.whole('backtrack_window'), 0) : null,
      masterUsername: or(ownText(properties, 'master_username'), onlyLive),
      endpoint: or(properties.filled('endpoint'), onlyLive),
      port: orLeftOut(planned, 'port', properties.whole('port'), isCopy ? asItsSource : defaultPort(engine)),
      copyTagsToSnapshots: or(properties.flag('copy_tags_to_snapshot'), false),
      publiclyAccessible: isAurora === true ? null : onlyLive,
      securityGroupIds: properties.texts('vpc_security_group_ids') ?? onlyLive,
    },
  };
}

function zones(planned: PlannedObject, side: Side): Maybe<boolean> {
  const { properties, id } = planned;
  const own = identifierOf(planned, 'cluster_identifier');
  const found = [...new Set([id, own])].map((name) =>
    side.find(planned, 'aws_rds_cluster_instance', 'cluster_identifier', name),
  );
  const members = [...new Set(found.flatMap((list) => elementsOf(list)))].map((member) => ({
    zone: member.properties.filled('availability_zone'),
    name: identifierOf(member, 'identifier'),
  }));
  const open = found.find((list) => list instanceof OpenList);
  return spread(members, open?.unknown ?? (isToBeMade(properties) ? null : onlyLive));
}
