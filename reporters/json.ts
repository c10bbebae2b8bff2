import { InputError, messageOf } from '../core/errors.ts';
import type { Report, ReportFinding, ReportHead, Reporter, ReportTail } from '../core/report.ts';
import { isSuspicious, redactFinding, redactHead, redactTail } from './shared/redact.ts';

/** Properties in the order of the file. The compiler refuses the lists if the report has one that they lack. */
const headOrder = {
  schemaVersion: 'value',
  tool: 'value',
  asOf: 'value',
  snapshot: 'value',
  input: 'value',
  accounts: 'lines',
  regions: 'value',
  coverage: 'lines',
  rules: 'lines',
} as const satisfies Record<keyof ReportHead, 'value' | 'lines'>;
const tailOrder = {
  baseline: 'baseline',
  frameworks: 'lines',
  notices: 'lines',
  summary: 'value',
} as const satisfies Record<keyof ReportTail, 'value' | 'lines' | 'baseline'>;

const opening = '"findings":[';
const closing = ']';

/**
 * report.json up to its findings. Then comes `jsonFinding` for each of them, then `jsonTail`: so findings can go to disk
 * as they are judged, before the summary is known.
 */
export function* jsonHead(given: ReportHead): Generator<string> {
  const head = redactHead(given);
  yield '{\n';
  for (const name of namesOf(headOrder)) {
    if (head[name] === undefined) continue;
    yield* property(name, head[name], headOrder[name] === 'lines');
    yield ',\n';
  }
  yield opening;
}

/** A finding on a line of its own. @param index how many came before it */
export function jsonFinding(finding: ReportFinding, index: number): string {
  const text = JSON.stringify(finding);
  // Of most there is nothing to redact, and no reason to write them twice.
  return `${index === 0 ? '\n' : ',\n'}${isSuspicious(text) ? JSON.stringify(redactFinding(finding)) : text}`;
}

/** report.json from the end of its findings. */
export function* jsonTail(given: ReportTail): Generator<string> {
  const tail = redactTail(given);
  yield `\n${closing}`;
  for (const name of namesOf(tailOrder)) {
    if (tail[name] === undefined) continue;
    yield ',\n';
    if (name === 'baseline') {
      yield '"baseline":{\n';
      yield* property('absent', tail.baseline?.absent, true);
      yield ',\n';
      yield* property('notObserved', tail.baseline?.notObserved, true);
      yield '\n}';
    } else yield* property(name, tail[name], tailOrder[name] === 'lines');
  }
  yield '\n}\n';
}

/** The document itself: report.json. */
export const json: Reporter<object> = function* (report: Report) {
  yield* jsonHead(report);
  let index = 0;
  for (const finding of report.findings) {
    yield jsonFinding(finding, index);
    index += 1;
  }
  yield* jsonTail(report);
};

function* property(name: string, value: unknown, lines: boolean): Generator<string> {
  if (!lines || !Array.isArray(value) || value.length === 0) {
    yield `${JSON.stringify(name)}:${JSON.stringify(value)}`;
    return;
  }
  yield `${JSON.stringify(name)}:[\n`;
  for (let index = 0; index < value.length; index += 1) {
    yield `${JSON.stringify(value[index])}${index === value.length - 1 ? '\n]' : ',\n'}`;
  }
}

function namesOf<T extends object>(order: T): Extract<keyof T, string>[] {
  return Object.keys(order) as Extract<keyof T, string>[];
}

export type ReportPart =
  | { readonly part: 'head'; readonly head: ReportHead }
  | { readonly part: 'finding'; readonly finding: ReportFinding }
  | { readonly part: 'tail'; readonly tail: ReportTail };

/**
 * Reads report.json back line by line, so that a report of any size can be walked: give it the lines of the file in
 * order, take the parts, and call `end`. It knows only the lines that `json` writes; a report that something else has
 * written anew is `JSON.parse`'s to read. The forms of the parts are for the caller to validate.
 */
export class ReportLines {
  readonly #file: string;
  #where: 'head' | 'findings' | 'tail' = 'head';
  #pending: string[] = [];
  #line = 0;

  /** @param file for messages */
  constructor(file: string) {
    this.#file = file;
  }

  /** @throws InputError with file and line where a line is not JSON */
  read(line: string): ReportPart | null {
    this.#line += 1;
    if (this.#where === 'head') {
      this.#pending.push(line);
      if (line !== opening) return null;
      const head = this.#parse(`${this.#pending.join('\n')}]}`) as ReportHead & { findings?: unknown };
      delete head.findings;
      this.#where = 'findings';
      this.#pending = [];
      return { part: 'head', head };
    }
    if (this.#where === 'tail') {
      this.#pending.push(line);
      return null;
    }
    if (line === closing || line === `${closing},`) {
      this.#where = 'tail';
      this.#pending.push('{');
      return null;
    }
    const text = line.endsWith(',') ? line.slice(0, -1) : line;
    return { part: 'finding', finding: this.#parse(text) as ReportFinding };
  }

  /** @throws InputError where the file ends before the report does */
  end(): ReportPart {
    if (this.#where !== 'tail') throw this.#error('the report ends before its findings do');
    return { part: 'tail', tail: this.#parse(this.#pending.join('\n')) as ReportTail };
  }

  #parse(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch (error) {
      throw this.#error(messageOf(error));
    }
  }

  #error(message: string): InputError {
    return new InputError(message, 'Make the report anew with assize evaluate', { file: this.#file, line: this.#line });
  }
}
