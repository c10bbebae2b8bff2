import { InputError, messageOf } from '../../core/errors.ts';
import { deepest, duplicateKey, leaf, plainNumber, tooDeep, type Entry, type Node } from './node.ts';

/** A text that is not JSON, as opposed to JSON that says something wrong. */
export class NotJson extends InputError {}

/**
 * JSON with its lines. (The YAML parser would read it too, and take a hundred times as long as JSON.parse.)
 * @throws NotJson where it is none, InputError where a key stands twice or it is nested too deeply
 */
export function parseJson(text: string, file: string): Node {
  return new JsonReader(text, file).document();
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** By their first letters. */
const words: Readonly<Record<string, readonly [word: string, value: boolean | null]>> = {
  t: ['true', true],
  f: ['false', false],
  n: ['null', null],
};

class JsonReader {
  readonly #text: string;
  readonly #file: string;
  #at = 0;
  #line = 1;

  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
  }

  document(): Node {
    const node = this.#value(0);
    this.#space();
    if (this.#at < this.#text.length) throw this.#wrong('more follows after its end');
    return node;
  }

  #wrong(what: string): NotJson {
    return new NotJson(`is not JSON: ${what}`, 'Mend the file, or make it anew', {
      file: this.#file,
      line: this.#line,
    });
  }

  #space(): void {
    for (; ; this.#at += 1) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 10) this.#line += 1;
      else if (code !== 32 && code !== 13 && code !== 9) return;
    }
  }

  #value(depth: number): Node {
    if (depth > deepest) throw tooDeep(this.#file, this.#line);
    this.#space();
    const first = this.#text[this.#at];
    if (first === '{') return this.#table(depth);
    if (first === '[') return this.#list(depth);
    const line = this.#line;
    if (first === '"') return leaf(this.#string(), line);
    if (first === undefined) throw this.#wrong('it ends in the middle');
    const word = words[first];
    if (word !== undefined && this.#text.startsWith(word[0], this.#at)) {
      this.#at += word[0].length;
      return leaf(word[1], line);
    }
    number.lastIndex = this.#at;
    const written = number.exec(this.#text)?.[0];
    if (written === undefined) throw this.#wrong(`there is ${JSON.stringify(first)} where a value should be`);
    this.#at += written.length;
    return leaf(plainNumber(written) ?? written, line);
  }

  #table(depth: number): Node {
    const line = this.#line;
    const entries = new Map<string, Entry>();
    this.#at += 1;
    this.#space();
    if (this.#text[this.#at] === '}') {
      this.#at += 1;
      return { form: 'table', line, entries };
    }
    for (;;) {
      this.#space();
      if (this.#text[this.#at] !== '"') throw this.#missing('a key in quotes');
      const at = this.#line;
      const key = this.#string();
      const first = entries.get(key);
      if (first !== undefined) throw duplicateKey(key, first.line, this.#file, at);
      this.#space();
      if (this.#text[this.#at] !== ':') throw this.#missing('a colon');
      this.#at += 1;
      entries.set(key, { line: at, node: this.#value(depth + 1) });
      if (this.#closes('}')) return { form: 'table', line, entries };
    }
  }

  #list(depth: number): Node {
    const line = this.#line;
    const items: Node[] = [];
    this.#at += 1;
    this.#space();
    if (this.#text[this.#at] === ']') {
      this.#at += 1;
      return { form: 'list', line, items };
    }
    for (;;) {
      items.push(this.#value(depth + 1));
      if (this.#closes(']')) return { form: 'list', line, items };
    }
  }

  #closes(bracket: string): boolean {
    this.#space();
    const next = this.#text[this.#at];
    if (next !== ',' && next !== bracket) throw this.#missing(`a comma or ${bracket}`);
    this.#at += 1;
    return next === bracket;
  }

  #missing(what: string): NotJson {
    const found = this.#text[this.#at];
    return this.#wrong(
      found === undefined ? 'it ends in the middle' : `there is ${JSON.stringify(found)} where ${what} should be`,
    );
  }

  #string(): string {
    const start = this.#at + 1;
    let end = start;
    let plain = true;
    for (; ; end += 1) {
      const code = this.#text.charCodeAt(end);
      if (code === 34) break;
      if (Number.isNaN(code)) throw this.#wrong('it ends in the middle of a text');
      if (code === 92) {
        plain = false;
        end += 1;
      } else if (code < 32) throw this.#wrong('a text goes on over the end of its line');
    }
    this.#at = end + 1;
    if (plain) return this.#text.slice(start, end);
    try {
      return JSON.parse(this.#text.slice(start - 1, end + 1)) as string;
    } catch (error) {
      throw this.#wrong(messageOf(error));
    }
  }
}
