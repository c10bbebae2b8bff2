import { UnknownValue } from '../../../core/resource.ts';
import { defineMapping } from '../../planned/mapping.ts';
import { entryOf, lastEntries, type AclEntry } from '../../planned/network-acl-entries.ts';
import { AsMade, onlyLive, or, untold, type Block, type Maybe } from '../../planned/value.ts';
import { nameTagOf, tagsOf } from '../tags.ts';

export default defineMapping({
  kind: 'aws.ec2.network-acl',
  identity: [['networkAclId']],
  byDefault: { facts: { isDefault: true }, per: 'vpcId' },
  exclusive: ['subnetIds'],
  key: 'networkAclId',
  arn: (id, { partition, account, region }) => `arn:${partition}:ec2:${region}:${account}:network-acl/${id}`,
  types: {
    'AWS::EC2::NetworkAcl': ({ properties, id, at }) => ({
      name: nameTagOf(properties),
      tags: tagsOf(properties),
      facts: {
        networkAclId: id,
        vpcId: or(properties.filled('VpcId'), onlyLive),
        ownerId: at.account ?? onlyLive,
        isDefault: new AsMade(false),
        subnetIds: new AsMade([]),
        entries: new AsMade(lastEntries),
      },
    }),
  },
  parts: {
    'AWS::EC2::NetworkAclEntry': ({ properties }) => ({
      of: properties.text('NetworkAclId'),
      add: { entries: [entryIn(properties)] },
    }),
    'AWS::EC2::SubnetNetworkAclAssociation': ({ properties }) => ({
      of: properties.text('NetworkAclId'),
      add: { subnetIds: [or(properties.filled('SubnetId'), untold('it names no subnet', 'error'))] },
    }),
  },
});

/** By default for traffic that comes in; PortRange and Icmp are required for the protocols that have them. */
function entryIn(properties: Block): AclEntry {
  return entryOf({
    ruleNumber: properties.whole('RuleNumber'),
    egress: or(properties.flag('Egress'), false),
    action: properties.filled('RuleAction'),
    protocol: properties.filled('Protocol'),
    cidrIpv4: properties.filled('CidrBlock'),
    cidrIpv6: properties.filled('Ipv6CidrBlock'),
    ports: pair(properties.block('PortRange'), 'From', 'To'),
    icmp: pair(properties.block('Icmp'), 'Type', 'Code'),
  });
}

type Pair = readonly [Maybe<number | null>, Maybe<number | null>];

function pair(block: Maybe<Block | null>, from: string, to: string): Pair {
  if (block === null || block instanceof UnknownValue) return [block, block];
  return [block.whole(from), block.whole(to)];
}
