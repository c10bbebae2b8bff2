import { defineMapping } from '../../planned/mapping.ts';
import { onlyLive, or } from '../../planned/value.ts';
import { tagsOf } from '../tags.ts';

export default defineMapping({
  kind: 'aws.iam.policy',
  // One of AWS may have the same name.
  identity: [['name', 'owner']],
  types: {
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_policy
    aws_iam_policy: ({ properties }) => ({
      name: properties.filled('name'),
      tags: tagsOf(properties),
      facts: {
        policyId: or(properties.filled('policy_id'), onlyLive),
        path: or(properties.filled('path'), '/'),
        owner: 'customer',
        // What the state holds is from before the attachments of the plan.
        attachmentCount: onlyLive,
        boundaryCount: onlyLive,
        document: or(properties.document('policy'), onlyLive),
        createdAt: onlyLive,
        updatedAt: onlyLive,
      },
    }),
  },
});
