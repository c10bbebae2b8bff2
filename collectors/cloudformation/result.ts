import { UnknownValue } from '../../core/resource.ts';
import { OpenList, untold, type Planned } from '../planned/value.ts';

/** What a part of a template is worth: what is planned, or on the way there. */
export type Result =
  | string
  | number
  | boolean
  | UnknownValue
  | Reference
  | Pieces
  | typeof nothing
  | readonly Result[]
  | { readonly [name: string]: Result };

/** AWS::NoValue: what has it is as if it were not written. */
export const nothing = Symbol('AWS::NoValue');

/** The id, name or ARN of a resource that has none yet. */
export class Reference {
  /** Stands for it: `cfn:<template>/<logical id>`. */
  readonly symbol: string;
  /** Whether AWS makes it, of letters, digits and `:/._-` alone. */
  readonly generated: boolean;
  constructor(symbol: string, generated: boolean) {
    this.symbol = symbol;
    this.generated = generated;
  }
}

/** A text put together of which not all is known. It is unknown as a whole, unless it is split again. */
export class Pieces {
  readonly pieces: readonly (string | Reference | UnknownValue)[];
  constructor(pieces: Pieces['pieces']) {
    this.pieces = pieces;
  }
}

/** Unknown, and in a list perhaps not even there. */
export class Perhaps extends UnknownValue {}

/** Longest text that is put together, in characters: CloudFormation takes templates of 1 MB. */
const longest = 1024 * 1024;

/** Texts, and what stands for texts, one after the other. */
export function joined(pieces: readonly (string | Reference | UnknownValue | Pieces)[]): Result {
  const parts: (string | Reference | UnknownValue)[] = [];
  let text = '';
  for (const piece of pieces.flatMap((part) => (part instanceof Pieces ? part.pieces : [part]))) {
    if (typeof piece === 'string') {
      text += piece;
      if (text.length > longest) return untold('it is put together to a text that is too long', 'error');
      continue;
    }
    if (text !== '') parts.push(text);
    text = '';
    parts.push(piece);
  }
  if (parts.length === 0) return resolvedLater(text) ?? text;
  if (text !== '') parts.push(text);
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : new Pieces(parts);
}

/** A text, or what stands for one, in parts; unknown where the parts cannot be told. */
export function parted(source: string | Reference | UnknownValue | Pieces, delimiter: string): Result {
  if (typeof source === 'string') return source.split(delimiter);
  if (source instanceof UnknownValue) return source;
  const parts: (string | Reference | UnknownValue)[][] = [[]];
  for (const piece of source instanceof Pieces ? source.pieces : [source]) {
    // What AWS makes itself holds none of the delimiters that lists are joined with.
    const whole = piece instanceof Reference && piece.generated && !/[\w:/.+=@-]/.test(delimiter);
    if (typeof piece !== 'string' && !whole) return untoldIn(piece) ?? piece;
    const [first = '', ...rest] = typeof piece === 'string' ? piece.split(delimiter) : [piece];
    parts.at(-1)?.push(first);
    for (const part of rest) parts.push([part]);
  }
  return parts.map((part) => joined(part));
}

/** Of a dynamic reference, which is read when the stack is deployed; null for every other text. */
export function resolvedLater(text: string): UnknownValue | null {
  const service = /\{\{resolve:([a-z-]{1,30})/.exec(text)?.[1];
  return service === undefined ? null : untold(`it is read from ${service} when the stack is deployed`);
}

/** A result as a text or what stands for one; null where it is none. */
export function asPiece(result: Result): string | Reference | UnknownValue | Pieces | null {
  if (typeof result === 'number' || typeof result === 'boolean') return String(result);
  if (typeof result === 'string' || isOpaque(result)) return result;
  return null;
}

/** What is known, but not which text it is, and what is not known. */
export function isOpaque(result: Result): result is UnknownValue | Reference | Pieces {
  return result instanceof UnknownValue || result instanceof Reference || result instanceof Pieces;
}

export function isListResult(result: Result): result is readonly Result[] {
  return Array.isArray(result);
}

export function isTableResult(result: Result): result is Readonly<Record<string, Result>> {
  return typeof result === 'object' && !Array.isArray(result) && !isOpaque(result);
}

/** Why something is not known: itself, or the first part of it that is not. Null where all of it is known. */
export function untoldIn(result: Result): UnknownValue | null {
  if (result instanceof UnknownValue) return result;
  if (result instanceof Reference) return untold(`${result.symbol.slice(4)} is known after the stack is deployed`);
  if (result instanceof Pieces) {
    for (const piece of result.pieces) if (typeof piece !== 'string') return untoldIn(piece);
    return null;
  }
  if (typeof result !== 'object') return null;
  for (const part of Object.values<Result>(result)) {
    const found = untoldIn(part);
    if (found !== null) return found;
  }
  return null;
}

/** As mappings take it: references as what stands for them, texts that are not wholly known as unknown. */
export function plannedOf(result: Result): Planned {
  if (result === nothing) return null;
  if (result instanceof Reference) return result.symbol;
  if (result instanceof Pieces) return untoldIn(result);
  if (result instanceof UnknownValue || typeof result !== 'object') return result;
  if (isListResult(result)) {
    const perhaps = result.find((element) => element instanceof Perhaps);
    const there = result.filter((element) => !(element instanceof Perhaps)).map(plannedOf);
    return perhaps === undefined ? there : new OpenList(there, perhaps);
  }
  return Object.fromEntries(Object.entries(result).map(([name, part]) => [name, plannedOf(part)]));
}

/** Whether two are the same whatever is not known yet. */
export function same(one: Result, other: Result): boolean {
  if (one instanceof Reference) return other instanceof Reference && one.symbol === other.symbol;
  if (isOpaque(one) || isOpaque(other)) return false;
  if (isListResult(one)) {
    if (!isListResult(other) || one.length !== other.length) return false;
    return one.every((element, index) => same(element, other[index] ?? nothing));
  }
  if (isTableResult(one)) {
    if (!isTableResult(other)) return false;
    const names = Object.keys(one);
    if (names.length !== Object.keys(other).length) return false;
    return names.every((name) => Object.hasOwn(other, name) && same(one[name] ?? nothing, other[name] ?? nothing));
  }
  return one === other;
}
