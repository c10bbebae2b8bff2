import { unknown } from './unknown.ts';
import { pattern, type Pattern } from './wildcard.ts';

/** What an IAM policy document says: statements whose elements are lists, whatever their spelling in JSON. */
export interface Policy {
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly effect: 'allow' | 'deny';
  readonly sid: string | null;
  /** Null where the statement names none: it then says nothing. Action names ignore case. */
  readonly actions: Selection | null;
  /** Null in a trust policy, and in a statement that names none. */
  readonly resources: Selection | null;
  readonly principals: Principals | null;
  readonly conditions: readonly Condition[];
}

/** What the patterns match, or, negated (`NotAction`), everything else. */
export interface Selection {
  readonly negated: boolean;
  readonly texts: readonly string[];
  readonly patterns: readonly Pattern[];
}

interface Principals {
  readonly negated: boolean;
  readonly list: readonly Principal[];
}

/** `{ type: 'AWS', id: 'arn:aws:iam::123456789012:root' }`; the text `"*"` is of type `*`. */
export interface Principal {
  readonly type: '*' | 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';
  readonly id: string;
}

export interface Condition {
  /** In lower case, without its qualifier and `IfExists`: `stringequals`. */
  readonly operator: string;
  readonly qualifier: 'forallvalues' | 'foranyvalue' | null;
  readonly ifExists: boolean;
  /** In lower case: `aws:multifactorauthpresent`. */
  readonly key: string;
  readonly values: readonly string[];
}

/** What IAM would not accept, and therefore nobody can say the meaning of. */
class Malformed extends Error {}

/**
 * The meaning of a document. Names of elements and effects are read whatever their case.
 * @throws UnknownFact where the text is no policy: neither "grants nothing" nor "grants all" may be concluded from it
 */
export function policyOf(document: string, subject: string): Policy {
  const known = read.get(document);
  const policy = known ?? parse(document);
  if (known === undefined) {
    if (read.size >= 1000) read.clear();
    read.set(document, policy);
  }
  return typeof policy === 'string' ? unknown(subject, `the policy document cannot be read: ${policy}`) : policy;
}

/** The same managed policy hangs on many principals; it is read once. */
const read = new Map<string, Policy | string>();

function parse(document: string): Policy | string {
  try {
    const value: unknown = JSON.parse(document);
    requireDistinctKeys(document);
    const body = elements(value, 'the document', ['version', 'id', 'statement']);
    const version = body.get('version') ?? '2008-10-17';
    if (version !== '2012-10-17' && version !== '2008-10-17') throw new Malformed('its Version is not one of IAM’s');
    const statements = body.get('statement') ?? [];
    const list: unknown[] = Array.isArray(statements) ? statements : [statements];
    return { statements: list.map((one) => statementOf(one, version === '2012-10-17')) };
  } catch (error) {
    if (error instanceof Malformed) return error.message;
    if (error instanceof SyntaxError) return 'it is not JSON';
    throw error;
  }
}

const elementNames = 'sid effect action notaction resource notresource principal notprincipal condition'.split(' ');

function statementOf(value: unknown, variables: boolean): Statement {
  const body = elements(value, 'a statement', elementNames);
  const effect = body.get('effect');
  const name = typeof effect === 'string' ? effect.toLowerCase() : null;
  if (name !== 'allow' && name !== 'deny') throw new Malformed('the Effect of a statement is neither Allow nor Deny');
  const sid = body.get('sid');
  return {
    effect: name,
    sid: typeof sid === 'string' ? sid : null,
    actions: selectionOf(body, 'action', { ignoreCase: true }),
    resources: selectionOf(body, 'resource', { variables }),
    principals: principalsOf(body),
    conditions: conditionsOf(body.get('condition')),
  };
}

/** The members of an object by name in lower case. */
function elements(value: unknown, what: string, names: readonly string[]): Map<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Malformed(`${what} is no object`);
  const found = new Map<string, unknown>();
  for (const [name, member] of Object.entries(value)) {
    const lower = name.toLowerCase();
    if (!names.includes(lower)) throw new Malformed(`${what} has an element that IAM does not know`);
    if (found.has(lower)) throw new Malformed(`${what} has an element twice`);
    found.set(lower, member);
  }
  return found;
}

function textsOf(value: unknown, what: string): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (!list.every((one) => typeof one === 'string')) throw new Malformed(`${what} is no text or list of texts`);
  return list;
}

/** One of a pair of elements, such as `Action` and `NotAction`. */
function eitherOf(body: Map<string, unknown>, name: string): { negated: boolean; value: unknown } | null {
  const negated = body.has(`not${name}`);
  if (negated && body.has(name)) throw new Malformed(`a statement has both ${name} and not${name}`);
  return negated || body.has(name) ? { negated, value: body.get(negated ? `not${name}` : name) } : null;
}

function selectionOf(
  body: Map<string, unknown>,
  name: string,
  how: { variables?: boolean; ignoreCase?: boolean },
): Selection | null {
  const given = eitherOf(body, name);
  if (given === null) return null;
  const texts = textsOf(given.value, name);
  if (texts.length === 0 && given.negated) throw new Malformed(`not${name} is empty`);
  if (texts.length === 0) return null;
  let patterns: Pattern[] | undefined; // made when first asked for: most statements are settled by their resources
  return {
    negated: given.negated,
    texts,
    get patterns() {
      return (patterns ??= texts.map((text) => pattern(text, how)));
    },
  };
}

const principalTypes = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;

function principalsOf(body: Map<string, unknown>): Principals | null {
  const given = eitherOf(body, 'principal');
  if (given === null) return null;
  const { negated, value } = given;
  if (typeof value === 'string' || Array.isArray(value)) {
    const list = textsOf(value, 'principal').map((id): Principal => ({ type: id === '*' ? '*' : 'AWS', id }));
    return { negated, list };
  }
  const types = elements(
    value,
    'the principal',
    principalTypes.map((type) => type.toLowerCase()),
  );
  const list = principalTypes.flatMap((type) => {
    const ids = types.get(type.toLowerCase());
    return ids === undefined ? [] : textsOf(ids, 'principal').map((id): Principal => ({ type, id }));
  });
  return { negated, list };
}

function conditionsOf(value: unknown): Condition[] {
  if (value === undefined) return [];
  return members(value, 'the condition').flatMap(([name, keys]) => {
    const lower = name.toLowerCase();
    const qualifier = lower.startsWith('forallvalues:')
      ? 'forallvalues'
      : lower.startsWith('foranyvalue:')
        ? 'foranyvalue'
        : null;
    const rest = qualifier === null ? lower : lower.slice(qualifier.length + 1);
    const ifExists = rest.endsWith('ifexists');
    return members(keys, 'a condition').map(([key, values]) => ({
      operator: ifExists ? rest.slice(0, -'ifexists'.length) : rest,
      qualifier,
      ifExists,
      key: key.toLowerCase(),
      values: valuesOf(values),
    }));
  });
}

function members(value: unknown, what: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Malformed(`${what} is no object`);
  return Object.entries(value);
}

/** Values of conditions may be booleans and numbers besides texts. */
function valuesOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.map((one) => {
    if (typeof one !== 'string' && typeof one !== 'boolean' && typeof one !== 'number') {
      throw new Malformed('a value of a condition is no text, number or boolean');
    }
    return String(one);
  });
}

/** JSON.parse keeps the last of two members of one name, silently; IAM refuses the document. The text is valid JSON. */
function requireDistinctKeys(text: string): void {
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '{') open.push(new Set());
    else if (character === '[') open.push(null);
    else if (character === '}' || character === ']') open.pop();
    else if (character === '"') {
      const start = at;
      for (at += 1; text[at] !== '"'; at += 1) if (text[at] === '\\') at += 1;
      const end = at + 1;
      const names = open.at(-1);
      if (names instanceof Set && nextMark(text, end) === ':') {
        const name = String(JSON.parse(text.slice(start, end)));
        if (names.has(name)) throw new Malformed('an element stands twice in one object');
        names.add(name);
      }
    }
  }
}

function nextMark(text: string, from: number): string | undefined {
  let at = from;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at += 1;
  return text[at];
}
