import principals from '../../../collectors/aws/iam/principals.ts';
import { arn, details, page, reported } from '../../collectors/aws/iam/answers.ts';
import { defineTriple } from '../triple.ts';

const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };

export default defineTriple({
  kind: 'aws.iam.policy',
  live: {
    collector: principals,
    answers: {
      ...reported(),
      [details]: [
        page({
          policies: [
            {
              PolicyName: 'deploy',
              Arn: arn('policy/app/deploy'),
              PolicyId: 'ANPADEPLOY',
              Path: '/app/',
              DefaultVersionId: 'v1',
              AttachmentCount: 1,
              PermissionsBoundaryUsageCount: 0,
              CreateDate: '2024-01-31T12:00:00Z',
              UpdateDate: '2024-01-31T12:00:00Z',
              'PolicyVersionList/member': [
                {
                  VersionId: 'v1',
                  IsDefaultVersion: true,
                  Document: encodeURIComponent(JSON.stringify(document)),
                },
              ],
            },
          ],
        }),
      ],
    },
  },
  terraform: {
    resources: [
      {
        type: 'aws_iam_policy',
        values: {
          id: arn('policy/app/deploy'),
          arn: arn('policy/app/deploy'),
          name: 'deploy',
          path: '/app/',
          policy_id: 'ANPADEPLOY',
          policy: JSON.stringify(document),
          attachment_count: 1,
          tags: {},
          tags_all: {},
        },
      },
    ],
    differs: {
      attachmentCount: 'the state holds the count from before the attachments of the plan',
      boundaryCount: 'the provider does not export it',
      createdAt: 'the provider does not export it',
      updatedAt: 'the provider does not export it',
    },
  },
  cloudformation: {
    resources: {
      Deploy: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: { ManagedPolicyName: 'deploy', Path: '/app/', PolicyDocument: document },
      },
    },
    differs: {
      policyId: 'made when the stack is deployed',
      attachmentCount: 'others may attach it',
      boundaryCount: 'others may set it as their boundary',
      createdAt: 'made when the stack is deployed',
      updatedAt: 'made when the stack is deployed',
    },
  },
});
