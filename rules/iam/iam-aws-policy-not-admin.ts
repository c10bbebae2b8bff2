import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';
import { isAdministrator, placesOf } from '../shared/policy-powers.ts';
import { policyOf } from '../shared/policy.ts';

export default defineRule({
  id: 'iam-aws-policy-not-admin',
  title: 'No AWS-managed policy that allows everything is attached',
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
    'AdministratorAccess is one click away; each principal that has it can do everything, including removing its own traces',
  remediation:
    'Detach it from users, groups and roles and give them what they need; keep it for the few roles of administrators, and waive those. Roles of IAM Identity Center are changed in their permission set',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  ],
  equivalents: {
    prowler: ['iam_aws_attached_policy_no_administrative_privileges'],
    powerpipe: ['iam_policy_all_attached_no_star_star'],
  },
  examples: {
    pass: {
      owner: 'aws',
      attachmentCount: 1,
      document: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}}',
    },
    fail: {
      owner: 'aws',
      attachmentCount: 1,
      document: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
    },
  },
  evaluate(policy) {
    if (policy.owner !== 'aws') return notApplicable('The policy is the account’s own; iam-policy-not-admin judges it');
    const count = policy.attachmentCount;
    if (count === 0) return notApplicable('The policy is attached to nothing');
    if (!isAdministrator([policyOf(policy.document, 'document')], placesOf(policy))) return pass;
    return fail(`The policy allows everything and is attached to ${count} principal${count === 1 ? '' : 's'}`);
  },
});
