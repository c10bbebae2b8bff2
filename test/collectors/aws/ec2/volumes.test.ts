import { expect } from 'chai';
import collector from '../../../../collectors/aws/ec2/volumes.ts';
import { collectOne, collectWith } from '../collect.ts';
import { xml, type Xml } from '../xml.ts';

const collect = (volume: Record<string, Xml>) =>
  collectOne(collector, 'ec2:DescribeVolumes', xml({ volumeSet: [{ volumeId: 'vol-1', ...volume }] }));

describe('EBS volumes', () => {
  it('reads every fact', async () => {
    const { resources, asked, operations } = await collectWith(collector, {
      'ec2:DescribeVolumes': [
        xml({
          volumeSet: [
            {
              volumeId: 'vol-049df61146c4d7901',
              size: 8,
              snapshotId: 'snap-1234567890abcdef0',
              availabilityZone: 'us-east-1a',
              status: 'in-use',
              createTime: '2019-12-18T22:35:00.084Z',
              attachmentSet: [
                { volumeId: 'vol-049df61146c4d7901', instanceId: 'i-1', device: '/dev/sda1', status: 'attached' },
                { volumeId: 'vol-049df61146c4d7901', associatedResource: 'arn:aws:ecs:…', status: 'attaching' },
              ],
              tagSet: [{ key: 'Name', value: 'data' }],
              volumeType: 'gp2',
              encrypted: true,
              kmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/1',
            },
          ],
        }),
      ],
    });
    expect(resources).to.deep.equal([
      {
        kind: 'aws.ec2.volume',
        arn: 'arn:aws:ec2:us-east-1:123456789012:volume/vol-049df61146c4d7901',
        account: '123456789012',
        region: 'us-east-1',
        name: 'data',
        tags: { Name: 'data' },
        facts: {
          volumeId: 'vol-049df61146c4d7901',
          state: 'in-use',
          encrypted: true,
          kmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/1',
          sizeGiB: 8,
          volumeType: 'gp2',
          snapshotId: 'snap-1234567890abcdef0',
          createdAt: '2019-12-18T22:35:00.084Z',
          attachments: [
            { instanceId: 'i-1', device: '/dev/sda1', state: 'attached' },
            { instanceId: null, device: null, state: 'attaching' },
          ],
        },
        source: { operation: 'ec2:DescribeVolumes', request: 'DescribeVolumes-1' },
      },
    ]);
    expect(operations).to.deep.equal(collector.operations);
    expect(asked[0]!.question).to.deep.equal({ MaxResults: '500' });
  });

  it('says what the answer lacks', async () => {
    const { facts, unknown } = await collect({});
    expect(facts).to.deep.equal({ volumeId: 'vol-1', snapshotId: null });
    expect(Object.keys(unknown!).sort()).to.deep.equal([
      'attachments',
      'createdAt',
      'encrypted',
      'kmsKeyId',
      'sizeGiB',
      'state',
      'volumeType',
    ]);
  });

  it('knows no key of what is not encrypted, and no snapshot of what was made blank', async () => {
    const { facts } = await collect({ encrypted: false, snapshotId: '' });
    expect(facts).to.include({ encrypted: false, kmsKeyId: null, snapshotId: null });
  });

  it('does not know which key encrypted a volume where the answer does not tell', async () => {
    const { facts, unknown } = await collect({ encrypted: true });
    expect(facts).to.not.have.property('kmsKeyId');
    expect(unknown).to.have.property('kmsKeyId');
  });

  it('leaves the attachments open where one has no state', async () => {
    const { facts, unknown } = await collect({ attachmentSet: [{ instanceId: 'i-1' }] });
    expect(facts).to.deep.include({ attachments: [] });
    expect(unknown).to.have.property('attachments/*');
  });
});
