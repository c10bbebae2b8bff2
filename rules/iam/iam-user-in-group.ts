import { defineRule, fail, pass } from '../../core/rule.ts';

export default defineRule({
  id: 'iam-user-in-group',
  title: 'User is in a group',
  severity: 'low',
  resource: 'aws.iam.user',
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
  rationale: 'Groups are how rights follow a task instead of a person',
  remediation: 'Add the user to the group of its task; delete users that need none',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html'],
  equivalents: {
    awsConfig: ['iam-user-group-membership-check'],
    powerpipe: ['iam_user_in_group'],
    scoutsuite: ['iam-user-not-in-common-group', 'iam-user-not-in-category-group'],
    checkov: ['CKV2_AWS_21'],
    cdkNag: ['IAMUserGroupMembership'],
  },
  examples: { pass: { groups: ['readers'] }, fail: { groups: [] } },
  evaluate(user) {
    return user.groups.isEmpty() ? fail('The user is in no group') : pass;
  },
});
