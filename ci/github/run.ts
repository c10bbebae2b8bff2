import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { input, variable } from './step.ts';

/** Where assize runs, and what it writes. */
export interface Place {
  /** The working directory: the action's input, in the workspace. */
  readonly folder: string;
  /** The same as GitHub names files: relative to the repository, '' for its root. */
  readonly prefix: string;
  /** An empty folder of its own outside the workspace: nothing that is committed can stand in for a report. */
  readonly out: string;
}

export async function place(): Promise<Place> {
  const workspace = variable('GITHUB_WORKSPACE');
  const folder = path.resolve(workspace, input('working-directory'));
  const below = path.relative(workspace, folder).split(path.sep).join('/');
  return {
    folder,
    prefix: below.startsWith('..') || path.isAbsolute(below) ? '' : below,
    out: await mkdtemp(path.join(variable('RUNNER_TEMP'), 'assize-out-')),
  };
}

/** A flag for an input that is given; as one argument, so that no value can be taken for another flag. */
export function flag(name: string, value = input(name)): string[] {
  return value === '' ? [] : [`--${name}=${value}`];
}

/** Flags that both actions take. */
export function sharedFlags(): string[] {
  return ['config', 'baseline', 'waivers', 'framework', 'fail-on'].flatMap((name) => flag(name));
}

/**
 * Runs assize and shows what it says.
 * @param more variables of its own; undefined takes one away
 * @returns its exit code
 */
export async function assize(
  args: readonly string[],
  folder: string,
  more: Readonly<Record<string, string | undefined>> = {},
): Promise<number> {
  const silence = randomUUID();
  // Names of resources are in there: no line of it is a command to the runner.
  await print(`::stop-commands::${silence}\n`);
  try {
    const child = spawn(process.execPath, [variable('ASSIZE_COMMAND'), ...args], {
      cwd: folder,
      env: { ...environment(), ...more },
      // One stream, so that no line of it comes after the end of the silence.
      stdio: ['ignore', 1, 1],
    });
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    if (code === null) throw new Error(`assize was ended by ${String(signal)}: the runner may lack memory`);
    return code;
  } finally {
    await print(`\n::${silence}::\n`);
  }
}

/**
 * Nothing of the runner's own: a configuration in TypeScript is a program, and needs neither the job's tokens nor the
 * files by which a step speaks to the runner.
 */
function environment(): NodeJS.ProcessEnv {
  const own = /^(GITHUB_|ACTIONS_|RUNNER_|INPUT_|GH_|ASSIZE_COMMAND$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)));
}

/** Written before anything that comes after: another process writes to the same stream. */
const print = (text: string) => new Promise<void>((resolve) => void process.stdout.write(text, () => resolve()));
