import { Listing } from '../../core/listing.ts';
import { notApplicable, type Verdict } from '../../core/rule.ts';
import type { View } from '../../core/view.ts';
import type { Principal } from './iam-principals.ts';
import { policyOf, type Policy } from './policy.ts';

/** Says "not applicable" of a managed policy that AWS keeps; undefined for the account's own and for principals. */
export function keptByAws(resource: View<'aws.iam.policy'> | Principal): Verdict | undefined {
  const kept = resource.kind === 'aws.iam.policy' && resource.owner === 'aws';
  return kept ? notApplicable('AWS keeps this policy; rules on AWS-managed policies judge it') : undefined;
}

/**
 * What each of the policies written there (a managed policy, or a principal’s inline ones) gives when asked; `name` is
 * null for a managed policy, the resource itself.
 */
export function askWritten<T>(
  resource: View<'aws.iam.policy'> | Principal,
  ask: (policy: Policy) => T,
): Listing<{ readonly name: string | null; readonly answer: T }> {
  if (resource.kind !== 'aws.iam.policy') {
    return resource.inlinePolicies.map(({ name, document }) => ({ name, answer: ask(policyOf(document, name)) }));
  }
  return new Listing([resource]).map(({ arn, document }) => ({ name: null, answer: ask(policyOf(document, arn)) }));
}

/** How a message names the policy that fails. */
export function policyCalled(name: string | null): string {
  return name === null ? 'The policy' : `Inline policy ${name}`;
}

/** The stable part of a finding: what fails, after the inline policy that it is in. */
export function partIn(name: string | null, what: string): string {
  return name === null ? what : `inline ${name}: ${what}`;
}
