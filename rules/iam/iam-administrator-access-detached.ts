import { defineRule, fail, pass } from '../../core/rule.ts';
import { awsPolicyName } from '../shared/iam-principals.ts';

export default defineRule({
  id: 'iam-administrator-access-detached',
  title: 'AdministratorAccess is not attached',
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
  rationale: 'Whoever is, or may assume, this principal can do everything in the account',
  remediation:
    'Detach AdministratorAccess and attach a policy for the task. For the few administrators keep one role with MFA and waive it; a role of IAM Identity Center is changed in its permission set',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html',
  ],
  equivalents: {
    prowler: [
      'iam_user_administrator_access_policy',
      'iam_group_administrator_access_policy',
      'iam_role_administratoraccess_policy',
    ],
    powerpipe: ['iam_role_no_administrator_access_policy_attached'],
    cloudsploit: ['iamMasterManagerRoles'],
    checkov: ['CKV_AWS_274', 'CKV_AWS_275', 'CKV2_AWS_56'],
  },
  examples: {
    pass: { attachedPolicies: [{ arn: 'arn:aws:iam::123456789012:policy/deploy', name: 'deploy' }] },
    fail: { attachedPolicies: [{ arn: 'arn:aws:iam::aws:policy/AdministratorAccess', name: 'AdministratorAccess' }] },
  },
  evaluate(principal) {
    const attached = principal.attachedPolicies.some(({ arn }) => awsPolicyName(arn) === 'AdministratorAccess');
    return attached ? fail('The AWS-managed policy AdministratorAccess is attached') : pass;
  },
});
