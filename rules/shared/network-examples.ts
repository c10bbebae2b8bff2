import type { Facts } from '../../core/kinds/index.ts';
import type { ExampleFacts, ExampleSurroundings } from '../../core/rule.ts';

type GroupRule = Facts<'aws.ec2.security-group'>['ingress'][number];
type AclEntry = Facts<'aws.ec2.network-acl'>['entries'][number];

/** A security group's rule for the examples of rules: whom it admits is a network, or a group by its id. */
export function groupRule(protocol: string, from: number | null, to: number | null, source: string): GroupRule {
  const isGroup = source.startsWith('sg-');
  return {
    protocol,
    fromPort: from,
    toPort: to,
    cidrIpv4: isGroup || source.includes(':') ? null : source,
    cidrIpv6: source.includes(':') ? source : null,
    prefixListId: null,
    referencedGroupId: isGroup ? source : null,
    description: null,
  };
}

/** An entry of a network ACL for the examples of rules: about TCP ports and all of IPv4, unless told otherwise. */
export function aclEntry(
  ruleNumber: number,
  action: 'allow' | 'deny',
  ports: readonly [from: number, to: number] | 'all',
  { egress = false, cidr = '0.0.0.0/0' } = {},
): AclEntry {
  return {
    ruleNumber,
    egress,
    action,
    protocol: ports === 'all' ? 'all' : 'tcp',
    cidrIpv4: cidr.includes(':') ? null : cidr,
    cidrIpv6: cidr.includes(':') ? cidr : null,
    fromPort: ports === 'all' ? null : ports[0],
    toPort: ports === 'all' ? null : ports[1],
  };
}

/** An instance with a public address in a public subnet, whose only group lets the internet in on one TCP port. */
export function instanceOpenOn(port: number): readonly [ExampleFacts<'aws.ec2.instance'>, ExampleSurroundings] {
  const subnetId = 'subnet-1';
  const vpcId = 'vpc-1';
  const route = { destinationIpv6Cidr: null, destinationPrefixListId: null, target: 'igw-1', state: 'active' };
  return [
    {
      state: 'running',
      networkInterfaces: [
        { interfaceId: 'eni-1', subnetId, vpcId, groupIds: ['sg-1'], publicIps: ['203.0.113.5'], ipv6Addresses: [] },
      ],
    },
    {
      'aws.ec2.settings': [{ vpcBlockPublicAccess: 'off' }],
      'aws.ec2.route-table': [
        { vpcId, main: false, subnetIds: [subnetId], routes: [{ destinationCidr: '0.0.0.0/0', ...route }] },
      ],
      'aws.ec2.network-acl': [{ vpcId, subnetIds: [subnetId], entries: [aclEntry(100, 'allow', 'all')] }],
      'aws.ec2.security-group': [{ groupId: 'sg-1', ingress: [groupRule('tcp', port, port, '0.0.0.0/0')] }],
    },
  ];
}
