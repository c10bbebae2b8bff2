import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';
import { saysNothing } from '../shared/policy-grants.ts';
import { isAdministrator, placesOf } from '../shared/policy-powers.ts';
import { policyOf } from '../shared/policy.ts';
import { keptByAws } from '../shared/written-policies.ts';

export default defineRule({
  id: 'iam-policy-not-admin',
  title: 'Customer-managed policy does not allow everything',
  severity: 'high',
  resource: 'aws.iam.policy',
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
    'A policy that allows everything turns whatever it is attached to, today or tomorrow, into an administrator',
  remediation:
    'Write down the actions and resources that are needed (IAM Access Analyzer can make a policy from CloudTrail), or delete the policy. NotAction and NotResource in an Allow grant all the rest',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html',
  ],
  equivalents: {
    securityHub: ['IAM.1'],
    awsConfig: ['iam-policy-no-statements-with-admin-access'],
    prowler: [
      'iam_customer_attached_policy_no_administrative_privileges',
      'iam_customer_unattached_policy_no_administrative_privileges',
    ],
    powerpipe: [
      'iam_policy_no_star_star',
      'iam_policy_all_attached_no_star_star',
      'iam_policy_custom_attached_no_star_star',
      'iam_custom_policy_unattached_no_star_star',
    ],
    scoutsuite: ['iam-managed-policy-allows-full-privileges'],
    checkov: ['CKV_AWS_1', 'CKV_AWS_62'],
    trivy: ['iam/no_policy_wildcards'],
    cdkNag: ['IAMPolicyNoStatementsWithAdminAccess'],
  },
  examples: {
    pass: {
      owner: 'customer',
      document: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}',
    },
    fail: {
      owner: 'customer',
      document: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
    },
  },
  evaluate(policy) {
    const kept = keptByAws(policy);
    if (kept !== undefined) return kept;
    const meaning = policyOf(policy.document, 'document');
    if (saysNothing(meaning)) return notApplicable('No statement of the policy names an action');
    return isAdministrator([meaning], placesOf(policy)) ? fail('The policy allows everything') : pass;
  },
});
