import { defineRule, choice, fail } from '../../core/rule.ts';
import { wholeServices } from '../shared/policy-services.ts';
import { askWritten, keptByAws, partIn, policyCalled } from '../shared/written-policies.ts';

export default defineRule({
  id: 'iam-policy-service-wildcards-absent',
  title: 'No policy allows every action of a service',
  severity: 'low',
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
    '`s3:*` includes the actions nobody thought of, and those that AWS will add: deleting, making public, changing policies',
  remediation:
    'Name the actions that are used, or at least their kind (`s3:Get*`), on named resources. NotAction in an Allow grants every action of every other service',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html',
  ],
  equivalents: {
    securityHub: ['IAM.21'],
    awsConfig: ['iam-policy-no-statements-with-full-access'],
    powerpipe: ['iam_all_policy_no_service_wild_card'],
    checkov: ['CKV_AWS_49', 'CKV_AWS_63', 'CKV_AWS_355', 'CKV_AWS_356'],
    trivy: ['iam/limit_s3_full_access'],
    cdkNag: ['IAMPolicyNoStatementsWithFullAccess', 'IAMNoWildcardPermissions'],
  },
  params: {
    /** `all`: only where the statement reaches (nearly) all resources; `any`, as Security Hub: whatever its resources. */
    resources: choice({ default: 'any', of: ['any', 'all'] }),
  },
  examples: {
    pass: {
      owner: 'customer',
      document: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}}',
      inlinePolicies: [],
    },
    fail: {
      owner: 'customer',
      document: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}',
      inlinePolicies: [
        {
          name: 'all',
          document: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}',
        },
      ],
    },
  },
  *evaluate(resource, { params }) {
    const kept = keptByAws(resource);
    if (kept !== undefined) return kept;
    const found = askWritten(resource, (policy) => wholeServices(policy, params.resources));
    for (const { name, answer } of found.known) {
      for (const { service, how } of answer) yield fail(`${policyCalled(name)} allows ${how}`, partIn(name, service));
    }
    found.settle();
    return undefined;
  },
});
