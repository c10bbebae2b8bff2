import { defineRule, fail, notApplicable } from '../../core/rule.ts';
import { aclExposure } from '../shared/network-acl-entries.ts';
import { aclEntry } from '../shared/network-examples.ts';
import { ownedElsewhere } from '../shared/ownership.ts';
import { allTraffic, openingText, partOf } from '../shared/ports.ts';

export default defineRule({
  id: 'ec2-network-acl-ingress-restricted',
  title: 'Network ACL does not let everything in',
  severity: 'low',
  resource: 'aws.ec2.network-acl',
  controls: ['hipaa:164.312(e)(1)'],
  rationale:
    'A network ACL that admits every port from everywhere, as the default one does, leaves the security groups as the only wall',
  remediation:
    'Make a network ACL for each tier that admits its ports and the ephemeral ports of answers (1024 to 65535), and associate it with the subnets',
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html'],
  equivalents: {
    prowler: ['ec2_networkacl_allow_ingress_any_port'],
    cloudsploit: ['networkAclInboundTraffic'],
    scoutsuite: [
      'vpc-custom-network-acls-allow-all',
      'vpc-default-network-acls-allow-all',
      'vpc-subnet-with-bad-acls',
      'vpc-subnet-with-default-acls',
    ],
    checkov: ['CKV_AWS_352'],
  },
  examples: {
    pass: {
      ownerId: '123456789012',
      entries: [aclEntry(100, 'allow', [443, 443])],
    },
    fail: {
      ownerId: '123456789012',
      entries: [aclEntry(100, 'allow', 'all')],
    },
  },
  *evaluate(acl) {
    if (ownedElsewhere(acl)) return notApplicable(`Account ${acl.ownerId} shares the network ACL`);
    for (const opening of aclExposure(acl.entries, 'ingress').openings(allTraffic)) {
      yield fail(`The network ACL admits ${openingText(opening)} from the internet`, partOf('ingress', opening));
    }
    return undefined;
  },
});
