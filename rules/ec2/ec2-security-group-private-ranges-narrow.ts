import { defineRule, fail } from '../../core/rule.ts';
import { AddressSet, networkOf } from '../shared/addresses.ts';
import { groupRule } from '../shared/network-examples.ts';
import { networksWhere, ruleText } from '../shared/security-group-rules.ts';

/** RFC 1918. */
const privateBlocks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map((cidr) => AddressSet.of([cidr]));

export default defineRule({
  id: 'ec2-security-group-private-ranges-narrow',
  title: 'Security group lets no whole block of private addresses in',
  severity: 'low',
  resource: 'aws.ec2.security-group',
  reads: ['aws.ec2.prefix-list'],
  controls: [],
  rationale:
    'A whole private block is every network that is or will be connected: other VPCs, offices, partners by VPN and peering',
  remediation: 'Name the networks or the security groups that need the port',
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html'],
  equivalents: { cloudsploit: ['securityGroupRfc1918'] },
  examples: {
    pass: {
      ingress: [groupRule('tcp', 443, 443, '10.20.0.0/16')],
    },
    fail: {
      ingress: [groupRule('tcp', 443, 443, '10.0.0.0/8')],
    },
  },
  *evaluate(group, { inventory }) {
    // The whole space is what the rules about open ports tell.
    const holdsBlock = (cidr: string): boolean =>
      networkOf(cidr)?.prefix !== 0 && privateBlocks.some((block) => block.minus(AddressSet.of([cidr])).isEmpty());
    const wide = networksWhere(group.ingress, inventory, holdsBlock);
    for (const text of wide.map(({ rule, cidr }) => ruleText('ingress', rule, cidr))) {
      yield fail(`A whole private block is let in: ${text}`, text);
    }
  },
});
