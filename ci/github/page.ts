import { createHash } from 'node:crypto';

/** Bytes of what GitHub takes: of a comment or issue 65,536 characters, of a job's summary 1 MiB for each step. */
export const limits = { comment: 65_000, summary: 1_000_000 };

/**
 * Markdown within so many bytes of UTF-8: whole lines from its beginning, with what they left open closed, and `rest`
 * that says where the others are.
 */
export function within(markdown: string, limit: number, rest: string): string {
  if (Buffer.byteLength(markdown) <= limit) return markdown;
  const kept: string[] = [];
  let open = 0;
  let left = limit - Buffer.byteLength(`\n${rest}\n`);
  for (const line of markdown.split('\n')) {
    const opened = open + count(line, /<details\b/g) - count(line, /<\/details>/g);
    // What is open has to be closed as well.
    left -= Buffer.byteLength(`${line}\n`);
    if (left < opened * closing.length) break;
    kept.push(line);
    open = opened;
  }
  return `${kept.join('\n')}\n${closing.repeat(open)}\n${rest}\n`;
}

const closing = '\n</details>\n';
const count = (line: string, what: RegExp) => line.match(what)?.length ?? 0;

/**
 * The first line of what is written once and then updated. It is invisible, and nothing that a report says can make one:
 * reports have no `<` but as an entity.
 */
export function markerOf(what: 'change' | 'review', key: string): string {
  const plain = /^[A-Za-z0-9._/-]{1,100}$/.test(key);
  return `<!-- assize ${what}: ${plain ? key : createHash('sha256').update(key).digest('hex').slice(0, 32)} -->`;
}
