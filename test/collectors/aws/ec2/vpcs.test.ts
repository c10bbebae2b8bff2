import { expect } from 'chai';
import collector from '../../../../collectors/aws/ec2/vpcs.ts';
import { collectOne, collectWith } from '../collect.ts';
import { xml, type Xml } from '../xml.ts';

const mine = '123456789012';

describe('VPCs', () => {
  const collect = (vpc: Record<string, Xml>) =>
    collectOne(collector, 'ec2:DescribeVpcs', xml({ vpcSet: [{ vpcId: 'vpc-1', ...vpc }] }));

  it('reads every fact', async () => {
    const resource = await collect({
      ownerId: mine,
      state: 'available',
      cidrBlock: '10.0.0.0/16',
      cidrBlockAssociationSet: [
        { cidrBlock: '10.0.0.0/16', cidrBlockState: { state: 'associated' } },
        { cidrBlock: '10.1.0.0/16', cidrBlockState: { state: 'disassociated' } },
        { cidrBlock: '10.2.0.0/16', cidrBlockState: { state: 'associating' } },
      ],
      ipv6CidrBlockAssociationSet: [
        { ipv6CidrBlock: '2001:db8:1234:8800::/56', ipv6CidrBlockState: { state: 'associated' } },
        { ipv6CidrBlock: '2001:db8:1234:8900::/56', ipv6CidrBlockState: { state: 'failed' } },
      ],
      isDefault: false,
      tagSet: [{ key: 'Name', value: 'main' }],
    });
    expect(resource).to.deep.equal({
      kind: 'aws.ec2.vpc',
      arn: `arn:aws:ec2:us-east-1:${mine}:vpc/vpc-1`,
      account: mine,
      region: 'us-east-1',
      name: 'main',
      tags: { Name: 'main' },
      facts: {
        vpcId: 'vpc-1',
        ownerId: mine,
        state: 'available',
        isDefault: false,
        cidrBlocks: ['10.0.0.0/16', '10.2.0.0/16'],
        ipv6CidrBlocks: ['2001:db8:1234:8800::/56'],
      },
      source: { operation: 'ec2:DescribeVpcs', request: 'DescribeVpcs-1' },
    });
    const { asked, operations } = await collectWith(collector);
    expect(operations).to.deep.equal(collector.operations);
    expect(asked.map(({ question }) => question)).to.deep.equal([{ MaxResults: '1000' }]);
  });

  it('says what the answer lacks', async () => {
    const { facts, unknown } = await collect({});
    expect(facts).to.deep.equal({ vpcId: 'vpc-1', ipv6CidrBlocks: [] });
    expect(Object.keys(unknown!).sort()).to.deep.equal(['cidrBlocks', 'isDefault', 'ownerId', 'state']);
  });
});
