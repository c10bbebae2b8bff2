/**
 * The best of many, in bounded memory: `add` is O(log n), and what cannot be among the best is turned away at once.
 * Among equals the first to come stays first.
 */
export class Top<T> {
  readonly #limit: number;
  readonly #compare: (a: T, b: T) => number;
  /** A heap whose root is the worst that is kept. */
  readonly #heap: { item: T; order: number }[] = [];
  #seen = 0;

  /** @param compare negative where the first is the better */
  constructor(limit: number, compare: (a: T, b: T) => number) {
    this.#limit = limit;
    this.#compare = compare;
  }

  /** How many were offered. */
  get seen(): number {
    return this.#seen;
  }

  /** How many of them were turned away. */
  get left(): number {
    return this.#seen - this.#heap.length;
  }

  add(item: T): void {
    const entry = { item, order: this.#seen };
    this.#seen += 1;
    const heap = this.#heap;
    if (heap.length < this.#limit) {
      heap.push(entry);
      let child = heap.length - 1;
      while (child > 0) {
        const parent = (child - 1) >> 1;
        if (!this.#worse(child, parent)) break;
        this.#swap(child, parent);
        child = parent;
      }
      return;
    }
    const worst = heap[0];
    if (worst === undefined || this.#compare(item, worst.item) >= 0) return;
    heap[0] = entry;
    let parent = 0;
    for (;;) {
      let next = parent;
      for (const child of [2 * parent + 1, 2 * parent + 2]) {
        if (child < heap.length && this.#worse(child, next)) next = child;
      }
      if (next === parent) return;
      this.#swap(parent, next);
      parent = next;
    }
  }

  /** What was kept, the best first. */
  sorted(): T[] {
    return [...this.#heap].sort((a, b) => this.#compare(a.item, b.item) || a.order - b.order).map(({ item }) => item);
  }

  #worse(a: number, b: number): boolean {
    const [one, other] = [this.#heap[a], this.#heap[b]];
    if (one === undefined || other === undefined) return false;
    return (this.#compare(one.item, other.item) || one.order - other.order) > 0;
  }

  #swap(a: number, b: number): void {
    const [one, other] = [this.#heap[a], this.#heap[b]];
    if (one === undefined || other === undefined) return;
    this.#heap[a] = other;
    this.#heap[b] = one;
  }
}
