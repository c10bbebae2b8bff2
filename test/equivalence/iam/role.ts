import principals from '../../../collectors/aws/iam/principals.ts';
import { arn, details, page, reported } from '../../collectors/aws/iam/answers.ts';
import { defineTriple } from '../triple.ts';

const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const read = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };
const write = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:PutObject', Resource: '*' }] };
const encoded = (document: object) => encodeURIComponent(JSON.stringify(document));

export default defineTriple({
  kind: 'aws.iam.role',
  live: {
    collector: principals,
    answers: {
      ...reported(),
      [details]: [
        page({
          roles: [
            {
              RoleName: 'web',
              Arn: arn('role/app/web'),
              RoleId: 'AROAWEB',
              Path: '/app/',
              CreateDate: '2024-01-31T12:00:00Z',
              AssumeRolePolicyDocument: encoded(trust),
              'RolePolicyList/member': [
                { PolicyName: 'read', PolicyDocument: encoded(read) },
                { PolicyName: 'write', PolicyDocument: encoded(write) },
              ],
              'AttachedManagedPolicies/member': [
                { PolicyName: 'ReadOnlyAccess', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
                { PolicyName: 'deploy', PolicyArn: arn('policy/app/deploy') },
              ],
              PermissionsBoundary: { PermissionsBoundaryArn: arn('policy/boundary') },
              'Tags/member': [{ Key: 'Owner', Value: 'web' }],
              RoleLastUsed: { LastUsedDate: '2026-01-31T12:00:00Z', Region: 'us-east-1' },
            },
          ],
        }),
      ],
    },
  },
  terraform: {
    resources: [
      {
        type: 'aws_iam_role',
        values: {
          id: 'web',
          arn: arn('role/app/web'),
          name: 'web',
          path: '/app/',
          unique_id: 'AROAWEB',
          create_date: '2024-01-31T12:00:00Z',
          assume_role_policy: JSON.stringify(trust),
          inline_policy: [{ name: 'read', policy: JSON.stringify(read) }],
          managed_policy_arns: ['arn:aws:iam::aws:policy/ReadOnlyAccess', arn('policy/app/deploy')],
          permissions_boundary: arn('policy/boundary'),
          tags: { Owner: 'web' },
          tags_all: { Owner: 'web' },
        },
        configured: ['name', 'path', 'assume_role_policy', 'inline_policy', 'permissions_boundary', 'tags'],
      },
      {
        type: 'aws_iam_role_policy',
        values: { id: 'web:write', role: 'web', name: 'write', policy: JSON.stringify(write) },
      },
      {
        type: 'aws_iam_role_policy_attachment',
        values: { id: 'web-1', role: 'web', policy_arn: arn('policy/app/deploy') },
      },
    ],
    differs: { lastUsedAt: 'only the account tells when a role was used' },
  },
  cloudformation: {
    resources: {
      Web: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: 'web',
          Path: '/app/',
          AssumeRolePolicyDocument: trust,
          Policies: [{ PolicyName: 'read', PolicyDocument: read }],
          ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess', arn('policy/app/deploy')],
          PermissionsBoundary: arn('policy/boundary'),
          Tags: [{ Key: 'Owner', Value: 'web' }],
        },
      },
      Write: {
        Type: 'AWS::IAM::RolePolicy',
        Properties: { RoleName: 'web', PolicyName: 'write', PolicyDocument: write },
      },
    },
    differs: {
      roleId: 'made when the stack is deployed',
      createdAt: 'made when the stack is deployed',
      lastUsedAt: 'only the account tells when a role was used',
    },
  },
});
