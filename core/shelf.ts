import type { Resource } from './resource.ts';

/** Bytes that are reserved at a time; a resource of more has a piece of its own. */
const pieceSize = 1 << 20;
/** Resources that are kept parsed after they were read: an evaluation asks for the same few several times. */
const keptParsed = 64;

/** What many resources share: those of one page of one call. */
type Head = Pick<Resource, 'kind' | 'account' | 'region' | 'source' | 'sources'> & {
  /** Names of the facts that are known, in their order. */
  readonly names: readonly string[];
};

/**
 * Resources put away as text, in bytes outside the heap, and parsed when they are asked for. As objects they take ten
 * times as much: of a large estate several GiB, which the garbage collector walks again and again.
 */
export class Shelf {
  /** The last one is being filled. */
  readonly #pieces: Buffer[] = [];
  #filled = pieceSize;
  /** By place: where its text begins (piece and byte in one number), its bytes, and what it shares with others. */
  readonly #starts: number[] = [];
  readonly #lengths: number[] = [];
  readonly #heads: Head[] = [];
  /** By their own JSON text. */
  readonly #known = new Map<string, Head>();
  #recent = new Map<number, Resource>();
  #older = new Map<number, Resource>();

  /** @returns the place of the resource */
  add(resource: Resource): number {
    const { kind, account, region, source, sources, facts, ...own } = resource;
    const known = Object.entries(facts).filter(([, value]) => value !== undefined);
    const head = this.#shared({ kind, account, region, source, sources, names: known.map(([name]) => name) });
    const text = JSON.stringify([own, ...known.map(([, value]) => value)]);
    const length = Buffer.byteLength(text);
    if (this.#filled + length > pieceSize) {
      this.#pieces.push(Buffer.allocUnsafeSlow(Math.max(pieceSize, length)));
      this.#filled = 0;
    }
    const piece = this.#pieces.length - 1;
    this.#pieces[piece]?.write(text, this.#filled);
    const place = this.#starts.push(piece * pieceSize + this.#filled) - 1;
    this.#filled += length;
    this.#lengths.push(length);
    this.#heads.push(head);
    return place;
  }

  /** The resource, kept for the next who asks. */
  at(place: number): Resource {
    let resource = this.#recent.get(place);
    if (resource !== undefined) return resource;
    resource = this.#older.get(place) ?? this.read(place);
    // Two halves: what nobody asks for while one fills up is forgotten.
    if (this.#recent.size >= keptParsed) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(place, resource);
    return resource;
  }

  /** The resource, read for one use. */
  read(place: number): Resource {
    const { names, ...head } = this.#head(place);
    const start = this.#starts[place] ?? 0;
    const from = start % pieceSize;
    const piece = this.#pieces[Math.floor(start / pieceSize)];
    const text = piece?.toString('utf8', from, from + (this.#lengths[place] ?? 0)) ?? '';
    const [own, ...values] = JSON.parse(text) as [Pick<Resource, 'arn' | 'name' | 'tags'>, ...unknown[]];
    const facts = Object.fromEntries(names.map((name, index) => [name, values[index]]));
    return { ...head, ...own, facts };
  }

  /** The operations that brought these resources, each once, sorted. */
  operationsOf(places: readonly number[]): string[] {
    const operations = new Set<string>();
    for (const place of places) operations.add(this.#head(place).source.operation);
    return [...operations].sort();
  }

  #shared(head: Omit<Head, 'sources'> & { readonly sources: Head['sources'] | undefined }): Head {
    const text = JSON.stringify(head);
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const { sources, ...rest } = head;
    const made: Head = sources === undefined ? rest : { ...rest, sources };
    this.#known.set(text, made);
    return made;
  }

  #head(place: number): Head {
    const head = this.#heads[place];
    if (head === undefined) throw new RangeError(`nothing stands at place ${place}`);
    return head;
  }
}
