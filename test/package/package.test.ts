import { assert } from 'chai';
import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');
const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
/** What is no source: it must not be needed, nor come into the package by chance. */
const left = new Set(['.git', '.stryker-tmp', 'assize-out', 'coverage', 'dist', 'node_modules', 'reports']);
/** Codes of npm's errors that say that the registry is not to be reached. */
const offline = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|E50[234])\b/;

interface Manifest {
  readonly version: string;
  readonly type?: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
}
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;

function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = process.env) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: 'utf8', timeout: 300_000 });
  if (error !== undefined) throw error;
  return { status, out: stdout, err: stderr, all: `${stdout}${stderr}` };
}

/** npm without what the npm around these tests has set for its own run. */
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(?!config_)/.test(name)));

describe('the packed package', function () {
  this.timeout(600_000);
  let folder: string;
  let built: string;
  let files: readonly string[];
  let tarball: string;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'assize-package-'));
    built = path.join(folder, 'source');
    cpSync(root, built, { recursive: true, filter: (from) => !left.has(path.relative(root, from)) });
    symlinkSync(path.join(root, 'node_modules'), path.join(built, 'node_modules'));
    const compiled = run(process.execPath, [tsc, '-p', 'tsconfig.build.json'], built);
    assert.equal(compiled.status, 0, compiled.all);
    const packed = run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], built, environment);
    assert.equal(packed.status, 0, packed.all);
    const told: unknown = JSON.parse(packed.out);
    // A list, or an object by name, by the version of npm; of one package.
    const [one] = Object.values(told as Record<string, { filename: string; files: { path: string }[] }>);
    if (one === undefined) throw new Error(packed.out);
    tarball = path.join(folder, path.basename(one.filename));
    files = one.files.map((file) => file.path);
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('holds what runs, its documents and the example, and nothing else', () => {
    for (const file of ['LICENSE', 'README.md', 'package.json', 'dist/cli/bin.js', 'dist/index.js', 'dist/index.d.ts'])
      assert.include(files, file);
    assert.include(files, 'examples/account/manifest.json');
    assert.isNotEmpty(files.filter((file) => file.startsWith('schema/')));
    const tops = new Set(files.map((file) => file.split('/')[0] ?? ''));
    const allowed = ['dist', 'docs', 'examples', 'schema', 'package.json', 'LICENSE', 'README.md', 'CHANGELOG.md'];
    assert.deepEqual(
      [...tops].filter((top) => ![...allowed, 'SECURITY.md'].includes(top)),
      [],
    );
    const strange = files.filter((file) =>
      /(^|\/)(test|ci|bench)\/|\.test\.|\.map$|tsbuildinfo|(?<!\.d)\.ts$/.test(file),
    );
    assert.deepEqual(strange, []);
  });

  it('names no path of the machine it was built on', () => {
    const naming = files.filter((file) => {
      const text = readFileSync(path.join(built, file), 'latin1');
      return text.includes(root) || text.includes(folder) || /\/(home|Users)\/[a-z]/.test(text);
    });
    assert.deepEqual(naming, []);
  });

  it('imports only what it declares', () => {
    const undeclared = new Set<string>();
    for (const file of files.filter((name) => /^dist\/.*\.(js|d\.ts)$/.test(name))) {
      const text = readFileSync(path.join(built, file), 'utf8');
      for (const [, given = ''] of text.matchAll(/(?:\bfrom|\bimport|\bimport\(|\brequire\()\s*['"]([^'"\n]+)['"]/g)) {
        const name = given.split('/', given.startsWith('@') ? 2 : 1).join('/');
        const own = given.startsWith('.') || given.startsWith('node:') || builtinModules.includes(name);
        if (!own && !(name in manifest.dependencies) && !isInComment(text, given))
          undeclared.add(`${given} in ${file}`);
      }
    }
    assert.deepEqual([...undeclared], []);
  });

  it('has no script that runs where it is installed', () => {
    const scripts = Object.keys(manifest.scripts ?? {});
    assert.deepEqual(
      scripts.filter((name) => ['preinstall', 'install', 'postinstall'].includes(name)),
      [],
    );
  });

  describe('installed into an empty folder', () => {
    let home: string;

    before(function () {
      home = mkdtempSync(path.join(folder, 'empty-'));
      writeFileSync(path.join(home, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }\n');
      const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--fetch-retries=1', tarball];
      const installed = run('npm', args, home, environment);
      if (installed.status !== 0 && offline.test(installed.all)) {
        process.stderr.write('skipped: the package installed into an empty folder: npm’s registry cannot be reached\n');
        this.skip();
      }
      assert.equal(installed.status, 0, installed.all);
      cpSync(path.join(root, 'examples/account'), path.join(home, 'account'), { recursive: true });
    });

    const command = (...args: string[]) => run('npx', ['--no-install', 'assize', ...args], home, environment);

    it('runs as a command', () => {
      const version = command('--version');
      assert.equal(version.out.trim(), manifest.version, version.err);
      const judged = command('evaluate', 'account', '--out', 'out', '--format', 'json,sarif,markdown,text');
      assert.equal(judged.status, 1, judged.all);
      const report = JSON.parse(readFileSync(path.join(home, 'out/report.json'), 'utf8')) as {
        tool: { version: string };
        findings: { status: string }[];
      };
      assert.equal(report.tool.version, manifest.version);
      const statuses = new Set(report.findings.map(({ status }) => status));
      assert.sameMembers([...statuses], ['pass', 'fail', 'unknown', 'not-applicable']);
    });

    it('runs as a typed library', () => {
      cpSync(path.join(import.meta.dirname, 'consumer.ts.txt'), path.join(home, 'consumer.ts'));
      const compilerOptions = {
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        module: 'nodenext',
        target: 'es2024',
        lib: ['es2024', 'dom'],
        types: [],
      };
      writeFileSync(path.join(home, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }));
      const compiled = run(process.execPath, [tsc, '-p', '.'], home);
      assert.equal(compiled.status, 0, compiled.all);
      const ran = run(process.execPath, ['consumer.js'], home);
      assert.equal(ran.status, 0, ran.all);
      assert.equal(ran.out, 'all rules judged\n');
    });

    it('has nothing beside what it declares and what that needs', () => {
      const types = globSync('node_modules/@types/*', { cwd: home });
      assert.deepEqual(types, [], 'types of others are not its own to bring');
    });
  });
});

/** Whether a specifier stands in a comment only: an example of how to import. */
function isInComment(text: string, specifier: string): boolean {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  return !code.includes(specifier);
}
