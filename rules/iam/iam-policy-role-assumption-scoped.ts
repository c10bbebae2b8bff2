import { defineRule, fail } from '../../core/rule.ts';
import { grants } from '../shared/policy-grants.ts';
import { placesOf, power } from '../shared/policy-powers.ts';
import { askWritten, keptByAws, policyCalled } from '../shared/written-policies.ts';

export default defineRule({
  id: 'iam-policy-role-assumption-scoped',
  title: 'No policy allows assuming all roles',
  severity: 'medium',
  resource: ['aws.iam.policy', 'aws.iam.user', 'aws.iam.group', 'aws.iam.role'],
  controls: ['hipaa:164.308(a)(4)(ii)(C)'],
  rationale:
    'With sts:AssumeRole on all resources, every role that trusts the account is as good as attached, those added later too',
  remediation:
    'Name the roles in Resource. Roles in other accounts are named in full, their accounts not left to a wildcard',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html'],
  equivalents: {
    prowler: ['iam_no_custom_policy_permissive_role_assumption'],
    powerpipe: ['iam_policy_custom_no_assume_role', 'iam_policy_custom_no_permissive_role_assumption'],
    scoutsuite: ['iam-managed-policy-allows-non-sts-action', 'iam-inline-policy-allows-non-sts-action'],
  },
  examples: {
    pass: {
      owner: 'customer',
      document:
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::123456789012:role/deploy"}}',
      inlinePolicies: [],
    },
    fail: {
      owner: 'customer',
      document: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}}',
      inlinePolicies: [
        {
          name: 'all',
          document: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}}',
        },
      ],
    },
  },
  *evaluate(resource) {
    const kept = keptByAws(resource);
    if (kept !== undefined) return kept;
    const found = askWritten(resource, (policy) =>
      placesOf(resource).some((place) => grants([policy], power(place, 'sts:AssumeRole', 'arn:{p}:iam::{a}:role/?*'))),
    );
    for (const { name, answer } of found.known) {
      if (answer) yield fail(`${policyCalled(name)} allows assuming all roles`, name);
    }
    found.settle();
    return undefined;
  },
});
