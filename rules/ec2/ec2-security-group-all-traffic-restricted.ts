import { defineRule, fail } from '../../core/rule.ts';
import { groupRule } from '../shared/network-examples.ts';
import { allTraffic, openingText, partOf } from '../shared/ports.ts';
import { exposureOf } from '../shared/security-group-rules.ts';

export default defineRule({
  id: 'ec2-security-group-all-traffic-restricted',
  title: 'Security group does not open every port to the internet',
  severity: 'critical',
  resource: 'aws.ec2.security-group',
  reads: ['aws.ec2.prefix-list'],
  controls: [
    'hipaa:164.308(a)(3)(i)',
    'hipaa:164.308(a)(3)(ii)(B)',
    'hipaa:164.308(a)(4)(i)',
    'hipaa:164.308(a)(4)(ii)(A)',
    'hipaa:164.308(a)(4)(ii)(B)',
    'hipaa:164.308(a)(4)(ii)(C)',
    'hipaa:164.312(a)(1)',
    'hipaa:164.312(e)(1)',
  ],
  rationale:
    'A group that lets everything in protects nothing: every service that listens, now or later, is on the internet',
  remediation: 'Replace the rules with one for each port that is served, from the sources that need it',
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18',
  ],
  equivalents: {
    prowler: ['ec2_securitygroup_allow_ingress_from_internet_to_all_ports'],
    powerpipe: ['vpc_security_group_restrict_ingress_tcp_udp_all'],
    cloudsploit: ['openAllPortsProtocols'],
    scoutsuite: ['ec2-security-group-opens-all-ports-to-all', 'ec2-security-group-opens-all-ports'],
    checkov: ['CKV_AWS_277'],
  },
  examples: {
    pass: {
      ingress: [groupRule('tcp', 443, 443, '0.0.0.0/0')],
    },
    fail: {
      ingress: [groupRule('all', null, null, '0.0.0.0/0')],
    },
  },
  *evaluate(group, { inventory }) {
    for (const opening of exposureOf(group.ingress, inventory).openings(allTraffic)) {
      yield fail(`The internet reaches ${openingText(opening)}`, partOf('ingress', opening));
    }
  },
});
