import { attachedPolicies, inlinePolicy, toEach, type Attached, type Inline } from '../../planned/iam-policies.ts';
import type { PlannedObject } from '../../planned/mapping.ts';
import type { Side } from '../../planned/side.ts';
import {
  AsMade,
  each,
  OpenList,
  or,
  untold,
  type Block,
  type Deep,
  type Items,
  type Maybe,
} from '../../planned/value.ts';
import { UnknownValue } from '../../../core/resource.ts';

interface Given<F> {
  readonly of: Maybe<string | null>;
  readonly add: F;
}
type GivenAttached = Given<{ readonly attachedPolicies: readonly Attached[] }>;
type GivenInline = Given<{ readonly inlinePolicies: readonly Inline[] }>;

const own = { type: 'AWS::IAM::ManagedPolicy', name: 'ManagedPolicyName' };

/** The managed policies that a principal names; others may be attached to it from elsewhere. */
export function attached(planned: PlannedObject, side: Side): AsMade<readonly Attached[]> | OpenList<Attached> {
  return asMade(attachedPolicies(planned, side, planned.properties.texts('ManagedPolicyArns'), own));
}

/** The policies written in a principal; others may be put into it from elsewhere. */
export function inline({ properties }: PlannedObject): AsMade<readonly Inline[]> | OpenList<Inline> {
  const blocks = properties.blocks('Policies');
  if (blocks instanceof UnknownValue) return new OpenList([], blocks);
  const policies = each(blocks, written);
  return asMade(policies === null || policies instanceof UnknownValue ? [] : policies);
}

export function asMade<E>(list: Items<E>): AsMade<readonly E[]> | OpenList<E> {
  return list instanceof OpenList ? list : new AsMade(list);
}

function written(properties: Block): Inline {
  return inlinePolicy(properties.filled('PolicyName'), properties.document('PolicyDocument'));
}

/** A policy of its own that is written into the principal that `principal` names. */
export function writtenInto(principal: string) {
  return ({ properties }: PlannedObject): GivenInline => ({
    of: properties.filled(principal),
    add: { inlinePolicies: [written(properties)] },
  });
}

/** A policy that is written into all that are named. */
export function writtenIntoEach(principals: string) {
  return ({ properties }: PlannedObject): readonly GivenInline[] =>
    toEach(properties.texts(principals), (of) => ({ of, add: { inlinePolicies: [written(properties)] } }));
}

/** A managed policy that says what it is attached to. */
export function attachedToEach(principals: string) {
  return ({ properties, arn }: PlannedObject): readonly GivenAttached[] =>
    toEach(properties.texts(principals), (of) => ({
      of,
      add: { attachedPolicies: [{ arn, name: nameOf(properties) }] },
    }));
}

function nameOf(properties: PlannedObject['properties']): Deep<string> {
  return or(properties.filled(own.name), untold('its name is made when the stack is deployed'));
}
