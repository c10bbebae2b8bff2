import { defineRule, fail } from '../../core/rule.ts';
import { isAdministrator, placesOf } from '../shared/policy-powers.ts';
import { sensitiveActions } from '../shared/policy-services.ts';
import { askWritten, keptByAws, partIn, policyCalled } from '../shared/written-policies.ts';

export default defineRule({
  id: 'iam-policy-sensitive-actions-scoped',
  title: 'No policy allows sensitive actions on all resources',
  severity: 'medium',
  resource: ['aws.iam.policy', 'aws.iam.user', 'aws.iam.group', 'aws.iam.role'],
  controls: ['hipaa:164.308(a)(4)(ii)(C)', 'hipaa:164.312(a)(1)'],
  rationale:
    'Reading secrets and data, making credentials, changing who has access, and destroying are meant for certain resources. On all of them, one stolen session is enough',
  remediation:
    'Name the resources in the statement (a bucket, a path of parameters, a role), or add a condition on their tags',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html',
  ],
  equivalents: {
    checkov: [
      'CKV_AWS_107',
      'CKV_AWS_108',
      'CKV_AWS_109',
      'CKV_AWS_111',
      'CKV_AWS_287',
      'CKV_AWS_288',
      'CKV_AWS_289',
      'CKV_AWS_290',
    ],
    trivy: ['iam/filter_iam_pass_role'],
  },
  examples: {
    pass: {
      owner: 'customer',
      document:
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["s3:GetObject"],"Resource":"arn:aws:s3:::reports/*"}}',
      inlinePolicies: [],
    },
    fail: {
      owner: 'customer',
      document: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}',
      inlinePolicies: [
        {
          name: 'all',
          document: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}',
        },
      ],
    },
  },
  *evaluate(resource) {
    const kept = keptByAws(resource);
    if (kept !== undefined) return kept;
    const places = placesOf(resource);
    const found = askWritten(resource, (policy) =>
      isAdministrator([policy], places) ? [] : sensitiveActions(policy, places),
    );
    for (const { name, answer } of found.known) {
      for (const { kind, actions } of answer) {
        yield fail(`${policyCalled(name)} allows ${actions.join(', ')} on all resources`, partIn(name, kind));
      }
    }
    found.settle();
    return undefined;
  },
});
