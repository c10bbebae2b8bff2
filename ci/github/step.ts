import { randomUUID } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { messageOf } from '../../core/errors.ts';
import { commandData, terminal } from '../../reporters/shared/escape.ts';

/**
 * What a step of a GitHub workflow is given, by its environment alone, and gives back. These scripts run before anything
 * is installed: they import nothing that a package brings.
 */

/** An input of the action; '' where it is not given. */
export function input(name: string): string {
  return (process.env[`INPUT_${name.toUpperCase().replaceAll('-', '_')}`] ?? '').trim();
}

/** @throws where the input is neither `true` nor `false`: a misspelt no must not be a yes */
export function isOn(name: string): boolean {
  const value = input(name);
  if (value === 'true' || value === 'false') return value === 'true';
  throw new Error(`the input ${name} is ${JSON.stringify(value)}: write true or false`);
}

/** A variable that every runner sets. */
export function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '')
    throw new Error(`${name} is not set: this runs in a step of a GitHub workflow`);
  return value;
}

export function output(name: string, value: string | number | boolean): void {
  // A value that holds the delimiter's line could add outputs of its own.
  const end = randomUUID();
  appendFileSync(variable('GITHUB_OUTPUT'), `${name}<<${end}\n${String(value)}\n${end}\n`);
}

export function say(level: 'notice' | 'warning' | 'error', message: string): void {
  const lines = message.split('\n').map((line) => terminal(line));
  process.stdout.write(`::${level} title=assize::${commandData(lines.join('\n'))}\n`);
}

/** Appends to the summary of the job, which anybody sees who may see the run. */
export function summarise(markdown: string): void {
  appendFileSync(variable('GITHUB_STEP_SUMMARY'), `${markdown}\n`);
}

/** The address of this run. */
export function runUrl(): string {
  const of = (name: string) => variable(`GITHUB_${name}`);
  return `${of('SERVER_URL')}/${of('REPOSITORY')}/actions/runs/${of('RUN_ID')}`;
}

/** What happened, as far as it matters here. */
export interface Event {
  /** False also where the event does not say: what is kept from the public must not depend on luck. */
  readonly isPrivate: boolean;
  readonly defaultBranch: string | null;
  readonly pullRequest: {
    readonly number: number;
    readonly head: string;
    /** True also where the head's repository is gone. */
    readonly isFork: boolean;
  } | null;
}

export function readEvent(): Event {
  const event: unknown = JSON.parse(readFileSync(variable('GITHUB_EVENT_PATH'), 'utf8'));
  const number = member(event, 'pull_request', 'number');
  const head = member(event, 'pull_request', 'head', 'sha');
  const branch = member(event, 'repository', 'default_branch');
  return {
    isPrivate: member(event, 'repository', 'private') === true,
    defaultBranch: typeof branch === 'string' ? branch : null,
    pullRequest:
      typeof number === 'number' && Number.isSafeInteger(number)
        ? {
            number,
            head: typeof head === 'string' ? head : '',
            isFork: member(event, 'pull_request', 'head', 'repo', 'full_name') !== variable('GITHUB_REPOSITORY'),
          }
        : null,
  };
}

/** A member of what a foreign JSON holds, however deep; undefined where it is not there. */
export function member(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, name) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[name] : undefined),
    value,
  );
}

/** Runs a step: what it throws becomes an annotation, and fails it. */
export async function step(run: () => void | Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    say('error', messageOf(error));
    process.exitCode = 1;
  }
}
