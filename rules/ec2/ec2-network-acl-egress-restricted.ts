import { defineRule, fail, notApplicable } from '../../core/rule.ts';
import { aclExposure } from '../shared/network-acl-entries.ts';
import { aclEntry } from '../shared/network-examples.ts';
import { ownedElsewhere } from '../shared/ownership.ts';
import { allTraffic, openingText, partOf } from '../shared/ports.ts';

export default defineRule({
  id: 'ec2-network-acl-egress-restricted',
  title: 'Network ACL does not let everything out',
  severity: 'informational',
  resource: 'aws.ec2.network-acl',
  controls: [],
  rationale:
    'A subnet whose hosts need little of the internet can be kept from sending data elsewhere, whatever happens to its security groups',
  remediation:
    'Admit the ports and destinations that the tier needs, and the ephemeral ports of answers (1024 to 65535), instead of everything',
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html'],
  equivalents: { cloudsploit: ['networkAclOutboundTraffic'] },
  examples: {
    pass: {
      ownerId: '123456789012',
      entries: [aclEntry(100, 'allow', [443, 443], { egress: true })],
    },
    fail: {
      ownerId: '123456789012',
      entries: [aclEntry(100, 'allow', 'all', { egress: true })],
    },
  },
  *evaluate(acl) {
    if (ownedElsewhere(acl)) return notApplicable(`Account ${acl.ownerId} shares the network ACL`);
    for (const opening of aclExposure(acl.entries, 'egress').openings(allTraffic)) {
      yield fail(`The network ACL lets ${openingText(opening)} out to the internet`, partOf('egress', opening));
    }
    return undefined;
  },
});
