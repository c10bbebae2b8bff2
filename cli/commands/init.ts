import { stat } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { baselineOf, serialiseBaseline } from '../../baselines/baseline.ts';
import { AssizeError, UsageError } from '../../core/errors.ts';
import { answersOf, type Ask, type Given } from '../init/ask.ts';
import { baselineName } from '../init/config-file.ts';
import { filesOf } from '../init/files.ts';
import { nextSteps } from '../init/next.ts';
import { repositoryOf, systemIn } from '../init/repository.ts';
import { writeAll } from '../init/write.ts';
import { openReport } from '../report-file.ts';
import { terminal } from '../terminal.ts';

export interface InitOptions extends Given {
  readonly force?: boolean;
  /** Ask nothing: what the flags do not say has its default. */
  readonly yes?: boolean;
}

/** `assize init`: a first configuration, baseline and pipeline. */
export async function init(options: InitOptions, version: string): Promise<number> {
  const say = (text: string) => void terminal.err.write(text);
  if (options.yes === true || !process.stdin.isTTY || !terminal.err.isTTY) {
    return initIn(process.cwd(), options, { ask: null, version, say });
  }
  const person = askOnTerminal();
  try {
    return await initIn(process.cwd(), options, { ask: person.ask, version, say });
  } finally {
    person.close();
  }
}

/** The same in any folder, with whoever answers and listens. */
export async function initIn(
  folder: string,
  options: InitOptions,
  { ask, version, say }: { readonly ask: Ask | null; readonly version: string; readonly say: (text: string) => void },
): Promise<number> {
  const repository = await repositoryOf(folder);
  const offered = 'assize-out/report.json';
  const isThere = (await stat(path.join(folder, offered)).catch(() => null)) !== null;
  const { answers, report } = await answersOf(options, ask, {
    ci: await systemIn(folder, repository),
    report: isThere ? offered : null,
  });
  const baseline = report === null ? [] : accepted(path.resolve(folder, report), report);
  const files = filesOf(answers, serialiseBaseline(baseline), version);
  await writeAll(folder, files, options.force ?? false);
  for (const name of files.keys()) {
    const entries =
      name === baselineName ? ` (${String(baseline.length)} ${baseline.length === 1 ? 'entry' : 'entries'})` : '';
    say(`wrote ${name}${entries}\n`);
  }
  say(`\n${nextSteps(answers, repository, baseline.length)}`);
  return 0;
}

function accepted(file: string, named: string) {
  try {
    return baselineOf(openReport(file), { prune: false, allowIncomplete: false }).entries;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(
      error.message,
      `Leave --report out, and write it afterwards: assize baseline write ${named} -o ${baselineName} --allow-incomplete`,
    );
  }
}

/** Questions go where everything goes that is said to a person. */
function askOnTerminal(): { readonly ask: Ask; readonly close: () => void } {
  const lines = createInterface({ input: process.stdin, output: terminal.err });
  let isDone = false;
  const stopped = new Promise<never>((_, reject) => {
    lines.once('close', () => {
      if (!isDone) terminal.err.write('\n');
      reject(new AssizeError('stopped; nothing was written', 'Run it again, or see assize init --help'));
    });
  });
  // Nobody may be waiting when it is closed in the end.
  stopped.catch(() => undefined);
  return {
    ask: (question, suggestion) =>
      Promise.race([lines.question(`${question}${suggestion === '' ? '' : ` [${suggestion}]`} `), stopped]),
    close: () => {
      isDone = true;
      lines.close();
    },
  };
}
