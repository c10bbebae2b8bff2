import { closeSync, openSync, readSync } from 'node:fs';
import { InputError, messageOf } from '../core/errors.ts';
import { reportVersion, type Report, type ReportFinding, type ReportHead, type ReportTail } from '../core/report.ts';
import { reportFindingSchema, reportHeadSchema, reportTailSchema } from '../core/report-schema.ts';
import { problemOf } from '../core/validate.ts';
import { ReportLines } from '../reporters/json.ts';

const hint = 'Name a report.json that assize wrote';

/**
 * Opens a saved report. Head and tail are read at once, the findings each time they are walked: a report may be larger
 * than memory. A report that another tool wrote anew (on one line, or indented) is read whole.
 * @throws InputError naming file and line where it is no report, or one of another version
 */
export function openReport(file: string): Report {
  const parts = streamed(file) ?? whole(file);
  const { schemaVersion } = parts.head as { schemaVersion?: unknown };
  if (typeof schemaVersion !== 'number' || typeof (parts.tail as Partial<ReportTail>).summary !== 'object') {
    throw new InputError('is not a report of assize', hint, { file });
  }
  if (schemaVersion !== reportVersion) {
    throw new InputError(
      `is a report of version ${schemaVersion}, this assize reads ${reportVersion}`,
      'Use the assize that wrote it, or judge the snapshot again',
      { file },
    );
  }
  for (const [schema, part] of [
    [reportHeadSchema, parts.head],
    [reportTailSchema, parts.tail],
  ] as const) {
    const problem = problemOf(schema, part);
    if (problem !== null) throw new InputError(`is not a report of assize: ${problem}`, hint, { file });
  }
  return { ...parts.head, ...parts.tail, findings: parts.findings };
}

/** @throws InputError where it is not a finding */
function mustBeFinding(finding: unknown, file: string, line?: number): void {
  const problem = problemOf(reportFindingSchema, finding);
  if (problem === null) return;
  throw new InputError(`is not a finding: ${problem}`, hint, line === undefined ? { file } : { file, line });
}

interface Parts {
  readonly head: ReportHead;
  readonly tail: ReportTail;
  readonly findings: Iterable<ReportFinding>;
}

/** null where the file does not have the lines that assize writes. */
function streamed(file: string): Parts | null {
  const lines = new ReportLines(file);
  let head: ReportHead | null = null;
  let count = 0;
  for (const line of linesOf(file)) {
    count += 1;
    if (count === 1 && line !== '{') return null;
    const part = lines.read(line);
    if (part?.part === 'head') head = part.head;
    if (part?.part === 'finding') mustBeFinding(part.finding, file, count);
  }
  const tail = head === null ? null : lines.end();
  if (head === null || tail?.part !== 'tail') return null;
  return {
    head,
    tail: tail.tail,
    findings: findingsOf(file),
  };
}

/** The findings of a report that assize wrote, read from it each time they are walked. */
export function findingsOf(file: string): Iterable<ReportFinding> {
  return {
    *[Symbol.iterator]() {
      const lines = new ReportLines(file);
      for (const line of linesOf(file)) {
        const part = lines.read(line);
        if (part?.part === 'finding') yield part.finding;
      }
    },
  };
}

function whole(file: string): Parts {
  let value: unknown;
  try {
    value = JSON.parse([...linesOf(file)].join('\n'));
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`is not JSON: ${messageOf(error)}`, hint, { file });
  }
  const report = value as Partial<Report> | null;
  if (!Array.isArray(report?.findings)) throw new InputError('is not a report of assize', hint, { file });
  for (const finding of report.findings) mustBeFinding(finding, file);
  return { head: report as ReportHead, tail: report as ReportTail, findings: report.findings as ReportFinding[] };
}

/** The lines of a file, read in pieces of 64 KiB: reporters walk findings without waiting for anything. */
function* linesOf(file: string): Generator<string> {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    throw new InputError(`cannot be read: ${messageOf(error)}`, hint, { file });
  }
  try {
    const decoder = new TextDecoder('utf-8');
    const buffer = Buffer.alloc(65_536);
    let rest = '';
    for (let read = readPiece(descriptor, buffer, file); read > 0; read = readPiece(descriptor, buffer, file)) {
      const lines = (rest + decoder.decode(buffer.subarray(0, read), { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    if (rest !== '') yield rest;
  } finally {
    closeSync(descriptor);
  }
}

function readPiece(descriptor: number, buffer: Buffer, file: string): number {
  try {
    return readSync(descriptor, buffer);
  } catch (error) {
    throw new InputError(`cannot be read: ${messageOf(error)}`, hint, { file });
  }
}
