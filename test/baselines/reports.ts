import type { SectionCoverage } from '../../core/coverage.ts';
import { fingerprintOf, type Finding, type Status } from '../../core/finding.ts';
import type { KindId } from '../../core/kinds/index.ts';
import type { BaselineEntry, Report, ReportFinding } from '../../core/report.ts';

export const account = '123456789012';
export const region = 'us-east-1';
export const group = 'aws.ec2.security-group';
export const ssh = 'ec2-security-group-ssh-restricted';

/** What a test says of a finding; the rest is of a security group that lets SSH in. */
export interface Said {
  rule?: string;
  status?: Status;
  kind?: KindId;
  account?: string | null;
  region?: string | null;
  arn?: string | null;
  part?: string | null;
}

export function arnOf(name: string, at: { account?: string | null; region?: string | null } = {}): string {
  return `arn:aws:ec2:${at.region ?? region}:${at.account ?? account}:security-group/${name}`;
}

export function finding(name: string, said: Said = {}): Finding {
  const { rule = ssh, status = 'fail', kind = group, part = null } = said;
  const where = { account: said.account === undefined ? account : said.account };
  const resource = {
    kind,
    ...where,
    region: said.region === undefined ? region : said.region,
    arn: said.arn === undefined ? arnOf(name, said) : said.arn,
    name,
    tags: {},
  };
  const fingerprint = fingerprintOf(rule, resource, part);
  return { fingerprint, ruleId: rule, status, severity: 'high', resource, part, message: 'as seen', evidence: [] };
}

export function entry(name: string, said: Said = {}): BaselineEntry {
  const { fingerprint, ruleId, resource, part } = finding(name, said);
  const { kind, arn } = resource;
  return { fingerprint, ruleId, kind, account: resource.account, region: resource.region, arn, part };
}

export const reported = (found: Finding, more: Partial<ReportFinding> = {}): ReportFinding => ({
  ...found,
  disposition: 'open',
  baselineState: null,
  ...more,
});

export function section(more: Partial<SectionCoverage> = {}): SectionCoverage {
  return {
    account,
    region,
    collector: 'ec2-security-groups',
    kinds: [group],
    operations: { [group]: ['ec2:DescribeSecurityGroups'] },
    status: 'complete',
    resources: 1,
    calls: 1,
    gaps: [],
    ...more,
  };
}

export const gap = (kind: KindId) =>
  ({ kind, operation: 'ec2:Describe', reason: 'access-denied', message: 'not authorised' }) as const;

/** What decides what a run could see: by default one account and Region, security groups, the SSH rule. */
export function run(more: { coverage?: readonly SectionCoverage[]; rules?: Report['rules'] } = {}) {
  return {
    accounts: [{ id: account, enabled: [region], scanned: [region] }],
    coverage: more.coverage ?? [section()],
    rules: more.rules ?? [rule(ssh)],
  };
}

export function rule(
  id: string,
  more: { kinds?: KindId[]; reads?: KindId[]; aliases?: string[] } = {},
): Report['rules'][number] {
  return {
    id,
    title: id,
    severity: 'high',
    kinds: more.kinds ?? [group],
    reads: more.reads ?? [],
    controls: [],
    rationale: '',
    remediation: '',
    references: [],
    aliases: more.aliases ?? [],
    params: {},
  };
}

export function report(findings: readonly ReportFinding[], more: Parameters<typeof run>[0] = {}): Report {
  return {
    schemaVersion: 1,
    tool: { name: 'assize', version: '0.0.0' },
    asOf: '2026-06-15T12:00:00.000Z',
    regions: [region],
    ...run(more),
    findings,
    frameworks: [],
    notices: [],
    summary: {
      pass: 0,
      fail: 0,
      unknown: 0,
      notApplicable: 0,
      error: 0,
      new: 0,
      unchanged: 0,
      absent: 0,
      notObserved: 0,
      becameUnknown: 0,
      waived: 0,
      gaps: 0,
      open: { critical: 0, high: 0, medium: 0, low: 0, informational: 0 },
      exitCode: 0,
    },
  };
}
