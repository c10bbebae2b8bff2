/** A module or resource instance's key: a number with `count`, a string with `for_each`, null with neither. */
export type InstanceKey = string | number | null;

/** A resource instance's address in a plan, taken apart. */
export interface ResourceAddress {
  /** The module calls on the way from the root module, outermost first. */
  readonly modules: readonly { readonly name: string; readonly key: InstanceKey }[];
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly key: InstanceKey;
}

interface Step {
  readonly name: string;
  readonly key: InstanceKey;
}

/**
 * Takes a resource address as plans write it apart: `module.net["a"].data.aws_ami.x[0]`.
 * @returns null for what is no address of one managed or data resource: a module's alone, an attribute's, `[*]`
 */
export function parseAddress(address: string): ResourceAddress | null {
  const steps = stepsOf(address);
  if (steps === null) return null;
  const modules: Step[] = [];
  let at = 0;
  /** The next step's name where it cannot have a key. */
  const word = (): string | null => (steps[at]?.key === null ? (steps[at]?.name ?? null) : null);
  while (word() === 'module') {
    const call = steps[at + 1];
    if (call === undefined) return null;
    modules.push(call);
    at += 2;
  }
  const mode = word() === 'data' ? 'data' : 'managed';
  if (mode === 'data') at += 1;
  const type = word();
  const resource = steps[at + 1];
  if (type === null || resource === undefined || steps.length !== at + 2) return null;
  return { modules, mode, type, name: resource.name, key: resource.key };
}

const nameOnly = /^[\w\u0080-\uffff-]+$/;
const number = /\[(\d{1,15})\]/y;

/** The names between the dots, each with its key. Walked by hand: a key may hold dots, brackets and megabytes. */
function stepsOf(address: string): Step[] | null {
  const steps: Step[] = [];
  let at = 0;
  for (;;) {
    const start = at;
    while (at < address.length && address[at] !== '.' && address[at] !== '[') at += 1;
    const name = address.slice(start, at);
    if (!nameOnly.test(name)) return null;
    let key: InstanceKey = null;
    if (address[at] === '[') {
      number.lastIndex = at;
      const index = number.exec(address);
      const end = index === null ? quotedEnd(address, at + 1) : at + index[0].length - 1;
      if (address[end] !== ']') return null;
      key = index === null ? unquoted(address.slice(at + 2, end - 1)) : Number(index[1]);
      if (key === null) return null;
      at = end + 1;
    }
    steps.push({ name, key });
    if (at === address.length) return steps;
    if (address[at] !== '.') return null;
    at += 1;
  }
}

/** The index behind the closing quote of what is quoted at `at`; -1 where nothing is. */
function quotedEnd(text: string, at: number): number {
  if (text[at] !== '"') return -1;
  for (let index = at + 1; index < text.length; index += 1) {
    if (text[index] === '"') return index + 1;
    if (text[index] === '\\') index += 1;
  }
  return -1;
}

const simple: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  '\\': '\\',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
};
const escaped = /\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|x([\da-fA-F]{2})|([^]))|([$%])\5\{/g;

/**
 * What a key says. Terraform quotes it as HCL does (`$${` for `${`), its older versions as Go does (`\a`, `\x7f`).
 * @returns null where an escape means nothing
 */
function unquoted(text: string): string | null {
  const meaningless: string[] = [];
  const value = text.replace(
    escaped,
    (escape, u?: string, long?: string, x?: string, letter?: string, sign?: string): string => {
      if (sign !== undefined) return `${sign}{`;
      const point = Number.parseInt(u ?? long ?? x ?? '', 16);
      const meant =
        letter === undefined ? (point <= 0x10ffff ? String.fromCodePoint(point) : undefined) : simple[letter];
      if (meant === undefined) meaningless.push(escape);
      return meant ?? '';
    },
  );
  return meaningless.length === 0 ? value : null;
}
