import { stringify } from 'yaml';

/** A text as YAML on one line, in quotes, whatever it holds. */
export function quoted(text: string): string {
  const isPlain = /^[\x20-\x7e]*$/.test(text);
  return stringify(text, {
    defaultStringType: isPlain ? 'QUOTE_SINGLE' : 'QUOTE_DOUBLE',
    doubleQuotedAsJSON: true,
    lineWidth: 0,
  }).trimEnd();
}

/** Texts as a list of YAML on one line. */
export function quotedList(texts: readonly string[]): string {
  return `[${texts.map(quoted).join(', ')}]`;
}
