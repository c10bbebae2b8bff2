import { createContext, Script } from 'node:vm';
import { InputError, UsageError } from '../../core/errors.ts';
import { untold } from '../planned/value.ts';
import { formOf, memberOf, plainNumber, textIn, type Entry, type Node } from './node.ts';
import { isListResult, nothing, parted, Pieces, Reference, resolvedLater, type Result } from './result.ts';

/** Values that are given on the command line, by name: of the template's parameters and of pseudo parameters. */
export type Given = Readonly<Record<string, string>>;

/** A parameter as a template declares it. */
interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly node: Node;
}

const isList = (type: string) => type === 'CommaDelimitedList' || type.startsWith('List<');

function parameterOf(name: string, { node }: Entry): Parameter {
  return { name, type: textIn(memberOf(node, 'Type')) ?? 'String', node };
}

/**
 * What a parameter is worth.
 * @param given its value, where there is one: a text, or what a parent stack passes on
 * @throws InputError with its line where its Default is no text
 */
export function parameterResult(name: string, entry: Entry, given: Result | undefined, file: string): Result {
  const { type, node } = parameterOf(name, entry);
  if (type.startsWith('AWS::SSM::Parameter::Value<')) {
    return untold(`parameter ${name} is read from Parameter Store when the stack is deployed`);
  }
  if (textIn(memberOf(node, 'NoEcho'))?.toLowerCase() === 'true') {
    return untold(`parameter ${name} is not shown (NoEcho)`);
  }
  if (given !== undefined && given !== nothing) return typed(given, type);
  const fallback = memberOf(node, 'Default');
  if (fallback === undefined || (fallback.form === 'leaf' && fallback.value === null)) {
    return untold(`parameter ${name} has no default: give it with --parameter ${name}=VALUE`);
  }
  if (fallback.form !== 'leaf') {
    throw new InputError(`the Default of parameter ${name} is ${formOf(fallback)}`, 'Write it as a text', {
      file,
      line: fallback.line,
    });
  }
  return typed(String(fallback.value), type);
}

/** A value as its type has it. */
function typed(value: Result, type: string): Result {
  const later = typeof value === 'string' ? resolvedLater(value) : null;
  if (later !== null) return later;
  const one = (part: Result): Result => {
    if (typeof part !== 'string') return part;
    const text = isList(type) ? part.trim() : part;
    return /\bNumber\b/.test(type) ? (plainNumber(text) ?? text) : text;
  };
  if (!isList(type)) return one(value);
  const parts =
    typeof value === 'string' || value instanceof Reference || value instanceof Pieces ? parted(value, ',') : value;
  return isListResult(parts) ? parts.map(one) : parts;
}

/** How long a pattern of a template may be tried, in milliseconds: some take for ever. */
const patience = 500;

/**
 * Refuses a value that a parameter does not take. It is not shown: it may be a secret.
 * @throws UsageError
 */
export function refuseMisfit(name: string, entry: Entry, value: string): void {
  const { type, node } = parameterOf(name, entry);
  const wrong = (hint: string) => new UsageError(`parameter ${name} does not take the value that is given`, hint);
  const elements = isList(type) ? value.split(',').map((part) => part.trim()) : [value];
  const allowed = memberOf(node, 'AllowedValues');
  if (allowed?.form === 'list') {
    const texts = allowed.items.map((item) => textIn(item) ?? '');
    if (!elements.every((element) => texts.includes(element)))
      throw wrong(`It takes ${texts.join(', ').slice(0, 200)}`);
  }
  const pattern = textIn(memberOf(node, 'AllowedPattern'));
  if (pattern !== undefined && !elements.every((element) => fits(pattern, element))) {
    throw wrong(`It takes what fits the pattern ${pattern.slice(0, 200)}`);
  }
  const bound = (member: string) => Number(textIn(memberOf(node, member)) ?? NaN);
  if (/\bNumber\b/.test(type)) {
    if (!elements.every((element) => element !== '' && Number.isFinite(Number(element))))
      throw wrong('It takes a number');
    const [least, most] = [bound('MinValue'), bound('MaxValue')];
    if (elements.some((element) => Number(element) < least)) throw wrong(`It takes ${least} at least`);
    if (elements.some((element) => Number(element) > most)) throw wrong(`It takes ${most} at most`);
  } else if (!isList(type)) {
    if (value.length < bound('MinLength')) throw wrong(`It takes ${bound('MinLength')} characters at least`);
    if (value.length > bound('MaxLength')) throw wrong(`It takes ${bound('MaxLength')} characters at most`);
  }
}

/** Whether a text fits a pattern of Java's as a whole; true where it cannot be told here. */
function fits(pattern: string, text: string): boolean {
  try {
    const script = new Script('new RegExp(`^(?:${pattern})$`, "s").test(text)');
    return script.runInContext(createContext({ pattern, text }), { timeout: patience }) !== false;
  } catch {
    return true;
  }
}

/** What is known of where a stack is deployed. */
export interface Environment {
  readonly account: string | null;
  readonly region: string | null;
  readonly partition: string | null;
  readonly urlSuffix: string | null;
  readonly stackName: string | null;
}

/** Partitions by how the names of their Regions begin, with the domain of their services. */
const partitions: readonly (readonly [prefix: string, partition: string, suffix: string])[] = [
  ['cn-', 'aws-cn', 'amazonaws.com.cn'],
  ['us-gov-', 'aws-us-gov', 'amazonaws.com'],
  ['us-isob-', 'aws-iso-b', 'sc2s.sgov.gov'],
  ['us-isof-', 'aws-iso-f', 'csp.hci.ic.gov'],
  ['us-iso-', 'aws-iso', 'c2s.ic.gov'],
  ['eu-isoe-', 'aws-iso-e', 'cloud.adc-e.uk'],
  ['eusc-', 'aws-eusc', 'amazonaws.eu'],
  ['', 'aws', 'amazonaws.com'],
];

const settable = {
  'AWS::AccountId': /^\d{12}$/,
  'AWS::Partition': /^aws[a-z-]*$/,
  'AWS::Region': /^[a-z]+(?:-[a-z]+)+-\d+$/,
  'AWS::StackName': /^[A-Za-z][A-Za-z0-9-]*$/,
  'AWS::URLSuffix': /^[a-z0-9.-]+$/,
} as const;

/** The pseudo parameters that the command line may give. */
export const settablePseudo: readonly string[] = Object.keys(settable);

/** @throws UsageError where a pseudo parameter is given a value that it never has */
export function refusePseudoMisfit(name: string, value: string): void {
  if (!settable[name as keyof typeof settable].test(value)) {
    throw new UsageError(
      `${name} is never ${JSON.stringify(value.slice(0, 60))}`,
      'Give the value that AWS has for it',
    );
  }
}

/** @param known what the input itself says of the stack; what is given on the command line fills the rest */
export function environmentOf(
  known: { readonly account: string | null; readonly region: string | null; readonly stackName: string | null },
  given: Given,
): Environment {
  const of = (name: keyof typeof settable) => (Object.hasOwn(given, name) ? (given[name] ?? null) : null);
  const region = known.region ?? of('AWS::Region');
  const [, partition = null, suffix = null] =
    region === null ? [] : (partitions.find(([prefix]) => region.startsWith(prefix)) ?? []);
  return {
    account: known.account ?? of('AWS::AccountId'),
    region,
    partition: partition ?? of('AWS::Partition'),
    urlSuffix: suffix ?? of('AWS::URLSuffix'),
    stackName: known.stackName ?? of('AWS::StackName'),
  };
}

/** What a pseudo parameter is worth; undefined where there is none of that name. */
export function pseudoResult(name: string, environment: Environment): Result | undefined {
  const told = (value: string | null, by = name) =>
    value ?? untold(`${name} is not known: give it with --parameter ${by}=VALUE`);
  switch (name) {
    case 'AWS::NoValue':
      return nothing;
    case 'AWS::AccountId':
      return told(environment.account);
    case 'AWS::Region':
      return told(environment.region);
    case 'AWS::Partition':
      return told(environment.partition, 'AWS::Region');
    case 'AWS::URLSuffix':
      return told(environment.urlSuffix, 'AWS::Region');
    case 'AWS::StackName':
      return told(environment.stackName);
    case 'AWS::StackId':
    case 'AWS::NotificationARNs':
      return untold(`${name} is known after the stack is deployed`);
    default:
      return undefined;
  }
}
