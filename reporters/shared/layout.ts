const wide =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{17000}-\u{18cff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const none = /[\p{M}\u1160-\u11ff]/u;

/** How many columns of a terminal a text takes: two for CJK and emoji, none for combining marks. */
export function widthOf(text: string): number {
  if (/^[\x00-\x7f]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += wide.test(character) ? 2 : none.test(character) ? 0 : 1;
  return width;
}

/** A log line that starts with this, white space apart, is a command to GitHub's runner. */
const command = '::';

/**
 * Lines of at most `width` columns, broken at spaces. A word that is too long (an ARN) goes on in the next line, after a
 * separator where it has one: nothing is cut. None starts as a command to a CI runner would.
 */
export function wrap(text: string, width: number): string[] {
  const room = Math.max(width, 8);
  const lines: string[] = [];
  let line: string[] = [];
  for (let word of text.split(' ')) {
    if (word === '') continue;
    if (line.length > 0 && widthOf([...line, word].join(' ')) <= room) {
      line.push(word);
      continue;
    }
    // `::/0` at the start of a line takes the word before it along, and so can be read; else it is written otherwise.
    const before = line.at(-1) ?? '';
    const along =
      word.startsWith(command) &&
      line.length > 1 &&
      !before.startsWith(command) &&
      widthOf(`${before} ${word}`) <= room;
    if (along) line.pop();
    if (line.length > 0) lines.push(line.join(' '));
    if (along) {
      line = [before, word];
      continue;
    }
    if (word.startsWith(command)) word = `\\x3a${word.slice(1)}`;
    const pieces = split(widthOf(word) > room ? word.replace(/:(?=::)/g, '\\x3a') : word, room);
    line = [pieces.pop() ?? ''];
    lines.push(...pieces);
  }
  if (line.length > 0) lines.push(line.join(' '));
  return lines;
}

/** The text on one line: what is too wide for it gives way to an ellipsis. */
export function fit(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let [kept, columns] = ['', 1];
  for (const character of text) {
    columns += widthOf(character);
    if (columns > width) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** A long word in pieces: each ends after the last separator of its second half, or else at the full width. */
function split(word: string, room: number): string[] {
  const pieces: string[] = [];
  let [start, at, separator, columns] = [0, 0, 0, 0];
  for (const character of word) {
    const width = widthOf(character);
    if (columns + width > room) {
      let end = separator > start ? separator : at;
      while (end > start + 1 && word.startsWith(command, end)) end -= 1;
      pieces.push(word.slice(start, end));
      columns = widthOf(word.slice(end, at));
      start = end;
    }
    at += character.length;
    columns += width;
    if (columns > room / 2 && '/:-,.=_&?'.includes(character)) separator = at;
  }
  return [...pieces, word.slice(start)];
}
