import { expect } from 'chai';
import fc from 'fast-check';
import type { Report, ReportFinding } from '../../core/report.ts';
import { markdown, type MarkdownOptions } from '../../reporters/markdown.ts';
import { hostile } from './hostile.ts';
import {
  accountA,
  change,
  changeFindings,
  changeOf,
  findingOf,
  fixedBefore,
  hipaa,
  reportOf,
  rules,
  sample,
  sampleFindings,
  snapshot,
  waiver,
} from './sample.ts';

const page = (report: Report, options: MarkdownOptions = {}) => [...markdown(report, options)].join('');
const sectionOf = (text: string, title: string) =>
  text.split(/^## /m).find((section) => section.startsWith(title)) ?? '';
const numbers = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, count = '']) => Number(count.replaceAll(',', '')));
const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);

/** What is open must be closed, and every row of a table as wide as its head. */
function faults(text: string): string[] {
  const found: string[] = [];
  let open = 0;
  let width = 0;
  for (const line of text.split('\n')) {
    if (line === '<details>') open += 1;
    if (line === '</details>') open -= 1;
    if (open < 0 || open > 1) found.push(`details: ${line}`);
    const cells = line.startsWith('|') ? line.split('|').length : 0;
    if (width > 0 && cells > 0 && cells !== width) found.push(`${String(cells)} cells, not ${String(width)}: ${line}`);
    width = cells;
  }
  // Each table and list stands under the heading of its own section.
  const under: Readonly<Record<string, RegExp>> = {
    'Operation and place': /What could/,
    'Rule that failed': /What could/,
    Control: /HIPAA/,
    Waiver: /Waived|<summary>\d+ waiver/,
    'Account and Region': /Coverage/,
  };
  for (const section of text.split(/^## /m)) {
    for (const [, head = ''] of section.matchAll(/^\| ([^|]*) \|.*\n\| ---/gm)) {
      if (under[head]?.test(section) === false) found.push(`${head} under ${section.slice(0, 30)}`);
    }
  }
  if (open !== 0) found.push('details left open');
  if (!text.endsWith('\n')) found.push('no end of line');
  return found;
}

describe('markdown', () => {
  it('has the sections of a weekly review, what matters first', () => {
    const titles = [...page(sample()).matchAll(/^## (.*)$/gm)].map(([, title]) => title);
    expect(titles).to.deep.equal([
      'Do this first',
      'New since the baseline: 10',
      'What could not be seen: 4 verdicts',
      'HIPAA Security Rule',
      'Findings by rule',
      'Accounts',
      'Waived',
      'Baseline',
      'To mend',
      'Coverage',
      'Provenance',
    ]);
    expect(faults(page(sample()))).to.deep.equal([]);
  });

  it('leaves out what has nothing to say', () => {
    const text = page(reportOf([], { plain: true, coverage: [], accounts: [], frameworks: [], notices: [] }));
    expect([...text.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).to.deep.equal(['Provenance']);
    expect(text).not.to.include('Left out');
  });

  it('names the permission that is missing', () => {
    const text = sectionOf(page(sample(), { actionOf: () => 'rds:SomethingElse' }), 'What could not be seen');
    expect(text).to.include('Grant `rds:SomethingElse` to the scanning role');
  });

  it('says of each control what answers it', () => {
    const waived = findingOf({ rule: 'ec2-volume-encrypted', disposition: 'waived', waiver });
    const required = findingOf({ rule: 'rds-instance-backup-retained', disposition: 'waived', waiver });
    const text = sectionOf(page(reportOf([waived, required], { coverage: [] })), hipaa.title);
    const line = (control: string) => text.split('\n').find((one) => one.includes(`\`${control}\``)) ?? '';
    expect(line('164.312(a)(2)(iv)')).to.include('addressable: needs a documented decision');
    expect(line('164.308(a)(7)(ii)(A)')).to.include('a waiver does not make a required control optional');
    expect(line('164.308(a)(5)(i)')).to.include('attested').and.to.include('Ada Byron');
    expect(line('164.308(a)(7)(ii)(D)')).to.include('**does not count**: it ended on 2026-05-01');
    expect(text).to.include('controls that no rule of this run answers');
  });

  const openGroup = (count: number, rule = 'ec2-security-group-ssh-restricted') =>
    Array.from({ length: count }, (_, index) => {
      const port = `tcp/${String(1_000 + Math.floor(index / 2))}`;
      return findingOf({
        rule,
        arn: `arn:aws:ec2:us-east-1:${accountA}:security-group/sg-1`,
        part: `ingress ${port} ${index % 2 === 0 ? '0.0.0.0/0' : '::/0'}`,
        message: `The internet reaches ${port} over ${index % 2 === 0 ? 'IPv4' : 'IPv6'}`,
      });
    });

  it('has one row for a resource, and counts its parts', () => {
    const text = sectionOf(page(reportOf(openGroup(34), { plain: true })), 'Findings by rule');
    expect(text.match(/^\| `arn/gm)).to.have.length(1);
    expect(text).to.include('**34 parts:** The internet reaches tcp/1000, tcp/1001,');
    expect(text).to.include(' and 7 more over IPv4 and IPv6 |').and.to.include('34 findings on 1 resource<');
  });

  it('puts rules that fail on the same resources to one thing to do', () => {
    const findings = [
      ...openGroup(4),
      ...openGroup(2, 'ec2-volume-encrypted'),
      ...openGroup(2, 'iam-access-key-rotated'),
    ];
    const text = sectionOf(page(reportOf(findings, { plain: true, coverage: [] })), 'Do this first');
    expect(text.match(/^\d+\. /gm)).to.have.length(2);
    expect(text).to.include(
      '6 findings of 2 rules on the same: `ec2-security-group-ssh-restricted`, `ec2-volume-encrypted`',
    );
    const [, once = ''] = text.split('1. ');
    expect(once).to.include('critical').and.to.include('`security-group/sg-1` in us-east-1');
  });

  it('names at most ten things to do, and the permissions that are missing', () => {
    const text = sectionOf(page(sample()), 'Do this first');
    expect(text).to.include(
      '**not seen** 3 verdicts could not be reached.\\\n    **What to do:** Grant `rds:DescribeDBInstances` to the',
    );
    const apart = Array.from({ length: 14 }, (_, index) => {
      const made = findingOf({ rule: 'ec2-volume-encrypted', arn: `arn:aws:ec2:::v/${String(index)}` });
      return { ...made, ruleId: `rule-${String(index)}` };
    });
    const first = sectionOf(page(reportOf(apart, { plain: true, coverage: [] })), 'Do this first');
    expect(first.match(/^\d+\. /gm)).to.have.length(10);
  });

  it('shows the evidence of each finding, and the call that told', () => {
    const text = sectionOf(page(sample()), 'Findings by rule');
    expect(text).to.include('`encrypted` = `false`<br>from `ec2:DescribeVolumes` (request `7d5e0f5c-');
  });

  it('refuses a size that holds not even its head', () => {
    expect(() => page(sample(), { maxBytes: 4_095 })).to.throw(RangeError);
    expect(() => page(sample(), { maxBytes: Number.NaN })).to.throw(RangeError);
  });

  it('says what a small size leaves out, and keeps what matters most', () => {
    const text = page(sample(), { maxBytes: 4_096 });
    expect(text).to.match(/Left out for want of room, wholly or in part: .*Findings by rule/);
    expect(text).to.include('**FAIL: 10 open findings on 10 resources, all new.**').and.to.include('## Provenance');
  });

  it('fits a comment on GitHub, however much there is', () => {
    const many = Array.from({ length: 3_000 }, (_, index) => {
      const rule = rules[index % rules.length]!.id;
      return findingOf({ rule, arn: `arn:aws:ec2:us-east-1:${accountA}:x/${String(index)}`, state: 'new' });
    });
    const text = page(reportOf(many), { maxBytes: 65_536 });
    expect(Buffer.byteLength(text)).to.be.within(30_000, 65_536);
    expect(faults(text)).to.deep.equal([]);
  });

  const name = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary', maxLength: 60 }));
  const finding: fc.Arbitrary<ReportFinding> = fc
    .record({
      rule: fc.constantFrom(...rules.map(({ id }) => id)),
      number: fc.nat(),
      name,
      message: name,
      part: fc.option(name),
      state: fc.constantFrom('new', 'unchanged', null),
      disposition: fc.constantFrom('open', 'open', 'waived', 'baselined'),
    })
    .map(({ number, disposition, ...draft }) => {
      const arn = `arn:aws:ec2:us-east-1:${accountA}:x/${String(number)}${draft.name}`;
      return findingOf({ ...draft, arn, disposition, ...(disposition === 'waived' ? { waiver } : {}) });
    });

  it('never takes more than it may, closes what it opens and counts what it leaves out', () => {
    fc.assert(
      fc.property(
        fc.array(finding, { maxLength: 120 }),
        fc.integer({ min: 4_096, max: 120_000 }),
        fc.nat({ max: 400 }),
        name,
        (found, maxBytes, copies, principal) => {
          const [one] = found;
          const more = one === undefined ? [] : Array.from({ length: copies }, () => one);
          const report = reportOf([...found, ...more]);
          const snapshot = { ...report.snapshot!, principal, root: principal };
          const text = page(
            { ...report, snapshot, accounts: [{ id: principal, enabled: [], scanned: [] }] },
            { maxBytes },
          );
          expect(Buffer.byteLength(text)).to.be.at.most(maxBytes);
          expect(faults(text)).to.deep.equal([]);

          const open = sum(Object.values(report.summary.open));
          const section = sectionOf(text, 'Findings by rule');
          if (section === '') {
            expect(open === 0 || text.includes('Left out')).to.equal(true);
            return;
          }
          const rows = section
            .split('\n')
            .filter((line) => line.startsWith('| ') && !/^\| (?:Resource|---) /.test(line));
          const left = sum(
            numbers(section, /^And ([\d,]+) more findings(?: of [\d,]+ more rules)?: see report\.json/gm),
          );
          const told = rows.map((row) =>
            Number(/^ (?:\*\*new\*\* )?\*\*(\d+) /.exec(row.split('|')[2] ?? '')?.[1] ?? 1),
          );
          expect(sum(told) + left).to.equal(open);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('counts new findings beyond those it shows', () => {
    const many = Array.from({ length: 250 }, (_, index) =>
      findingOf({ rule: 'ec2-volume-encrypted', arn: `arn:aws:ec2:::v/${String(index)}`, state: 'new' }),
    );
    const text = sectionOf(page(reportOf([...sampleFindings(), ...many])), 'New since');
    expect(text).to.match(/^New since the baseline: 260\n/);
    expect(text).to.include('And 160 more new findings: see report.json.');
  });
});

describe('markdown of a change', () => {
  const titles = (text: string) =>
    [...text.matchAll(/^(#+ .*|<summary>.*)$/gm)].map(([line]) => line.replace(/<[^>]*>/g, ''));
  const nothing = { absent: [], notObserved: [] };

  it('begins with what it introduces, with the line that does; all else is folded away', () => {
    const text = page(change());
    expect(titles(text)).to.deep.equal([
      '## Change review of plan.json (Terraform plan)',
      '### Introduced: 2',
      'critical ec2-security-group-ssh-restricted: why, what to do, evidence',
      'low ec2-security-group-described: why, what to do, evidence',
      '### Fixed: 1',
      'Not judged: 3 cannot be told before apply, 1 only the account can tell',
      '1 finding that was there before',
      '1 waiver',
      '1 note on the input',
    ]);
    expect(text).to.include(
      '**FAIL: introduces 2 findings (critical 1, low 1), fixes 1; 3 cannot be told before apply, 1 only the account can tell.** Exit code 1: introduced findings at or above the threshold.\n\n2 findings from before stay. 1 could not be told before either.\n',
    );
    expect(text).to.include(
      '| critical | `module.web.aws_security_group.web`<br>`infra/modules/web/main.tf:14` | tcp/22 is open to 0.0.0.0/0<br>at `ingress tcp/22 0.0.0.0/0`<br>`ec2-security-group-ssh-restricted` |',
    );
    expect(faults(text)).to.deep.equal([]);
  });

  it('has evidence and remediation of each rule, and names its controls, but has no table of a framework', () => {
    const text = page(change());
    expect(text).to.include('**What to do:** Replace the rule by one').and.to.include('For hipaa:164.312(a)(1)');
    expect(text).to.include('`infra/modules/web/main.tf:14` | `ingress` = `[{"protocol":"tcp"');
    expect(text).not.to.include(hipaa.title).and.not.to.include('Coverage');
  });

  it('tells waivers that hold from those that ended', () => {
    const draft = { rule: 'ec2-volume-encrypted', state: 'unchanged' } as const;
    const ended = findingOf({ ...draft, expiredWaiver: { ...waiver, id: 'old' } });
    const held = findingOf({ ...draft, disposition: 'waived', waiver, part: 'x' });
    expect(titles(page(changeOf([ended])))).to.include('1 waiver that ended');
    expect(titles(page(changeOf([ended, held])))).to.include('1 waiver, 1 waiver that ended');
  });

  it('is a line or two where it does no harm', () => {
    expect(page(changeOf([], { baseline: nothing }))).to.equal(
      '## Change review of plan.json (Terraform plan)\n\n**PASS: introduces no finding.** Exit code 0: nothing that this run was told to fail on.\n\nMade by assize 0.1.0, 6 rules. None of what could not be told is a pass. All of it, with evidence: report.json.\n',
    );
    expect(page(changeOf([], { baseline: { ...nothing, absent: [fixedBefore] } }))).to.include(
      '**PASS: introduces no finding, fixes 1.**',
    );
  });

  it('says onto what it was judged', () => {
    const { accounts } = sample();
    const onto = (ids: Report['accounts']) => page(changeOf([], { snapshot, accounts: ids, baseline: nothing }));
    expect(onto(accounts)).to.include(
      'Judged onto the snapshot of 111111111111, 222222222222, taken 2026-06-15 12:00 UTC.',
    );
    expect(onto([])).to.include('Judged onto the snapshot taken 2026-06-15 12:00 UTC.');
    expect(page(change())).not.to.include('Judged onto');
  });

  it('shows all that is open where nothing says what was there before', () => {
    const found = changeFindings().map((finding) => ({ ...finding, baselineState: null }));
    const text = page(changeOf(found, { plain: true }));
    expect(text).to.include('### Open findings: 2\n').and.to.include('`infra/modules/web/main.tf:14`');
    expect(text).to.include('has 2 open findings (critical 1, low 1), new or not');
    expect(text).not.to.include('Introduced');
  });

  it('tells nothing as introduced that was there before', () => {
    const known = findingOf({ rule: 'ec2-security-group-described', state: 'unchanged', name: 'was-there' });
    const text = page(changeOf([...changeFindings(), known], { baseline: nothing }));
    expect(text).to.include('### Introduced: 2').and.not.to.include('was-there');
    expect(text).to.include('3 findings from before stay.');
  });

  it('folds away many that it fixes, and says what it can tell no more', () => {
    const absent = Array.from({ length: 11 }, (_, index) => ({
      ...fixedBefore,
      arn: `tf:aws_instance.x[${String(index)}]`,
    }));
    const text = page(changeOf([], { baseline: { absent, notObserved: [fixedBefore] } }));
    expect(text).to.include('### Fixed: 11\n\n<details>').and.to.include('| `aws_instance.x[10]` |');
    expect(text).to.include('Of 1 finding from before nobody can tell any more.');
    expect(titles(text)).to.include('Failing before, and nobody can tell any more');
    expect(page(change())).not.to.include('### Fixed: 1\n\n<details>');
  });

  it('is short enough for a comment of itself, however much there is', () => {
    const many = Array.from({ length: 2_000 }, (_, index) =>
      findingOf({
        rule: rules[index % rules.length]!.id,
        arn: `tf:aws_instance.x[${String(index)}]`,
        address: `aws_instance.x[${String(index)}]`,
        source: { file: 'main.tf', line: index + 1 },
        state: 'new',
      }),
    );
    const text = page(changeOf(many));
    expect(Buffer.byteLength(text)).to.be.within(20_000, 60_000);
    expect(text).to.include('### Introduced: 2,000\n').and.to.include('And 1,900 more findings: see report.json.');
    expect(faults(text)).to.deep.equal([]);
  });

  it('never takes more than it may, and closes what it opens', () => {
    const some = changeFindings();
    fc.assert(
      fc.property(
        fc.array(fc.record({ index: fc.nat({ max: some.length - 1 }), name: fc.constantFrom(...hostile) }), {
          maxLength: 60,
        }),
        fc.integer({ min: 4_096, max: 60_000 }),
        fc.constantFrom(...hostile),
        (drafts, maxBytes, file) => {
          const found = drafts.map(({ index, name }) => {
            const finding = some[index]!;
            const address = `${name}${String(index)}`;
            return { ...finding, message: name, resource: { ...finding.resource, address, name } };
          });
          const absent = drafts.map(({ name }) => ({ ...fixedBefore, arn: name }));
          const input = { kind: 'terraform', files: [file, file] } as const;
          const text = page(changeOf(found, { input, baseline: { absent, notObserved: absent } }), { maxBytes });
          expect(Buffer.byteLength(text)).to.be.at.most(maxBytes);
          expect(faults(text)).to.deep.equal([]);
        },
      ),
      { numRuns: 100 },
    );
  });
});
