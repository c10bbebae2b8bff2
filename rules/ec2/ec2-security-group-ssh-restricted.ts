import { defineRule, fail } from '../../core/rule.ts';
import { groupRule } from '../shared/network-examples.ts';
import { eachOf, openingText, partOf } from '../shared/ports.ts';
import { exposureOf } from '../shared/security-group-rules.ts';

export default defineRule({
  id: 'ec2-security-group-ssh-restricted',
  title: 'Security group keeps SSH from the internet',
  severity: 'high',
  resource: 'aws.ec2.security-group',
  reads: ['aws.ec2.prefix-list'],
  controls: [
    'hipaa:164.308(a)(1)(ii)(B)',
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
    'An SSH port that everyone reaches is found within minutes and tried with leaked keys, weak passwords and new exploits without end',
  remediation:
    'Let TCP port 22 in from the networks of administrators only, or close it and use Session Manager or EC2 Instance Connect Endpoint. Look at IPv6 rules, wider port ranges and prefix lists too',
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-13',
  ],
  equivalents: {
    prowler: ['ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_22'],
    powerpipe: ['vpc_security_group_restrict_ingress_ssh_all', 'vpc_security_group_remote_administration*'],
    cloudsploit: ['openSSH'],
    awsConfig: ['restricted-ssh'],
    checkov: ['CKV_AWS_24'],
    trivy: ['ec2/no_public_ingress_sgr'],
    cdkNag: ['EC2RestrictedSSH'],
  },
  examples: {
    pass: {
      ingress: [groupRule('tcp', 22, 22, '10.0.0.0/8')],
    },
    fail: {
      ingress: [groupRule('tcp', 22, 22, '0.0.0.0/0')],
    },
  },
  *evaluate(group, { inventory }) {
    for (const opening of exposureOf(group.ingress, inventory).openings(eachOf({ tcp: [22] }))) {
      yield fail(`The internet reaches ${openingText(opening)}`, partOf('ingress', opening));
    }
  },
});
