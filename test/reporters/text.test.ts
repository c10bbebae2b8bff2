import { expect } from 'chai';
import type { Report } from '../../core/report.ts';
import { text, type TextOptions } from '../../reporters/text.ts';
import { accountA, findingOf, reportOf, sample, sampleFindings } from './sample.ts';

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
    expect(line(sample())).to.equal('FAIL  10 open findings, all new');
    expect(line(reportOf([], clean))).to.equal('PASS  no open finding');
    expect(line(reportOf([], { plain: true }))).to.equal(
      'INCOMPLETE  no open finding, but not everything could be seen',
    );
    const lenient = reportOf(failing(2), clean);
    const summary = { ...lenient.summary, exitCode: 0 } as const;
    expect(line({ ...lenient, summary })).to.equal('OPEN  2 open findings');
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
    expect(two)
      .to.include(`  + ${volume('fresh')}`)
      .and.to.include(`  - ${volume('old')}`);
    expect(two.indexOf('fresh')).to.be.below(two.indexOf('old'));
  });

  it('counts what a long list leaves out', () => {
    const page = shown(reportOf(failing(12), clean), { limit: 3 });
    expect(page.match(/ - arn:/g)).to.have.length(3);
    expect(page).to.include('and 9 more, in report.json');
  });

  it('says a message once where it is the same of all', () => {
    const page = shown(reportOf(failing(3), clean));
    expect(page.match(/The volume is not encrypted/g)).to.have.length(1);
  });

  it('says what to grant, by the name of the permission', () => {
    const page = shown(sample(), { actionOf: (operation) => operation.replace('DescribeDB', 'List') });
    expect(page).to.include('Do: Grant rds:ListInstances to the scanning role');
  });

  it('finds the operation that did not list what a verdict asked about', () => {
    expect(shown(sample())).to.include('throttled: ec2:DescribeFlowLogs');
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
    expect(shown({ ...report, findings })).to.include('and 49,995 more, in report.json');
  });
});
