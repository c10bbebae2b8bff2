import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { Before, Comparison, parseBaseline } from '../baselines/baseline.ts';
import { applyAttestations, evidenceFiles, parseAttestations } from '../baselines/attestations.ts';
import { dispose } from '../baselines/disposition.ts';
import { parseWaivers, Waivers } from '../baselines/waivers.ts';
import type { JudgedChange } from '../collectors/planned/change.ts';
import type { Snapshot } from '../collectors/snapshot/read.ts';
import { ConfigError, messageOf, UsageError } from '../core/errors.ts';
import { evaluate, type EvaluateOptions } from '../core/evaluate.ts';
import type { Inventory } from '../core/inventory.ts';
import {
  reportRule,
  reportVersion,
  Tally,
  type BaselineEntry,
  type Notice,
  type Report,
  type ReportHead,
} from '../core/report.ts';
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
import { evidenceHash } from './evidence-file.ts';
import { terminal, wantsColour, widthOf, writeParts, ProgressLine } from './terminal.ts';

/** What is judged, and what the report says of where it comes from. */
export interface Judged {
  readonly inventory: Inventory;
  readonly snapshot?: ReportHead['snapshot'];
  readonly input?: ReportHead['input'];
  /** Of a plan or template: what stood before it, if that can be told, and what it removes. */
  readonly change?: Pick<JudgedChange, 'before' | 'removed' | 'contributions'>;
  readonly notices?: readonly Notice[];
}

/** A snapshot as what is judged. */
export function judgedSnapshot(snapshot: Snapshot): Judged {
  const { takenAt, root, manifest } = snapshot;
  return { inventory: snapshot, snapshot: { takenAt, root, principal: manifest.principal } };
}

/**
 * Reads what judging needs (formats, parameters, baseline, waivers, attestations) and gives the function that judges an
 * input with it and reports. So what is wrong with those files is said before anything long begins.
 */
export async function ruleRun(run: Run, selection: Selection): Promise<(judged: Judged) => Promise<number>> {
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
    hashes.set(file, await evidenceHash(options.attestations ?? '.', file));
  }

  return async ({ inventory, snapshot, input, change, notices: inputNotices = [] }) => {
    const asOf = options.asOf ?? new Date(inventory.takenAt);
    const head: ReportHead = {
      schemaVersion: reportVersion,
      tool: { name: 'assize', version: run.version },
      asOf: asOf.toISOString(),
      ...(snapshot === undefined ? {} : { snapshot }),
      ...(input === undefined ? {} : { input }),
      accounts: inventory.accounts,
      regions: [...new Set(inventory.accounts.flatMap(({ scanned }) => scanned))].sort(),
      coverage: inventory.coverage,
      rules: selection.rules.map((rule) => reportRule(rule, params)),
    };
    const attested = applyAttestations(attestations ?? [], {
      asOf,
      hashOf: (file) => hashes.get(file) ?? null,
      inRun: { controls: controlIds(selection.frameworks) },
    });
    const before = change === undefined ? null : await judgedBefore(change, selection, { asOf, params }, baseline);
    const origins =
      change === undefined
        ? undefined
        : await (
            await import('./origin.ts')
          ).Origins.of(inventory, change.contributions, selection.rules, { asOf, params });
    const known = before?.entries ?? baseline;
    const comparison =
      known === undefined ? undefined : new Comparison(known, { ...head, rules: selection.rules }, before ?? undefined);
    const waived = waivers === undefined ? undefined : new Waivers(waivers, asOf);
    const tally = new Tally({
      failOn: options.failOn,
      allowUnknown: options.allowUnknown,
      hasBaseline: comparison !== undefined,
      ...(change === undefined ? {} : { change: { failOnUnknown: options.failOnUnknown } }),
      coverage: inventory.coverage,
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
        for await (const finding of evaluate(inventory, selection.rules, { asOf, params })) {
          let disposed = dispose(finding, waived, comparison);
          if (origins !== undefined && disposed.disposition === 'open') disposed = await origins.placed(disposed);
          tally.add(disposed);
          pending.write(jsonFinding(disposed, count));
          count += 1;
          if (count % 50_000 === 0) progress.show(`judging: ${count} findings`);
        }
        const notices = [
          ...(waived?.notices({ ...head, rules: selection.rules }) ?? []),
          ...attested.notices,
          ...inputNotices,
        ];
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

/** What is said of the account, or of the plan's own values, before the change; null where nothing tells. */
async function judgedBefore(
  { before, removed }: NonNullable<Judged['change']>,
  selection: Selection,
  options: EvaluateOptions,
  baseline: readonly BaselineEntry[] | undefined,
): Promise<Before | null> {
  if (before === null) return null;
  const seen = new Before(removed, baseline);
  for await (const finding of evaluate(before, selection.rules, options)) seen.see(finding);
  return seen;
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
