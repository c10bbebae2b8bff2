import { UnknownValue, type UnknownReason } from '../../core/resource.ts';

/** A value of a plan or template: JSON in which what cannot be told yet stands as an `UnknownValue`, at any depth. */
export type Planned =
  | string
  | number
  | boolean
  | null
  | UnknownValue
  | OpenList<Planned>
  | readonly Planned[]
  | { readonly [name: string]: Planned };

/** A value that may not be known. */
export type Maybe<T> = T | UnknownValue;

/** What a plan or template cannot tell: known only after apply, or never told by that input. */
export function untold(message: string, reason: UnknownReason = 'known-after-apply'): UnknownValue {
  return new UnknownValue({ reason, operation: null, message });
}

/** For a fact of which a plan or template has no property at all: only the account knows it. */
export const onlyLive = untold('only the account tells', 'not-collected');

/** A list that may have more elements than are named: a dynamic block, a rule that another resource adds. */
export class OpenList<E> {
  readonly elements: readonly E[];
  readonly unknown: UnknownValue;
  constructor(elements: readonly E[], unknown: UnknownValue) {
    this.elements = elements;
    this.unknown = unknown;
  }
}

/**
 * A list as the account had it when the state was refreshed, with what resources of their own put into it: what one of
 * those withdraws is then taken out of it.
 */
export class Refreshed<E> {
  readonly elements: readonly E[];
  constructor(elements: readonly E[]) {
    this.elements = elements;
  }
}

/** A list that is there where nothing else is given: what a resource of its own adds takes its place. */
export class DefaultList<E> {
  readonly list: readonly E[] | OpenList<E>;
  constructor(list: readonly E[] | OpenList<E>) {
    this.list = list;
  }
}

/**
 * What a resource has when it is made, and its input does not speak of: true of one that is new. One that the account
 * has keeps what it has there, with what parts add to it.
 */
export class AsMade<T> {
  readonly value: T;
  constructor(value: T) {
    this.value = value;
  }
}

/** A fact's value as a mapping gives it: any part of it may be unknown, and a list may be open. */
export type Deep<T> =
  | UnknownValue
  | (T extends readonly (infer E)[]
      ? readonly Deep<E>[] | OpenList<Deep<E>> | Refreshed<Deep<E>> | DefaultList<Deep<E>>
      : T extends object
        ? { readonly [P in keyof T]: Deep<T[P]> }
        : T);

/** The value changed, where it is known and there; null and what is not known stay. */
export function then<T, U>(value: Maybe<T | null>, change: (value: T) => U): U | UnknownValue | null {
  if (value instanceof UnknownValue) return value;
  return value === null ? null : change(value);
}

/** The elements of a list, which may be open. */
export type Items<E> = readonly E[] | OpenList<E>;

/** Every element changed; what is not known stays so, and an open list stays open. */
export function each<E, U>(
  items: Maybe<Items<Maybe<E>> | null>,
  change: (element: E) => U,
): Maybe<Items<Maybe<U>> | null> {
  return then(items, (list) => {
    const elements = elementsOf(list).map((element) => (element instanceof UnknownValue ? element : change(element)));
    return list instanceof OpenList ? new OpenList(elements, list.unknown) : elements;
  });
}

/** The elements as far as they are named; what is not known, the list or its end, stands as one element. */
export function elementsWithUnknown<E>(items: Maybe<Items<Maybe<E>> | null>): readonly Maybe<E>[] {
  if (items === null) return [];
  if (items instanceof UnknownValue) return [items];
  return items instanceof OpenList ? [...items.elements, items.unknown] : items;
}

/** Those that are named, whether or not there may be more. */
export function elementsOf<E>(items: Items<E>): readonly E[] {
  return items instanceof OpenList ? items.elements : items;
}

/** The default, where the property is left out. */
export function or<T, D>(value: Maybe<T | null>, fallback: D): Maybe<T> | D {
  return value === null ? fallback : value;
}

/**
 * The properties of one planned resource, or of a block in it. Every question is for one type: a property that is
 * left out or null answers null, one of another type is unknown, with a message that names it.
 */
export class Block {
  readonly #value: Readonly<Record<string, Planned>>;
  readonly #where: string;

  constructor(value: Readonly<Record<string, Planned>>, where = '') {
    this.#value = value;
    this.#where = where;
  }

  get names(): readonly string[] {
    return Object.keys(this.#value);
  }

  raw(name: string): Planned {
    return Object.hasOwn(this.#value, name) ? (this.#value[name] ?? null) : null;
  }

  /** A number or truth value that stands where a text is wanted is taken as it is written. */
  text(name: string): Maybe<string | null> {
    return this.#as(name, 'a text', asText);
  }

  /** Empty is the same as left out. */
  filled(name: string): Maybe<string | null> {
    const value = this.text(name);
    return value === '' ? null : value;
  }

  whole(name: string): Maybe<number | null> {
    return this.#as(name, 'a whole number', (value) => {
      const number = typeof value === 'string' && /^-?\d+$/.test(value.trim()) ? Number(value) : value;
      return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
    });
  }

  flag(name: string): Maybe<boolean | null> {
    return this.#as(name, 'true or false', (value) => {
      if (typeof value === 'boolean') return value;
      const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
      return word === 'true' ? true : word === 'false' ? false : undefined;
    });
  }

  /** The elements of a list; a single value stands for a list of one, as templates allow. */
  list(name: string): Maybe<Items<Planned> | null> {
    const value = this.raw(name);
    if (value === null || value instanceof UnknownValue || value instanceof OpenList) return value;
    return Array.isArray(value) ? (value as readonly Planned[]) : [value];
  }

  /** A list of texts, each of which may be unknown. */
  texts(name: string): Maybe<Items<Maybe<string>> | null> {
    return each(this.list(name), (element) => asText(element) ?? this.#misfit(`an element of ${name}`, 'a text'));
  }

  /** A list of blocks, each of which may be unknown. */
  blocks(name: string): Maybe<Items<Maybe<Block>> | null> {
    return each(this.list(name), (element) =>
      isRecord(element) ? new Block(element, this.#path(name)) : this.#misfit(`an element of ${name}`, 'a block'),
    );
  }

  /** A block that stands once at most, by itself or as a list of one. */
  block(name: string): Maybe<Block | null> {
    const blocks = this.blocks(name);
    if (blocks === null || blocks instanceof UnknownValue) return blocks;
    return elementsOf(blocks)[0] ?? (blocks instanceof OpenList ? blocks.unknown : null);
  }

  /** A document (an IAM policy) as JSON text, whether it stands as text or as an object. */
  document(name: string): Maybe<string | null> {
    const value = this.raw(name);
    if (value === null || value instanceof UnknownValue) return value;
    if (typeof value === 'string') return value;
    const hidden = unknownIn(value);
    return hidden ?? JSON.stringify(value);
  }

  #as<T>(name: string, wanted: string, read: (value: Planned) => T | undefined): Maybe<T | null> {
    const value = this.raw(name);
    if (value === null || value instanceof UnknownValue) return value;
    return read(value) ?? this.#misfit(name, wanted);
  }

  #misfit(name: string, wanted: string): UnknownValue {
    return untold(`${this.#path(name)} is not ${wanted}`, 'error');
  }

  #path(name: string): string {
    return this.#where === '' ? name : `${this.#where}/${name}`;
  }
}

function asText(value: Planned): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

export function isRecord(value: unknown): value is Readonly<Record<string, Planned>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return !(value instanceof UnknownValue || value instanceof OpenList);
}

/** The first part of a value that is unknown; null where all of it is known. */
export function unknownIn(value: Planned): UnknownValue | null {
  if (value instanceof UnknownValue) return value;
  if (value instanceof OpenList) return value.unknown;
  if (typeof value !== 'object' || value === null) return null;
  for (const part of Object.values<Planned>(value)) {
    const found = unknownIn(part);
    if (found !== null) return found;
  }
  return null;
}
