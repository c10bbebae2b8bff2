import { expect } from 'chai';
import type { Gap } from '../../core/coverage.ts';
import { exitCode } from '../../core/errors.ts';
import type { Framework } from '../../core/framework.ts';
import {
  gapsOf,
  reaches,
  reportRule,
  Tally,
  type AppliedAttestation,
  type ReportFinding,
  type TallyOptions,
} from '../../core/report.ts';
import { defineRule, integer, pass, severities, type ControlId } from '../../core/rule.ts';
import { account, denied, region } from '../rules/tester.ts';

const control = 'hipaa:164.312(b)' as ControlId;
const rule = {
  id: 'a-rule-kept',
  controls: [control],
  kinds: ['aws.ec2.volume'],
  reads: ['aws.ec2.snapshot'],
} as const;
const framework: Framework = {
  id: 'hipaa',
  title: 'HIPAA',
  source: '45 CFR',
  controls: [
    { id: '164.312(b)', title: 'Audit controls', type: 'standard' },
    { id: '164.316(a)', title: 'Documentation', type: 'required' },
  ],
};

function finding(more: Partial<ReportFinding> = {}): ReportFinding {
  return {
    fingerprint: 'f',
    ruleId: rule.id,
    status: 'fail',
    severity: 'high',
    resource: { kind: 'aws.ec2.volume', arn: 'arn', account, region, name: null, tags: {} },
    part: null,
    message: 'm',
    evidence: [],
    disposition: 'open',
    baselineState: null,
    ...more,
  };
}

function section(gaps: Gap[]): TallyOptions['coverage'][number] {
  return {
    account,
    region,
    collector: 'c',
    kinds: ['aws.ec2.volume'],
    operations: { 'aws.ec2.volume': ['ec2:DescribeVolumes'] },
    status: 'partial',
    resources: 0,
    calls: 1,
    gaps,
  };
}
const gap = (kind: Gap['kind']): Gap => ({ ...denied, kind, operation: 'ec2:X' });

function tally(findings: readonly Partial<ReportFinding>[], more: Partial<TallyOptions> = {}) {
  const options: TallyOptions = {
    failOn: 'low',
    allowUnknown: false,
    hasBaseline: false,
    coverage: [],
    frameworks: [framework],
    rules: [rule],
    ...more,
  };
  const counted = new Tally(options);
  for (const one of findings) counted.add(finding(one));
  return counted.finish();
}
const code = (...args: Parameters<typeof tally>) => tally(...args).summary.exitCode;

describe('Tally', () => {
  it('counts each finding once, by status or as waived', () => {
    const { summary } = tally([
      { status: 'pass' },
      { status: 'fail' },
      { status: 'fail', disposition: 'waived' },
      { status: 'fail', disposition: 'baselined', baselineState: 'unchanged' },
      { status: 'unknown' },
      { status: 'error' },
      { status: 'not-applicable' },
      { status: 'fail', baselineState: 'new', severity: 'low' },
    ]);
    expect(summary).to.deep.equal({
      pass: 1,
      fail: 3,
      unknown: 1,
      notApplicable: 1,
      error: 1,
      new: 1,
      unchanged: 1,
      absent: 0,
      notObserved: 0,
      becameUnknown: 0,
      waived: 1,
      gaps: 0,
      open: { critical: 0, high: 1, medium: 0, low: 1, informational: 0 },
      exitCode: exitCode.findings,
    });
  });

  it('gives 1 for an open failing finding at the threshold or above, and not below', () => {
    expect(code([])).to.equal(0);
    expect(code([{ severity: 'high' }], { failOn: 'high' })).to.equal(1);
    expect(code([{ severity: 'critical' }], { failOn: 'high' })).to.equal(1);
    expect(code([{ severity: 'medium' }], { failOn: 'high' })).to.equal(0);
    expect(code([{ severity: 'critical' }], { failOn: 'never' })).to.equal(0);
    expect(code([{ severity: 'informational' }])).to.equal(0);
    expect(code([{ disposition: 'waived' }])).to.equal(0);
    expect(code([{ status: 'pass' }, { status: 'not-applicable' }])).to.equal(0);
  });

  it('with a baseline gives 1 for what is new only', () => {
    const hasBaseline = true;
    expect(code([{ baselineState: 'new' }], { hasBaseline })).to.equal(1);
    expect(code([{ baselineState: 'unchanged', disposition: 'baselined' }], { hasBaseline })).to.equal(0);
    // Its waiver expired: open again, but not new.
    expect(code([{ baselineState: 'unchanged' }], { hasBaseline })).to.equal(0);
  });

  it('of a change counts what it made unknown, and gives 3 for that only where it is told to', () => {
    const made = { status: 'unknown', baselineState: 'new' } as const;
    const kept = { status: 'unknown', baselineState: 'unchanged', disposition: 'baselined' } as const;
    const strict = { hasBaseline: true, change: { failOnUnknown: true } };
    expect(tally([made, kept, { baselineState: 'new' }], strict).summary).to.include({
      becameUnknown: 1,
      new: 1,
      unknown: 2,
    });
    expect(code([made], strict)).to.equal(3);
    expect(code([kept], strict)).to.equal(0);
    expect(code([made, { baselineState: 'new' }], strict)).to.equal(1);
    expect(code([made], { hasBaseline: true, change: { failOnUnknown: false } })).to.equal(0);
    // Gaps of the account were there before.
    expect(code([], { ...strict, coverage: [section([gap('aws.ec2.volume')])] })).to.equal(0);
    // Without a before, all of it is of the change.
    expect(code([{ status: 'unknown' }], { change: { failOnUnknown: true } })).to.equal(3);
    expect(code([{ status: 'unknown' }], { change: { failOnUnknown: false } })).to.equal(0);
  });

  it('gives 3 for incomplete evidence, unless it is allowed or something fails', () => {
    for (const status of ['unknown', 'error'] as const) {
      expect(code([{ status }])).to.equal(3);
      expect(code([{ status }], { allowUnknown: true })).to.equal(0);
      expect(code([{ status }, {}])).to.equal(1);
    }
    expect(code([], { coverage: [section([gap('aws.ec2.volume')])] })).to.equal(3);
    expect(code([], { coverage: [section([gap('aws.ec2.snapshot')])] })).to.equal(3);
    expect(code([], { coverage: [section([gap('aws.ec2.vpc')])] })).to.equal(0);
    expect(code([], { coverage: [section([gap('aws.ec2.volume')])], allowUnknown: true })).to.equal(0);
  });

  it('counts the baseline entries that are gone or not to be seen', () => {
    const entry = {
      fingerprint: 'f',
      ruleId: 'r',
      kind: 'aws.ec2.vpc',
      account,
      region,
      arn: null,
      part: null,
    } as const;
    const counted = new Tally({
      failOn: 'low',
      allowUnknown: false,
      hasBaseline: true,
      coverage: [],
      frameworks: [],
      rules: [],
    });
    const tail = counted.finish({ absent: [entry], notObserved: [entry, entry] }, [
      { about: 'rule', id: 'x', message: 'm' },
    ]);
    expect(tail.summary).to.include({ absent: 1, notObserved: 2 });
    expect(tail.baseline?.absent).to.have.length(1);
    expect(tail.notices).to.have.length(1);
    expect(tally([])).not.to.have.property('baseline');
    expect(tally([]).notices).to.deep.equal([]);
  });

  describe('a control', () => {
    const attested = (problem: string | null): AppliedAttestation => ({
      id: 'a',
      by: 'p',
      on: '2026-01-01',
      validUntil: '2026-12-31',
      statement: 's',
      evidence: null,
      problem,
    });
    const statusOf = (findings: readonly Partial<ReportFinding>[], attestation?: AppliedAttestation, which = 0) =>
      tally(
        findings,
        attestation === undefined
          ? {}
          : { attestations: new Map([[which === 0 ? control : 'hipaa:164.316(a)', attestation]]) },
      ).frameworks[0]?.controls[which]?.status;

    it('has the worst of what its rules found', () => {
      const [ok, bad, dark, none] = [
        { status: 'pass' },
        { status: 'fail' },
        { status: 'unknown' },
        { status: 'not-applicable' },
      ] as const;
      const waived = { status: 'fail', disposition: 'waived' } as const;
      expect(statusOf([ok, dark, bad])).to.equal('fail');
      expect(statusOf([{ ...bad, disposition: 'baselined' }])).to.equal('fail');
      expect(statusOf([ok, dark, waived])).to.equal('unknown');
      expect(statusOf([{ status: 'error' }, ok])).to.equal('unknown');
      expect(statusOf([ok, waived])).to.equal('waived');
      expect(statusOf([ok, none])).to.equal('pass');
      expect(statusOf([none])).to.equal('not-applicable');
      expect(statusOf([])).to.equal('not-assessed');
    });

    it('is answered by an attestation where no rule does, and fails with one that does not hold', () => {
      expect(statusOf([], attested(null), 1)).to.equal('attested');
      expect(statusOf([], attested('it expired'), 1)).to.equal('attestation-failed');
      expect(statusOf([{ status: 'pass' }], attested('it expired'))).to.equal('attestation-failed');
      expect(statusOf([{ status: 'fail' }], attested(null))).to.equal('fail');
      expect(statusOf([{ status: 'pass' }], attested(null))).to.equal('pass');
      expect(statusOf([], undefined, 1)).to.equal('not-assessed');
    });

    it('shows the attestation that answers it, and no other', () => {
      const attestation = attested(null);
      const [first, second] =
        tally([], { attestations: new Map([[control, attestation]]) }).frameworks[0]?.controls ?? [];
      expect(first?.attestation).to.equal(attestation);
      expect(second).not.to.have.property('attestation');
    });

    it('names its rules and sums their counts', () => {
      const [first, second] =
        tally([{ status: 'pass' }, { status: 'fail' }, { ruleId: 'another-rule-kept' }]).frameworks[0]?.controls ?? [];
      expect(first).to.deep.include({
        rules: [rule.id],
        counts: { pass: 1, fail: 1, unknown: 0, notApplicable: 0, error: 0, waived: 0 },
      });
      expect(second).to.deep.include({ rules: [] });
    });
  });
});

describe('reaches', () => {
  it('is true at the threshold and above', () => {
    const at = (failOn: Parameters<typeof reaches>[1]) => severities.filter((severity) => reaches(severity, failOn));
    expect(at('medium')).to.deep.equal(['critical', 'high', 'medium']);
    expect(at('low')).to.deep.equal(['critical', 'high', 'medium', 'low']);
    expect(at('critical')).to.deep.equal(['critical']);
    expect(at('never')).to.deep.equal([]);
  });
});

describe('gapsOf', () => {
  it('keeps those in kinds that a rule judges or asks about', () => {
    const gaps = (['aws.ec2.volume', 'aws.ec2.snapshot', 'aws.ec2.vpc'] as const).map(gap);
    expect(gapsOf([section(gaps)], [rule]).map(({ kind }) => kind)).to.deep.equal([
      'aws.ec2.volume',
      'aws.ec2.snapshot',
    ]);
  });
});

describe('reportRule', () => {
  it('tells what a rule judged with: its parameters as they were set', () => {
    const made = defineRule({
      id: 'test-rule-told',
      title: 'Told',
      severity: 'low',
      resource: 'aws.ec2.volume',
      controls: [],
      rationale: 'r',
      remediation: 'd',
      references: ['https://docs.aws.amazon.com/'],
      params: { days: integer({ default: 7, minimum: 1, maximum: 9 }) },
      aliases: ['test-rule-said'],
      examples: { pass: { encrypted: true }, fail: { encrypted: false } },
      evaluate: () => pass,
    });
    expect(reportRule(made).params).to.deep.equal({ days: 7 });
    expect(reportRule(made, { 'test-rule-told': { days: 8 } })).to.deep.equal({
      id: 'test-rule-told',
      title: 'Told',
      severity: 'low',
      kinds: ['aws.ec2.volume'],
      reads: [],
      controls: [],
      rationale: 'r',
      remediation: 'd',
      references: ['https://docs.aws.amazon.com/'],
      aliases: ['test-rule-said'],
      params: { days: 8 },
    });
  });
});
