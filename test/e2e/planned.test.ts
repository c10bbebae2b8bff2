import { expect } from 'chai';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { alone } from '../../collectors/planned/change.ts';
import { readSnapshot } from '../../collectors/snapshot/read.ts';
import { readPlan, type ConfigModule, type ConfigResource } from '../../collectors/terraform/plan.ts';
import { changeOf } from '../../collectors/terraform/read.ts';
import type { Report as Document, ReportFinding } from '../../core/report.ts';
import type { Resource } from '../../core/resource.ts';
import { assize } from '../cli/command.ts';

type Report = Omit<Document, 'findings'> & { readonly findings: readonly ReportFinding[] };

const root = path.join(import.meta.dirname, '../..');
const account = 'examples/account';

describe('the example plans and templates', function () {
  this.timeout(120_000);
  let home: string;
  before(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'assize-planned-'));
  });
  after(() => rm(home, { recursive: true, force: true }));

  const judged = new Map<string, ReturnType<typeof run>>();
  /** Judges an example, once for all tests, as somebody does who stands in the repository. */
  function judge(...args: readonly string[]): ReturnType<typeof run> {
    const key = args.join(' ');
    const ended = judged.get(key) ?? run(args);
    judged.set(key, ended);
    return ended;
  }
  async function run(args: readonly string[]) {
    const out = await mkdtemp(path.join(home, 'out-'));
    const formats = 'text,json,sarif-github,markdown,annotations';
    const ended = await assize(['evaluate', ...args, '--out', out, '--format', formats], { cwd: root });
    const read = (file: string) => readFile(path.join(out, file), 'utf8');
    const text = ended.out.replaceAll(/\s+/g, ' ');
    const report = JSON.parse(await read('report.json')) as Report;
    return { ...ended, text, report, read };
  }

  /** Where the line of an example's source is that has the text. */
  async function lineOf(file: string, text: string): Promise<{ file: string; line: number }> {
    const lines = (await readFile(path.join(root, file), 'utf8')).split('\n');
    const found = lines.flatMap((line, index) => (line.includes(text) ? [index + 1] : []));
    expect(found, `${text} in ${file}`).to.have.length(1);
    return { file, line: found[0]! };
  }

  const places = [
    { onto: [], where: 'by itself', exposed: 0 },
    { onto: ['--onto', account], where: 'onto the account', exposed: 2 },
  ] as const;

  for (const { onto, where, exposed } of places) {
    it(`fail the change that lets the vendor in, ${where}, at the lines that do it`, async () => {
      const folder = 'examples/terraform/opens';
      const { code, err, report, read, text } = await judge(`${folder}/plan.json`, '--source', folder, ...onto);
      const source = `${folder}/modules/database/main.tf`;
      const rule = await lineOf(source, 'resource "aws_vpc_security_group_ingress_rule" "vendor"');
      const database = await lineOf(source, 'resource "aws_db_instance" "database"');

      expect(code, err).to.equal(1);
      expect(fresh(report).map(({ ruleId, resource }) => [ruleId, resource.source])).to.have.deep.members([
        ['ec2-security-group-high-risk-ports-restricted', rule],
        ['ec2-security-group-ingress-authorized', rule],
        ['ec2-security-group-ssh-restricted', rule],
        ['rds-instance-not-public', database],
      ]);
      expect(text).to.include('FAIL introduces 4 findings (critical 2, high 2)').and.include(`${source}:${rule.line}`);
      expect(report.baseline?.absent).to.deep.equal([]);
      const unplaced = report.findings.filter(({ resource }) => resource.address !== undefined && !resource.source);
      expect(unplaced).to.deep.equal([]);

      const sarif = JSON.parse(await read('report.github.sarif')) as {
        runs: {
          results: {
            ruleId: string;
            locations: { physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } } }[];
          }[];
        }[];
      };
      const located = sarif.runs[0]!.results.map(({ ruleId, locations }) => {
        const { artifactLocation, region } = locations[0]!.physicalLocation;
        return [ruleId, artifactLocation.uri, region.startLine];
      });
      expect(located).to.deep.include(['ec2-security-group-ssh-restricted', source, rule.line]);
      expect(await read('report.annotations.txt')).to.match(
        new RegExp(`^::error file=${source},line=${rule.line},.*tcp/22`, 'm'),
      );
    });

    it(`pass the change that narrows SSH, ${where}, and say what it fixes`, async () => {
      const folder = 'examples/terraform/closes';
      const args = [`${folder}/plan.json`, '--source', folder, ...onto];
      const { code, err, report, text, read } = await judge(...args);

      expect(code, err).to.equal(0);
      expect(fresh(report)).to.deep.equal([]);
      const fixed = report.baseline!.absent.map(({ ruleId, arn }) => `${ruleId} ${arn?.split('/').at(-1) ?? ''}`);
      expect(fixed.filter((one) => one.endsWith('sg-053f415fe3c1fe3dc'))).to.have.members([
        'ec2-security-group-high-risk-ports-restricted sg-053f415fe3c1fe3dc',
        'ec2-security-group-ingress-authorized sg-053f415fe3c1fe3dc',
        'ec2-security-group-ssh-restricted sg-053f415fe3c1fe3dc',
      ]);
      // Whether the instance behind it is reached, only the account's subnets and routes can tell.
      expect(fixed).to.have.length(3 + exposed);
      expect(text).to.include(`PASS introduces no finding, fixes ${3 + exposed}`);
      expect(await read('report.md')).to.include(`introduces no finding, fixes ${3 + exposed}`);

      const one = await judge(...args, '--rule', 'ec2-security-group-ssh-restricted');
      expect(one.code, one.err).to.equal(0);
      expect(one.text).to.match(/PASS introduces no finding, fixes 1\b/);
    });

    it(`are judged the same, ${where}, whatever order the plan has them in`, async () => {
      const folder = 'examples/terraform/opens';
      const given = `${folder}/plan.json`;
      const turned = path.join(home, 'turned.json');
      const plan: unknown = JSON.parse(await readFile(path.join(root, given), 'utf8'));
      await writeFile(turned, JSON.stringify(reversed(plan)));
      const [one, other] = [given, turned].map((file) => judge(file, '--source', folder, ...onto));
      const told = (await one!).report.findings.map(saidOf);
      expect(told.length).to.be.above(50);
      expect((await other!).report.findings.map(saidOf)).to.deep.equal(told);
    });
  }

  it('fail the CDK app that lets everyone at its database, at the line of the template', async () => {
    const file = 'examples/cdk/changed/cdk.out/TechHealth.template.json';
    const args = ['examples/cdk/changed/cdk.out', '--base', 'examples/cdk/base/cdk.out', '--as-of', '2026-06-15'];
    const { code, err, report } = await judge(...args);
    const group = await lineOf(file, '"DatabaseGroupB493B4E2": {');
    expect(code, err).to.equal(1);
    expect(fresh(report).map(({ ruleId, resource }) => [ruleId, resource.source])).to.have.deep.members([
      ['ec2-security-group-database-ports-restricted', group],
      ['ec2-security-group-high-risk-ports-restricted', group],
      ['ec2-security-group-ingress-authorized', group],
    ]);
    expect(report.baseline?.absent).to.deep.equal([]);
    expect(report.baseline?.notObserved).to.deep.equal([]);
  });

  it('judge a CDK app alone too: nothing is new, and all that fails is told', async () => {
    const args = ['examples/cdk/changed/cdk.out', '--as-of', '2026-06-15'];
    const { code, report } = await judge(...args);
    expect(code).to.equal(1);
    expect(report.baseline).to.equal(undefined);
    expect(report.findings.map(({ ruleId }) => ruleId)).to.include('ec2-security-group-database-ports-restricted');
  });

  for (const name of ['opens', 'closes']) {
    const file = path.join(root, 'examples/terraform', name, 'plan.json');

    it(`know the account: every id in ${name}/plan.json is one of the snapshot`, async () => {
      const live = JSON.stringify(await resourcesOf());
      const text = await readFile(file, 'utf8');
      // Of the rules of groups AWS has ids too, which no collector asks for.
      const ids = text.match(/\b(?:acl|ami|eni|i|igw|rtb|sg|subnet|vol|vpc)-[0-9a-f]{17}\b/g) ?? [];
      const arns =
        text.match(/arn:aws:(?:ec2|rds|iam):[\w-]*:\d{12}:(?:instance|role|security-group|db|vpc|subnet)[/:][\w-]+/g) ??
        [];
      expect(new Set(ids).size).to.be.above(8);
      expect(new Set(arns).size).to.be.above(5);
      for (const id of new Set([...ids, ...arns])) expect(live, id).to.include(id);
    });

    it(`know the account: what ${name}/plan.json has before the change is what the snapshot has`, async () => {
      const live = new Map((await resourcesOf()).map((resource) => [resource.arn, resource]));
      const { before } = alone(changeOf(await readPlan(file), file), '2026-06-15T08:00:00Z');
      const kinds = new Set<string>();
      for await (const planned of before!.resources()) {
        const there = live.get(planned.arn);
        if (there === undefined) continue; // only its address tells it from others: the ids are looked up above
        kinds.add(planned.kind);
        expect([planned.name, planned.tags], planned.arn).to.deep.equal([there.name, there.tags]);
        for (const [fact, value] of Object.entries(planned.facts)) {
          if (isUnknown(planned, fact) || isUnknown(there, fact)) continue;
          expect(comparable(value), `${planned.arn} ${fact}`).to.deep.equal(comparable((there.facts as Facts)[fact]));
        }
      }
      expect([...kinds]).to.include.members([
        'aws.ec2.security-group',
        'aws.ec2.instance',
        'aws.rds.instance',
        'aws.iam.role',
      ]);
    });
  }

  for (const name of ['opens', 'closes']) {
    it(`are of the sources beside them: what ${name}/plan.json says is written is written there`, async () => {
      const folder = path.join(root, 'examples/terraform', name);
      const { configuration } = await readPlan(path.join(folder, 'plan.json'));
      let found = 0;
      for (const { source, resources } of modulesOf(configuration?.root_module)) {
        const written = await readFile(path.join(folder, source, 'main.tf'), 'utf8');
        for (const { address, expressions } of resources) {
          const [type = '', own = ''] = address.replace(/^data\./, '').split('.');
          const block = written.split(`"${type}" "${own}" {`)[1]?.split('\n}')[0];
          expect(block, address).to.be.a('string');
          for (const constant of constantsOf(expressions)) {
            expect(block, `${address} in ${source}/main.tf`).to.include(JSON.stringify(constant));
            found += 1;
          }
        }
      }
      expect(found).to.be.above(30);
    });
  }

  it('are commented on as the README shows', async () => {
    const { read } = await judge(
      'examples/terraform/opens/plan.json',
      '--source',
      'examples/terraform/opens',
      '--onto',
      account,
    );
    const comment = plain(await read('report.md'));
    const readme = await readFile(path.join(root, 'README.md'), 'utf8');
    const quoted =
      readme
        .match(/^>.*$/gm)
        ?.map((line) => line.replace(/^> ?/, ''))
        .join('\n') ?? '';
    const parts = quoted
      .split('[…]')
      .map(plain)
      .filter((part) => part !== '');
    expect(parts.length).to.be.above(1);
    for (const part of parts) expect(comment).to.include(part);
  });
});

type Facts = Record<string, unknown>;

/** The modules of a configuration, by where they are written. */
function modulesOf(
  module: ConfigModule = {},
  source = '.',
): { readonly source: string; readonly resources: readonly ConfigResource[] }[] {
  const called = Object.values(module.module_calls ?? {});
  return [
    { source, resources: module.resources ?? [] },
    ...called.flatMap((call) => modulesOf(call.module, path.join(source, call.source ?? '.'))),
  ];
}

/** Texts, numbers and truth values that an expression has as they are. */
function constantsOf(expression: unknown): unknown[] {
  if (typeof expression !== 'object' || expression === null) return [];
  if ('constant_value' in expression) return leavesOf(expression.constant_value);
  return Object.entries(expression).flatMap(([name, inner]) => (name === 'references' ? [] : constantsOf(inner)));
}

function leavesOf(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [value];
}

/** What the change introduces. */
function fresh({ findings }: Report): readonly ReportFinding[] {
  return findings.filter(({ status, baselineState }) => status === 'fail' && baselineState === 'new');
}

/** A finding but for its evidence, which has lists as they came. */
function saidOf({ fingerprint, status, severity, part, message, resource, disposition, baselineState }: ReportFinding) {
  const { arn, address, source } = resource;
  return { fingerprint, status, severity, part, message, arn, address, source, disposition, baselineState };
}

async function resourcesOf(): Promise<Resource[]> {
  const resources: Resource[] = [];
  for await (const resource of (await readSnapshot(path.join(root, account))).resources()) resources.push(resource);
  return resources;
}

function isUnknown({ unknown = {} }: Resource, fact: string): boolean {
  return Object.keys(unknown).some((where) => where === fact || where.startsWith(`${fact}/`));
}

/** Lists come in no order that means something, and members of objects, of policies in a text too, have none. */
function comparable(value: unknown): unknown {
  if (typeof value === 'string' && value.startsWith('{')) return comparable(JSON.parse(value));
  if (Array.isArray(value)) return value.map((element) => JSON.stringify(comparable(element))).sort();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, comparable(inner)]),
  );
}

/** Every list and every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed).reverse();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, inner]) => [name, reversed(inner)])
      .reverse(),
  );
}

/** Without the spaces and dashes by which Prettier sets tables. */
function plain(markdown: string): string {
  return markdown.replaceAll(/-{3,}/g, '---').replaceAll(/\s+/g, ' ').trim();
}
