import { notApplicable, type Verdict } from '../../core/rule.ts';

/**
 * Says "not applicable" of an organisation's trail that a member account sees: only the account in its ARN can change
 * it, and it is judged there. Whether the member's events are recorded is asked of the account, not of the trail.
 */
export function ownedByOrganization(trail: { readonly arn: string; readonly account: string | null }) {
  const owner: string | undefined = trail.arn.split(':')[4];
  if (owner === undefined || !/^\d{12}$/.test(owner) || trail.account === null || owner === trail.account)
    return undefined;
  return notApplicable(`The trail belongs to account ${owner}`) satisfies Verdict;
}
