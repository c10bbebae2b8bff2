import { expect } from 'chai';
import fc from 'fast-check';
import type { Report, ReportFinding } from '../../core/report.ts';
import { junit } from '../../reporters/junit.ts';
import { hostile } from './hostile.ts';
import { suiteFaults } from './junit-rules.ts';
import { accountA, change, findingOf, reportOf, rules, sample, sampleFindings, waiver } from './sample.ts';
import { parseXml, type Element } from './xml.ts';

const text = (report: Report) => [...junit(report, {})].join('');

function suitesOf(report: Report): ReadonlyMap<string, readonly Element[]> {
  const root = parseXml(text(report));
  expect(root.name).to.equal('testsuites');
  expect(suiteFaults(root)).to.deep.equal([]);
  return new Map(root.children.map(({ attributes, children }) => [attributes.name ?? '', children]));
}
const clean = { plain: true, coverage: [] };
const volume = (index: number) => `arn:aws:ec2:us-east-1:${accountA}:volume/vol-${String(index)}`;
const only = (finding: ReportFinding) => suitesOf(reportOf([finding], clean)).get(finding.ruleId)?.[0];

describe('junit', () => {
  it('has a suite for each rule of the run, and a case for each finding', () => {
    const suites = suitesOf(sample());
    expect([...suites.keys()]).to.deep.equal(rules.map(({ id }) => id));
    for (const [rule, cases] of suites) {
      expect(cases).to.have.length(sampleFindings().filter(({ ruleId }) => ruleId === rule).length);
    }
  });

  it('has no case where nothing was found, and none of a clock', () => {
    const root = parseXml(text(reportOf([], clean)));
    expect(root.attributes).to.include({ tests: '0', failures: '0', errors: '0' });
    expect(root.children).to.have.length(rules.length);
    expect(text(sample())).not.to.match(/ time(?:stamp)?="/);
  });

  it('takes findings of a rule that the run does not name', () => {
    const stray = { ...findingOf({ rule: 'ec2-volume-encrypted' }), ruleId: 'own-rule' };
    expect(suitesOf(reportOf([stray], clean)).get('own-rule')?.[0]?.children[0]?.name).to.equal('failure');
  });

  it('fails what is open, with severity, message, place and what to do', () => {
    const [found] = suitesOf(change()).get('ec2-security-group-ssh-restricted') ?? [];
    expect(found?.attributes).to.deep.equal({
      classname: 'ec2-security-group-ssh-restricted',
      name: 'module.web.aws_security_group.web [ingress tcp/22 0.0.0.0/0]',
      file: 'infra/modules/web/main.tf',
    });
    const [failure] = found?.children ?? [];
    expect(failure?.attributes).to.deep.equal({ type: 'critical', message: 'tcp/22 is open to 0.0.0.0/0' });
    expect(failure?.text).to.include('\nAt infra/modules/web/main.tf:14\nExpected: Security group does not admit SSH');
    expect(failure?.text).to.include('\nWhat to do: Replace the rule');
  });

  it('lets what passes pass, without a word', () => {
    expect(only(findingOf({ rule: 'ec2-volume-encrypted', status: 'pass' }))?.children).to.deep.equal([]);
  });

  for (const [what, draft, element, message] of [
    [
      'unknown',
      { status: 'unknown', message: 'encrypted: denied' },
      'skipped',
      'Unknown, which is no pass: encrypted: denied',
    ],
    [
      'not applicable',
      { status: 'not-applicable', message: 'It is a replica' },
      'skipped',
      'Not applicable: It is a replica',
    ],
    ['failed to evaluate', { status: 'error', message: 'the rule failed: oops' }, 'error', 'the rule failed: oops'],
    [
      'waived',
      { disposition: 'waived', waiver, message: 'Open' },
      'skipped',
      `Fails, waived until 2026-06-30 (${waiver.reason}): Open`,
    ],
    [
      'baselined',
      { disposition: 'baselined', state: 'unchanged', message: 'Open' },
      'skipped',
      'Fails, as it did before: Open',
    ],
  ] as const) {
    it(`says of what is ${what} that it is, and why`, () => {
      const [child] = only(findingOf({ rule: 'ec2-volume-encrypted', ...draft }))?.children ?? [];
      expect([child?.name, child?.attributes.message, child?.text]).to.deep.equal([element, message, message]);
    });
  }

  it('names no file where a resource has no source, and never one of Windows', () => {
    const draft = { rule: 'ec2-volume-encrypted' } as const;
    expect(only(findingOf(draft))?.attributes).to.have.all.keys('classname', 'name');
    const source = { file: 'C:\\work\\infra\\main.tf', line: 2 };
    expect(only(findingOf({ ...draft, source }))?.attributes.file).to.equal('work/infra/main.tf');
  });

  it('gives two cases of one resource two names', () => {
    const found = [
      findingOf({ rule: 'ec2-volume-encrypted' }),
      findingOf({ rule: 'ec2-volume-encrypted', status: 'unknown' }),
    ];
    const names = suitesOf(reportOf(found, clean))
      .get('ec2-volume-encrypted')
      ?.map(({ attributes }) => attributes.name);
    expect(names).to.deep.equal([
      `arn:aws:ec2:us-east-1:${accountA}:volume/vol-0`,
      `arn:aws:ec2:us-east-1:${accountA}:volume/vol-0 (2)`,
    ]);
  });

  it('says what was judged', () => {
    const nameOf = (report: Report) => parseXml(text(report)).attributes.name;
    expect([nameOf(sample()), nameOf(change())]).to.deep.equal([
      'assize: 111111111111, 222222222222',
      'assize: plan.json (Terraform plan)',
    ]);
  });

  const passing = (count: number) => ({
    *[Symbol.iterator]() {
      const [one] = [findingOf({ rule: 'iam-access-key-rotated', status: 'pass', arn: 'arn:a' })];
      for (let index = 0; index < count; index += 1) {
        yield { ...one, resource: { ...one.resource, arn: `arn:${String(index)}` } };
      }
    },
  });
  const both = (first: Iterable<ReportFinding>, second: Iterable<ReportFinding>) => ({
    *[Symbol.iterator]() {
      yield* first;
      yield* second;
    },
  });
  const late = [findingOf({ rule: 'ec2-volume-encrypted', arn: volume(1) })];

  it('holds 100,000 cases', () => {
    const suites = suitesOf(reportOf(both(passing(99_999), late), clean));
    expect(suites.get('iam-access-key-rotated')).to.have.length(99_999);
    expect(suites.get('ec2-volume-encrypted')).to.have.length(1);
    expect(suites.has('assize')).to.equal(false);
  }).timeout(60_000);

  it('leaves out what passes before it leaves out what fails, and counts it', () => {
    const suites = suitesOf(reportOf(both(passing(100_002), late), clean));
    expect(suites.get('ec2-volume-encrypted')?.[0]?.children[0]?.name).to.equal('failure');
    expect(suites.get('iam-access-key-rotated')).to.have.length(99_999);
    const [left] = suites.get('assize') ?? [];
    expect(left?.attributes.name).to.equal('Left out of this file');
    expect(left?.children[0]?.text).to.equal('Left out for want of room: 3 pass. All of it is in report.json');
  }).timeout(60_000);

  it('stays below the size that GitLab takes, and keeps the most severe', () => {
    const long = 'ü&\x1b'.repeat(200);
    const found = {
      *[Symbol.iterator]() {
        const low = findingOf({ rule: 'ec2-security-group-described', message: long, name: long });
        for (let index = 0; index < 9_000; index += 1) yield { ...low, part: `${String(index)}${long}` };
        for (let index = 0; index < 40; index += 1)
          yield findingOf({ rule: 'ec2-volume-encrypted', arn: volume(index) });
      },
    };
    const report = reportOf(found, clean);
    expect(Buffer.byteLength(text(report))).to.be.within(24_000_000, 26_000_000);
    const suites = suitesOf(report);
    expect(suites.get('ec2-volume-encrypted')).to.have.length(40);
    const kept = suites.get('ec2-security-group-described')?.length ?? 0;
    expect(suites.get('assize')?.[0]?.children[0]?.text).to.include(
      `${(9_000 - kept).toLocaleString('en-GB')} failing, low.`,
    );
  }).timeout(60_000);

  const name = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary', maxLength: 40 }));

  it('is well-formed whatever the names are, and counts right', () => {
    const finding = fc
      .record({
        rule: fc.constantFrom(...rules.map(({ id }) => id)),
        arn: fc.option(name),
        address: name,
        name,
        message: name,
        part: fc.option(name),
        source: fc.record({ file: name, line: fc.integer({ min: 1 }) }),
        status: fc.constantFrom('pass', 'fail', 'fail', 'unknown', 'not-applicable', 'error'),
        disposition: fc.constantFrom('open', 'waived', 'baselined'),
      })
      .map((draft) => findingOf({ ...draft, waiver: { ...waiver, reason: draft.name } }));
    fc.assert(
      fc.property(fc.array(finding, { maxLength: 30 }), (found) => {
        expect(suiteFaults(parseXml(text(reportOf(found))))).to.deep.equal([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the reader of XML', () => {
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';

  it('reads what is well-formed', () => {
    const root = parseXml(`${head}<a b="1 &lt; &#50;"><c/>x &amp; y<d>z</d></a>\n`);
    expect(root.attributes).to.deep.equal({ b: '1 < 2' });
    expect([root.text, root.children.map((child) => child.name)]).to.deep.equal(['x & y', ['c', 'd']]);
  });

  for (const broken of [
    '<a>',
    '<a></b>',
    '<a/><b/>',
    '<a b="<"/>',
    '<a b="1" b="2"/>',
    '<a b=1/>',
    '<a>&nbsp;</a>',
    '<a>&</a>',
    '<a>a & b;</a>',
    '<a>&#0;</a>',
    '<a>&#65534;</a>',
    '<a>]]></a>',
    '<a>\x0b</a>',
    '<a>\ud800</a>',
    '<a>\ufffe</a>',
    '<a><!-- x --></a>',
    '<a><![CDATA[x]]></a>',
    'x<a/>',
  ]) {
    it(`refuses ${JSON.stringify(broken)}`, () => {
      expect(() => parseXml(`${head}${broken}`)).to.throw(Error);
    });
  }
});
