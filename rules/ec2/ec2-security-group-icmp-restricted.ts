import { defineRule, fail } from '../../core/rule.ts';
import { groupRule } from '../shared/network-examples.ts';
import { icmpOpenings, openingText, partOf } from '../shared/ports.ts';
import { exposureOf } from '../shared/security-group-rules.ts';

export default defineRule({
  id: 'ec2-security-group-icmp-restricted',
  title: 'Security group keeps ICMP from the internet',
  severity: 'low',
  resource: 'aws.ec2.security-group',
  reads: ['aws.ec2.prefix-list'],
  controls: [],
  rationale:
    'Echo and redirect messages let everyone map the network and disturb it; hosts need only the errors that tell how large a packet may be',
  remediation:
    'Let in ICMP type 3 (destination unreachable) and ICMPv6 type 2 (packet too big) only, and the rest from the networks that monitor the hosts',
  references: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-rules-reference.html'],
  equivalents: { scoutsuite: ['ec2-security-group-opens-icmp-to-all'] },
  examples: {
    pass: {
      ingress: [groupRule('icmp', 3, 4, '0.0.0.0/0')],
    },
    fail: {
      ingress: [groupRule('icmp', 8, -1, '0.0.0.0/0')],
    },
  },
  *evaluate(group, { inventory }) {
    for (const opening of exposureOf(group.ingress, inventory).openings(icmpOpenings)) {
      yield fail(`The internet sends ${openingText(opening)}`, partOf('ingress', opening));
    }
  },
});
