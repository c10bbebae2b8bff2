import principals from '../../../collectors/aws/iam/principals.ts';
import { arn, details, line, page, reported, user } from '../../collectors/aws/iam/answers.ts';
import { defineTriple } from '../triple.ts';

export default defineTriple({
  kind: 'aws.iam.access-key',
  live: {
    collector: principals,
    answers: {
      ...reported(
        line('ci', {
          password_enabled: 'true',
          access_key_1_active: 'true',
          access_key_1_last_rotated: '2025-01-01T00:00:00+00:00',
          access_key_1_last_used_date: '2026-01-31T00:00:00+00:00',
        }),
      ),
      [details]: [page({ users: [user('ci')] })],
    },
  },
  terraform: {
    resources: [
      {
        type: 'aws_iam_access_key',
        values: { id: 'AKIAEXAMPLE', user: 'ci', status: 'Active', create_date: '2025-01-01T00:00:00Z' },
      },
      { type: 'aws_iam_user', values: { id: 'ci', arn: arn('user/ci'), name: 'ci' } },
      { type: 'aws_iam_user_login_profile', values: { id: 'ci', user: 'ci' } },
    ],
    differs: {
      arn: 'which of the two keys of the user it is, only the credential report tells',
      number: 'which of the two keys of the user it is, only the credential report tells',
      userCreatedAt: 'the provider does not export it',
      lastUsedAt: 'only the account tells it',
    },
  },
  cloudformation: {
    resources: {
      User: { Type: 'AWS::IAM::User', Properties: { UserName: 'ci', LoginProfile: { Password: 'x' } } },
      Key: { Type: 'AWS::IAM::AccessKey', Properties: { UserName: 'ci' } },
    },
    differs: {
      userArn: 'made when the stack is deployed',
      userCreatedAt: 'made when the stack is deployed',
      number: 'made when the stack is deployed',
      lastRotatedAt: 'made when the stack is deployed',
      lastUsedAt: 'only the account tells it',
    },
  },
});
