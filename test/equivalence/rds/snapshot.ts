import snapshots from '../../../collectors/aws/rds/snapshots.ts';
import { xml } from '../../collectors/aws/xml.ts';
import { defineTriple } from '../triple.ts';

const arn = 'arn:aws:rds:us-east-1:123456789012:snapshot:before-upgrade';
const key = 'arn:aws:kms:us-east-1:123456789012:key/1';

export default defineTriple({
  kind: 'aws.rds.snapshot',
  live: {
    collector: snapshots,
    answers: {
      'rds:DescribeDBSnapshots': [
        xml({
          'DBSnapshots/DBSnapshot': [
            {
              DBSnapshotIdentifier: 'before-upgrade',
              DBSnapshotArn: arn,
              DBInstanceIdentifier: 'orders',
              Engine: 'mysql',
              SnapshotType: 'manual',
              Status: 'available',
              SnapshotCreateTime: '2024-01-31T12:00:00Z',
              Encrypted: true,
              KmsKeyId: key,
              AllocatedStorage: 100,
              'TagList/Tag': [{ Key: 'Project', Value: 'Orders' }],
            },
          ],
        }),
      ],
      'rds:DescribeDBSnapshotAttributes': [
        xml({
          DBSnapshotAttributesResult: {
            'DBSnapshotAttributes/DBSnapshotAttribute': [
              { AttributeName: 'restore', 'AttributeValues/AttributeValue': ['210987654321'] },
            ],
          },
        }),
      ],
    },
  },
  terraform: {
    resources: [
      {
        type: 'aws_db_snapshot',
        values: {
          id: 'before-upgrade',
          db_snapshot_arn: arn,
          db_snapshot_identifier: 'before-upgrade',
          db_instance_identifier: 'orders',
          engine: 'mysql',
          snapshot_type: 'manual',
          status: 'available',
          encrypted: true,
          kms_key_id: key,
          allocated_storage: 100,
          shared_accounts: ['210987654321'],
          tags: { Project: 'Orders' },
          tags_all: { Project: 'Orders' },
        },
      },
    ],
    differs: { createdAt: 'the provider does not export it' },
  },
  cloudformation:
    'CloudFormation has no type for snapshots: it restores from them, and takes one with a DeletionPolicy',
});
