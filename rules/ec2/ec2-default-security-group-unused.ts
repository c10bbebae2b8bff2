import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';

export default defineRule({
  id: 'ec2-default-security-group-unused',
  title: 'Default security group of the VPC is not used',
  severity: 'low',
  resource: 'aws.ec2.security-group',
  reads: ['aws.ec2.network-interface'],
  controls: [],
  rationale:
    'What has the default group was started without a thought for who may reach it, and changes with every rule added for something else',
  remediation: 'Give each network interface a group made for its purpose, then remove the rules of the default group',
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html'],
  equivalents: { cloudsploit: ['defaultSecurityGroupInUse'], scoutsuite: ['ec2-default-security-group-in-use'] },
  examples: {
    pass: { groupName: 'default', groupId: 'sg-1' },
    fail: [{ groupName: 'default', groupId: 'sg-1' }, { 'aws.ec2.network-interface': [{ groupIds: ['sg-1'] }] }],
  },
  evaluate(group, { inventory }) {
    if (group.groupName !== 'default') return notApplicable('Not the default group of a VPC');
    const using = inventory.by('aws.ec2.network-interface', 'groupIds', group.groupId, 'region');
    return using.isEmpty() ? pass : fail(`Network interfaces that have it: ${using.known.length}`);
  },
});
