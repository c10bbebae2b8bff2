import { expect } from 'chai';
import collector from '../../../../collectors/aws/ec2/images.ts';
import { collectOne, collectWith } from '../collect.ts';
import { xml } from '../xml.ts';

describe('machine images', () => {
  it('reads every fact', async () => {
    const { resources, asked, operations } = await collectWith(collector, {
      'ec2:DescribeImages': [
        xml({
          imagesSet: [
            {
              imageId: 'ami-1',
              imageLocation: '123456789012/golden',
              imageState: 'available',
              imageOwnerId: '123456789012',
              isPublic: true,
              name: 'golden',
              creationDate: '2019-05-10T13:17:12.000Z',
              deprecationTime: '2021-05-10T13:17:00Z',
              blockDeviceMapping: [
                { deviceName: '/dev/sda1', ebs: { snapshotId: 'snap-1', encrypted: false, volumeSize: 10 } },
                { deviceName: '/dev/sdb', ebs: { encrypted: true, volumeSize: 10 } },
                { deviceName: '/dev/sdc', virtualName: 'ephemeral0' },
              ],
              tagSet: [{ key: 'Name', value: 'tagged' }],
            },
          ],
        }),
      ],
    });
    expect(resources).to.deep.equal([
      {
        kind: 'aws.ec2.image',
        arn: 'arn:aws:ec2:us-east-1::image/ami-1',
        account: '123456789012',
        region: 'us-east-1',
        name: 'golden',
        tags: { Name: 'tagged' },
        facts: {
          imageId: 'ami-1',
          ownerId: '123456789012',
          state: 'available',
          createdAt: '2019-05-10T13:17:12.000Z',
          deprecatedAt: '2021-05-10T13:17:00.000Z',
          sharedWithAll: true,
          blockDevices: [
            { device: '/dev/sda1', snapshotId: 'snap-1', encrypted: false },
            { device: '/dev/sdb', snapshotId: null, encrypted: true },
            { device: '/dev/sdc', snapshotId: null, encrypted: null },
          ],
        },
        source: { operation: 'ec2:DescribeImages', request: 'DescribeImages-1' },
      },
    ]);
    expect(operations).to.deep.equal(collector.operations);
    expect(asked[0]!.question).to.deep.equal({ 'Owner.1': 'self', IncludeDisabled: 'true', MaxResults: '1000' });
  });

  it('says what the answer lacks', async () => {
    const one = {
      imageId: 'ami-1',
      creationDate: 'yesterday',
      blockDeviceMapping: [{ deviceName: '/dev/sda1', ebs: {} }],
    };
    const { facts, unknown } = await collectOne(collector, 'ec2:DescribeImages', xml({ imagesSet: [one] }));
    expect(facts).to.deep.equal({ imageId: 'ami-1', deprecatedAt: null, blockDevices: [] });
    expect(Object.keys(unknown!).sort()).to.deep.equal([
      'blockDevices/*',
      'createdAt',
      'ownerId',
      'sharedWithAll',
      'state',
    ]);
  });
});
