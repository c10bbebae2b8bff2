import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { input, output, step, variable } from './step.ts';

/**
 * Makes the command ready. By default it is the one that came with the action, with exactly the packages of its lockfile:
 * who pins the action has pinned all of it. Nothing that a package brings is run while installing.
 */
const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

await step(() => {
  const version = input('version');
  const own = path.join(import.meta.dirname, '../..');
  if (version === '') {
    npm(['ci', '--omit=dev', ...quiet], own);
    output('command', path.join(own, 'cli/bin.ts'));
    return;
  }
  // No range, no tag, no address: npm would take any of them.
  if (!/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version)) {
    throw new Error(`the input version is ${JSON.stringify(version)}: write one as 1.2.3`);
  }
  const folder = mkdtempSync(path.join(variable('RUNNER_TEMP'), 'assize-'));
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  npm(['install', ...quiet, `assize@${version}`], folder);
  output('command', path.join(folder, 'node_modules/assize/dist/cli/bin.js'));
});

/** In a folder that nobody but the runner writes, so that no `.npmrc` of a pull request names a registry. */
function npm(args: readonly string[], folder: string): void {
  const { status, error } = spawnSync('npm', args, { cwd: folder, stdio: ['ignore', 1, 1], shell: false });
  if (error !== undefined) throw error;
  if (status !== 0)
    throw new Error(`npm ${args[0] ?? ''} ended with exit code ${String(status)}: the log above says why`);
}
