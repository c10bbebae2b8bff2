import { InputError } from '../../core/errors.ts';

/** A part of a template as it is written, in YAML or JSON, with its line; short tags stand as the function they are. */
export type Node = Leaf | List | Table;

export interface Leaf {
  readonly form: 'leaf';
  readonly line: number;
  /** A number only where it is written as one writes it: `012345678901`, `1.0` and `2012-10-17` are texts. */
  readonly value: string | number | boolean | null;
  /** The word that a truth value is written as: `yes` may be what something is called. */
  readonly written?: string;
}

export interface List {
  readonly form: 'list';
  readonly line: number;
  readonly items: readonly Node[];
}

export interface Table {
  readonly form: 'table';
  readonly line: number;
  readonly entries: ReadonlyMap<string, Entry>;
}

/** A member of a table; `line` is that of its key. */
export interface Entry {
  readonly line: number;
  readonly node: Node;
}

/** How deep a template may be nested. CloudFormation's own documents stay far below. */
export const deepest = 200;

export const tooDeep = (file: string, line: number) =>
  new InputError(`is nested more than ${deepest} levels deep`, 'Name a template that CloudFormation takes', {
    file,
    line,
  });

export function duplicateKey(key: string, first: number, file: string, line: number): InputError {
  const shown = JSON.stringify(key.length > 60 ? `${key.slice(0, 60)}…` : key);
  return new InputError(`the key ${shown} stands twice, first on line ${first}`, 'Leave one of the two out', {
    file,
    line,
  });
}

/** The number that a text is, where writing the number gives that text again; null for every other text. */
export function plainNumber(text: string): number | null {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return null;
  const number = Number(text);
  return String(number) === text && (text.includes('.') || Number.isSafeInteger(number)) ? number : null;
}

export function leaf(value: Leaf['value'], line: number): Leaf {
  return { form: 'leaf', value, line };
}

export function memberOf(node: Node | undefined, name: string): Node | undefined {
  return node?.form === 'table' ? node.entries.get(name)?.node : undefined;
}

/** A leaf's text; undefined where it is none. Numbers and truth values are texts as they are written. */
export function textIn(node: Node | undefined): string | undefined {
  return node?.form === 'leaf' && node.value !== null ? String(node.value) : undefined;
}

/** A name as it is written; keys are taken so too. */
export function nameIn(node: Node | undefined): string | undefined {
  return node?.form === 'leaf' && node.written !== undefined ? node.written : textIn(node);
}

/** What stands in a place, for messages. */
export function formOf(node: Node): string {
  if (node.form === 'list') return 'a list';
  if (node.form === 'table') return 'a mapping';
  return node.value === null ? 'null' : typeof node.value === 'string' ? 'a text' : String(node.value);
}
