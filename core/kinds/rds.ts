import { defineKind, flag, instant, list, nullable, record, text, whole } from './kind.ts';

const region = (title: string) => ({ title, scope: 'region' }) as const;

/** A database instance of RDS; Neptune and DocumentDB answer the same call and are left out by the collector. */
export const dbInstance = defineKind('aws.rds.instance', region('RDS instance'), {
  instanceId: text(),
  engine: text(),
  engineVersion: text(),
  instanceClass: text(),
  status: text('available, creating, …'),
  createdAt: nullable(instant()),
  clusterId: nullable(text('cluster that it is a member of')),
  replicaSource: nullable(text('instance that it replicates')),
  storageEncrypted: flag(),
  kmsKeyId: nullable(text()),
  publiclyAccessible: flag(),
  multiAz: flag(),
  availabilityZone: nullable(text()),
  backupRetentionDays: whole('0: no automated backups'),
  backupWindow: nullable(text()),
  latestRestorableAt: nullable(instant()),
  deletionProtection: flag(),
  autoMinorVersionUpgrade: flag(),
  iamAuthentication: flag(),
  logExports: list(text(), 'logs sent to CloudWatch'),
  monitoringInterval: whole('seconds between points of enhanced monitoring; 0: off'),
  performanceInsights: flag(),
  masterUsername: nullable(text()),
  endpoint: nullable(text('null while it is being made')),
  port: nullable(whole()),
  copyTagsToSnapshots: flag(),
  caCertificateId: nullable(text()),
  caValidUntil: nullable(instant('expiry of the server certificate')),
  allocatedGiB: whole(),
  vpcId: nullable(text()),
  subnetIds: list(text()),
  securityGroupIds: list(text()),
  parameterGroups: list(text()),
});

export const dbCluster = defineKind('aws.rds.cluster', region('RDS cluster'), {
  clusterId: text(),
  engine: text(),
  engineVersion: text(),
  engineMode: nullable(text('provisioned, serverless, …')),
  status: text(),
  createdAt: nullable(instant()),
  members: list(record({ instanceId: text(), writer: flag() })),
  storageEncrypted: flag(),
  kmsKeyId: nullable(text()),
  multiAz: flag('members in more than one zone'),
  availabilityZones: list(text()),
  backupRetentionDays: whole(),
  backupWindow: nullable(text()),
  latestRestorableAt: nullable(instant()),
  deletionProtection: flag(),
  autoMinorVersionUpgrade: nullable(flag('null: set on the members')),
  iamAuthentication: nullable(flag('null: the engine does not say')),
  logExports: list(text()),
  backtrackSeconds: nullable(whole('0 or null: off')),
  masterUsername: nullable(text()),
  endpoint: nullable(text()),
  port: nullable(whole()),
  copyTagsToSnapshots: nullable(flag()),
  publiclyAccessible: nullable(flag('of a Multi-AZ cluster; null for Aurora')),
  securityGroupIds: list(text()),
});

const snapshotFacts = {
  snapshotId: text(),
  engine: text(),
  snapshotType: text('automated, manual, awsbackup …'),
  status: text('available, creating, …'),
  createdAt: nullable(instant('null while it is being made')),
  encrypted: flag(),
  kmsKeyId: nullable(text()),
  allocatedGiB: whole(),
  sharedWith: list(text(), 'accounts that may restore it; `all`: every one'),
};

export const dbSnapshot = defineKind('aws.rds.snapshot', region('RDS snapshot'), {
  instanceId: text(),
  ...snapshotFacts,
});

export const dbClusterSnapshot = defineKind('aws.rds.cluster-snapshot', region('RDS cluster snapshot'), {
  clusterId: text(),
  ...snapshotFacts,
});
