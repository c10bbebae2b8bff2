import type { SectionCoverage } from '../../core/coverage.ts';
import type { Evidence } from '../../core/evidence.ts';
import { fingerprintOf, type FindingResource, type Status } from '../../core/finding.ts';
import type { Framework } from '../../core/framework.ts';
import {
  reportVersion,
  Tally,
  type AppliedAttestation,
  type AppliedWaiver,
  type BaselineEntry,
  type Disposition,
  type Notice,
  type Report,
  type ReportFinding,
  type ReportRule,
} from '../../core/report.ts';
import type { UnknownReason } from '../../core/resource.ts';

/** A report as a run over two accounts would make it, with at least one of everything that a report can say. */

export const accountA = '111111111111';
export const accountB = '222222222222';
export const asOf = '2026-06-15T12:00:00.000Z';

const docs = 'https://docs.aws.amazon.com';
export const rules: readonly ReportRule[] = [
  {
    id: 'ec2-security-group-ssh-restricted',
    title: 'Security group does not admit SSH from the internet',
    severity: 'critical',
    kinds: ['aws.ec2.security-group'],
    reads: ['aws.ec2.prefix-list'],
    controls: ['hipaa:164.312(a)(1)', 'hipaa:164.312(e)(1)'],
    rationale: 'Anyone on the internet can try passwords and keys against every instance of the group',
    remediation:
      'Replace the rule by one for the addresses of your network, or reach the instances through Session Manager, which needs no open port',
    references: [`${docs}/vpc/latest/userguide/vpc-security-groups.html`],
    aliases: [],
    params: {},
  },
  {
    id: 'ec2-volume-encrypted',
    title: 'EBS volume is encrypted',
    severity: 'high',
    kinds: ['aws.ec2.volume'],
    reads: [],
    controls: ['hipaa:164.312(a)(2)(iv)'],
    rationale:
      'Data on an unencrypted volume can be read by whoever gets at a snapshot of it or at the storage beneath it',
    remediation:
      'Make an encrypted copy of a snapshot of the volume, make a volume from it and swap the two. Turn on encryption by default so that new volumes are encrypted',
    references: [`${docs}/ebs/latest/userguide/ebs-encryption.html`],
    aliases: [],
    params: {},
  },
  {
    id: 'rds-instance-backup-retained',
    title: 'RDS instance keeps automated backups long enough',
    severity: 'high',
    kinds: ['aws.rds.instance'],
    reads: [],
    controls: ['hipaa:164.308(a)(7)(ii)(A)'],
    rationale: 'Without backups a lost or corrupted database cannot be restored',
    remediation: 'Set the backup retention period to at least the number of days that the parameter asks',
    references: [`${docs}/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html`],
    aliases: [],
    params: { minimumDays: 7 },
  },
  {
    id: 'iam-access-key-rotated',
    title: 'Access key is rotated',
    severity: 'medium',
    kinds: ['aws.iam.access-key'],
    reads: [],
    controls: ['hipaa:164.308(a)(4)(ii)(C)'],
    rationale: 'A key that has leaked stays useful until it is replaced',
    remediation: 'Make a second key, move what uses the first, then deactivate and delete the first',
    references: [`${docs}/IAM/latest/UserGuide/id_credentials_access-keys.html`],
    aliases: [],
    params: { maximumDays: 90 },
  },
  {
    id: 'ec2-vpc-flow-logs-enabled',
    title: 'VPC has an active flow log',
    severity: 'medium',
    kinds: ['aws.ec2.vpc'],
    reads: ['aws.ec2.flow-log', 'aws.ec2.subnet'],
    controls: ['hipaa:164.312(b)'],
    rationale: 'Without flow logs nobody can tell afterwards who talked to whom',
    remediation: 'Create a flow log for all traffic of the VPC',
    references: [],
    aliases: [],
    params: {},
  },
  {
    id: 'ec2-security-group-described',
    title: 'Security group and its rules are described',
    severity: 'low',
    kinds: ['aws.ec2.security-group'],
    reads: [],
    controls: [],
    rationale: 'A rule that nobody can explain is a rule that nobody dares to remove',
    remediation: 'Write into each description who needs the rule and why',
    references: [],
    aliases: [],
    params: {},
  },
];

export const hipaa: Framework = {
  id: 'hipaa',
  title: 'HIPAA Security Rule',
  source: '45 CFR Part 164 Subpart C, as amended to 2013',
  controls: [
    { id: '164.308(a)(1)(i)', title: 'Security management process', type: 'standard' },
    { id: '164.308(a)(4)(ii)(C)', title: 'Access establishment and modification', type: 'addressable' },
    { id: '164.308(a)(5)(i)', title: 'Security awareness and training', type: 'standard' },
    { id: '164.308(a)(7)(ii)(A)', title: 'Data backup plan', type: 'required' },
    { id: '164.308(a)(7)(ii)(D)', title: 'Testing and revision procedures', type: 'addressable' },
    { id: '164.310(d)(2)(i)', title: 'Disposal', type: 'required' },
    { id: '164.312(a)(1)', title: 'Access control', type: 'standard' },
    { id: '164.312(a)(2)(iv)', title: 'Encryption and decryption', type: 'addressable' },
    { id: '164.312(b)', title: 'Audit controls', type: 'standard' },
    { id: '164.312(e)(1)', title: 'Transmission security', type: 'standard' },
  ],
};

const attestations: ReadonlyMap<string, AppliedAttestation> = new Map([
  [
    'hipaa:164.308(a)(5)(i)',
    {
      id: 'training-2026',
      by: 'Ada Byron',
      on: '2026-03-02',
      validUntil: '2027-03-02',
      statement: 'All staff took the yearly training',
      evidence: { file: 'evidence/training.pdf', sha256: 'a'.repeat(64) },
      problem: null,
    },
  ],
  [
    'hipaa:164.308(a)(7)(ii)(D)',
    {
      id: 'restore-test-2025',
      by: 'Ada Byron',
      on: '2025-05-01',
      validUntil: '2026-05-01',
      statement: 'A restore was tried',
      evidence: null,
      problem: 'it ended on 2026-05-01',
    },
  ],
]);

export const waiver: AppliedWaiver = {
  id: 'legacy-volume',
  reason: 'The volume holds public map tiles only, and goes with the host in July',
  owner: 'platform@example.com',
  approver: 'Grace Hopper',
  change: 'CHG-1042',
  expires: '2026-06-30',
};
export const endedWaiver: AppliedWaiver = {
  ...waiver,
  id: 'old-key',
  reason: 'Vendor cannot rotate',
  expires: '2026-05-01',
};

interface Draft {
  rule: string;
  status?: Status;
  kind?: FindingResource['kind'];
  arn?: string | null;
  account?: string | null;
  region?: string | null;
  name?: string | null;
  tags?: Record<string, string>;
  address?: string;
  source?: { file: string; line: number };
  part?: string | null;
  message?: string;
  evidence?: Evidence[];
  state?: 'new' | 'unchanged' | null;
  disposition?: Disposition;
  waiver?: AppliedWaiver;
  expiredWaiver?: AppliedWaiver;
}

/** A finding of one of the sample's rules. */
export function findingOf(draft: Draft): ReportFinding {
  const rule = rules.find(({ id }) => id === draft.rule)!;
  const status = draft.status ?? 'fail';
  const { source, address } = draft;
  const resource: FindingResource = {
    kind: draft.kind ?? rule.kinds[0]!,
    arn: draft.arn === undefined ? `arn:aws:ec2:us-east-1:${accountA}:volume/vol-0` : draft.arn,
    account: draft.account === undefined ? accountA : draft.account,
    region: draft.region === undefined ? 'us-east-1' : draft.region,
    name: draft.name ?? null,
    tags: draft.tags ?? {},
    ...(address === undefined ? {} : { address }),
    ...(source === undefined ? {} : { source }),
  };
  const part = draft.part ?? null;
  return {
    fingerprint: fingerprintOf(rule.id, resource, part),
    ruleId: rule.id,
    status,
    severity: rule.severity,
    resource,
    part,
    message: draft.message ?? rule.title,
    evidence: draft.evidence ?? [],
    disposition: draft.disposition ?? 'open',
    baselineState: draft.state ?? null,
    ...(draft.waiver === undefined ? {} : { waiver: draft.waiver }),
    ...(draft.expiredWaiver === undefined ? {} : { expiredWaiver: draft.expiredWaiver }),
  };
}

const ec2 = (id: string, account = accountA, region = 'us-east-1') => `arn:aws:ec2:${region}:${account}:${id}`;
const read = (fact: string, value: unknown, operation: string): Evidence => ({
  fact,
  value,
  operation,
  request: '7d5e0f5c-2b1a-4c3d-9e8f-001122334455',
});
const volumes = 'ec2:DescribeVolumes';
const groups = 'ec2:DescribeSecurityGroups';
const denied = (operation: string) =>
  `User: arn:aws:sts::${accountB}:assumed-role/assize/weekly is not authorized to perform: ${operation} because no identity-based policy allows it`;

export function sampleFindings(): ReportFinding[] {
  const unseen = (rule: string, region: string): ReportFinding =>
    findingOf({
      rule,
      status: 'unknown',
      arn: null,
      account: accountB,
      region,
      part: 'rds:DescribeDBInstances',
      message: `rds:DescribeDBInstances: ${denied('rds:DescribeDBInstances')} (access-denied)`,
      evidence: [
        {
          kind: 'aws.rds.instance',
          where: null,
          scope: { account: accountB, region },
          count: 0,
          operations: ['rds:DescribeDBInstances'],
          unknown: {
            reason: 'access-denied',
            operation: 'rds:DescribeDBInstances',
            message: denied('rds:DescribeDBInstances'),
          },
        },
      ],
    });
  return [
    findingOf({
      rule: 'ec2-security-group-ssh-restricted',
      arn: ec2('security-group/sg-0a1b2c3d4e5f60718'),
      name: 'bastion',
      tags: { Name: 'bastion', team: 'platform' },
      part: 'ingress tcp/22 0.0.0.0/0',
      message: 'tcp/22 is open to 0.0.0.0/0',
      state: 'new',
      evidence: [
        read('ingress', [{ protocol: 'tcp', fromPort: 22, toPort: 22, cidrIpv4: '0.0.0.0/0' }], groups),
        {
          kind: 'aws.ec2.prefix-list',
          where: null,
          scope: { account: accountA, region: 'us-east-1' },
          count: 2,
          operations: ['ec2:DescribeManagedPrefixLists'],
        },
      ],
    }),
    findingOf({
      rule: 'ec2-security-group-ssh-restricted',
      arn: ec2('security-group/sg-0ffffffffffffff01', accountB, 'eu-west-1'),
      account: accountB,
      region: 'eu-west-1',
      name: 'default',
      part: 'ingress tcp/22 ::/0',
      message: 'tcp/22 is open to ::/0',
      state: 'unchanged',
      disposition: 'baselined',
      evidence: [read('ingress', [{ protocol: 'tcp', fromPort: 0, toPort: 65535, cidrIpv6: '::/0' }], groups)],
    }),
    findingOf({
      rule: 'ec2-security-group-ssh-restricted',
      status: 'pass',
      arn: ec2('security-group/sg-0aaaaaaaaaaaaaa01'),
      name: 'web',
      evidence: [read('ingress', [], groups)],
    }),
    ...['vol-0123456789abcdef0', 'vol-0123456789abcdef1', 'vol-0123456789abcdef2'].map((id, index) =>
      findingOf({
        rule: 'ec2-volume-encrypted',
        arn: ec2(`volume/${id}`),
        message: 'The volume is not encrypted',
        state: index === 1 ? 'unchanged' : 'new',
        ...(index === 1 ? { disposition: 'waived', waiver } : {}),
        evidence: [read('encrypted', false, volumes)],
      }),
    ),
    findingOf({
      rule: 'ec2-volume-encrypted',
      status: 'pass',
      arn: ec2('volume/vol-0123456789abcdef9', accountB, 'eu-west-1'),
      account: accountB,
      region: 'eu-west-1',
      evidence: [read('encrypted', true, volumes)],
    }),
    findingOf({
      rule: 'ec2-volume-encrypted',
      arn: 'tf:module.app.aws_ebs_volume.data[0]',
      account: null,
      region: null,
      address: 'module.app.aws_ebs_volume.data[0]',
      source: { file: 'infra/modules/app/volumes.tf', line: 12 },
      message: 'The volume is not encrypted',
      state: 'new',
      evidence: [{ fact: 'encrypted', value: false, operation: 'terraform show -json', request: null }],
    }),
    findingOf({
      rule: 'rds-instance-backup-retained',
      arn: `arn:aws:rds:us-east-1:${accountA}:db:patients`,
      name: 'patients',
      status: 'pass',
      evidence: [
        read('clusterId', null, 'rds:DescribeDBInstances'),
        read('backupRetentionDays', 14, 'rds:DescribeDBInstances'),
      ],
    }),
    findingOf({
      rule: 'rds-instance-backup-retained',
      arn: `arn:aws:rds:us-east-1:${accountA}:db:billing-1`,
      name: 'billing-1',
      status: 'not-applicable',
      message: 'Backups of an Aurora member are set on its cluster',
      evidence: [read('clusterId', 'billing', 'rds:DescribeDBInstances')],
    }),
    findingOf({
      rule: 'iam-access-key-rotated',
      arn: `arn:aws:iam::${accountA}:user/vendor/exporter:access-key/1`,
      region: 'global',
      name: 'exporter',
      message: 'The key is 412 days old, more than 90',
      state: 'new',
      expiredWaiver: endedWaiver,
      evidence: [
        read('active', true, 'iam:GetCredentialReport'),
        read('rotatedAt', '2025-04-29T08:00:00.000Z', 'iam:GetCredentialReport'),
      ],
    }),
    findingOf({
      rule: 'iam-access-key-rotated',
      arn: `arn:aws:iam::${accountB}:user/batch:access-key/2`,
      account: accountB,
      region: 'global',
      status: 'error',
      message: "the rule failed: Cannot read properties of null (reading 'getTime')",
    }),
    findingOf({
      rule: 'ec2-vpc-flow-logs-enabled',
      arn: ec2('vpc/vpc-0123456789abcdef0', accountB, 'eu-west-1'),
      account: accountB,
      region: 'eu-west-1',
      status: 'unknown',
      message: 'aws.ec2.flow-log: throttled (throttled)',
      evidence: [
        {
          kind: 'aws.ec2.flow-log',
          where: 'resourceId = vpc-0123456789abcdef0',
          scope: { account: accountB, region: 'eu-west-1' },
          count: 0,
          operations: [],
          unknown: { reason: 'throttled', operation: 'ec2:DescribeFlowLogs', message: 'Request limit exceeded' },
        },
      ],
    }),
    ...Array.from({ length: 7 }, (_, index) =>
      findingOf({
        rule: 'ec2-security-group-described',
        arn: ec2(`security-group/sg-0bbbbbbbbbbbbbb0${String(index)}`),
        name: index === 6 ? 'données' : null,
        message: 'The group has no description of its own',
        state: index < 5 ? 'new' : 'unchanged',
        disposition: index < 5 ? 'open' : 'baselined',
        evidence: [read('description', '', groups)],
      }),
    ),
    unseen('rds-instance-backup-retained', 'us-east-1'),
    unseen('rds-instance-backup-retained', 'eu-west-1'),
  ];
}

const entryOf = (rule: string, arn: string, part: string | null = null): BaselineEntry => {
  const { resource, fingerprint } = findingOf({ rule, arn, part });
  const { kind, account, region } = resource;
  return { fingerprint, ruleId: rule, kind, account, region, arn, part };
};

export const baseline: NonNullable<Report['baseline']> = {
  absent: [entryOf('ec2-volume-encrypted', ec2('volume/vol-0000000000000dead'))],
  notObserved: [entryOf('rds-instance-backup-retained', `arn:aws:rds:us-east-1:${accountA}:db:archive`)],
};

const notices: readonly Notice[] = [
  { about: 'waiver', id: 'never-used', message: 'no finding matches it: remove it' },
  { about: 'waiver', id: 'old-key', message: 'ended on 2026-05-01, and 1 finding counts again' },
];

/** The operation that lists each kind of the sample. */
const listing: Partial<Record<SectionCoverage['kinds'][number], string>> = {
  'aws.ec2.flow-log': 'ec2:DescribeFlowLogs',
  'aws.ec2.volume': 'ec2:DescribeVolumes',
  'aws.iam.access-key': 'iam:GetCredentialReport',
  'aws.rds.instance': 'rds:DescribeDBInstances',
};

function section(
  account: string,
  region: string,
  collector: string,
  kinds: SectionCoverage['kinds'],
  gaps: readonly { operation: string; reason: UnknownReason; message: string }[] = [],
): SectionCoverage {
  return {
    account,
    region,
    collector,
    kinds,
    operations: Object.fromEntries(kinds.map((kind) => [kind, gaps.length === 0 ? [listing[kind] ?? ''] : []])),
    status: gaps.length === 0 ? 'complete' : 'unavailable',
    resources: gaps.length === 0 ? 12 : 0,
    calls: 3,
    gaps: gaps.map((gap) => ({ kind: kinds[0]!, ...gap })),
  };
}

const noInstances = {
  operation: 'rds:DescribeDBInstances',
  reason: 'access-denied',
  message: denied('rds:DescribeDBInstances'),
} as const;

export const coverage: readonly SectionCoverage[] = [
  section(accountA, 'global', 'iam-users', ['aws.iam.access-key']),
  section(accountA, 'us-east-1', 'ec2-volumes', ['aws.ec2.volume']),
  section(accountA, 'us-east-1', 'rds-instances', ['aws.rds.instance']),
  section(accountB, 'us-east-1', 'rds-instances', ['aws.rds.instance'], [noInstances]),
  section(accountB, 'eu-west-1', 'rds-instances', ['aws.rds.instance'], [noInstances]),
  section(
    accountB,
    'eu-west-1',
    'ec2-flow-logs',
    ['aws.ec2.flow-log'],
    [{ operation: 'ec2:DescribeFlowLogs', reason: 'throttled', message: 'Request limit exceeded' }],
  ),
];

export const snapshot: NonNullable<Report['snapshot']> = {
  takenAt: asOf,
  root: '5f'.repeat(32),
  principal: `arn:aws:sts::${accountA}:assumed-role/assize/weekly`,
};

/** The report of the given findings, counted as a run counts them. */
export function reportOf(
  findings: Iterable<ReportFinding>,
  change: Partial<Omit<Report, 'findings' | 'summary'>> & { plain?: boolean } = {},
): Report {
  const { plain = false, ...changes } = change;
  const tally = new Tally({
    failOn: 'low',
    allowUnknown: false,
    hasBaseline: !plain,
    ...(changes.input === undefined ? {} : { change: { failOnUnknown: false } }),
    coverage: changes.coverage ?? coverage,
    frameworks: [hipaa],
    rules: rules as never,
    attestations,
  });
  for (const finding of findings) tally.add(finding);
  return {
    schemaVersion: reportVersion,
    tool: { name: 'assize', version: '0.1.0' },
    asOf,
    snapshot,
    accounts: [
      { id: accountA, enabled: ['us-east-1', 'us-west-2'], scanned: ['us-east-1'] },
      { id: accountB, enabled: ['us-east-1', 'eu-west-1'], scanned: ['us-east-1', 'eu-west-1'] },
    ],
    regions: ['eu-west-1', 'us-east-1'],
    coverage,
    rules,
    findings,
    ...tally.finish(plain ? undefined : (changes.baseline ?? baseline), plain ? [] : notices),
    ...changes,
  };
}

export const sample = (): Report => reportOf(sampleFindings());

const plan = 'terraform show -json';
const sources = { file: 'infra/modules/web/main.tf', line: 14 };

/** What a plan does: two resources made worse, one of them there already, and much that a plan cannot tell. */
export function changeFindings(): ReportFinding[] {
  const later = (fact: string): Evidence => ({
    fact,
    unknown: { reason: 'known-after-apply', operation: null, message: 'known after apply' },
    operation: null,
    request: null,
  });
  return [
    findingOf({
      rule: 'ec2-security-group-ssh-restricted',
      arn: ec2('security-group/sg-0a1b2c3d4e5f60718'),
      address: 'module.web.aws_security_group.web',
      source: sources,
      name: 'web',
      part: 'ingress tcp/22 0.0.0.0/0',
      message: 'tcp/22 is open to 0.0.0.0/0',
      state: 'new',
      evidence: [
        {
          fact: 'ingress',
          value: [{ protocol: 'tcp', fromPort: 22, toPort: 22, cidrIpv4: '0.0.0.0/0' }],
          operation: plan,
          request: null,
        },
      ],
    }),
    findingOf({
      rule: 'ec2-security-group-described',
      arn: 'tf:module.web.aws_security_group.jobs["nightly"]',
      account: null,
      region: null,
      address: 'module.web.aws_security_group.jobs["nightly"]',
      name: 'jobs-nightly',
      message: 'The group has no description of its own',
      state: 'new',
      evidence: [{ fact: 'description', value: 'Managed by Terraform', operation: plan, request: null }],
    }),
    ...[0, 1].map((index) =>
      findingOf({
        rule: 'ec2-volume-encrypted',
        arn: ec2(`volume/vol-000000000000000${String(index)}`),
        address: `aws_ebs_volume.old[${String(index)}]`,
        source: { file: 'infra/volumes.tf', line: 3 },
        message: 'The volume is not encrypted',
        state: 'unchanged',
        disposition: index === 0 ? 'baselined' : 'waived',
        ...(index === 0 ? {} : { waiver }),
        evidence: [{ fact: 'encrypted', value: false, operation: plan, request: null }],
      }),
    ),
    findingOf({
      rule: 'ec2-volume-encrypted',
      status: 'pass',
      arn: 'tf:aws_ebs_volume.data',
      account: null,
      region: null,
      address: 'aws_ebs_volume.data',
      source: { file: 'infra/volumes.tf', line: 12 },
    }),
    ...['patients', 'billing', 'archive'].map((name) =>
      findingOf({
        rule: 'rds-instance-backup-retained',
        status: 'unknown',
        arn: `tf:aws_db_instance.${name}`,
        account: null,
        region: null,
        address: `aws_db_instance.${name}`,
        source: { file: 'infra/databases.tf', line: 21 },
        message: 'backupRetentionDays: known after apply (known-after-apply)',
        state: 'new',
        evidence: [later('backupRetentionDays')],
      }),
    ),
    ...(['new', 'unchanged'] as const).map((state, index) =>
      findingOf({
        rule: 'ec2-vpc-flow-logs-enabled',
        status: 'unknown',
        arn: `tf:aws_vpc.main[${String(index)}]`,
        account: null,
        region: null,
        address: `aws_vpc.main[${String(index)}]`,
        source: { file: 'infra/network.tf', line: 1 },
        message: 'aws.ec2.flow-log: only the account tells (not-collected)',
        state,
        evidence: [
          {
            kind: 'aws.ec2.flow-log',
            where: `resourceId = tf:aws_vpc.main[${String(index)}]`,
            scope: { account: null, region: null },
            count: 0,
            operations: [],
            unknown: { reason: 'not-collected', operation: null, message: 'only the account tells' },
          },
        ],
      }),
    ),
  ];
}

/** A report of a plan: it has no snapshot, and with that neither accounts nor coverage. */
export function changeOf(
  findings: Iterable<ReportFinding>,
  change: Partial<Omit<Report, 'findings' | 'summary'>> & { plain?: boolean } = {},
): Report {
  const { snapshot: _, ...report } = reportOf(findings, {
    accounts: [],
    regions: [],
    coverage: [],
    notices: [],
    input: { kind: 'terraform', files: ['plan.json'] },
    ...change,
  });
  return change.snapshot === undefined ? report : { ...report, snapshot: change.snapshot };
}

/** What was there before the plan and goes with it. */
export const fixedBefore: BaselineEntry = entryOf(
  'ec2-security-group-ssh-restricted',
  ec2('security-group/sg-0ffffffffffffff02'),
  'ingress tcp/3389 ::/0',
);

export const change = (): Report =>
  changeOf(changeFindings(), {
    baseline: { absent: [fixedBefore], notObserved: [] },
    notices: [
      { about: 'input', id: 'plan.json', message: 'nothing judges aws_wafv2_web_acl (2) and aws_sqs_queue (1)' },
    ],
  });
