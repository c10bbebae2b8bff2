import { integer } from '../../core/params.ts';
import { defineRule, fail, notApplicable } from '../../core/rule.ts';
import { AddressSet, networkOf, publicSpace } from '../shared/addresses.ts';
import { groupRule } from '../shared/network-examples.ts';
import { networksWhere, ruleText } from '../shared/security-group-rules.ts';

export default defineRule({
  id: 'ec2-security-group-public-ranges-narrow',
  title: 'Security group lets no wide range of public addresses in',
  severity: 'medium',
  resource: 'aws.ec2.security-group',
  reads: ['aws.ec2.prefix-list'],
  controls: ['hipaa:164.312(e)(1)'],
  rationale:
    'A wide range of public addresses is most often a mistyped prefix or the whole of a provider, whose other customers get in too',
  remediation:
    'Name the addresses that are needed, or put CloudFront or a load balancer before the service and let in its AWS-managed prefix list or group',
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html'],
  equivalents: {
    prowler: ['ec2_securitygroup_allow_wide_open_public_ipv4'],
    scoutsuite: ['ec2-security-group-whitelists-*'],
  },
  params: {
    // Shorter prefixes are wide: /24 is not, /23 is. The whole space is what the rules about open ports tell.
    narrowestIpv4Prefix: integer({ default: 24, minimum: 1, maximum: 32 }),
    narrowestIpv6Prefix: integer({ default: 48, minimum: 1, maximum: 128 }),
  },
  examples: {
    pass: {
      ingress: [groupRule('tcp', 443, 443, '198.51.100.0/24')],
    },
    fail: {
      ingress: [groupRule('tcp', 443, 443, '104.16.0.0/13')],
    },
  },
  *evaluate(group, { params, inventory }) {
    if (group.ingress.isEmpty()) return notApplicable('The group lets nothing in');
    const narrow = { ipv4: params.narrowestIpv4Prefix, ipv6: params.narrowestIpv6Prefix };
    const isWide = (cidr: string): boolean => {
      const network = networkOf(cidr);
      if (network === null || network.prefix === 0 || network.prefix >= narrow[network.family]) return false;
      return !AddressSet.of([cidr]).intersection(publicSpace).isEmpty();
    };
    const wide = networksWhere(group.ingress, inventory, isWide);
    for (const text of wide.map(({ rule, cidr }) => ruleText('ingress', rule, cidr))) {
      yield fail(`A wide public range is let in: ${text}`, text);
    }
    return undefined;
  },
});
