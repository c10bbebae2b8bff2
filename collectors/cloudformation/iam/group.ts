import { defineMapping } from '../../planned/mapping.ts';
import { onlyLive, or } from '../../planned/value.ts';
import { attached, attachedToEach, inline, writtenInto, writtenIntoEach } from './policies.ts';

export default defineMapping({
  kind: 'aws.iam.group',
  identity: [['groupName']],
  key: 'groupName',
  elements: { inlinePolicies: ['name'] },
  types: {
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-group.html
    'AWS::IAM::Group': (planned, side) => {
      const { properties, id } = planned;
      return {
        name: properties.filled('GroupName'),
        tags: {}, // a group cannot have any
        facts: {
          groupId: onlyLive,
          // Users name it by what stands for it until it has a name.
          groupName: or(properties.filled('GroupName'), id),
          path: or(properties.filled('Path'), '/'),
          createdAt: onlyLive,
          attachedPolicies: attached(planned, side),
          inlinePolicies: inline(planned),
        },
      };
    },
  },
  parts: {
    'AWS::IAM::GroupPolicy': writtenInto('GroupName'),
    'AWS::IAM::Policy': writtenIntoEach('Groups'),
    'AWS::IAM::ManagedPolicy': attachedToEach('Groups'),
  },
});
