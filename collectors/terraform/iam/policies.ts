import { attachedPolicies, inlinePolicy, toEach, type Attached, type Inline } from '../../planned/iam-policies.ts';
import type { PlannedObject } from '../../planned/mapping.ts';
import type { Side } from '../../planned/side.ts';
import type { Block, Items, Maybe } from '../../planned/value.ts';
import { ownDocument, ownText } from '../own-text.ts';

interface Given<F> {
  readonly of: Maybe<string | null>;
  readonly add: F;
}
type GivenAttached = Given<{ readonly attachedPolicies: Items<Attached> }>;

export function attached(
  planned: PlannedObject,
  side: Side,
  arns: Maybe<Items<Maybe<string>> | null>,
): Items<Attached> {
  return attachedPolicies(planned, side, arns, { type: 'aws_iam_policy', name: 'name' });
}

export function inline(properties: Block): Inline {
  return inlinePolicy(ownText(properties, 'name'), ownDocument(properties, 'policy'));
}

/** A policy of its own that is written into the principal that `principal` names. */
export function writtenInto(principal: string) {
  return ({ properties }: PlannedObject): Given<{ readonly inlinePolicies: readonly Inline[] }> => ({
    of: properties.text(principal),
    add: { inlinePolicies: [inline(properties)] },
  });
}

export function attachedTo(principal: string) {
  return (planned: PlannedObject, side: Side): GivenAttached => {
    const arn = planned.properties.text('policy_arn');
    return {
      of: planned.properties.text(principal),
      add: { attachedPolicies: attached(planned, side, arn === null ? null : [arn]) },
    };
  };
}

/** All policies that a principal may have attached: those that it has not are attached, others detached. */
export function onlyAttachedTo(principal: string) {
  return (planned: PlannedObject, side: Side): GivenAttached => ({
    of: planned.properties.text(principal),
    add: { attachedPolicies: attached(planned, side, planned.properties.texts('policy_arns')) },
  });
}

/** One policy, attached to all that are named. */
export function attachedToEach(principals: string) {
  return (planned: PlannedObject, side: Side): readonly GivenAttached[] => {
    const arn = planned.properties.text('policy_arn');
    const attachedPolicies = attached(planned, side, arn === null ? null : [arn]);
    return toEach(planned.properties.texts(principals), (of) => ({ of, add: { attachedPolicies } }));
  };
}

/** Says which inline policies stay; what they say, only the resources that write them tell. */
export const namesOnly = (): readonly never[] => [];
