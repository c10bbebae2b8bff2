import { Listing } from '../../core/listing.ts';
import { defineRule, fail, notApplicable } from '../../core/rule.ts';
import { groupRule } from '../shared/network-examples.ts';

export default defineRule({
  id: 'ec2-default-security-group-closed',
  title: 'Default security group of the VPC has no rules',
  severity: 'high',
  resource: 'aws.ec2.security-group',
  controls: ['hipaa:164.312(e)(1)'],
  rationale:
    'Whatever is started without naming a group gets the default one: with rules in it, hosts that nobody planned for reach each other and the internet',
  remediation:
    'Remove all inbound and outbound rules of the default group (aws_default_security_group with no rules in Terraform), after moving what uses it to groups of its own',
  references: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2',
    'https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html',
  ],
  equivalents: {
    prowler: ['ec2_securitygroup_default_restrict_traffic'],
    powerpipe: ['vpc_default_security_group_restricts_all_traffic'],
    cloudsploit: ['defaultSecurityGroup'],
    securityHub: ['EC2.2'],
    awsConfig: ['vpc-default-security-group-closed'],
    scoutsuite: ['ec2-default-security-group-with-rules'],
    checkov: ['CKV2_AWS_12'],
    trivy: ['ec2/restrict_all_in_default_sg'],
    cdkNag: ['VPCDefaultSecurityGroupClosed'],
  },
  examples: {
    pass: { groupName: 'default', ingress: [], egress: [] },
    fail: {
      groupName: 'default',
      ingress: [groupRule('all', null, null, 'sg-1')],
      egress: [],
    },
  },
  *evaluate(group) {
    if (group.groupName !== 'default') return notApplicable('Not the default group of a VPC');
    const open = new Listing(['ingress', 'egress'] as const).filter((direction) => !group[direction].isEmpty());
    for (const direction of open) yield fail(`The default group has ${direction} rules`, direction);
    return undefined;
  },
});
