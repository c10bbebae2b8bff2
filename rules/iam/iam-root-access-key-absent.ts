import { defineRule, fail, pass } from '../../core/rule.ts';

export default defineRule({
  id: 'iam-root-access-key-absent',
  title: 'Root user has no access keys',
  severity: 'critical',
  resource: 'aws.iam.account',
  controls: [
    'hipaa:164.308(a)(1)(ii)(B)',
    'hipaa:164.308(a)(3)(i)',
    'hipaa:164.308(a)(3)(ii)(B)',
    'hipaa:164.308(a)(4)(ii)(C)',
    'hipaa:164.312(a)(1)',
    'hipaa:164.312(a)(2)(i)',
  ],
  rationale: 'A key of the root user gives full power over the account to whoever holds it, and no policy can limit it',
  remediation:
    'Sign in as the root user and delete its access keys under Security credentials. First find what uses them (CloudTrail, credential report) and give that a role; in an organisation, remove root credentials centrally',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user_manage_delete-key.html',
  ],
  equivalents: {
    securityHub: ['IAM.4'],
    awsConfig: ['iam-root-access-key-check'],
    prowler: ['iam_no_root_access_key'],
    powerpipe: ['iam_root_user_no_access_keys'],
    cloudsploit: ['rootAccessKeys'],
    scoutsuite: ['iam-root-account-with-active-keys'],
    checkov: ['CKV_AWS_348'],
    trivy: ['iam/no_root_access_keys'],
  },
  examples: { pass: { rootAccessKeysPresent: 0 }, fail: { rootAccessKeysPresent: 1 } },
  evaluate(account) {
    return account.rootAccessKeysPresent === 0 ? pass : fail('The root user has an access key');
  },
});
