/**
 * Names, tags and descriptions are written by whoever may tag a resource. These functions make them harmless in one
 * place each; a reporter puts no text from a report anywhere but through one of them.
 */

/** Controls, formats (bidirectional overrides, zero-width), line and paragraph separators, halves of a surrogate pair. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** The text with every character that acts instead of showing written as an escape: `\x1b`, `\u202e`. */
export function visible(text: string): string {
  return text.replace(unseen, (character) => named[character] ?? escapeOf(character));
}

function escapeOf(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  if (hex.length <= 2) return `\\x${hex.padStart(2, '0')}`;
  return hex.length <= 4 ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`;
}

/**
 * Text for a terminal or a CI log. `##[` and `##vso[` are commands to runners wherever they stand in a line; they are
 * broken up visibly. `::` is one only where a line starts with it, which `wrap` sees to.
 */
export function terminal(text: string): string {
  return visible(text).replace(/##(?=\w*\[)/g, '\\x23#');
}

/** The first characters of a text that is too long, and how many were left out: never cut silently. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  const kept = text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
  return `${kept}… (${(text.length - kept.length).toLocaleString('en-GB')} more characters)`;
}

/** Stands between what would otherwise be a link; `visible` has removed any that a text brought along. */
const gap = '\u200b';

/** What GitHub makes links of in any text, code apart: mentions, issue numbers, web and mail addresses, emoji names. */
function unlinked(text: string): string {
  return visible(text)
    .replace(/@(?=[\w-])/g, `@${gap}`)
    .replace(/#(?=\d)/g, `#${gap}`)
    .replace(/\bgh-(?=\d)/gi, `$&${gap}`)
    .replace(/:(?=\/\/)/g, `:${gap}`)
    .replace(/\bwww(?=\.)/gi, `$&${gap}`)
    .replace(/(?<![\w:]):(?=[\w+-]+:)/g, `:${gap}`);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '|': '&#124;',
  $: '&#36;',
  [gap]: '&#8203;',
};
const entityOf = (character: string) => entities[character] ?? '';

/** Text within an HTML block of Markdown (a `<summary>`), where backslashes escape nothing. */
export function html(text: string): string {
  return unlinked(text).replace(/[&<>"'\u200b]/g, entityOf);
}

/** Prose within a line or table cell of Markdown; not for the start of a line. */
export function prose(text: string): string {
  return unlinked(text)
    .replace(/[\\`*[\]~!^{}]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/[&<>|$\u200b]/g, entityOf);
}

/** An identifier or value in Markdown, as code: there GitHub links nothing. */
export function code(text: string): string {
  const shown = visible(text);
  if (shown === '') return '*(empty)*';
  // A code span takes everything literally but backticks, pipes in tables, and spaces at its ends.
  if (!/[`|]|^ | $/.test(shown)) return `\`${shown}\``;
  const escaped = shown.replace(/[^\p{L}\p{N}\p{M} ./:,=-]/gu, (character) => `&#${String(character.codePointAt(0))};`);
  return `<code>${escaped}</code>`;
}

/** Noncharacters that XML 1.0 has no way to write; `visible` has removed the controls and halves that it lacks too. */
const noncharacters = /[\ufffe\uffff]/g;
const xmlEntities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text of an XML element or attribute, on one line. */
export function xml(text: string): string {
  return visible(text)
    .replace(noncharacters, escapeOf)
    .replace(/[&<>"']/g, (character) => xmlEntities[character] ?? '');
}

/**
 * What follows the second `::` of a command to GitHub's runner, escaped as GitHub's own toolkit does. The runner turns
 * `%0A` into the end of a line after it has found the command, so nothing in here can begin another.
 */
export function commandData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** The value of a property of such a command. */
export function commandProperty(text: string): string {
  return commandData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
