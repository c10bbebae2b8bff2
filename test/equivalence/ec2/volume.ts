import volumes from '../../../collectors/aws/ec2/volumes.ts';
import { xml } from '../../collectors/aws/xml.ts';
import { defineTriple } from '../triple.ts';

const key = 'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';

export default defineTriple({
  kind: 'aws.ec2.volume',
  live: {
    collector: volumes,
    answers: {
      'ec2:DescribeVolumes': [
        xml({
          volumeSet: [
            {
              volumeId: 'vol-1',
              status: 'in-use',
              encrypted: true,
              kmsKeyId: key,
              size: 40,
              volumeType: 'gp3',
              snapshotId: '',
              createTime: '2026-06-01T03:00:00.000Z',
              attachmentSet: [{ instanceId: 'i-1', device: '/dev/sdh', status: 'attached', volumeId: 'vol-1' }],
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
        type: 'aws_ebs_volume',
        values: {
          id: 'vol-1',
          arn: 'arn:aws:ec2:us-east-1:123456789012:volume/vol-1',
          availability_zone: 'us-east-1a',
          create_time: '2026-06-01T03:00:00Z',
          encrypted: true,
          kms_key_id: key,
          size: 40,
          type: 'gp3',
          snapshot_id: '',
          tags: { Name: 'records' },
          tags_all: { Name: 'records' },
        },
      },
      {
        type: 'aws_volume_attachment',
        values: { id: 'vai-1', volume_id: 'vol-1', instance_id: 'i-1', device_name: '/dev/sdh', skip_destroy: null },
      },
    ],
    differs: { attachments: 'it may have others besides' },
  },
  cloudformation: {
    resources: {
      Records: {
        Type: 'AWS::EC2::Volume',
        Properties: {
          AvailabilityZone: 'us-east-1a',
          Encrypted: 'true',
          KmsKeyId: key,
          Size: '40',
          VolumeType: 'gp3',
          Tags: [{ Key: 'Name', Value: 'records' }],
        },
      },
      Attachment: {
        Type: 'AWS::EC2::VolumeAttachment',
        Properties: { VolumeId: 'cfn:template/Records', InstanceId: 'i-1', Device: '/dev/sdh' },
      },
    },
    differs: {
      volumeId: 'made when the stack is deployed',
      createdAt: 'made when the stack is deployed',
    },
  },
});
