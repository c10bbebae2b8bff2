import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { roleOf } from '../../cli/init/answers.ts';
import { pullRequest, weeklyReview } from '../../cli/init/github.ts';
import { gitlabFile } from '../../cli/init/gitlab.ts';
import { jenkinsFile } from '../../cli/init/jenkins.ts';

const root = path.join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const { version } = JSON.parse(read('package.json')) as { version: string };

interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string | boolean>>;
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency?: object;
  readonly jobs: Readonly<
    Record<string, { readonly permissions?: Readonly<Record<string, string>>; readonly steps: readonly Step[] }>
  >;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const workflows = ['ci/github/weekly-review.yml', 'ci/github/pull-request.yml'];
const actions = ['action.yml', 'ci/github/weekly-review/action.yml'];
const stepsOf = (file: string): readonly Step[] =>
  actions.includes(file)
    ? (parse(read(file)) as Action).runs.steps
    : Object.values((parse(read(file)) as Workflow).jobs).flatMap(({ steps }) => steps);

/** What each job may write, and nothing more. */
const writes: Readonly<Record<string, readonly string[]>> = {
  'ci/github/weekly-review.yml': ['id-token', 'issues'],
  'ci/github/pull-request.yml': ['pull-requests'],
};

describe('the pipelines', () => {
  it('are those that assize init writes', () => {
    const role = roleOf('123456789012');
    expect(read('ci/github/weekly-review.yml')).to.equal(weeklyReview(role, version));
    expect(read('ci/github/pull-request.yml')).to.equal(pullRequest(version));
    expect(read('ci/gitlab/assize.gitlab-ci.yml')).to.equal(gitlabFile(role, version));
    expect(read('ci/jenkins/Jenkinsfile')).to.equal(jenkinsFile(version));
  });

  it('no file is left out of these tests', () => {
    const found = globSync(['action.y*ml', 'ci/**/*.y*ml', '.github/**/*.y*ml'], { cwd: root }).sort();
    expect(found).to.deep.equal([...actions, ...workflows, 'ci/gitlab/assize.gitlab-ci.yml'].sort());
  });

  for (const file of [...actions, ...workflows]) {
    describe(file, () => {
      it('is YAML in which no key stands twice', () => {
        expect(() => parse(read(file), { strict: true, uniqueKeys: true }) as unknown).to.not.throw();
      });

      it('uses actions by the commit of a version, its own by the exact tag', () => {
        const uses = stepsOf(file).flatMap((step) => step.uses ?? []);
        expect(uses).to.not.be.empty;
        for (const one of uses) {
          if (/^assize\/assize(\/|@)/.test(one)) expect(one.split('@')[1]).to.equal(`v${version}`);
          else {
            expect(one).to.match(/^[\w-]+\/[\w./-]+@[0-9a-f]{40}$/);
            expect(read(file)).to.match(new RegExp(`${one} # v\\d+\\.\\d+\\.\\d+\\n`));
          }
        }
      });

      it('one action has the same commit everywhere', () => {
        const commits = new Map<string, Set<string>>();
        for (const other of [...actions, ...workflows]) {
          for (const [name = '', ref = ''] of stepsOf(other).flatMap((step) =>
            step.uses === undefined ? [] : [step.uses.split('@')],
          )) {
            commits.set(name, (commits.get(name) ?? new Set()).add(ref));
          }
        }
        for (const [name, refs] of commits) expect([...refs], name).to.have.length(1);
      });

      it('puts no expression into a script: values reach it by the environment', () => {
        for (const { run = '' } of stepsOf(file)) expect(run).to.not.include('${{');
      });

      it('takes nothing from whoever opens a pull request', () => {
        const used = [...read(file).matchAll(/\$\{\{\s*(.*?)\s*\}\}/g)].map(([, expression = '']) => expression);
        for (const expression of used) {
          expect(expression).to.match(
            /^(inputs\.[\w-]+|steps\.\w+\.outputs\.[\w-]+|github\.token|github\.event\.pull_request\.number)$/,
          );
        }
        expect(read(file).replace(/#.*$/gm, '')).to.not.match(/pull_request_target|workflow_run|secrets\./);
      });

      it('every script stops at the first failure', () => {
        for (const { run } of stepsOf(file)) {
          if (run?.trim().includes('\n') === true) expect(run).to.match(/^set -euo pipefail\n/);
        }
      });

      it('every script is shell that can be read', () => {
        for (const { run } of stepsOf(file)) {
          if (run === undefined) continue;
          const { status, stderr } = spawnSync('bash', ['-n'], { input: run, encoding: 'utf8' });
          expect(status, stderr).to.equal(0);
        }
      });
    });
  }

  for (const file of workflows) {
    describe(file, () => {
      const workflow = parse(read(file)) as Workflow;

      it('has no right by itself, and each job only those that it needs', () => {
        expect(workflow.permissions).to.deep.equal({});
        for (const { permissions = {} } of Object.values(workflow.jobs)) {
          const written = Object.entries(permissions).filter(([, right]) => right !== 'read');
          expect(written).to.deep.equal(writes[file]?.map((name) => [name, 'write']));
          expect(permissions.contents).to.equal('read');
        }
      });

      it('leaves no token in the folder that is checked out', () => {
        const checkouts = stepsOf(file).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
        expect(checkouts).to.have.length(1);
        expect(checkouts[0]?.with?.['persist-credentials']).to.equal(false);
      });

      it('is not run twice at a time', () => {
        expect(workflow.concurrency).to.have.keys('group', 'cancel-in-progress');
      });

      it('gives its action inputs that it has, and those that it needs', () => {
        for (const { uses = '', with: given = {} } of stepsOf(file)) {
          if (!uses.startsWith('assize/assize')) continue;
          const manifest = path.join(uses.replace(/^assize\/assize\/?/, '').replace(/@.*$/, ''), 'action.yml');
          const { inputs } = parse(read(manifest)) as Action;
          expect(Object.keys(inputs)).to.include.members(Object.keys(given));
          const needed = Object.entries(inputs).filter(([, { required }]) => required === true);
          expect(Object.keys(given)).to.include.members(needed.map(([name]) => name));
        }
      });
    });
  }

  it('the pull request names the workflow of the review, as assize init does', () => {
    const step = stepsOf('ci/github/pull-request.yml').find(({ uses }) => uses?.startsWith('assize/') === true);
    expect(step?.with?.['onto-workflow']).to.equal('assize-weekly-review.yml');
    expect((parse(read('ci/github/pull-request.yml')) as Workflow).on).to.deep.equal({ pull_request: null });
    expect((parse(read('ci/github/weekly-review.yml')) as Workflow).on).to.have.keys('schedule', 'workflow_dispatch');
  });

  for (const file of actions) {
    describe(file, () => {
      const action = parse(read(file)) as Action;
      const { steps } = action.runs;

      it('is composite, and every script has a shell', () => {
        expect(action.runs.using).to.equal('composite');
        for (const { run, shell } of steps) if (run !== undefined) expect(shell).to.equal('bash');
      });

      it('runs scripts that are there', () => {
        const folder = path.dirname(path.join(root, file));
        const scripts = steps.flatMap(({ run = '' }) => [...run.matchAll(/^node "\$GITHUB_ACTION_PATH\/(.+)"$/gm)]);
        expect(scripts).to.not.be.empty;
        for (const [, script = ''] of scripts) expect(() => readFileSync(path.join(folder, script))).to.not.throw();
      });

      it('uses every input, and has every one that it uses', () => {
        const used = new Set([...read(file).matchAll(/\binputs\.([\w-]+)/g)].map(([, name = '']) => name));
        expect([...used].sort()).to.deep.equal(Object.keys(action.inputs).sort());
      });

      it('gives a script each input under its own name', () => {
        for (const { env = {} } of steps) {
          for (const [name, value] of Object.entries(env)) {
            const from = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)?.[1];
            if (from !== undefined) expect(name).to.equal(`INPUT_${from.toUpperCase().replaceAll('-', '_')}`);
          }
        }
      });

      it('gives scripts the inputs that they read, and the token only to those that ask GitHub', () => {
        for (const { run = '', env = {} } of steps) {
          const script = /\/([a-z]+)\.ts"$/.exec(run)?.[1];
          if (script === undefined) continue;
          const source = read(`ci/github/${script}.ts`);
          const direct = [...source.matchAll(/\b(?:input|isOn|flag)\('([a-z-]+)'\)/g)].map(([, name = '']) => name);
          for (const name of direct) {
            expect(Object.keys(env), `${script} reads ${name}`).to.include(
              `INPUT_${name.toUpperCase().replaceAll('-', '_')}`,
            );
          }
          expect('GH_TOKEN' in env, script).to.equal(source.includes("from './gh.ts'"));
        }
      });

      it('has outputs of steps that are there', () => {
        const ids = new Set(steps.map(({ id }) => id));
        const text = read(file);
        for (const [, id = '', name = ''] of text.matchAll(/\bsteps\.(\w+)\.outputs\.([\w-]+)/g)) {
          expect(ids, id).to.include(id);
          const run = steps.find((step) => step.id === id)?.run ?? '';
          const script = /\/([a-z]+)\.ts"$/.exec(run)?.[1] ?? '';
          expect(read(`ci/github/${script}.ts`), `${script}: ${name}`).to.include(`output('${name}'`);
        }
      });

      it('keeps nothing where the repository is public', () => {
        for (const { uses = '', if: condition = '' } of steps) {
          if (uses.startsWith('actions/upload-artifact@')) {
            expect(condition).to.match(/github\.event\.repository\.private|outputs\.private == 'true'/);
          }
        }
      });

      it('uploads SARIF only of what is complete', () => {
        const upload = steps.find(({ uses }) => uses?.startsWith('github/codeql-action/upload-sarif@') === true);
        expect(upload?.if).to.include("outputs.complete == 'true'");
      });

      it('ends with the exit code of assize', () => {
        const last = steps.at(-1);
        expect(last?.run).to.equal('exit "$EXIT_CODE"');
        const ended = (code: string) =>
          spawnSync('bash', ['-eo', 'pipefail', '-c', last?.run ?? ''], { env: { EXIT_CODE: code } });
        for (const code of [0, 1, 2, 3, 70]) expect(ended(String(code)).status).to.equal(code);
        // A step that told nothing must not pass.
        expect(ended('').status).to.not.equal(0);
      });
    });
  }

  it('the pages name this version, the same commits, and every input', () => {
    for (const page of ['docs/ci.md', 'docs/guide.md']) {
      const uses = [...read(page).matchAll(/uses: (\S+)@(\S+)/g)];
      expect(uses, page).to.not.be.empty;
      for (const [, name = '', ref = ''] of uses) {
        if (name.startsWith('assize/')) expect(ref, page).to.equal(`v${version}`);
        else expect(workflows.concat(actions).map(read).join('\n'), page).to.include(`${name}@${ref}`);
      }
    }
    for (const file of actions) {
      for (const name of Object.keys((parse(read(file)) as Action).inputs))
        expect(read('docs/ci.md')).to.include(`\`${name}\``);
    }
  });

  it('the two actions call what they share alike', () => {
    const [change, review] = actions.map((file) => parse(read(file)) as Action);
    for (const name of ['version', 'config', 'working-directory', 'framework', 'fail-on']) {
      expect(review?.inputs[name]?.default, name).to.equal(change?.inputs[name]?.default);
    }
  });

  describe('ci/gitlab/assize.gitlab-ci.yml', () => {
    interface Job {
      readonly rules?: readonly { readonly if: string }[];
      readonly script?: readonly string[];
      readonly id_tokens?: object;
      readonly before_script?: readonly string[];
      readonly allow_failure?: { readonly exit_codes: readonly number[] };
      readonly artifacts?: {
        readonly when?: string;
        readonly access: string;
        readonly reports?: Readonly<Record<string, string>>;
      };
    }
    const jobs = parse(read('ci/gitlab/assize.gitlab-ci.yml'), { strict: true, merge: true }) as Readonly<
      Record<string, Job>
    >;

    it('shows the findings in the merge request', () => {
      const change = jobs['assize-change'];
      expect(change?.rules).to.deep.equal([{ if: '$CI_PIPELINE_SOURCE == "merge_request_event"' }]);
      expect(change?.artifacts?.reports).to.deep.equal({
        codequality: 'assize-out/report.codeclimate.json',
        junit: 'assize-out/report.junit.xml',
      });
      expect(change?.allow_failure).to.equal(undefined);
    });

    it('asks for an identity in the schedule of the default branch only', () => {
      const asking = Object.entries(jobs).filter(([, job]) => job.id_tokens !== undefined);
      expect(asking.map(([name]) => name)).to.deep.equal(['assize-review']);
      const [[, review] = []] = asking;
      expect(review?.rules).to.have.length(1);
      expect(review?.rules?.[0]?.if).to.include('"schedule"').and.include('$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH');
      expect(review?.allow_failure?.exit_codes).to.deep.equal([3]);
    });

    it('keeps its artifacts from those who are no developers', () => {
      for (const { artifacts } of Object.values(jobs))
        if (artifacts !== undefined) expect(artifacts.access).to.equal('developer');
    });

    it('has shell that can be read, and an exact version', () => {
      for (const { script = [], before_script: before = [] } of Object.values(jobs)) {
        const { status, stderr } = spawnSync('bash', ['-n'], {
          input: [...before, ...script].join('\n'),
          encoding: 'utf8',
        });
        expect(status, stderr).to.equal(0);
      }
      expect(jobs['.assize']?.before_script?.[0]).to.match(new RegExp(` assize@${version.replaceAll('.', '\\.')}$`));
    });
  });

  describe('ci/jenkins/Jenkinsfile', () => {
    const text = read('ci/jenkins/Jenkinsfile');

    it('has its brackets in pairs', () => {
      // Comments and texts apart: an apostrophe in a comment opens nothing.
      const code = text.replace(/'''[\s\S]*?'''|'[^'\n]*'|"[^"\n]*"|\/\/.*|\/\*[\s\S]*?\*\//g, '');
      const open: string[] = [];
      const pairs: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
      for (const bracket of code.match(/[()[\]{}]/g) ?? []) {
        if (pairs[bracket] === undefined) open.push(bracket);
        else expect(open.pop()).to.equal(pairs[bracket]);
      }
      expect(open).to.deep.equal([]);
    });

    it('publishes JUnit and keeps the reports, whatever came out', () => {
      const always = text.slice(text.indexOf('always {'));
      expect(always).to.include("junit testResults: 'assize-out/report.junit.xml'").and.include('archiveArtifacts');
      expect(text).to.include('returnStatus: true').and.include('catchError');
      expect(text).to.include(`assize@${version}'`);
    });
  });
});
