import { expect } from 'chai';
import collector from '../../../../collectors/aws/ec2/subnets.ts';
import { collectOne, collectWith } from '../collect.ts';
import { xml, type Xml } from '../xml.ts';

const mine = '123456789012';
const theirs = '210987654321';

describe('subnets', () => {
  const collect = (subnet: Record<string, Xml>) =>
    collectOne(collector, 'ec2:DescribeSubnets', xml({ subnetSet: [{ subnetId: 'subnet-1', ...subnet }] }));

  it('reads every fact, of a subnet that another account shares too', async () => {
    const resource = await collect({
      subnetArn: `arn:aws:ec2:us-east-1:${theirs}:subnet/subnet-1`,
      state: 'available',
      ownerId: theirs,
      vpcId: 'vpc-1',
      cidrBlock: '172.31.80.0/20',
      ipv6CidrBlockAssociationSet: [
        { ipv6CidrBlock: '2001:db8:1234:8800::/64', ipv6CidrBlockState: { state: 'associated' } },
        { ipv6CidrBlock: '2001:db8:1234:8900::/64', ipv6CidrBlockState: { state: 'disassociated' } },
      ],
      availableIpAddressCount: 4089,
      availabilityZone: 'us-east-1d',
      defaultForAz: true,
      mapPublicIpOnLaunch: false,
      assignIpv6AddressOnCreation: true,
      ipv6Native: false,
    });
    expect(resource).to.deep.equal({
      kind: 'aws.ec2.subnet',
      arn: `arn:aws:ec2:us-east-1:${theirs}:subnet/subnet-1`,
      account: mine,
      region: 'us-east-1',
      name: null,
      tags: {},
      facts: {
        subnetId: 'subnet-1',
        vpcId: 'vpc-1',
        ownerId: theirs,
        availabilityZone: 'us-east-1d',
        cidrBlock: '172.31.80.0/20',
        ipv6CidrBlocks: ['2001:db8:1234:8800::/64'],
        mapPublicIpOnLaunch: false,
        assignIpv6OnCreation: true,
        defaultForAz: true,
        freeAddresses: 4089,
      },
      source: { operation: 'ec2:DescribeSubnets', request: 'DescribeSubnets-1' },
      // It may have some: they are not shared with it.
      unknown: {
        tags: {
          reason: 'not-collected',
          operation: null,
          message: 'another account shares it, and its tags are not shared with it',
        },
      },
    });
    const { asked, operations } = await collectWith(collector);
    expect(operations).to.deep.equal(collector.operations);
    expect(asked.map(({ question }) => question)).to.deep.equal([{ MaxResults: '1000' }]);
  });

  it('has no tags where AWS tells none of one that is its own, and those that AWS tells of any', async () => {
    const own = await collect({ ownerId: mine });
    expect(own.tags).to.deep.equal({});
    expect(own.unknown).to.not.have.property('tags');
    const shared = await collect({ ownerId: theirs, tagSet: [{ key: 'Seen', value: 'here' }] });
    expect(shared.tags).to.deep.equal({ Seen: 'here' });
    expect(shared.unknown).to.not.have.property('tags');
  });

  it('says what the answer lacks', async () => {
    const { facts, unknown } = await collect({});
    expect(facts).to.deep.equal({ subnetId: 'subnet-1' });
    expect(Object.keys(unknown!)).to.have.lengthOf(9);
  });

  it('knows that a subnet of IPv6 alone has no IPv4 block', async () => {
    const { facts } = await collect({ ipv6Native: true });
    expect(facts).to.include({ cidrBlock: null });
  });
});
