import { defineRule, fail, pass } from '../../core/rule.ts';
import { activeKeys } from '../shared/user-credentials.ts';

export default defineRule({
  id: 'iam-user-credentials-separate',
  title: 'User has a console password or access keys, not both',
  severity: 'low',
  resource: 'aws.iam.user',
  reads: ['aws.iam.access-key'],
  controls: [],
  rationale: 'A user that is a person and a program at once can be neither limited nor retired as either',
  remediation:
    'Give the program a role, or a user without a password; let the person use temporary credentials (aws sso login)',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html'],
  equivalents: {
    cloudsploit: ['usersPasswordAndKeys'],
    scoutsuite: ['iam-user-with-password-and-key', 'iam-service-user-with-password'],
  },
  examples: {
    pass: { passwordEnabled: false },
    fail: [
      { passwordEnabled: true, arn: 'arn:aws:iam::123456789012:user/ci' },
      { 'aws.iam.access-key': [{ userArn: 'arn:aws:iam::123456789012:user/ci', active: true }] },
    ],
  },
  evaluate(user, { inventory }) {
    if (!user.passwordEnabled || activeKeys(user, inventory).isEmpty()) return pass;
    return fail('The user has a console password and an active access key');
  },
});
