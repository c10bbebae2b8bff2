import type { Unknown } from './resource.ts';

/** A fact that a rule needed and nobody could read. Ends the evaluation as `unknown`; only evaluate.ts catches it. */
export class UnknownFact extends Error {
  declare readonly name: 'UnknownFact';
  readonly unknown: Unknown;
  constructor(subject: string, unknown: Unknown) {
    // It says what is unknown, not where in the code: of a plan there are tens of thousands, and stacks cost most.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(`${subject}: ${unknown.message}`);
    Error.stackTraceLimit = stackTraceLimit;
    this.unknown = unknown;
  }
  static {
    Object.defineProperty(this.prototype, 'name', { value: 'UnknownFact' });
  }
}

/** What a listing of resources does with the evidence that the test of an element left: keeps it, or takes it back. */
export interface EvidenceMark {
  mark(): number;
  forget(mark: number): void;
}

/**
 * A list whose questions have three answers. An element whose test meets an unknown fact is remembered and the rest
 * tried: one proof is enough whatever the order. Only where nothing decided is the unknown raised. A list that may
 * have more elements than were seen (a denied page, a part known after apply) ends in one such element, so that
 * "none" is never concluded from it.
 */
export class Listing<T> {
  readonly #elements: Iterable<T>;
  readonly #missing: UnknownFact | null;
  readonly #evidence: EvidenceMark | null;

  /** @param elements may be made each time they are walked */
  constructor(elements: Iterable<T>, missing: UnknownFact | null = null, evidence: EvidenceMark | null = null) {
    this.#elements = elements;
    this.#missing = missing;
    this.#evidence = evidence;
  }

  /** The elements seen, whether or not there may be more. What is concluded from them must hold with more of them. */
  get known(): readonly T[] {
    return Array.isArray(this.#elements) ? (this.#elements as readonly T[]) : [...this.#elements];
  }

  /** Raises the unknown, if the list may have more elements or one could not be tested: call it before saying "none". */
  settle(): void {
    if (this.#missing !== null) throw this.#missing;
  }

  /** Every element, in order; raises after the last one if there may be more. */
  *[Symbol.iterator](): Generator<T> {
    yield* this.#elements;
    this.settle();
  }

  some(test: (element: T) => boolean): boolean {
    return this.find(test) !== undefined;
  }

  every(test: (element: T) => boolean): boolean {
    return !this.some((element) => !test(element));
  }

  find(test: (element: T) => boolean): T | undefined {
    let missing = this.#missing;
    for (const element of this.#elements) {
      const mark = this.#evidence?.mark() ?? 0;
      try {
        if (test(element)) return element;
        this.#evidence?.forget(mark);
      } catch (error) {
        if (!(error instanceof UnknownFact)) throw error;
        missing ??= error;
      }
    }
    if (missing !== null) throw missing;
    return undefined;
  }

  filter(test: (element: T) => boolean): Listing<T> {
    return this.#derive((element, keep: T[]) => {
      if (!test(element)) return false;
      keep.push(element);
      return true;
    });
  }

  map<U>(change: (element: T) => U): Listing<U> {
    return this.#derive((element, keep: U[]) => {
      keep.push(change(element));
      return true;
    });
  }

  flatMap<U>(change: (element: T) => Listing<U>): Listing<U> {
    const parts = this.map(change);
    let missing = parts.#missing;
    for (const part of parts.#elements) missing ??= part.#missing;
    return new Listing(
      parts.known.flatMap((part) => part.known),
      missing,
      this.#evidence,
    );
  }

  /** How many there are, or how many pass the test. */
  count(test?: (element: T) => boolean): number {
    const counted = test === undefined ? this : this.filter(test);
    counted.settle();
    return counted.known.length;
  }

  isEmpty(): boolean {
    return !this.some(() => true);
  }

  includes(value: T): boolean {
    return this.some((element) => element === value);
  }

  /** The first element, undefined for an empty list: for look-ups by an identity, of which there is one at most. */
  first(): T | undefined {
    return this.find(() => true);
  }

  /** All elements as an array; raises if there may be more. */
  toArray(): T[] {
    this.settle();
    return [...this.#elements];
  }

  toJSON(): readonly T[] {
    return this.known;
  }

  #derive<U>(take: (element: T, keep: U[]) => boolean): Listing<U> {
    let missing = this.#missing;
    const kept: U[] = [];
    for (const element of this.#elements) {
      const mark = this.#evidence?.mark() ?? 0;
      try {
        if (!take(element, kept)) this.#evidence?.forget(mark);
      } catch (error) {
        if (!(error instanceof UnknownFact)) throw error;
        missing ??= error;
      }
    }
    return new Listing(kept, missing, this.#evidence);
  }
}
