import { defineRule, fail } from '../../core/rule.ts';
import { isAdministrator, placesOf } from '../shared/policy-powers.ts';
import { askWritten } from '../shared/written-policies.ts';

export default defineRule({
  id: 'iam-inline-policy-not-admin',
  title: 'No inline policy allows everything',
  severity: 'high',
  resource: ['aws.iam.user', 'aws.iam.group', 'aws.iam.role'],
  controls: [
    'hipaa:164.308(a)(1)(ii)(B)',
    'hipaa:164.308(a)(3)(i)',
    'hipaa:164.308(a)(3)(ii)(A)',
    'hipaa:164.308(a)(3)(ii)(B)',
    'hipaa:164.308(a)(4)(i)',
    'hipaa:164.308(a)(4)(ii)(A)',
    'hipaa:164.308(a)(4)(ii)(B)',
    'hipaa:164.308(a)(4)(ii)(C)',
    'hipaa:164.312(a)(1)',
  ],
  rationale: 'An inline policy is seen in no list of policies; one that allows everything hides an administrator',
  remediation: 'Replace it by a managed policy with the actions and resources that are needed, then delete it',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html',
  ],
  equivalents: {
    prowler: ['iam_inline_policy_no_administrative_privileges'],
    powerpipe: ['iam_inline_policy_no_administrative_privileges'],
    cloudsploit: ['iamRolePolicies'],
    checkov: ['CKV_AWS_62'],
    trivy: ['iam/no_policy_wildcards'],
    cdkNag: ['IAMPolicyNoStatementsWithAdminAccess'],
  },
  examples: {
    pass: {
      inlinePolicies: [
        {
          name: 'read',
          document:
            '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["s3:GetObject"],"Resource":"arn:aws:s3:::reports/*"}}',
        },
      ],
    },
    fail: {
      inlinePolicies: [
        {
          name: 'all',
          document: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
        },
      ],
    },
  },
  *evaluate(principal) {
    const found = askWritten(principal, (policy) => isAdministrator([policy], placesOf(principal)));
    for (const { name, answer } of found.known) if (answer) yield fail(`Inline policy ${name} allows everything`, name);
    found.settle();
    return undefined;
  },
});
