import { defineRule, fail, pass } from '../../core/rule.ts';
import { activeKeys } from '../shared/user-credentials.ts';

export default defineRule({
  id: 'iam-user-single-access-key',
  title: 'User has one active access key at most',
  severity: 'low',
  resource: 'aws.iam.user',
  reads: ['aws.iam.access-key'],
  controls: [],
  rationale:
    'A second key is for the days of a rotation. Left active it doubles what can leak, and the old key is never retired',
  remediation:
    'See which key is used (last used date), move what is left to the newer one, then deactivate and delete the older',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html'],
  equivalents: {
    awsConfig: ['iam-user-single-access-key'],
    prowler: ['iam_user_two_active_access_key'],
    powerpipe: ['iam_user_one_active_key'],
    cloudsploit: ['accessKeysExtra'],
    scoutsuite: ['iam-user-with-multiple-access-keys'],
    trivy: ['iam/limit_user_access_keys'],
  },
  examples: {
    pass: [
      { arn: 'arn:aws:iam::123456789012:user/ci' },
      {
        'aws.iam.access-key': [
          { userArn: 'arn:aws:iam::123456789012:user/ci', active: true },
          { userArn: 'arn:aws:iam::123456789012:user/ci', active: false },
        ],
      },
    ],
    fail: [
      { arn: 'arn:aws:iam::123456789012:user/ci' },
      {
        'aws.iam.access-key': [
          { userArn: 'arn:aws:iam::123456789012:user/ci', active: true },
          { userArn: 'arn:aws:iam::123456789012:user/ci', active: true },
        ],
      },
    ],
  },
  evaluate(user, { inventory }) {
    const keys = activeKeys(user, inventory);
    if (keys.known.length > 1) return fail(`The user has ${keys.known.length} active access keys`);
    keys.settle();
    return pass;
  },
});
