import type { Facts } from '../../core/kinds/index.ts';
import { UnknownValue } from '../../core/resource.ts';
import type { PlannedObject } from './mapping.ts';
import type { Side } from './side.ts';
import { isSymbol } from './symbol.ts';
import {
  AsMade,
  each,
  elementsWithUnknown,
  onlyLive,
  OpenList,
  or,
  untold,
  type Deep,
  type Items,
  type Maybe,
} from './value.ts';

export type Attached = Deep<Facts<'aws.iam.role'>['attachedPolicies'][number]>;
export type Inline = Deep<Facts<'aws.iam.role'>['inlinePolicies'][number]>;

/** How an input calls the policies that it makes. */
export interface PolicyType {
  readonly type: string;
  readonly name: string;
}

/** Managed policies, by their ARNs. Of one that the input makes, the name may be known before the ARN is. */
export function attachedPolicies(
  by: PlannedObject,
  side: Side,
  arns: Maybe<Items<Maybe<string>> | null>,
  own: PolicyType,
): Items<Attached> {
  if (arns instanceof UnknownValue) return new OpenList([], arns);
  const found = each(arns, (arn): Attached => {
    const name = /^arn:[^:]+:iam::[^:]*:policy\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1];
    if (name !== undefined) return { arn, name };
    const given = side.one(by, [own.type], arn, 'arn')?.properties.filled(own.name) ?? null;
    const isTold = typeof given === 'string' && !isSymbol(given);
    return { arn, name: isTold ? given : untold(`the name of ${arn} is not known yet`) };
  });
  return found === null || found instanceof UnknownValue ? [] : found;
}

/** One policy that is written into a role, user or group. */
export function inlinePolicy(name: Maybe<string | null>, document: Maybe<string | null>): Inline {
  return {
    name: or(name, untold('the name of an inline policy is left out')),
    document: or(document, untold('the document of an inline policy is left out', 'error')),
  };
}

/** A list that other resources may add to: empty for one that is new; for another, what the account has. */
export function elsewhere<E>({ arn }: PlannedObject): AsMade<readonly E[]> | OpenList<E> {
  return isNew(arn) ? new AsMade([]) : new OpenList<E>([], onlyLive);
}

export function isNew(arn: string): boolean {
  return !arn.startsWith('arn:');
}

/** One part for each that is named, and for what is not known yet. */
export function toEach<P>(named: Maybe<Items<Maybe<string>> | null>, part: (of: Maybe<string>) => P): readonly P[] {
  return elementsWithUnknown(named).map(part);
}

/** What a service gives a role that is linked to it, it alone decides. */
export const givenByItsService = {
  assumeRolePolicy: onlyLive,
  attachedPolicies: onlyLive,
  inlinePolicies: onlyLive,
  permissionsBoundary: null,
  lastUsedAt: onlyLive,
};

/** Where IAM puts the roles that are linked to a service: `ecs.amazonaws.com`. */
export function pathOfService(service: Maybe<string | null>): Maybe<string> {
  if (service === null) return untold('the service of a role is left out', 'error');
  return service instanceof UnknownValue ? service : `/aws-service-role/${service}/`;
}
