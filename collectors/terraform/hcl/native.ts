import { LineCounter, type Block } from './block.ts';

// Not a library: those that read HCL 2 in JavaScript (hcl2-parser, hcl2-json-parser, hcl.js) are HashiCorp's own parser
// compiled from Go, megabytes that start slowly and give no lines, or a tree-sitter grammar in WebAssembly. Only block
// headers are wanted here, so this knows HCL's tokens (hclsyntax/scan_tokens.rl) and nothing of its expressions.

/** Code, either the file's or that of a `${ }`, with the braces open in it; or the text of a string or a heredoc. */
type Frame =
  | { readonly kind: 'code'; braces: number }
  | { readonly kind: 'string' }
  /** `start` is where its present line starts. */
  | { readonly kind: 'heredoc'; readonly marker: string; start: number };

// Without the flag `u`, and no group repeated: a file of one long line must not exhaust the stack. Every character
// beyond ASCII counts as one of a name; elsewhere than in names, HCL allows none.
const inCode =
  /\n|#|\/[/*]|"(?:[^"\\$%\r\n]*")?|<<-?([a-z_\u0080-\uffff][\w\u0080-\uffff-]*)\r?\n|[{}]|[a-z_\u0080-\uffff][\w\u0080-\uffff-]*|\S/gi;
const name = /^[a-z_\u0080-\uffff]/i;
const inString = /\\[^\r\n]|\$\$\{|%%\{|[$%]\{|"/g;
const inHeredoc = /\$\$\{|%%\{|[$%]\{|\n/g;

/**
 * The top-level blocks of a file in Terraform's native syntax, and the data blocks within `check` blocks.
 * Never fails: of a file that is broken, what stands before the break is found.
 */
export function nativeBlocks(text: string): Block[] {
  return new Scanner(text).blocks();
}

class Scanner {
  readonly #text: string;
  readonly #lines: LineCounter;
  readonly #file = { kind: 'code', braces: 0 } satisfies Frame;
  readonly #frames: Frame[] = [this.#file];
  readonly #blocks: Block[] = [];
  /** The words of this line so far, where they can be a header's; null where they cannot. */
  #header: string[] | null = [];
  #headerAt = 0;
  /** The type of the top-level block that is open. */
  #within: string | undefined;

  constructor(text: string) {
    this.#text = text;
    this.#lines = new LineCounter(text);
  }

  blocks(): Block[] {
    let at = 0;
    for (;;) {
      const frame = this.#frames.at(-1) ?? this.#file;
      const pattern = frame.kind === 'code' ? inCode : frame.kind === 'string' ? inString : inHeredoc;
      pattern.lastIndex = at;
      const match = pattern.exec(this.#text);
      if (match === null) return this.#blocks;
      at = frame.kind === 'code' ? this.#code(frame, match) : this.#template(frame, match);
    }
  }

  /** @returns where to read on */
  #code(frame: Frame & { kind: 'code' }, match: RegExpExecArray): number {
    const token = match[0];
    const end = match.index + token.length;
    if (token === '#' || token === '//') return this.#find('\n', end, 0); // the newline ends a header
    if (token === '/*') return this.#find('*/', end, 2);
    if (token === '"') this.#enter({ kind: 'string' });
    else if (match[1] !== undefined) this.#enter({ kind: 'heredoc', marker: match[1], start: end });
    else if (token === '}' && frame !== this.#file && frame.braces === 0) this.#frames.pop();
    else if (frame === this.#file) this.#structure(token, match.index);
    else if (token === '{') frame.braces += 1;
    else if (token === '}') frame.braces -= 1;
    return end;
  }

  #enter(frame: Frame): void {
    this.#header = null;
    this.#frames.push(frame);
  }

  #template(frame: Frame & { kind: 'string' | 'heredoc' }, match: RegExpExecArray): number {
    const token = match[0];
    const end = match.index + token.length;
    if (token === '"') this.#frames.pop();
    else if (token === '${' || token === '%{') this.#frames.push({ kind: 'code', braces: 0 });
    else if (token === '\n' && frame.kind === 'heredoc') {
      // The marker's line ends the heredoc whatever blanks are around it, with `<<` too.
      if (this.#text.slice(frame.start, match.index).trim() === frame.marker) {
        this.#frames.pop();
        return match.index;
      }
      frame.start = end;
    }
    return end;
  }

  /** A token of the file itself, within no string, heredoc or comment. */
  #structure(token: string, at: number): void {
    const depth = this.#file.braces;
    if (token === '\n') this.#header = [];
    else if (token === '{') {
      const type = this.#header?.[0];
      const wanted = depth === 0 || (depth === 1 && this.#within === 'check' && type === 'data');
      if (this.#header !== null && type !== undefined && wanted) {
        this.#blocks.push({ header: this.#header, line: this.#lines.lineAt(this.#headerAt) });
      }
      if (depth === 0) this.#within = type;
      this.#file.braces += 1;
      this.#header = [];
    } else if (token === '}') {
      this.#file.braces = Math.max(0, depth - 1);
      this.#header = [];
    } else if (this.#header !== null) {
      const quoted = token.startsWith('"');
      if (this.#header.length === 0) this.#headerAt = at;
      if (quoted ? this.#header.length > 0 : name.test(token)) this.#header.push(quoted ? token.slice(1, -1) : token);
      else this.#header = null;
    }
  }

  #find(what: string, from: number, beyond: number): number {
    const index = this.#text.indexOf(what, from);
    return index === -1 ? this.#text.length : index + beyond;
  }
}
