import { resource, type Source } from '../../../core/resource.ts';
import type { At } from '../../collector.ts';
import { instant, Parts, tagsOf } from '../normalise.ts';
import type { Answer } from '../operations.ts';
import { documentOf, policiesOf } from './policy-documents.ts';

type RoleDetail = NonNullable<Answer<'iam:GetAccountAuthorizationDetails'>['RoleDetailList']>[number];

export function roleOf(at: At, source: Source, arn: string, one: RoleDetail) {
  const parts = new Parts(source);
  const used = one.RoleLastUsed;
  return resource({
    kind: 'aws.iam.role',
    arn,
    account: at.account,
    region: 'global',
    name: one.RoleName,
    tags: tagsOf(one.Tags),
    source,
    unknown: parts.unknown,
    facts: {
      roleId: one.RoleId,
      path: one.Path,
      createdAt: instant(one.CreateDate),
      assumeRolePolicy: documentOf(one.AssumeRolePolicyDocument),
      ...policiesOf(parts, one.RolePolicyList, one.AttachedManagedPolicies),
      permissionsBoundary:
        one.PermissionsBoundary === undefined ? null : one.PermissionsBoundary.PermissionsBoundaryArn,
      // Empty for a role that was not used; a list that leaves it out does not tell.
      lastUsedAt: used !== undefined && used.LastUsedDate === undefined ? null : instant(used?.LastUsedDate),
    },
  });
}
