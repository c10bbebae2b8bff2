import { expect } from 'chai';
import type { Report } from '../../core/report.ts';
import { formats } from '../../reporters/index.ts';
import { redacted, redactFinding, redactText } from '../../reporters/shared/redact.ts';
import { findingOf, reportOf, sample, waiver } from './sample.ts';

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const run = (length: number, from = 0) =>
  Array.from({ length }, (_, index) => letters[(index * 7 + from) % letters.length]).join('');

/** Secrets as they turn up in tags and descriptions: the text, and what of it must not be in any output. */
const canaries: readonly (readonly [text: string, secret: string])[] = [
  ...['AKIAIOSFODNN7EXAMPLE', 'ASIAIOSFODNN7EXAMPLE', 'AKIA234567ABCDEFGHIJ'].map((id) => [id, id] as const),
  ...['key=AKIAABCDEFGHIJKLMNOP', '"AKIAABCDEFGHIJKLMNOQ"', 'AKIAABCDEFGHIJKLMNOR.'].map(
    (text) => [text, /AKIA\w{16}/.exec(text)![0]] as const,
  ),
  ...[0, 1, 2, 3].map((seed) => {
    const secret = `eyJ${run(20, seed)}.eyJ${run(40, seed)}.${run(43, seed)}`;
    return [seed % 2 === 0 ? secret : `Authorization: Bearer ${secret}`, secret] as const;
  }),
  ...['RSA ', 'EC ', 'OPENSSH ', 'ENCRYPTED ', ''].map((type, seed) => {
    const body = `${run(64, seed)}\n${run(64, seed + 9)}`;
    return [`-----BEGIN ${type}PRIVATE KEY-----\n${body}\n-----END ${type}PRIVATE KEY-----`, body] as const;
  }),
  [`-----BEGIN RSA PRIVATE KEY-----\n${run(100, 5)}`, run(100, 5)],
  ...[
    'aws_secret_access_key = ',
    'AWS_SECRET_ACCESS_KEY=',
    'SecretAccessKey: ',
    'secretKey="',
    'secret_key=',
    "secretAccessKey: '",
  ].map((before, seed) => [`${before}${run(40, seed)}`, run(40, seed)] as const),
  ...['aws_session_token=', 'SessionToken: ', 'aws_security_token = '].map(
    (before, seed) => [`${before}${run(100, seed + 20)}`, run(100, seed + 20)] as const,
  ),
  ...[
    'password=',
    'PASSWORD="',
    'pwd=',
    'passwd=',
    'api_key=',
    'apikey=',
    'access_token=',
    'auth-token=',
    'secret=',
  ].map((before, seed) => [`host=db ${before}${run(12, seed + 30)} port=1`, run(12, seed + 30)] as const),
  ...['postgres://app:', 'https://user:', 'mongodb+srv://root:'].map(
    (before, seed) => [`${before}${run(14, seed + 40)}@db.example/x`, run(14, seed + 40)] as const,
  ),
  [`ghp_${run(36)}`, `ghp_${run(36)}`],
  [`github_pat_${run(40)}`, `github_pat_${run(40)}`],
  [`glpat-${run(20)}`, `glpat-${run(20)}`],
  [`xoxb-${run(24)}`, `xoxb-${run(24)}`],
  [`sk_live_${run(24)}`, `sk_live_${run(24)}`],
];

/** The sample with a text in every field that people write. */
function planted(text: string): Report {
  const finding = findingOf({
    rule: 'ec2-volume-encrypted',
    name: text,
    tags: { Name: text, [text]: 'x' },
    message: text,
    part: text,
    state: 'new',
    evidence: [
      {
        fact: 'description',
        value: { inner: [text, { [text]: text }] },
        operation: 'ec2:DescribeVolumes',
        request: null,
      },
      { fact: 'policy', unknown: { reason: 'error', message: text }, operation: 'ec2:DescribeVolumes', request: null },
      {
        kind: 'aws.ec2.volume',
        where: `name = ${text}`,
        scope: { account: null, region: null },
        count: 0,
        operations: [],
        unknown: { reason: 'error', operation: null, message: text },
      },
    ],
  });
  const accepted = { ...waiver, reason: text, owner: text, approver: text, change: text };
  const report = reportOf([
    finding,
    { ...finding, status: 'unknown' },
    { ...finding, status: 'error' },
    { ...finding, expiredWaiver: accepted },
    { ...finding, disposition: 'waived', waiver: accepted },
  ]);
  const entries = report.baseline!.absent.map((entry) => ({ ...entry, part: text }));
  return {
    ...report,
    coverage: report.coverage.map((section) => ({
      ...section,
      gaps: section.gaps.map((gap) => ({ ...gap, message: text })),
    })),
    rules: report.rules.map((rule) => ({ ...rule, params: { names: [text] } })),
    baseline: { absent: entries, notObserved: entries },
    notices: [{ about: 'waiver', id: 'x', message: text }],
    frameworks: report.frameworks.map((framework) => ({
      ...framework,
      controls: framework.controls.map((control) => ({
        ...control,
        ...(control.attestation === undefined
          ? {}
          : { attestation: { ...control.attestation, by: text, statement: text, problem: text } }),
      })),
    })),
  };
}

describe('redaction', () => {
  it('has at least 40 canaries', () => expect(canaries.length).to.be.at.least(40));

  for (const [format, { load }] of Object.entries(formats)) {
    it(`lets no canary into ${format}`, async () => {
      const reporter = await load();
      for (const [text, secret] of canaries) {
        for (const width of [40, 100]) {
          const bytes = [...reporter(planted(text), { width, limit: 50 })].join('');
          const joined = bytes.replace(/\\n|\n\s*/g, '');
          for (const part of secret.split('\n')) {
            const at = joined.indexOf(part);
            expect(at < 0 ? '' : joined.slice(Math.max(0, at - 80), at), text).to.equal('');
          }
          expect(bytes).to.include('redacted');
        }
      }
    });
  }

  it('takes secrets by the name of their fact too', () => {
    const value = { secretAccessKey: 'short', password: 'hunter2', passwordLastUsed: '2026-01-01', name: 'x' };
    const finding = findingOf({
      rule: 'ec2-volume-encrypted',
      evidence: [
        { fact: 'password', value: 'hunter2', operation: null, request: null },
        { fact: 'settings', value, operation: null, request: null },
      ],
    });
    const text = JSON.stringify(redactFinding(finding).evidence);
    expect(text).not.to.match(/short|hunter2/);
    expect(text).to.include('"passwordLastUsed":"2026-01-01"').and.to.include('"name":"x"');
  });

  it('leaves everything else as it is, and a redacted report too', () => {
    const report = sample();
    const [once, twice] = [redacted(planted(canaries[0]![0])), redacted(redacted(planted(canaries[0]![0])))];
    const plain = ({ findings, ...rest }: Report) => ({ ...rest, findings: [...findings] });
    expect(plain(redacted(report))).to.deep.equal(plain(report));
    expect(plain(twice)).to.deep.equal(plain(once));
    for (const text of [
      'passwordPolicy = strict',
      'The password is 400 days old, more than 90',
      'HttpTokens is optional',
      'AKIA is a prefix',
      'secretArn = arn:aws:secretsmanager:us-east-1:111111111111:secret:db-AbCdEf',
      'https://docs.aws.amazon.com/a@b',
      'tcp/22 is open to 0.0.0.0/0',
    ]) {
      expect(redactText(text)).to.equal(text);
    }
  });

  it('is idempotent for every canary', () => {
    for (const [text] of canaries) expect(redactText(redactText(text))).to.equal(redactText(text));
  });

  it('takes linear time over hostile lengths', () => {
    for (const text of [
      'a'.repeat(50_000),
      'eyJ'.repeat(20_000),
      '://'.repeat(20_000),
      'secret='.repeat(9_000),
      `-----BEGIN ${'A '.repeat(20_000)}`,
    ]) {
      const start = performance.now();
      redactText(text);
      expect(performance.now() - start, text.slice(0, 20)).to.be.below(1_000);
    }
  });
});
