import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import type { Log, Result, Run } from 'sarif';
import type { Report, ReportFinding } from '../../core/report.ts';
import { sarif, sarifGithub } from '../../reporters/sarif.ts';
import { githubFaults } from './sarif-rules.ts';
import { accountA, accountB, change, coverage, findingOf, reportOf, sample, sampleFindings, waiver } from './sample.ts';
import sarifSchema from './schema/sarif-2.1.0.schema.json' with { type: 'json' };

const valid = new Ajv2020({ strict: false, validateFormats: false }).compile(sarifSchema);

function logOf(reporter: typeof sarif, report: Report): Log {
  const log = JSON.parse([...reporter(report, {})].join('')) as Log;
  expect(valid(log), JSON.stringify(valid.errors?.[0])).to.equal(true);
  expect(githubFaults(log, { whole: reporter === sarifGithub })).to.deep.equal([]);
  return log;
}
const full = (report: Report): Run => logOf(sarif, report).runs[0]!;
const resultsOf = (log: Log): Result[] => log.runs.flatMap((run) => run.results ?? []);
const uriOf = (result: Result) => result.locations?.[0]?.physicalLocation?.artifactLocation?.uri;
const notes = (run: Run) => (run.invocations?.[0]?.toolExecutionNotifications ?? []).map(({ message }) => message.text);

/** So many open findings, spread over the accounts given. */
function* flood(count: number, accounts: readonly string[], critical = 0): Generator<ReportFinding> {
  for (let index = 0; index < count; index += 1) {
    const account = accounts[index % accounts.length]!;
    yield findingOf({
      rule: index < count - critical ? 'ec2-security-group-described' : 'ec2-security-group-ssh-restricted',
      account,
      arn: `arn:aws:ec2:us-east-1:${account}:security-group/sg-${String(index)}`,
    });
  }
}
const scopes = (ids: readonly string[]) => ids.map((id) => ({ id, enabled: ['us-east-1'], scanned: ['us-east-1'] }));

describe('sarif', () => {
  it('has every verdict, with its kind, and a level only where it fails', () => {
    const results = full(sample()).results!;
    const absent = results.filter(({ baselineState }) => baselineState === 'absent');
    expect(results).to.have.length(sampleFindings().length + 1);
    expect(new Set(results.map(({ kind }) => kind))).to.deep.equal(
      new Set(['fail', 'pass', 'open', 'notApplicable', 'informational']),
    );
    for (const { kind, level } of results) expect(level === 'none').to.equal(kind !== 'fail');
    expect(absent.map(({ kind }) => kind)).to.deep.equal(['informational']);
  });

  it('has suppressions on all results or none, with the reason of the waiver', () => {
    const results = full(sample()).results!;
    expect(results.every(({ suppressions }) => suppressions !== undefined)).to.equal(true);
    const suppressed = results.flatMap(({ suppressions }) => suppressions ?? []);
    expect(suppressed).to.have.length(1);
    expect(suppressed[0]).to.include({ kind: 'external', status: 'accepted', justification: waiver.reason });
  });

  it('says what is new and unchanged', () => {
    const states = full(sample()).results!.map(({ baselineState }) => baselineState);
    const count = (state: string) => states.filter((one) => one === state).length;
    const { summary } = sample();
    expect([count('new'), count('unchanged'), count('absent')]).to.deep.equal([summary.new, summary.unchanged, 1]);
  });

  it('places rules and results in the taxonomy of their framework', () => {
    const run = full(sample());
    const taxonomy = run.taxonomies![0]!;
    expect(taxonomy.name).to.equal('hipaa');
    const result = run.results!.find(({ ruleId }) => ruleId === 'ec2-volume-encrypted')!;
    const { id, index } = result.taxa![0]!;
    expect(id).to.equal('164.312(a)(2)(iv)');
    expect(taxonomy.taxa![index!]!.id).to.equal(id);
    const rule = run.tool.driver.rules![result.ruleIndex!]!;
    expect(rule.relationships![0]!.target.id).to.equal(id);
  });

  it('maps severities into the bands of GitHub', () => {
    const rules = full(sample()).tool.driver.rules!;
    const of = (id: string) => rules.find((rule) => rule.id === id)!;
    expect(of('ec2-security-group-ssh-restricted').properties!['security-severity']).to.equal('9.5');
    expect(of('ec2-volume-encrypted').properties!['security-severity']).to.equal('8.0');
    expect(of('iam-access-key-rotated').properties!['security-severity']).to.equal('5.5');
    expect(of('ec2-security-group-described').properties!['security-severity']).to.equal('2.0');
    expect(of('ec2-volume-encrypted').defaultConfiguration!.level).to.equal('error');
    expect(of('ec2-security-group-described').defaultConfiguration!.level).to.equal('note');
  });

  it('tells of what could not be seen', () => {
    const text = notes(full(sample())).join('\n');
    expect(text).to.include('rds:DescribeDBInstances: access denied in 222222222222 us-east-1');
    expect(text).to.include('1 entry of the baseline could not be observed');
  });

  it('names each kind of resource by a path', () => {
    const paths = full(sample()).results!.map(uriOf);
    expect(paths).to.include.members([
      `aws/${accountA}/us-east-1/ec2/volume/vol-0123456789abcdef0`,
      `aws/${accountA}/us-east-1/rds/instance/patients`,
      `aws/${accountA}/global/iam/access-key/vendor%2Fexporter%3Aaccess-key%2F1`,
      `aws/${accountB}/eu-west-1/rds/instance`,
      'infra/modules/app/volumes.tf',
    ]);
  });

  for (const [arn, expected] of [
    ['arn:aws:s3:::my-bucket', 'my-bucket'],
    ['arn:aws:ec2:us-east-1:111111111111:volume/..', '~..'],
    ['arn:aws:ec2:us-east-1:111111111111:volume/', 'volume%2F'],
    ['tf:aws_ebs_volume.a["x:y"]', 'tf%3Aaws_ebs_volume.a%5B%22x%3Ay%22%5D'],
    [`arn:aws:ec2:us-east-1:111111111111:volume/${'é'.repeat(200)}`, /^(?:%C3%A9)+~[0-9a-f]{16}$/],
    ['arn:aws:ec2:us-east-1:111111111111:volume/\ud800', '%EF%BF%BD'],
  ] as const) {
    it(`names ${arn.slice(0, 60)} by a path without a scheme`, () => {
      const finding = findingOf({ rule: 'ec2-volume-encrypted', arn });
      const id = uriOf(full(reportOf([finding])).results![0]!)!
        .split('/')
        .at(-1)!;
      if (typeof expected === 'string') expect(id).to.equal(expected);
      else expect(id).to.match(expected);
    });
  }

  for (const [file, expected] of [
    ['./infra/main.tf', 'infra/main.tf'],
    ['../../etc/passwd', 'etc/passwd'],
    ['C:\\work\\main.tf', 'work/main.tf'],
    ['infra\\a b.tf', 'infra/a%20b.tf'],
    ['/', '~'],
  ] as const) {
    it(`keeps the source ${file} below the sources`, () => {
      const finding = findingOf({ rule: 'ec2-volume-encrypted', source: { file, line: 7 } });
      const location = full(reportOf([finding])).results![0]!.locations![0]!.physicalLocation!;
      expect(location.artifactLocation!.uri).to.equal(expected);
      expect(location.region).to.deep.equal({ startLine: 7, startColumn: 1, endLine: 7, endColumn: 1 });
    });
  }
});

describe('sarif of a change', () => {
  const [updated, created] = full(change()).results!;

  it('points at the file and line of a resource that has a source', () => {
    expect(updated!.locations![0]!.physicalLocation).to.deep.equal({
      artifactLocation: { uri: 'infra/modules/web/main.tf' },
      region: { startLine: 14, startColumn: 1, endLine: 14, endColumn: 1 },
    });
    expect(uriOf(created!)).to.match(/^aws\/planned\/planned\/ec2\/security-group\/tf%3Amodule\.web/);
  });

  it('names the address, and the ARN where there is one', () => {
    const names = (result: Result) =>
      result.locations![0]!.logicalLocations!.map(({ fullyQualifiedName }) => fullyQualifiedName);
    expect(names(updated!)).to.deep.equal([
      `arn:aws:ec2:us-east-1:${accountA}:security-group/sg-0a1b2c3d4e5f60718`,
      'module.web.aws_security_group.web',
    ]);
    expect(names(created!)).to.deep.equal(['module.web.aws_security_group.jobs["nightly"]']);
    expect(updated!.properties!.address).to.equal('module.web.aws_security_group.web');
    expect(updated!.message.text).to.include('(module.web.aws_security_group.web, arn:aws:ec2:');
    expect(created!.message.text).to.include('(module.web.aws_security_group.jobs["nightly"])');
  });

  it('says what the change fixes', () => {
    const absent = full(change()).results!.find(({ baselineState }) => baselineState === 'absent')!;
    expect(absent.message.text).to.equal('Fixed by the change: ingress tcp/3389 ::/0');
    expect(absent).to.include({ kind: 'informational', level: 'none' });
  });

  it('has a category of its own, whatever account it was judged onto', () => {
    const { accounts, snapshot } = sample();
    const onto = { ...change(), accounts, snapshot: snapshot! };
    expect(logOf(sarifGithub, onto).runs.map((run) => run.automationDetails!.id)).to.deep.equal(['assize/terraform/']);
    expect(full(onto).automationDetails!.id).to.equal('assize/terraform/');
    const open = [...onto.findings].filter(({ status, disposition }) => status === 'fail' && disposition === 'open');
    expect(resultsOf(logOf(sarifGithub, onto))).to.have.length(open.length);
  });
});

describe('sarif for GitHub', () => {
  it('has the open failing findings and nothing else', () => {
    const log = logOf(sarifGithub, sample());
    const open = sampleFindings().filter(({ status, disposition }) => status === 'fail' && disposition === 'open');
    const uploaded = resultsOf(log).map(({ partialFingerprints }) => partialFingerprints!['assize/v1']);
    expect(new Set(uploaded)).to.deep.equal(new Set(open.map(({ fingerprint }) => fingerprint)));
    const text = JSON.stringify(log);
    for (const absent of ['suppressions', 'baselineState', '"kind":"pass"', 'taxa'])
      expect(text).not.to.include(absent);
  });

  it('has a run of its own category for each account, and says in each what could not be seen there', () => {
    const log = logOf(sarifGithub, sample());
    expect(log.runs.map((run) => run.automationDetails!.id)).to.deep.equal([
      `assize/${accountA}/`,
      `assize/${accountB}/`,
    ]);
    expect(notes(log.runs[0]!).join()).not.to.include('rds:DescribeDBInstances');
    expect(notes(log.runs[1]!).join()).to.include('rds:DescribeDBInstances');
  });

  it('keeps the most severe 5,000 of a run, and counts the rest', () => {
    const report = reportOf([...flood(6_000, [accountA], 40)], { plain: true, accounts: scopes([accountA]) });
    const [run] = logOf(sarifGithub, report).runs;
    const critical = run!.results!.filter(({ ruleId }) => ruleId === 'ec2-security-group-ssh-restricted');
    expect([run!.results!.length, critical.length]).to.deep.equal([5_000, 40]);
    expect(notes(run!).join()).to.include('1,000 open findings of 6,000 left out');
  });

  it('deals more than 20 accounts to 20 runs, each account always to the same', () => {
    const ids = Array.from({ length: 57 }, (_, index) => String(300_000_000_000 + index));
    const runsOf = (accounts: readonly string[]) => {
      const report = reportOf([...flood(400, accounts)], { plain: true, accounts: scopes(accounts) });
      const found = new Map<string, string>();
      for (const run of logOf(sarifGithub, report).runs) {
        for (const result of run.results!) found.set(uriOf(result)!.split('/')[1]!, run.automationDetails!.id!);
      }
      return found;
    };
    const [all, most] = [runsOf(ids), runsOf(ids.slice(9))];
    expect(all.size).to.equal(57);
    for (const [account, run] of most) expect(all.get(account)).to.equal(run);
  });

  it('leaves no account out of a file of many findings without saying so', () => {
    const ids = Array.from({ length: 20 }, (_, index) => String(300_000_000_000 + index));
    const log = logOf(sarifGithub, reportOf([...flood(30_000, ids)], { plain: true, accounts: scopes(ids) }));
    expect(resultsOf(log)).to.have.length(25_000);
    for (const run of log.runs) expect(notes(run).join()).to.include('250 open findings of 1,500 left out');
  });

  it('holds an upload of nothing, and one of a plan', () => {
    expect(resultsOf(logOf(sarifGithub, reportOf([], { plain: true })))).to.deep.equal([]);
    const planned = sampleFindings().filter(({ resource }) => resource.account === null);
    const report = reportOf(planned, {
      accounts: [],
      coverage: [],
      input: { kind: 'terraform', files: ['plan.json'] },
    });
    const log = logOf(sarifGithub, report);
    expect(log.runs.map((run) => run.automationDetails!.id)).to.deep.equal(['assize/terraform/']);
    expect(resultsOf(log).map(uriOf)).to.deep.equal(['infra/modules/app/volumes.tf']);
  });

  it('names at most 100 gaps and counts the rest', () => {
    const gap = coverage.find(({ gaps }) => gaps.length > 0)!.gaps[0]!;
    const gaps = Array.from({ length: 130 }, (_, index) => ({ ...gap, operation: `rds:Describe${String(index)}` }));
    const report = reportOf([], { plain: true, coverage: [{ ...coverage[0]!, gaps }] });
    expect(notes(logOf(sarifGithub, report).runs[0]!).join()).to.include('30 further gaps: see report.json');
  });
});
