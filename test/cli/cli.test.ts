import { expect } from 'chai';
import { execFileSync, spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { refusal } from '../collectors/aws/wire.ts';
import { assize, credentials, regionsAnswer, startAws, type Ended } from './command.ts';

const root = path.join(import.meta.dirname, '../..');
const example = path.join(root, 'examples/account');
/** A rule whose verdicts on the example are quick to make. */
const one = ['--rule', 'ec2-volume-encrypted'];

/** One line that says what is wrong, one that says what to do, no stack. */
function expectError({ code, err, out }: Ended, message: string | RegExp, hint: string | RegExp): void {
  const lines = err.trimEnd().split('\n');
  expect(lines, err).to.have.length(2);
  if (typeof message === 'string') expect(lines[0]).to.include(message);
  else expect(lines[0]).to.match(message);
  if (typeof hint === 'string') expect(lines[1]).to.include(hint);
  else expect(lines[1]).to.match(hint);
  expect(out).to.equal('');
  expect(code).to.equal(2);
}

describe('assize', function () {
  this.timeout(60_000);
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'assize-'));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));
  const run = (args: readonly string[], more: Parameters<typeof assize>[1] = {}) =>
    assize(args, { cwd: home, ...more });
  const file = async (name: string, text: string) => {
    await writeFile(path.join(home, name), text);
    return name;
  };

  describe('evaluate', () => {
    it('judges a snapshot and writes every format, the same bytes each time', async () => {
      const first = await run(['evaluate', example, '--format', 'text,json,sarif,sarif-github,markdown']);
      expect(first.code).to.equal(1);
      expect(first.out).to.include('ec2-volume-encrypted');
      const out = path.join(home, 'assize-out');
      expect((await readdir(out)).sort()).to.deep.equal([
        'report.github.sarif',
        'report.json',
        'report.md',
        'report.sarif',
      ]);
      const before = await readFile(path.join(out, 'report.json'), 'utf8');
      const again = await run(['evaluate', example, '--format', 'json,text']);
      expect(again.out).to.equal(first.out);
      expect(await readFile(path.join(out, 'report.json'), 'utf8')).to.equal(before);
      expect((await readdir(out)).sort()).to.deep.equal(['report.json']);
    });

    it('gives the exit code of the table, whatever the format', async () => {
      const code = async (...args: string[]) => (await run(['evaluate', example, '--format', 'json', ...args])).code;
      expect(await code(...one)).to.equal(1);
      expect(await code(...one, '--fail-on', 'critical')).to.equal(0);
      expect(await code(...one, '--fail-on', 'never')).to.equal(0);
      expect(await code('--rule', 'cloudtrail-trail-logging')).to.equal(3);
      expect(await code('--rule', 'cloudtrail-trail-logging', '--allow-unknown')).to.equal(0);
    });

    it('makes other formats of its report later, offline', async () => {
      await run(['evaluate', example, ...one, '--format', 'json,markdown']);
      const markdown = await readFile(path.join(home, 'assize-out/report.md'), 'utf8');
      const made = await run(['report', 'assize-out/report.json', '--format', 'markdown,text', '--out', 'later']);
      expect(made.code).to.equal(1);
      expect(await readFile(path.join(home, 'later/report.md'), 'utf8')).to.equal(markdown);
      expect(made.out).to.include('ec2-volume-encrypted');
    });

    it('compares with a baseline: what was there does not fail, what is new does', async () => {
      await run(['evaluate', example, ...one, '--format', 'json']);
      const written = await run(['baseline', 'write', 'assize-out/report.json', '-o', 'baseline.jsonl']);
      expect(written.code, written.err).to.equal(0);
      expect((await run(['evaluate', example, ...one, '--baseline', 'baseline.jsonl'])).code).to.equal(0);
      const lines = (await readFile(path.join(home, 'baseline.jsonl'), 'utf8')).split('\n');
      await file('smaller.jsonl', [...lines.slice(0, 1), ...lines.slice(2)].join('\n'));
      const fresh = await run(['evaluate', example, ...one, '--baseline', 'smaller.jsonl', '--format', 'json']);
      expect(fresh.code).to.equal(1);
      const { summary } = JSON.parse(await readFile(path.join(home, 'assize-out/report.json'), 'utf8')) as {
        summary: Record<string, number>;
      };
      expect(summary.new).to.equal(1);
    });

    it('shows what is new, gone and not to be seen between two reports', async () => {
      await run(['evaluate', example, ...one, '--format', 'json', '--out', 'a']);
      await run(['evaluate', example, '--rule', 'ec2-volume-attached', '--format', 'json', '--out', 'b']);
      const same = await run(['diff', 'a/report.json', 'a/report.json']);
      expect([same.code, same.out]).to.deep.equal([
        0,
        '0 new, 4 unchanged, 0 absent, 0 not observed, 0 became unknown\n',
      ]);
      const other = await run(['diff', 'a/report.json', 'b/report.json', '--fail-on', 'never']);
      expect(other.out).to.include('4 not observed');
      expect(other.code).to.equal(3);
    });

    it('takes its settings from the configuration, under the environment, under the flags', async () => {
      await file('assize.config.yaml', 'rule: [ec2-volume-encrypted]\nfailOn: never\nformat: [json]\nout: from-file\n');
      expect((await run(['evaluate', example])).code).to.equal(0);
      expect(await readdir(home)).to.include('from-file');
      expect((await run(['evaluate', example], { env: { ASSIZE_FAIL_ON: 'high' } })).code).to.equal(1);
      expect(
        (await run(['evaluate', example, '--fail-on', 'never'], { env: { ASSIZE_FAIL_ON: 'high' } })).code,
      ).to.equal(0);
    });

    it('judges with the parameters and the rules of a configuration in TypeScript', async () => {
      await file(
        'assize.config.ts',
        `import { defineConfig, defineRule, fail, pass } from '${root}/index.ts';
export default defineConfig({
  rule: ['own-volume-small'],
  format: ['json'],
  params: { 'ec2-snapshot-age-limited': {} },
  rules: [defineRule({
    id: 'own-volume-small', title: 'Volume is small', severity: 'low', resource: 'aws.ec2.volume', controls: [],
    rationale: 'r', remediation: 'r', references: [],
    examples: { pass: { sizeGiB: 1 }, fail: { sizeGiB: 99 } },
    evaluate: (volume) => (volume.sizeGiB < 50 ? pass : fail('large')),
  })],
});\n`,
      );
      const { code, err } = await run(['evaluate', example]);
      expect(code, err).to.equal(1);
    });

    it('writes plain text into a pipe, and colour only where it is asked for', async () => {
      const colour = /\u001b\[/;
      expect((await run(['evaluate', example, ...one, '--format', 'text'])).out).not.to.match(colour);
      expect(
        (await run(['evaluate', example, ...one, '--format', 'text'], { env: { FORCE_COLOR: '1' } })).out,
      ).to.match(colour);
      const both = { FORCE_COLOR: '1', NO_COLOR: '1' };
      expect((await run(['evaluate', example, ...one, '--format', 'text'], { env: both })).out).not.to.match(colour);
    });

    it('still writes its files and tells its exit code when the reader of the text goes away', () => {
      const bin = path.join(root, 'cli/bin.ts');
      const script = `'${process.execPath}' '${bin}' evaluate '${example}' --format text,json; echo "$?" >&3`;
      const { stdout, stderr } = spawnSync('bash', ['-c', `(${script}) 3>code | head -n 1`], {
        cwd: home,
        encoding: 'utf8',
      });
      expect(stdout.split('\n')).to.have.length(2);
      expect(stderr).not.to.include('bug');
      expect(execFileSync('cat', ['code'], { cwd: home, encoding: 'utf8' })).to.equal('1\n');
      expect(execFileSync('ls', ['assize-out'], { cwd: home, encoding: 'utf8' })).to.equal('report.json\n');
    });
  });

  describe('wrong input ends in one line, a hint and exit code 2, and leaves nothing behind', () => {
    const cases: [string, (() => Promise<string[]>) | string[], string | RegExp, string | RegExp][] = [
      [
        'an unknown rule',
        ['evaluate', example, '--rule', 'ec2-volume-encrypt'],
        'no rule "ec2-volume-encrypt"',
        'Did you mean ec2-volume-encrypted?',
      ],
      [
        'an unknown framework',
        ['evaluate', example, '--framework', 'hippa'],
        'no framework "hippa"',
        'Did you mean hipaa?',
      ],
      ['an unknown format', ['evaluate', example, '--format', 'serif'], 'no format "serif"', 'Did you mean sarif?'],
      ['a snapshot that is none', ['evaluate', '.'], 'manifest.json: cannot be read', 'finished snapshot'],
      [
        'a report that is none',
        async () => ['report', await file('x.json', '{"a": 1}')],
        'not a report',
        'report.json',
      ],
      [
        'a report that is cut off',
        async () => ['report', await file('x.json', '{\n"schemaVersion":1,\n')],
        /x\.json/,
        /./,
      ],
      [
        'a configuration with an unknown key',
        async () => ['evaluate', example, '--config', await file('c.json', '{"failon": "low"}')],
        'unknown key "failon"',
        'Did you mean "failOn"?',
      ],
      [
        'a configuration that is not JSON',
        async () => ['evaluate', example, '--config', await file('c.json', '{')],
        'c.json: cannot be read',
        'Mend the file',
      ],
      [
        'a configuration with a value of another form',
        async () => ['evaluate', example, '--config', await file('c.yaml', 'failOn: sometimes')],
        'failOn must be equal to one of',
        'README',
      ],
      [
        'a parameter that does not exist',
        async () => [
          'evaluate',
          example,
          '--config',
          await file('c.yaml', 'params: { rds-instance-backup-retained: { days: 3 } }'),
        ],
        'has no parameter "days"',
        'minimumDays',
      ],
      [
        'a parameter out of bounds',
        async () => [
          'evaluate',
          example,
          '--config',
          await file('c.yaml', 'params: { rds-instance-backup-retained: { minimumDays: 99 } }'),
        ],
        'cannot be 99',
        'from 1 to 35',
      ],
      [
        'a waiver without expiry',
        async () => [
          'evaluate',
          example,
          '--waivers',
          await file(
            'w.yaml',
            '- { id: w, rule: ec2-volume-encrypted, resource: "*a", reason: r, owner: o, approver: a, change: c }',
          ),
        ],
        /w\.yaml:1/,
        /./,
      ],
      [
        'a baseline of another version',
        async () => [
          'evaluate',
          example,
          '--baseline',
          await file('b.jsonl', '{"baseline":"assize","schemaVersion":9,"fingerprint":"sha256-128-v1"}\n'),
        ],
        'b.jsonl:1',
        /./,
      ],
      [
        'a baseline that is missing',
        ['evaluate', example, '--baseline', 'none.jsonl'],
        'none.jsonl: cannot be read',
        'baseline write',
      ],
      [
        'an output folder that is a file',
        async () => ['evaluate', example, '--out', await file('file', '')],
        'is a file',
        '--out',
      ],
      [
        'an output folder beneath a file',
        async () => ['evaluate', example, '--out', path.join(await file('file', ''), 'out')],
        /file/,
        '--out',
      ],
      [
        'a baseline from a report that could not see everything',
        async () => {
          await run(['evaluate', example, '--format', 'json', '--rule', 'cloudtrail-trail-logging', '--out', 'r']);
          return ['baseline', 'write', 'r/report.json', '-o', 'b.jsonl'];
        },
        /incomplete|could not/,
        '--allow-incomplete',
      ],
    ];
    for (const [what, args, message, hint] of cases) {
      it(what, async () => {
        const given = typeof args === 'function' ? await args() : args;
        const before = await readdir(home);
        expectError(await run(given), message, hint);
        expect((await readdir(home)).filter((name) => !before.includes(name) && name !== 'assize-out')).to.deep.equal(
          [],
        );
        expect(await readdir(path.join(home, 'assize-out')).catch(() => [])).to.deep.equal([]);
      });
    }

    it('a snapshot that was tampered with, naming the file', async () => {
      await cp(example, path.join(home, 'copy'), { recursive: true });
      const manifest = path.join(home, 'copy/manifest.json');
      await writeFile(manifest, (await readFile(manifest, 'utf8')).replace('"complete"', '"partial"'));
      expectError(await run(['evaluate', 'copy']), 'copy/manifest.json: was changed', 'Take the snapshot again');
    });

    it('a flag, a command or a severity that does not exist', async () => {
      for (const args of [
        ['evaluate', example, '--fail-onn', 'low'],
        ['evalute'],
        ['evaluate', example, '--fail-on', 'lwo'],
        ['evaluate', example, '--as-of', '2026-02-30'],
        [],
      ]) {
        const { code, err } = await run(args);
        expect(code, args.join(' ')).to.equal(args.length === 0 ? code : 2);
        expect(err).not.to.include('    at ');
      }
    });

    it('a disk that is full, or a file that may not grow', async () => {
      const bin = path.join(root, 'cli/bin.ts');
      const script = `ulimit -f 100; exec '${process.execPath}' '${bin}' evaluate '${example}' --format json`;
      const { status, stderr } = spawnSync('bash', ['-c', script], { cwd: home, encoding: 'utf8' });
      expect(stderr.split('\n')[0]).to.match(/cannot write to assize-out: EFBIG/);
      expect(status).to.equal(2);
      expect(await readdir(path.join(home, 'assize-out'))).to.deep.equal([]);
    });
  });

  describe('scan', () => {
    it('without credentials says so, points to the demo, and writes nothing', async () => {
      const ended = await run(['scan']);
      expectError(ended, /credentials/i, 'npm run demo');
      expect(await readdir(path.join(home, 'assize-out'))).to.deep.equal([]);
    });

    it('collects, judges and reports; a second scan wants --force', async () => {
      const aws = await startAws(({ operation }) =>
        operation === 'ec2:DescribeRegions' ? regionsAnswer(['us-east-1']) : undefined,
      );
      try {
        const args = [
          'scan',
          '--endpoint-url',
          aws.url,
          '--rule',
          'ec2-volume-encrypted,cloudtrail-multi-region-enabled',
          '--format',
          'text,json',
        ];
        const ended = await run(args, { env: credentials });
        expect(ended.code, ended.err).to.equal(1);
        expect(ended.out).to.include('cloudtrail-multi-region-enabled');
        expect(ended.err).to.match(/collecting: 3 of 3 sections/);
        expect(new Set(aws.asked)).to.deep.equal(
          new Set(['sts:GetCallerIdentity', 'ec2:DescribeRegions', 'ec2:DescribeVolumes', 'cloudtrail:DescribeTrails']),
        );
        expectError(await run(args, { env: credentials }), 'holds a finished snapshot', '--force');
        expect((await run([...args, '--force', '--quiet'], { env: credentials })).err).to.equal('');
        const wrong = await run([...args, '--force', '--region', 'us-eest-1'], { env: credentials });
        expectError(wrong, 'no Region us-eest-1', 'Did you mean us-east-1?');
      } finally {
        await aws.stop();
      }
    });

    it('a denied call leaves no pass behind, and names the permission that is missing', async () => {
      const aws = await startAws(({ operation }) => {
        if (operation === 'ec2:DescribeRegions') return regionsAnswer(['us-east-1']);
        return operation.startsWith('sts:')
          ? undefined
          : refusal(operation, operation.startsWith('ec2') ? 'UnauthorizedOperation' : 'AccessDenied');
      });
      try {
        const ended = await run(['scan', '--endpoint-url', aws.url, '--format', 'text,json', '--quiet'], {
          env: credentials,
        });
        expect(ended.code).to.equal(3);
        expect(ended.out).to.include('grant the scanning role');
        const report = JSON.parse(await readFile(path.join(home, 'assize-out/report.json'), 'utf8')) as {
          summary: Record<string, number>;
          coverage: { gaps: { message: string }[] }[];
          findings: { status: string; ruleId: string; resource: { kind: string } }[];
        };
        // The account itself and its Regions were seen; nothing else was.
        const passed = report.findings.filter(({ status }) => status === 'pass');
        expect(passed.map(({ ruleId }) => ruleId)).to.deep.equal([]);
        expect(report.summary.gaps).to.be.greaterThan(20);
        const told = report.coverage.flatMap(({ gaps }) => gaps.map(({ message }) => message));
        expect(told.some((message) => message.includes('missing ec2:DescribeVolumes'))).to.equal(true);
      } finally {
        await aws.stop();
      }
    });

    it('goes on with --resume after a kill, and ends with the findings of a scan that was not stopped', async () => {
      let held = true;
      let hold: () => void = () => undefined;
      const aws = await startAws(({ operation }) => {
        if (operation === 'ec2:DescribeRegions') return regionsAnswer(['eu-west-1', 'us-east-1']);
        if (operation === 'rds:DescribeDBInstances' && held) return new Promise(() => undefined);
        return undefined;
      });
      try {
        const args = ['scan', '--endpoint-url', aws.url, '--format', 'json', '--concurrency', '1'];
        const env = { ...credentials };
        const killed = run(args, { env, kill: (now) => (hold = now) });
        while (!aws.asked.includes('rds:DescribeDBInstances')) await new Promise((resolve) => setTimeout(resolve, 20));
        hold(); // in the middle of the call
        expect((await killed).signal).to.equal('SIGKILL');
        expect(await readdir(path.join(home, 'assize-out'))).to.deep.equal(['snapshot.partial']);
        held = false;
        aws.asked.length = 0;
        const ended = await run([...args, '--resume'], { env });
        expect(ended.code, ended.err).to.be.oneOf([1, 3]);
        expect(aws.asked).not.to.include('acm:ListCertificates');
        expect(aws.asked).to.include('rds:DescribeDBInstances');
        const findings = async (name: string) => {
          const text = await readFile(path.join(home, name, 'report.json'), 'utf8');
          return (JSON.parse(text) as { findings: unknown[] }).findings;
        };
        await run([...args, '--out', 'whole'], { env });
        expect(await findings('assize-out')).to.deep.equal(await findings('whole'));
      } finally {
        await aws.stop();
      }
    });

    it('sends no secret anywhere but in signatures, not even with --debug', async () => {
      const aws = await startAws(({ operation }) =>
        operation === 'ec2:DescribeRegions' ? regionsAnswer(['us-east-1']) : undefined,
      );
      try {
        const env = {
          AWS_ACCESS_KEY_ID: 'AKIACANARYCANARY0000',
          AWS_SECRET_ACCESS_KEY: 'canary-secret-0123456789',
          AWS_SESSION_TOKEN: 'canary-token-0123456789',
        };
        const ended = await run(['scan', '--endpoint-url', aws.url, '--debug', ...one], { env });
        const written = await readFile(path.join(home, 'assize-out/report.json'), 'utf8');
        for (const text of [ended.out, ended.err, written]) expect(text).not.to.match(/canary/i);
        expect(ended.err).to.include('"operation":"ec2:DescribeVolumes"');
      } finally {
        await aws.stop();
      }
    });
  });

  it('shows help with examples, its version, rules and permissions', async () => {
    const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string };
    expect((await run(['--version'])).out).to.equal(`${version}\n`);
    for (const command of ['scan', 'collect', 'evaluate', 'report', 'diff', 'permissions']) {
      const { code, out } = await run([command, '--help']);
      expect(code).to.equal(0);
      expect(out).to.include('Examples:');
    }
    const listed = await run(['rules', 'list', '--framework', 'hipaa']);
    expect(listed.out).to.match(/^rds-instance-not-public +critical|high/m);
    expect((await run(['rules', 'show', 'rds-instance-not-public', '--json'])).out).to.include(
      '"id": "rds-instance-not-public"',
    );
    const policy = JSON.parse((await run(['permissions', ...one])).out) as { Statement: { Action: string[] }[] };
    expect(policy.Statement[0]?.Action).to.deep.equal([
      'account:ListRegions',
      'ec2:DescribeRegions',
      'ec2:DescribeVolumes',
      'sts:GetCallerIdentity',
    ]);
    await mkdir(path.join(home, 'x'));
  });
});
