import principals from '../../../collectors/aws/iam/principals.ts';
import { arn, details, page, reported } from '../../collectors/aws/iam/answers.ts';
import { defineTriple } from '../triple.ts';

const read = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };

export default defineTriple({
  kind: 'aws.iam.group',
  live: {
    collector: principals,
    answers: {
      ...reported(),
      [details]: [
        page({
          groups: [
            {
              GroupName: 'readers',
              Arn: arn('group/staff/readers'),
              GroupId: 'AGPAREADERS',
              Path: '/staff/',
              CreateDate: '2024-01-31T12:00:00Z',
              'GroupPolicyList/member': [
                { PolicyName: 'read', PolicyDocument: encodeURIComponent(JSON.stringify(read)) },
              ],
              'AttachedManagedPolicies/member': [{ PolicyName: 'deploy', PolicyArn: arn('policy/deploy') }],
            },
          ],
        }),
      ],
    },
  },
  terraform: {
    resources: [
      {
        type: 'aws_iam_group',
        values: {
          id: 'readers',
          arn: arn('group/staff/readers'),
          name: 'readers',
          path: '/staff/',
          unique_id: 'AGPAREADERS',
        },
      },
      {
        type: 'aws_iam_group_policy',
        values: { id: 'readers:read', group: 'readers', name: 'read', policy: JSON.stringify(read) },
      },
      {
        type: 'aws_iam_policy_attachment',
        values: {
          id: 'deploy',
          name: 'deploy',
          policy_arn: arn('policy/deploy'),
          groups: ['readers'],
          users: [],
          roles: [],
        },
      },
    ],
    differs: {
      createdAt: 'the provider does not export it',
      attachedPolicies: 'others may attach policies',
      inlinePolicies: 'others may write policies into the group',
    },
  },
  cloudformation: {
    resources: {
      Readers: {
        Type: 'AWS::IAM::Group',
        Properties: { GroupName: 'readers', Path: '/staff/', ManagedPolicyArns: [arn('policy/deploy')] },
      },
      Read: {
        Type: 'AWS::IAM::Policy',
        Properties: { PolicyName: 'read', PolicyDocument: read, Groups: ['readers'] },
      },
    },
    differs: { groupId: 'made when the stack is deployed', createdAt: 'made when the stack is deployed' },
  },
});
