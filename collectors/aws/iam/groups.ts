import { resource, type Source } from '../../../core/resource.ts';
import type { At } from '../../collector.ts';
import { instant, Parts } from '../normalise.ts';
import type { Answer } from '../operations.ts';
import { policiesOf } from './policy-documents.ts';

type GroupDetail = NonNullable<Answer<'iam:GetAccountAuthorizationDetails'>['GroupDetailList']>[number];

export function groupOf(at: At, source: Source, arn: string, one: GroupDetail) {
  const parts = new Parts(source);
  return resource({
    kind: 'aws.iam.group',
    arn,
    account: at.account,
    region: 'global',
    name: one.GroupName,
    tags: {}, // a group cannot have any
    source,
    unknown: parts.unknown,
    facts: {
      groupId: one.GroupId,
      groupName: one.GroupName,
      path: one.Path,
      createdAt: instant(one.CreateDate),
      ...policiesOf(parts, one.GroupPolicyList, one.AttachedManagedPolicies),
    },
  });
}
