import { defineMapping } from '../../planned/mapping.ts';
import { AsMade, onlyLive, or, untold } from '../../planned/value.ts';
import { nameTagOf, tagsOf } from '../tags.ts';

export default defineMapping({
  kind: 'aws.ec2.vpc',
  identity: [['vpcId']],
  key: 'vpcId',
  arn: (id, { partition, account, region }) => `arn:${partition}:ec2:${region}:${account}:vpc/${id}`,
  types: {
    // Its main block comes from a pool (Ipv4IpamPoolId) where it is not named.
    'AWS::EC2::VPC': ({ properties, id, at }) => ({
      name: nameTagOf(properties),
      tags: tagsOf(properties),
      facts: {
        vpcId: id,
        ownerId: at.account ?? onlyLive,
        state: new AsMade('available'),
        isDefault: new AsMade(false),
        cidrBlocks: new AsMade([or(properties.filled('CidrBlock'), untold('the range is taken from a pool'))]),
        ipv6CidrBlocks: new AsMade([]),
      },
    }),
  },
  parts: {
    // One block: a range, or one that Amazon or a pool provides.
    'AWS::EC2::VPCCidrBlock': ({ properties }) => {
      const of = properties.text('VpcId');
      const ipv4 = properties.filled('CidrBlock') ?? properties.filled('Ipv4IpamPoolId');
      if (ipv4 !== null) {
        return {
          of,
          add: { cidrBlocks: [or(properties.filled('CidrBlock'), untold('the range is taken from a pool'))] },
        };
      }
      const ipv6 = or(properties.filled('Ipv6CidrBlock'), untold('the range is known after the stack is deployed'));
      return { of, add: { ipv6CidrBlocks: [ipv6] } };
    },
  },
});
