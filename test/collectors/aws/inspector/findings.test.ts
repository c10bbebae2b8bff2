import { expect } from 'chai';
import collector from '../../../../collectors/aws/inspector/findings.ts';
import { collectWith, itCollectsList } from '../collect.ts';
import { refusal, type Reply } from '../wire.ts';

const operation = 'inspector2:ListFindings';
const arn = (id: string) => `arn:aws:inspector2:us-east-1:123456789012:finding/${id}`;
const page = (findings: readonly object[], nextToken?: string) => JSON.stringify({ findings, nextToken });
const collect = (...replies: readonly (string | Reply)[]) => collectWith(collector, { [operation]: replies });

itCollectsList({
  collector,
  operation,
  first: page([{ findingArn: arn('a') }], 'page-2'),
  second: page([{ findingArn: arn('b') }]),
  arns: [arn('a'), arn('b')],
});

describe('Inspector findings', () => {
  const full = {
    findingArn: arn('a'),
    awsAccountId: '123456789012',
    type: 'PACKAGE_VULNERABILITY',
    description: 'long',
    title: 'CVE-2026-0001 - openssl',
    severity: 'CRITICAL',
    status: 'ACTIVE',
    firstObservedAt: Date.parse('2026-01-01T10:00:00Z') / 1000,
    lastObservedAt: Date.parse('2026-01-30T10:00:00Z') / 1000,
    packageVulnerabilityDetails: { vulnerabilityId: 'CVE-2026-0001', source: 'NVD' },
    fixAvailable: 'YES',
    exploitAvailable: 'NO',
    resources: [{ type: 'AWS_EC2_INSTANCE', id: 'i-1', region: 'us-east-1' }],
  };

  it('reads every fact', async () => {
    const { resources, operations } = await collect(page([full]));
    expect(resources).to.deep.equal([
      {
        kind: 'aws.inspector.finding',
        arn: arn('a'),
        account: '123456789012',
        region: 'us-east-1',
        name: 'CVE-2026-0001 - openssl',
        tags: {},
        facts: {
          severity: 'CRITICAL',
          status: 'ACTIVE',
          type: 'PACKAGE_VULNERABILITY',
          title: 'CVE-2026-0001 - openssl',
          vulnerabilityId: 'CVE-2026-0001',
          firstObservedAt: '2026-01-01T10:00:00.000Z',
          lastObservedAt: '2026-01-30T10:00:00.000Z',
          fixAvailable: 'YES',
          exploitAvailable: 'NO',
          resources: [{ type: 'AWS_EC2_INSTANCE', id: 'i-1' }],
        },
        source: { operation, request: 'ListFindings-1' },
      },
    ]);
    expect(operations).to.deep.equal(collector.operations);
  });

  it("insp-008, insp-009: asks for the active and serious ones of this account, not of an administrator's members", async () => {
    const { asked } = await collect(page([]));
    const is = (value: string) => ({ comparison: 'EQUALS', value });
    expect(asked[0]!.question).to.deep.equal({
      maxResults: 100,
      filterCriteria: {
        awsAccountId: [is('123456789012')],
        findingStatus: [is('ACTIVE')],
        severity: [is('CRITICAL'), is('HIGH')],
      },
    });
  });

  it('insp-007: goes on after an empty first page', async () => {
    const findings = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => ({ findingArn: arn(String(from + index)) }));
    const { resources } = await collect(
      page([], '2'),
      page(findings(0, 100), '3'),
      page(findings(100, 100), '4'),
      page(findings(200, 50)),
    );
    expect(new Set(resources.map((one) => one.arn)).size).to.equal(250);
  });

  it('says what the answer lacks of a package, and knows that other findings have none of it', async () => {
    const { resources } = await collect(
      page([
        { findingArn: arn('a'), type: 'PACKAGE_VULNERABILITY' },
        { findingArn: arn('b'), type: 'NETWORK_REACHABILITY' },
      ]),
    );
    expect(resources[0]!.unknown).to.include.keys('vulnerabilityId', 'fixAvailable', 'exploitAvailable', 'severity');
    expect(resources[1]!.facts).to.include({ vulnerabilityId: null, fixAvailable: null, exploitAvailable: null });
  });

  it('insp-002: finds nothing where there is no Inspector, and does not lose one without ARN', async () => {
    const said = refusal(operation, 'AccessDeniedException', 'Inspector is not supported in mx-central-1', 403);
    expect(await collect(said)).to.deep.include({ resources: [], gaps: [], failure: null });
    const { gaps } = await collect(page([{ title: 'lost' }]));
    expect(gaps[0]).to.include({ kind: 'aws.inspector.finding', operation, reason: 'error' });
  });
});
