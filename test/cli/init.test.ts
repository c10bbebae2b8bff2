import { expect } from 'chai';
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { parseBaseline } from '../../baselines/baseline.ts';
import { initIn, type InitOptions } from '../../cli/commands/init.ts';
import { readConfig } from '../../cli/config.ts';
import { frameworksOf, regionsOf, roleOf } from '../../cli/init/answers.ts';
import { answersOf, type Ask } from '../../cli/init/ask.ts';
import { quoted, quotedList } from '../../cli/init/quoted.ts';
import { repositoryOf, systemIn } from '../../cli/init/repository.ts';
import { writeAll } from '../../cli/init/write.ts';
import { AssizeError } from '../../core/errors.ts';
import { assize } from './command.ts';

const root = path.join(import.meta.dirname, '../..');
const role = 'arn:aws:iam::123456789012:role/assize';
const githubFiles = [
  '.github/workflows/assize-pull-request.yml',
  '.github/workflows/assize-weekly-review.yml',
  'assize.baseline.jsonl',
  'assize.config.yaml',
];

async function errorOf(run: () => unknown): Promise<AssizeError> {
  try {
    await run();
  } catch (error) {
    if (error instanceof AssizeError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('assize init', function () {
  this.timeout(60_000);
  let folder: string;
  const said: string[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'assize-init-'));
    said.length = 0;
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const file = async (name: string, content: string) => {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  };
  const content = (name: string) => readFile(path.join(folder, name), 'utf8');
  const there = async () => {
    const all = await readdir(folder, { recursive: true, withFileTypes: true });
    return all
      .filter((entry) => !entry.isDirectory())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
      .sort();
  };
  const run = (...args: string[]) => assize(['init', ...args], { cwd: folder });

  describe('by flags', () => {
    it('writes configuration, an empty baseline and both workflows of GitHub', async () => {
      const ended = await run(
        '--ci',
        'github',
        '--role-arn',
        role,
        '--region',
        'eu-west-1,us-east-1',
        '--framework',
        'hipaa',
        '--fail-on',
        'high',
      );
      expect(ended.code, ended.err).to.equal(0);
      expect(ended.out).to.equal('');
      expect(await there()).to.deep.equal(githubFiles);
      expect(await readConfig(undefined, folder)).to.deep.equal({
        expectAccount: '123456789012',
        region: ['eu-west-1', 'us-east-1'],
        framework: ['hipaa'],
        failOn: 'high',
        baseline: 'assize.baseline.jsonl',
      });
      expect(parseBaseline(await content('assize.baseline.jsonl'), 'b')).to.deep.equal([]);
      for (const name of githubFiles) expect(ended.err).to.include(`wrote ${name}`);
      expect(ended.err).to.include('wrote assize.baseline.jsonl (0 entries)').and.include('assize permissions');
      expect(ended.err).to.include(
        '"token.actions.githubusercontent.com:sub": "repo:OWNER/REPOSITORY:ref:refs/heads/main"',
      );
    });

    it('what it wrote is a configuration that the next command takes', async () => {
      await run('--ci', 'none', '--yes');
      await file('assize.config.yaml', (await content('assize.config.yaml')) + 'rule: [ec2-volume-encrypted]\n');
      const ended = await assize(['evaluate', path.join(root, 'examples/account'), '--format', 'json'], {
        cwd: folder,
      });
      expect(ended.code, ended.err).to.equal(1);
    });

    it('names what is missing where there is nobody to ask', async () => {
      for (const [flags, flag] of [
        [[], '--ci'],
        [['--yes'], '--ci'],
        [['--ci', 'github'], '--role-arn'],
        [['--ci', 'gitlab', '--yes'], '--role-arn'],
      ] as const) {
        const ended = await run(...flags);
        expect(ended.code).to.equal(2);
        expect(ended.err.trimEnd().split('\n')).to.have.length(2);
        expect(ended.err).to.include(`${flag} is missing`);
      }
      expect(await there()).to.deep.equal([]);
    });

    it('refuses an unknown severity, as every command does', async () => {
      const ended = await run('--ci', 'none', '--fail-on', 'urgent');
      expect(ended.code).to.equal(2);
      expect(await there()).to.deep.equal([]);
    });

    it('reads no configuration: a broken one is an existing file like another', async () => {
      await file('assize.config.yaml', ': {');
      const ended = await run('--ci', 'none');
      expect(ended.code).to.equal(2);
      expect(ended.err).to.include('assize.config.yaml exists; nothing was written').and.include('--force');
      expect((await run('--ci', 'none', '--force')).code).to.equal(0);
      expect((await readConfig(undefined, folder)).failOn).to.equal('low');
    });
  });

  const inFolder = (options: InitOptions, ask: Ask | null = null) =>
    initIn(folder, options, { ask, version: '1.2.3', say: (text) => said.push(text) });

  describe('the files', () => {
    it('each CI system has its own', async () => {
      const own = async (options: InitOptions) => {
        await rm(folder, { recursive: true });
        await mkdir(folder);
        await inFolder(options);
        return (await there()).filter((name) => !name.startsWith('assize.'));
      };
      expect(await own({ ci: 'github', roleArn: role })).to.deep.equal(githubFiles.slice(0, 2));
      expect(await own({ ci: 'gitlab', roleArn: role })).to.deep.equal(['.gitlab/assize.gitlab-ci.yml']);
      expect(await own({ ci: 'jenkins' })).to.deep.equal(['Jenkinsfile.assize']);
      expect(await own({ ci: 'none' })).to.deep.equal([]);
    });

    it('name the version that wrote them, the role and its account', async () => {
      await inFolder({ ci: 'github', roleArn: 'arn:aws-cn:iam::123456789012:role/ci/assize' });
      const review = parse(await content(githubFiles[1]!)) as {
        jobs: { review: { steps: { uses: string; with: object }[] } };
      };
      const step = review.jobs.review.steps.at(-1);
      expect(step?.uses).to.equal('assize/assize/ci/github/weekly-review@v1.2.3');
      expect(step?.with).to.include({
        'role-arn': 'arn:aws-cn:iam::123456789012:role/ci/assize',
        audience: 'sts.amazonaws.com.cn',
      });
      expect(await content(githubFiles[0]!)).to.include('uses: assize/assize@v1.2.3');
    });

    it('a report gives the first baseline', async () => {
      const report = path.join(folder, 'report');
      const made = await assize(
        [
          'evaluate',
          path.join(root, 'examples/account'),
          '--rule',
          'ec2-volume-encrypted',
          '--format',
          'json',
          '--out',
          report,
        ],
        { cwd: folder },
      );
      expect(made.code, made.err).to.equal(1);
      await inFolder({ ci: 'none', report: 'report/report.json' });
      expect(parseBaseline(await content('assize.baseline.jsonl'), 'b')).to.have.length(4);
      expect(said).to.include('wrote assize.baseline.jsonl (4 entries)\n');
    });

    it('an incomplete report is none to begin with', async () => {
      const made = await assize(
        ['evaluate', path.join(root, 'examples/account'), '--rule', 'cloudtrail-trail-logging', '--format', 'json'],
        { cwd: folder },
      );
      expect(made.code, made.err).to.equal(3);
      const { message, hint } = await errorOf(() => inFolder({ ci: 'none', report: 'assize-out/report.json' }));
      expect(message).to.include('the report is incomplete');
      expect(hint).to.include(
        'assize baseline write assize-out/report.json -o assize.baseline.jsonl --allow-incomplete',
      );
      expect(await there()).to.deep.equal(['assize-out/report.json']);
    });

    it('a report that is none, or not there, writes nothing', async () => {
      expect((await errorOf(() => inFolder({ ci: 'none', report: 'nowhere.json' }))).message).to.include(
        'cannot be read',
      );
      await file('report.json', '{}');
      expect((await errorOf(() => inFolder({ ci: 'none', report: 'report.json' }))).exitCode).to.equal(2);
      expect(await there()).to.deep.equal(['report.json']);
    });
  });

  describe('what exists', () => {
    it('is named, all of it, and left as it is', async () => {
      await file(githubFiles[0]!, 'mine');
      await file('assize.config.yaml', 'failOn: never\n');
      const { message, exitCode } = await errorOf(() => inFolder({ ci: 'github', roleArn: role }));
      expect(message).to.equal(`assize.config.yaml, ${githubFiles[0]!} exist; nothing was written`);
      expect(exitCode).to.equal(2);
      expect(await there()).to.deep.equal([githubFiles[0], 'assize.config.yaml']);
      expect(await content(githubFiles[0]!)).to.equal('mine');
    });

    it('is replaced with --force, and nothing is left beside it', async () => {
      await file('assize.config.yaml', 'failOn: never\n');
      await file('.github/workflows/other.yml', 'other');
      await inFolder({ ci: 'github', roleArn: role, force: true });
      expect(await there()).to.deep.equal(['.github/workflows/other.yml', ...githubFiles].sort());
      expect(await content('assize.config.yaml')).to.include('failOn: low');
    });

    it('may be a link: it is not followed', async () => {
      await file('elsewhere.yaml', 'mine');
      await symlink('elsewhere.yaml', path.join(folder, 'assize.config.yaml'));
      await symlink('nowhere', path.join(folder, 'assize.baseline.jsonl'));
      const { message } = await errorOf(() => inFolder({ ci: 'none' }));
      expect(message).to.include('assize.config.yaml, assize.baseline.jsonl exist');
      await inFolder({ ci: 'none', force: true });
      expect(await content('elsewhere.yaml')).to.equal('mine');
      expect((await lstat(path.join(folder, 'assize.config.yaml'))).isFile()).to.equal(true);
    });

    it('may be a folder: that is never replaced', async () => {
      await file('assize.config.yaml/keep', 'mine');
      const { message } = await errorOf(() => inFolder({ ci: 'none', force: true }));
      expect(message).to.include('assize.config.yaml is a folder');
      expect(await there()).to.deep.equal(['assize.config.yaml/keep']);
    });
  });

  describe('writing', () => {
    it('is undone where a part of a path is a file', async () => {
      await file('a', 'old');
      await file('b', 'a file');
      const files = new Map([
        ['a', 'new'],
        ['c/d/e', 'new'],
        ['b/x', 'new'],
      ]);
      const { message, hint } = await errorOf(() => writeAll(folder, files, true));
      expect(message).to.match(/^cannot write, and nothing was written: /);
      expect(hint).to.include('root of the repository');
      expect(await there()).to.deep.equal(['a', 'b']);
      expect(await content('a')).to.equal('old');
      expect(await readdir(folder)).to.deep.equal(['a', 'b']);
    });

    it('is undone where a name is taken in the meantime', async () => {
      await file('a', 'old');
      // The second of two equal places cannot be renamed: its temporary file went with the first.
      const files = new Map([
        ['a', 'new'],
        ['b', 'new'],
        ['./b', 'new'],
      ]);
      await errorOf(() => writeAll(folder, files, true));
      expect(await content('a')).to.equal('old');
      expect(await there()).to.deep.equal(['a']);
    });
  });

  describe('asked', () => {
    /** Answers in turn, and remembers what was asked. */
    const person = (...answers: string[]) => {
      const questions: string[] = [];
      const ask: Ask = (question, suggestion) => {
        questions.push(suggestion === '' ? question : `${question} [${suggestion}]`);
        const answer = answers.shift();
        if (answer === undefined) throw new Error(`nobody answers: ${question}`);
        return Promise.resolve(answer);
      };
      return { ask, questions, left: answers };
    };

    it('only what the flags do not say', async () => {
      const someone = person(role, '', '', '', '');
      expect(await inFolder({ ci: 'github' }, someone.ask)).to.equal(0);
      expect(someone.questions).to.have.length(5);
      expect(someone.left).to.deep.equal([]);
      const nobody = person();
      await inFolder(
        { ci: 'github', roleArn: role, region: [], framework: [], failOn: 'low', report: '', force: true },
        nobody.ask,
      );
      expect(nobody.questions).to.deep.equal([]);
    });

    it('an empty answer is the suggestion, and the rest is as answered', async () => {
      const someone = person('', '123456789012', 'eu-west-1, us-east-1 eu-west-1', 'hipaa', 'critical', ' ');
      const { answers, report } = await answersOf({}, someone.ask, { ci: 'gitlab', report: null });
      expect(answers).to.deep.equal({
        ci: 'gitlab',
        role: { arn: role, partition: 'aws', account: '123456789012' },
        regions: ['eu-west-1', 'us-east-1'],
        frameworks: ['hipaa'],
        failOn: 'critical',
      });
      expect(report).to.equal(null);
      expect(someone.questions[0]).to.include('[gitlab]');
    });

    it('again, with what is wrong, until it is right', async () => {
      const someone = person(
        'githbu',
        'github',
        'my-role',
        role,
        'Ireland',
        'eu-west-1',
        'hippa',
        'hipaa',
        'urgent',
        'high',
        '',
      );
      const { answers } = await answersOf({}, someone.ask, { ci: 'github', report: null });
      expect(answers.role?.arn).to.equal(role);
      expect(someone.questions.filter((_, at) => [1, 3, 5, 7, 9].includes(at))).to.deep.equal([
        'there is no CI system "githbu". Where does it run (github, gitlab, jenkins, none)? [github]',
        '"my-role" is not the ARN of a role. ARN of the IAM role that the weekly review assumes, or the id of its account',
        '"Ireland" is not a Region. Regions, separated by commas (none: every enabled one)',
        'there is no framework "hippa". Frameworks, such as hipaa (none: all rules)',
        'there is no severity "urgent". Fail on findings of which severity, or above? [low]',
      ]);
    });

    it('no role where the agent has its own credentials', async () => {
      const someone = person('jenkins', '', '', '', '');
      const { answers } = await answersOf({}, someone.ask, { ci: 'github', report: null });
      expect(answers.role).to.equal(null);
    });

    it('offers the report that is there, and the CI system that the folder shows', async () => {
      await file('.gitlab-ci.yml', '');
      await file('assize-out/report.json', '{}');
      const someone = person('', role, '', '', '');
      await errorOf(() => inFolder({ report: 'nowhere' }, someone.ask));
      expect(someone.questions[0]).to.include('[gitlab]');
      const other = person('');
      await errorOf(() => inFolder({ ci: 'none', region: [], framework: [], failOn: 'low' }, other.ask));
      expect(other.questions[0]).to.include('[assize-out/report.json]');
    });

    it('what goes wrong by itself is no wrong answer', async () => {
      const ask: Ask = () => Promise.reject(new Error('the terminal is gone'));
      const thrown = await answersOf({}, ask, { ci: 'github', report: null }).catch((error: unknown) => error);
      expect(thrown).to.be.instanceOf(Error).with.property('message', 'the terminal is gone');
    });
  });

  describe('hostile values', () => {
    const bad = [
      `${role}\n      - run: id`,
      `${role}' }}`,
      `${role}\${{ secrets.GITHUB_TOKEN }}`,
      `${role}"; rm -rf /; "`,
      'arn:aws:iam::123456789012:user/assize',
      'arn:aws:iam::12345678901:role/assize',
      'arn:aws-evil:iam::123456789012:role/assize',
      'arn:aws:iam::123456789012:role/',
      `arn:aws:iam::123456789012:role/${'x'.repeat(65)}`,
      ` ${role}`,
      '',
    ];
    for (const text of bad) {
      it(`no role is ${JSON.stringify(text.slice(0, 80))}`, async () => {
        const { message, hint } = await errorOf(() => inFolder({ ci: 'github', roleArn: text }));
        expect(message).to.include('is not the ARN of a role').and.not.include('\n');
        expect(hint).to.include('--role-arn');
        expect(await there()).to.deep.equal([]);
      });
    }

    it('a role may have every character that IAM allows', () => {
      for (const arn of [
        'arn:aws:iam::123456789012:role/a+b=c,d.e@f-g_h',
        'arn:aws:iam::123456789012:role/service/ci/x',
      ]) {
        expect(roleOf(arn).arn).to.equal(arn);
      }
    });

    it('no Region and no framework is anything but a name', async () => {
      for (const region of ['eu-west-1]', 'eu-west-1\nrules: x', "eu-west-1'", '${{ x }}', 'EU-WEST-1', '*', '']) {
        expect((await errorOf(() => regionsOf([region]))).message)
          .to.include('is not a Region')
          .and.not.include('\n');
      }
      expect(regionsOf(['us-gov-west-1', 'cn-northwest-1', 'ap-southeast-7', 'us-iso-east-1'])).to.have.length(4);
      for (const name of ['hipaa\n', 'constructor', '__proto__']) await errorOf(() => frameworksOf([name]));
    });

    it('any text is one text of YAML, on one line', () => {
      const texts = [
        'a',
        "it's",
        '"',
        '\'"',
        '#x',
        '- a',
        'a: b',
        '${{ x }}',
        '*a',
        '&a',
        '!!js',
        'null',
        '1e3',
        '',
        ' ',
        '\\',
        '\n',
        '\u2028',
        '\t',
        '}',
        ']',
        ',',
        'x'.repeat(300),
        '2026-01-01',
        '%YAML',
        'é\u0000',
      ];
      for (const text of texts) {
        const line = quoted(text);
        expect(line).to.not.include('\n');
        expect(parse(`key: ${line}\nnext: 1\n`)).to.deep.equal({ key: text, next: 1 });
      }
      expect(parse(`key: ${quotedList(texts)}\n`)).to.deep.equal({ key: texts });
    });
  });

  describe('what the folder tells', () => {
    const config = (url: string) =>
      `[core]\n\tbare = false\n[remote "origin"]\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n\turl = ${url}\n[branch "main"]\n`;

    it('the host and the name of the repository, however it is written', async () => {
      for (const [url, host, name] of [
        ['git@github.com:acme/estate.git', 'github.com', 'acme/estate'],
        ['https://github.com/acme/estate', 'github.com', 'acme/estate'],
        ['https://someone@github.com/acme/estate.git/', 'github.com', 'acme/estate'],
        ['ssh://git@gitlab.example.com:2222/a/b/c.git', 'gitlab.example.com', 'a/b/c'],
        ['/srv/git/estate.git', null, null],
        ['https://github.com/$(id)/x', null, null],
      ] as const) {
        await file('.git/config', config(url));
        expect(await repositoryOf(folder), url).to.deep.equal({ host, name, defaultBranch: null });
      }
    });

    it('nothing where there is no repository, or a link to one', async () => {
      const nothing = { host: null, name: null, defaultBranch: null };
      expect(await repositoryOf(folder)).to.deep.equal(nothing);
      await file('.git', 'gitdir: ../elsewhere\n');
      expect(await repositoryOf(folder)).to.deep.equal(nothing);
    });

    it('the trust policy names repository and default branch', async () => {
      await file('.git/config', config('git@github.com:acme/estate.git'));
      await file('.git/refs/remotes/origin/HEAD', 'ref: refs/remotes/origin/trunk\n');
      const { err } = await run('--ci', 'github', '--role-arn', role);
      expect(err).to.include('"repo:acme/estate:ref:refs/heads/trunk"');
      const policy = JSON.parse(err.slice(err.indexOf('{'), err.lastIndexOf('}') + 1)) as {
        Statement: { Action: string; Principal: object; Condition: { StringEquals: object } }[];
      };
      expect(policy.Statement).to.have.length(1);
      expect(policy.Statement[0]?.Action).to.equal('sts:AssumeRoleWithWebIdentity');
      expect(policy.Statement[0]?.Principal).to.deep.equal({
        Federated: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com',
      });
      expect(policy.Statement[0]?.Condition.StringEquals).to.have.keys(
        'token.actions.githubusercontent.com:aud',
        'token.actions.githubusercontent.com:sub',
      );
      const gitlab = await run('--ci', 'gitlab', '--role-arn', role, '--force');
      expect(gitlab.err).to.include('"gitlab.com:sub": "project_path:GROUP/PROJECT:ref_type:branch:ref:trunk"');
    });

    it('the CI system', async () => {
      const nowhere = { host: null, name: null, defaultBranch: null };
      expect(await systemIn(folder, nowhere)).to.equal('github');
      await file('Jenkinsfile', '');
      expect(await systemIn(folder, nowhere)).to.equal('jenkins');
      expect(await systemIn(folder, { ...nowhere, host: 'gitlab.example.com' })).to.equal('gitlab');
      expect(await systemIn(folder, { ...nowhere, host: 'github.com' })).to.equal('github');
    });
  });
});
