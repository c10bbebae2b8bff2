import { expect } from 'chai';
import type { Report, ReportRule } from '../../core/report.ts';
import { severities, type Severity } from '../../core/rule.ts';
import { text, type TextOptions } from '../../reporters/text.ts';
import { accountA, findingOf, reportOf, rules, sample, sampleFindings } from './sample.ts';

const shown = (report: Report, options: TextOptions = {}) => [...text(report, options)].join('');
const volume = (id: string) => `arn:aws:ec2:us-east-1:${accountA}:volume/${id}`;
const failing = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    findingOf({ rule: 'ec2-volume-encrypted', arn: volume(String(index)), message: 'The volume is not encrypted' }),
  );
const clean = { plain: true, coverage: [] };

describe('text', () => {
  it('begins with the verdict', () => {
    const line = (report: Report) =>
      shown(report)
        .split('\n')
        .find((one) => /^[A-Z]{4,}/.test(one));
    expect(line(sample())).to.equal('FAIL  10 open findings on 10 resources, all new');
    expect(line(reportOf([], clean))).to.equal('PASS  no open finding');
    expect(line(reportOf([], { plain: true }))).to.equal(
      'INCOMPLETE  no open finding, but not everything could be seen',
    );
    const lenient = reportOf(failing(2), clean);
    const summary = { ...lenient.summary, exitCode: 0 } as const;
    expect(line({ ...lenient, summary })).to.equal('OPEN  2 open findings on 2 resources');
    const allowed = reportOf([], { plain: true });
    expect(line({ ...allowed, summary: { ...allowed.summary, exitCode: 0 } })).to.equal(
      'PASS  no open finding, but not everything could be seen',
    );
  });

  it('ends with the exit code and what it means', () => {
    expect(shown(sample()).trimEnd()).to.match(/Exit code 1: [a-z ]+\.$/);
    expect(shown(reportOf([], { plain: true }))).to.include('Exit code 3: evidence is incomplete (3 gaps).');
  });

  it('shows the most severe first, and what is new of a rule before the rest', () => {
    const page = shown(sample());
    const at = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'].map((word) => page.indexOf(`\n${word}  `));
    expect(at).to.deep.equal([...at].sort((a, b) => a - b));
    const mixed = [
      findingOf({ rule: 'ec2-volume-encrypted', arn: volume('old'), state: 'unchanged' }),
      findingOf({ rule: 'ec2-volume-encrypted', arn: volume('fresh'), state: 'new' }),
    ];
    const two = shown(reportOf(mixed));
    expect(two).to.include('  + volume/fresh').and.to.include('  - volume/old');
    expect(two.indexOf('fresh')).to.be.below(two.indexOf('old'));
  });

  it('counts what a long list leaves out', () => {
    const page = shown(reportOf(failing(12), clean), { limit: 3 });
    expect(page.match(/ - volume\//g)).to.have.length(2);
    expect(page).to.include('and 10 findings on 10 more resources');
  });

  it('says a message once where it is the same of all', () => {
    const page = shown(reportOf(failing(3), clean));
    expect(page.match(/The volume is not encrypted/g)).to.have.length(1);
  });

  it('says what to grant, by the name of the permission', () => {
    const page = shown(sample(), { actionOf: (operation) => operation.replace('DescribeDB', 'List') });
    expect(page).to.include('access denied: grant the scanning role\n      2  rds:ListInstances in 222222222222');
  });

  it('finds the operation that did not list what a verdict asked about', () => {
    expect(shown(sample())).to.match(
      /throttled: .*\n.*\n {6}1 {2}ec2:DescribeFlowLogs in 222222222222 eu-west-1: Request limit/,
    );
  });

  it('is coloured only where that is asked for, and says the same', () => {
    const plain = shown(sample());
    const coloured = shown(sample(), { colour: true });
    expect(plain).not.to.include('\x1b');

    expect(coloured).to.match(/\x1b\[1;31mFAIL/);

    expect(coloured.replace(/\x1b\[[\d;]*m/g, '')).to.equal(plain);
  });

  it('cuts no ARN on a narrow terminal', () => {
    const page = shown(sample(), { width: 30 });
    expect(page.replace(/\n */g, '')).to.include('security-group/sg-0a1b2c3d4e5f60718');
    for (const line of page.split('\n')) expect(line.length).to.be.at.most(30);
  });

  it('holds a million findings without holding them', () => {
    const [one] = sampleFindings();
    let given = 0;
    const report = reportOf([], { plain: true });
    const findings = {
      *[Symbol.iterator]() {
        for (given = 0; given < 50_000; given += 1) yield { ...one!, part: String(given) };
      },
    };
    expect(shown({ ...report, findings }))
      .to.include('50,000 parts: ')
      .and.to.include(' and 49,996 more');
  });

  const ruleNumber = (severity: Severity, index: number): ReportRule => ({
    ...rules[0]!,
    id: `${severity}-${String(index)}`,
    title: `Condition ${String(index)} that holds`,
    severity,
  });
  /** So many rules of each severity, each with a finding on a resource of its own in as many parts. */
  const big = (perSeverity: number, parts = 1) => {
    const own = severities.flatMap((severity) =>
      Array.from({ length: perSeverity }, (_, index) => ruleNumber(severity, index)),
    );
    const findings = own.flatMap((rule) =>
      Array.from({ length: parts }, (_, part) => ({
        ...findingOf({
          rule: rules[0]!.id,
          arn: volume(rule.id),
          part: `p${String(part)}`,
          message: `Hole ${String(part)}`,
        }),
        ruleId: rule.id,
        severity: rule.severity,
      })),
    );
    return reportOf(findings, { ...clean, rules: own });
  };

  it('fits a few screens, however many rules fail, and counts all that it leaves out', () => {
    const page = shown(big(40, 3));
    expect(page.split('\n').length).to.be.below(150);
    expect(page).to.include('8 of 80 critical and high rules in detail, the other rules a line each');
    const named = [...page.matchAll(/(?:critical|high|medium|low|informational)-\d+\b/g)].map(([id]) => id);
    const left = [...page.matchAll(/and (\d+) more \w+ rules? with (\d+) findings/g)];
    expect(new Set(named).size + left.reduce((sum, [, count]) => sum + Number(count), 0)).to.equal(200);
    for (const [, count, findings] of left) expect(Number(findings)).to.equal(3 * Number(count));
  });

  it('gives a resource one entry, with its parts together', () => {
    const page = shown(big(1, 34));
    expect(page.match(/- volume\/critical-0/g)).to.have.length(1);
    expect(page).to.include('34 parts: Hole 0, 1, 2, 3 and 30 more');
    expect(page).to.match(/^MEDIUM {2}34 on 1 {2}medium-0 {2}Condition 0 that holds$/m);
  });

  it('puts what fails on the same resources beneath the rule before it, critical rules apart', () => {
    const own = [ruleNumber('critical', 0), ruleNumber('critical', 1), ruleNumber('high', 0), ruleNumber('high', 1)];
    const findings = own.map((rule, index) => ({
      ...findingOf({ rule: rules[0]!.id, arn: volume(index === 3 ? 'other' : 'same') }),
      ruleId: rule.id,
      severity: rule.severity,
    }));
    const page = shown(reportOf(findings, { ...clean, rules: own }));
    expect(page).to.match(
      /CRITICAL {2}critical-0[^]*It fails these too:\n {2}HIGH {4}1 {2}high-0 [^]*CRITICAL {2}critical-1/,
    );
    expect(page).to.match(/^HIGH {2}high-1: 1 finding$/m);
    expect(page).to.match(/^RESOURCES THAT FAIL MOST.*\n +3 rules {2}volume\/same/m);
  });

  it('puts no rule beneath another that has resources of which nobody can tell', () => {
    const own = [ruleNumber('critical', 0), ruleNumber('high', 0)];
    const findings = [5, 9].flatMap((count, at) =>
      Array.from({ length: count }, (_, index) => ({
        ...findingOf({ rule: rules[0]!.id, arn: volume(String(index)) }),
        ruleId: own[at]!.id,
        severity: own[at]!.severity,
      })),
    );
    expect(shown(reportOf(findings, { ...clean, rules: own }))).to.match(/^HIGH {2}high-0: 9 findings on 9/m);
  });

  it('tells what is new first, whatever its severity', () => {
    const report = reportOf([
      findingOf({ rule: 'ec2-security-group-ssh-restricted', arn: volume('known'), state: 'unchanged' }),
      findingOf({ rule: 'ec2-security-group-described', arn: volume('fresh'), state: 'new' }),
    ]);
    const page = shown(report);
    expect(page.indexOf('NEW SINCE THE BASELINE: 1 finding of 1 rule')).to.be.above(0);
    expect(page.indexOf('  + volume/fresh')).to.be.within(1, page.indexOf('OPEN, NOT NEW: 1 finding of 1 rule'));
    expect(page.indexOf('  - volume/known')).to.be.above(page.indexOf('OPEN, NOT NEW'));
  });

  it('says what to do of Regions that were not scanned', () => {
    const unseen = findingOf({
      rule: 'ec2-vpc-flow-logs-enabled',
      status: 'unknown',
      evidence: [
        {
          kind: 'aws.ec2.flow-log',
          where: null,
          scope: { account: accountA, region: null },
          count: 1,
          operations: ['ec2:DescribeFlowLogs'],
          unknown: { reason: 'not-collected', operation: null, message: 'not collected in us-west-2' },
        },
      ],
    });
    const page = shown(reportOf([unseen], clean));
    expect(page).to.include('not collected: Scan the other Regions too (leave out --region)');
    expect(page, 'no operation is made up').not.to.include('ec2:DescribeFlowLogs');
    const whole = [{ id: accountA, enabled: ['us-east-1'], scanned: ['us-east-1'] }];
    expect(shown(reportOf([unseen], { ...clean, accounts: whole }))).to.include(
      'not collected: It was outside this run',
    );
  });

  it('takes from the message why a part of a fact is unknown', () => {
    const unseen = findingOf({
      rule: 'ec2-volume-encrypted',
      status: 'unknown',
      message: 'encrypted: it is made later (known-after-apply)',
      evidence: [{ fact: 'encrypted', value: [], operation: 'terraform show -json', request: null }],
    });
    expect(shown(reportOf([unseen], clean), { width: 100 })).to.match(
      /known after apply: Scan the account after the change is applied\n {6}1 {2}terraform show -json in .*: encrypted: it is made later\n/,
    );
  });

  it('writes IPv6 as it is', () => {
    const page = shown(
      reportOf([findingOf({ rule: 'ec2-volume-encrypted', message: 'Open', part: 'ingress all ::/0' })], clean),
    );
    expect(page).to.include('Open at ingress all ::/0').and.not.to.include('x3a');
  });
});
