import { isSymbol } from '../planned/symbol.ts';
import { untold, type Block, type Maybe } from '../planned/value.ts';

/**
 * A text that is the resource's own and refers to no other: its name, a policy. Where it is put together of attributes
 * of others, the plan tells only of which, and what stands for one of them is not the text.
 */
export function ownText(properties: Block, name: string): Maybe<string | null> {
  return own(properties.filled(name), name);
}

export function ownDocument(properties: Block, name: string): Maybe<string | null> {
  return own(properties.document(name), name);
}

function own(text: Maybe<string | null>, name: string): Maybe<string | null> {
  return typeof text === 'string' && isSymbol(text) ? untold(`${name} is known after apply`) : text;
}
