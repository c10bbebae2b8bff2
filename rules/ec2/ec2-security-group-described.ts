import { Listing } from '../../core/listing.ts';
import { defineRule, fail } from '../../core/rule.ts';
import { ruleText } from '../shared/security-group-rules.ts';

/** What tools write where nobody wrote anything. */
const notOnesOwn = /^\s*$|^default VPC security group$|^launch-wizard-\d+ created\b|^Managed by Terraform$/i;

export default defineRule({
  id: 'ec2-security-group-described',
  title: 'Security group and each of its rules have a description',
  severity: 'informational',
  resource: 'aws.ec2.security-group',
  controls: [],
  rationale:
    'A rule that says whom it was made for can be reviewed, and removed when they are gone; one that says nothing stays',
  remediation:
    'Describe each rule with aws ec2 update-security-group-rule-descriptions-ingress (or -egress), or description in Terraform and CloudFormation. The description of a group cannot be changed: make a new group for the next change',
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/working-with-security-group-rules.html'],
  equivalents: {
    checkov: ['CKV_AWS_23'],
    trivy: ['ec2/add_description_to_security_group', 'ec2/add_description_to_security_group_rule'],
    cdkNag: ['EC2SecurityGroupDescription'],
  },
  examples: {
    pass: { groupName: 'web', description: 'Web servers', ingress: [], egress: [] },
    fail: { groupName: 'web', description: 'Managed by Terraform', ingress: [], egress: [] },
  },
  *evaluate(group) {
    // The text of a VPC's default group is AWS's for ever, and the group cannot be deleted: only its rules are asked.
    const itself = () =>
      group.groupName !== 'default' && notOnesOwn.test(group.description)
        ? new Listing(['group'])
        : new Listing<string>([]);
    const rulesOf = (direction: 'ingress' | 'egress') => () =>
      group[direction]
        .filter(({ description }) => description === null || notOnesOwn.test(description))
        .map((rule) => ruleText(direction, rule));
    const bare = new Listing([itself, rulesOf('ingress'), rulesOf('egress')]).flatMap((parts) => parts());
    for (const part of bare) yield fail(`No description of its own: ${part}`, part);
  },
});
