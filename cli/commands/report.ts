import { UsageError } from '../../core/errors.ts';
import type { Run } from '../command.ts';
import { formatNames, writeReports } from '../judge.ts';
import { asOutputError, prepareFolder } from '../output.ts';
import { openReport } from '../report-file.ts';

/** `assize report`: other formats of a saved report, offline. */
export async function report(run: Run): Promise<number> {
  const [file] = run.arguments;
  if (file === undefined) throw new UsageError('no report is named', 'Name a report.json');
  const names = formatNames(run.options.format);
  const document = openReport(file);
  await prepareFolder(run.options.out);
  await asOutputError(run.options.out, () => writeReports(document, names, run, null));
  return document.summary.exitCode;
}
