import { Listing } from '../../core/listing.ts';
import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';
import { ownedElsewhere } from '../shared/ownership.ts';

/**
 * A service that makes network interfaces only while it works (Lambda after weeks of idleness, CodeBuild, Glue …) may
 * name a group that nothing collected uses: the message says so.
 */
export default defineRule({
  id: 'ec2-security-group-attached',
  title: 'Security group is in use',
  severity: 'low',
  resource: 'aws.ec2.security-group',
  reads: ['aws.ec2.network-interface', 'aws.ec2.security-group'],
  controls: [],
  rationale:
    'Groups that nothing uses hide those that matter in a review, and one of them is chosen for a new host by mistake',
  remediation:
    'Delete the group, after a look at services that make network interfaces only while they work: Lambda, CodeBuild, Glue, Directory Service. Waive the finding where one of them names it',
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/deleting-security-groups.html'],
  equivalents: {
    prowler: ['ec2_securitygroup_not_used'],
    powerpipe: ['vpc_security_group_unused', 'vpc_security_group_associated_to_eni'],
    cloudsploit: ['unusedSecurityGroups'],
    awsConfig: ['ec2-security-group-attached-to-eni-periodic'],
    scoutsuite: ['ec2-unused-security-group'],
    checkov: ['CKV2_AWS_5'],
  },
  examples: {
    pass: [{ groupId: 'sg-1', groupName: 'web' }, { 'aws.ec2.network-interface': [{ groupIds: ['sg-1'] }] }],
    fail: { groupId: 'sg-1', groupName: 'web', ownerId: '123456789012', ingress: [], egress: [] },
  },
  evaluate(group, { inventory }) {
    if (group.groupName === 'default') return notApplicable('The default group of a VPC cannot be deleted');
    const id = group.groupId;
    // Interfaces of other accounts in a shared VPC count, and those that are attached to nothing: they keep the group.
    if (!inventory.by('aws.ec2.network-interface', 'groupIds', id, 'region').isEmpty()) return pass;
    if (ownedElsewhere(group)) return notApplicable(`Account ${group.ownerId} shares the group, and may use it`);
    const referring = new Listing(['ingress/referencedGroupId', 'egress/referencedGroupId'] as const).some(
      (reference) =>
        inventory.by('aws.ec2.security-group', reference, id, 'region').some(({ arn }) => arn !== group.arn),
    );
    if (referring) return pass;
    return fail('No network interface and no other group uses it; a service that is idle now may still name it');
  },
});
