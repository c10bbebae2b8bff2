import { expect } from 'chai';
import type { Report, ReportRule } from '../../core/report.ts';
import { severities, type Severity } from '../../core/rule.ts';
import { text, type TextOptions } from '../../reporters/text.ts';
import {
  accountA,
  change,
  changeFindings,
  changeOf,
  findingOf,
  fixedBefore,
  reportOf,
  rules,
  sample,
  sampleFindings,
  snapshot,
} from './sample.ts';

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

describe('text of a change', () => {
  const line = (report: Report) =>
    /^(?:FAIL|PASS|OPEN|INCOMPLETE) {2}[^]*?(?=\n {6}\d+ pass)/m.exec(shown(report))?.[0].replace(/\n +/g, ' ');
  const nothing = { absent: [], notObserved: [] };

  it('says what was judged, and onto what', () => {
    expect(shown(change())).to.match(/^assize 0\.1\.0 · plan\.json \(Terraform plan\)\nAs of 2026-06-15 12:00 UTC\n/);
    const { accounts } = sample();
    const onto = changeOf(changeFindings(), { snapshot, accounts: accounts.slice(0, 1), regions: ['us-east-1'] });
    expect(shown(onto)).to.match(
      /^assize 0\.1\.0 · plan\.json \(Terraform plan\) · 111111111111 · us-east-1\nOnto the snapshot of 2026-06-15 12:00 UTC, by/,
    );
    const many = changeOf([], { input: { kind: 'cloudformation', files: ['a.yaml', 'b.yaml', 'c.yaml', 'd.yaml'] } });
    expect(shown(many)).to.include('a.yaml, b.yaml, c.yaml and 1 more (CloudFormation templates)');
    expect(shown(changeOf([], { input: { kind: 'cdk', files: ['cdk.out'] } }))).to.include(
      'cdk.out (CDK cloud assembly)',
    );
  });

  it('begins with what it introduces, fixes and cannot tell', () => {
    expect(line(change())).to.equal(
      'FAIL  introduces 2 findings (critical 1, low 1), fixes 1; 3 cannot be told before apply, 1 only the account can tell',
    );
    expect(line(changeOf([], { baseline: { ...nothing, absent: [fixedBefore] } }))).to.equal(
      'PASS  introduces no finding, fixes 1',
    );
    expect(line(changeOf([], { baseline: nothing }))).to.equal('PASS  introduces no finding');
  });

  it('does not call new what nothing says is', () => {
    const one = findingOf({ rule: 'ec2-volume-encrypted' });
    expect(line(changeOf([one], { plain: true }))).to.equal(
      'FAIL  has 1 open finding (high 1), new or not: nothing says what was there before',
    );
    expect(line(changeOf([], { plain: true }))).to.equal('PASS  has no open finding');
    expect(shown(changeOf([one], { plain: true })))
      .to.include('\nOPEN: 1 finding of 1 rule')
      .and.not.to.include('INTRODUCED');
  });

  it('tells what cannot be told apart from what failed to evaluate or was so before', () => {
    const unknown = changeFindings().filter(({ status }) => status === 'unknown');
    const error = findingOf({ rule: 'ec2-volume-encrypted', status: 'error', message: 'oops', state: 'new' });
    const before = { ...error, baselineState: 'unchanged', part: 'x' } as const;
    const page = shown(changeOf([...unknown, error, before], { baseline: nothing }));
    expect(page).to.include('CANNOT BE TOLD: 5 verdicts, and none of them is a pass');
    expect(page).to.include(
      'known after apply: Scan the account after the change is applied\n      3  of 1 rule: rds-instance',
    );
    expect(page).to.include(
      'not collected: Judge it onto a snapshot of the account (--onto)\n      1  of 1 rule: ec2-vpc-flow',
    );
    expect(page.match(/oops/g)).to.have.length(1);
    expect(page.replace(/\n +/g, ' ')).to.include(
      'before: 0 unchanged, 0 fixed, 2 that could not be told before either',
    );
  });

  it('advises what helps where there is a snapshot', () => {
    expect(shown(changeOf(changeFindings(), { snapshot }))).not.to.include('--onto');
  });

  it('shows each finding with its address, file and line', () => {
    expect(shown(change())).to.include(
      '  + module.web.aws_security_group.web, us-east-1\n    tcp/22 is open to 0.0.0.0/0 at ingress tcp/22 0.0.0.0/0\n    infra/modules/web/main.tf:14\n',
    );
  });

  it('lists what it fixes, by address where that is all there is, and counts the rest', () => {
    const planned = { ...fixedBefore, arn: 'tf:aws_security_group.old', part: null };
    const templated = { ...fixedBefore, arn: 'cfn:network.yaml/Old', part: null };
    const absent = [planned, templated, fixedBefore, fixedBefore, fixedBefore, fixedBefore, fixedBefore];
    const page = shown(changeOf([], { baseline: { ...nothing, absent } }));
    expect(page).to.include('FIXED: 7 findings\n  - aws_security_group.old: ec2-security-group-ssh-restricted\n');
    expect(page).to.include('  - network.yaml/Old: ec2-').and.to.include('  and 2 more, in report.md');
  });

  it('says what of the input was not judged, and has no framework', () => {
    const page = shown(change());
    expect(page).to.match(/ABOUT THE INPUT\n {2}- input plan\.json: nothing judges aws_wafv2_web_acl/);
    expect(page).not.to.include('FRAMEWORKS').and.not.to.include('TO MEND');
  });

  it('says why it ends as it does', () => {
    const { summary, ...report } = change();
    const incomplete = (rest: Report) => shown({ ...rest, summary: { ...summary, exitCode: 3 } }, { width: 100 });
    expect(shown(change())).to.match(/Exit code 1: introduced findings at or above the threshold\.\n$/);
    expect(incomplete({ ...report, summary })).to.match(
      /\nINCOMPLETE {2}introduces[^]*Exit code 3: 4 verdicts cannot be told, and this run was told to fail on that\.\n$/,
    );
    const { baseline: _, ...plain } = report;
    expect(incomplete({ ...plain, summary })).to.include('Exit code 3: 5 verdicts cannot be told');
  });
});
