import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  Parser,
  type CST,
  type ParsedNode,
  type Tags,
  type YAMLMap,
} from 'yaml';
import { InputError } from '../../core/errors.ts';
import { functionOfTag, functionTags, noSuchFunction } from './functions.ts';
import { deepest, duplicateKey, leaf, plainNumber, tooDeep, type Entry, type Node, type Table } from './node.ts';

/** How many values aliases may stand for altogether: more is a text that grows as it is read. */
const mostOfAliases = 500_000;

/**
 * YAML as CloudFormation reads it, that is 1.1 (`yes` is true), with its short tags as the functions they stand for.
 * Dates and numbers with leading zeros stay texts; aliases and merge keys are resolved, as `aws cloudformation package`
 * does.
 * @throws InputError with its line, where it is not YAML, has two documents, a key twice or an unknown tag
 */
export function parseYaml(text: string, file: string): Node {
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  refuseTooDeep(tokens, file, lines);
  // Values are resolved below: the library's YAML 1.1 reads dates, octal numbers and `y`, and checks keys in pairs.
  const composer = new Composer({ schema: 'failsafe', customTags, resolveKnownTags: false, uniqueKeys: false });
  const [document, second] = composer.compose(tokens, true, text.length);
  if (second !== undefined) {
    const line = lines.linePos(second.range[0]).line;
    throw new InputError('holds more than one YAML document', 'Put each template into a file of its own', {
      file,
      line,
    });
  }
  const error = document?.errors[0];
  if (error !== undefined) {
    const { line } = lines.linePos(error.pos[0]);
    throw new InputError(`is not YAML: ${error.message}`, 'Mend the file, or make it anew', { file, line });
  }
  return new YamlReader(text, file, lines).node(document?.contents ?? null, 0, 1);
}

/** The library composes what is nested by calling itself: near the end of the stack, that ends the process. */
function refuseTooDeep(tokens: readonly CST.Token[], file: string, lines: LineCounter): void {
  const left: (readonly [token: CST.Token, depth: number])[] = tokens.map((token) => [token, 0]);
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [token, depth] = next;
    if (depth > deepest) throw tooDeep(file, lines.linePos(token.offset).line);
    if (token.type === 'document' && token.value !== undefined) left.push([token.value, depth]);
    if (!('items' in token)) continue;
    for (const { key, value } of token.items) {
      if (key !== undefined && key !== null) left.push([key, depth + 1]);
      if (value !== undefined) left.push([value, depth + 1]);
    }
  }
}

/** The library makes an error of every tag that it does not know: thousands of them take seconds. */
const customTags: Tags = functionTags.flatMap((tag) => [
  { tag, resolve: (text: string) => text },
  { tag, collection: 'map' as const, resolve: (map: unknown) => map },
  { tag, collection: 'seq' as const, resolve: (list: unknown) => list },
]);

/** Core types that a tag may name in so many words. */
const coreTags = new Set(
  ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((name) => `tag:yaml.org,2002:${name}`),
);

class YamlReader {
  readonly #text: string;
  readonly #file: string;
  readonly #lines: LineCounter;
  readonly #anchors = new Map<string, { node: Node; size: number }>();
  #size = 0;
  #ofAliases = 0;

  constructor(text: string, file: string, lines: LineCounter) {
    this.#text = text;
    this.#file = file;
    this.#lines = lines;
  }

  #wrong(message: string, hint: string, line: number): InputError {
    return new InputError(message, hint, { file: this.#file, line });
  }

  #lineOf(node: { range?: readonly number[] | null; tag?: string | undefined }, otherwise: number): number {
    const start = node.range?.[0];
    if (start === undefined) return otherwise;
    // A range leaves the tag out that stands before it.
    const tag = node.tag === undefined ? -1 : this.#text.lastIndexOf('!', start);
    return this.#lines.linePos(tag === -1 ? start : tag).line;
  }

  /** @param line where what holds it stands, for a value that is not written at all */
  node(parsed: ParsedNode | null, depth: number, line: number): Node {
    this.#size += 1;
    if (parsed === null) return leaf(null, line);
    const at = this.#lineOf(parsed, line);
    if (depth > deepest) throw tooDeep(this.#file, at);
    if (isAlias(parsed)) return this.#alias(parsed.source, at);
    const before = this.#size;
    const node = this.#tagged(parsed, depth, at);
    if (parsed.anchor !== undefined) this.#anchors.set(parsed.anchor, { node, size: this.#size - before + 1 });
    return node;
  }

  #alias(name: string, line: number): Node {
    const target = this.#anchors.get(name);
    if (target === undefined) {
      throw this.#wrong(`the alias *${name} is of nothing that ends before it`, 'Write out what it stands for', line);
    }
    this.#size += target.size;
    this.#ofAliases += target.size;
    if (this.#ofAliases > mostOfAliases) {
      throw this.#wrong(
        `its aliases stand for more than ${mostOfAliases} values`,
        'Write out what they stand for',
        line,
      );
    }
    return target.node;
  }

  #tagged(parsed: Exclude<ParsedNode, { source: string; type?: undefined }>, depth: number, line: number): Node {
    const { tag } = parsed;
    if (tag === undefined || tag === '!' || coreTags.has(tag)) return this.#bare(parsed, depth, line);
    if (!tag.startsWith('!')) {
      const shown = tag.replace('tag:yaml.org,2002:', '!!').slice(0, 60);
      throw this.#wrong(`CloudFormation does not read the tag ${shown}`, 'Leave the tag out', line);
    }
    const name = functionOfTag(tag);
    if (name === undefined) throw noSuchFunction(tag, this.#file, line);
    return { form: 'table', line, entries: new Map([[name, { line, node: this.#bare(parsed, depth + 1, line) }]]) };
  }

  #bare(parsed: ParsedNode, depth: number, line: number): Node {
    if (isMap(parsed)) return this.#table(parsed, depth, line);
    if (isSeq(parsed)) {
      return { form: 'list', line, items: parsed.items.map((item) => this.node(item, depth + 1, line)) };
    }
    if (!isScalar(parsed)) throw this.#wrong('holds something that is no value', 'Mend the file', line);
    const text = typeof parsed.value === 'string' ? parsed.value : '';
    const own = parsed.tag?.startsWith('tag:') === true && !parsed.tag.endsWith(':str');
    const isText = parsed.type !== 'PLAIN' || (parsed.tag !== undefined && !own);
    const value = isText && !own ? text : plainValue(text);
    return typeof value === 'boolean' ? { ...leaf(value, line), written: text } : leaf(value, line);
  }

  #table(map: YAMLMap.Parsed, depth: number, line: number): Table {
    const entries = new Map<string, Entry>();
    const merged: Table[] = [];
    for (const pair of map.items) {
      const at = this.#lineOf(pair.key, line);
      const key = this.#key(pair.key, at);
      const node = this.node(pair.value, depth + 1, at);
      if (key === '<<' && isScalar(pair.key) && pair.key.type === 'PLAIN') {
        merged.push(...this.#merged(node));
        continue;
      }
      const first = entries.get(key);
      if (first !== undefined) throw duplicateKey(key, first.line, this.#file, at);
      entries.set(key, { line: at, node });
    }
    // A key of its own wins over one that is merged, and what is merged first over what is merged later.
    for (const table of merged) {
      for (const [key, entry] of table.entries) if (!entries.has(key)) entries.set(key, entry);
    }
    return { form: 'table', line, entries };
  }

  /** Keys are texts as they are written: account ids, `on` and dates among them. */
  #key(parsed: ParsedNode | null, line: number): string {
    const node = parsed !== null && isAlias(parsed) ? this.#alias(parsed.source, line) : null;
    if (node?.form === 'leaf') return String(node.value);
    if (!isScalar(parsed) || (parsed.type === 'PLAIN' && parsed.value === '')) {
      throw this.#wrong('a key is not a text', 'Name every member of a mapping with a text', line);
    }
    const key = String(parsed.value);
    if (parsed.anchor !== undefined) this.#anchors.set(parsed.anchor, { node: leaf(key, line), size: 1 });
    return key;
  }

  #merged(node: Node): readonly Table[] {
    const tables = node.form === 'list' ? node.items : [node];
    return tables.map((table) => {
      if (table.form === 'table') return table;
      throw this.#wrong('a merge key (<<) has a value that is no mapping', 'Merge mappings only', node.line);
    });
  }
}

/** What a plain scalar is in YAML 1.1, as far as CloudFormation's parser goes: `y` and `n` are texts to it. */
function plainValue(text: string): string | number | boolean | null {
  if (text === '' || /^(?:~|null|Null|NULL)$/.test(text)) return null;
  if (/^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/.test(text)) return true;
  if (/^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/.test(text)) return false;
  return plainNumber(text) ?? text;
}
