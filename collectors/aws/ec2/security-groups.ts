import { resource } from '../../../core/resource.ts';
import { defineCollector } from '../../collector.ts';
import { Parts } from '../normalise.ts';
import type { Answer } from '../operations.ts';
import { identityOf } from './identity.ts';
import { portsOf, protocolOf } from './traffic.ts';

export default defineCollector({
  id: 'ec2-security-groups',
  scope: 'region',
  kinds: ['aws.ec2.security-group'],
  operations: ['ec2:DescribeSecurityGroups'],
  async *collect(api, at) {
    for await (const { output, source } of api.pages('ec2:DescribeSecurityGroups')) {
      for (const group of output.SecurityGroups ?? []) {
        const parts = new Parts(source);
        const rules = (fact: string, permissions: readonly Permission[] | undefined) =>
          parts.list(fact, permissions?.flatMap(rulesOf), (rule) => rule);
        yield resource({
          kind: 'aws.ec2.security-group',
          ...identityOf(at, source, 'security-group', group.GroupId, { owner: group.OwnerId, tags: group.Tags }),
          name: group.GroupName,
          source,
          unknown: parts.unknown,
          facts: {
            groupId: group.GroupId,
            groupName: group.GroupName,
            description: group.Description,
            vpcId: group.VpcId,
            ownerId: group.OwnerId,
            ingress: rules('ingress', group.IpPermissions),
            egress: rules('egress', group.IpPermissionsEgress),
          },
        });
      }
    }
  },
});

type Group = NonNullable<Answer<'ec2:DescribeSecurityGroups'>['SecurityGroups']>[number];
type Permission = NonNullable<Group['IpPermissions']>[number];

/** A rule for each source of a permission: IPv4, IPv6, prefix lists, groups; a list of them may be left out when empty. */
function rulesOf(permission: Permission) {
  const protocol = protocolOf(permission.IpProtocol);
  const traffic = { protocol, ...portsOf(protocol, permission.FromPort, permission.ToPort) };
  const nothing = { cidrIpv4: null, cidrIpv6: null, prefixListId: null, referencedGroupId: null };
  const rules = [
    ...(permission.IpRanges ?? []).map((range) => ({
      ...traffic,
      ...nothing,
      cidrIpv4: range.CidrIp,
      description: range.Description ?? null,
    })),
    ...(permission.Ipv6Ranges ?? []).map((range) => ({
      ...traffic,
      ...nothing,
      cidrIpv6: range.CidrIpv6,
      description: range.Description ?? null,
    })),
    ...(permission.PrefixListIds ?? []).map((prefixList) => ({
      ...traffic,
      ...nothing,
      prefixListId: prefixList.PrefixListId,
      description: prefixList.Description ?? null,
    })),
    ...(permission.UserIdGroupPairs ?? []).map((pair) => ({
      ...traffic,
      ...nothing,
      referencedGroupId: pair.GroupId,
      description: pair.Description ?? null,
    })),
  ];
  // Every permission has a source: one without has a sort of source that is not known here.
  return rules.length === 0 ? [undefined] : rules;
}
