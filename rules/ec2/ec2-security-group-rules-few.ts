import { Listing } from '../../core/listing.ts';
import { integer } from '../../core/params.ts';
import { defineRule, fail } from '../../core/rule.ts';
import { groupRule } from '../shared/network-examples.ts';

export default defineRule({
  id: 'ec2-security-group-rules-few',
  title: 'Security group has few enough rules to be reviewed',
  severity: 'informational',
  resource: 'aws.ec2.security-group',
  controls: [],
  rationale: 'In a group of many rules nobody sees the one that should not be there, and the quota is soon reached',
  remediation:
    'Put addresses that belong together into a prefix list, refer to groups instead of addresses, and split the group by purpose',
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html'],
  equivalents: { prowler: ['ec2_securitygroup_with_many_ingress_egress_rules'] },
  // A group with exactly so many passes.
  params: { maximum: integer({ default: 50, minimum: 0, maximum: 1000 }) },
  examples: {
    pass: { ingress: [], egress: [] },
    fail: {
      ingress: Array.from({ length: 51 }, (_, index) => groupRule('tcp', 443, 443, `198.51.100.${index}/32`)),
      egress: [],
    },
  },
  *evaluate(group, { params }) {
    const long = new Listing(['ingress', 'egress'] as const).filter((direction) => {
      // More that could not be read can only add to them.
      if (group[direction].known.length <= params.maximum) group[direction].settle();
      return group[direction].known.length > params.maximum;
    });
    for (const direction of long) {
      yield fail(`${group[direction].known.length} ${direction} rules, more than ${params.maximum}`, direction);
    }
  },
});
