import { resource } from '../../../core/resource.ts';
import { defineCollector } from '../../collector.ts';
import { Parts } from '../normalise.ts';
import type { Answer } from '../operations.ts';
import { identityOf } from './identity.ts';
import { portsOf, protocolOf } from './traffic.ts';

export default defineCollector({
  id: 'ec2-network-acls',
  scope: 'region',
  kinds: ['aws.ec2.network-acl'],
  operations: ['ec2:DescribeNetworkAcls'],
  async *collect(api, at) {
    for await (const { output, source } of api.pages('ec2:DescribeNetworkAcls')) {
      for (const acl of output.NetworkAcls ?? []) {
        const parts = new Parts(source);
        yield resource({
          kind: 'aws.ec2.network-acl',
          ...identityOf(at, source, 'network-acl', acl.NetworkAclId, { owner: acl.OwnerId, tags: acl.Tags }),
          source,
          unknown: parts.unknown,
          facts: {
            networkAclId: acl.NetworkAclId,
            vpcId: acl.VpcId,
            ownerId: acl.OwnerId,
            isDefault: acl.IsDefault,
            subnetIds: parts.list('subnetIds', acl.Associations, (association) => association.SubnetId),
            entries: parts.list('entries', acl.Entries, entryOf),
          },
        });
      }
    }
  },
});

type Acl = NonNullable<Answer<'ec2:DescribeNetworkAcls'>['NetworkAcls']>[number];

function entryOf(entry: NonNullable<Acl['Entries']>[number]) {
  const { CidrBlock: ipv4, Ipv6CidrBlock: ipv6, IcmpTypeCode: icmp, PortRange: ports } = entry;
  if ((ipv4 ?? ipv6) === undefined) return undefined;
  const protocol = protocolOf(entry.Protocol);
  const isIcmp = protocol === 'icmp' || protocol === 'icmpv6';
  return {
    ruleNumber: entry.RuleNumber,
    egress: entry.Egress,
    action: entry.RuleAction,
    protocol,
    cidrIpv4: ipv4 ?? null,
    cidrIpv6: ipv6 ?? null,
    ...portsOf(protocol, isIcmp ? icmp?.Type : ports?.From, isIcmp ? icmp?.Code : ports?.To),
  };
}
