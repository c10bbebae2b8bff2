import { expect } from 'chai';
import type { Report, ReportFinding } from '../../core/report.ts';
import { codeclimate } from '../../reporters/codeclimate.ts';
import { entryFaults, type Entry } from './codeclimate-rules.ts';
import { accountA, change, findingOf, reportOf, sample, sampleFindings, waiver } from './sample.ts';

const text = (report: Report) => [...codeclimate(report, {})].join('');
function entriesOf(report: Report): Entry[] {
  const entries = JSON.parse(text(report)) as Entry[];
  expect(entryFaults(entries)).to.deep.equal([]);
  return entries;
}
const clean = { plain: true, coverage: [] };
const volume = (index: number) => `arn:aws:ec2:us-east-1:${accountA}:volume/vol-${String(index)}`;
const failing = (count: number, rule = 'ec2-volume-encrypted'): ReportFinding[] =>
  Array.from({ length: count }, (_, index) => findingOf({ rule, arn: volume(index) }));

describe('codeclimate', () => {
  it('is an empty array where nothing fails', () => {
    expect(text(reportOf([], clean))).to.equal('[]\n');
    const settled = [
      findingOf({ rule: 'ec2-volume-encrypted', status: 'pass' }),
      findingOf({ rule: 'ec2-volume-encrypted', status: 'unknown' }),
      findingOf({ rule: 'ec2-volume-encrypted', status: 'error' }),
      findingOf({ rule: 'ec2-volume-encrypted', status: 'not-applicable' }),
    ];
    expect(text(reportOf(settled, clean))).to.equal('[]\n');
  });

  it('has the open failing findings and nothing else, by their fingerprints', () => {
    const open = sampleFindings().filter(({ status, disposition }) => status === 'fail' && disposition === 'open');
    expect(new Set(entriesOf(sample()).map(({ fingerprint }) => fingerprint))).to.deep.equal(
      new Set(open.map(({ fingerprint }) => fingerprint)),
    );
    const settled = [
      findingOf({ rule: 'ec2-volume-encrypted', disposition: 'waived', waiver }),
      findingOf({ rule: 'ec2-volume-encrypted', disposition: 'baselined', state: 'unchanged' }),
    ];
    expect(entriesOf(reportOf(settled))).to.deep.equal([]);
  });

  it('has no byte order mark, and comes in parts', () => {
    const parts = [...codeclimate(sample(), {})];
    expect(parts[0]?.charAt(0)).to.equal('[');
    expect(parts.length).to.be.above(entriesOf(sample()).length);
  });

  it('says what was found, what was expected and what to do', () => {
    const [entry] = entriesOf(change());
    expect(entry).to.deep.include({
      type: 'issue',
      check_name: 'ec2-security-group-ssh-restricted',
      severity: 'blocker',
      categories: ['Security'],
      description:
        'web: tcp/22 is open to 0.0.0.0/0, at ingress tcp/22 0.0.0.0/0 (module.web.aws_security_group.web, arn:aws:ec2:us-east-1:111111111111:security-group/sg-0a1b2c3d4e5f60718). Expected: Security group does not admit SSH from the internet',
    });
    expect(entry?.content?.body).to.match(/^Replace the rule by one for the addresses/);
  });

  it('has the file and line of a resource that has a source, and a path that is the same in every scan where it has none', () => {
    const [sourced, planned] = entriesOf(change());
    expect(sourced?.location).to.deep.equal({ path: 'infra/modules/web/main.tf', lines: { begin: 14 } });
    expect(planned?.location).to.deep.equal({
      path: 'aws/planned/planned/ec2/security-group/tf%3Amodule.web.aws_security_group.jobs%5B%22nightly%22%5D',
      lines: { begin: 1 },
    });
    expect(entriesOf(reportOf(failing(1), clean))[0]?.location).to.deep.equal({
      path: 'aws/111111111111/us-east-1/ec2/volume/vol-0',
      lines: { begin: 1 },
    });
  });

  it('writes a path as the repository does, never as Windows does', () => {
    for (const [file, expected] of [
      ['infra\\web\\main.tf', 'infra/web/main.tf'],
      ['C:\\work\\main.tf', 'work/main.tf'],
      ['./../a b/ü.tf', 'a b/ü.tf'],
    ] as const) {
      const finding = findingOf({ rule: 'ec2-volume-encrypted', source: { file, line: 7 } });
      expect(entriesOf(reportOf([finding], clean))[0]?.location.path).to.equal(expected);
    }
  });

  it('maps severities', () => {
    const of = (severity: ReportFinding['severity']) =>
      entriesOf(reportOf([{ ...failing(1)[0]!, severity }], clean))[0]?.severity;
    expect([of('critical'), of('high'), of('medium'), of('low'), of('informational')]).to.deep.equal([
      'blocker',
      'critical',
      'major',
      'minor',
      'info',
    ]);
  });

  it('keeps the 10,000 most severe and counts the rest', () => {
    const critical = failing(3, 'ec2-security-group-ssh-restricted');
    const all = entriesOf(reportOf([...failing(9_997), ...critical], clean));
    expect(all).to.have.length(10_000);
    expect(all.map(({ check_name: name }) => name)).not.to.include('left-out');

    const most = entriesOf(reportOf([...failing(9_998), ...critical], clean));
    expect(most).to.have.length(10_001);
    expect(most.slice(0, 3).map(({ severity }) => severity)).to.deep.equal(['blocker', 'blocker', 'blocker']);
    expect(most.at(-1)).to.include({ check_name: 'left-out', severity: 'info' });
    expect(most.at(-1)?.description).to.equal(
      '1 open finding of 10,001 left out, the least severe. All of them are in report.json',
    );
  });

  it('stays below 10 MB, however long names are', () => {
    const long = 'x\u{1f512}\x1b'.repeat(2_000);
    const found = failing(9_000).map((finding) => ({
      ...finding,
      message: long,
      resource: { ...finding.resource, name: long },
    }));
    const output = text(reportOf(found, clean));
    expect(Buffer.byteLength(output)).to.be.within(8_000_000, 10_000_000);
    const entries = JSON.parse(output) as Entry[];
    expect(entryFaults(entries)).to.deep.equal([]);
    const left = found.length - (entries.length - 1);
    expect(entries.at(-1)?.description).to.include(`${left.toLocaleString('en-GB')} open findings of 9,000 left out`);
  });
});
