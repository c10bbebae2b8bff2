import { defineRule, fail, pass } from '../../core/rule.ts';
import { awsPolicyName } from '../shared/iam-principals.ts';

export default defineRule({
  id: 'iam-security-audit-role-present',
  title: 'A role for security audits exists',
  severity: 'low',
  resource: 'aws.iam.account',
  reads: ['aws.iam.role'],
  controls: [],
  rationale: 'Auditors who have no role of their own are given keys or rights that are too great',
  remediation: 'Make a role that the people concerned may assume and attach the AWS-managed policy SecurityAudit to it',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html'],
  equivalents: { prowler: ['iam_securityaudit_role_created'], powerpipe: ['iam_security_audit_role'] },
  examples: {
    pass: [
      {},
      {
        'aws.iam.role': [
          { attachedPolicies: [{ arn: 'arn:aws:iam::aws:policy/SecurityAudit', name: 'SecurityAudit' }] },
        ],
      },
    ],
    fail: [{}, { 'aws.iam.role': [{ attachedPolicies: [] }] }],
  },
  evaluate(_account, { inventory }) {
    const found = inventory
      .all('aws.iam.role', 'account')
      .some((role) => role.attachedPolicies.some(({ arn }) => awsPolicyName(arn) === 'SecurityAudit'));
    return found ? pass : fail('No role has the AWS-managed policy SecurityAudit');
  },
});
