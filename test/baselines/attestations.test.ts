import { expect } from 'chai';
import fc from 'fast-check';
import {
  applyAttestations,
  attestationsSchema,
  evidenceFiles,
  parseAttestations,
  type Attestation,
} from '../../baselines/attestations.ts';
import { AssizeError, ConfigError } from '../../core/errors.ts';
import { problemOf } from '../../core/validate.ts';

const asOf = new Date('2026-06-15T12:00:00.000Z');
const sha256 = 'a'.repeat(64);
const known = { controls: ['hipaa:164.316(a)', 'hipaa:164.316(b)(1)'], steps: ['weekly-review/read-the-logs'] };

const attestation = (more: Partial<Attestation> = {}): Attestation => ({
  id: 'policies',
  control: 'hipaa:164.316(a)',
  by: 'ciso@example.com',
  on: '2026-01-10',
  validUntil: '2027-01-10',
  statement: 'The policies were reviewed',
  ...more,
});

const yaml = `- id: policies
  control: hipaa:164.316(a)
  by: ciso@example.com
  on: 2026-01-10
  validUntil: 2027-01-10
  statement: The policies were reviewed
  evidence:
    file: evidence/policies.pdf
    sha256: ${sha256}
`;

function refusal(text: string): ConfigError {
  try {
    parseAttestations(text, 'attestations.yaml', known);
  } catch (error) {
    expect(error).to.be.instanceOf(ConfigError);
    expect((error as ConfigError).hint).not.to.equal('');
    return error as ConfigError;
  }
  throw new Error(`accepted: ${text}`);
}

describe('an attestation file', () => {
  it('is a list', () => {
    expect(parseAttestations(yaml, 'a', known)).to.deep.equal([
      attestation({ evidence: { file: 'evidence/policies.pdf', sha256 } }),
    ]);
    const step = yaml.replace('control: hipaa:164.316(a)', 'step: weekly-review/read-the-logs');
    expect(parseAttestations(step, 'a', known)[0]?.step).to.equal('weekly-review/read-the-logs');
  });

  it('has the published schema', () => {
    expect(problemOf(attestationsSchema, parseAttestations(yaml, 'a', known))).to.equal(null);
    const { control: _, ...neither } = attestation();
    expect(problemOf(attestationsSchema, [neither])).not.to.equal(null);
    expect(problemOf(attestationsSchema, [{ ...attestation(), step: 'x' }])).not.to.equal(null);
  });

  const cases: [string, string, number | undefined, RegExp, RegExp?][] = [
    [
      'names an unknown control',
      yaml.replace('316(a)', '316(c)'),
      2,
      /no control "hipaa:164.316\(c\)"/,
      /Did you mean hipaa:164.316\(a\)/,
    ],
    ['names a control like no other', yaml.replace('hipaa:164.316(a)', 'CC6.1'), 2, /no control/, /Write it as hipaa:/],
    ['names an unknown step', yaml.replace('control: hipaa:164.316(a)', 'step: x'), 2, /no step "x"/, /Write it as/],
    ['names neither', yaml.replace('  control: hipaa:164.316(a)\n', ''), 1, /neither a control nor a step/],
    ['names both', yaml.replace('  by', '  step: weekly-review/read-the-logs\n  by'), 1, /both a control and a step/],
    [
      'has no statement',
      yaml.replace('  statement: The policies were reviewed\n', ''),
      1,
      /"policies" has no statement/,
    ],
    ['ends on no day', yaml.replace('2027-01-10', '2027-02-29'), 5, /there is no day 2027-02-29/],
    ['was performed on no day', yaml.replace('2026-01-10', '2026-00-10'), 4, /there is no day/],
    ['ends before it begins', yaml.replace('2027-01-10', '2025-01-10'), 5, /ends before it begins/],
    ['has evidence without a hash', yaml.replace(/ {4}sha256.*\n/, ''), 8, /the attestation has no evidence.sha256/],
    ['has a hash of another length', yaml.replace(sha256, 'abc'), 9, /evidence.sha256 cannot be "abc"/],
    ['has a text for evidence', yaml.replace(/evidence:\n[^]*/, 'evidence: x\n'), 7, /evidence has no fields/],
    ['has no evidence after the colon', yaml.replace(/evidence:\n[^]*/, 'evidence:\n'), 7, /evidence has no fields/],
    ['has an unknown field in evidence', yaml.replace('    sha256', '    sha1'), 9, /"evidence.sha1"/, /sha256/],
    [
      'has evidence by an absolute path',
      yaml.replace('evidence/p', '/etc/p'),
      8,
      /evidence.file cannot be/,
      /folder or below/,
    ],
    [
      'has evidence on a drive',
      yaml.replace('evidence/p', '"C:\\\\p').replace('.pdf', '.pdf"'),
      8,
      /evidence.file cannot be/,
    ],
    ['has evidence above', yaml.replace('evidence/p', '../p'), 8, /evidence.file cannot be/],
    ['has evidence above, later', yaml.replace('evidence/p', 'x/../../p'), 8, /evidence.file cannot be/],
    [
      'has evidence that is the folder above',
      yaml.replace('evidence/policies.pdf', '..'),
      8,
      /evidence.file cannot be/,
    ],
    ['has two of one id', yaml + yaml, 10, /two attestations are called "policies"/],
    ['is a mapping', 'attestations: []\n', 1, /not a list of attestations/],
  ];
  for (const [what, text, line, message, hint] of cases) {
    it(`is refused where it ${what}`, () => {
      const error = refusal(text);
      expect(error.message).to.match(message);
      expect(error.place).to.deep.equal({ file: 'attestations.yaml', line });
      if (hint !== undefined) expect(error.hint).to.match(hint);
    });
  }

  it('may have dots in the names of evidence', () => {
    const [first] = parseAttestations(yaml.replace('policies.pdf', '..policies..v2.pdf'), 'a', known);
    expect(first?.evidence?.file).to.equal('evidence/..policies..v2.pdf');
  });

  it('is refused with a typed error or read, whatever is in it', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .tuple(fc.nat(yaml.length), fc.string())
        .map(([at, what]) => `${yaml.slice(0, at)}${what}${yaml.slice(at + 1)}`),
      fc.shuffledSubarray(yaml.split('\n')).map((lines) => lines.join('\n')),
    );
    fc.assert(
      fc.property(text, (some) => {
        try {
          parseAttestations(some, 'a', known);
        } catch (error) {
          expect(error).to.be.instanceOf(AssizeError);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('names its evidence files once each', () => {
    const of = (file: string) => ({ evidence: { file, sha256 } });
    expect(
      evidenceFiles([attestation(of('b')), attestation(), attestation(of('a')), attestation(of('b'))]),
    ).to.deep.equal(['a', 'b']);
  });
});

describe('an attestation', () => {
  const apply = (some: readonly Attestation[], hash: string | null = sha256, at = asOf) =>
    applyAttestations(some, { asOf: at, hashOf: () => hash, inRun: known });
  const problem = (more: Partial<Attestation>, hash?: string | null, at?: Date) =>
    apply([attestation(more)], hash, at).controls.get('hipaa:164.316(a)')?.problem;
  const evidence = { file: 'policies.pdf', sha256 };

  it('holds from the day on which it was performed to its last', () => {
    const on = { on: '2026-06-15', validUntil: '2026-06-16' };
    expect(problem(on, null, new Date('2026-06-15T00:00:00.000Z'))).to.equal(null);
    expect(problem(on, null, new Date('2026-06-16T23:59:59.999Z'))).to.equal(null);
    expect(problem(on, null, new Date('2026-06-17T00:00:00.000Z'))).to.equal('it held until 2026-06-16');
    expect(problem(on, null, new Date('2026-06-14T23:59:59.999Z'))).to.equal(
      'it is dated 2026-06-15, which is yet to come',
    );
  });

  it('holds only with the evidence that was attested', () => {
    expect(problem({ evidence })).to.equal(null);
    expect(problem({ evidence: { ...evidence, sha256: sha256.toUpperCase() } })).to.equal(null);
    expect(problem({ evidence }, null)).to.match(/missing or cannot be read/);
    expect(problem({ evidence }, 'b'.repeat(64))).to.match(/not the file that was attested: its SHA-256 is b{64}/);
  });

  it('is shown with who, when and what', () => {
    expect(apply([attestation({ evidence })]).controls.get('hipaa:164.316(a)')).to.deep.equal({
      id: 'policies',
      by: 'ciso@example.com',
      on: '2026-01-10',
      validUntil: '2027-01-10',
      statement: 'The policies were reviewed',
      evidence,
      problem: null,
    });
  });

  it('may answer a step', () => {
    const { control: _, ...rest } = attestation();
    const { controls, steps } = apply([{ ...rest, step: 'weekly-review/read-the-logs' }]);
    expect(controls.size).to.equal(0);
    expect(steps.get('weekly-review/read-the-logs')?.id).to.equal('policies');
  });

  it('is the best of several, whatever their order', () => {
    const ordered = [
      attestation({ id: 'latest', on: '2026-06-01' }),
      attestation({ id: 'longest', validUntil: '2028-01-01' }),
      attestation({ id: 'a' }),
      attestation({ id: 'b' }),
      attestation({ id: 'future', on: '2026-07-01' }),
      attestation({ id: 'expired', validUntil: '2026-02-01' }),
    ];
    for (let from = 0; from < ordered.length; from += 1) {
      for (const some of [ordered.slice(from), ordered.slice(from).reverse()]) {
        expect(apply(some).controls.get('hipaa:164.316(a)')?.id).to.equal(ordered[from]?.id);
      }
    }
  });

  it('is told of when it fails, when it ends soon and when nothing asks for it', () => {
    const noticesOf = (some: Attestation[], controls = known.controls) =>
      applyAttestations(some, { asOf, hashOf: () => null, inRun: { controls } }).notices;
    expect(noticesOf([attestation()])).to.deep.equal([]);
    expect(noticesOf([attestation({ validUntil: '2026-06-20' })])).to.deep.equal([
      {
        about: 'attestation',
        id: 'policies',
        message: 'it answers hipaa:164.316(a) and ends in 5 days, on 2026-06-20; ask ciso@example.com',
      },
    ]);
    expect(noticesOf([attestation({ validUntil: '2026-06-30' })])).to.deep.equal([]);
    expect(noticesOf([attestation({ validUntil: '2026-06-01' })])[0]?.message).to.match(
      /164.316\(a\) fails: it held until/,
    );
    expect(noticesOf([attestation()], [])[0]?.message).to.equal(
      'it is unused: hipaa:164.316(a) is not part of this run',
    );
  });
});
