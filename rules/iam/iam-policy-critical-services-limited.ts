import { defineRule, fail } from '../../core/rule.ts';
import { controlsService, criticalServices } from '../shared/policy-services.ts';
import { placesOf } from '../shared/policy-powers.ts';
import { askWritten, keptByAws, partIn, policyCalled } from '../shared/written-policies.ts';

export default defineRule({
  id: 'iam-policy-critical-services-limited',
  title: 'No policy gives full control of IAM, KMS or CloudTrail',
  severity: 'medium',
  resource: ['aws.iam.policy', 'aws.iam.user', 'aws.iam.group', 'aws.iam.role'],
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
  rationale:
    'Full control of IAM is administrator access by another name; of KMS, every key and its destruction; of CloudTrail, the power to act unseen',
  remediation:
    'Name the actions of these services that are needed. Leave deleting keys, stopping trails and changing policies to a few roles',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html',
  ],
  equivalents: {
    prowler: [
      'iam_policy_no_full_access_to_cloudtrail',
      'iam_policy_no_full_access_to_kms',
      'iam_inline_policy_no_full_access_to_*',
    ],
    powerpipe: ['iam_policy_no_full_access_to_cloudtrail', 'iam_policy_no_full_access_to_kms'],
    checkov: ['CKV2_AWS_40'],
    trivy: ['iam/unauthorized_bucket_access'],
  },
  examples: {
    pass: {
      owner: 'customer',
      document: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"kms:Describe*","Resource":"*"}}',
      inlinePolicies: [],
    },
    fail: {
      owner: 'customer',
      document: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"kms:*","Resource":"*"}}',
      inlinePolicies: [
        {
          name: 'all',
          document: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"kms:*","Resource":"*"}}',
        },
      ],
    },
  },
  *evaluate(resource) {
    const kept = keptByAws(resource);
    if (kept !== undefined) return kept;
    const places = placesOf(resource);
    const found = askWritten(resource, (policy) =>
      criticalServices.filter((service) => controlsService(policy, service, places)),
    );
    for (const { name, answer } of found.known) {
      for (const service of answer)
        yield fail(`${policyCalled(name)} gives full control of ${service}`, partIn(name, service));
    }
    found.settle();
    return undefined;
  },
});
