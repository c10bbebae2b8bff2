import { InputError } from '../../core/errors.ts';
import type { UnknownValue } from '../../core/resource.ts';
import { formOf, leaf, textIn, type Entry, type Node, type Table } from './node.ts';
import type { Section } from './template.ts';

/** How many values the loops of an input may make altogether. */
const mostMade = 200_000;

/** What is left of that, for all loops of an input. */
export class LoopBudget {
  #left = mostMade;
  spend(file: string, line: number): void {
    this.#left -= 1;
    if (this.#left >= 0) return;
    throw new InputError(`its loops make more than ${mostMade} values`, 'Let Fn::ForEach run over fewer', {
      file,
      line,
    });
  }
}

export interface Unrolled {
  readonly entries: Section;
  /** Loops over what is not known: what they would have made is missing. */
  readonly open: readonly { readonly name: string; readonly line: number; readonly why: UnknownValue }[];
}

const isLoop = (key: string) => key.startsWith('Fn::ForEach::');

/**
 * Members with what `Fn::ForEach` makes of them, as the transform AWS::LanguageExtensions does:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 * @param collectionOf the texts that a loop runs over
 * @throws InputError with its line where a loop is not an identifier, a collection and a mapping, or makes a key twice
 */
export function unrolled(
  entries: Section,
  file: string,
  collectionOf: (node: Node) => readonly string[] | UnknownValue,
  budget: LoopBudget,
): Unrolled {
  if (![...entries.keys()].some(isLoop)) return { entries, open: [] };
  const made = new Map<string, Entry>();
  const open: Unrolled['open'][number][] = [];
  const put = (key: string, entry: Entry) => {
    const first = made.get(key);
    if (first !== undefined) {
      throw new InputError(`the loop makes the key ${JSON.stringify(key.slice(0, 60))} twice`, 'Name each of its own', {
        file,
        line: entry.line,
      });
    }
    made.set(key, entry);
  };
  const unroll = (members: Section): void => {
    for (const [key, entry] of members) {
      if (!isLoop(key)) {
        put(key, entry);
        continue;
      }
      const { identifier, collection, fragment } = loopOf(key, entry, file);
      const texts = collectionOf(collection);
      if (!isTexts(texts)) {
        open.push({ name: key.slice('Fn::ForEach::'.length), line: entry.line, why: texts });
        continue;
      }
      for (const text of texts) unroll(substituted(fragment, identifier, text, file, budget).entries);
    }
  };
  unroll(entries);
  return { entries: made, open };
}

const isTexts = (value: readonly string[] | UnknownValue): value is readonly string[] => Array.isArray(value);

function loopOf(
  key: string,
  { node, line }: Entry,
  file: string,
): { identifier: string; collection: Node; fragment: Table } {
  const [identifier, collection, fragment] = node.form === 'list' ? node.items : [];
  const name = textIn(identifier);
  if (name === undefined || collection === undefined || fragment?.form !== 'table') {
    throw new InputError(
      `${key.slice(0, 60)} is ${formOf(node)} of another form`,
      'Give it an identifier, a list of texts and a mapping',
      { file, line },
    );
  }
  return { identifier: name, collection, fragment };
}

/** A fragment with a text in place of the loop's identifier: `${Name}`, `&{Name}` (letters and digits of it), Ref. */
function substituted(fragment: Table, identifier: string, text: string, file: string, budget: LoopBudget): Table {
  const [dollar, ampersand] = [`\${${identifier}}`, `&{${identifier}}`];
  const letters = text.replaceAll(/[^A-Za-z0-9]/g, '');
  const into = (written: string) => written.replaceAll(dollar, () => text).replaceAll(ampersand, () => letters);
  const walk = (node: Node): Node => {
    budget.spend(file, node.line);
    if (node.form === 'leaf') return typeof node.value === 'string' ? leaf(into(node.value), node.line) : node;
    if (node.form === 'list') return { ...node, items: node.items.map(walk) };
    const ref = node.entries.size === 1 ? node.entries.get('Ref')?.node : undefined;
    return textIn(ref) === identifier ? leaf(text, node.line) : inTable(node);
  };
  const inTable = (table: Table): Table => ({
    ...table,
    entries: new Map([...table.entries].map(([key, { line, node }]) => [into(key), { line, node: walk(node) }])),
  });
  budget.spend(file, fragment.line);
  return inTable(fragment);
}
