import { LineCounter, type Block } from './block.ts';

// Not the yaml library: a key that stands twice in an object is an error in YAML and none in Terraform's JSON, and
// generated files are large and may be deep.

const significant = /["{}[\],]/g;

/**
 * The top-level blocks of a file in Terraform's JSON syntax: each label is a key, and an array of objects may stand
 * wherever an object may.
 * @throws SyntaxError where it is not JSON
 */
export function jsonBlocks(text: string): Block[] {
  JSON.parse(text); // the walk below relies on it
  const lines = new LineCounter(text);
  const blocks: Block[] = [];
  const open: string[] = [];
  /** Of the objects that are open, the keys read last. */
  const path: string[] = [];
  let keyNext = false;
  let at = 0;
  for (;;) {
    significant.lastIndex = at;
    const match = significant.exec(text);
    if (match === null) return blocks;
    const token = match[0];
    at = match.index + 1;
    if (token === '"') {
      at = stringEnd(text, at);
      if (!keyNext) continue;
      keyNext = false;
      path[path.length - 1] = JSON.parse(text.slice(match.index, at)) as string;
      const header = headerOf(path);
      if (header !== null) blocks.push({ header, line: lines.lineAt(match.index) });
    } else if (token === '{' || token === '[') {
      open.push(token);
      keyNext = token === '{';
      if (keyNext) path.push('');
    } else if (token === ',') keyNext = open.at(-1) === '{';
    else if (open.pop() === '{') path.pop();
  }
}

function headerOf(path: readonly string[]): readonly string[] | null {
  const within = path[0] === 'check' ? 2 : 0;
  const type = path[within];
  if (type !== 'data' && (within !== 0 || (type !== 'resource' && type !== 'module'))) return null;
  return path.length === within + (type === 'module' ? 2 : 3) ? path.slice(within) : null;
}

/** The index behind the quote that closes a string. */
function stringEnd(text: string, from: number): number {
  let at = from;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}
