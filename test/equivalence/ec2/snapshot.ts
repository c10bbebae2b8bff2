import snapshots from '../../../collectors/aws/ec2/snapshots.ts';
import { xml } from '../../collectors/aws/xml.ts';
import { defineTriple } from '../triple.ts';

const key = 'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';

export default defineTriple({
  kind: 'aws.ec2.snapshot',
  live: {
    collector: snapshots,
    answers: {
      'ec2:DescribeSnapshots': [
        xml({ snapshotSet: [] }), // those shared with all
        xml({
          snapshotSet: [
            {
              snapshotId: 'snap-1',
              ownerId: '123456789012',
              status: 'completed',
              volumeId: 'vol-1',
              encrypted: true,
              kmsKeyId: key,
              volumeSize: 20,
              startTime: '2026-06-01T03:00:00.000Z',
              description: 'weekly',
              tagSet: [{ key: 'Name', value: 'records' }],
            },
          ],
        }),
      ],
    },
  },
  terraform: {
    resources: [
      {
        type: 'aws_ebs_snapshot',
        values: {
          id: 'snap-1',
          arn: 'arn:aws:ec2:us-east-1::snapshot/snap-1',
          owner_id: '123456789012',
          volume_id: 'vol-1',
          encrypted: true,
          kms_key_id: key,
          volume_size: 20,
          start_time: '2026-06-01T03:00:00Z',
          description: 'weekly',
          storage_tier: 'standard',
          tags: { Name: 'records' },
          tags_all: { Name: 'records' },
        },
      },
    ],
    differs: {
      state: 'the provider does not tell it',
      sharedWithAll: 'nothing in Terraform shares with everyone, and the provider does not tell it',
    },
  },
  cloudformation: 'CloudFormation makes no snapshots; it takes them only of what it deletes',
});
