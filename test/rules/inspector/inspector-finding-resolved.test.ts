import { expect } from 'chai';
import rule from '../../../rules/inspector/inspector-finding-resolved.ts';
import { daysAgo, denied, findings, verdict, type Given } from '../tester.ts';

const kind = 'aws.inspector.finding';
const second = 1 / 86_400;
const finding = (severity: string, age: number, more: Given<typeof kind> = {}): Given<typeof kind> => ({
  severity,
  status: 'ACTIVE',
  title: 'CVE-2026-0001 - openssl',
  firstObservedAt: daysAgo(age),
  ...more,
});

describe('inspector-finding-resolved', () => {
  for (const [severity, deadline] of [
    ['CRITICAL', 15],
    ['HIGH', 30],
  ] as const) {
    it(`keeps the boundary of ${severity}: ${deadline} whole days pass, ${deadline + 1} fail`, async () => {
      expect(await verdict(rule, kind, finding(severity, deadline))).to.equal('pass');
      expect(await verdict(rule, kind, finding(severity, deadline + 1 - second))).to.equal('pass');
      expect(await verdict(rule, kind, finding(severity, deadline + 1))).to.equal('fail');
    });
  }

  it('says what is open and for how long', async () => {
    const [found] = await findings(rule, kind, finding('CRITICAL', 40));
    expect(found?.message).to.equal('CVE-2026-0001 - openssl has been open 40 days, more than 15');
  });

  it('insp-008: closed and suppressed findings pass', async () => {
    for (const status of ['CLOSED', 'SUPPRESSED']) {
      expect(await verdict(rule, kind, finding('CRITICAL', 400, { status })), status).to.equal('pass');
    }
  });

  it('has no deadline for the others', async () => {
    for (const severity of ['MEDIUM', 'LOW', 'INFORMATIONAL', 'UNTRIAGED']) {
      expect(await verdict(rule, kind, finding(severity, 400)), severity).to.equal('not-applicable');
    }
  });

  it('takes the deadlines from its parameters', async () => {
    const params = { 'inspector-finding-resolved': { criticalDays: 0, highDays: 7 } };
    expect(await verdict(rule, kind, finding('CRITICAL', 1), {}, { params })).to.equal('fail');
    expect(await verdict(rule, kind, finding('CRITICAL', 0.9), {}, { params })).to.equal('pass');
    expect(await verdict(rule, kind, finding('HIGH', 8), {}, { params })).to.equal('fail');
  });

  it('is unknown where the state or the date is', async () => {
    const { status: _, ...open } = finding('HIGH', 40);
    expect(await verdict(rule, kind, { ...open, unknown: { status: denied } })).to.equal('unknown');
    const { firstObservedAt: __, ...undated } = finding('HIGH', 40);
    expect(await verdict(rule, kind, { ...undated, unknown: { firstObservedAt: denied } })).to.equal('unknown');
  });
});
