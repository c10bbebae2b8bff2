import { diff as compare } from '../../baselines/baseline.ts';
import { exitCode, UsageError } from '../../core/errors.ts';
import { reaches, type ReportFinding } from '../../core/report.ts';
import { terminal as escaped } from '../../reporters/shared/escape.ts';
import type { Run } from '../command.ts';
import { openReport } from '../report-file.ts';
import { terminal, writeParts } from '../terminal.ts';

/** `assize diff`: 1 where something new fails at `--fail-on` or above, 3 where something became unknown. */
export async function diff(run: Run): Promise<number> {
  const [old, next] = run.arguments;
  if (old === undefined || next === undefined) throw new UsageError('two reports are needed', 'assize diff OLD NEW');
  const difference = compare(openReport(old), openReport(next));
  await writeParts(terminal.out, [
    ...section('New', difference.new),
    ...section('Absent (gone since)', difference.absent),
    ...section('Not observed (the new report cannot tell)', difference.notObserved),
    ...section('Became unknown', difference.becameUnknown),
    `${difference.new.length} new, ${difference.unchanged.length} unchanged, ${difference.absent.length} absent, ${difference.notObserved.length} not observed, ${difference.becameUnknown.length} became unknown\n`,
  ]);
  const { failOn, allowUnknown } = run.options;
  if (difference.new.some(({ severity, disposition }) => disposition !== 'waived' && reaches(severity, failOn))) {
    return exitCode.findings;
  }
  const open = difference.becameUnknown.length + difference.notObserved.length;
  return open > 0 && !allowUnknown ? exitCode.incomplete : exitCode.ok;
}

function* section(title: string, findings: readonly ReportFinding[]): Generator<string> {
  if (findings.length === 0) return;
  yield `${title}: ${findings.length}\n`;
  for (const { ruleId, severity, resource, part, message } of findings) {
    const where = resource.arn ?? `${resource.kind} in ${resource.account ?? '?'} ${resource.region ?? ''}`;
    yield escaped(`  ${severity} ${ruleId} ${where}${part === null ? '' : ` [${part}]`}: ${message}`) + '\n';
  }
  yield '\n';
}
