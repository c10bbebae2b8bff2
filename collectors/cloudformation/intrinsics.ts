import ipaddr from 'ipaddr.js';
import { InputError } from '../../core/errors.ts';
import { UnknownValue } from '../../core/resource.ts';
import { untold } from '../planned/value.ts';
import { functionNames } from './functions.ts';
import { unrolled, type LoopBudget } from './loops.ts';
import { memberOf, nameIn, textIn, type Entry, type Node, type Table } from './node.ts';
import type { Pieces, Reference } from './result.ts';
import {
  asPiece,
  isListResult,
  isOpaque,
  isTableResult,
  joined,
  nothing,
  parted,
  Perhaps,
  plannedOf,
  resolvedLater,
  same,
  untoldIn,
  type Result,
} from './result.ts';

export type Truth = boolean | UnknownValue;

/** What the functions of one stack's template ask about. */
export interface Scope {
  readonly file: string;
  readonly depth: Depth;
  readonly budget: LoopBudget;
  ref(name: string): Result;
  attribute(logicalId: string, attribute: string): Result;
  condition(name: string): Truth;
  /** A member of Mappings; undefined where there is none, unknown where a macro may bring it. */
  mapping(name: string): Node | UnknownValue | undefined;
  /** What another stack exports. */
  imported(name: string): Result;
  outputOf(stack: string, output: string, region: string | null): Result;
}

/** How deep the functions of an input may lead into each other, over conditions, outputs and nested stacks. */
const deepest = 800;

/** How deep they are at present, over all stacks of an input. */
export class Depth {
  #now = 0;
  within<T>(file: string, line: number, work: () => T): T {
    if (this.#now >= deepest) {
      throw new InputError(
        `functions and conditions lead more than ${deepest} levels deep`,
        'Name a template that CloudFormation takes',
        { file, line },
      );
    }
    this.#now += 1;
    try {
      return work();
    } finally {
      this.#now -= 1;
    }
  }
}

const misused = (what: string) => untold(what, 'error');

/**
 * Resolves intrinsic functions. (No library does: cfn-resolver-lib, the one there is, puts made-up values in place of
 * what only a deployment knows.) What cannot be told is unknown, never guessed.
 */
export class Intrinsics {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** What a part of the template is worth. */
  resultOf(node: Node): Result {
    if (node.form === 'leaf') {
      if (node.value === null) return misused(`null on line ${node.line} is no value in a template`);
      return typeof node.value === 'string' ? (resolvedLater(node.value) ?? node.value) : node.value;
    }
    return this.#scope.depth.within(this.#scope.file, node.line, () => {
      if (node.form === 'list') return node.items.map((item) => this.resultOf(item)).filter((item) => item !== nothing);
      const [first] = node.entries;
      if (node.entries.size === 1 && first !== undefined) {
        const called = this.#call(first[0], first[1].node);
        if (called !== undefined) return called;
      }
      const { known, open } = this.members(node);
      return open ?? known;
    });
  }

  /** The members of a mapping, and why there may be others, or these may be others. */
  members(table: Table): { known: Readonly<Record<string, Result>>; open: UnknownValue | null } {
    const foreign = [...table.entries.keys()].find(
      (name) => name === 'Ref' || (name.startsWith('Fn::') && !name.startsWith('Fn::ForEach::')),
    );
    if (foreign !== undefined) {
      const called =
        table.entries.size === 1 ? this.resultOf(table) : misused(`${foreign} stands beside other members`);
      if (called === nothing) return { known: {}, open: null };
      return isTableResult(called)
        ? { known: called, open: null }
        : { known: {}, open: untoldIn(called) ?? misused(`${foreign} gives no mapping`) };
    }
    const { entries, open } = this.unrolled(table.entries);
    const known: [string, Result][] = [];
    for (const [name, entry] of entries) {
      const result = this.resultOf(entry.node);
      if (result !== nothing) known.push([name, result]);
    }
    return { known: Object.fromEntries(known), open: open[0]?.why ?? null };
  }

  /** Members with what loops make. */
  unrolled(entries: ReadonlyMap<string, Entry>): ReturnType<typeof unrolled> {
    return unrolled(entries, this.#scope.file, (node) => this.#textsOf(node), this.#scope.budget);
  }

  #textsOf(node: Node): readonly string[] | UnknownValue {
    const result = this.resultOf(node);
    if (!isListResult(result)) return untoldIn(result) ?? misused('a loop runs over something that is no list');
    const texts: string[] = [];
    for (const element of result) {
      const text = asPiece(element);
      if (typeof text !== 'string') return untoldIn(element) ?? misused('a loop runs over something that is no text');
      texts.push(text);
    }
    return texts;
  }

  /** What a condition is worth; three-valued, so that one side that decides is enough. */
  truthOf(node: Node): Truth {
    return this.#scope.depth.within(this.#scope.file, node.line, () => {
      const [first] = node.form === 'table' && node.entries.size === 1 ? node.entries : [];
      const argument = first?.[1].node;
      if (first === undefined || argument === undefined) return this.#plainTruth(node);
      switch (first[0]) {
        case 'Condition':
          return this.#named(argument);
        case 'Fn::And':
          return this.#every(argument, true);
        case 'Fn::Or':
          return this.#every(argument, false);
        case 'Fn::Not': {
          const of = argument.form === 'list' && argument.items.length === 1 ? argument.items[0] : undefined;
          if (of === undefined) return misused('Fn::Not takes a list of one condition');
          const truth = this.truthOf(of);
          return truth instanceof UnknownValue ? truth : !truth;
        }
        case 'Fn::Equals':
          return this.#equal(argument);
        default:
          return this.#plainTruth(node);
      }
    });
  }

  /** True, false and the texts for them. */
  #plainTruth(node: Node): Truth {
    const result = this.resultOf(node);
    const text = asPiece(result);
    if (text === 'true' || text === 'false') return text === 'true';
    return untoldIn(result) ?? misused('a condition is neither true nor false');
  }

  #named(node: Node): Truth {
    const name = nameIn(node);
    return name === undefined ? this.truthOf(node) : this.#scope.condition(name);
  }

  /** Whether all are `decided`: one that is not settles it, one that is unknown leaves it open. */
  #every(argument: Node, decided: boolean): Truth {
    if (argument.form !== 'list' || argument.items.length === 0) {
      return misused(`${decided ? 'Fn::And' : 'Fn::Or'} takes a list of conditions`);
    }
    let unknown: UnknownValue | null = null;
    for (const item of argument.items) {
      const truth = this.truthOf(item);
      if (truth instanceof UnknownValue) unknown ??= truth;
      else if (truth !== decided) return !decided;
    }
    return unknown ?? decided;
  }

  #equal(argument: Node): Truth {
    const items = argument.form === 'list' ? argument.items : [];
    const [one, other] = items.map((item) => this.resultOf(item));
    if (items.length !== 2 || one === undefined || other === undefined) return misused('Fn::Equals takes two values');
    if (one === nothing || other === nothing) return misused('Fn::Equals is given AWS::NoValue');
    return untoldIn(one) ?? untoldIn(other) ?? same(asTexts(one), asTexts(other));
  }

  /** The result of a function; undefined where the name is none of a function that gives a value. */
  #call(name: string, argument: Node): Result | undefined {
    switch (name) {
      case 'Ref':
        return this.#onName(name, argument, (text) => this.#scope.ref(text));
      case 'Fn::GetAtt':
        return this.#getAtt(argument);
      case 'Fn::Sub':
        return this.#sub(argument);
      case 'Fn::Join':
        return this.#join(argument);
      case 'Fn::Select':
        return this.#select(argument);
      case 'Fn::Split':
        return this.#split(argument);
      case 'Fn::FindInMap':
        return this.#findInMap(argument);
      case 'Fn::If':
        return this.#if(argument);
      case 'Fn::And':
      case 'Fn::Or':
      case 'Fn::Not':
      case 'Fn::Equals':
        return this.truthOf({ form: 'table', line: argument.line, entries: new Map([[name, entryOf(argument)]]) });
      case 'Fn::Base64':
        return this.#onText(name, argument, (text) => joined([Buffer.from(text, 'utf8').toString('base64')]));
      case 'Fn::Cidr':
        return this.#cidr(argument);
      case 'Fn::Length':
        return this.#length(argument);
      case 'Fn::ToJsonString':
        return this.#toJson(argument);
      case 'Fn::ImportValue':
        return this.#onText(name, argument, (text) => this.#scope.imported(text));
      case 'Fn::GetStackOutput':
        return this.#stackOutput(argument);
      case 'Fn::GetAZs':
        return untold('only the account tells which Availability Zones it has');
      case 'Fn::Transform': {
        const macro = textIn(memberOf(argument, 'Name'));
        return untold(`it is what the macro ${macro?.slice(0, 60) ?? 'of Fn::Transform'} makes of it`);
      }
      default:
        if (name === 'Condition' || name.startsWith('Fn::ForEach::')) return undefined;
        if (functionNames.has(name)) return misused(`${name} gives no value here`);
        return name.startsWith('Fn::') ? untold(`${name.slice(0, 60)} is of a macro`) : undefined;
    }
  }

  #onText(name: string, argument: Node, work: (text: string) => Result): Result {
    const result = this.resultOf(argument);
    const text = asPiece(result);
    if (typeof text === 'string') return work(text);
    return untoldIn(result) ?? misused(`${name} takes a text`);
  }

  /** A name that is written out is taken as it is written; others are made by functions. */
  #onName(name: string, argument: Node, work: (text: string) => Result): Result {
    const written = nameIn(argument);
    return written === undefined ? this.#onText(name, argument, work) : work(written);
  }

  #getAtt(argument: Node): Result {
    const [resource, ...rest] = argument.form === 'list' ? argument.items : [];
    if (resource === undefined) {
      return this.#onName('Fn::GetAtt', argument, (text) => {
        const dot = text.indexOf('.');
        if (dot < 1) return misused('Fn::GetAtt takes a logical id and an attribute');
        return this.#scope.attribute(text.slice(0, dot), text.slice(dot + 1));
      });
    }
    const names: string[] = [];
    for (const node of [resource, ...rest]) {
      const result = this.resultOf(node);
      const name = nameIn(node) ?? asPiece(result);
      if (typeof name !== 'string') return untoldIn(result) ?? misused('Fn::GetAtt takes texts');
      names.push(name);
    }
    const [logicalId = '', ...attribute] = names;
    if (attribute.length === 0) return misused('Fn::GetAtt takes a logical id and an attribute');
    return this.#scope.attribute(logicalId, attribute.join('.'));
  }

  #sub(argument: Node): Result {
    const [template, variables] = argument.form === 'list' ? argument.items : [argument];
    const text = textIn(template);
    if (text === undefined || (variables !== undefined && variables.form !== 'table')) {
      return misused('Fn::Sub takes a text, and a mapping if any');
    }
    const pieces: (string | Reference | UnknownValue | Pieces)[] = [];
    let at = 0;
    for (const match of text.matchAll(/\$\{([^{}]*)\}/g)) {
      pieces.push(text.slice(at, match.index));
      at = match.index + match[0].length;
      const name = (match[1] ?? '').trim();
      if (name.startsWith('!')) pieces.push(`\${${name.slice(1)}}`);
      else pieces.push(this.#substitute(name, variables?.entries.get(name)?.node));
    }
    return joined([...pieces, text.slice(at)]);
  }

  #substitute(name: string, variable: Node | undefined): string | Reference | UnknownValue | Pieces {
    const dot = name.indexOf('.');
    const result =
      variable !== undefined
        ? this.resultOf(variable)
        : dot === -1
          ? this.#scope.ref(name)
          : this.#scope.attribute(name.slice(0, dot), name.slice(dot + 1));
    return asPiece(result) ?? misused(`\${${name.slice(0, 60)}} is no text`);
  }

  #join(argument: Node): Result {
    const [delimiterNode, listNode] = argument.form === 'list' ? argument.items : [];
    const delimiter = textIn(delimiterNode);
    if (delimiter === undefined || listNode === undefined) return misused('Fn::Join takes a delimiter and a list');
    const list = this.resultOf(listNode);
    if (!isListResult(list)) return untoldIn(list) ?? misused('Fn::Join takes a list');
    const pieces: (string | Reference | UnknownValue | Pieces)[] = [];
    for (const [index, element] of list.entries()) {
      if (index > 0) pieces.push(delimiter);
      pieces.push(asPiece(element) ?? misused('Fn::Join is given an element that is no text'));
    }
    return joined(pieces);
  }

  #select(argument: Node): Result {
    const [indexNode, listNode] = argument.form === 'list' ? argument.items : [];
    if (indexNode === undefined || listNode === undefined) return misused('Fn::Select takes an index and a list');
    const given = this.resultOf(indexNode);
    const index = asPiece(given);
    const list = this.resultOf(listNode);
    if (typeof index !== 'string') return untoldIn(given) ?? misused('Fn::Select takes an index');
    if (!isListResult(list)) return untoldIn(list) ?? misused('Fn::Select takes a list');
    const place = /^\d+$/.test(index) ? Number(index) : NaN;
    // An element that may not be there moves those after it.
    const perhaps = list.find((element, at) => element instanceof Perhaps && at <= place);
    if (perhaps !== undefined) return perhaps;
    return list[place] ?? misused(`Fn::Select asks for element ${index.slice(0, 20)} of ${list.length}`);
  }

  #split(argument: Node): Result {
    const [delimiterNode, sourceNode] = argument.form === 'list' ? argument.items : [];
    const delimiter = textIn(delimiterNode);
    if (delimiter === undefined || delimiter === '' || sourceNode === undefined) {
      return misused('Fn::Split takes a delimiter and a text');
    }
    const source = asPiece(this.resultOf(sourceNode));
    if (source === null) return misused('Fn::Split takes a text');
    return parted(source, delimiter);
  }

  #findInMap(argument: Node): Result {
    const items = argument.form === 'list' ? argument.items : [];
    const [mapNode, topNode, secondNode, options] = items;
    if (mapNode === undefined || topNode === undefined || secondNode === undefined) {
      return misused('Fn::FindInMap takes a mapping and two keys');
    }
    const keys: string[] = [];
    for (const node of [mapNode, topNode, secondNode]) {
      const result = this.resultOf(node);
      const key = nameIn(node) ?? asPiece(result);
      if (typeof key !== 'string') return untoldIn(result) ?? misused('Fn::FindInMap takes texts');
      keys.push(key);
    }
    const [map = '', top = '', second = ''] = keys;
    const mapping = this.#scope.mapping(map);
    if (mapping instanceof UnknownValue) return mapping;
    const byMacro = (node: Node | undefined) => memberOf(node, 'Fn::Transform') !== undefined;
    const found = memberOf(memberOf(mapping, top), second);
    if (found !== undefined) return this.resultOf(found);
    if (byMacro(mapping) || byMacro(memberOf(mapping, top))) return untold(`the mapping ${map} is made by a macro`);
    const otherwise = memberOf(options, 'DefaultValue');
    if (otherwise !== undefined) return this.resultOf(otherwise);
    return misused(`the mapping ${map.slice(0, 60)} has no ${top.slice(0, 60)}/${second.slice(0, 60)}`);
  }

  #if(argument: Node): Result {
    const items = argument.form === 'list' ? argument.items : [];
    const [condition, one, other] = items;
    if (condition === undefined || one === undefined || other === undefined || items.length !== 3) {
      return misused('Fn::If takes a condition and two values');
    }
    const truth = this.#named(condition);
    if (!(truth instanceof UnknownValue)) return this.resultOf(truth ? one : other);
    const results = [this.resultOf(one), this.resultOf(other)] as const;
    if (same(...results)) return results[0];
    const absent = results.some((result) => result === nothing || result instanceof Perhaps);
    return absent ? new Perhaps(truth.unknown) : truth;
  }

  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html */
  #cidr(argument: Node): Result {
    const given = argument.form === 'list' ? argument.items.map((item) => this.resultOf(item)) : [];
    const hidden = given.find(isOpaque);
    if (hidden !== undefined) return untoldIn(hidden) ?? misused('Fn::Cidr takes a block');
    const [block, count, bits] = given;
    const [number, size] = [count, bits].map((value) => (typeof value === 'string' ? Number(value) : value));
    const wanted = 'Fn::Cidr takes a block, a count up to 256 and the bits of each';
    if (typeof block !== 'string' || typeof number !== 'number' || typeof size !== 'number') return misused(wanted);
    return cidrsIn(block, number, size) ?? misused(wanted);
  }

  #length(argument: Node): Result {
    const list = this.resultOf(argument);
    if (!isListResult(list)) return untoldIn(list) ?? misused('Fn::Length takes a list');
    return list.find((element) => element instanceof Perhaps) ?? list.length;
  }

  #toJson(argument: Node): Result {
    const result = this.resultOf(argument);
    if (!isListResult(result) && !isTableResult(result)) {
      return untoldIn(result) ?? misused('Fn::ToJsonString takes a mapping or a list');
    }
    return untoldIn(result) ?? joined([JSON.stringify(plannedOf(result))]);
  }

  #stackOutput(argument: Node): Result {
    const given = (name: string): string | UnknownValue | null => {
      const node = memberOf(argument, name);
      if (node === undefined) return null;
      const result = this.resultOf(node);
      const text = asPiece(result);
      return typeof text === 'string' ? text : (untoldIn(result) ?? misused(`${name} is no text`));
    };
    const [stack, output, region] = [given('StackName'), given('OutputName'), given('Region')];
    for (const value of [stack, output, region]) if (value instanceof UnknownValue) return value;
    if (typeof stack !== 'string' || typeof output !== 'string') {
      return misused('Fn::GetStackOutput takes a StackName and an OutputName');
    }
    // A role reads it in another account.
    if (memberOf(argument, 'RoleArn') !== undefined) return untold(`the output ${output} is of another account`);
    return this.#scope.outputOf(stack, output, region instanceof UnknownValue ? null : region);
  }
}

const entryOf = (node: Node): Entry => ({ line: node.line, node });

/** All scalars as texts: `true` and "true" are equal to CloudFormation. */
function asTexts(result: Result): Result {
  if (typeof result === 'number' || typeof result === 'boolean') return String(result);
  if (isListResult(result)) return result.map(asTexts);
  if (!isTableResult(result)) return result;
  return Object.fromEntries(Object.entries(result).map(([name, value]) => [name, asTexts(value)]));
}

/** The first blocks of `bits` bits in a block; null where they do not fit, or it is none. */
function cidrsIn(block: string, count: number, bits: number): string[] | null {
  const [address = '', length = '', ...more] = block.trim().split('/');
  const family = ipaddr.IPv4.isValidFourPartDecimal(address) ? 32 : ipaddr.IPv6.isValid(address) ? 128 : null;
  if (family === null || more.length > 0 || !/^\d{1,3}$/.test(length) || Number(length) > family) return null;
  if (!Number.isInteger(count) || count < 1 || count > 256 || !Number.isInteger(bits) || bits < 1) return null;
  const free = family - Number(length);
  if (bits > free || BigInt(count) << BigInt(bits) > 1n << BigInt(free)) return null;
  const value = ipaddr
    .parse(address)
    .toByteArray()
    .reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const first = (value >> BigInt(free)) << BigInt(free);
  return Array.from({ length: count }, (_, index) => {
    const at = first + (BigInt(index) << BigInt(bits));
    const bytes = Array.from({ length: family / 8 }, (__, byte) =>
      Number((at >> BigInt(family - 8 - 8 * byte)) & 255n),
    );
    const network = ipaddr.fromByteArray(bytes);
    return `${network instanceof ipaddr.IPv6 ? network.toRFC5952String() : network.toString()}/${family - bits}`;
  });
}
