import { resource } from '../../../core/resource.ts';
import { defineCollector } from '../../collector.ts';
import { nameless } from '../nameless.ts';
import { instant, Parts, tagsOf } from '../normalise.ts';
import { isAurora, isOfRds, keyOf, unlessCreating } from './databases.ts';

const kind = 'aws.rds.cluster';

export default defineCollector({
  id: 'rds-clusters',
  scope: 'region',
  kinds: [kind],
  operations: ['rds:DescribeDBClusters'],
  async *collect(api, at) {
    for await (const { output, source } of api.pages('rds:DescribeDBClusters')) {
      for (const one of (output.DBClusters ?? []).filter(isOfRds)) {
        const { DBClusterArn: arn, Status: status } = one;
        if (arn === undefined) {
          yield nameless(kind, source);
          continue;
        }
        const parts = new Parts(source);
        // Settings that Aurora keeps on the members.
        const onMembers = isAurora(one.Engine) ? null : undefined;
        yield resource({
          kind,
          arn,
          account: at.account,
          region: at.region,
          name: one.DBClusterIdentifier,
          tags: tagsOf(one.TagList),
          source,
          unknown: parts.unknown,
          facts: {
            clusterId: one.DBClusterIdentifier,
            engine: one.Engine,
            engineVersion: one.EngineVersion,
            engineMode: one.EngineMode,
            status,
            createdAt: unlessCreating(status, instant(one.ClusterCreateTime)),
            members: parts.list('members', one.DBClusterMembers, (member) => ({
              instanceId: member.DBInstanceIdentifier,
              writer: member.IsClusterWriter,
            })),
            storageEncrypted: one.StorageEncrypted,
            kmsKeyId: keyOf(one.StorageEncrypted, one),
            multiAz: one.MultiAZ,
            availabilityZones: one.AvailabilityZones,
            backupRetentionDays: one.BackupRetentionPeriod,
            // Left out where there is none: the window, what can be restored, and what the engine does not have.
            backupWindow: one.PreferredBackupWindow ?? null,
            latestRestorableAt: one.LatestRestorableTime === undefined ? null : instant(one.LatestRestorableTime),
            iamAuthentication: one.IAMDatabaseAuthenticationEnabled ?? null,
            backtrackSeconds: one.BacktrackWindow ?? null,
            logExports: one.EnabledCloudwatchLogsExports ?? [],
            deletionProtection: one.DeletionProtection,
            autoMinorVersionUpgrade: one.AutoMinorVersionUpgrade ?? onMembers,
            publiclyAccessible: one.PubliclyAccessible ?? onMembers,
            masterUsername: one.MasterUsername,
            endpoint: unlessCreating(status, one.Endpoint),
            port: unlessCreating(status, one.Port),
            copyTagsToSnapshots: one.CopyTagsToSnapshot,
            securityGroupIds: parts.list('securityGroupIds', one.VpcSecurityGroups, (g) => g.VpcSecurityGroupId),
          },
        });
      }
    }
  },
});
