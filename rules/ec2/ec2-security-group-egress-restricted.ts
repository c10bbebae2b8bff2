import { defineRule, fail } from '../../core/rule.ts';
import { groupRule } from '../shared/network-examples.ts';
import { allTraffic, openingText, partOf, type Pick } from '../shared/ports.ts';
import { exposureOf } from '../shared/security-group-rules.ts';

export default defineRule({
  id: 'ec2-security-group-egress-restricted',
  title: 'Security group does not let all traffic out to the internet',
  severity: 'low',
  resource: 'aws.ec2.security-group',
  reads: ['aws.ec2.prefix-list'],
  controls: ['hipaa:164.312(e)(1)'],
  rationale:
    'From a host that may send anything anywhere, whoever gets in takes the data out and calls home unhindered',
  remediation:
    'Replace the rule that AWS gives every new group with rules for the ports and destinations that are needed, such as TCP 443 and the groups of databases',
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html'],
  equivalents: {
    cloudsploit: ['openAllPortsProtocolsEgress'],
    checkov: ['CKV_AWS_382'],
    trivy: ['ec2/no_public_egress_sgr'],
  },
  examples: {
    pass: {
      egress: [groupRule('tcp', 443, 443, '0.0.0.0/0')],
    },
    fail: {
      egress: [groupRule('all', null, null, '0.0.0.0/0')],
    },
  },
  *evaluate(group, { inventory }) {
    // Every TCP port alone, or every UDP port, is not yet all traffic.
    const everything: Pick = (open) => allTraffic(open).filter(({ protocol }) => protocol === 'all');
    for (const opening of exposureOf(group.egress, inventory).openings(everything)) {
      yield fail(`The group lets ${openingText(opening)} out to the internet`, partOf('egress', opening));
    }
  },
});
