import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { Comparison, parseBaseline } from '../baselines/baseline.ts';
import { applyAttestations, evidenceFiles, parseAttestations } from '../baselines/attestations.ts';
import { dispose } from '../baselines/disposition.ts';
import { parseWaivers, Waivers } from '../baselines/waivers.ts';
import { hashOf, type Snapshot } from '../collectors/snapshot/read.ts';
import { ConfigError, messageOf, UsageError } from '../core/errors.ts';
import { evaluate } from '../core/evaluate.ts';
import type { Inventory } from '../core/inventory.ts';
import { reportRule, reportVersion, Tally, type Report, type ReportHead } from '../core/report.ts';
import { closest } from '../core/suggest.ts';
import { formats, type FormatName } from '../reporters/index.ts';
import { jsonFinding, jsonHead, jsonTail } from '../reporters/json.ts';
import { frameworks as allFrameworks } from '../rules/frameworks/index.ts';
import type { Run } from './command.ts';
import { paramOverrides } from './config.ts';
import { asOutputError, PendingFile } from './output.ts';
import { findingsOf } from './report-file.ts';
import { allRules, type Selection } from './select.ts';
import { actionOf } from './actions.ts';
import { terminal, wantsColour, widthOf, writeParts, ProgressLine } from './terminal.ts';

/** What is judged, and what of its taking the report names. */
export type Judged = Inventory &
  Pick<Snapshot, 'root'> & { readonly manifest: Pick<Snapshot['manifest'], 'principal'> };

/**
 * Reads what judging needs (formats, parameters, baseline, waivers, attestations) and gives the function that judges a
 * snapshot with it and reports. So what is wrong with those files is said before anything long begins.
 */
export async function ruleRun(run: Run, selection: Selection): Promise<(snapshot: Judged) => Promise<number>> {
  const { options } = run;
  const names = formatNames(options.format);
  const known = allRules(options.own);
  const params = paramOverrides(options.params, known);
  const baseline = await read(options.baseline, 'Write one with assize baseline write', parseBaseline);
  const waivers = await read(options.waivers, 'Name a waiver file with --waivers', (content, file) =>
    parseWaivers(content, file, known),
  );
  const attestations = await read(options.attestations, 'Name a file with --attestations', (content, file) =>
    parseAttestations(content, file, { controls: controlIds(allFrameworks) }),
  );
  const hashes = new Map<string, string | null>();
  for (const file of evidenceFiles(attestations ?? [])) {
    // Evidence lies beside the file that names it.
    const beside = path.resolve(path.dirname(options.attestations ?? '.'), file);
    hashes.set(file, await hashOf(beside).catch(() => null));
  }

  return async (snapshot) => {
    const asOf = options.asOf ?? new Date(snapshot.takenAt);
    const head: ReportHead = {
      schemaVersion: reportVersion,
      tool: { name: 'assize', version: run.version },
      asOf: asOf.toISOString(),
      snapshot: { takenAt: snapshot.takenAt, root: snapshot.root, principal: snapshot.manifest.principal },
      accounts: snapshot.accounts,
      regions: [...new Set(snapshot.accounts.flatMap(({ scanned }) => scanned))].sort(),
      coverage: snapshot.coverage,
      rules: selection.rules.map((rule) => reportRule(rule, params)),
    };
    const attested = applyAttestations(attestations ?? [], {
      asOf,
      hashOf: (file) => hashes.get(file) ?? null,
      inRun: { controls: controlIds(selection.frameworks) },
    });
    const comparison =
      baseline === undefined ? undefined : new Comparison(baseline, { ...head, rules: selection.rules });
    const waived = waivers === undefined ? undefined : new Waivers(waivers, asOf);
    const tally = new Tally({
      failOn: options.failOn,
      allowUnknown: options.allowUnknown,
      hasBaseline: baseline !== undefined,
      coverage: snapshot.coverage,
      frameworks: selection.frameworks,
      rules: selection.rules,
      attestations: attested.controls,
    });
    const progress = new ProgressLine(terminal.err, options.quiet, terminal.now);
    const document = path.join(options.out, formats.json.file);
    return asOutputError(options.out, async () => {
      const pending = new PendingFile(document);
      try {
        for (const part of jsonHead(head)) pending.write(part);
        let count = 0;
        for await (const finding of evaluate(snapshot, selection.rules, { asOf, params })) {
          const disposed = dispose(finding, waived, comparison);
          tally.add(disposed);
          pending.write(jsonFinding(disposed, count));
          count += 1;
          if (count % 50_000 === 0) progress.show(`judging: ${count} findings`);
        }
        const notices = [...(waived?.notices({ ...head, rules: selection.rules }) ?? []), ...attested.notices];
        const tail = tally.finish(comparison?.finish(), notices);
        for (const part of jsonTail(tail)) pending.write(part);
        pending.close();
        progress.end();
        const report: Report = { ...head, ...tail, findings: findingsOf(pending.temporary) };
        await writeReports(report, names, run, names.includes('json') ? pending : null);
        return report.summary.exitCode;
      } finally {
        progress.end();
        await pending.drop();
      }
    });
  };
}

/**
 * Writes a report in each format: files whole or not at all, and all of them before the text goes to the terminal.
 * Files of formats that an earlier run wrote and this one does not are removed: they would tell of another run.
 */
export async function writeReports(
  report: Report,
  names: readonly FormatName[],
  run: Run,
  document: PendingFile | null,
): Promise<void> {
  const { out } = run.options;
  const pending: PendingFile[] = [];
  try {
    for (const name of names) {
      if (name === 'text' || (name === 'json' && document !== null)) continue;
      const reporter = await formats[name].load();
      const file = new PendingFile(path.join(out, formats[name].file));
      pending.push(file);
      for (const part of reporter(report, { actionOf })) file.write(part);
      file.close();
    }
    // The text reads the findings from the temporary file, so it is made before that gets its name.
    const text = names.includes('text') ? await formats.text.load() : null;
    if (text !== null) {
      const width = widthOf(terminal.out);
      const colour = wantsColour(terminal.out, terminal.environment, run.options.color);
      await writeParts(terminal.out, text(report, { width, colour, actionOf }));
    }
    for (const file of pending) await file.keep();
    await document?.keep();
  } finally {
    for (const file of pending) await file.drop();
  }
  if (document !== null || !names.includes('json')) {
    for (const [name, { file }] of Object.entries(formats)) {
      if (name !== 'json' && !names.includes(name as FormatName)) await rm(path.join(out, file), { force: true });
    }
    if (document === null && run.arguments[0] !== path.join(out, formats.json.file)) {
      await rm(path.join(out, formats.json.file), { force: true });
    }
  }
}

/** @throws UsageError with a suggestion for a format that does not exist */
export function formatNames(given: readonly string[]): FormatName[] {
  const known = Object.keys(formats);
  for (const name of given) {
    if (known.includes(name)) continue;
    const near = closest(name, known);
    throw new UsageError(
      `there is no format "${name}"`,
      near === null ? `The formats are ${known.join(', ')}` : `Did you mean ${near}?`,
    );
  }
  return [...new Set(given)] as FormatName[];
}

function controlIds(frameworks: Selection['frameworks']): string[] {
  return frameworks.flatMap(({ id, controls }) => controls.map((control) => `${id}:${control.id}`));
}

async function read<T>(
  file: string | undefined,
  hint: string,
  parse: (content: string, file: string) => T,
): Promise<T | undefined> {
  if (file === undefined) return undefined;
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigError(`cannot be read: ${messageOf(error)}`, hint, { file });
  }
  return parse(content, file);
}
