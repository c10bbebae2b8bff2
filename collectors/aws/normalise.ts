import { SourcedValue, UnknownValue, type Given, type Source, type Unknown } from '../../core/resource.ts';

/** A point in time as facts hold it; undefined where there is none, or none that can be read. */
export function instant(when: Date | string | undefined): string | undefined {
  const date = typeof when === 'string' ? new Date(when) : when;
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** A tag as most services answer it. */
export interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/**
 * Tags as a record, whatever their keys are. No list is no answer: for a resource without tags IAM and RDS answer an
 * empty one. RDS leaves it out where it does not tell tags (older partitions, some kinds of resources).
 */
export function tagsOf(tags: readonly Tag[]): Record<string, string>;
export function tagsOf(tags: readonly Tag[] | undefined): Record<string, string> | undefined;
export function tagsOf(tags: readonly Tag[] | undefined): Record<string, string> | undefined {
  // A tag may have a key alone: its value is then the empty text.
  return tags === undefined
    ? undefined
    : Object.fromEntries(tags.flatMap(({ Key, Value = '' }) => (Key === undefined ? [] : [[Key, Value]])));
}

/** What people call a resource that has no name of its own: its tag `Name`. */
export function nameTag(tags: readonly Tag[] = []): string | null {
  return textOrNull(tags.find(({ Key }) => Key === 'Name')?.Value);
}

/** For a member that AWS leaves out, or answers empty, where there is none. */
export function textOrNull(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}

/** A fact from another call than its resource's own. */
export function from<T>(source: Source, value: T | undefined): Given<T> {
  return value === undefined
    ? new UnknownValue(lacking(source, 'the answer does not tell'))
    : new SourcedValue(value, source);
}

/** All of them, or undefined: a list with a hole in it is not known. */
export function all<T>(values: (T | undefined)[] | undefined): T[] | undefined {
  return values?.every((value) => value !== undefined) === true ? values : undefined;
}

type Whole<R> = R extends object ? { [P in keyof R]-?: Exclude<R[P], undefined> } : Exclude<R, undefined>;

/** The lists in one resource, read so that what AWS left out of an element is not taken for an answer. */
export class Parts {
  /** For the resource: the lists that may have more elements than could be read. */
  readonly unknown: Record<string, Unknown> = {};
  readonly #source: Source;

  constructor(source: Source) {
    this.#source = source;
  }

  /** The elements of a fact. One without a member that it must have is left out, and the list stays open. */
  list<E, R>(fact: string, elements: readonly E[] | undefined, read: (element: E) => R): Whole<R>[] | undefined {
    return elements?.flatMap((element) => {
      const value = read(element);
      if (isWhole(value)) return [value];
      this.unknown[`${fact}/*`] = lacking(this.#source, `an element of ${fact} is not whole in the answer`);
      return [];
    });
  }
}

function isWhole<R>(value: R): value is R & Whole<R> {
  if (value === undefined) return false;
  return typeof value !== 'object' || value === null || !Object.values(value).includes(undefined);
}

function lacking(source: Source, message: string): Unknown {
  return { reason: 'error', operation: source.operation, message };
}
