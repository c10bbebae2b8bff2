import type { Condition } from './policy.ts';
import { matches, pattern } from './wildcard.ts';

/**
 * Keys that tell who calls, from where and how, but not what may be done: an administrator who must use MFA, TLS or the
 * office network is still an administrator. So are those of the own account or organisation: they leave out what the
 * statement could not reach anyway.
 */
const callerKeys = new Set(
  `multifactorauthpresent multifactorauthage securetransport currenttime epochtime tokenissuetime
   sourceip vpcsourceip sourcevpc sourcevpce sourcevpcarn useragent referer
   userid username principalarn principalaccount principaltype principalorgid principalorgpaths principalisawsservice
   federatedprovider sourceidentity rolesessionname
   resourceaccount resourceorgid resourceorgpaths`
    .split(/\s+/)
    .map((key) => `aws:${key}`),
);

/** Global keys that every request carries, so that `IfExists` does not let anything past them. */
const alwaysPresent = new Set(['aws:requestedregion', 'aws:viaawsservice']);

const negatedOperators = new Set(
  'stringnotequals stringnotequalsignorecase stringnotlike numericnotequals datenotequals arnnotequals arnnotlike notipaddress'.split(
    ' ',
  ),
);

/** Condition keys whose values the question fixes: `iam:passedtoservice` and the services that could be meant. */
export type Given = ReadonlyMap<string, readonly string[]>;
export const nothingGiven: Given = new Map();

/**
 * Whether a condition of an Allow leaves (nearly) all requests. One that leaves some things out (`StringNotEquals`),
 * or that only speaks of requests that carry its key (`…IfExists`, `ForAllValues:`, `Null: true`), leaves the rest.
 */
export function leavesMost(condition: Condition, given: Given = nothingGiven): boolean {
  const { operator, key, qualifier, values } = condition;
  if (callerKeys.has(key) || key.startsWith('aws:principaltag/')) return true;
  const fixed = given.get(key);
  if (fixed !== undefined) return admits(condition, fixed);
  if (operator === 'null') return values.some((value) => value.toLowerCase() === 'true');
  if (negatedOperators.has(operator)) return true;
  return (condition.ifExists || qualifier === 'forallvalues') && !alwaysPresent.has(key);
}

function admits({ operator, values }: Condition, fixed: readonly string[]): boolean {
  const among = values.some((value) => {
    const wanted = pattern(operator.endsWith('like') ? value : escaped(value), { variables: true, ignoreCase: true });
    return fixed.some((one) => matches(wanted, one.toLowerCase()));
  });
  if (operator === 'null') return values.some((value) => value.toLowerCase() === 'false');
  return negatedOperators.has(operator) ? !among : among;
}

/** Only the `…Like` operators know wildcards. */
function escaped(value: string): string {
  return value.replaceAll(/[*?]/g, (wildcard) => `\${${wildcard}}`);
}
