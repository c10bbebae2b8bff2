import { defineMapping } from '../../planned/mapping.ts';
import { onlyLive, or } from '../../planned/value.ts';
import { tagsOf } from '../tags.ts';

export default defineMapping({
  kind: 'aws.iam.policy',
  // One of AWS may have the same name.
  identity: [['name', 'owner']],
  types: {
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html
    'AWS::IAM::ManagedPolicy': ({ properties }) => ({
      name: properties.filled('ManagedPolicyName'),
      tags: tagsOf(properties),
      facts: {
        policyId: onlyLive,
        path: or(properties.filled('Path'), '/'),
        owner: 'customer',
        attachmentCount: onlyLive,
        boundaryCount: onlyLive,
        document: or(properties.document('PolicyDocument'), onlyLive),
        createdAt: onlyLive,
        updatedAt: onlyLive,
      },
    }),
  },
});
