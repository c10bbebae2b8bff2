import principals from '../../../collectors/aws/iam/principals.ts';
import { arn, details, line, page, reported, user } from '../../collectors/aws/iam/answers.ts';
import { defineTriple } from '../triple.ts';

const read = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };
const aliceArn = arn('user/staff/alice');

export default defineTriple({
  kind: 'aws.iam.user',
  live: {
    collector: principals,
    answers: {
      ...reported(
        line(
          'alice',
          {
            password_enabled: 'true',
            password_last_used: 'no_information',
            password_last_changed: '2025-06-01T08:00:00+00:00',
          },
          aliceArn,
        ),
      ),
      [details]: [
        page({
          users: [
            user('alice', {
              Path: '/staff/',
              Arn: aliceArn,
              UserId: 'AIDAALICE',
              'GroupList/member': ['readers', 'writers'],
              'AttachedManagedPolicies/member': [{ PolicyName: 'deploy', PolicyArn: arn('policy/deploy') }],
              'UserPolicyList/member': [
                { PolicyName: 'read', PolicyDocument: encodeURIComponent(JSON.stringify(read)) },
              ],
              PermissionsBoundary: { PermissionsBoundaryArn: arn('policy/boundary') },
              'Tags/member': [{ Key: 'Owner', Value: 'hr' }],
            }),
          ],
        }),
      ],
    },
  },
  terraform: {
    resources: [
      {
        type: 'aws_iam_user',
        values: {
          id: 'alice',
          arn: aliceArn,
          name: 'alice',
          path: '/staff/',
          unique_id: 'AIDAALICE',
          permissions_boundary: arn('policy/boundary'),
          tags: { Owner: 'hr' },
          tags_all: { Owner: 'hr' },
        },
      },
      { type: 'aws_iam_user_login_profile', values: { id: 'alice', user: 'alice' } },
      {
        type: 'aws_iam_user_policy',
        values: { id: 'alice:read', user: 'alice', name: 'read', policy: JSON.stringify(read) },
      },
      {
        type: 'aws_iam_user_policy_attachment',
        values: { id: 'alice-1', user: 'alice', policy_arn: arn('policy/deploy') },
      },
      {
        type: 'aws_iam_user_group_membership',
        values: { id: 'terraform-1', user: 'alice', groups: ['readers', 'writers'] },
      },
    ],
    differs: {
      createdAt: 'the provider does not export it',
      groups: 'others may put the user into groups',
      attachedPolicies: 'others may attach policies',
      inlinePolicies: 'others may write policies into the user',
      passwordLastUsedAt: 'only the account tells it',
      passwordLastChangedAt: 'only the account tells it',
      mfaActive: 'only the account tells it',
      virtualMfaDevices: 'only the account tells it',
    },
  },
  cloudformation: {
    resources: {
      Alice: {
        Type: 'AWS::IAM::User',
        Properties: {
          UserName: 'alice',
          Path: '/staff/',
          Groups: ['readers'],
          LoginProfile: { Password: 'x' },
          ManagedPolicyArns: [arn('policy/deploy')],
          Policies: [{ PolicyName: 'read', PolicyDocument: read }],
          PermissionsBoundary: arn('policy/boundary'),
          Tags: [{ Key: 'Owner', Value: 'hr' }],
        },
      },
      Writers: { Type: 'AWS::IAM::UserToGroupAddition', Properties: { GroupName: 'writers', Users: ['alice'] } },
    },
    differs: {
      userId: 'made when the stack is deployed',
      createdAt: 'made when the stack is deployed',
      passwordLastUsedAt: 'only the account tells it',
      passwordLastChangedAt: 'only the account tells it',
      mfaActive: 'only the account tells it',
      virtualMfaDevices: 'only the account tells it',
    },
  },
});
