import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import type { Summary } from '../../core/report.ts';

/** What a report.json says as a whole. */
export interface Told {
  readonly summary: Summary;
  /** Of a plan or template, not of an account. */
  readonly isChange: boolean;
  /** A baseline, or of a change what was there before it. */
  readonly hasBaseline: boolean;
}

/** Reads what stands before and after the findings, which may be more than fits into memory: line by line. */
export async function readReport(file: string): Promise<Told> {
  let summary: Summary | null = null;
  let isChange = false;
  let hasBaseline = false;
  for await (const line of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    if (line.startsWith('"input":')) isChange = true;
    else if (line.startsWith('"baseline":')) hasBaseline = true;
    else if (line.startsWith('"summary":')) summary = (JSON.parse(`{${line}}`) as { summary: Summary }).summary;
  }
  if (summary === null) throw new Error(`${file} has no summary: it is not a report of assize`);
  return { summary, isChange, hasBaseline };
}

/**
 * Whether what is not in the report's SARIF is known to be gone. GitHub closes every alert that an upload no longer has:
 * after a run that could not see everything, it would close alerts that are merely out of sight.
 */
export function isComplete({ summary, isChange, hasBaseline }: Told): boolean {
  if (isChange && hasBaseline) return summary.becameUnknown + summary.notObserved === 0;
  return summary.gaps + summary.unknown + summary.error === 0;
}
