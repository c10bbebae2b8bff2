import { resource, UnknownValue, type Source } from '../../../core/resource.ts';
import type { At } from '../../collector.ts';
import { instant } from '../normalise.ts';
import type { Answer } from '../operations.ts';
import { documentOf } from './policy-documents.ts';

type PolicyDetail = NonNullable<Answer<'iam:GetAccountAuthorizationDetails'>['Policies']>[number];

/** AWS keeps over a thousand policies; of them only those that somebody here has say something of the account. */
export function isOfAccount(one: PolicyDetail): boolean {
  return ownerOf(one) === 'customer' || one.AttachmentCount !== 0 || (one.PermissionsBoundaryUsageCount ?? 0) !== 0;
}

function ownerOf(one: PolicyDetail): 'aws' | 'customer' {
  return one.Arn?.split(':')[4] === 'aws' ? 'aws' : 'customer';
}

export function policyOf(at: At, source: Source, arn: string, one: PolicyDetail) {
  const current = one.PolicyVersionList?.find(({ IsDefaultVersion }) => IsDefaultVersion === true);
  const named = one.PolicyVersionList?.find(({ VersionId }) => VersionId === one.DefaultVersionId);
  return resource({
    kind: 'aws.iam.policy',
    arn,
    account: at.account,
    region: 'global',
    name: one.PolicyName ?? arn.split('/').at(-1),
    tags: ownerOf(one) === 'aws' ? {} : tagsNotTold,
    source,
    facts: {
      policyId: one.PolicyId,
      path: one.Path,
      owner: ownerOf(one),
      attachmentCount: one.AttachmentCount,
      boundaryCount: one.PermissionsBoundaryUsageCount,
      document: documentOf((current ?? named)?.Document),
      createdAt: instant(one.CreateDate),
      updatedAt: instant(one.UpdateDate),
    },
  });
}

const tagsNotTold = new UnknownValue({
  reason: 'not-collected',
  operation: 'iam:ListPolicyTags',
  message: 'tags take a call for each policy',
});
