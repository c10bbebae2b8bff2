import { UnknownValue } from '../../../core/resource.ts';
import { givenByItsService, pathOfService } from '../../planned/iam-policies.ts';
import { instantIn } from '../../planned/instant.ts';
import { defineMapping, type Description, type PlannedObject } from '../../planned/mapping.ts';
import type { Side } from '../../planned/side.ts';
import { AsMade, elementsOf, onlyLive, OpenList, or, Refreshed, type Block } from '../../planned/value.ts';
import { isToBeMade } from '../made.ts';
import { ownDocument, ownText } from '../own-text.ts';
import { tagsOf } from '../tags.ts';
import { attached, attachedTo, attachedToEach, inline, namesOnly, onlyAttachedTo, writtenInto } from './policies.ts';

type Kind = 'aws.iam.role';
type Fact<F extends keyof Description<Kind>['facts']> = Description<Kind>['facts'][F];

export default defineMapping<Kind>({
  kind: 'aws.iam.role',
  identity: [['name']],
  key: 'name',
  elements: { inlinePolicies: ['name'] },
  types: {
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role
    aws_iam_role: (planned, side) => {
      const { properties } = planned;
      return {
        name: ownText(properties, 'name'),
        tags: tagsOf(properties),
        facts: {
          roleId: or(properties.filled('unique_id'), onlyLive),
          path: or(ownText(properties, 'path'), '/'),
          createdAt: or(instantIn(properties, 'create_date'), onlyLive),
          assumeRolePolicy: or(ownDocument(properties, 'assume_role_policy'), onlyLive),
          attachedPolicies: managed(planned, side),
          inlinePolicies: written(planned, side),
          permissionsBoundary: properties.filled('permissions_boundary'),
          lastUsedAt: onlyLive,
        },
      };
    },
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_service_linked_role
    aws_iam_service_linked_role: ({ properties }) => ({
      name: ownText(properties, 'name'),
      tags: tagsOf(properties),
      facts: {
        roleId: or(properties.filled('unique_id'), onlyLive),
        path: pathOfService(properties.filled('aws_service_name')),
        createdAt: or(instantIn(properties, 'create_date'), onlyLive),
        ...givenByItsService,
      },
    }),
  },
  parts: {
    aws_iam_role_policy: writtenInto('role'),
    aws_iam_role_policies_exclusive: namesOnly,
    aws_iam_role_policy_attachment: attachedTo('role'),
    aws_iam_role_policy_attachments_exclusive: onlyAttachedTo('role_name'),
    aws_iam_policy_attachment: attachedToEach('roles'),
  },
});

/** The role's own list leaves no others; without it the state holds all, those of other resources included. */
function managed(planned: PlannedObject, side: Side): Fact<'attachedPolicies'> {
  const { properties, configured } = planned;
  const given = properties.texts('managed_policy_arns');
  // The argument that every role has tells whether the configuration is known at all.
  const isLeftOut = configured('assume_role_policy') && !configured('managed_policy_arns');
  if (isLeftOut && isToBeMade(properties)) return new AsMade([]);
  const list = attached(planned, side, given);
  return list instanceof OpenList || configured('managed_policy_arns') ? list : new Refreshed(list);
}

/** As with managed ones; but of a role that is new, Terraform cannot tell no block from a dynamic one. */
function written(planned: PlannedObject, side: Side): Fact<'inlinePolicies'> {
  const { properties, configured, id } = planned;
  const blocks = properties.blocks('inline_policy');
  if (blocks instanceof UnknownValue) {
    const name = properties.filled('name');
    const names = [id, ...(typeof name === 'string' ? [name] : [])];
    const isClosed = names.some(
      (one) => elementsOf(side.find(planned, 'aws_iam_role_policies_exclusive', 'role_name', one)).length > 0,
    );
    return isClosed && isToBeMade(properties) ? new AsMade([]) : new OpenList([], blocks);
  }
  const policies = elementsOf(blocks ?? [])
    .filter((block) => block instanceof UnknownValue || !isEmpty(block))
    .map((block) => (block instanceof UnknownValue ? block : inline(block)));
  if (blocks instanceof OpenList) return new OpenList(policies, blocks.unknown);
  return configured('inline_policy') ? policies : new Refreshed(policies);
}

/** `inline_policy {}`: that there shall be none. */
function isEmpty(block: Block): boolean {
  return block.filled('name') === null && block.filled('policy') === null;
}
