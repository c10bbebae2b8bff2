import { expect } from 'chai';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import nock from 'nock';
import { createClient, type Client } from '../../../collectors/aws/client.ts';
import type { Clock } from '../../../collectors/aws/clock.ts';
import { isOperationId, type OperationId, type Service } from '../../../collectors/aws/operations.ts';
import { scan, type ScanClient } from '../../../collectors/aws/scan.ts';
import collectors from '../../../collectors/index.ts';
import { readSnapshot, type Snapshot } from '../../../collectors/snapshot/read.ts';
import type { KindId } from '../../../core/kinds/index.ts';
import { account } from './collect.ts';
import { line, page, report, rootLine, state, user } from './iam/answers.ts';
import { answer, fakeAws, refusal, startOfClock, type Reply, type Request } from './wire.ts';
import { xml, type Xml } from './xml.ts';

const regions = ['eu-west-1', 'us-east-1'];
/** How long AWS takes to answer, in milliseconds of the test's clock. */
const latency = 200;
/** What the account has in all; all but the users are in both Regions, half of them in each. */
const world = {
  'aws.ec2.security-group': 3000,
  'aws.ec2.volume': 2000,
  'aws.iam.user': 500,
  'aws.acm.certificate': 100,
  'aws.rds.instance': 60,
} as const satisfies Partial<Record<KindId, number>>;

/** A list as AWS pages it: the most that it gives at once, whatever is asked for, and how it asks and answers. */
interface Paged {
  readonly most: number;
  readonly count: number;
  readonly size: string;
  readonly token: string;
  readonly members: (numbers: readonly number[], next: string | undefined, region: string) => string;
}

const ec2List = (count: number, most: number, set: string, one: (id: string) => Xml): Paged => ({
  most,
  count: count / 2,
  size: 'MaxResults',
  token: 'NextToken',
  members: (numbers, next, region) =>
    xml({
      [set]: numbers.map((number) => one(`${region}-${number}`)),
      ...(next === undefined ? {} : { nextToken: next }),
    }),
});
const certificate = (number: number, region: string) => ({
  CertificateArn: `arn:aws:acm:${region}:${account}:certificate/${number}`,
});

const lists: Partial<Record<OperationId, Paged>> = {
  'ec2:DescribeSecurityGroups': ec2List(world['aws.ec2.security-group'], 1000, 'securityGroupInfo', (id) => ({
    groupId: `sg-${id}`,
    groupName: id,
    ownerId: account,
    groupDescription: 'web',
    vpcId: 'vpc-1',
    ipPermissions: [{ ipProtocol: 'tcp', fromPort: 443, toPort: 443, ipRanges: [{ cidrIp: '0.0.0.0/0' }] }],
    ipPermissionsEgress: [],
  })),
  'ec2:DescribeVolumes': ec2List(world['aws.ec2.volume'], 500, 'volumeSet', (id) => ({
    volumeId: `vol-${id}`,
    status: 'in-use',
    encrypted: true,
  })),
  // IAM may give fewer than are asked for, and does where its answer grows large.
  'iam:GetAccountAuthorizationDetails': {
    most: 100,
    count: world['aws.iam.user'],
    size: 'MaxItems',
    token: 'Marker',
    members: (numbers, next) => page({ users: numbers.map((number) => user(`u${number}`)) }, next),
  },
  'acm:ListCertificates': {
    most: 1000,
    count: world['aws.acm.certificate'] / 2,
    size: 'MaxItems',
    token: 'NextToken',
    members: (numbers, next, region) =>
      JSON.stringify({
        CertificateSummaryList: numbers.map((number) => ({ ...certificate(number, region), Type: 'AMAZON_ISSUED' })),
        NextToken: next,
      }),
  },
  'acm:SearchCertificates': {
    most: 500,
    count: world['aws.acm.certificate'] / 2,
    size: 'MaxResults',
    token: 'NextToken',
    members: (numbers, next, region) =>
      JSON.stringify({
        Results: numbers.map((number) => ({
          ...certificate(number, region),
          CertificateMetadata: { AcmCertificateMetadata: { RenewalStatus: 'SUCCESS' } },
        })),
        NextToken: next,
      }),
  },
  'rds:DescribeDBInstances': {
    most: 100,
    count: world['aws.rds.instance'] / 2,
    size: 'MaxRecords',
    token: 'Marker',
    members: (numbers, next, region) =>
      xml({
        'DBInstances/DBInstance': numbers.map((number) => ({
          DBInstanceIdentifier: `db-${number}`,
          DBInstanceArn: `arn:aws:rds:${region}:${account}:db:db-${number}`,
          Engine: 'mysql',
        })),
        ...(next === undefined ? {} : { Marker: next }),
      }),
  },
};

function pageOf(list: Paged, question: Readonly<Record<string, unknown>>, region: string): string {
  const size = Math.min(list.most, Number(question[list.size] ?? 100));
  const from = Number(question[list.token] ?? 0);
  const numbers = Array.from({ length: Math.min(size, list.count - from) }, (_, index) => from + index);
  const next = from + size < list.count ? String(from + size) : undefined;
  return list.members(numbers, next, region);
}

function replyTo({ operation, host, body }: Request): Reply {
  if (!isOperationId(operation)) return { status: 400 };
  const region = host.split('.').find((part) => regions.includes(part)) ?? '';
  const question = body.startsWith('{')
    ? (JSON.parse(body) as Record<string, unknown>)
    : Object.fromEntries(new URLSearchParams(body));
  const list = lists[operation];
  if (list !== undefined) return answer(operation, pageOf(list, question, region));
  if (operation === 'ec2:DescribeRegions') {
    const names = regions.map((name) => ({ regionName: name, optInStatus: 'opt-in-not-required' }));
    return answer(operation, xml({ regionInfo: names }));
  }
  if (operation === 'iam:GenerateCredentialReport') return asReply(operation, state('COMPLETE'));
  if (operation === 'iam:GetCredentialReport') {
    const users = Array.from({ length: world['aws.iam.user'] }, (_, number) => line(`u${number}`));
    return answer(operation, report([rootLine, ...users]));
  }
  return answer(operation);
}

function asReply(operation: OperationId, given: string | Reply): Reply {
  return typeof given === 'string' ? answer(operation, given) : given;
}

const throttling: Record<Service, readonly string[]> = {
  account: ['TooManyRequestsException'],
  acm: ['ThrottlingException'],
  cloudtrail: ['ThrottlingException'],
  ec2: ['RequestLimitExceeded', 'Client.RequestLimitExceeded'],
  iam: ['Throttling'],
  inspector2: ['ThrottlingException'],
  rds: ['Throttling', 'ThrottlingException'],
  sts: ['Throttling'],
};

function throttledReply(operation: string, count: number): Reply {
  const service = operation.split(':')[0] as Service;
  const codes = throttling[service];
  return refusal(operation, codes[count % codes.length] ?? '', 'slow down', service === 'ec2' ? 503 : 400);
}

/**
 * A clock that stands still while anything is done, and jumps to what is waited for next when all that is left is
 * waiting: so what it shows at the end is how long it would all have taken, but for the work of this machine.
 */
class PatientClock implements Clock {
  time = startOfClock;
  /** Whether nothing is under way but what sleeps. */
  idle: () => boolean = () => true;
  #waiting: { until: number; wake: () => void }[] = [];
  #timer: NodeJS.Timeout | null = null;

  now(): number {
    return this.time;
  }

  random(): number {
    return 0.5;
  }

  sleep(milliseconds: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#waiting.push({ until: this.time + milliseconds, wake: () => resolve(undefined) });
    this.#later();
    return promise;
  }

  /** After a pause for what the disk still does; each new sleep begins it anew. */
  #later(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (!this.idle()) {
        this.#later();
        return;
      }
      this.#timer = null;
      this.time = Math.max(this.time, Math.min(...this.#waiting.map(({ until }) => until)));
      const due = this.#waiting.filter(({ until }) => until <= this.time);
      this.#waiting = this.#waiting.filter(({ until }) => until > this.time);
      for (const { wake } of due) wake();
      if (this.#waiting.length > 0) this.#later();
    }, 15);
  }
}

interface Collected {
  readonly snapshot: Snapshot;
  readonly asked: readonly Request[];
  /** How long it took by the test's clock, in seconds. */
  readonly seconds: number;
}

/** Collects the account with all collectors through the real client; every nth call is throttled. */
async function collectAll(folder: string, throttleEvery = Infinity): Promise<Collected> {
  const clock = new PatientClock();
  let ended = 0;
  let answering = 0;
  const asked = fakeAws(async (request, count) => {
    answering += 1;
    await clock.sleep(latency);
    answering -= 1;
    return count % throttleEvery === 0 ? throttledReply(request.operation, count) : replyTo(request);
  });
  const client = createClient({
    version: '0.0.0-test',
    region: 'us-east-1',
    credentials: () => Promise.resolve({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' }),
    clock,
    log: () => (ended += 1),
  });
  try {
    await scan({
      client: counted(
        client,
        (begun, before) => (clock.idle = () => begun() - (ended - before) === answering),
        () => ended,
      ),
      collectors,
      folder,
      tool: { name: 'assize', version: '0.0.0-test' },
      regions: [],
      concurrency: 16,
      resume: false,
      force: false,
      now: () => new Date(clock.time),
      progress: () => undefined,
    });
    return { snapshot: await readSnapshot(folder), asked, seconds: (clock.time - startOfClock) / 1000 };
  } finally {
    client.close();
    nock.cleanAll();
  }
}

/** The client, telling of its sections' calls from the moment on that the Regions are known. */
function counted(client: Client, tell: (begun: () => number, before: number) => void, ended: () => number): ScanClient {
  const calls: (() => number)[] = [];
  return {
    identity: () => client.identity(),
    async regions() {
      const known = await client.regions();
      tell(() => calls.reduce((sum, count) => sum + count(), 0), ended());
      return known;
    },
    section(of, region) {
      const section = client.section(of, region);
      calls.push(section.calls);
      return section;
    },
    get clockSkew() {
      return client.clockSkew;
    },
  };
}

async function countsOf(snapshot: Snapshot): Promise<Record<string, number>> {
  const arns = new Map<string, Set<string>>(Object.keys(world).map((kind) => [kind, new Set()]));
  for await (const { kind, arn } of snapshot.resources()) arns.get(kind)?.add(arn);
  return Object.fromEntries([...arns].map(([kind, seen]) => [kind, seen.size]));
}

const gapsOf = ({ coverage }: Snapshot) => coverage.flatMap(({ gaps }) => gaps);

describe('the budget of a scan', () => {
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'assize-'));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  it('is 200 calls for 3,000 groups, 2,000 volumes, 500 users, 100 certificates and 60 databases', async () => {
    const { snapshot, asked, seconds } = await collectAll(path.join(home, 'snapshot'));
    expect(await countsOf(snapshot)).to.deep.equal(world);
    expect(gapsOf(snapshot)).to.deep.equal([]);
    expect(asked.length).to.be.at.most(200);
    // What the sections say that they cost is what AWS saw, but for the questions who asks and which Regions there are.
    const told = snapshot.coverage.reduce((sum, { calls }) => sum + calls, 0);
    expect(asked.length - told).to.be.at.most(3);
    // The longest chain of pages is IAM's, behind two questions: who asks, and which Regions there are. The rest goes on
    // beside it, and no limit of ours holds anything up, for the bursts they let through are larger than the lists. One
    // after the other, the calls would take six times as long as the chain.
    const chain = (2 + Math.max(...snapshot.coverage.map(({ calls }) => calls))) * (latency / 1000);
    expect(seconds).to.be.within(chain - latency / 1000, 2 * chain);
  }).timeout(60_000);

  it('loses no call where every third is throttled', async () => {
    const { snapshot, asked, seconds } = await collectAll(path.join(home, 'snapshot'), 3);
    expect(await countsOf(snapshot)).to.deep.equal(world);
    expect(gapsOf(snapshot)).to.deep.equal([]);
    // Each throttled call halves the rate of its family and is sent again: of 79 calls about 119.
    expect(asked.length).to.be.at.most(200);
    expect(seconds).to.be.at.most(60);
  }).timeout(60_000);
});
