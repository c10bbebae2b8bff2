import { defineRule, fail, pass } from '../../core/rule.ts';

export default defineRule({
  id: 'iam-group-has-users',
  title: 'Group has users',
  severity: 'low',
  resource: 'aws.iam.group',
  reads: ['aws.iam.user'],
  controls: [
    'hipaa:164.308(a)(3)(i)',
    'hipaa:164.308(a)(3)(ii)(A)',
    'hipaa:164.308(a)(3)(ii)(B)',
    'hipaa:164.308(a)(4)(i)',
    'hipaa:164.308(a)(4)(ii)(A)',
    'hipaa:164.308(a)(4)(ii)(B)',
    'hipaa:164.308(a)(4)(ii)(C)',
    'hipaa:164.312(a)(1)',
  ],
  rationale: 'An empty group is a set of rights that waits for somebody, and clutter in every review',
  remediation: 'Delete the group, or add the users it was made for',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups_manage_delete.html'],
  equivalents: {
    awsConfig: ['iam-group-has-users-check'],
    powerpipe: ['iam_group_not_empty'],
    cloudsploit: ['emptyGroups'],
    scoutsuite: ['iam-group-with-no-users'],
    checkov: ['CKV2_AWS_14'],
    cdkNag: ['IAMGroupHasUsers'],
  },
  examples: {
    pass: [{ groupName: 'readers' }, { 'aws.iam.user': [{ groups: ['readers'] }] }],
    fail: [{ groupName: 'readers' }, { 'aws.iam.user': [{ groups: [] }] }],
  },
  evaluate(group, { inventory }) {
    const users = inventory.by('aws.iam.user', 'groups', group.groupName, 'account');
    return users.isEmpty() ? fail('The group has no users') : pass;
  },
});
