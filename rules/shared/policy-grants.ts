import { policyOf, type Policy, type Selection, type Statement } from './policy.ts';
import { leavesMost, nothingGiven, type Given } from './policy-conditions.ts';
import { covers, type Pattern } from './wildcard.ts';

/** An action, in lower case, and the resources meant: all of them must be within reach. */
export interface Power {
  readonly action: Pattern;
  /** Spelt `arn:aws:iam::123456789012:user/?*`: all ARNs that the action can be asked of. */
  readonly spaces: readonly Pattern[];
  readonly given?: Given;
}

/**
 * Whether the policies together let the action be used on (nearly) all of its resources. Leaving something out, as
 * NotAction, NotResource or Deny do, takes the power away only where the whole of it is left out: a secret bucket does
 * not make the owner of all others harmless. A Deny with a condition takes nothing away, for the condition need not
 * hold (the usual one, "deny all without MFA", is meant not to).
 */
export function grants(policies: readonly Policy[], power: Power): boolean {
  return power.spaces.every((space) => {
    const reaches = (statement: Statement): boolean => selects(statement, power.action, space);
    let allowed = false;
    for (const { statements } of policies) {
      for (const statement of statements) {
        if (statement.effect === 'allow') {
          allowed ||=
            reaches(statement) &&
            statement.conditions.every((condition) => leavesMost(condition, power.given ?? nothingGiven));
        } else if (statement.conditions.length === 0 && reaches(statement)) return false;
      }
    }
    return allowed;
  });
}

/** Whether the statement speaks of the action on all resources of the space: those first, for they are fewer. */
function selects(statement: Statement, action: Pattern, space: Pattern): boolean {
  return selectsSpace(statement.resources, space) && selectsAction(statement, action);
}

/** Whether the statement speaks of the action (in lower case), on whatever resources. */
export function selectsAction({ actions }: Statement, action: Pattern): boolean {
  return actions !== null && actions.patterns.some((one) => covers(one, action)) !== actions.negated;
}

/**
 * For `Resource`, whether it names the whole space; for `NotResource`, whether it leaves out less than the whole. For
 * an Allow the two are alike. For a Deny the second is what removes all but a remnant.
 */
function selectsSpace(resources: Selection | null, space: Pattern): boolean {
  return resources !== null && resources.patterns.some((one) => covers(one, space)) !== resources.negated;
}

/** Whether the policy says anything at all: IAM would not accept one that does not, a template may hold one. */
export function saysNothing(policy: Policy): boolean {
  return policy.statements.every((statement) => statement.actions === null);
}

/** Grants all there is: together with other policies it shows what their Deny statements leave. */
export const everything = policyOf('{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}', 'everything');
