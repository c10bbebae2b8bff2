import { defineRule, fail, notApplicable } from '../../core/rule.ts';
import { aclExposure } from '../shared/network-acl-entries.ts';
import { aclEntry } from '../shared/network-examples.ts';
import { ownedElsewhere } from '../shared/ownership.ts';
import { eachOf, openingText, partOf } from '../shared/ports.ts';

export default defineRule({
  id: 'ec2-network-acl-admin-ports-restricted',
  title: 'Network ACL keeps SSH and Remote Desktop from the internet',
  severity: 'medium',
  resource: 'aws.ec2.network-acl',
  controls: ['hipaa:164.312(e)(1)'],
  rationale:
    'The network ACL is the second wall behind the security groups: where it admits administration from everywhere, one mistaken group exposes the host',
  remediation:
    'Refuse TCP ports 22 and 3389 from 0.0.0.0/0 and ::/0 with a number lower than the entries that admit them, or admit them from the networks of administrators only. Entries for IPv4 and IPv6 are apart',
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-21',
  ],
  equivalents: {
    prowler: ['ec2_networkacl_allow_ingress_tcp_port_22', 'ec2_networkacl_allow_ingress_tcp_port_3389'],
    powerpipe: ['vpc_network_acl_remote_administration'],
    securityHub: ['EC2.21'],
    awsConfig: ['nacl-no-unrestricted-ssh-rdp'],
    checkov: ['CKV_AWS_231', 'CKV_AWS_232'],
    trivy: ['ec2/no_public_ingress_acl'],
  },
  examples: {
    pass: {
      ownerId: '123456789012',
      entries: [aclEntry(90, 'deny', [22, 22]), aclEntry(100, 'allow', 'all'), aclEntry(95, 'deny', [3389, 3389])],
    },
    fail: {
      ownerId: '123456789012',
      entries: [aclEntry(100, 'allow', 'all')],
    },
  },
  *evaluate(acl) {
    if (ownedElsewhere(acl)) return notApplicable(`Account ${acl.ownerId} shares the network ACL`);
    for (const opening of aclExposure(acl.entries, 'ingress').openings(eachOf({ tcp: [22, 3389] }))) {
      yield fail(`The network ACL admits ${openingText(opening)} from the internet`, partOf('ingress', opening));
    }
    return undefined;
  },
});
