import { selectsAction } from './policy-grants.ts';
import type { Condition, Policy, Principal, Statement } from './policy.ts';
import { unknown } from './unknown.ts';
import { literal } from './wildcard.ts';

/** A principal that a trust policy lets assume the role, with the statement that does. */
interface Trust {
  readonly principal: Principal;
  readonly statement: Statement;
  /** The Deny statements that speak of everyone: what they refuse, this trust does not give. */
  readonly denials: readonly Statement[];
}

export const assumeActions = ['sts:assumerole', 'sts:assumerolewithwebidentity', 'sts:assumerolewithsaml'] as const;
type AssumeAction = (typeof assumeActions)[number];

/** Whom the trust policy lets in by the action. An Allow with NotPrincipal lets everyone in but a few: `*`. */
export function trustsOf(policy: Policy, action: AssumeAction): Trust[] {
  const speaking = policy.statements.filter((statement) => selectsAction(statement, literal(action)));
  const denials = speaking.filter(
    ({ effect, principals }) => effect === 'deny' && principals?.negated === false && principals.list.some(isEveryone),
  );
  if (denials.some(({ conditions }) => conditions.length === 0)) return [];
  return speaking.flatMap((statement) => {
    if (statement.effect === 'deny' || statement.principals === null) return [];
    const { negated, list } = statement.principals;
    const all: readonly Principal[] = negated ? [{ type: '*', id: '*' }] : list;
    return all.map((principal) => ({ principal, statement, denials }));
  });
}

/** `"*"` and `{"AWS": "*"}` mean the same: every principal of every account, and the anonymous. */
export function isEveryone({ type, id }: Principal): boolean {
  if (type !== '*' && type !== 'AWS') return false;
  const account = id.startsWith('arn:') ? (id.split(':')[4] ?? '') : id; // IAM refuses a wildcard there; a template may not
  return /[*?]/.test(account);
}

/** The account that an AWS principal belongs to; null for everyone, a service, a federation and a deleted principal. */
function accountOf({ type, id }: Principal): string | null {
  if (type !== 'AWS') return null;
  if (/^\d{12}$/.test(id)) return id;
  const account = id.startsWith('arn:') ? id.split(':')[4] : undefined;
  return account !== undefined && /^\d{12}$/.test(account) ? account : null;
}

/** The account of the principal where it is another than the role’s own; null where it is no AWS account’s, or its own. */
export function accountFrom(
  principal: Principal,
  role: { readonly arn: string; readonly account: string | null },
): string | null {
  const account = accountOf(principal);
  if (account === null) return null;
  const own = role.account ?? unknown(role.arn, 'the account of the role is not known yet', 'not-collected');
  return account === own ? null : account;
}

/** What a condition must pin: a key (in lower case), and which of its values pin it. */
type Pins = Readonly<Record<string, (value: string) => boolean>>;

const demanding = new Set('stringequals stringequalsignorecase stringlike arnequals arnlike ipaddress'.split(' '));
const refusing = new Set(
  'stringnotequals stringnotequalsignorecase stringnotlike arnnotequals arnnotlike notipaddress'.split(' '),
);

/** Whether assuming the role takes a value that one of the keys pins, demanded by the Allow or refused without by a Deny. */
export function demands({ statement, denials }: Trust, pins: Pins): boolean {
  const pinned = ({ key, values }: Condition): boolean => {
    const pin = Object.hasOwn(pins, key) ? pins[key] : undefined;
    return pin !== undefined && values.length > 0 && values.every((value) => pin(value));
  };
  return (
    statement.conditions.some(
      (condition) =>
        demanding.has(condition.operator) &&
        !condition.ifExists && // a request without the key would pass
        condition.qualifier !== 'forallvalues' &&
        pinned(condition),
    ) ||
    denials.some(
      ({ conditions: [only, more] }) =>
        only !== undefined &&
        more === undefined &&
        refusing.has(only.operator) &&
        only.qualifier !== 'foranyvalue' && // of a request without the key it refuses nothing
        pinned(only),
    )
  );
}

/** Whether assuming the role takes a second factor. Without it the key is absent, which `BoolIfExists` lets pass. */
export function demandsMfa({ statement, denials }: Trust): boolean {
  const says = ({ key, operator, values }: Condition, text: string): boolean =>
    key === 'aws:multifactorauthpresent' &&
    operator === 'bool' &&
    values.length > 0 &&
    values.every((value) => value.toLowerCase() === text);
  return (
    statement.conditions.some(
      (condition) =>
        // Either lets a request without the key pass.
        !condition.ifExists &&
        condition.qualifier !== 'forallvalues' &&
        (says(condition, 'true') ||
          (condition.key === 'aws:multifactorauthage' &&
            condition.operator.startsWith('numericless') &&
            condition.values.length > 0)),
    ) ||
    denials.some(
      ({ conditions: [only, more] }) =>
        only !== undefined && more === undefined && only.ifExists && only.qualifier === null && says(only, 'false'),
    )
  );
}

const exactStart = (value: string): boolean => /^[^*?]/.test(value);
const exact = (value: string): boolean => value !== '' && !/[*?]/.test(value);
/** `arn:aws:iam::123456789012:role/*`: a wildcard may stand anywhere but before and in the account. */
const ofAccount = (value: string): boolean => /^arn:[^:*?]+:[^:]*:[^:]*:\d{12}:/.test(value);
/** A range no wider than S3 takes for one that is not public: /8 of IPv4, /32 of IPv6. */
const someAddresses = (value: string): boolean => {
  const [address, bits] = value.split('/');
  return bits === undefined || Number(bits) >= (address?.includes(':') === true ? 32 : 8);
};

/** The keys that keep strangers out. An external id does not: it is no secret, and anyone may send it. */
export const strangersOut: Pins = {
  'aws:principalorgid': exact,
  'aws:principalorgpaths': (value) => /^o-[a-z0-9]+\//.test(value),
  'aws:principalaccount': exact,
  'aws:principalarn': ofAccount,
  'aws:userid': (value) => /^[A-Z0-9]{16,}(:|$)/.test(value),
  'aws:sourcevpc': exact,
  'aws:sourcevpce': exact,
  'aws:sourceip': someAddresses,
  'aws:sourceaccount': exact,
  'aws:sourcearn': ofAccount,
  'aws:sourceorgid': exact,
};

/** What shows that another account’s caller acts for whom it should: an external id, or membership of the organisation. */
export const partnerPinned: Pins = {
  'sts:externalid': exact,
  'aws:principalorgid': exact,
  'aws:principalorgpaths': (value) => /^o-[a-z0-9]+\//.test(value),
};

/** What shows for whom an AWS service acts. */
export const sourcePinned: Pins = {
  'aws:sourceaccount': exact,
  'aws:sourcearn': (value) => ofAccount(value) || /^arn:[^:*?]+:s3:::[^*?]+/.test(value),
  'aws:sourceorgid': exact,
  'aws:sourceorgpaths': (value) => /^o-[a-z0-9]+\//.test(value),
};

/** The host of an OpenID Connect provider: `token.actions.githubusercontent.com`; null for other principals. */
export function openIdHost({ type, id }: Principal): string | null {
  if (type !== 'Federated') return null;
  if (!id.startsWith('arn:')) return id.toLowerCase(); // those AWS knows by name: accounts.google.com
  const at = id.indexOf(':oidc-provider/');
  return at === -1 ? null : id.slice(at + ':oidc-provider/'.length).toLowerCase();
}

/** Hosts that issue tokens to everybody, with a subject that tells for whom: `repo:my-org/…`. */
const shared = ['token.actions.githubusercontent.com', 'gitlab.com', 'app.terraform.io', 'agent.buildkite.com'];

/** What pins the subject of a provider’s tokens. A subject starts with its owner; before that no wildcard may stand. */
export function subjectPinned(host: string): Pins {
  const owned = (value: string): boolean => /^[a-z_]+:[^*?:/]+[/:]/i.test(value);
  if (shared.includes(host)) return { [`${host}:sub`]: owned };
  return { [`${host}:sub`]: exactStart, [`${host}:aud`]: exact };
}
