import { expect } from 'chai';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { markerOf, within } from '../../ci/github/page.ts';
import { isComplete, readReport } from '../../ci/github/report.ts';
import { bot, Runner } from './runner.ts';

const root = path.join(import.meta.dirname, '../..');
const head = 'a'.repeat(40);

const pullRequestOf = (repository: string | null) => ({
  repository: { private: true, default_branch: 'main' },
  pull_request: { number: 7, head: { sha: head, repo: repository === null ? null : { full_name: repository } } },
});

/** A program in place of assize: says how it was called, and leaves what a run leaves. */
const standIn = `
import { writeFileSync } from 'node:fs';
const args = process.argv.slice(2);
const out = args.find((arg) => arg.startsWith('--out=')).slice(6);
console.log('::error::said by a resource');
const { STAND_IN_CODE: code, STAND_IN_SUMMARY: summary, STAND_IN_HEAD: head = '', STAND_IN_PAGE: page = 'The page', STAND_IN_TIMES: times = 1 } = process.env;
writeFileSync(process.env.STAND_IN_CALL, JSON.stringify({ args, env: process.env, cwd: process.cwd() }));
if (summary !== undefined) {
  writeFileSync(out + '/report.json', '{\\n' + head + '"findings":[\\n],\\n"summary":' + summary + '\\n}\\n');
  writeFileSync(out + '/report.md', page.repeat(times));
  writeFileSync(out + '/report.annotations.txt', '::error file=a%2Cb.tf,line=3,title=x::y\\n::notice title=z::w\\n');
  writeFileSync(out + '/report.github.sarif', JSON.stringify({ runs: [{ automationDetails: { id: 'assize/terraform/' }, results: [
    { locations: [{ physicalLocation: { artifactLocation: { uri: 'main.tf' } } }] },
    { locations: [{ physicalLocation: { artifactLocation: { uri: 'aws/planned/planned/ec2/volume/x' } } }] },
  ] }] }));
}
process.exit(Number(code));
`;
const summary = (more: object = {}) =>
  JSON.stringify({
    ...{ gaps: 0, unknown: 0, error: 0, new: 2, absent: 1, becameUnknown: 0, notObserved: 0 },
    open: { critical: 1, high: 0, medium: 0, low: 1, informational: 0 },
    ...more,
  });

interface Call {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

describe('the steps of the GitHub actions', function () {
  this.timeout(60_000);
  let runner: Runner;
  beforeEach(async () => {
    runner = await Runner.start();
    runner.event = pullRequestOf('acme/estate');
  });
  afterEach(() => runner.stop());

  describe('comment', () => {
    const inputs = { input: 'plan.json', 'working-directory': 'infra' };
    const commented = async (text: string, more: Record<string, string> = {}) => {
      await runner.file('report.md', text);
      return runner.step('comment.ts', { ...inputs, page: path.join(runner.workspace, 'report.md'), ...more });
    };
    const writing = (calls: readonly string[][]) => calls.filter(([, , method]) => method !== 'GET');

    it('makes one, and updates it', async () => {
      const first = await commented('## Change review\n\nIntroduces 1\n');
      expect(first.code, first.out).to.equal(0);
      expect(first.outputs.comment).to.equal('1000');
      expect(runner.github.comments).to.have.length(1);
      expect(runner.github.comments[0]?.body).to.equal(
        `<!-- assize change: infra/plan.json -->\n## Change review\n\nIntroduces 1\n\n[The run of commit aaaaaaa](https://github.com/acme/estate/actions/runs/42)\n`,
      );
      const second = await commented('## Change review\n\nFixes 1\n');
      expect(second.outputs.comment).to.equal('1000');
      expect(runner.github.comments).to.have.length(1);
      expect(runner.github.comments[0]?.body).to.include('Fixes 1').and.not.include('Introduces');
    });

    it('keeps one for each key', async () => {
      await commented('One', { key: 'network' });
      await commented('Two', { key: 'networks' });
      await commented('Three', { key: 'network' });
      expect(runner.github.comments.map(({ body }) => body?.split('\n')[1])).to.deep.equal(['Three', 'Two']);
    });

    it('finds its own behind a page of others', async () => {
      await commented('First');
      const others = Array.from({ length: 130 }, (_, id) => ({
        id,
        body: 'other',
        user: { login: 'a', type: 'User' },
      }));
      runner.github.comments.unshift(...others);
      await commented('Second');
      expect(runner.github.comments).to.have.length(131);
      expect(runner.github.comments.at(-1)?.body).to.include('Second');
    });

    it('touches no comment of another, marker or not', async () => {
      const marker = markerOf('change', 'infra/plan.json');
      const spoofed = [
        { id: 1, body: `${marker}\nspoofed`, user: { login: 'mallory', type: 'User' } },
        { id: 2, body: `${marker}\nspoofed`, user: { login: 'other-app[bot]', type: 'Bot' } },
        { id: 3, body: `quoted: ${marker}`, user: bot },
        { id: 4, body: `${marker}\nspoofed`, user: null },
        { id: 5, body: null, user: bot },
      ];
      runner.github.comments = structuredClone(spoofed);
      await commented('Ours');
      expect(runner.github.comments.slice(0, 5)).to.deep.equal(spoofed);
      expect(runner.github.comments).to.have.length(6);
    });

    it('writes nothing to a pull request from a fork, or from one that is gone', async () => {
      for (const repository of ['mallory/estate', null]) {
        runner.event = pullRequestOf(repository);
        const ended = await commented('Report');
        expect(ended.code).to.equal(0);
        expect(ended.calls).to.deep.equal([]);
        expect(ended.out).to.match(/^::notice .*from a fork/);
      }
    });

    it('says that there is no pull request', async () => {
      runner.event = { repository: { private: true } };
      expect((await commented('Report')).out).to.match(/^::notice .*no pull request/);
    });

    it("stays within GitHub's limit, and closes what it cuts open", async () => {
      const block = '<details>\n<summary>x</summary>\n\n| a |\n| --- |\n';
      await commented(`# Top\n\n${block}${'| żółć row |\n'.repeat(20_000)}\n</details>\n`);
      const body = runner.github.comments[0]?.body ?? '';
      expect(Buffer.byteLength(body)).to.be.within(60_000, 65_536);
      expect(body.match(/<details>/g)).to.have.length(1);
      expect(body.match(/<\/details>/g)).to.have.length(1);
      expect(body).to.include('the summary of the run');
      expect(body.trimEnd()).to.match(/\[The run of commit aaaaaaa\]\(\S+\)$/);
    });

    it('warns where it may not write, and fails nothing', async () => {
      runner.github.refusal = 'gh: Resource not accessible by integration (HTTP 403)\n::error::injected';
      const ended = await commented('Report');
      expect(ended.code).to.equal(0);
      expect(ended.out).to.match(/^::warning .*pull-requests: write.*Resource not accessible/);
      expect(ended.out.trimEnd().split('\n')).to.have.length(1);
      expect(writing(ended.calls)).to.deep.equal([]);
    });

    it('says that gh is missing', async () => {
      const ended = await runner.step(
        'comment.ts',
        { ...inputs, page: path.join(root, 'LICENSE') },
        { PATH: '/nonexistent' },
      );
      expect(ended.code).to.equal(0);
      expect(ended.out).to.include('gh is not on this runner');
    });
  });

  describe('snapshot', () => {
    const inputs = { 'onto-workflow': 'assize-weekly-review.yml', 'onto-artifact': 'assize-snapshot' };
    const run = (id: number, more: object = {}) => ({
      ...{ id, event: 'schedule', head_branch: 'main', head_repository: { full_name: 'acme/estate' } },
      ...more,
    });
    const kept = [{ name: 'assize-snapshot', expired: false }];

    it('fetches the latest that is kept', async () => {
      runner.github.runs = [run(9), run(8, { event: 'workflow_dispatch' }), run(7)];
      runner.github.artifacts = { 9: [{ name: 'assize-snapshot', expired: true }], 8: kept, 7: kept };
      const ended = await runner.step('snapshot.ts', inputs);
      expect(ended.code, ended.out).to.equal(0);
      const manifest = await readFile(path.join(ended.outputs.folder ?? '', 'manifest.json'), 'utf8');
      expect(manifest).to.equal('{"run":"8"}');
      expect(ended.calls[0]?.[3]).to.include('branch=main').and.include('status=completed');
    });

    it('trusts no run of a fork, of another branch or of another event', async () => {
      runner.github.runs = [
        run(1, { head_repository: { full_name: 'mallory/estate' } }),
        run(2, { head_repository: null }),
        run(3, { event: 'pull_request' }),
        run(4, { head_branch: 'feature' }),
      ];
      runner.github.artifacts = { 1: kept, 2: kept, 3: kept, 4: kept };
      const ended = await runner.step('snapshot.ts', inputs);
      expect(ended.code).to.equal(0);
      expect(ended.outputs).to.deep.equal({});
      expect(ended.calls).to.have.length(1);
      expect(ended.out).to.match(/^::notice .*No run of assize-weekly-review.yml on main has a snapshot/);
    });

    it('fetches nothing for a fork', async () => {
      runner.event = pullRequestOf('mallory/estate');
      runner.github.runs = [run(1)];
      runner.github.artifacts = { 1: kept };
      const ended = await runner.step('snapshot.ts', inputs);
      expect(ended).to.deep.include({ code: 0, outputs: {}, calls: [] });
    });

    it('warns where it may not read, and fails nothing', async () => {
      runner.github.refusal = 'gh: Resource not accessible by integration (HTTP 403)';
      const ended = await runner.step('snapshot.ts', inputs);
      expect(ended).to.deep.include({ code: 0, outputs: {} });
      expect(ended.out).to.match(/^::warning .*actions: read/);
    });

    it('takes names only', async () => {
      for (const wrong of ['../../user.yml', 'x.yml?branch=evil']) {
        const ended = await runner.step('snapshot.ts', { ...inputs, 'onto-workflow': wrong });
        expect(ended.code, wrong).to.equal(1);
        expect(ended.calls).to.deep.equal([]);
      }
      expect((await runner.step('snapshot.ts', { ...inputs, 'onto-artifact': '../x' })).code).to.equal(1);
    });
  });

  describe('with a stand-in for assize', () => {
    let command: string;
    let callFile: string;
    beforeEach(async () => {
      command = path.join(runner.folder, 'assize.mjs');
      callFile = path.join(runner.folder, 'call.json');
      await writeFile(command, standIn);
      await mkdir(path.join(runner.workspace, 'infra/net work'), { recursive: true });
    });
    const called = async () => JSON.parse(await readFile(callFile, 'utf8')) as Call;
    const ran = (script: string, inputs: Record<string, string>, env: Record<string, string | undefined>) =>
      runner.step(script, inputs, { ASSIZE_COMMAND: command, STAND_IN_CALL: callFile, ...env });

    describe('change', () => {
      const inputs = { input: 'plan.json', 'fail-on-unknown': 'false' };
      const change = (more: Record<string, string>, env: Record<string, string | undefined> = {}) =>
        ran(
          'change.ts',
          { ...inputs, ...more },
          { STAND_IN_CODE: '1', STAND_IN_SUMMARY: summary(), STAND_IN_HEAD: '"input":{},\n"baseline":{},\n', ...env },
        );

      it('passes its inputs on, each as one argument', async () => {
        const ended = await change({
          input: '--version',
          'working-directory': 'infra/net work',
          source: '-x; touch y',
          onto: 'snap shot',
          fetched: 'not this',
          base: 'old.yaml',
          config: 'c.yaml',
          baseline: 'b.jsonl',
          waivers: 'w.yaml',
          framework: 'hipaa',
          'fail-on': 'high',
          'fail-on-unknown': 'true',
          parameters: 'Cidr=10.0.0.0/8,0.0.0.0/0\n\n  Name=$(id)\n',
        });
        expect(ended.code, ended.out).to.equal(0);
        const { args, cwd } = await called();
        expect(args.filter((arg) => !arg.startsWith('--out='))).to.deep.equal([
          ...['evaluate', '--format=text,json,markdown,annotations,sarif-github'],
          ...['--config=c.yaml', '--baseline=b.jsonl', '--waivers=w.yaml', '--framework=hipaa', '--fail-on=high'],
          ...['--source=-x; touch y', '--base=old.yaml', '--onto=snap shot'],
          ...[
            '--parameter=Cidr=10.0.0.0/8,0.0.0.0/0',
            '--parameter=Name=$(id)',
            '--fail-on-unknown',
            '--',
            '--version',
          ],
        ]);
        expect(cwd).to.match(/infra\/net work$/);
      });

      it('judges onto what was fetched where nothing else is named', async () => {
        await change({ fetched: '/there' });
        expect((await called()).args).to.include('--onto=/there');
      });

      it('gives assize nothing of the runner’s own', async () => {
        await change({}, { ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'secret', AWS_PROFILE: 'audit', ASSIZE_QUIET: '1' });
        const { env } = await called();
        expect(Object.keys(env).filter((name) => /^(GITHUB|ACTIONS|RUNNER|INPUT|GH)_/.test(name))).to.deep.equal([]);
        expect(env).to.include({ AWS_PROFILE: 'audit', ASSIZE_QUIET: '1' });
      });

      it('tells by its outputs, annotations and the summary, and does not fail itself', async () => {
        const ended = await change({});
        const { folder = '', report, page, sarif, ...counts } = ended.outputs;
        expect(ended.code).to.equal(0);
        expect(counts).to.deep.equal({
          ...{ 'exit-code': '1', new: '2', fixed: '1', 'became-unknown': '0', complete: 'true' },
        });
        expect([report, page, sarif]).to.deep.equal(
          ['report.json', 'report.md', 'report.github.sarif'].map((name) => path.join(folder, name)),
        );
        expect(folder).to.match(new RegExp(`^${runner.folder}/temporary/`));
        expect(ended.out).to.include('\n::error file=a%2Cb.tf,line=3,title=x::y\n::notice title=z::w\n');
        expect(ended.summary).to.equal('The page\n');
      });

      it('lets no line of assize be a command', async () => {
        const { out } = await change({});
        const [start = '', ...lines] = out.split('\n');
        const silence = /^::stop-commands::([0-9a-f-]{36})$/.exec(start)?.[1];
        expect(silence, out).to.be.a('string');
        const end = lines.indexOf(`::${silence ?? ''}::`);
        expect(lines.indexOf('::error::said by a resource')).to.be.within(0, end - 1);
      });

      it('puts the working directory before the places of annotations and SARIF', async () => {
        await runner.file('infra/net work/main.tf', '');
        const ended = await change({ 'working-directory': './infra/net work/', key: 'net/1' });
        expect(ended.out).to.include('::error file=infra/net work/a%2Cb.tf,line=3');
        expect(ended.out).to.include('\n::notice title=z::w\n');
        const log = JSON.parse(await readFile(ended.outputs.sarif ?? '', 'utf8')) as {
          runs: { automationDetails: { id: string }; results: { locations: object[] }[] }[];
        };
        expect(log.runs[0]?.automationDetails.id).to.equal('assize/terraform/net%2F1/');
        const uris = JSON.stringify(log.runs[0]?.results).match(/"uri":"[^"]*"/g);
        expect(uris).to.deep.equal(['"uri":"infra/net%20work/main.tf"', '"uri":"aws/planned/planned/ec2/volume/x"']);
      });

      it('says that it did not judge, and shows no report that was there', async () => {
        for (const code of ['2', '70']) {
          const ended = await change({}, { STAND_IN_CODE: code, STAND_IN_SUMMARY: undefined });
          expect(ended.code).to.equal(0);
          expect(ended.outputs['exit-code']).to.equal(code);
          expect(ended.outputs).to.have.all.keys('exit-code', 'folder', 'page');
          expect(await readFile(ended.outputs.page ?? '', 'utf8')).to.include(
            `Not judged.** assize ended with exit code ${code}`,
          );
          expect(ended.summary).to.include('Not judged');
          expect(ended.out).to.match(/::error title=assize::Not judged/);
        }
      });

      it('keeps the summary within 1 MiB', async () => {
        const ended = await change({}, { STAND_IN_PAGE: 'a line of the page\n', STAND_IN_TIMES: '100000' });
        expect(Buffer.byteLength(ended.summary)).to.be.within(990_000, 1_048_576);
        expect(ended.summary).to.include('it is in report.md');
      });

      it('refuses pull_request_target, a missing input and a misspelt no', async () => {
        const refused = async (more: Record<string, string>, env: Record<string, string> = {}) => {
          const ended = await change(more, env);
          expect(ended.code).to.equal(1);
          expect(ended.outputs).to.deep.equal({});
          return ended.out;
        };
        expect(await refused({}, { GITHUB_EVENT_NAME: 'pull_request_target' })).to.include(
          'use the event pull_request',
        );
        expect(await refused({ input: ' ' })).to.include('is missing');
        expect(await refused({ 'fail-on-unknown': 'flase' })).to.include('write true or false');
      });
    });

    describe('review', () => {
      const inputs = {
        'role-arn': 'arn:aws:iam::123456789012:role/security/assize',
        audience: 'sts.amazonaws.com',
        'allow-unknown': 'false',
        region: 'eu-west-1',
      };
      let asked: { url: string; authorization: string | undefined }[];
      let status: number;
      let server: ReturnType<typeof createServer>;
      beforeEach(async () => {
        asked = [];
        status = 200;
        server = createServer((request, response) => {
          asked.push({ url: request.url ?? '', authorization: request.headers.authorization });
          response
            .writeHead(status, { 'content-type': 'application/json' })
            .end(JSON.stringify({ value: 'identity-of-the-job' }));
        });
        server.listen(0, '127.0.0.1');
        await once(server, 'listening');
        runner.event = { repository: { private: true, default_branch: 'main' } };
      });
      afterEach(async () => {
        server.closeAllConnections();
        server.close();
        await once(server, 'close');
      });
      const review = (more: Record<string, string> = {}, env: Record<string, string | undefined> = {}) => {
        const address = server.address();
        if (address === null || typeof address === 'string') throw new Error('no port');
        return ran(
          'review.ts',
          { ...inputs, ...more },
          {
            GITHUB_EVENT_NAME: 'schedule',
            ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${String(address.port)}/token?api-version=2`,
            ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'bearer',
            STAND_IN_CODE: '1',
            STAND_IN_SUMMARY: summary(),
            ...env,
          },
        );
      };

      it('assumes the role with the identity of the job, and leaves no token behind', async () => {
        const ended = await review({}, { AWS_ACCESS_KEY_ID: 'of another', AWS_PROFILE: 'other' });
        expect(ended.code, ended.out).to.equal(0);
        expect(asked).to.deep.equal([
          { url: '/token?api-version=2&audience=sts.amazonaws.com', authorization: 'Bearer bearer' },
        ]);
        const { args, env } = await called();
        expect(args).to.include('--region=eu-west-1').and.include('scan');
        expect(env).to.include({
          AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/security/assize',
          AWS_ROLE_SESSION_NAME: 'assize-42',
          AWS_REGION: 'us-east-1',
        });
        expect(env).to.not.have.any.keys(
          'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
          'GH_TOKEN',
          'AWS_ACCESS_KEY_ID',
          'AWS_PROFILE',
        );
        expect(await stat(env.AWS_WEB_IDENTITY_TOKEN_FILE ?? '').catch(() => null)).to.equal(null);
        expect(ended.out).to.match(/^::add-mask::identity-of-the-job\n/);
        expect(ended.out.split('identity-of-the-job')).to.have.length(2);
      });

      it('asks the partition’s own STS', async () => {
        await review({ 'role-arn': 'arn:aws-us-gov:iam::123456789012:role/assize' });
        expect((await called()).env.AWS_REGION).to.equal('us-gov-west-1');
        await review({}, { AWS_REGION: 'eu-central-1' });
        expect((await called()).env.AWS_REGION).to.equal('eu-central-1');
      });

      it('tells by its outputs and the summary of a private repository', async () => {
        const ended = await review();
        expect(ended.outputs).to.include({ 'exit-code': '1', private: 'true', open: '2', complete: 'true' });
        expect(ended.summary).to.equal('The page\n');
        expect(ended.out).to.include('\n::notice title=z::w\n');
        expect((await called()).args).to.include('--format=text,json,markdown,annotations,sarif-github');
      });

      it('shows no finding in a public repository, nor where the event does not say', async () => {
        for (const repository of [{ private: false }, {}, { private: 'true' }]) {
          runner.event = { repository };
          const ended = await review();
          expect(ended.outputs).to.include({ private: 'false', 'exit-code': '1' });
          expect((await called()).args).to.include('--format=json,markdown,annotations,sarif-github');
          expect(ended.summary).to.include('2 open findings').and.not.include('The page');
          expect(ended.out).to.not.include('title=z');
        }
      });

      it('says that there was no review, and names no folder', async () => {
        const ended = await review({}, { STAND_IN_CODE: '2', STAND_IN_SUMMARY: undefined });
        expect(ended.outputs).to.deep.equal({ 'exit-code': '2', private: 'true' });
        expect(ended.summary).to.include('No review');
      });

      it('does not scan without an identity or a role', async () => {
        const refused = async (more: Record<string, string>, env: Record<string, string | undefined>) => {
          const ended = await review(more, env);
          expect(ended.code).to.equal(1);
          expect(await stat(callFile).catch(() => null)).to.equal(null);
          return ended.out;
        };
        expect(await refused({}, { ACTIONS_ID_TOKEN_REQUEST_URL: undefined })).to.include('id-token: write');
        expect(await refused({ 'role-arn': 'arn:aws:iam::1:role/x' }, {})).to.include('role-arn');
        expect(await refused({ 'role-arn': '' }, {})).to.include('role-arn');
        status = 403;
        expect(await refused({}, {})).to.include('status 403');
      });
    });
  });

  describe('issue', () => {
    const kept = async (open: number, more: Record<string, string> = {}) => {
      const page = await runner.file('report.md', `# Review\n\n${String(open)} open\n`);
      return runner.step('issue.ts', { page, open: String(open), complete: 'true', private: 'true', ...more });
    };

    it('opens one, updates it, and closes it when nothing is open', async () => {
      expect((await kept(3)).outputs.issue).to.equal('1');
      expect(runner.github.issues[0]).to.include({ title: 'assize: 3 open findings', state: 'open' });
      expect(runner.github.issues[0]?.labels).to.deep.equal(['assize']);
      expect((await kept(1)).outputs.issue).to.equal('1');
      expect(runner.github.issues).to.have.length(1);
      expect(runner.github.issues[0]?.title).to.equal('assize: 1 open finding');
      expect(runner.github.issues[0]?.body).to.include('1 open').and.include('actions/runs/42');
      await kept(0);
      expect(runner.github.issues[0]).to.include({ state: 'closed', state_reason: 'completed' });
      expect((await kept(2)).outputs.issue).to.equal('2');
    });

    it('stays open where not everything could be seen', async () => {
      await kept(3);
      const ended = await kept(0, { complete: 'false' });
      expect(ended.code).to.equal(0);
      expect(runner.github.issues[0]?.state).to.equal('open');
    });

    it('opens none where there is nothing', async () => {
      await kept(0);
      expect(runner.github.issues).to.deep.equal([]);
    });

    it('touches no issue of another, nor a pull request', async () => {
      const body = `${markerOf('review', 'weekly')}\nspoofed`;
      const issue = (number: number, more: object) => ({
        ...{ id: number, number, title: 't', state: 'open', labels: ['assize'], body, user: bot },
        ...more,
      });
      const others = [issue(1, { user: { login: 'mallory', type: 'User' } }), issue(2, { pull_request: {} })];
      runner.github.issues = structuredClone(others);
      await kept(3);
      expect(runner.github.issues.slice(0, 2)).to.deep.equal(others);
      expect(runner.github.issues).to.have.length(3);
    });

    it('publishes nothing in a public repository', async () => {
      const ended = await kept(3, { private: 'false' });
      expect(ended).to.deep.include({ code: 0, calls: [] });
    });

    it('is within the limit, and warns where it may not write', async () => {
      const page = await runner.file('long.md', 'line of the report\n'.repeat(40_000));
      await kept(3, { page });
      expect(Buffer.byteLength(runner.github.issues[0]?.body ?? '')).to.be.within(60_000, 65_536);
      runner.github.refusal = 'gh: Issues are disabled (HTTP 410)';
      const ended = await kept(3);
      expect(ended.code).to.equal(0);
      expect(ended.out).to.match(/^::warning .*issues: write.*disabled/);
    });

    it('does not take a missing count for none', async () => {
      expect((await kept(0, { open: '' })).code).to.equal(1);
    });
  });

  describe('install', () => {
    it('takes a whole version only', async () => {
      for (const version of ['latest', 'https://example.com/a.tgz', '1.2.3 --registry=x']) {
        const ended = await runner.step('install.ts', { version });
        expect(ended.code, version).to.equal(1);
        expect(ended.out).to.include('write one as 1.2.3');
      }
    });

    it('installs the version without its scripts, in a folder of its own', async () => {
      const npm = path.join(runner.folder, 'bin/npm');
      await writeFile(npm, '#!/bin/sh\npwd\nls -A\nprintf "%s\\n" "$@"\n', { mode: 0o755 });
      await runner.file('.npmrc', 'registry=https://example.com/\n');
      const ended = await runner.step('install.ts', { version: '1.2.3-rc.1' });
      expect(ended.code, ended.out).to.equal(0);
      const [cwd = '', ...rest] = ended.out.trimEnd().split('\n');
      expect(rest).to.deep.equal([
        ...[
          'package.json',
          'install',
          '--ignore-scripts',
          '--no-audit',
          '--no-fund',
          '--loglevel=error',
          'assize@1.2.3-rc.1',
        ],
      ]);
      expect(ended.outputs.command).to.equal(path.join(cwd, 'node_modules/assize/dist/cli/bin.js'));
    });

    it('installs what came with the action, as its lockfile says', async () => {
      const npm = path.join(runner.folder, 'bin/npm');
      await writeFile(npm, '#!/bin/sh\npwd\nprintf "%s\\n" "$@"\n', { mode: 0o755 });
      const ended = await runner.step('install.ts', { version: '' });
      const [cwd, ...rest] = ended.out.trimEnd().split('\n');
      expect(cwd).to.equal(root);
      expect(rest.slice(0, 3)).to.deep.equal(['ci', '--omit=dev', '--ignore-scripts']);
      expect(ended.outputs.command).to.equal(path.join(root, 'cli/bin.ts'));
    });

    it('fails where npm does', async () => {
      await writeFile(path.join(runner.folder, 'bin/npm'), '#!/bin/sh\nexit 3\n', { mode: 0o755 });
      const ended = await runner.step('install.ts', { version: '1.2.3' });
      expect(ended).to.deep.include({ code: 1, outputs: {} });
    });
  });

  describe('with assize itself', () => {
    const planned = (cidr: string, before: string | null) => ({
      format_version: '1.2',
      terraform_version: '1.9.0',
      planned_values: { root_module: { resources: [] } },
      resource_changes: [
        {
          address: 'aws_security_group.web',
          mode: 'managed',
          type: 'aws_security_group',
          name: 'web',
          provider_name: 'registry.terraform.io/hashicorp/aws',
          change: {
            actions: [before === null ? 'create' : 'update'],
            before: before === null ? null : group(before),
            after: group(cidr),
            after_unknown: {},
            before_sensitive: {},
            after_sensitive: {},
          },
        },
      ],
      configuration: {
        root_module: {
          resources: [{ address: 'aws_security_group.web', mode: 'managed', type: 'aws_security_group', name: 'web' }],
        },
      },
    });
    const group = (cidr: string) => ({
      id: 'sg-0a1b2c3d4e5f60718',
      arn: 'arn:aws:ec2:us-east-1:123456789012:security-group/sg-0a1b2c3d4e5f60718',
      owner_id: '123456789012',
      name: 'web',
      description: 'web',
      vpc_id: 'vpc-1',
      revoke_rules_on_delete: false,
      tags: {},
      tags_all: {},
      egress: [],
      ingress: [
        {
          cidr_blocks: [cidr],
          description: 'ssh',
          from_port: 22,
          to_port: 22,
          protocol: 'tcp',
          ipv6_cidr_blocks: [],
          prefix_list_ids: [],
          security_groups: [],
          self: false,
        },
      ],
    });
    const inputs = {
      input: 'plan.json',
      source: '.',
      'working-directory': 'infra',
      'fail-on-unknown': 'false',
      'fail-on': 'high',
    };
    const judged = async (cidr: string, before: string | null) => {
      await runner.file('infra/plan.json', JSON.stringify(planned(cidr, before)));
      await runner.file('infra/main.tf', '# The estate\n\nresource "aws_security_group" "web" {\n}\n');
      await runner.file('infra/assize.config.yaml', 'rule: [ec2-security-group-ssh-restricted]\n');
      return runner.step('change.ts', inputs, { ASSIZE_COMMAND: path.join(root, 'cli/bin.ts') });
    };

    it('fails a change that opens port 22, at the line of the .tf file; one that closes it fixes 1', async () => {
      const opened = await judged('0.0.0.0/0', null);
      expect(opened.outputs, opened.out).to.include({ 'exit-code': '1', new: '1', fixed: '0' });
      expect(opened.out).to.match(/^::error file=infra\/main\.tf,line=3,title=/m);
      expect(opened.summary).to.include('introduces 1 finding');
      const comment = await runner.step('comment.ts', { input: 'plan.json', page: opened.outputs.page ?? '' });
      expect(comment.code, comment.out).to.equal(0);
      const closed = await judged('10.0.0.0/8', '0.0.0.0/0');
      expect(closed.outputs, closed.out).to.include({ 'exit-code': '0', new: '0', fixed: '1', complete: 'true' });
      await runner.step('comment.ts', { input: 'plan.json', page: closed.outputs.page ?? '' });
      expect(runner.github.comments).to.have.length(1);
      expect(runner.github.comments[0]?.body).to.include('fixes 1');
      expect(await readdir(path.join(runner.workspace, 'infra'))).to.not.include('assize-out');
    });

    it('does not judge what is no input', async () => {
      await runner.file('infra/plan.json', '{"format_version": "1.2", ');
      const ended = await runner.step('change.ts', inputs, { ASSIZE_COMMAND: path.join(root, 'cli/bin.ts') });
      expect(ended.outputs['exit-code']).to.equal('2');
      expect(ended.summary).to.include('Not judged');
    });
  });
});

describe('what the steps write', () => {
  it('a marker holds a key of plain letters as it is, and of any other its digest', () => {
    expect(markerOf('change', 'infra/plan.json')).to.equal('<!-- assize change: infra/plan.json -->');
    expect(markerOf('change', 'x --> <script>')).to.match(/^<!-- assize change: [0-9a-f]{32} -->$/);
    expect(markerOf('change', 'a')).to.not.equal(markerOf('review', 'a'));
  });

  it('Markdown is left whole where it has room, and cut at the end of a line where not', () => {
    expect(within('a\nb\n', 4, 'rest')).to.equal('a\nb\n');
    const cut = within('line\n'.repeat(100), 100, 'rest');
    expect(cut).to.match(/^(line\n)+\n?rest\n$/);
    expect(Buffer.byteLength(cut)).to.be.within(80, 100);
    const nested = within(`<details>\n<details>\n${'line\n'.repeat(100)}</details>\n</details>\n`, 200, 'rest');
    expect(nested.match(/<\/details>/g)).to.have.length(2);
    expect(Buffer.byteLength(nested)).to.be.at.most(200);
  });

  describe('complete, so that GitHub may close the alerts that it lacks', () => {
    const none = { gaps: 0, unknown: 0, error: 0, becameUnknown: 0, notObserved: 0 };
    const isSo = async (head: string, counts: Partial<typeof none>) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'assize-report-'));
      const file = path.join(folder, 'report.json');
      const summary = JSON.stringify({ ...none, ...counts });
      await writeFile(
        file,
        `{\n"schemaVersion":1,\n${head}"findings":[\n{"message":"\"input\":"}\n],\n"summary":${summary}\n}\n`,
      );
      try {
        return isComplete(await readReport(file));
      } finally {
        await rm(folder, { recursive: true });
      }
    };

    it('an account is where nothing of it is unknown', async () => {
      for (const head of ['', '"baseline":{\n']) {
        expect(await isSo(head, {})).to.equal(true);
        for (const count of ['gaps', 'unknown', 'error'])
          expect(await isSo(head, { [count]: 1 }), count).to.equal(false);
      }
    });

    it('a change is where it made nothing unknown that was known', async () => {
      const head = '"input":{"kind":"terraform"},\n"baseline":{\n';
      expect(await isSo(head, { gaps: 1, unknown: 5, error: 1 })).to.equal(true);
      for (const count of ['becameUnknown', 'notObserved'])
        expect(await isSo(head, { [count]: 1 }), count).to.equal(false);
    });

    it('a change without a before is where nothing of it is unknown', async () => {
      expect(await isSo('"input":{"kind":"cdk"},\n', {})).to.equal(true);
      expect(await isSo('"input":{"kind":"cdk"},\n', { unknown: 1 })).to.equal(false);
    });

    it('a report without a summary is none', async () => {
      const file = path.join(root, 'package.json');
      const thrown = await readReport(file).then(
        () => null,
        (error: unknown) => String(error),
      );
      expect(thrown).to.include('it is not a report of assize');
    });
  });
});
