import type { Static, TObject, TSchema } from 'typebox';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type YAMLMap } from 'yaml';
import { ConfigError, messageOf, type Place } from '../core/errors.ts';
import { closest } from '../core/suggest.ts';
import { quoted } from './quoted.ts';

/** An entry of a list that people keep by hand, and where it stands. */
export interface Listed<T> {
  readonly value: T;
  /** The place of one of its fields, or of the entry. */
  readonly place: (field?: string) => Place;
}

/** Far more than a list kept by hand needs; the parser takes a second for so much. */
const longest = 1024 * 1024;
const deepest = 100;

/**
 * Reads a list in YAML or JSON whose entries have the form of `schema`: objects of texts. Strict: each field once, none
 * that the schema does not name, text where text is asked (an account id that YAML reads as a number has lost its zeros).
 * @throws ConfigError with file and line
 */
export function readList<T extends TObject>(text: string, file: string, what: string, schema: T): Listed<Static<T>>[] {
  const lines = new LineCounter();
  const placeOf = (offset: number | undefined): Place =>
    offset === undefined ? { file } : { file, line: lines.linePos(offset).line };
  const contents = parse(text, file, lines);
  if (contents === null || (isScalar(contents) && contents.value === null)) return [];
  if (!isSeq(contents)) {
    const hint = `Write one entry for each, beginning with "- id:"`;
    throw new ConfigError(`it is not a list of ${what}s`, hint, placeOf(contents.range?.[0]));
  }
  return (contents.items as Node[]).map((node) => {
    const places = new Map<string, Place>();
    const reader = new Reader(what, placeOf, places);
    const value = reader.object(node, schema, null) as Static<T>;
    const own = placeOf(node.range?.[0]);
    return { value, place: (field) => (field === undefined ? own : (places.get(field) ?? own)) };
  });
}

function parse(text: string, file: string, lines: LineCounter): Node | null {
  if (text.length > longest) {
    throw new ConfigError(`it is longer than ${longest} characters`, 'Split it, or name resources by prefix', { file });
  }
  if (depthOf(text) > deepest) {
    throw new ConfigError('it is nested too deeply', 'Write a list of entries, each with its fields', { file });
  }
  try {
    // Whether keys are unique is asked below, where it costs less than comparing each with each.
    const document = parseDocument(text, {
      version: '1.2',
      uniqueKeys: false,
      prettyErrors: false,
      lineCounter: lines,
    });
    const problem = document.errors[0] ?? document.warnings[0];
    if (problem !== undefined) {
      const { line } = lines.linePos(problem.pos[0]);
      throw new ConfigError(`it is not YAML: ${problem.message}`, 'Mend the line, or what stands before it', {
        file,
        line,
      });
    }
    return document.contents;
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`it is not YAML: ${messageOf(error)}`, 'Write a list of entries', { file });
  }
}

/** How deeply brackets are open at most; those in texts count too, which so high a limit allows. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (const character of text) {
    if (character === '[' || character === '{') most = Math.max(most, (depth += 1));
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
  }
  return most;
}

class Reader {
  readonly #what: string;
  readonly #placeOf: (offset: number | undefined) => Place;
  readonly #places: Map<string, Place>;

  constructor(what: string, placeOf: (offset: number | undefined) => Place, places: Map<string, Place>) {
    this.#what = what;
    this.#placeOf = placeOf;
    this.#places = places;
  }

  /** @param inside the field that the object is; null for the entry itself */
  object(node: unknown, schema: TObject, inside: string | null): Record<string, unknown> {
    const path = (field: string) => (inside === null ? field : `${inside}.${field}`);
    if (!isMap(node) || (node as Node & { tag?: string }).tag !== undefined) {
      const fields = `It has the fields ${Object.keys(schema.properties).join(', ')}`;
      throw this.#error(node, inside === null ? `it is not a ${this.#what}` : `${inside} has no fields`, fields);
    }
    const fields = this.#fieldsOf(node, schema, path);
    for (const name of schema.required) {
      if (fields.has(name)) continue;
      const hint = (schema.properties[name] as { description?: string } | undefined)?.description ?? `Add ${name}`;
      throw this.#error(node, `${this.#named(fields, inside)} has no ${path(name)}`, hint);
    }
    return Object.fromEntries(fields);
  }

  #fieldsOf(node: YAMLMap, schema: TObject, path: (field: string) => string): Map<string, unknown> {
    const fields = new Map<string, unknown>();
    for (const { key, value } of node.items as { key: unknown; value: unknown }[]) {
      const name = isScalar(key) ? key.value : null;
      if (typeof name !== 'string') throw this.#error(key, 'a field has no name', 'Write field: value');
      const property = Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
      if (property === undefined) {
        const near = closest(name, Object.keys(schema.properties));
        const hint =
          near === null ? `The fields are ${Object.keys(schema.properties).join(', ')}` : `Did you mean ${near}?`;
        throw this.#error(key, `a ${this.#what} has no field ${quoted(path(name))}`, hint);
      }
      if (fields.has(name)) throw this.#error(key, `${path(name)} is given twice`, 'Keep one of them');
      this.#places.set(path(name), this.#placeOf((key as Node).range?.[0]));
      fields.set(name, this.#value(value ?? key, property, path(name), value === null));
    }
    return fields;
  }

  #value(node: unknown, schema: TSchema, path: string, missing: boolean): unknown {
    if (isAlias(node)) throw this.#error(node, `${path} is an alias`, 'Write the value itself');
    if ('properties' in schema) return this.object(node, schema as TObject, path);
    const { description = '', pattern = '' } = schema as { description?: string; pattern?: string };
    const value = isScalar(node) && node.tag === undefined && !missing ? node.value : null;
    if (typeof value !== 'string') {
      const hint = isScalar(node) && node.value !== null ? 'Write it in quotes' : description;
      throw this.#error(node, `${path} is not a text`, hint);
    }
    if (!value.isWellFormed()) throw this.#error(node, `${path} holds half a character`, 'Write the whole character');
    if (!new RegExp(pattern, 'u').test(value)) {
      throw this.#error(node, `${path} cannot be ${quoted(value)}`, description);
    }
    return value;
  }

  #named(fields: ReadonlyMap<string, unknown>, inside: string | null): string {
    const id = inside === null ? fields.get('id') : undefined;
    return typeof id === 'string' ? `${this.#what} ${quoted(id)}` : `the ${this.#what}`;
  }

  #error(node: unknown, message: string, hint: string): ConfigError {
    const offset = (node as Node | null)?.range?.[0];
    return new ConfigError(message, hint, this.#placeOf(offset));
  }
}
