import { defineRule, fail } from '../../core/rule.ts';
import { escalations, isAdministrator, opens, placesOf } from '../shared/policy-powers.ts';
import { askWritten, keptByAws, partIn, policyCalled } from '../shared/written-policies.ts';

export default defineRule({
  id: 'iam-policy-escalation-absent',
  title: 'No policy lets its holder gain further rights',
  severity: 'high',
  resource: ['aws.iam.policy', 'aws.iam.user', 'aws.iam.group', 'aws.iam.role'],
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
  rationale:
    'Some actions, alone or together, give their holder rights that the policy does not name: by attaching a policy, making a key for another user, or handing a role to a machine',
  remediation:
    'Limit the named actions to resources that give nothing away (own user, roles under a path), iam:PassRole to named roles and services (iam:PassedToService), or require a permissions boundary (iam:PermissionsBoundary)',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  ],
  equivalents: {
    prowler: ['iam_policy_allows_privilege_escalation', 'iam_inline_policy_allows_privilege_escalation'],
    checkov: ['CKV_AWS_110', 'CKV_AWS_286'],
  },
  examples: {
    pass: {
      owner: 'customer',
      document:
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:CreateAccessKey","Resource":"arn:aws:iam::123456789012:user/${aws:username}"}}',
      inlinePolicies: [],
    },
    fail: {
      owner: 'customer',
      document:
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:AttachUserPolicy","Resource":"*"}}',
      inlinePolicies: [
        {
          name: 'all',
          document:
            '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:AttachUserPolicy","Resource":"*"}}',
        },
      ],
    },
  },
  *evaluate(resource) {
    const kept = keptByAws(resource);
    if (kept !== undefined) return kept;
    const places = placesOf(resource);
    const found = askWritten(resource, (policy) =>
      // An administrator has nothing to gain: the rules on administrators tell of it once, not once for each way.
      isAdministrator([policy], places)
        ? []
        : escalations.filter((way) => places.some((place) => opens([policy], way, place))),
    );
    for (const { name, answer } of found.known) {
      for (const way of answer) yield fail(`${policyCalled(name)} allows ${way.name}`, partIn(name, way.name));
    }
    found.settle();
    return undefined;
  },
});
