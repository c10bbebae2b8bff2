import { defineRule, fail, pass } from '../../core/rule.ts';
import { awsPolicyName } from '../shared/iam-principals.ts';

export default defineRule({
  id: 'iam-support-role-present',
  title: 'A role for AWS Support exists',
  severity: 'low',
  resource: 'aws.iam.account',
  reads: ['aws.iam.role'],
  controls: ['hipaa:164.308(a)(6)(ii)'],
  rationale:
    'Without it nobody may open a case with AWS when an incident needs one, or somebody uses far greater rights to do so',
  remediation:
    'Make a role that the people concerned may assume and attach the AWS-managed policy AWSSupportAccess to it',
  references: ['https://docs.aws.amazon.com/awssupport/latest/user/accessing-support.html'],
  equivalents: {
    awsConfig: ['iam-support-role-created'],
    prowler: ['iam_support_role_created'],
    powerpipe: ['iam_support_role'],
    cloudsploit: ['iamSupportPolicy'],
    scoutsuite: ['iam-no-support-role'],
    trivy: ['iam/require_support_role'],
  },
  examples: {
    pass: [
      {},
      {
        'aws.iam.role': [
          { attachedPolicies: [{ arn: 'arn:aws:iam::aws:policy/AWSSupportAccess', name: 'AWSSupportAccess' }] },
        ],
      },
    ],
    fail: [{}, { 'aws.iam.role': [{ attachedPolicies: [] }] }],
  },
  evaluate(_account, { inventory }) {
    const found = inventory
      .all('aws.iam.role', 'account')
      .some((role) => role.attachedPolicies.some(({ arn }) => awsPolicyName(arn) === 'AWSSupportAccess'));
    return found ? pass : fail('No role has the AWS-managed policy AWSSupportAccess');
  },
});
