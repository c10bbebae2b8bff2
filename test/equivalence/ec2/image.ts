import images from '../../../collectors/aws/ec2/images.ts';
import { xml } from '../../collectors/aws/xml.ts';
import { defineTriple } from '../triple.ts';

export default defineTriple({
  kind: 'aws.ec2.image',
  live: {
    collector: images,
    answers: {
      'ec2:DescribeImages': [
        xml({
          imagesSet: [
            {
              imageId: 'ami-1',
              name: 'web-2026',
              imageOwnerId: '123456789012',
              imageState: 'available',
              creationDate: '2026-06-01T03:00:00.000Z',
              deprecationTime: '2027-06-01T03:00:00.000Z',
              isPublic: true,
              blockDeviceMapping: [
                { deviceName: '/dev/xvda', ebs: { snapshotId: 'snap-1', encrypted: true } },
                { deviceName: '/dev/sdb', ebs: { encrypted: false } },
                { deviceName: '/dev/sdc', virtualName: 'ephemeral0' },
              ],
              tagSet: [{ key: 'Owner', value: 'web' }],
            },
          ],
        }),
      ],
    },
  },
  terraform: {
    resources: [
      {
        type: 'aws_ami',
        values: {
          id: 'ami-1',
          arn: 'arn:aws:ec2:us-east-1::image/ami-1',
          name: 'web-2026',
          owner_id: '123456789012',
          deprecation_time: '2027-06-01T03:00:00Z',
          public: false,
          ebs_block_device: [
            { device_name: '/dev/xvda', snapshot_id: 'snap-1', encrypted: true, volume_size: 8 },
            { device_name: '/dev/sdb', snapshot_id: '', encrypted: false, volume_size: 8 },
          ],
          ephemeral_block_device: [{ device_name: '/dev/sdc', virtual_name: 'ephemeral0' }],
          tags: { Owner: 'web' },
          tags_all: { Owner: 'web' },
        },
      },
      {
        type: 'aws_ami_launch_permission',
        values: { id: 'all/ami-1', image_id: 'ami-1', group: 'all', account_id: '' },
      },
    ],
    differs: {
      state: 'the provider does not tell it',
      createdAt: 'the provider does not tell it',
    },
  },
  cloudformation: 'CloudFormation makes no machine images, but by Image Builder',
});
