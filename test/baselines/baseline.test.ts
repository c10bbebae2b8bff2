import { expect } from 'chai';
import fc from 'fast-check';
import {
  baselineEntrySchema,
  baselineHeaderSchema,
  baselineOf,
  Comparison,
  diff,
  fingerprintAlgorithm,
  parseBaseline,
  serialiseBaseline,
} from '../../baselines/baseline.ts';
import { dispose } from '../../baselines/disposition.ts';
import { AssizeError, ConfigError, InputError, UsageError } from '../../core/errors.ts';
import { fingerprintOf } from '../../core/finding.ts';
import type { KindId } from '../../core/kinds/index.ts';
import type { BaselineEntry } from '../../core/report.ts';
import { problemOf } from '../../core/validate.ts';
import {
  account,
  arnOf,
  entry,
  finding,
  gap,
  group,
  region,
  report,
  reported,
  rule,
  run,
  section,
  ssh,
} from './reports.ts';

const header = '{"baseline":"assize","schemaVersion":1,"fingerprint":"sha256-128-v1"}';
const lineOf = (one: BaselineEntry) => serialiseBaseline([one]).split('\n')[1]!;

/** The error of parsing, which must be a typed one with a place and a hint. */
function refusal(text: string): ConfigError {
  try {
    parseBaseline(text, 'baseline.jsonl');
  } catch (error) {
    expect(error).to.be.instanceOf(ConfigError);
    expect((error as ConfigError).hint).not.to.equal('');
    return error as ConfigError;
  }
  throw new Error(`accepted: ${text}`);
}

const names = [
  'a',
  '__proto__',
  'constructor',
  'toString',
  'ünïcode ☃',
  '"quoted"',
  'line\nbreak',
  '\u2028',
  '={}',
  '',
];
const arbitraryEntry = fc
  .record({
    rule: fc.constantFrom(ssh, 'iam-user-mfa-enabled', 'to-string', 'has-own-property'),
    account: fc.constantFrom(account, '012345678901', null),
    region: fc.constantFrom(region, 'eu-west-1', 'global', null),
    name: fc.oneof(fc.constantFrom(...names), fc.string({ unit: 'binary' })),
    part: fc.option(fc.oneof(fc.constantFrom(...names), fc.string({ unit: 'binary' }))),
  })
  .map(({ name, ...said }) => entry(name, said));
const entries = fc.uniqueArray(arbitraryEntry, { selector: (one) => one.fingerprint });

const byPrint = (some: readonly BaselineEntry[]) => some.map(({ fingerprint }) => fingerprint).sort();

describe('a baseline file', () => {
  it('is a header, then a line for each entry, sorted, with nothing of time or place in the file', () => {
    const text = serialiseBaseline([entry('b'), entry('a', { part: 'ingress tcp/22 ::/0' }), entry('a')]);
    expect(text.split('\n')).to.deep.equal([
      header,
      lineOf(entry('a', { part: 'ingress tcp/22 ::/0' })),
      lineOf(entry('a')),
      lineOf(entry('b')),
      '',
    ]);
    expect(lineOf(entry('a'))).to.equal(
      `{"ruleId":"${ssh}","kind":"${group}","account":"${account}","region":"${region}","arn":"${arnOf('a')}","part":null,"fingerprint":"${entry('a').fingerprint}"}`,
    );
    const lines = text.trim().split('\n');
    expect([...lines].sort()).to.deep.equal(lines);
  });

  it('names the way fingerprints are made: change one, and the other must change too', () => {
    const where = {
      kind: group,
      account,
      region,
      arn: 'arn:aws:ec2:us-east-1:123456789012:security-group/sg-1',
    } as const;
    expect(fingerprintOf(ssh, where, 'tcp/22')).to.equal('da4fbc0ad11398df23a064c4e93ceb15');
    expect(fingerprintAlgorithm).to.equal('sha256-128-v1');
  });

  it('reads back what it wrote, whatever the names', () => {
    fc.assert(
      fc.property(entries, (some) => {
        const text = serialiseBaseline(some);
        const back = parseBaseline(text, 'baseline.jsonl');
        expect(byPrint(back)).to.deep.equal(byPrint(some));
        for (const one of back) expect(some).to.deep.include(one);
        expect(serialiseBaseline(back)).to.equal(text);
      }),
    );
  });

  it('writes the same bytes whatever the order of entries', () => {
    fc.assert(
      fc.property(entries, fc.infiniteStream(fc.nat()), (some, numbers) => {
        const keys = new Map(some.map((one) => [one, numbers.next().value as number]));
        const shuffled = [...some].sort((a, b) => keys.get(a)! - keys.get(b)!);
        expect(serialiseBaseline(shuffled)).to.equal(serialiseBaseline(some));
      }),
    );
  });

  it('merges line by line: the lines of two branches are a baseline, in any order and with some twice', () => {
    fc.assert(
      fc.property(entries, entries, fc.boolean(), (ours, theirs, twice) => {
        const [head, ...own] = serialiseBaseline(ours).trim().split('\n');
        const others = serialiseBaseline(theirs).trim().split('\n').slice(1);
        const lines = twice ? [...others, ...own] : [...new Set([...own, ...others])];
        const merged = parseBaseline([head, ...lines, ''].join('\n'), 'baseline.jsonl');
        expect(byPrint(merged)).to.deep.equal([...new Set(byPrint([...ours, ...theirs]))].sort());
      }),
    );
  });

  it('has lines of the published schemas', () => {
    const [first, ...others] = serialiseBaseline([entry('a'), entry('b', { part: 'x', account: null, region: null })])
      .trim()
      .split('\n');
    expect(problemOf(baselineHeaderSchema, JSON.parse(first!))).to.equal(null);
    for (const line of others) expect(problemOf(baselineEntrySchema, JSON.parse(line))).to.equal(null);
  });

  it('may have a byte order mark, CRLF line ends and empty lines', () => {
    const text = `\uFEFF${header}\r\n\r\n${lineOf(entry('a'))}\r\n`;
    expect(parseBaseline(text, 'b')).to.deep.equal([entry('a')]);
  });

  it('keeps an entry whose rule or kind this version does not know', () => {
    const stranger = entry('a', { rule: 'lambda-function-traced', kind: 'aws.lambda.function' as KindId });
    expect(parseBaseline(`${header}\n${lineOf(stranger)}\n`, 'b')).to.deep.equal([stranger]);
  });

  it('will not be written with half a character', () => {
    expect(() => serialiseBaseline([entry('\ud800')])).to.throw(InputError, /half a character/);
    expect(() => serialiseBaseline([entry('a', { part: '\udfff' })])).to.throw(InputError);
  });
});

describe('a baseline that is not one', () => {
  const good = lineOf(entry('a'));
  const cases: [string, string, number | undefined, RegExp][] = [
    ['is empty', '', undefined, /empty/],
    ['has only blank lines', '\n \n', undefined, /empty/],
    ['has no header', `${good}\n`, 1, /not the header/],
    ['is of another schema version', header.replace('1', '2'), 1, /schema version 2, this assize reads 1/],
    ['is of no schema version', '{"baseline":"assize"}', 1, /schema version null/],
    ['has another schema version as a text', header.replace(':1,', ':"1",'), 1, /schema version "1"/],
    ['has other fingerprints', header.replace('v1"', 'v0"'), 1, /fingerprints/],
    ['says more in its header', header.replace('}', ',"generatedAt":"2026-01-01"}'), 1, /"generatedAt"/],
    ['has a line that is not JSON', `${header}\n${good}\n{oops\n`, 3, /not JSON/],
    ['has a line that is cut off', `${header}\n${good.slice(0, 40)}`, 2, /not JSON/],
    ['has a line that is not an object', `${header}\n[]\n`, 2, /not an object/],
    ['has a line that is null', `${header}\nnull\n`, 2, /not an object/],
    ['has two headers', `${header}\n${header}\n`, 2, /unknown field "baseline"/],
    ['has an unknown field', `${header}\n${good.replace('"part"', '"parts"')}\n`, 2, /"parts"/],
    ['has a field twice', `${header}\n${good.replace('{', '{"part":null,')}\n`, 2, /"part" is given twice/],
    ['has a field twice, spelt otherwise', `${header}\n${good.replace('{', '{"p\\u0061rt" : null,')}\n`, 2, /twice/],
    ['has __proto__ twice', `${header}\n${good.replace('{', '{"__proto__":1,"__proto__":2,')}\n`, 2, /twice/],
    ['has __proto__', `${header}\n${good.replace('{', '{"__proto__":1,')}\n`, 2, /"__proto__"/],
    ['has an account that is a number', `${header}\n${good.replace(`"${account}"`, account)}\n`, 2, /account/],
    ['has no part', `${header}\n${good.replace('"part":null,', '')}\n`, 2, /part/],
    ['has half a character', `${header}\n${good.replace('"part":null', '"part":"\\ud800"')}\n`, 2, /half/],
    ['was edited', `${header}\n${good.replace('/a"', '/b"')}\n`, 2, /edited by hand/],
    ['has an unfinished merge', `${header}\n<<<<<<< ours\n${good}\n=======\n>>>>>>> theirs\n`, 2, /merge/],
    ['has a line without an end', `${header}\n${good}${' '.repeat(200_000)}\n`, 2, /too long/],
    ['has a line nested without an end', `${header}\n${'['.repeat(90_000)}\n`, 2, /JSON/],
  ];
  for (const [what, text, line, message] of cases) {
    it(`is refused where it ${what}`, () => {
      const error = refusal(text);
      expect(error.message).to.match(message);
      expect(error.place).to.deep.equal(
        line === undefined ? { file: 'baseline.jsonl' } : { file: 'baseline.jsonl', line },
      );
      expect(error.message.startsWith('baseline.jsonl')).to.equal(true);
    });
  }

  it('says what to do: mend the field, update, write it again', () => {
    expect(refusal(`${header}\n${good.replace('"part"', '"parts"')}\n`).hint).to.equal('Did you mean part?');
    expect(refusal(header.replace('1', '2')).hint).to.match(/^Update assize, or/);
    expect(refusal(header.replace('1', '0')).hint).to.match(/^Write it again/);
  });

  it('is refused with a typed error or read, whatever the bytes', () => {
    const pieces = fc.constantFrom(
      header,
      good,
      '\n',
      '{',
      '}',
      '"',
      '\\',
      ',',
      ':',
      'null',
      '\u0000',
      '\uFEFF',
      '1e999',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.oneof(pieces, fc.string()), { maxLength: 12 }).map((some) => some.join('')),
      fc.json().map((json) => `${header}\n${json}`),
      fc
        .tuple(fc.nat(good.length), fc.string())
        .map(([at, what]) => `${header}\n${good.slice(0, at)}${what}${good.slice(at + 1)}`),
    );
    fc.assert(
      fc.property(text, (some) => {
        try {
          parseBaseline(some, 'b');
        } catch (error) {
          expect(error).to.be.instanceOf(AssizeError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** The states that a comparison gives, by name. */
function compare(
  baseline: readonly BaselineEntry[],
  findings: readonly ReturnType<typeof finding>[],
  of: ConstructorParameters<typeof Comparison>[1] = run(),
) {
  const comparison = new Comparison(baseline, of);
  const states = findings.map((one) => comparison.see(one));
  return { states, ...comparison.finish() };
}

describe('a comparison with a baseline', () => {
  it('tells new from unchanged, by part too, and says nothing of what does not fail', () => {
    const part = 'ingress tcp/22 ::/0';
    const { states } = compare(
      [entry('a', { part })],
      [
        finding('a', { part }),
        finding('a', { part: 'other' }),
        finding('b', { part }),
        finding('c', { status: 'pass' }),
      ],
    );
    expect(states).to.deep.equal(['unchanged', 'new', 'new', null]);
  });

  it('keeps accounts and Regions apart (gen-014)', () => {
    const elsewhere = { region: 'eu-west-1', arn: 'arn:same' };
    const { states } = compare(
      [entry('a', { arn: 'arn:same' })],
      [finding('a', elsewhere), finding('a', { arn: 'arn:same' })],
    );
    expect(states).to.deep.equal(['new', 'unchanged']);
  });

  it('calls absent what passes now, what is not applicable now, what fails elsewhere in it, what is gone', () => {
    for (const now of [
      [finding('a', { status: 'pass' })],
      [finding('a', { status: 'not-applicable' })],
      [finding('a', { part: 'other' })],
      [],
    ]) {
      const { absent, notObserved } = compare([entry('a', { part: 'x' })], now);
      expect(absent).to.deep.equal([entry('a', { part: 'x' })]);
      expect(notObserved).to.deep.equal([]);
    }
  });

  const unseen: [string, ReturnType<typeof finding>[], Parameters<typeof compare>[2]?][] = [
    ['its rule and resource are unknown now', [finding('a', { status: 'unknown' })]],
    ['its rule and resource are an error now', [finding('a', { status: 'error' })]],
    ['a part fails and the rest is unknown', [finding('a', { part: 'other' }), finding('a', { status: 'unknown' })]],
    ['a part is unknown and the rest fails', [finding('a', { status: 'unknown' }), finding('a', { part: 'other' })]],
    ['its rule was not in the run', [], run({ rules: [rule('ec2-volume-encrypted', { kinds: ['aws.ec2.volume'] })] })],
    ['its rule no longer judges its kind', [], run({ rules: [rule(ssh, { kinds: ['aws.ec2.volume'] })] })],
    ['its account was not in the run', [], run({ coverage: [section({ account: '999999999999' })] })],
    ['its Region was not in the run', [], run({ coverage: [section({ region: 'eu-west-1' })] })],
    ['nothing of its kind was collected', [], run({ coverage: [section({ kinds: ['aws.ec2.volume'] })] })],
    ['its kind has a gap', [], run({ coverage: [section({ status: 'partial', gaps: [gap(group)] })] })],
    ['its section is unavailable', [], run({ coverage: [section({ status: 'unavailable' })] })],
    ['its section is partial and does not say why', [], run({ coverage: [section({ status: 'partial' })] })],
    [
      'a kind that its rule reads has a gap there',
      [],
      run({
        rules: [rule(ssh, { reads: ['aws.ec2.vpc'] })],
        coverage: [section({ kinds: [group, 'aws.ec2.vpc'], status: 'partial', gaps: [gap('aws.ec2.vpc')] })],
      }),
    ],
    ['a kind that its rule reads was not collected', [], run({ rules: [rule(ssh, { reads: ['aws.ec2.vpc'] })] })],
  ];
  for (const [why, now, of] of unseen) {
    it(`calls not observed an entry where ${why}`, () => {
      const { absent, notObserved } = compare([entry('a', { part: 'x' })], now, of ?? run());
      expect(absent).to.deep.equal([]);
      expect(notObserved).to.deep.equal([entry('a', { part: 'x' })]);
    });
  }

  it('does not mind a gap in a kind that the rule has nothing to do with', () => {
    const coverage = [section({ kinds: [group, 'aws.ec2.vpc'], status: 'partial', gaps: [gap('aws.ec2.vpc')] })];
    expect(compare([entry('a')], [], run({ coverage })).absent).to.have.length(1);
  });

  it('does not mind a gap where the rule decided all the same: its verdict had what it needs', () => {
    const coverage = [section({ status: 'partial', gaps: [gap(group)] })];
    expect(compare([entry('a')], [finding('a', { status: 'pass' })], run({ coverage })).absent).to.have.length(1);
  });

  it('asks all Regions of an account for what a rule on the account reads', () => {
    const rules = [
      rule('cloudtrail-multi-region-enabled', { kinds: ['aws.account'], reads: ['aws.cloudtrail.trail'] }),
    ];
    const said = { rule: 'cloudtrail-multi-region-enabled', kind: 'aws.account', region: 'global' } as const;
    const trails = (where: string) => section({ region: where, kinds: ['aws.cloudtrail.trail'] });
    const accounts = [{ id: account, enabled: [region, 'eu-west-1'], scanned: [region, 'eu-west-1'] }];
    const global = section({ region: 'global', kinds: ['aws.account'] });
    const whole = { accounts, rules, coverage: [global, trails(region), trails('eu-west-1')] };
    expect(compare([entry('a', said)], [], whole).absent).to.have.length(1);
    expect(
      compare([entry('a', said)], [], { ...whole, coverage: [global, trails(region)] }).notObserved,
    ).to.have.length(1);
  });

  it('knows entries of a rule by the ids it had before', () => {
    const rules = [rule(ssh, { aliases: ['ec2-group-ssh-closed'] })];
    const before = entry('a', { rule: 'ec2-group-ssh-closed' });
    expect(compare([before], [finding('a')], { ...run(), rules }).states).to.deep.equal(['unchanged']);
    expect(compare([before], [], { ...run(), rules }).absent).to.deep.equal([entry('a')]);
  });

  it('does not lose resources with names of the prototype', () => {
    const some = ['__proto__', 'constructor', 'hasOwnProperty'];
    const bare = some.map((arn) => entry('x', { arn }));
    const { states, absent } = compare(
      bare,
      some.map((arn) => finding('x', { arn })),
    );
    expect(states).to.deep.equal(['unchanged', 'unchanged', 'unchanged']);
    expect(absent).to.deep.equal([]);
  });

  const statuses = fc.constantFrom('pass', 'fail', 'unknown', 'error', 'not-applicable');
  const small = fc.record({
    name: fc.constantFrom('a', 'b', 'c'),
    rule: fc.constantFrom(ssh, 'ec2-security-group-rdp-restricted'),
    part: fc.constantFrom(null, 'x', 'y'),
    account: fc.constantFrom(account, '999999999999'),
  });
  const arbitrary = fc.record({
    baseline: fc.uniqueArray(
      small.map(({ name, ...said }) => entry(name, said)),
      { selector: (one) => one.fingerprint },
    ),
    findings: fc.array(
      fc.tuple(small, statuses).map(([{ name, ...said }, status]) => finding(name, { ...said, status })),
      { maxLength: 12 },
    ),
    coverage: fc.subarray([
      section(),
      section({ account: '999999999999', status: 'partial', gaps: [gap(group)] }),
      section({ region: 'eu-west-1' }),
    ]),
  });

  it('puts every entry in one state and every failing finding in one', () => {
    fc.assert(
      fc.property(arbitrary, ({ baseline, findings, coverage }) => {
        const { states, absent, notObserved } = compare(baseline, findings, run({ coverage }));
        const unchanged = findings.filter((_, index) => states[index] === 'unchanged').map((one) => one.fingerprint);
        const parts = [...new Set(unchanged), ...byPrint(absent), ...byPrint(notObserved)];
        expect([...parts].sort()).to.deep.equal(byPrint(baseline));
        for (const [index, one] of findings.entries()) {
          const known = baseline.some(({ fingerprint }) => fingerprint === one.fingerprint);
          expect(states[index]).to.equal(one.status !== 'fail' ? null : known ? 'unchanged' : 'new');
        }
      }),
    );
  });

  it('does not depend on the order of entries or findings', () => {
    fc.assert(
      fc.property(arbitrary, ({ baseline, findings, coverage }) => {
        const one = compare(baseline, findings, run({ coverage }));
        const other = compare(
          [...baseline].reverse(),
          [...findings].reverse(),
          run({ coverage: [...coverage].reverse() }),
        );
        expect(other).to.deep.equal({ ...one, states: [...one.states].reverse() });
      }),
    );
  });

  it('never calls absent with less seen what it did not call absent with all seen', () => {
    fc.assert(
      fc.property(arbitrary, fc.nat(11), ({ baseline, findings, coverage }, hidden) => {
        const all = compare(baseline, findings, run({ coverage }));
        const less = findings.map((one, index) => (index === hidden ? { ...one, status: 'unknown' as const } : one));
        const lost = byPrint(compare(baseline, less, run({ coverage: [] })).absent);
        const open = new Set(findings.filter((one) => one.status === 'fail').map((one) => one.fingerprint));
        for (const print of lost) expect(open.has(print)).to.equal(false);
        expect(byPrint(all.absent)).to.include.members(lost);
      }),
    );
  });
});

describe('baseline write', () => {
  const options = { prune: false, allowIncomplete: false };

  it('keeps what fails, open or baselined, and not what is waived or passes', () => {
    const { entries: written } = baselineOf(
      report([
        reported(finding('open')),
        reported(finding('known'), { disposition: 'baselined', baselineState: 'unchanged' }),
        reported(finding('waived'), { disposition: 'waived' }),
        reported(finding('fine', { status: 'pass' })),
      ]),
      options,
    );
    expect(written).to.deep.equal([entry('known'), entry('open')]);
  });

  it('keeps absent entries unless told to prune; those not observed stay', () => {
    const previous = [entry('gone'), entry('there'), entry('far', { region: 'eu-west-1' }), entry('waived')];
    const now = report([
      reported(finding('there')),
      reported(finding('fresh')),
      reported(finding('waived'), { disposition: 'waived' }),
    ]);
    const kept = baselineOf(now, { ...options, previous });
    expect(byPrint(kept.entries)).to.deep.equal(
      byPrint([entry('gone'), entry('there'), entry('far', { region: 'eu-west-1' }), entry('fresh')]),
    );
    expect(kept.added).to.deep.equal([entry('fresh')]);
    expect(kept.dropped).to.deep.equal([entry('waived')]);
    const pruned = baselineOf(now, { ...options, previous, prune: true });
    expect(byPrint(pruned.entries)).to.deep.equal(
      byPrint([entry('there'), entry('far', { region: 'eu-west-1' }), entry('fresh')]),
    );
    expect(byPrint(pruned.dropped)).to.deep.equal(byPrint([entry('gone'), entry('waived')]));
  });

  it('keeps entries of a rule under the id that it has now: none is new, none is dropped', () => {
    const rules = [rule(ssh, { aliases: ['ec2-group-ssh-closed'] })];
    const before = (name: string) => entry(name, { rule: 'ec2-group-ssh-closed' });
    const now = report([reported(finding('a')), reported(finding('b'))], { rules });
    const kept = baselineOf(now, { ...options, previous: [before('a'), before('gone'), entry('a')] });
    expect(byPrint(kept.entries)).to.deep.equal(byPrint([entry('a'), entry('b'), entry('gone')]));
    expect(kept.added).to.deep.equal([entry('b')]);
    expect(kept.dropped).to.deep.equal([]);
    const pruned = baselineOf(now, { ...options, previous: [before('a'), before('gone')], prune: true });
    expect(pruned.added).to.deep.equal([entry('b')]);
    expect(pruned.dropped).to.deep.equal([entry('gone')]);
  });

  it('calls new what comes back after it was fixed and pruned', () => {
    const { entries: pruned } = baselineOf(report([]), { ...options, previous: [entry('a')], prune: true });
    expect(compare(pruned, [finding('a')]).states).to.deep.equal(['new']);
  });

  it('makes a baseline against which the same report has nothing new', () => {
    const findings = [finding('a'), finding('a', { part: 'x' }), finding('b')];
    const { entries: written } = baselineOf(report(findings.map((one) => reported(one))), options);
    const back = parseBaseline(serialiseBaseline(written), 'b');
    expect(compare(back, findings)).to.deep.equal({
      states: ['unchanged', 'unchanged', 'unchanged'],
      absent: [],
      notObserved: [],
    });
  });

  it('takes no notice of a gap in a kind that no rule of the report needs', () => {
    const elsewhere = section({ status: 'partial', gaps: [gap('aws.acm.certificate')] });
    expect(() => baselineOf(report([], { coverage: [elsewhere] }), options)).not.to.throw();
  });

  for (const [what, incomplete, message] of [
    ['a finding is unknown', report([reported(finding('a', { status: 'unknown' }))]), /1 finding is unknown/],
    ['findings are errors', report(['a', 'b'].map((n) => reported(finding(n, { status: 'error' })))), /2 findings are/],
    ['a section has a gap', report([], { coverage: [section({ status: 'partial', gaps: [gap(group)] })] }), /1 gap /],
    ['a section is unavailable', report([], { coverage: [section({ status: 'unavailable' })] }), /1 gap /],
  ] as const) {
    it(`refuses a report in which ${what}, unless told otherwise`, () => {
      expect(() => baselineOf(incomplete, options)).to.throw(UsageError, message);
      try {
        baselineOf(incomplete, options);
      } catch (error) {
        expect((error as UsageError).hint).to.match(/--allow-incomplete/);
      }
      const previous = [entry('a')];
      const { entries: kept } = baselineOf(incomplete, { previous, prune: true, allowIncomplete: true });
      expect(kept).to.deep.equal(previous);
    });
  }
});

describe('the difference of two reports', () => {
  it('is new, unchanged, absent, not observed and become unknown', () => {
    const old = report([
      reported(finding('same')),
      reported(finding('waived'), { disposition: 'waived' }),
      reported(finding('fixed')),
      reported(finding('hidden')),
      reported(finding('always', { status: 'unknown' })),
      reported(finding('fine', { status: 'pass' })),
    ]);
    const next = report([
      reported(finding('same')),
      reported(finding('waived')),
      reported(finding('fixed', { status: 'pass' })),
      reported(finding('hidden', { status: 'unknown' })),
      reported(finding('always', { status: 'unknown' })),
      reported(finding('fine', { status: 'error' })),
      reported(finding('fresh')),
    ]);
    const named = Object.fromEntries(
      Object.entries(diff(old, next)).map(([state, some]) => [
        state,
        (some as { resource: { name: string } }[]).map((one) => one.resource.name),
      ]),
    );
    expect(named).to.deep.equal({
      new: ['fresh'],
      unchanged: ['same', 'waived'],
      absent: ['fixed'],
      notObserved: ['hidden'],
      becameUnknown: ['hidden', 'fine'],
    });
  });

  it('knows findings of a rule by the ids it had before', () => {
    const before = (name: string, status: 'fail' | 'unknown' = 'fail') =>
      reported(finding(name, { rule: 'ec2-group-ssh-closed', status }));
    const old = report([before('same'), before('fixed'), before('hidden'), before('always', 'unknown')]);
    const next = report(
      [
        reported(finding('same')),
        reported(finding('fixed', { status: 'pass' })),
        reported(finding('hidden', { status: 'unknown' })),
        reported(finding('always', { status: 'unknown' })),
      ],
      { rules: [rule(ssh, { aliases: ['ec2-group-ssh-closed'] })] },
    );
    expect(diff(old, next)).to.deep.equal({
      new: [],
      unchanged: [reported(finding('same'))],
      absent: [before('fixed')],
      notObserved: [before('hidden')],
      becameUnknown: [reported(finding('hidden', { status: 'unknown' }))],
    });
  });

  it('does not take a narrower run for a fix', () => {
    const old = report([reported(finding('a'))]);
    const next = report([], { coverage: [section({ region: 'eu-west-1' })] });
    const { absent, notObserved } = diff(old, next);
    expect(absent).to.deep.equal([]);
    expect(notObserved).to.deep.equal([reported(finding('a'))]);
  });

  it('of a report with itself is nothing', () => {
    const one = report([reported(finding('a')), reported(finding('b', { status: 'unknown' }))]);
    expect(diff(one, one)).to.deep.equal({
      new: [],
      unchanged: [reported(finding('a'))],
      absent: [],
      notObserved: [],
      becameUnknown: [],
    });
  });
});

describe('the disposition of a finding', () => {
  it('is open without waivers and baseline', () => {
    expect(dispose(finding('a'))).to.deep.equal(reported(finding('a')));
  });

  it('is baselined where the baseline knows it, open where it is new', () => {
    const comparison = new Comparison([entry('a')], run());
    const known = dispose(finding('a'), undefined, comparison);
    expect([known.disposition, known.baselineState]).to.deep.equal(['baselined', 'unchanged']);
    const fresh = dispose(finding('b'), undefined, comparison);
    expect([fresh.disposition, fresh.baselineState]).to.deep.equal(['open', 'new']);
  });
});
