import { expect } from 'chai';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CallFailed } from '../../../collectors/aws/failure.ts';
import type { OperationId } from '../../../collectors/aws/operations.ts';
import { scan, type ScanClient, type ScanOptions } from '../../../collectors/aws/scan.ts';
import { defineCollector, type Api, type Collected, type Collector } from '../../../collectors/collector.ts';
import { readSnapshot } from '../../../collectors/snapshot/read.ts';
import type { AssizeError } from '../../../core/errors.ts';
import { UsageError } from '../../../core/errors.ts';
import { evaluate } from '../../../core/evaluate.ts';
import type { UnknownReason } from '../../../core/resource.ts';
import addressAttached from '../../../rules/ec2/ec2-volume-attached.ts';
import { resourceOf } from '../../rules/tester.ts';

const account = '123456789012';
const opted = (name: string, status = 'opt-in-not-required') => ({ name, status });

function failed(
  reason: UnknownReason,
  operation: 'ec2:DescribeVolumes' | 'ec2:DescribeRegions' = 'ec2:DescribeVolumes',
) {
  return new CallFailed('no', { reason, operation, region: 'us-east-1', request: 'r-9' });
}

function volume(number: number, region: string) {
  return resourceOf('aws.ec2.volume', {
    arn: `arn:aws:ec2:${region}:${account}:volume/vol-${number}`,
    region,
    volumeId: `vol-${number}`,
    state: 'in-use',
    encrypted: true,
    kmsKeyId: null,
    sizeGiB: 8,
    volumeType: 'gp3',
    snapshotId: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    attachments: [],
  });
}

function volumes(collect: (at: Parameters<Collector['collect']>[1]) => AsyncIterable<Collected>): Collector {
  return defineCollector({
    id: 'ec2-volumes',
    scope: 'region',
    kinds: ['aws.ec2.volume'],
    operations: ['ec2:DescribeVolumes'],
    collect: (_, at) => collect(at),
  });
}

function client(regions: () => Promise<{ name: string; status: string }[]>, calls = 1): ScanClient {
  return {
    identity: () => Promise.resolve({ account, arn: `arn:aws:iam::${account}:user/auditor`, partition: 'aws' }),
    regions,
    section: () => ({ api: {} as Api, calls: () => calls }),
    clockSkew: 12,
  };
}

describe('scan', () => {
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'assize-'));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  const run = async (collectors: Collector[], more: Partial<ScanOptions> = {}) => {
    const options: ScanOptions = {
      client: client(() =>
        Promise.resolve([opted('us-east-1'), opted('eu-west-1', 'opted-in'), opted('me-south-1', 'not-opted-in')]),
      ),
      collectors,
      folder: path.join(home, 'snapshot'),
      tool: { name: 'assize', version: '0.0.0' },
      regions: [],
      concurrency: 2,
      resume: false,
      force: false,
      now: () => new Date('2026-06-15T12:00:00Z'),
      progress: () => undefined,
      ...more,
    };
    await scan(options);
    return readSnapshot(options.folder);
  };
  const refused = (promise: Promise<unknown>) =>
    promise.then(
      () => expect.fail('it went on'),
      (error: unknown) => error as AssizeError,
    );
  // eslint-disable-next-line @typescript-eslint/require-await -- a collector is asynchronous
  const one = volumes(async function* (at) {
    yield volume(1, at.region);
  });

  it('gen-001: collects the Regions that the list says are enabled, and no others', async () => {
    const snapshot = await run([one]);
    expect(snapshot.coverage.map(({ region, status }) => [region, status])).to.deep.equal([
      ['eu-west-1', 'complete'],
      ['us-east-1', 'complete'],
    ]);
    expect(snapshot.accounts).to.deep.equal([
      { id: account, enabled: ['eu-west-1', 'us-east-1'], scanned: ['eu-west-1', 'us-east-1'] },
    ]);
    expect(snapshot.manifest.clockSkew).to.equal(12);
  });

  it('gen-003: a Region on its way in or out is a gap, and is not asked', async () => {
    const regions = () => Promise.resolve([opted('us-east-1', 'ENABLED_BY_DEFAULT'), opted('me-south-1', 'DISABLING')]);
    const asked: string[] = [];
    const snapshot = await run(
      [
        // eslint-disable-next-line @typescript-eslint/require-await -- a collector is asynchronous
        volumes(async function* (at) {
          asked.push(at.region);
          yield volume(1, at.region);
        }),
      ],
      { client: client(regions) },
    );
    expect(asked).to.deep.equal(['us-east-1']);
    expect(snapshot.coverage[0]).to.deep.include({ region: 'me-south-1', status: 'unavailable' });
    expect(snapshot.coverage[0]?.gaps[0]?.reason).to.equal('not-enabled');
    expect(snapshot.coverage[0]?.operations).to.deep.equal({ 'aws.ec2.volume': [] });
  });

  it('gen-004: a Region whose calls are denied is a gap in it and nowhere else, and no verdict passes there', async () => {
    const snapshot = await run([
      // eslint-disable-next-line @typescript-eslint/require-await -- a collector is asynchronous
      volumes(async function* (at) {
        if (at.region === 'eu-west-1') throw failed('access-denied');
        yield volume(1, at.region);
      }),
    ]);
    expect(snapshot.coverage.map(({ region, status }) => [region, status])).to.deep.equal([
      ['eu-west-1', 'unavailable'],
      ['us-east-1', 'complete'],
    ]);
    expect(snapshot.coverage[0]?.gaps).to.deep.equal([
      {
        kind: 'aws.ec2.volume',
        operation: 'ec2:DescribeVolumes',
        reason: 'access-denied',
        message: 'ec2:DescribeVolumes in us-east-1: no',
        request: 'r-9',
      },
    ]);
    const found: string[] = [];
    for await (const { status, resource } of evaluate(snapshot, [addressAttached]))
      found.push(`${resource.region ?? ''} ${status}`);
    expect(found).to.deep.equal(['us-east-1 pass', 'eu-west-1 unknown']);
  });

  it('records which of the operations that list a kind were answered', async () => {
    const output = {} as never;
    const answer = (operation: OperationId) => ({ output, source: { operation, request: 'r-1' } });
    const denials = new Map<OperationId, UnknownReason>([
      ['iam:GetAccountSummary', 'access-denied'],
      ['inspector2:ListFindings', 'not-supported'],
      ['rds:DescribeDBClusters', 'throttled'],
    ]);
    const ask = (operation: OperationId) => {
      const reason = denials.get(operation);
      if (reason !== undefined) throw new CallFailed('no', { reason, operation, region: 'us-east-1' });
      return answer(operation);
    };
    const api: Api = {
      // eslint-disable-next-line @typescript-eslint/require-await -- the port is asynchronous
      async *pages(operation) {
        yield ask(operation);
        yield ask(operation);
      },
      // eslint-disable-next-line @typescript-eslint/require-await -- the port is asynchronous
      call: async (operation) => ask(operation),
      // eslint-disable-next-line @typescript-eslint/require-await -- the port is asynchronous
      find: async (operation) => ({ ...ask(operation), output: null }),
      fact: (read) => read().catch(() => undefined),
      now: () => 0,
      wait: () => Promise.resolve(),
    };
    const collector = defineCollector({
      id: 'test-many',
      scope: 'global',
      kinds: ['aws.iam.user', 'aws.iam.access-key', 'aws.iam.account', 'aws.iam.role', 'aws.iam.group', 'aws.account'],
      operations: [
        'iam:ListVirtualMFADevices',
        'iam:GetCredentialReport',
        'iam:GenerateCredentialReport',
        'iam:GetAccountSummary',
        'inspector2:ListFindings',
        'rds:DescribeDBClusters',
        'ec2:DescribeVpcs',
      ],
      lists: {
        'aws.iam.user': ['iam:ListVirtualMFADevices', 'iam:GetCredentialReport', 'ec2:DescribeVpcs'],
        'aws.iam.access-key': ['iam:GenerateCredentialReport'],
        'aws.iam.account': ['iam:GetAccountSummary'],
        'aws.iam.role': ['inspector2:ListFindings'],
        'aws.iam.group': ['rds:DescribeDBClusters'],
      },
      async *collect(given) {
        for await (const _ of given.pages('iam:ListVirtualMFADevices'));
        await given.call('iam:GetCredentialReport');
        await given.find('iam:GenerateCredentialReport');
        await given.fact(async () => (await given.call('iam:GetAccountSummary')).output);
        for (const operation of ['inspector2:ListFindings', 'rds:DescribeDBClusters'] as const) {
          try {
            for await (const _ of given.pages(operation));
          } catch (error) {
            expect(error).to.include({ operation });
          }
        }
        expect(given.now()).to.equal(0);
        await given.wait(1);
        yield volume(1, 'global');
      },
    });
    const asked = { ...client(() => Promise.resolve([opted('us-east-1')])), section: () => ({ api, calls: () => 9 }) };
    const snapshot = await run([collector], { client: asked });
    expect(snapshot.coverage[0]?.operations).to.deep.equal({
      'aws.iam.user': ['iam:GetCredentialReport', 'iam:ListVirtualMFADevices'],
      // That there is none, and that the Region has no such service, are answers.
      'aws.iam.access-key': ['iam:GenerateCredentialReport'],
      'aws.iam.role': ['inspector2:ListFindings'],
      'aws.iam.account': [],
      'aws.iam.group': [],
      // All that were answered, where the collector does not say which of them list the kind.
      'aws.account': [
        'iam:GenerateCredentialReport',
        'iam:GetCredentialReport',
        'iam:ListVirtualMFADevices',
        'inspector2:ListFindings',
      ],
    });
  });

  it('gen-008: what was listed before a page failed stays, and the section is partial', async () => {
    const snapshot = await run(
      [
        // eslint-disable-next-line @typescript-eslint/require-await -- a collector is asynchronous
        volumes(async function* (at) {
          yield volume(1, at.region);
          throw failed('throttled');
        }),
      ],
      { regions: ['us-east-1'] },
    );
    expect(snapshot.coverage[0]).to.deep.include({ status: 'partial', resources: 1 });
  });

  it('keeps a gap that a collector tells of, and a resource that is listed twice only once', async () => {
    const snapshot = await run(
      [
        // eslint-disable-next-line @typescript-eslint/require-await -- a collector is asynchronous
        volumes(async function* (at) {
          yield volume(1, at.region);
          yield { gap: { kind: 'aws.ec2.volume', operation: 'ec2:DescribeVolumes', reason: 'error', message: 'half' } };
          yield volume(1, at.region);
        }),
      ],
      { regions: ['us-east-1'] },
    );
    expect(snapshot.coverage[0]).to.deep.include({ status: 'partial', resources: 1 });
  });

  it('refuses a Region that does not exist or is not enabled, and an account that is not the expected one', async () => {
    expect((await refused(run([one], { regions: ['us-eest-1'] }))).hint).to.equal('Did you mean us-east-1?');
    expect((await refused(run([one], { regions: ['me-south-1'] }))).message).to.include('not enabled');
    const other = await refused(run([one], { expectAccount: '210987654321' }));
    expect(other).to.be.instanceOf(UsageError);
    expect(await readdir(home)).to.deep.equal([]);
  });

  it('goes on with named Regions where they cannot be listed, and then knows none to be all', async () => {
    const blind = client(() => Promise.reject(failed('access-denied', 'ec2:DescribeRegions')));
    const snapshot = await run([one], { client: blind, regions: ['us-east-1'] });
    expect(snapshot.accounts).to.deep.equal([{ id: account, enabled: [], scanned: ['us-east-1'] }]);
    await rm(path.join(home, 'snapshot'), { recursive: true });
    const error = await refused(run([one], { client: blind }));
    expect(error.hint).to.include('--region');
    expect(error.hint).to.include('ec2:DescribeRegions');
  });

  it('a bug in a collector ends the scan and leaves what was collected to resume', async () => {
    let broken = true;
    const collector = defineCollector({
      ...one,
      id: 'ec2-broken',
      kinds: ['aws.ec2.address'],
      // eslint-disable-next-line @typescript-eslint/require-await -- it fails, or has nothing
      async *collect() {
        if (broken) throw new TypeError('bug');
      },
    });
    const all = [one, collector];
    expect(await refused(run(all, { regions: ['us-east-1'], concurrency: 1 }))).to.be.instanceOf(TypeError);
    expect(await readdir(home)).to.deep.equal(['snapshot.partial']);
    broken = false;
    const collected: string[] = [];
    const snapshot = await run(all, {
      regions: ['us-east-1'],
      resume: true,
      progress: ({ section, calls }) => collected.push(`${section.collector} ${calls}`),
    });
    expect(collected).to.deep.equal(['ec2-volumes 0', 'ec2-broken 1']);
    expect(snapshot.coverage.map(({ status }) => status)).to.deep.equal(['complete', 'complete']);
  });
});
