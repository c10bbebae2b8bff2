import { defineRule, fail } from '../../core/rule.ts';
import { Listing } from '../../core/listing.ts';

export default defineRule({
  id: 'iam-user-policies-absent',
  title: 'User has no policies of its own',
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
  rationale:
    'Rights given to one person at a time are forgotten when their task changes. Those of a group or role are seen as a whole',
  remediation:
    'Put the user in a group that has the policy (or better, let people assume a role), then detach or delete the policy from the user',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage-attach-detach.html',
  ],
  equivalents: {
    securityHub: ['IAM.2'],
    awsConfig: ['iam-user-no-policies-check'],
    prowler: ['iam_policy_attached_only_to_group_or_roles'],
    powerpipe: ['iam_user_no_policies', 'iam_user_no_inline_attached_policies'],
    cloudsploit: ['noUserIamPolicies'],
    scoutsuite: ['iam-user-with-policies', 'iam-human-user-with-policies'],
    checkov: ['CKV_AWS_40'],
    trivy: ['iam/no_user_attached_policies'],
    cdkNag: ['IAMUserNoPolicies'],
  },
  examples: {
    pass: { attachedPolicies: [], inlinePolicies: [] },
    fail: {
      attachedPolicies: [{ arn: 'arn:aws:iam::123456789012:policy/deploy', name: 'deploy' }],
      inlinePolicies: [],
    },
  },
  *evaluate(user) {
    const attached = new Listing([() => user.attachedPolicies]).flatMap((read) => read());
    const inline = new Listing([() => user.inlinePolicies]).flatMap((read) => read());
    for (const { arn, name } of attached.known) yield fail(`Policy ${name} is attached to the user`, arn);
    for (const { name } of inline.known) yield fail(`Policy ${name} is inline in the user`, `inline ${name}`);
    attached.settle();
    inline.settle();
    return undefined;
  },
});
