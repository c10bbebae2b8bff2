import { defineRule, fail, notApplicable, texts } from '../../core/rule.ts';
import { awsPolicyName, isIdentityCenterRole, isServiceLinked } from '../shared/iam-principals.ts';

export default defineRule({
  id: 'iam-aws-managed-policies-absent',
  title: 'No AWS-managed policies are attached',
  severity: 'informational',
  resource: ['aws.iam.user', 'aws.iam.group', 'aws.iam.role'],
  controls: [],
  rationale:
    'AWS-managed policies are made for every customer: broader than any one needs, and AWS widens them without asking',
  remediation:
    'Copy the actions that are used into a policy of your own, limited to your resources, and attach that instead. Name those that are accepted in the parameter',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html'],
  equivalents: {
    powerpipe: ['iam_managed_policy_attached_to_role', 'iam_custom_managed_policy_attached_to_role'],
    scoutsuite: ['iam-managed-policy-for-role'],
    cdkNag: ['IAMNoManagedPolicies'],
  },
  params: {
    /** Names of AWS-managed policies that may be attached. */
    accepted: texts({ default: [] }),
  },
  examples: {
    pass: { path: '/', attachedPolicies: [] },
    fail: { path: '/', attachedPolicies: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess', name: 'ReadOnlyAccess' }] },
  },
  *evaluate(principal, { params }) {
    if (principal.kind === 'aws.iam.role' && (isServiceLinked(principal) || isIdentityCenterRole(principal))) {
      return notApplicable('AWS made the role and attaches its policies');
    }
    const attached = principal.attachedPolicies;
    for (const { arn } of attached.known) {
      const name = awsPolicyName(arn);
      if (name !== null && !params.accepted.includes(name))
        yield fail(`The AWS-managed policy ${name} is attached`, arn);
    }
    attached.settle();
    return undefined;
  },
});
