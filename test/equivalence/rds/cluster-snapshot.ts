import snapshots from '../../../collectors/aws/rds/cluster-snapshots.ts';
import { xml } from '../../collectors/aws/xml.ts';
import { defineTriple } from '../triple.ts';

const arn = 'arn:aws:rds:us-east-1:123456789012:cluster-snapshot:before-upgrade';
const key = 'arn:aws:kms:us-east-1:123456789012:key/1';

export default defineTriple({
  kind: 'aws.rds.cluster-snapshot',
  live: {
    collector: snapshots,
    answers: {
      'rds:DescribeDBClusterSnapshots': [
        xml({
          'DBClusterSnapshots/DBClusterSnapshot': [
            {
              DBClusterSnapshotIdentifier: 'before-upgrade',
              DBClusterSnapshotArn: arn,
              DBClusterIdentifier: 'ledger',
              Engine: 'aurora-mysql',
              SnapshotType: 'manual',
              Status: 'available',
              SnapshotCreateTime: '2024-01-31T12:00:00Z',
              StorageEncrypted: true,
              KmsKeyId: key,
              AllocatedStorage: 1,
              'TagList/Tag': [{ Key: 'Project', Value: 'Ledger' }],
            },
          ],
        }),
      ],
      'rds:DescribeDBClusterSnapshotAttributes': [
        xml({
          DBClusterSnapshotAttributesResult: {
            'DBClusterSnapshotAttributes/DBClusterSnapshotAttribute': [
              { AttributeName: 'restore', 'AttributeValues/AttributeValue': [] },
            ],
          },
        }),
      ],
    },
  },
  terraform: {
    resources: [
      {
        type: 'aws_db_cluster_snapshot',
        values: {
          id: 'before-upgrade',
          db_cluster_snapshot_arn: arn,
          db_cluster_snapshot_identifier: 'before-upgrade',
          db_cluster_identifier: 'ledger',
          engine: 'aurora-mysql',
          snapshot_type: 'manual',
          status: 'available',
          storage_encrypted: true,
          kms_key_id: key,
          allocated_storage: 1,
          shared_accounts: null,
          tags: { Project: 'Ledger' },
          tags_all: { Project: 'Ledger' },
        },
      },
    ],
    differs: { createdAt: 'the provider does not export it' },
  },
  cloudformation:
    'CloudFormation has no type for snapshots: it restores from them, and takes one with a DeletionPolicy',
});
