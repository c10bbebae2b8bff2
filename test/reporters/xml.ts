/** An element of a document: its attributes, its children and the text between them. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

/** What XML 1.0 calls a character; everything else has no place in a document, not even as a reference. */
const outside = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const tokens = {
  opening: /<([A-Za-z_][\w.-]*)/uy,
  attribute: /\s+([A-Za-z_][\w.-]*)="([^"<\t\n\r]*)"/uy,
  empty: /\s*\/>/uy,
  end: /\s*>/uy,
  text: /[^<]+/uy,
  closing: /<\/([A-Za-z_][\w.-]*)\s*>/uy,
  space: /\s*/uy,
} as const;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads a document as strictly as XML 1.0 asks, as far as reports go: elements, attributes, text and references. A
 * comment, a CDATA section, a second declaration or anything else a report has no use for is an error.
 * @throws Error where it is not well-formed
 */
export function parseXml(document: string): Element {
  const bad = outside.exec(document);
  if (bad !== null) throw new Error(`a character that XML does not have at ${String(bad.index)}`);
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!document.startsWith(declaration)) throw new Error('no declaration');
  let at = declaration.length;
  const fail = (what: string): never => {
    throw new Error(`${what} at ${String(at)}: ${JSON.stringify(document.slice(at, at + 60))}`);
  };
  const take = (token: keyof typeof tokens): RegExpExecArray | null => {
    const pattern = tokens[token];
    pattern.lastIndex = at;
    const match = pattern.exec(document);
    if (match !== null) at = pattern.lastIndex;
    return match;
  };

  const element = (): Element => {
    const name = take('opening')?.[1] ?? fail('no element');
    const attributes: Record<string, string> = {};
    for (let match = attribute(); match !== null; match = attribute()) {
      const [key, value] = match;
      if (Object.hasOwn(attributes, key)) fail(`${key} twice`);
      attributes[key] = value;
    }
    if (take('empty') !== null) return { name, attributes, children: [], text: '' };
    if (take('end') === null) fail(`<${name}> does not end`);
    const children: Element[] = [];
    let text = '';
    while (!document.startsWith('</', at)) {
      if (document.startsWith('<', at)) children.push(element());
      else {
        const [run = ''] = take('text') ?? [fail(`</${name}> is missing`)];
        if (run.includes(']]>')) fail(']]> in text');
        text += decoded(run, fail);
      }
    }
    const end = take('closing')?.[1];
    if (end !== name) fail(`<${name}> is ended by ${String(end)}`);
    return { name, attributes, children, text };
  };
  const attribute = (): [string, string] | null => {
    const match = take('attribute');
    return match === null ? null : [match[1] ?? '', decoded(match[2] ?? '', fail)];
  };

  const root = element();
  take('space');
  if (at < document.length) fail('something after the root');
  return root;
}

function decoded(text: string, fail: (what: string) => never): string {
  return text.replace(/&([^;&]*;?)/g, (_, reference: string) => {
    const number = /^#(\d+);$/.exec(reference)?.[1] ?? null;
    const character =
      number === null ? entities[/^(\w+);$/.exec(reference)?.[1] ?? ''] : String.fromCodePoint(Number(number));
    return character === undefined || outside.test(character) ? fail(`&${reference} is no reference`) : character;
  });
}
