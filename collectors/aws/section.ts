import { UnknownValue, type Given, type Source } from '../../core/resource.ts';
import type { Api, Call } from '../collector.ts';
import { nextToken } from './answer.ts';
import { CallFailed } from './failure.ts';
import { rowOf, type Answer, type OperationId, type Question } from './operations.ts';

/** The account and the Region (or `global`) of a section. */
export interface Where {
  readonly account: string;
  readonly region: string;
}

/** What a section has cost. */
export interface Counts {
  /** Attempts sent, retries included. */
  calls: number;
  /** Those of them that AWS throttled. */
  throttled: number;
}

/** One call with all the attempts that it takes; null output where the operation says that there is none. */
export interface Asker {
  ask(
    operation: OperationId,
    at: Where,
    question: object,
    counts: Counts,
  ): Promise<{ output: object | null; source: Source }>;
  sleep(milliseconds: number): Promise<void>;
  /** AWS's time, milliseconds since 1970. */
  now(): number;
}

/** The port of the collectors, for one section. */
export class SectionApi implements Api {
  readonly #asker: Asker;
  readonly #at: Where;
  readonly #counts: Counts;
  readonly #maxPages: number;

  constructor(asker: Asker, at: Where, counts: Counts, maxPages: number) {
    this.#asker = asker;
    this.#at = at;
    this.#counts = counts;
    this.#maxPages = maxPages;
  }

  async *pages<O extends OperationId>(operation: O, question?: Question<O>): AsyncGenerator<Call<O>, void, undefined> {
    const row = rowOf(operation);
    const size = row.page === undefined ? {} : { [row.page[0]]: row.page[1] };
    const seen = new Set<string>();
    let asked: object = { ...size, ...question };
    for (let page = 1; ; page++) {
      if (page > this.#maxPages) throw this.#error(operation, `the list does not end within ${this.#maxPages} pages`);
      const call = await this.#answered(operation, asked);
      const next = nextToken(row, call.output);
      if ('problem' in next) throw this.#error(operation, `malformed answer: ${next.problem}`, call.source);
      yield call;
      if (next.token === null || row.token === undefined) return;
      if (seen.has(next.token)) {
        throw this.#error(
          operation,
          `page ${page} names a page that was read before: the list never ends`,
          call.source,
        );
      }
      seen.add(next.token);
      asked = { ...asked, [row.token[0]]: next.token };
    }
  }

  async call<O extends OperationId>(operation: O, question?: Question<O>): Promise<Call<O>> {
    const call = await this.#answered(operation, question ?? {});
    this.#mustBeWhole(operation, call.output, call.source);
    return call;
  }

  async find<O extends OperationId>(
    operation: O,
    question?: Question<O>,
  ): Promise<{ output: Answer<O> | null; source: Source }> {
    const { output, source } = await this.#asker.ask(operation, this.#at, question ?? {}, this.#counts);
    if (output !== null) this.#mustBeWhole(operation, output, source);
    return { output: output as Answer<O> | null, source };
  }

  async fact<T>(read: () => Promise<Given<T>>): Promise<Given<T>> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      return new UnknownValue({ reason: error.reason, operation: error.operation, message: error.message });
    }
  }

  now(): number {
    return this.#asker.now();
  }

  wait(milliseconds: number): Promise<void> {
    return this.#asker.sleep(milliseconds);
  }

  async #answered<O extends OperationId>(operation: O, question: object): Promise<Call<O>> {
    const { output, source } = await this.#asker.ask(operation, this.#at, question, this.#counts);
    if (output === null) throw this.#error(operation, 'AWS says that there is none', source);
    return { output: output as Answer<O>, source };
  }

  /** A single call must not take the first page for the list. */
  #mustBeWhole(operation: OperationId, output: object, source: Source): void {
    const next = nextToken(rowOf(operation), output);
    if ('problem' in next || next.token !== null) {
      throw this.#error(operation, 'the answer is one page of several, but was asked for as a whole', source);
    }
  }

  #error(operation: OperationId, message: string, source?: Source): CallFailed {
    return new CallFailed(message, {
      reason: 'error',
      operation,
      region: this.#at.region,
      request: source?.request ?? null,
    });
  }
}
