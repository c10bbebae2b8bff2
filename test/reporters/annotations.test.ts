import { expect } from 'chai';
import type { Report } from '../../core/report.ts';
import { annotations } from '../../reporters/annotations.ts';
import { commandsOf, type Command } from './commands.ts';
import { change, changeFindings, changeOf, findingOf, reportOf, sample, waiver } from './sample.ts';

const output = (report: Report) => [...annotations(report, {})].join('');
const made = (report: Report): Command[] => commandsOf(output(report));
const named = (commands: readonly Command[], name: string) => commands.filter((command) => command.name === name);
const clean = { plain: true, coverage: [] };

/** So many findings of a rule, each on a resource of its own. */
const failing = (count: number, rule = 'ec2-volume-encrypted', more: object = {}) =>
  Array.from({ length: count }, (_, index) =>
    findingOf({ rule, arn: `arn:aws:ec2:us-east-1:111111111111:x/${rule}-${String(index)}`, ...more }),
  );

describe('annotations', () => {
  it('are commands of three levels by severity', () => {
    const commands = made(reportOf([...failing(1), ...failing(1, 'iam-access-key-rotated')], clean));
    expect(commands.map(({ name, properties }) => [name, properties.title])).to.deep.equal([
      ['error', 'high: ec2-volume-encrypted'],
      ['warning', 'medium: iam-access-key-rotated'],
    ]);
    const levels = [
      ['ec2-security-group-ssh-restricted', 'error'],
      ['ec2-security-group-described', 'notice'],
    ] as const;
    for (const [rule, level] of levels) expect(made(reportOf(failing(1, rule), clean))[0]?.name).to.equal(level);
    const informational = { ...failing(1)[0]!, severity: 'informational' } as const;
    expect(made(reportOf([informational], clean))[0]?.name).to.equal('notice');
  });

  it('say what was found, what is expected and what to do, on what resource', () => {
    const [command] = made(change());
    expect(command?.message.split('\n')).to.deep.equal([
      'web: tcp/22 is open to 0.0.0.0/0, at ingress tcp/22 0.0.0.0/0 (module.web.aws_security_group.web, arn:aws:ec2:us-east-1:111111111111:security-group/sg-0a1b2c3d4e5f60718)',
      'Expected: Security group does not admit SSH from the internet',
      'What to do: Replace the rule by one for the addresses of your network, or reach the instances through Session Manager, which needs no open port',
    ]);
  });

  it('have the file and line of a resource that has a source, and neither where it has none', () => {
    const [first, second] = made(change());
    expect(first?.properties).to.include({ file: 'infra/modules/web/main.tf', line: '14' });
    expect(second?.properties).to.have.all.keys('title');
  });

  it('have a path below the repository, with slashes only', () => {
    for (const [file, expected] of [
      ['C:\\work\\infra\\main.tf', 'work/infra/main.tf'],
      ['..\\..\\infra\\main.tf', 'infra/main.tf'],
      ['./infra/a b,c:d%.tf', 'infra/a b,c:d%.tf'],
    ] as const) {
      const [command] = made(reportOf(failing(1, 'ec2-volume-encrypted', { source: { file, line: 3 } }), clean));
      expect(command?.properties.file).to.equal(expected);
    }
  });

  it('write what means something in a command as GitHub does', () => {
    const source = { file: 'a:b,c%0A.tf', line: 1 };
    const [line] = output(reportOf(failing(1, 'ec2-volume-encrypted', { source, message: '100%0A' }), clean)).split(
      '\n',
    );
    expect(line).to.match(
      /^::error file=a%3Ab%2Cc%250A\.tf,line=1,title=high%3A ec2-volume-encrypted::100%250A \(arn:/,
    );
  });

  it('are none where nothing fails', () => {
    expect(output(reportOf([], clean))).to.equal('');
    expect(output(reportOf([findingOf({ rule: 'ec2-volume-encrypted', status: 'pass' })], clean))).to.equal('');
  });

  it('put what is new first, then what is most severe', () => {
    const commands = made(
      reportOf([
        ...failing(1, 'ec2-volume-encrypted', { state: 'unchanged' }),
        ...failing(1, 'ec2-security-group-described', { state: 'new' }),
        ...failing(1, 'ec2-security-group-ssh-restricted', { state: 'new' }),
      ]),
    );
    expect(commands.slice(0, 3).map(({ properties }) => properties.title)).to.deep.equal([
      'critical, new: ec2-security-group-ssh-restricted',
      'low, new: ec2-security-group-described',
      'high: ec2-volume-encrypted',
    ]);
  });

  it('leave out what is waived or was there before, and count it in the last notice', () => {
    const found = [
      ...failing(1),
      ...failing(2, 'iam-access-key-rotated', { disposition: 'waived', waiver }),
      ...failing(3, 'ec2-security-group-described', { disposition: 'baselined', state: 'unchanged' }),
    ];
    const commands = made(reportOf(found, { coverage: [] }));
    expect(commands.map(({ name }) => name)).to.deep.equal(['error', 'notice']);
    expect(commands[1]?.message).to.include('\nNot shown here: 3 from before, 2 waived\nAll of it is in report.md');
  });

  it('count what is waived, or was there before, also where that is all there is', () => {
    const settled = [
      failing(1, 'ec2-volume-encrypted', { disposition: 'waived', waiver }),
      failing(1, 'ec2-volume-encrypted', { disposition: 'baselined', state: 'unchanged' }),
    ];
    const messages = settled.map((found) => made(reportOf(found, { coverage: [] })).map(({ message }) => message));
    expect(messages).to.deep.equal([
      ['PASS: no open finding\nNot shown here: 1 waived\nAll of it is in report.md'],
      ['PASS: no open finding\nNot shown here: 1 from before\nAll of it is in report.md'],
    ]);
  });

  it('count what is unknown and what failed to evaluate', () => {
    const commands = made(sample());
    expect(commands.at(-1)?.message).to.include('1 waived, 3 unknown verdicts, 1 failed evaluation');
    expect(commands.map(({ message }) => message).join()).not.to.include('getTime');
  });

  for (const [rule, level] of [
    ['ec2-volume-encrypted', 'error'],
    ['iam-access-key-rotated', 'warning'],
  ] as const) {
    it(`are ten of level ${level} and no more`, () => {
      const ten = made(reportOf(failing(10, rule), clean));
      expect(ten.map(({ name }) => name)).to.deep.equal(Array.from({ length: 10 }, () => level));

      const eleven = made(reportOf(failing(11, rule), clean));
      expect(named(eleven, level)).to.have.length(10);
      expect(named(eleven, 'notice')).to.have.length(1);
      const severity = level === 'error' ? 'high' : 'medium';
      expect(eleven.at(-1)?.message).to.include(`Not shown here: 1 more open finding (${severity} 1)`);
    });
  }

  it('are ten notices and no more, the last of which counts the rest', () => {
    const ten = made(reportOf(failing(10, 'ec2-security-group-described'), clean));
    expect(ten.map(({ properties }) => properties.title)).to.deep.equal(
      Array.from({ length: 10 }, () => 'low: ec2-security-group-described'),
    );

    const eleven = made(reportOf(failing(11, 'ec2-security-group-described'), clean));
    expect(eleven).to.have.length(10);
    expect(eleven.at(-1)?.message).to.include('Not shown here: 2 more open findings (low 2)');
  });

  it('make room for the last notice where errors are left out', () => {
    const commands = made(reportOf([...failing(12), ...failing(10, 'ec2-security-group-described')], clean));
    expect([named(commands, 'error').length, named(commands, 'notice').length]).to.deep.equal([10, 10]);
    expect(commands.at(-1)?.message).to.include('Not shown here: 3 more open findings (high 2, low 1)');
  });

  it('say of a change what it does, also where it does no harm', () => {
    expect(made(change()).at(-1)).to.deep.include({
      name: 'notice',
      properties: { title: 'assize: plan.json (Terraform plan)' },
    });
    expect(made(change()).at(-1)?.message).to.match(
      /^FAIL: introduces 2 findings \(critical 1, low 1\), fixes 1; 3 cannot be told before apply, 1 only the account can tell\nNot shown here: 1 from before, 1 waived\n/,
    );
    const harmless = changeOf(
      changeFindings().filter(({ status }) => status === 'pass'),
      { baseline: { absent: [], notObserved: [] } },
    );
    expect(made(harmless).map(({ message }) => message)).to.deep.equal([
      'PASS: introduces no finding\nAll of it is in report.md',
    ]);
  });

  it('are short enough for the runner to keep them whole', () => {
    const long = 'x\x1b'.repeat(5_000);
    const [one] = failing(1, 'ec2-volume-encrypted', { name: long, message: long, part: long });
    const report = reportOf([one!], clean);
    const rules = report.rules.map((rule) => ({ ...rule, title: long, remediation: long }));
    const [command] = made({ ...report, rules });
    expect(command?.message.length).to.be.within(1_000, 4_096);
    const [titled] = made({ ...report, findings: [{ ...one!, ruleId: long }] });
    expect(titled?.properties.title?.length).to.be.within(100, 255);
  });
});
