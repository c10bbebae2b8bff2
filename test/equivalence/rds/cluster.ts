import clusters from '../../../collectors/aws/rds/clusters.ts';
import { xml } from '../../collectors/aws/xml.ts';
import { defineTriple } from '../triple.ts';

const arn = 'arn:aws:rds:us-east-1:123456789012:cluster:ledger';
const key = 'arn:aws:kms:us-east-1:123456789012:key/1';

export default defineTriple({
  kind: 'aws.rds.cluster',
  live: {
    collector: clusters,
    answers: {
      'rds:DescribeDBClusters': [
        xml({
          'DBClusters/DBCluster': [
            {
              DBClusterIdentifier: 'ledger',
              DBClusterArn: arn,
              Engine: 'aurora-mysql',
              EngineVersion: '8.0.mysql_aurora.3.05.2',
              EngineMode: 'provisioned',
              Status: 'available',
              'AvailabilityZones/AvailabilityZone': ['us-east-1a', 'us-east-1b', 'us-east-1c'],
              BackupRetentionPeriod: 14,
              Endpoint: 'ledger.cluster-abc.us-east-1.rds.amazonaws.com',
              MultiAZ: true,
              LatestRestorableTime: '2026-01-31T11:55:00Z',
              Port: 3306,
              MasterUsername: 'keeper',
              PreferredBackupWindow: '05:00-05:30',
              'DBClusterMembers/DBClusterMember': [
                { DBInstanceIdentifier: 'ledger-1', IsClusterWriter: true },
                { DBInstanceIdentifier: 'ledger-2', IsClusterWriter: false },
              ],
              'VpcSecurityGroups/VpcSecurityGroupMembership': [{ VpcSecurityGroupId: 'sg-1', Status: 'active' }],
              StorageEncrypted: true,
              KmsKeyId: key,
              IAMDatabaseAuthenticationEnabled: true,
              ClusterCreateTime: '2024-01-31T12:00:00Z',
              BacktrackWindow: 0,
              'EnabledCloudwatchLogsExports/member': ['audit'],
              DeletionProtection: true,
              AutoMinorVersionUpgrade: true,
              CopyTagsToSnapshot: true,
              'TagList/Tag': [{ Key: 'Project', Value: 'Ledger' }],
            },
          ],
        }),
      ],
    },
  },
  terraform: {
    resources: [
      {
        type: 'aws_rds_cluster',
        values: {
          id: 'ledger',
          arn,
          cluster_identifier: 'ledger',
          engine: 'aurora-mysql',
          engine_version: '8.0.mysql_aurora.3.05.2',
          engine_version_actual: '8.0.mysql_aurora.3.05.2',
          engine_mode: 'provisioned',
          availability_zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
          backup_retention_period: 14,
          endpoint: 'ledger.cluster-abc.us-east-1.rds.amazonaws.com',
          port: 3306,
          master_username: 'keeper',
          preferred_backup_window: '05:00-05:30',
          cluster_members: ['ledger-1', 'ledger-2'],
          vpc_security_group_ids: ['sg-1'],
          storage_encrypted: true,
          kms_key_id: key,
          iam_database_authentication_enabled: true,
          backtrack_window: 0,
          enabled_cloudwatch_logs_exports: ['audit'],
          deletion_protection: true,
          auto_minor_version_upgrade: true,
          copy_tags_to_snapshot: true,
          tags: { Project: 'Ledger' },
          tags_all: { Project: 'Ledger' },
        },
      },
      {
        type: 'aws_rds_cluster_instance',
        name: 'one',
        values: {
          id: 'ledger-1',
          identifier: 'ledger-1',
          cluster_identifier: 'ledger',
          engine: 'aurora-mysql',
          availability_zone: 'us-east-1a',
          writer: true,
        },
      },
      {
        type: 'aws_rds_cluster_instance',
        name: 'two',
        values: {
          id: 'ledger-2',
          identifier: 'ledger-2',
          cluster_identifier: 'ledger',
          engine: 'aurora-mysql',
          availability_zone: 'us-east-1b',
          writer: false,
        },
      },
    ],
    differs: {
      status: 'the provider does not export it',
      createdAt: 'the provider does not export it',
      latestRestorableAt: 'the provider does not export it',
      members: 'there may be others',
    },
  },
  cloudformation: {
    resources: {
      Ledger: {
        Type: 'AWS::RDS::DBCluster',
        Properties: {
          DBClusterIdentifier: 'Ledger',
          Engine: 'aurora-mysql',
          EngineVersion: '8.0.mysql_aurora.3.05.2',
          EngineMode: 'provisioned',
          AvailabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
          BackupRetentionPeriod: 14,
          MasterUsername: 'keeper',
          PreferredBackupWindow: '05:00-05:30',
          VpcSecurityGroupIds: ['sg-1'],
          StorageEncrypted: true,
          KmsKeyId: key,
          EnableIAMDatabaseAuthentication: true,
          EnableCloudwatchLogsExports: ['audit'],
          DeletionProtection: true,
          CopyTagsToSnapshot: true,
          Tags: [{ Key: 'Project', Value: 'Ledger' }],
        },
      },
      One: {
        Type: 'AWS::RDS::DBInstance',
        Properties: {
          DBInstanceIdentifier: 'ledger-1',
          DBClusterIdentifier: 'ledger',
          Engine: 'aurora-mysql',
          AvailabilityZone: 'us-east-1a',
        },
      },
      Two: {
        Type: 'AWS::RDS::DBInstance',
        Properties: {
          DBInstanceIdentifier: 'ledger-2',
          DBClusterIdentifier: 'ledger',
          Engine: 'aurora-mysql',
          AvailabilityZone: 'us-east-1b',
        },
      },
    },
    differs: {
      status: 'made when the stack is deployed',
      createdAt: 'made when the stack is deployed',
      latestRestorableAt: 'made when the stack is deployed',
      endpoint: 'made when the stack is deployed',
      members: 'AWS decides which of them writes',
    },
  },
});
