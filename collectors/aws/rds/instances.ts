import { resource } from '../../../core/resource.ts';
import { defineCollector } from '../../collector.ts';
import { nameless } from '../nameless.ts';
import { instant, Parts, tagsOf } from '../normalise.ts';
import { isOfRds, keyOf, unlessCreating } from './databases.ts';

const kind = 'aws.rds.instance';

export default defineCollector({
  id: 'rds-instances',
  scope: 'region',
  kinds: [kind],
  operations: ['rds:DescribeDBInstances'],
  async *collect(api, at) {
    for await (const { output, source } of api.pages('rds:DescribeDBInstances')) {
      for (const one of (output.DBInstances ?? []).filter(isOfRds)) {
        const { DBInstanceArn: arn, DBInstanceStatus: status, DBSubnetGroup: subnets } = one;
        if (arn === undefined) {
          yield nameless(kind, source);
          continue;
        }
        const parts = new Parts(source);
        yield resource({
          kind,
          arn,
          account: at.account,
          region: at.region,
          name: one.DBInstanceIdentifier,
          tags: tagsOf(one.TagList),
          source,
          unknown: parts.unknown,
          facts: {
            instanceId: one.DBInstanceIdentifier,
            engine: one.Engine,
            engineVersion: one.EngineVersion,
            instanceClass: one.DBInstanceClass,
            status,
            createdAt: unlessCreating(status, instant(one.InstanceCreateTime)),
            // Left out where there is none: the cluster, the source of a replica, backups and what they can restore.
            clusterId: one.DBClusterIdentifier ?? null,
            replicaSource:
              one.ReadReplicaSourceDBInstanceIdentifier ?? one.ReadReplicaSourceDBClusterIdentifier ?? null,
            backupWindow: one.PreferredBackupWindow ?? null,
            latestRestorableAt: one.LatestRestorableTime === undefined ? null : instant(one.LatestRestorableTime),
            storageEncrypted: one.StorageEncrypted,
            kmsKeyId: keyOf(one.StorageEncrypted, one),
            publiclyAccessible: one.PubliclyAccessible,
            multiAz: one.MultiAZ,
            availabilityZone: unlessCreating(status, one.AvailabilityZone),
            backupRetentionDays: one.BackupRetentionPeriod,
            deletionProtection: one.DeletionProtection,
            autoMinorVersionUpgrade: one.AutoMinorVersionUpgrade,
            iamAuthentication: one.IAMDatabaseAuthenticationEnabled,
            // RDS leaves the list out where no log is exported.
            logExports: one.EnabledCloudwatchLogsExports ?? [],
            monitoringInterval: one.MonitoringInterval,
            performanceInsights: one.PerformanceInsightsEnabled,
            masterUsername: one.MasterUsername,
            endpoint: unlessCreating(status, one.Endpoint?.Address),
            port: unlessCreating(status, one.Endpoint?.Port),
            copyTagsToSnapshots: one.CopyTagsToSnapshot,
            caCertificateId: unlessCreating(status, one.CACertificateIdentifier),
            caValidUntil: unlessCreating(status, instant(one.CertificateDetails?.ValidTill)),
            allocatedGiB: one.AllocatedStorage,
            // A database without a subnet group is in no VPC.
            vpcId: subnets === undefined ? null : subnets.VpcId,
            subnetIds: subnets === undefined ? [] : parts.list('subnetIds', subnets.Subnets, (s) => s.SubnetIdentifier),
            securityGroupIds: parts.list('securityGroupIds', one.VpcSecurityGroups, (g) => g.VpcSecurityGroupId),
            parameterGroups: parts.list('parameterGroups', one.DBParameterGroups, (g) => g.DBParameterGroupName),
          },
        });
      }
    }
  },
});
