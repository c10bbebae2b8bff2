import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');

/** What is on GitHub, as far as the steps ask for it; the fake `gh` reads and writes it. */
export interface GitHub {
  comments: Written[];
  issues: (Written & { number: number; title: string; state: string; labels?: string[] })[];
  runs: object[];
  /** By the id of the run. */
  artifacts: Record<string, object[]>;
  /** What the API answers instead, whatever is asked. */
  refusal: string | null;
}

export interface Written {
  id: number;
  body: string | null;
  user: { login: string; type: string } | null;
  pull_request?: object;
}

export const bot = { login: 'github-actions[bot]', type: 'Bot' };

export interface Step {
  readonly code: number | null;
  readonly out: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** The arguments of each call of `gh`. */
  readonly calls: readonly string[][];
}

/** A runner of GitHub's, as far as a step sees it: folders, files and variables, and a `gh` that asks nobody. */
export class Runner {
  readonly folder: string;
  readonly workspace: string;
  readonly #temporary: string;
  github: GitHub = { comments: [], issues: [], runs: [], artifacts: {}, refusal: null };
  event: object = {};
  #steps = 0;

  private constructor(folder: string) {
    this.folder = folder;
    this.workspace = path.join(folder, 'workspace');
    this.#temporary = path.join(folder, 'temporary');
  }

  static async start(): Promise<Runner> {
    const runner = new Runner(await mkdtemp(path.join(tmpdir(), 'assize-runner-')));
    for (const name of ['workspace', 'temporary', 'bin']) await mkdir(path.join(runner.folder, name));
    const gh = path.join(runner.folder, 'bin/gh');
    await writeFile(
      gh,
      `#!/bin/sh\nexec "${process.execPath}" "${path.join(import.meta.dirname, 'fake-gh.ts')}" "$@"\n`,
    );
    await chmod(gh, 0o755);
    return runner;
  }

  async stop(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Writes a file of the repository that is checked out. */
  async file(name: string, content: string): Promise<string> {
    const file = path.join(this.workspace, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
    return file;
  }

  /** Runs a script of `ci/github` as the action does. */
  async step(
    script: string,
    inputs: Readonly<Record<string, string>>,
    env: Readonly<Record<string, string | undefined>> = {},
  ): Promise<Step> {
    this.#steps += 1;
    const own = (name: string) => path.join(this.folder, `${name}-${String(this.#steps)}`);
    await writeFile(own('output'), '');
    await writeFile(own('summary'), '');
    await writeFile(own('calls'), '');
    await writeFile(own('event'), JSON.stringify(this.event));
    await writeFile(path.join(this.folder, 'github.json'), JSON.stringify(this.github));
    const child = spawn(process.execPath, [path.join(root, 'ci/github', script)], {
      cwd: this.workspace,
      env: {
        PATH: `${path.join(this.folder, 'bin')}${path.delimiter}${process.env.PATH ?? ''}`,
        HOME: this.folder,
        GITHUB_ACTIONS: 'true',
        GITHUB_WORKSPACE: this.workspace,
        GITHUB_OUTPUT: own('output'),
        GITHUB_STEP_SUMMARY: own('summary'),
        GITHUB_EVENT_PATH: own('event'),
        GITHUB_EVENT_NAME: 'pull_request',
        GITHUB_REPOSITORY: 'acme/estate',
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_RUN_ID: '42',
        RUNNER_TEMP: this.#temporary,
        GH_TOKEN: 'token-of-the-job',
        FAKE_GITHUB: path.join(this.folder, 'github.json'),
        FAKE_CALLS: own('calls'),
        ...Object.fromEntries(
          Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase().replaceAll('-', '_')}`, value]),
        ),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (out += text));
    }
    const [code] = (await once(child, 'close')) as [number | null];
    this.github = JSON.parse(await readFile(path.join(this.folder, 'github.json'), 'utf8')) as GitHub;
    const lines = (await readFile(own('calls'), 'utf8')).split('\n').filter((line) => line !== '');
    return {
      code,
      out,
      outputs: outputsOf(await readFile(own('output'), 'utf8')),
      summary: await readFile(own('summary'), 'utf8'),
      calls: lines.map((line) => JSON.parse(line) as string[]),
    };
  }
}

/** Reads the file as the runner does: a name, a delimiter, lines, the delimiter. */
function outputsOf(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  while (lines.length > 0) {
    const line = lines.shift() ?? '';
    if (line === '') continue;
    const at = line.indexOf('<<');
    const end = lines.indexOf(line.slice(at + 2));
    if (at < 1 || end < 0) throw new Error(`not an output: ${line}`);
    outputs[line.slice(0, at)] = lines.splice(0, end).join('\n');
    lines.shift();
  }
  return outputs;
}
