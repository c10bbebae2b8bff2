import { givenByItsService, pathOfService } from '../../planned/iam-policies.ts';
import { defineMapping } from '../../planned/mapping.ts';
import { onlyLive, or } from '../../planned/value.ts';
import { tagsOf } from '../tags.ts';
import { attached, attachedToEach, inline, writtenInto, writtenIntoEach } from './policies.ts';

export default defineMapping({
  kind: 'aws.iam.role',
  identity: [['name']],
  key: 'name',
  elements: { inlinePolicies: ['name'] },
  types: {
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html
    'AWS::IAM::Role': (planned, side) => {
      const { properties } = planned;
      return {
        name: properties.filled('RoleName'),
        tags: tagsOf(properties),
        facts: {
          roleId: onlyLive,
          path: or(properties.filled('Path'), '/'),
          createdAt: onlyLive,
          assumeRolePolicy: or(properties.document('AssumeRolePolicyDocument'), onlyLive),
          attachedPolicies: attached(planned, side),
          inlinePolicies: inline(planned),
          permissionsBoundary: properties.filled('PermissionsBoundary'),
          lastUsedAt: onlyLive,
        },
      };
    },
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-servicelinkedrole.html
    'AWS::IAM::ServiceLinkedRole': ({ properties }) => ({
      name: null,
      tags: onlyLive,
      facts: {
        roleId: onlyLive,
        path: pathOfService(properties.filled('AWSServiceName')),
        createdAt: onlyLive,
        ...givenByItsService,
      },
    }),
  },
  parts: {
    'AWS::IAM::RolePolicy': writtenInto('RoleName'),
    'AWS::IAM::Policy': writtenIntoEach('Roles'),
    'AWS::IAM::ManagedPolicy': attachedToEach('Roles'),
  },
});
