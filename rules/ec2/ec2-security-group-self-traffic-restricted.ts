import { defineRule, fail, pass } from '../../core/rule.ts';
import { groupRule } from '../shared/network-examples.ts';
import { protocolOf } from '../shared/ports.ts';

export default defineRule({
  id: 'ec2-security-group-self-traffic-restricted',
  title: 'Security group does not let its members reach all ports of each other',
  severity: 'low',
  resource: 'aws.ec2.security-group',
  controls: [],
  rationale:
    'Where members of a group reach all ports of each other, whoever has one of them has a way to every service of all',
  remediation:
    'Replace the rule whose source is the group itself with rules for the ports that its members use. Clusters that AWS runs (EKS, EMR, Glue, Redshift) may need it: waive the finding for their groups',
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html'],
  equivalents: { scoutsuite: ['ec2-security-group-opens-all-ports-to-self'] },
  examples: {
    pass: { groupId: 'sg-1', ingress: [] },
    fail: {
      groupId: 'sg-1',
      ingress: [groupRule('all', null, null, 'sg-1')],
    },
  },
  evaluate(group) {
    const open = group.ingress.some(
      (rule) => rule.referencedGroupId === group.groupId && protocolOf(rule.protocol) === 'all',
    );
    return open ? fail('Members of the group reach all ports of each other', 'ingress all self') : pass;
  },
});
