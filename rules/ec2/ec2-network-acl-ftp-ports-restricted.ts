import { defineRule, fail, notApplicable } from '../../core/rule.ts';
import { aclExposure } from '../shared/network-acl-entries.ts';
import { aclEntry } from '../shared/network-examples.ts';
import { ownedElsewhere } from '../shared/ownership.ts';
import { eachOf, openingText, partOf } from '../shared/ports.ts';

export default defineRule({
  id: 'ec2-network-acl-ftp-ports-restricted',
  title: 'Network ACL keeps FTP from the internet',
  severity: 'low',
  resource: 'aws.ec2.network-acl',
  controls: ['hipaa:164.312(e)(1)'],
  rationale: 'FTP sends passwords and files in the clear; nothing in a VPC needs to offer it to everyone',
  remediation:
    'Refuse TCP ports 20 and 21 from 0.0.0.0/0 and ::/0 with a number lower than the entries that admit them, and offer SFTP instead',
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html'],
  equivalents: { checkov: ['CKV_AWS_229', 'CKV_AWS_230'] },
  examples: {
    pass: {
      ownerId: '123456789012',
      entries: [aclEntry(100, 'allow', [443, 443])],
    },
    fail: {
      ownerId: '123456789012',
      entries: [aclEntry(100, 'allow', [20, 25])],
    },
  },
  *evaluate(acl) {
    if (ownedElsewhere(acl)) return notApplicable(`Account ${acl.ownerId} shares the network ACL`);
    for (const opening of aclExposure(acl.entries, 'ingress').openings(eachOf({ tcp: [20, 21] }))) {
      yield fail(`The network ACL admits ${openingText(opening)} from the internet`, partOf('ingress', opening));
    }
    return undefined;
  },
});
