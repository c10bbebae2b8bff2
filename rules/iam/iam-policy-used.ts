import { defineRule, fail, pass } from '../../core/rule.ts';
import { Listing } from '../../core/listing.ts';
import { keptByAws } from '../shared/written-policies.ts';

export default defineRule({
  id: 'iam-policy-used',
  title: 'Customer-managed policy is in use',
  severity: 'low',
  resource: 'aws.iam.policy',
  controls: [],
  rationale: 'A policy that hangs on nothing is reviewed by nobody and attached by mistake one day',
  remediation: 'Delete it, its older versions first',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage-delete.html'],
  equivalents: {
    awsConfig: ['iam-policy-in-use'],
    powerpipe: ['iam_policy_unused', 'iam_custom_policy_unused'],
    scoutsuite: ['iam-managed-policy-no-attachments'],
  },
  examples: {
    pass: { owner: 'customer', attachmentCount: 0, boundaryCount: 1 },
    fail: { owner: 'customer', attachmentCount: 0, boundaryCount: 0 },
  },
  evaluate(policy) {
    const kept = keptByAws(policy);
    if (kept !== undefined) return kept;
    const used = new Listing([() => policy.attachmentCount, () => policy.boundaryCount]).some((count) => count() > 0);
    return used ? pass : fail('The policy is attached to nothing and is no permissions boundary');
  },
});
