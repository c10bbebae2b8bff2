import { defineRule, fail } from '../../core/rule.ts';
import { groupRule } from '../shared/network-examples.ts';
import { eachOf, openingText, partOf } from '../shared/ports.ts';
import { exposureOf } from '../shared/security-group-rules.ts';

export default defineRule({
  id: 'ec2-security-group-rdp-restricted',
  title: 'Security group keeps Remote Desktop from the internet',
  severity: 'high',
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
    'Remote Desktop that everyone reaches is the usual way in for ransomware: by guessed passwords and by flaws that need none. It is served over UDP as well as TCP',
  remediation:
    'Let port 3389 (TCP and UDP) in from the networks of administrators only, or close it and use Session Manager or Fleet Manager. Look at IPv6 rules, wider port ranges and prefix lists too',
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-14',
  ],
  equivalents: {
    prowler: ['ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_3389'],
    powerpipe: ['vpc_security_group_restrict_ingress_rdp_all'],
    cloudsploit: ['openRDP'],
    checkov: ['CKV_AWS_25'],
    trivy: ['ec2/no_public_ingress_sgr'],
  },
  examples: {
    pass: {
      ingress: [groupRule('tcp', 3389, 3389, '10.0.0.0/8')],
    },
    fail: {
      ingress: [groupRule('tcp', 3389, 3389, '0.0.0.0/0')],
    },
  },
  *evaluate(group, { inventory }) {
    for (const opening of exposureOf(group.ingress, inventory).openings(eachOf({ tcp: [3389], udp: [3389] }))) {
      yield fail(`The internet reaches ${openingText(opening)}`, partOf('ingress', opening));
    }
  },
});
