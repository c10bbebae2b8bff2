import { UnknownValue } from '../../../core/resource.ts';
import { defineMapping, type PlannedObject } from '../../planned/mapping.ts';
import { groupIdOf, rulesOf, type GroupRule } from '../../planned/security-group-rules.ts';
import {
  AsMade,
  DefaultList,
  each,
  elementsOf,
  onlyLive,
  OpenList,
  or,
  untold,
  type Block,
  type Items,
  type Maybe,
} from '../../planned/value.ts';
import { tagsOf } from '../tags.ts';

/** Of a group without egress rules: all traffic goes out over IPv4, and over IPv6 where the VPC has it. */
const allOverIpv4: GroupRule = {
  protocol: 'all',
  fromPort: null,
  toPort: null,
  cidrIpv4: '0.0.0.0/0',
  cidrIpv6: null,
  prefixListId: null,
  referencedGroupId: null,
  description: null,
};

export default defineMapping({
  kind: 'aws.ec2.security-group',
  identity: [['groupId'], ['groupName', 'vpcId']],
  byDefault: { facts: { groupName: 'default' }, per: 'vpcId' },
  key: 'groupId',
  arn: (id, { partition, account, region }) => `arn:${partition}:ec2:${region}:${account}:security-group/${id}`,
  types: {
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
    'AWS::EC2::SecurityGroup': ({ properties, id, at }) => ({
      name: properties.filled('GroupName'),
      tags: tagsOf(properties),
      facts: {
        groupId: id,
        // CloudFormation makes a name of the stack's, the logical id and a random end.
        groupName: or(properties.filled('GroupName'), new AsMade(id)),
        description: or(properties.text('GroupDescription'), onlyLive),
        vpcId: or(properties.filled('VpcId'), onlyLive),
        ownerId: at.account ?? onlyLive,
        ingress: rulesIn(properties, 'SecurityGroupIngress'),
        egress:
          properties.raw('SecurityGroupEgress') === null
            ? new DefaultList(new OpenList([allOverIpv4], untold('egress over IPv6 depends on the VPC')))
            : rulesIn(properties, 'SecurityGroupEgress'),
      },
    }),
  },
  parts: {
    'AWS::EC2::SecurityGroupIngress': (planned) => ({
      of: groupOf(planned),
      add: { ingress: ruleOf(planned.properties) },
    }),
    'AWS::EC2::SecurityGroupEgress': (planned) => ({
      of: groupOf(planned),
      add: { egress: ruleOf(planned.properties) },
    }),
  },
});

function rulesIn(properties: Block, name: string): Maybe<Items<GroupRule>> {
  const blocks = properties.blocks(name);
  if (blocks === null || blocks instanceof UnknownValue) return blocks ?? [];
  const rules = elementsOf(blocks).flatMap((block) => (block instanceof UnknownValue ? [block] : ruleOf(block)));
  return blocks instanceof OpenList ? new OpenList(rules, blocks.unknown) : rules;
}

/** One source each; a rule without one is not added to the group. */
function ruleOf(properties: Block): readonly GroupRule[] {
  const one = (name: string): Maybe<Items<Maybe<string>> | null> => {
    const value = properties.filled(name);
    return value === null ? null : [value];
  };
  const group = one('SourceSecurityGroupId') ?? one('DestinationSecurityGroupId');
  return rulesOf({
    protocol: properties.text('IpProtocol'),
    from: properties.whole('FromPort'),
    to: properties.whole('ToPort'),
    description: properties.filled('Description'),
    cidrIpv4: one('CidrIp'),
    cidrIpv6: one('CidrIpv6'),
    prefixListId: one('SourcePrefixListId') ?? one('DestinationPrefixListId'),
    referencedGroupId: each(group ?? byName(properties), groupIdOf),
  });
}

/** Groups may be named, in the default VPC: which one is meant only the account tells. */
function byName(properties: Block): Maybe<Items<Maybe<string>> | null> {
  const name = properties.filled('SourceSecurityGroupName');
  return name === null ? null : [untold('a group is named, not given by its id', 'not-collected')];
}

/** The group that a rule of its own belongs to. */
function groupOf({ properties }: PlannedObject): Maybe<string | null> {
  return (
    properties.filled('GroupId') ??
    (properties.filled('GroupName') === null ? null : untold('its group is named, not given by its id'))
  );
}
