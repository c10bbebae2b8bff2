/** A command as GitHub's runner takes it from a line of a step's output. */
export interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** Of the commands that a runner knows, those that do more than show something. */
const known =
  /^(?:error|warning|notice|debug|group|endgroup|echo|add-mask|add-matcher|remove-matcher|add-path|set-env|set-output|save-state|stop-commands)$/i;

/**
 * What a runner makes of the lines, by its own steps: a command is a line that starts with `::` once white space is
 * taken off, and goes to the next `::`; in the older form it is `##[` wherever it stands. Properties are parted at
 * commas and at the first `=`, and only then unescaped.
 */
export function commandsOf(output: string): Command[] {
  return output.split(/\r\n|\r|\n/).flatMap((line) => newForm(line) ?? oldForm(line) ?? []);
}

function newForm(line: string): Command | null {
  const text = line.trimStart();
  const end = text.indexOf('::', 2);
  if (!text.startsWith('::') || end < 0) return null;
  return commandOf(text.slice(2, end), ',', unescapedData(text.slice(end + 2)));
}

function oldForm(line: string): Command | null {
  const start = line.indexOf('##[');
  const end = line.indexOf(']', start);
  return start < 0 || end < 0 ? null : commandOf(line.slice(start + 3, end), ';', line.slice(end + 1));
}

function commandOf(head: string, separator: string, message: string): Command | null {
  const [name = '', ...rest] = head.split(' ');
  if (!known.test(name)) return null;
  const properties: Record<string, string> = {};
  for (const property of rest.join(' ').trim().split(separator)) {
    const at = property.indexOf('=');
    if (at > 0) properties[property.slice(0, at)] = unescapedProperty(property.slice(at + 1));
  }
  return { name, properties, message };
}

const unescapedData = (text: string) => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
const unescapedProperty = (text: string) =>
  text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
