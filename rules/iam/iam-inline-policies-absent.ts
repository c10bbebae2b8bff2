import { defineRule, fail, notApplicable } from '../../core/rule.ts';
import { isIdentityCenterRole } from '../shared/iam-principals.ts';

export default defineRule({
  id: 'iam-inline-policies-absent',
  title: 'Group or role has no inline policies',
  severity: 'low',
  resource: ['aws.iam.group', 'aws.iam.role'],
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
  rationale: 'Inline policies have no versions, cannot be reused and are seen only by who opens the group or role',
  remediation:
    'Make a managed policy of it, attach that, then delete the inline one. Inline policies of users are judged by iam-user-policies-absent',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html'],
  equivalents: {
    awsConfig: ['iam-no-inline-policy-check'],
    powerpipe: ['iam_group_user_role_no_inline_policies'],
    cloudsploit: ['groupInlinePolicies'],
    scoutsuite: ['iam-group-with-inline-policies', 'iam-role-with-inline-policies', 'iam-inline-policy-for-role'],
    cdkNag: ['IAMNoInlinePolicy'],
  },
  examples: {
    pass: { path: '/', inlinePolicies: [] },
    fail: {
      path: '/',
      inlinePolicies: [
        {
          name: 'read',
          document:
            '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["s3:GetObject"],"Resource":"arn:aws:s3:::reports/*"}}',
        },
      ],
    },
  },
  *evaluate(principal) {
    if (principal.kind === 'aws.iam.role' && isIdentityCenterRole(principal)) {
      return notApplicable('IAM Identity Center writes the role’s inline policy from its permission set');
    }
    const inline = principal.inlinePolicies;
    for (const { name } of inline.known) yield fail(`Policy ${name} is inline`, name);
    inline.settle();
    return undefined;
  },
});
