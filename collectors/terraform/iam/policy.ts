import { defineMapping } from '../../planned/mapping.ts';
import { onlyLive, or } from '../../planned/value.ts';
import { ownDocument, ownText } from '../own-text.ts';
import { tagsOf } from '../tags.ts';

export default defineMapping({
  kind: 'aws.iam.policy',
  // One of AWS may have the same name.
  identity: [['name', 'owner']],
  types: {
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_policy
    aws_iam_policy: ({ properties }) => ({
      name: ownText(properties, 'name'),
      tags: tagsOf(properties),
      facts: {
        policyId: or(properties.filled('policy_id'), onlyLive),
        path: or(ownText(properties, 'path'), '/'),
        owner: 'customer',
        // What the state holds is from before the attachments of the plan.
        attachmentCount: onlyLive,
        boundaryCount: onlyLive,
        document: or(ownDocument(properties, 'policy'), onlyLive),
        createdAt: onlyLive,
        updatedAt: onlyLive,
      },
    }),
  },
});
