import { readFile } from 'node:fs/promises';
import { writeWhole } from '../../collectors/snapshot/write.ts';
import { baselineOf, parseBaseline, serialiseBaseline } from '../../baselines/baseline.ts';
import { UsageError } from '../../core/errors.ts';
import type { Run } from '../command.ts';
import { asOutputError } from '../output.ts';
import { openReport } from '../report-file.ts';
import { terminal } from '../terminal.ts';

/** `assize baseline write`: what fails now is known from now on. */
export async function write(run: Run): Promise<number> {
  const [file] = run.arguments;
  const { output, prune, allowIncomplete } = run.options;
  if (file === undefined || output === undefined) {
    throw new UsageError('a report and a file to write are needed', 'assize baseline write report.json -o FILE');
  }
  const earlier = await readFile(output, 'utf8').catch((error: unknown) => {
    if ((error as { code?: unknown }).code === 'ENOENT') return null;
    throw error;
  });
  const made = baselineOf(openReport(file), {
    ...(earlier === null ? {} : { previous: parseBaseline(earlier, output) }),
    prune,
    allowIncomplete,
  });
  await asOutputError(output, () => writeWhole(output, serialiseBaseline(made.entries)));
  terminal.err.write(
    `${output}: ${made.entries.length} entries (${made.added.length} added, ${made.dropped.length} dropped)\n`,
  );
  return 0;
}
