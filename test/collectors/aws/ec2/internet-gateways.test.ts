import { expect } from 'chai';
import collector from '../../../../collectors/aws/ec2/internet-gateways.ts';
import { collectOne, collectWith } from '../collect.ts';
import { xml, type Xml } from '../xml.ts';

const mine = '123456789012';

describe('internet gateways', () => {
  const collect = (gateway: Record<string, Xml>) =>
    collectOne(
      collector,
      'ec2:DescribeInternetGateways',
      xml({ internetGatewaySet: [{ internetGatewayId: 'igw-1', ...gateway }] }),
    );

  it('reads every fact', async () => {
    const resource = await collect({
      ownerId: mine,
      attachmentSet: [{ vpcId: 'vpc-1', state: 'available' }],
      tagSet: [{ key: 'Name', value: 'my-igw' }],
    });
    expect(resource).to.deep.equal({
      kind: 'aws.ec2.internet-gateway',
      arn: `arn:aws:ec2:us-east-1:${mine}:internet-gateway/igw-1`,
      account: mine,
      region: 'us-east-1',
      name: 'my-igw',
      tags: { Name: 'my-igw' },
      facts: {
        internetGatewayId: 'igw-1',
        ownerId: mine,
        attachments: [{ vpcId: 'vpc-1', state: 'available' }],
      },
      source: { operation: 'ec2:DescribeInternetGateways', request: 'DescribeInternetGateways-1' },
    });
    const { asked, operations } = await collectWith(collector);
    expect(operations).to.deep.equal(collector.operations);
    expect(asked.map(({ question }) => question)).to.deep.equal([{ MaxResults: '1000' }]);
  });

  it('says what the answer lacks', async () => {
    expect(Object.keys((await collect({})).unknown!)).to.deep.equal(['ownerId', 'attachments']);
    expect((await collect({ attachmentSet: [{ state: 'available' }] })).unknown).to.have.property('attachments/*');
  });
});
