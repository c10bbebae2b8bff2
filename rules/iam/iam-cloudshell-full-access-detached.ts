import { defineRule, fail, pass } from '../../core/rule.ts';
import { awsPolicyName } from '../shared/iam-principals.ts';

export default defineRule({
  id: 'iam-cloudshell-full-access-detached',
  title: 'AWSCloudShellFullAccess is not attached',
  severity: 'medium',
  resource: ['aws.iam.user', 'aws.iam.group', 'aws.iam.role'],
  controls: [],
  rationale:
    'CloudShell with full access can upload and download files: a way to take data out past the network\u2019s controls',
  remediation:
    'Detach it, and allow cloudshell actions without GetFileDownloadUrls and GetFileUploadUrls where a shell is needed',
  references: ['https://docs.aws.amazon.com/cloudshell/latest/userguide/sec-auth-with-identities.html'],
  equivalents: {
    prowler: ['iam_policy_cloudshell_admin_not_attached'],
    powerpipe: ['iam_user_group_role_cloudshell_fullaccess_restricted'],
  },
  examples: {
    pass: { attachedPolicies: [{ arn: 'arn:aws:iam::123456789012:policy/deploy', name: 'deploy' }] },
    fail: {
      attachedPolicies: [{ arn: 'arn:aws:iam::aws:policy/AWSCloudShellFullAccess', name: 'AWSCloudShellFullAccess' }],
    },
  },
  evaluate(principal) {
    const attached = principal.attachedPolicies.some(({ arn }) => awsPolicyName(arn) === 'AWSCloudShellFullAccess');
    return attached ? fail('The AWS-managed policy AWSCloudShellFullAccess is attached') : pass;
  },
});
