import { isOfRds } from '../../aws/rds/databases.ts';
import { asItsSource, defaultPort, engineVersionOf } from '../../planned/databases.ts';
import { instantIn } from '../../planned/instant.ts';
import { keyArnOf } from '../../planned/keys.ts';
import { defineMapping, type Description, type PlannedObject } from '../../planned/mapping.ts';
import type { Side } from '../../planned/side.ts';
import { onlyLive, or, then, type Maybe } from '../../planned/value.ts';
import { orLeftOut } from '../left-out.ts';
import { ownText } from '../own-text.ts';
import { tagsOf } from '../tags.ts';
import { encryptionOfCluster, encryptionOfInstance, engineIn, isCopyOfInstance } from './databases.ts';
import { clusterNamed, identifierOf, instanceNamed, placementOf } from './placement.ts';

type Kind = 'aws.rds.instance';

export default defineMapping<Kind>({
  kind: 'aws.rds.instance',
  identity: [['instanceId']],
  types: { aws_db_instance: instance, aws_rds_cluster_instance: member },
});

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance */
function instance(planned: PlannedObject, side: Side): Description<Kind> | readonly Description<Kind>[] {
  const { properties } = planned;
  const engine = engineIn(properties);
  if (typeof engine === 'string' && !isOfRds({ Engine: engine })) return [];
  const replicaSource = sourceOf(planned, side);
  const isCopy = isCopyOfInstance(planned);
  const storageEncrypted = encryptionOfInstance(planned);
  return {
    ...labels(planned),
    facts: {
      ...common(planned, engine),
      ...placementOf(planned, side, properties.filled('db_subnet_group_name')),
      status: or(properties.filled('status'), onlyLive),
      clusterId: null,
      replicaSource,
      storageEncrypted,
      kmsKeyId: keyArnOf(properties.filled('kms_key_id'), storageEncrypted),
      publiclyAccessible: or(properties.flag('publicly_accessible'), false),
      multiAz: or(properties.flag('multi_az'), onlyLive),
      // "All read replica DB instances are created with backups disabled", says AWS.
      backupRetentionDays: orLeftOut(
        planned,
        'backup_retention_period',
        properties.whole('backup_retention_period'),
        isCopy && replicaSource === null ? asItsSource : 0,
      ),
      backupWindow: properties.filled('backup_window'),
      latestRestorableAt: latestRestorable(planned),
      deletionProtection: or(properties.flag('deletion_protection'), false),
      iamAuthentication: or(properties.flag('iam_database_authentication_enabled'), false),
      logExports: properties.texts('enabled_cloudwatch_logs_exports') ?? [],
      performanceInsights: or(properties.flag('performance_insights_enabled'), false),
      masterUsername: or(ownText(properties, 'username'), onlyLive),
      endpoint: or(properties.filled('address'), onlyLive),
      port: orLeftOut(planned, 'port', properties.whole('port'), isCopy ? asItsSource : defaultPort(engine)),
      allocatedGiB: or(properties.whole('allocated_storage'), onlyLive),
      securityGroupIds: properties.texts('vpc_security_group_ids') ?? onlyLive,
      parameterGroups: single(properties.filled('parameter_group_name')),
    },
  };
}

/** Of much the cluster decides: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/rds_cluster_instance */
function member(planned: PlannedObject, side: Side): Description<Kind> | readonly Description<Kind>[] {
  const { properties } = planned;
  const engine = engineIn(properties);
  if (typeof engine === 'string' && !isOfRds({ Engine: engine })) return [];
  const { cluster, clusterId } = clusterNamed(planned, side, properties.filled('cluster_identifier'));
  const own = properties.flag('storage_encrypted');
  const storageEncrypted =
    typeof own === 'boolean' || cluster === null ? or(own, onlyLive) : encryptionOfCluster(cluster);
  const key = properties.filled('kms_key_id');
  const group = properties.filled('db_subnet_group_name');
  return {
    ...labels(planned),
    facts: {
      ...common(planned, engine),
      ...placementOf(
        planned,
        side,
        typeof group === 'string' ? group : (cluster?.properties.filled('db_subnet_group_name') ?? group),
      ),
      status: onlyLive,
      clusterId: or(clusterId, onlyLive),
      replicaSource: null,
      storageEncrypted,
      kmsKeyId: keyArnOf(
        typeof key === 'string' || cluster === null ? key : cluster.properties.filled('kms_key_id'),
        storageEncrypted,
      ),
      // "Default false"
      publiclyAccessible: orLeftOut(planned, 'publicly_accessible', properties.flag('publicly_accessible'), false),
      multiAz: onlyLive,
      backupRetentionDays: onlyLive,
      backupWindow: properties.filled('preferred_backup_window'),
      latestRestorableAt: onlyLive,
      deletionProtection: onlyLive,
      iamAuthentication: onlyLive,
      logExports: onlyLive,
      performanceInsights: or(properties.flag('performance_insights_enabled'), onlyLive),
      masterUsername: onlyLive,
      endpoint: or(properties.filled('endpoint'), onlyLive),
      port: or(properties.whole('port'), onlyLive),
      allocatedGiB: onlyLive,
      securityGroupIds: cluster?.properties.texts('vpc_security_group_ids') ?? onlyLive,
      parameterGroups: single(properties.filled('db_parameter_group_name')),
    },
  };
}

function labels(planned: PlannedObject) {
  return { name: ownText(planned.properties, 'identifier'), tags: tagsOf(planned.properties) };
}

function common(planned: PlannedObject, engine: Maybe<string>) {
  const { properties } = planned;
  const version = properties.filled('engine_version_actual');
  return {
    instanceId: identifierOf(planned, 'identifier'),
    engine,
    engineVersion: typeof version === 'string' ? version : engineVersionOf(engine, properties.filled('engine_version')),
    instanceClass: or(properties.filled('instance_class'), onlyLive),
    createdAt: onlyLive,
    availabilityZone: or(properties.filled('availability_zone'), onlyLive),
    autoMinorVersionUpgrade: or(properties.flag('auto_minor_version_upgrade'), true),
    monitoringInterval: or(properties.whole('monitoring_interval'), 0),
    copyTagsToSnapshots: or(properties.flag('copy_tags_to_snapshot'), false),
    caCertificateId: or(properties.filled('ca_cert_identifier'), onlyLive),
    caValidUntil: onlyLive,
  };
}

/** The primary that it replicates: by its identifier, or its ARN where it is in another Region. */
function sourceOf(planned: PlannedObject, side: Side): Maybe<string | null> {
  const { instanceId } = instanceNamed(planned, side, planned.properties.filled('replicate_source_db'));
  return then(instanceId, (id) => {
    const [, region, name] = /^arn:[^:]+:rds:([^:]*):\d*:db:(.+)$/.exec(id) ?? [];
    return name !== undefined && region === planned.at.region ? name : id;
  });
}

function latestRestorable({ properties }: PlannedObject): Maybe<string | null> {
  // Where there is none, older providers say the zero time of their language.
  return then(instantIn(properties, 'latest_restorable_time'), (at) => (at.startsWith('0001-') ? null : at));
}

function single(name: Maybe<string | null>) {
  return typeof name === 'string' ? [name] : (name ?? onlyLive);
}
