import { UnknownValue } from '../../../core/resource.ts';
import { defineMapping, type Description } from '../../planned/mapping.ts';
import { AsMade, elementsOf, onlyLive, OpenList, or, untold, type Block, type Maybe } from '../../planned/value.ts';
import { nameTagOf, tagsOf } from '../tags.ts';

type Kind = 'aws.ec2.subnet';

export default defineMapping<Kind>({
  kind: 'aws.ec2.subnet',
  identity: [['subnetId'], ['vpcId', 'cidrBlock']],
  key: 'subnetId',
  arn: (id, { partition, account, region }) => `arn:${partition}:ec2:${region}:${account}:subnet/${id}`,
  types: {
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-subnet.html: both settings
    // are false by default.
    'AWS::EC2::Subnet': ({ properties, id, at }) => ({
      name: nameTagOf(properties),
      tags: tagsOf(properties),
      facts: {
        subnetId: id,
        vpcId: or(properties.filled('VpcId'), onlyLive),
        ownerId: at.account ?? onlyLive,
        availabilityZone: or(properties.filled('AvailabilityZone'), untold('AWS chooses the zone')),
        cidrBlock: ipv4Block(properties),
        ipv6CidrBlocks: ipv6Blocks(properties),
        mapPublicIpOnLaunch: or(properties.flag('MapPublicIpOnLaunch'), false),
        assignIpv6OnCreation: or(properties.flag('AssignIpv6AddressOnCreation'), false),
        defaultForAz: new AsMade(false),
        freeAddresses: onlyLive,
      },
    }),
  },
  parts: {
    'AWS::EC2::SubnetCidrBlock': ({ properties }) => ({
      of: properties.text('SubnetId'),
      add: {
        ipv6CidrBlocks: [or(properties.filled('Ipv6CidrBlock'), untold('the range is taken from a pool'))],
      },
    }),
  },
});

/** None for a subnet of IPv6 alone. */
function ipv4Block(properties: Block): Maybe<string | null> {
  const ipv6Alone = properties.flag('Ipv6Native');
  if (ipv6Alone === true) return null;
  const block = properties.filled('CidrBlock');
  return block ?? (ipv6Alone instanceof UnknownValue ? ipv6Alone : untold('the range is taken from a pool'));
}

/** By itself or in a list of one; from a pool where only that is named. */
function ipv6Blocks(properties: Block): Description<Kind>['facts']['ipv6CidrBlocks'] {
  const listed = properties.texts('Ipv6CidrBlocks') ?? [];
  if (listed instanceof UnknownValue) return new OpenList([], listed);
  const own = properties.filled('Ipv6CidrBlock');
  const pool = properties.filled('Ipv6IpamPoolId');
  const blocks = [...(own === null ? [] : [own]), ...elementsOf(listed)];
  if (blocks.length === 0 && pool !== null) return [untold('the range is taken from a pool')];
  return listed instanceof OpenList ? new OpenList(blocks, listed.unknown) : new AsMade(blocks);
}
