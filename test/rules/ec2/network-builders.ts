import type { ExampleFacts } from '../../../core/rule.ts';

type Ingress = NonNullable<ExampleFacts<'aws.ec2.security-group'>['ingress']>;
type Entries = NonNullable<ExampleFacts<'aws.ec2.network-acl'>['entries']>;

/** A rule of a group as EC2 gives it: TCP port 22, from nobody until told. */
export function sgRule(given: Partial<Ingress[number]>): Ingress[number] {
  return {
    protocol: 'tcp',
    fromPort: 22,
    toPort: 22,
    cidrIpv4: null,
    cidrIpv6: null,
    prefixListId: null,
    referencedGroupId: null,
    description: null,
    ...given,
  };
}

/** Rules for one port, one for each network. */
export const from = (port: number, ...cidrs: string[]): Ingress =>
  cidrs.map((cidr) =>
    sgRule({ fromPort: port, toPort: port, ...(cidr.includes(':') ? { cidrIpv6: cidr } : { cidrIpv4: cidr }) }),
  );

/** An inbound entry of a network ACL: TCP ports, from a network. */
export function aclRule(
  ruleNumber: number,
  action: 'allow' | 'deny',
  ports: [number, number] | 'all',
  cidr = '0.0.0.0/0',
  egress = false,
): Entries[number] {
  return {
    ruleNumber,
    action,
    egress,
    protocol: ports === 'all' ? 'all' : 'tcp',
    fromPort: ports === 'all' ? null : ports[0],
    toPort: ports === 'all' ? null : ports[1],
    cidrIpv4: cidr.includes(':') ? null : cidr,
    cidrIpv6: cidr.includes(':') ? cidr : null,
  };
}
