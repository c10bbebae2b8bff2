import { elsewhere, type Attached, type Inline } from '../../planned/iam-policies.ts';
import { defineMapping } from '../../planned/mapping.ts';
import { onlyLive, or } from '../../planned/value.ts';
import { attachedTo, attachedToEach, namesOnly, onlyAttachedTo, writtenInto } from './policies.ts';
import { ownText } from '../own-text.ts';

export default defineMapping({
  kind: 'aws.iam.group',
  identity: [['groupName']],
  key: 'groupName',
  elements: { inlinePolicies: ['name'] },
  types: {
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_group
    aws_iam_group: (planned) => {
      const { properties } = planned;
      return {
        name: ownText(properties, 'name'),
        tags: {}, // a group cannot have any
        facts: {
          groupId: or(properties.filled('unique_id'), onlyLive),
          groupName: or(ownText(properties, 'name'), onlyLive),
          path: or(ownText(properties, 'path'), '/'),
          createdAt: onlyLive,
          attachedPolicies: elsewhere<Attached>(planned),
          inlinePolicies: elsewhere<Inline>(planned),
        },
      };
    },
  },
  parts: {
    aws_iam_group_policy: writtenInto('group'),
    aws_iam_group_policies_exclusive: namesOnly,
    aws_iam_group_policy_attachment: attachedTo('group'),
    aws_iam_group_policy_attachments_exclusive: onlyAttachedTo('group_name'),
    aws_iam_policy_attachment: attachedToEach('groups'),
  },
});
