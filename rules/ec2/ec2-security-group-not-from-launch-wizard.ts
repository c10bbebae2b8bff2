import { defineRule, fail, pass } from '../../core/rule.ts';

export default defineRule({
  id: 'ec2-security-group-not-from-launch-wizard',
  title: 'Security group was not made by the launch wizard',
  severity: 'informational',
  resource: 'aws.ec2.security-group',
  controls: [],
  rationale:
    'The console makes such a group in passing, often with SSH or Remote Desktop open to all, and nobody planned or owns it',
  remediation: 'Make a group for the purpose, by infrastructure as code, move the instances to it and delete this one',
  references: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-security-groups.html'],
  equivalents: {
    prowler: ['ec2_securitygroup_from_launch_wizard'],
    powerpipe: ['vpc_security_group_not_uses_launch_wizard_sg', 'ec2_instance_no_launch_wizard_security_group'],
    cloudsploit: ['launchWizardSecurityGroups'],
  },
  examples: { pass: { groupName: 'web' }, fail: { groupName: 'launch-wizard-1' } },
  evaluate(group) {
    if (!/^launch-wizard-\d+$/i.test(group.groupName)) return pass;
    return fail(`The group is called ${group.groupName}`);
  },
});
