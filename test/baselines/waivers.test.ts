import { expect } from 'chai';
import fc from 'fast-check';
import { Comparison } from '../../baselines/baseline.ts';
import { dispose } from '../../baselines/disposition.ts';
import { parseWaivers, Waivers, waiversSchema, type Waiver } from '../../baselines/waivers.ts';
import { AssizeError, ConfigError } from '../../core/errors.ts';
import { problemOf } from '../../core/validate.ts';
import { account, arnOf, entry, finding, region, rule, run, ssh } from './reports.ts';

const asOf = new Date('2026-06-15T12:00:00.000Z');
const rules = [{ id: ssh, aliases: ['ec2-group-ssh-closed'] }, { id: 'iam-user-mfa-enabled' }];

const waiver = (more: Partial<Waiver> = {}): Waiver => ({
  id: 'bastion',
  rule: ssh,
  resource: arnOf('a'),
  reason: 'Bastion until the VPN is there',
  owner: 'platform@example.com',
  approver: 'ciso@example.com',
  change: 'CHG-1234',
  expires: '2026-12-31',
  ...more,
});

const yaml = `# Findings that we accept
- id: bastion
  rule: ${ssh}
  resource: ${arnOf('a')}
  part: ingress tcp/22 0.0.0.0/0
  account: "${account}"
  region: ${region}
  reason: >
    Bastion until
    the VPN is there
  owner: platform@example.com
  approver: ciso@example.com
  change: CHG-1234
  expires: 2026-12-31
`;

function refusal(text: string): ConfigError {
  try {
    parseWaivers(text, 'waivers.yaml', rules);
  } catch (error) {
    expect(error).to.be.instanceOf(ConfigError);
    expect((error as ConfigError).hint).not.to.equal('');
    return error as ConfigError;
  }
  throw new Error(`accepted: ${text}`);
}

describe('a waiver file', () => {
  it('is a list in YAML', () => {
    expect(parseWaivers(yaml, 'w', rules)).to.deep.equal([
      waiver({ part: 'ingress tcp/22 0.0.0.0/0', account, region, reason: 'Bastion until the VPN is there\n' }),
    ]);
  });

  it('is a list in JSON', () => {
    const some = [waiver(), waiver({ id: 'other' })];
    expect(parseWaivers(JSON.stringify(some, null, 2), 'w', rules)).to.deep.equal(some);
  });

  it('may be empty', () => {
    for (const text of ['', '# none yet\n', '[]', '---\n']) expect(parseWaivers(text, 'w', rules)).to.deep.equal([]);
  });

  it('has the published schema', () => {
    expect(problemOf(waiversSchema, parseWaivers(yaml, 'w', rules))).to.equal(null);
    expect(problemOf(waiversSchema, [{ ...waiver(), expires: 'soon' }])).not.to.equal(null);
  });

  it('may name a rule by an id it had before', () => {
    expect(parseWaivers(yaml.replace(ssh, 'ec2-group-ssh-closed'), 'w', rules)[0]?.rule).to.equal(ssh);
  });

  const without = (field: string) => yaml.replace(new RegExp(`^  ${field}: .*\\n( {4}.*\\n)*`, 'm'), '');
  for (const field of ['rule', 'resource', 'reason', 'owner', 'approver', 'change', 'expires']) {
    it(`is refused without ${field}, and says what it is`, () => {
      const error = refusal(without(field));
      expect(error.message).to.equal(`waivers.yaml:2: waiver "bastion" has no ${field}`);
    });
  }

  const cases: [string, string, number | undefined, RegExp, RegExp?][] = [
    ['has no id', yaml.replace('id: bastion\n  ', ''), 2, /the waiver has no id/],
    ['has a date of another form', yaml.replace('2026-12-31', '31.12.2026'), 14, /expires cannot be "31.12.2026"/],
    ['has a date without zeros', yaml.replace('2026-12-31', '2026-1-1'), 14, /expires cannot be/],
    ['has a day that does not exist', yaml.replace('2026-12-31', '2026-02-30'), 14, /there is no day 2026-02-30/],
    ['has a month that does not exist', yaml.replace('2026-12-31', '2026-13-01'), 14, /there is no day/],
    ['has a moment for a day', yaml.replace('2026-12-31', '2026-12-31T00:00:00Z'), 14, /expires cannot be/],
    ['never expires', yaml.replace('2026-12-31', 'never'), 14, /expires cannot be "never"/],
    ['has an expiry that is null', yaml.replace('2026-12-31', 'null'), 14, /expires is not a text/, /YYYY-MM-DD/],
    ['has an expiry without a value', yaml.replace(' 2026-12-31', ''), 14, /expires is not a text/],
    [
      'has an unknown rule',
      yaml.replace(ssh, 'ec2-security-group-ssh-restrictd'),
      3,
      /no rule/,
      /Did you mean ec2-sec/,
    ],
    ['has a rule like no other', yaml.replace(ssh, 'x'), 3, /no rule "x"/, /assize rules list/],
    ['has an unknown field', yaml.replace('expires', 'expiry'), 14, /no field "expiry"/, /Did you mean expires\?/],
    ['has a field like no other', yaml.replace('owner', 'qqqqqqqq'), 11, /no field/, /The fields are id, rule/],
    ['has a field twice', `${yaml}  owner: me\n`, 15, /owner is given twice/],
    ['has a field of the prototype', `${yaml}  __proto__: {}\n`, 15, /no field "__proto__"/],
    ['has an account that is a number', yaml.replace(`"${account}"`, '012345678901'), 6, /account is not/, /quotes/],
    ['has an account of another form', yaml.replace(`"${account}"`, '"1234"'), 6, /account cannot be "1234"/],
    ['has an empty owner', yaml.replace('platform@example.com', '" "'), 11, /owner cannot be/],
    ['has a list for a text', yaml.replace('platform@example.com', '[me, you]'), 11, /owner is not a text/],
    ['has an alias', `- &a {id: x}\n- *a\n`, 1, /has no rule/],
    ['has an alias for a text', yaml.replace('platform@example.com', '*who'), 11, /alias|Unresolved/],
    ['has a tag', yaml.replace('platform@example.com', '!!binary aGk='), 11, /owner is not a text|tag/],
    ['has a merge key', `${yaml}  <<: {part: x}\n`, 15, /no field "<<"/],
    ['has a star in the middle', yaml.replace(arnOf('a'), '"arn:*:x"'), 4, /resource cannot be/, /beginning of one/],
    ['waives everything', yaml.replace(arnOf('a'), '"*"'), 4, /resource cannot be/],
    ['has half a character', yaml.replace('platform@example.com', '"\\ud800"'), 11, /half a character/],
    ['has two waivers of one id', yaml + yaml, 16, /two waivers are called "bastion"/],
    ['is a mapping', 'waivers: []\n', 1, /not a list of waivers/],
    ['is a text', 'hello\n', 1, /not a list/],
    ['has an entry that is a text', '- hello\n', 1, /not a waiver/],
    ['has an entry without anything', '- \n', 1, /not a waiver/],
    ['has a field without a name', '- ? [a]\n  : b\n', 1, /no name/],
    ['is two documents', `${yaml}---\n${yaml}`, 15, /multiple documents/],
    ['is not YAML', `${yaml}  "owner\n`, undefined, /not YAML/],
    ['is nested without an end', '['.repeat(200_000), undefined, /nested too deeply/],
    ['has indents without an end', '- '.repeat(20_000), undefined, /not YAML/],
    ['is too long', `# ${'x'.repeat(2_000_000)}`, undefined, /longer than/],
  ];
  for (const [what, text, line, message, hint] of cases) {
    it(`is refused where it ${what}`, () => {
      const error = refusal(text);
      expect(error.message).to.match(message);
      expect(error.place.file).to.equal('waivers.yaml');
      if (line !== undefined) expect(error.place.line, error.message).to.equal(line);
      if (hint !== undefined) expect(error.hint).to.match(hint);
    });
  }

  it('is refused with a typed error or read, whatever is in it', () => {
    const pieces = fc.constantFrom(
      ...yaml.split('\n').map((line) => `${line}\n`),
      '- ',
      '? ',
      ': ',
      '&a ',
      '*a ',
      '!!x ',
      '{',
      ']',
      '"',
      '|\n',
      '%YAML 1.1\n',
      '\t',
      '\u0000',
      '\uFEFF',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.oneof(pieces, fc.string()), { maxLength: 16 }).map((some) => some.join('')),
      fc.json(),
      fc
        .tuple(fc.nat(yaml.length), fc.string())
        .map(([at, what]) => `${yaml.slice(0, at)}${what}${yaml.slice(at + 1)}`),
    );
    fc.assert(
      fc.property(text, (some) => {
        try {
          parseWaivers(some, 'w', rules);
        } catch (error) {
          expect(error).to.be.instanceOf(AssizeError);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('reads back any waiver written as JSON', () => {
    const words = fc.string({ unit: 'grapheme' }).filter((some) => /\S/.test(some));
    fc.assert(
      fc.property(words, words, words, (owner, reason, name) => {
        const one = waiver({ owner, reason, resource: `arn:${name.replaceAll('*', '-')}` });
        expect(parseWaivers(JSON.stringify([one]), 'w', rules)).to.deep.equal([one]);
      }),
    );
  });
});

/** The id of the waiver that a finding gets, or `expired <id>`, or null. */
function idFor(waivers: readonly Waiver[], of = finding('a'), at = asOf): string | null {
  const { waiver: found, expiredWaiver } = new Waivers(waivers, at).see(of);
  return found?.id ?? (expiredWaiver === undefined ? null : `expired ${expiredWaiver.id}`);
}

describe('a waiver', () => {
  it('covers the resource and rule that it names, all parts or one', () => {
    expect(idFor([waiver()])).to.equal('bastion');
    expect(idFor([waiver()], finding('a', { part: 'x' }))).to.equal('bastion');
    expect(idFor([waiver({ part: 'x' })], finding('a', { part: 'x' }))).to.equal('bastion');
    for (const other of [
      finding('ab'),
      finding('A'),
      finding('a', { rule: 'iam-user-mfa-enabled' }),
      finding('a', { region: 'eu-west-1' }),
      finding('a', { account: '999999999999' }),
    ]) {
      expect(idFor([waiver()], other)).to.equal(null);
    }
    expect(idFor([waiver({ part: 'x' })], finding('a', { part: 'xy' }))).to.equal(null);
    expect(idFor([waiver({ part: 'x' })], finding('a'))).to.equal(null);
  });

  it('covers resources by the beginning of their ARN, letter by letter', () => {
    const web = waiver({ resource: `${arnOf('web-')}*` });
    expect(idFor([web], finding('web-1'))).to.equal('bastion');
    expect(idFor([web], finding('web-'))).to.equal('bastion');
    for (const name of ['web', 'Web-1', 'my-web-1', '']) expect(idFor([web], finding(name)), name).to.equal(null);
  });

  it('takes no expression: dots, brackets and question marks are letters', () => {
    for (const resource of [
      'arn:.+',
      'arn:aws:ec2:.*',
      'arn:aws:ec2:us-east-?:[0-9]+:security-group/a',
      '^arn*',
      '(a+)+*',
    ]) {
      expect(idFor([waiver({ resource })]), resource).to.equal(null);
    }
  });

  it('covers one account and Region where it says so', () => {
    const everywhere = waiver({ resource: 'arn:aws:ec2:*', account, region });
    expect(idFor([everywhere])).to.equal('bastion');
    expect(idFor([everywhere], finding('a', { region: 'eu-west-1' }))).to.equal(null);
    expect(idFor([everywhere], finding('a', { account: '999999999999' }))).to.equal(null);
    expect(idFor([waiver({ resource: 'arn:aws:ec2:*' })], finding('a', { account: null, arn: arnOf('a') }))).to.equal(
      'bastion',
    );
    expect(idFor([everywhere], finding('a', { account: null, arn: arnOf('a') }))).to.equal(null);
  });

  it('covers only what fails: what is unknown stays unknown', () => {
    for (const status of ['pass', 'unknown', 'error', 'not-applicable'] as const) {
      expect(idFor([waiver()], finding('a', { status }))).to.equal(null);
    }
  });

  it('holds to the end of its last day in UTC', () => {
    const last = [waiver({ expires: '2026-06-15' })];
    expect(idFor(last, finding('a'), new Date('2026-06-15T23:59:59.999Z'))).to.equal('bastion');
    expect(idFor(last, finding('a'), new Date('2026-06-16T00:00:00.000Z'))).to.equal('expired bastion');
  });

  for (const resource of [arnOf('a'), 'arn:aws:ec2:*', `${arnOf('')}*`, 'arn:.*', '[a-z:]+']) {
    it(`never mutes once it has expired, with the resource ${resource} (gen-019)`, () => {
      const waivers = new Waivers([waiver({ resource, expires: '2026-06-14' })], asOf);
      const found = dispose(finding('a'), waivers);
      expect(found.disposition).to.equal('open');
      expect(found.waiver).to.equal(undefined);
    });
  }

  it('that has expired leaves the finding open with its name, even where the baseline knows it (gen-019)', () => {
    const waivers = new Waivers([waiver({ expires: '2026-06-14' })], asOf);
    const found = dispose(finding('a'), waivers, new Comparison([entry('a')], run()));
    expect(found.disposition).to.equal('open');
    expect(found.baselineState).to.equal('unchanged');
    expect(found.expiredWaiver?.id).to.equal('bastion');
  });

  it('mutes a finding while it holds, with who answers for it', () => {
    const found = dispose(finding('a'), new Waivers([waiver()], asOf), new Comparison([], run()));
    expect(found.disposition).to.equal('waived');
    expect(found.baselineState).to.equal('new');
    expect(found.waiver).to.deep.equal({
      id: 'bastion',
      reason: 'Bastion until the VPN is there',
      owner: 'platform@example.com',
      approver: 'ciso@example.com',
      change: 'CHG-1234',
      expires: '2026-12-31',
    });
    expect(found.expiredWaiver).to.equal(undefined);
  });

  it('is one of several by what it says, whatever their order', () => {
    const part = finding('a', { part: 'x' });
    const ordered = [
      waiver({ id: 'part', part: 'x' }),
      waiver({ id: 'exact-long' }),
      waiver({ id: 'exact-short', expires: '2026-11-30' }),
      waiver({ id: 'near', resource: arnOf('') + '*' }),
      waiver({ id: 'wide-a', resource: 'arn:aws:*' }),
      waiver({ id: 'wide-b', resource: 'arn:aws:*' }),
      waiver({ id: 'expired-part', part: 'x', expires: '2026-01-01' }),
      waiver({ id: 'expired', expires: '2026-01-01' }),
    ];
    for (let from = 0; from < ordered.length; from += 1) {
      const best = ordered[from]!;
      const expected = best.id.startsWith('expired') ? `expired ${best.id}` : best.id;
      expect(idFor(ordered.slice(from), part)).to.equal(expected);
      expect(idFor(ordered.slice(from).reverse(), part)).to.equal(expected);
    }
  });

  it('is found in no time among many, for long hostile names', () => {
    const many = Array.from({ length: 2000 }, (_, index) =>
      waiver({ id: `w${index}`, resource: `arn:${'a'.repeat(200)}${index}*` }),
    );
    const waivers = new Waivers(many, asOf);
    const started = performance.now();
    for (let index = 0; index < 20; index += 1) waivers.see(finding('a', { arn: `arn:${'a'.repeat(50_000)}${index}` }));
    expect(performance.now() - started).to.be.below(500);
  });
});

describe('notices about waivers', () => {
  const noticesOf = (waivers: readonly Waiver[], findings = [finding('a')], of = run()) => {
    const book = new Waivers(waivers, asOf);
    for (const one of findings) book.see(one);
    return book.notices(of).map(({ id, message }) => `${id}: ${message}`);
  };

  it('says nothing of one that covers something and holds for long', () => {
    expect(noticesOf([waiver()])).to.deep.equal([]);
  });

  it('tells 14 days ahead', () => {
    const of = (expires: string) => noticesOf([waiver({ expires })]).join();
    expect(of('2026-06-30')).to.equal('');
    expect(of('2026-06-29')).to.equal(
      `bastion: it expires in 14 days, on 2026-06-29, and covers 1 failing finding of ${ssh}; ask platform@example.com`,
    );
    expect(of('2026-06-16')).to.match(/expires tomorrow/);
    expect(of('2026-06-15')).to.match(/expires today/);
  });

  it('tells of one that has expired, and what it covered', () => {
    const expired = [waiver({ expires: '2026-06-14' })];
    expect(noticesOf(expired, [finding('a'), finding('a', { part: 'x' })]).join()).to.match(
      /expired on 2026-06-14 and mutes nothing any more: it covered 2 failing findings/,
    );
    expect(noticesOf(expired, []).join()).to.match(/covers nothing now: remove it/);
  });

  it('tells of one that covers nothing', () => {
    expect(noticesOf([waiver()], []).join()).to.match(/it covers no failing finding/);
    expect(noticesOf([waiver({ part: 'x' })]).join()).to.match(/it covers no failing finding/);
    expect(noticesOf([waiver({ resource: 'arn:aws:ec2:*' })], []).join()).to.match(/it covers no failing finding/);
    expect(noticesOf([waiver({ resource: 'tf:aws_security_group.a' })], []).join()).to.match(/covers no failing/);
  });

  it('does not call unused what another, better one covers too', () => {
    expect(noticesOf([waiver(), waiver({ id: 'wide', resource: 'arn:aws:ec2:*' })])).to.deep.equal([]);
  });

  it('does not call unused what this run could not see', () => {
    const none = run({ rules: [rule('iam-user-mfa-enabled')] });
    expect(noticesOf([waiver()], [], none)).to.deep.equal([]);
    for (const [resource, more] of [
      [arnOf('a', { region: 'eu-west-1' }), {}],
      [arnOf('a', { account: '999999999999' }), {}],
      ['arn:aws:ec2:eu-west-1:*', {}],
      ['arn:aws:*', { region: 'eu-west-1' }],
      ['arn:aws:*', { account: '999999999999' }],
    ] as const) {
      expect(noticesOf([waiver({ resource, ...more })], []), resource).to.deep.equal([]);
    }
    const unknown = finding('a', { status: 'unknown' });
    expect(noticesOf([waiver()], [unknown])).to.deep.equal([]);
    expect(noticesOf([waiver()], [finding('a', { status: 'unknown', arn: null, part: 'ec2:Describe' })])).to.deep.equal(
      [],
    );
    expect(noticesOf([waiver()], [finding('b', { status: 'unknown' })])).to.have.length(1);
    const elsewhere = finding('a', { status: 'unknown', arn: null, region: 'eu-west-1' });
    expect(noticesOf([waiver({ region })], [elsewhere])).to.have.length(1);
  });

  it('is about waivers, by their ids', () => {
    const book = new Waivers([waiver()], asOf);
    expect(book.notices(run())[0]).to.include({ about: 'waiver', id: 'bastion' });
  });
});
