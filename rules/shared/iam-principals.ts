import type { Lookup } from '../../core/inventory.ts';
import { Listing } from '../../core/listing.ts';
import type { View } from '../../core/view.ts';
import { everything } from './policy-grants.ts';
import { forbidAdministrator, isAdministrator, placesOf } from './policy-powers.ts';
import { policyOf, type Policy } from './policy.ts';
import { unknown } from './unknown.ts';

export type Principal = View<'aws.iam.user'> | View<'aws.iam.group'> | View<'aws.iam.role'>;

type Policies = Lookup<'aws.iam.policy'>;
type PoliciesAndGroups = Lookup<'aws.iam.policy' | 'aws.iam.group'>;

/** Whether the ARN is of a policy that AWS keeps, in whatever partition, and which: `AdministratorAccess`. */
export function awsPolicyName(arn: string): string | null {
  const name = /^arn:aws[a-z-]*:iam::aws:policy\/(?:[^/]+\/)*([^/]+)$/.exec(arn)?.[1];
  return name ?? null;
}

/** Made by an AWS service for itself, and changed by it only. */
export function isServiceLinked(role: { readonly path: string }): boolean {
  return role.path.startsWith('/aws-service-role/');
}

/** Made by IAM Identity Center from a permission set, and changed there only. */
export function isIdentityCenterRole(role: { readonly path: string }): boolean {
  return role.path.startsWith('/aws-reserved/sso.amazonaws.com/');
}

/** What a managed policy says. One that is not in the inventory is unknown, never harmless. */
function managedPolicy(arn: string, inventory: Policies): Policy {
  if (awsPolicyName(arn) === 'AdministratorAccess') return everything; // AWS's own, whether or not it was collected
  const found = inventory.by('aws.iam.policy', 'arn', arn, 'account').first();
  return found === undefined
    ? unknown(arn, 'the policy is not in the inventory', 'not-collected')
    : policyOf(found.document, arn);
}

/** The policies that a principal itself carries, attached and inline. */
function ownPolicies(principal: Principal, inventory: Policies): Listing<Policy> {
  return together(
    () => principal.attachedPolicies.map(({ arn }) => managedPolicy(arn, inventory)),
    () => principal.inlinePolicies.map(({ name, document }) => policyOf(document, name)),
  );
}

/** All policies that give a user rights: its own and those of its groups. */
function policiesOfUser(user: View<'aws.iam.user'>, inventory: PoliciesAndGroups): Listing<Policy> {
  return together(
    () => ownPolicies(user, inventory),
    () => user.groups.flatMap((name) => ownPolicies(groupNamed(name, inventory), inventory)),
  );
}

/** The group of that name; one that is not in the inventory may grant anything. */
function groupNamed(name: string, inventory: PoliciesAndGroups): View<'aws.iam.group'> {
  const group = inventory.by('aws.iam.group', 'groupName', name, 'account').first();
  return group ?? unknown(name, 'the group is not in the inventory', 'not-collected');
}

/** One list of several; a part that cannot be read at all leaves the others. */
function together(...parts: (() => Listing<Policy>)[]): Listing<Policy> {
  return new Listing(parts).flatMap((part) => part());
}

/**
 * Whether a user has administrator access, by whatever path, that neither a Deny nor its boundary takes away. A policy
 * that nobody could read may grant it, or hold the Deny that removes it: then it is unknown, unless what is known
 * decides alone.
 */
export function isAdministratorUser(user: View<'aws.iam.user'>, inventory: PoliciesAndGroups): boolean {
  const places = placesOf(user);
  const granted = (): boolean => {
    const policies = policiesOfUser(user, inventory);
    if (forbidAdministrator(policies.known, places)) return false;
    return isAdministrator(policies.toArray(), places);
  };
  const boundary = (): Policy => {
    const arn = user.permissionsBoundary;
    return arn === null ? everything : managedPolicy(arn, inventory);
  };
  const left = (): boolean => isAdministrator([boundary()], places);
  const both = (): boolean => isAdministrator(policiesOfUser(user, inventory).toArray(), places, [boundary()]);
  return new Listing([granted, left, both]).every((holds) => holds());
}
