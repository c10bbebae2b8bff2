import { elsewhere, isNew, toEach, type Attached, type Inline } from '../../planned/iam-policies.ts';
import { defineMapping, type PlannedObject } from '../../planned/mapping.ts';
import type { Side } from '../../planned/side.ts';
import { AsMade, each, onlyLive, OpenList, or, type Deep, type Items, type Maybe } from '../../planned/value.ts';
import { UnknownValue } from '../../../core/resource.ts';
import { ownText } from '../own-text.ts';
import { tagsOf } from '../tags.ts';
import { attachedTo, attachedToEach, namesOnly, onlyAttachedTo, writtenInto } from './policies.ts';

export default defineMapping({
  kind: 'aws.iam.user',
  identity: [['name']],
  key: 'name',
  elements: { inlinePolicies: ['name'] },
  types: {
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_user
    aws_iam_user: (planned) => {
      const { properties, arn } = planned;
      return {
        name: ownText(properties, 'name'),
        tags: tagsOf(properties),
        facts: {
          userId: or(properties.filled('unique_id'), onlyLive),
          path: or(ownText(properties, 'path'), '/'),
          createdAt: onlyLive,
          groups: elsewhere<string>(planned),
          attachedPolicies: elsewhere<Attached>(planned),
          inlinePolicies: elsewhere<Inline>(planned),
          permissionsBoundary: properties.filled('permissions_boundary'),
          passwordEnabled: isNew(arn) ? new AsMade(false) : onlyLive,
          passwordLastUsedAt: onlyLive,
          passwordLastChangedAt: onlyLive,
          mfaActive: onlyLive,
          virtualMfaDevices: onlyLive,
        },
      };
    },
  },
  parts: {
    aws_iam_user_policy: writtenInto('user'),
    aws_iam_user_policies_exclusive: namesOnly,
    aws_iam_user_policy_attachment: attachedTo('user'),
    aws_iam_user_policy_attachments_exclusive: onlyAttachedTo('user_name'),
    aws_iam_policy_attachment: attachedToEach('users'),
    aws_iam_user_group_membership: (planned, side) => ({
      of: planned.properties.text('user'),
      add: { groups: groupNames(planned, side, planned.properties.texts('groups')) },
    }),
    aws_iam_group_membership: (planned, side) => {
      const group = planned.properties.text('group');
      const groups = groupNames(planned, side, group === null ? null : [group]);
      return toEach(planned.properties.texts('users'), (of) => ({ of, add: { groups } }));
    },
    aws_iam_user_login_profile: ({ properties }) => ({
      of: properties.text('user'),
      set: { passwordEnabled: true },
      unset: { passwordEnabled: false },
    }),
  },
});

/** Groups by their names; one that is new may be called by what stands for it. */
function groupNames(
  planned: PlannedObject,
  side: Side,
  groups: Maybe<Items<Maybe<string>> | null>,
): Items<Deep<string>> {
  if (groups instanceof UnknownValue) return new OpenList([], groups);
  const names = each(groups, (group) => {
    const made = side.one(planned, ['aws_iam_group'], group, 'name');
    return made === null ? group : or(ownText(made.properties, 'name'), group);
  });
  return names === null || names instanceof UnknownValue ? [] : names;
}
