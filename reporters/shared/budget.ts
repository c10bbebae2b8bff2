/** Bytes of UTF-8. */
export function sizeOf(text: string): number {
  return Buffer.byteLength(text);
}

/** So many bytes may still be written. A share draws on the whole as well, so no section can starve those after it. */
export class Budget {
  #left: number;
  readonly #whole: Budget | null;

  constructor(bytes: number, whole: Budget | null = null) {
    this.#left = bytes;
    this.#whole = whole;
  }

  get left(): number {
    return this.#whole === null ? this.#left : Math.min(this.#left, this.#whole.left);
  }

  /** At most so many bytes of what is left. */
  share(bytes: number): Budget {
    return new Budget(Math.min(Math.floor(bytes), this.left), this);
  }

  /** Takes the bytes, or says that there is no room for them. */
  take(bytes: number): boolean {
    if (bytes > this.left) return false;
    this.#spend(bytes);
    return true;
  }

  #spend(bytes: number): void {
    this.#left -= bytes;
    if (this.#whole !== null) this.#whole.#spend(bytes);
  }
}

export interface List {
  /** What must stand before the first row: a heading, a table's head, an opening tag. */
  readonly before: string;
  /** A row may stand for several. */
  readonly rows: Iterable<string | { readonly text: string; readonly count: number }>;
  /** How many they stand for, those that `rows` does not bring included. */
  readonly total: number;
  /** What says how many are left out; longest when all are. */
  readonly more: (left: number) => string;
  /** What closes it. */
  readonly after?: string;
}

/**
 * Writes as many rows as there is room for, then how many there are besides: what opens is always closed, and nothing is
 * left out unsaid. Returns how many its rows stand for; where not even one has room it writes nothing at all.
 */
export function* list(budget: Budget, { before, rows, total, more, after = '' }: List): Generator<string, number> {
  const end = sizeOf(more(total)) + sizeOf(after);
  let written = 0;
  for (const row of rows) {
    const { text, count } = typeof row === 'string' ? { text: row, count: 1 } : row;
    if (!budget.take(sizeOf(text) + (written === 0 ? sizeOf(before) + end : 0))) break;
    if (written === 0) yield before;
    yield text;
    written += count;
  }
  if (written === 0) return 0;
  if (written < total) yield more(total - written);
  yield after;
  return written;
}
