import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { planOf, templateOf } from './change.ts';

// npm run bench [-- --disk | --quick]: prints figures, asserts none. The million resources take some minutes and some GB of disk.

const sizes = [10_000, 1_000_000] as const;
const longest = 20 * 60_000;
const root = path.resolve(import.meta.dirname, '../..');
const built = path.join(root, 'dist/cli/bin.js');
const home = await mkdtemp(path.join(tmpdir(), 'assize-bench-'));
const figures: Record<string, number> = {};

function note(name: string, value: number, shown: string): void {
  figures[name] = Math.round(value * 1000) / 1000;
  process.stdout.write(`${name.padEnd(56)}${shown}\n`);
}

function node(args: readonly string[]): { stdout: string; milliseconds: number } {
  const began = performance.now();
  const child = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', timeout: longest });
  if (child.status !== 0)
    throw new Error(`node ${args.join(' ')} ended with ${child.status}: ${child.stdout}${child.stderr}`);
  return { stdout: child.stdout, milliseconds: performance.now() - began };
}

function run(job: 'judge' | 'write', size: number, folder: string) {
  const { stdout } = node(['test/bench/run.ts', job, String(size), folder]);
  return JSON.parse(stdout) as { seconds: number; peakBytes: number; evaluations: number };
}

const mib = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`;
const named = (size: number) => size.toLocaleString('en');

function streamed(): void {
  const each: number[] = [];
  for (const size of sizes) {
    const { seconds, peakBytes, evaluations } = run('judge', size, path.join(home, 'out'));
    each.push(seconds / size);
    const rate = evaluations / seconds;
    note(`${named(size)} resources: seconds to a written report`, seconds, seconds.toFixed(1));
    note(`${named(size)} resources: rule evaluations per second`, rate, named(Math.round(rate)));
    note(`${named(size)} resources: peak memory`, peakBytes, mib(peakBytes));
  }
  const factor = (each[1] ?? NaN) / (each[0] ?? NaN);
  note('growth of the time per resource', factor, `× ${factor.toFixed(2)}`);
}

/** The same through a snapshot on disk and the built command. */
function onDisk(size: number): void {
  const folder = path.join(home, 'snapshot');
  const written = run('write', size, folder);
  note(`${named(size)} on disk: seconds to write the snapshot`, written.seconds, written.seconds.toFixed(1));
  note(`${named(size)} on disk: peak memory of writing`, written.peakBytes, mib(written.peakBytes));
  const peak = "data:text/javascript,process.on('exit',()=>console.log(process.resourceUsage().maxRSS*1024))";
  const flags = ['--format', 'json', '--fail-on', 'never', '--allow-unknown', '--quiet'];
  const judged = node(['--import', peak, built, 'evaluate', folder, '--out', path.join(home, 'out'), ...flags]);
  note(
    `${named(size)} on disk: seconds of evaluate`,
    judged.milliseconds / 1000,
    (judged.milliseconds / 1000).toFixed(1),
  );
  note(`${named(size)} on disk: peak memory of evaluate`, Number(judged.stdout), mib(Number(judged.stdout)));
}

function startUp(): void {
  const bare: number[] = [];
  const version: number[] = [];
  for (let round = 0; round < 15; round += 1) {
    bare.push(node(['-e', '0']).milliseconds);
    version.push(node([built, '--version']).milliseconds);
  }
  const [ours, nodes] = [median(version), median(bare)];
  note('--version, milliseconds', ours, ours.toFixed(0));
  note('bare node, milliseconds', nodes, nodes.toFixed(0));
  note('--version against bare node', ours / nodes, `× ${(ours / nodes).toFixed(2)}`);
}

/** What a reviewer waits for: from cold start to exit, against only parsing the same file. */
async function changes(): Promise<void> {
  for (const [what, name, text] of [
    ['plan of 2,000 resources', 'plan.json', planOf(2000)],
    ['template of 5,000 resources as JSON', 'template.json', JSON.stringify(templateOf(5000), null, 1)],
    [
      'template of 5,000 resources as YAML',
      'template.yaml',
      stringify(templateOf(5000), { aliasDuplicateObjects: false }),
    ],
  ] as const) {
    const file = path.join(home, name);
    await writeFile(file, text);
    const flags = ['--format', 'json', '--fail-on', 'never', '--quiet', '--out', path.join(home, 'out')];
    const ours = median(rounds(5, () => node([built, 'evaluate', file, ...flags]).milliseconds));
    note(`${what}: milliseconds from cold start to exit`, ours, ours.toFixed(0));
    if (name.endsWith('.yaml')) continue;
    const parse = `JSON.parse(require('node:fs').readFileSync(${JSON.stringify(file)}, 'utf8'))`;
    const bare = median(rounds(5, () => node(['-e', '0']).milliseconds));
    const parsed = median(rounds(5, () => node(['-e', parse]).milliseconds));
    note(`${what}: bare JSON.parse, milliseconds with start-up`, parsed, parsed.toFixed(0));
    const times = (ours - bare) / Math.max(parsed - bare, 1);
    note(`${what}: against JSON.parse, start-up left out`, times, `× ${times.toFixed(1)}`);
  }
}

const rounds = (count: number, run: () => number) => Array.from({ length: count }, run);

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

async function recorded(): Promise<void> {
  const text = await readFile(path.join(root, 'examples/account/manifest.json'), 'utf8');
  const { sections } = JSON.parse(text) as { sections: { calls: number; resources: number }[] };
  const calls = sections.reduce((sum, section) => sum + section.calls, 0);
  const resources = sections.reduce((sum, section) => sum + section.resources, 0);
  note('recorded account: API calls per resource', calls / resources, `${calls} for ${resources}`);
}

try {
  node([path.join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json']);
  startUp();
  await recorded();
  await changes();
  if (!process.argv.includes('--quick')) streamed();
  if (process.argv.includes('--disk')) onDisk(sizes[1]);
  process.stdout.write(`${JSON.stringify(figures)}\n`);
} finally {
  await rm(home, { recursive: true, force: true });
}
