import { lookup as dnsLookup } from 'node:dns/promises';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import pLimit from 'p-limit';
import { CredentialsError, DefinitionError } from '../../core/errors.ts';
import type { Source, UnknownReason } from '../../core/resource.ts';
import type { Api } from '../collector.ts';
import { malformed } from './answer.ts';
import { systemClock, type Clock } from './clock.ts';
import { Credentials, keySource, type KeySource } from './credentials.ts';
import { isAwsHost, parseEndpoint } from './endpoint.ts';
import {
  CallFailed,
  deniedMessage,
  described,
  failureOf,
  isAmbiguous,
  meaningOf,
  missingAction,
  named,
  type Exchange,
  type Failure,
} from './failure.ts';
import { defaultShare, Limiters } from './limits.ts';
import { isOperationId, notListed, rowOf, type OperationId, type Service } from './operations.ts';
import { backoff, retry } from './retry.ts';
import { SectionApi, type Asker, type Counts, type Where } from './section.ts';

export interface ClientOptions {
  /** assize's version: AWS's log of the account then shows what asked. */
  readonly version: string;
  /** The Region that is asked about the account itself; `global` sections use it. Default us-east-1. */
  readonly region?: string;
  readonly profile?: string;
  /** Where all calls go instead of AWS: a URL of AWS or of this machine. */
  readonly endpoint?: string;
  /** What is told of each attempt: nothing that could be a secret. */
  readonly log?: (record: Attempt) => void;
  /** Default: the chain of the AWS tools, with `profile`. */
  readonly credentials?: KeySource;
  readonly clock?: Clock;
  /** How much of AWS's published limits to use, above 0 to 1. */
  readonly share?: number;
  readonly timeouts?: Partial<Timeouts>;
  /** Pages after which a list is taken for endless. */
  readonly maxPages?: number;
  /** Finds a host's address, or rejects. */
  readonly lookup?: (host: string) => Promise<unknown>;
}

/** Milliseconds. */
export interface Timeouts {
  /** Until the connection stands. */
  readonly connect: number;
  /** Without a byte. */
  readonly idle: number;
  /** For an attempt as a whole: ends also what drips. */
  readonly attempt: number;
}

/** One attempt, for the log. */
export interface Attempt {
  readonly operation: OperationId;
  readonly region: string;
  readonly attempt: number;
  readonly status: number | null;
  readonly code: string | null;
  readonly request: string | null;
  readonly milliseconds: number;
}

/** Who asks. */
export interface Caller {
  readonly account: string;
  readonly arn: string;
  readonly partition: string;
}

export interface RegionStatus {
  readonly name: string;
  /** `opt-in-not-required`, `opted-in` or `not-opted-in`, as EC2 spells it; `ENABLING` or `DISABLING`. */
  readonly status: string;
}

/** What one section asks with, and what it has cost. */
export interface Section {
  readonly api: Api;
  /** Attempts sent, retries included. */
  readonly calls: () => number;
  /** Those of them that AWS throttled. */
  readonly throttled: () => number;
}

export interface Client {
  /** What a section of this account and Region (`global`: the client's own) asks with. */
  section(account: string, region: string): Section;
  /** The account of the credentials. Throws `CredentialsError` where there are none or AWS refuses them. */
  identity(): Promise<Caller>;
  /** Every Region of the partition, sorted. From then on a Region not opted in is known as such. */
  regions(): Promise<readonly RegionStatus[]>;
  /** AWS's clock minus this machine's, in milliseconds; null while nothing was answered. */
  readonly clockSkew: number | null;
  close(): void;
}

/** What is used of an SDK client and of its commands. */
interface SdkClient {
  readonly middlewareStack: Stack;
  send(command: object, options: { readonly abortSignal: AbortSignal }): Promise<object>;
}
interface SdkCommand {
  readonly middlewareStack: Stack;
}
type Handler = (args: { readonly request?: unknown }) => Promise<{ readonly response?: unknown }>;
interface Stack {
  add(
    middleware: (next: Handler, context: { readonly commandName?: string }) => Handler,
    options: { step: 'initialize' | 'build' | 'deserialize'; priority: 'high' | 'low'; name: string },
  ): void;
}
type NameIn<S extends Service, O extends OperationId = OperationId> = O extends `${S}:${infer Name}` ? Name : never;
interface Sdk<S extends Service> {
  readonly client: unknown;
  readonly commands: Readonly<Record<NameIn<S>, unknown>>;
}

/** The SDK of each service, loaded when it is first asked, and of it exactly the commands on the list. */
const sdks: { readonly [S in Service]: () => Promise<Sdk<S>> } = {
  account: async () => {
    const sdk = await import('@aws-sdk/client-account');
    return { client: sdk.AccountClient, commands: { ListRegions: sdk.ListRegionsCommand } };
  },
  acm: async () => {
    const sdk = await import('@aws-sdk/client-acm');
    return {
      client: sdk.ACMClient,
      commands: {
        DescribeCertificate: sdk.DescribeCertificateCommand,
        ListCertificates: sdk.ListCertificatesCommand,
        SearchCertificates: sdk.SearchCertificatesCommand,
      },
    };
  },
  cloudtrail: async () => {
    const sdk = await import('@aws-sdk/client-cloudtrail');
    return {
      client: sdk.CloudTrailClient,
      commands: {
        DescribeTrails: sdk.DescribeTrailsCommand,
        GetEventSelectors: sdk.GetEventSelectorsCommand,
        GetInsightSelectors: sdk.GetInsightSelectorsCommand,
        GetTrailStatus: sdk.GetTrailStatusCommand,
        ListTags: sdk.ListTagsCommand,
      },
    };
  },
  ec2: async () => {
    const sdk = await import('@aws-sdk/client-ec2');
    return {
      client: sdk.EC2Client,
      commands: {
        DescribeAddresses: sdk.DescribeAddressesCommand,
        DescribeFlowLogs: sdk.DescribeFlowLogsCommand,
        DescribeImages: sdk.DescribeImagesCommand,
        DescribeInstances: sdk.DescribeInstancesCommand,
        DescribeInternetGateways: sdk.DescribeInternetGatewaysCommand,
        DescribeManagedPrefixLists: sdk.DescribeManagedPrefixListsCommand,
        DescribeNetworkAcls: sdk.DescribeNetworkAclsCommand,
        DescribeNetworkInterfaces: sdk.DescribeNetworkInterfacesCommand,
        DescribeRegions: sdk.DescribeRegionsCommand,
        DescribeRouteTables: sdk.DescribeRouteTablesCommand,
        DescribeSecurityGroups: sdk.DescribeSecurityGroupsCommand,
        DescribeSnapshotAttribute: sdk.DescribeSnapshotAttributeCommand,
        DescribeSnapshots: sdk.DescribeSnapshotsCommand,
        DescribeSubnets: sdk.DescribeSubnetsCommand,
        DescribeVolumes: sdk.DescribeVolumesCommand,
        DescribeVpcBlockPublicAccessExclusions: sdk.DescribeVpcBlockPublicAccessExclusionsCommand,
        DescribeVpcBlockPublicAccessOptions: sdk.DescribeVpcBlockPublicAccessOptionsCommand,
        DescribeVpcs: sdk.DescribeVpcsCommand,
        GetEbsDefaultKmsKeyId: sdk.GetEbsDefaultKmsKeyIdCommand,
        GetEbsEncryptionByDefault: sdk.GetEbsEncryptionByDefaultCommand,
        GetImageBlockPublicAccessState: sdk.GetImageBlockPublicAccessStateCommand,
        GetManagedPrefixListEntries: sdk.GetManagedPrefixListEntriesCommand,
        GetSnapshotBlockPublicAccessState: sdk.GetSnapshotBlockPublicAccessStateCommand,
      },
    };
  },
  iam: async () => {
    const sdk = await import('@aws-sdk/client-iam');
    return {
      client: sdk.IAMClient,
      commands: {
        GenerateCredentialReport: sdk.GenerateCredentialReportCommand,
        GetAccountAuthorizationDetails: sdk.GetAccountAuthorizationDetailsCommand,
        GetAccountPasswordPolicy: sdk.GetAccountPasswordPolicyCommand,
        GetAccountSummary: sdk.GetAccountSummaryCommand,
        GetCredentialReport: sdk.GetCredentialReportCommand,
        ListSAMLProviders: sdk.ListSAMLProvidersCommand,
        ListServerCertificates: sdk.ListServerCertificatesCommand,
        ListVirtualMFADevices: sdk.ListVirtualMFADevicesCommand,
      },
    };
  },
  inspector2: async () => {
    const sdk = await import('@aws-sdk/client-inspector2');
    return {
      client: sdk.Inspector2Client,
      commands: { BatchGetAccountStatus: sdk.BatchGetAccountStatusCommand, ListFindings: sdk.ListFindingsCommand },
    };
  },
  rds: async () => {
    const sdk = await import('@aws-sdk/client-rds');
    return {
      client: sdk.RDSClient,
      commands: {
        DescribeDBClusterSnapshotAttributes: sdk.DescribeDBClusterSnapshotAttributesCommand,
        DescribeDBClusterSnapshots: sdk.DescribeDBClusterSnapshotsCommand,
        DescribeDBClusters: sdk.DescribeDBClustersCommand,
        DescribeDBInstances: sdk.DescribeDBInstancesCommand,
        DescribeDBSnapshotAttributes: sdk.DescribeDBSnapshotAttributesCommand,
        DescribeDBSnapshots: sdk.DescribeDBSnapshotsCommand,
      },
    };
  },
  sts: async () => {
    const sdk = await import('@aws-sdk/client-sts');
    return { client: sdk.STSClient, commands: { GetCallerIdentity: sdk.GetCallerIdentityCommand } };
  },
};

const defaultTimeouts: Timeouts = { connect: 5_000, idle: 20_000, attempt: 30_000 };
/** Requests under way at once, over all services and Regions: each has a socket at once and none waits for one. */
const sockets = 100;
const silent = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

function nothing(): void {
  // What the SDK would print is thrown, counted or logged here.
}

export function createClient(options: ClientOptions): Client {
  return new AwsClient(options);
}

class AwsClient implements Client, Asker {
  readonly #options: ClientOptions;
  readonly #home: string;
  readonly #endpoint: URL | null;
  readonly #clock: Clock;
  readonly #timeouts: Timeouts;
  readonly #credentials: Credentials;
  readonly #limiters: Limiters;
  readonly #slots = pLimit(sockets);
  readonly #agents = {
    httpAgent: new HttpAgent({ keepAlive: true, maxSockets: sockets }),
    httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: sockets }),
  };
  readonly #clients = new Map<string, Promise<SdkClient>>();
  #handler: Promise<unknown> | null = null;
  #statuses: ReadonlyMap<string, string> | null = null;
  #skew: number | null = null;

  constructor(options: ClientOptions) {
    // The SDK prints a warning of its own about old versions of Node; assize says itself which it needs.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
    this.#options = options;
    this.#home = options.region ?? 'us-east-1';
    this.#endpoint = options.endpoint === undefined ? null : parseEndpoint(options.endpoint);
    this.#clock = options.clock ?? systemClock;
    this.#timeouts = { ...defaultTimeouts, ...options.timeouts };
    this.#credentials = new Credentials(options.credentials ?? keySource(options.profile), options.profile);
    this.#limiters = new Limiters(this.#clock, options.share ?? defaultShare);
  }

  section(account: string, region: string): Section {
    const counts: Counts = { calls: 0, throttled: 0 };
    return {
      api: new SectionApi(this, { account, region }, counts, this.#options.maxPages ?? 10_000),
      calls: () => counts.calls,
      throttled: () => counts.throttled,
    };
  }

  /** What is asked before the account is known. */
  get #own(): Api {
    return this.section('', this.#home).api;
  }

  async identity(): Promise<Caller> {
    await this.#credentials.get();
    try {
      const { output } = await this.#own.call('sts:GetCallerIdentity');
      const { Account: account = '', Arn: arn = '' } = output;
      const partition = arn.split(':')[1] ?? '';
      if (!/^\d{12}$/.test(account) || partition === '') {
        throw new CallFailed('malformed answer: it names no account', {
          reason: 'error',
          operation: 'sts:GetCallerIdentity',
          region: this.#home,
        });
      }
      return { account, arn, partition };
    } catch (error) {
      if (error instanceof CallFailed && error.reason === 'expired-credentials') {
        throw new CredentialsError(error.message, error.hint);
      }
      throw error;
    }
  }

  async regions(): Promise<readonly RegionStatus[]> {
    const operation = 'ec2:DescribeRegions';
    const { output } = await this.#own.call(operation, { AllRegions: true });
    const regions = (output.Regions ?? []).map(({ RegionName: name, OptInStatus: status }) => {
      if (name === undefined || status === undefined) {
        const message = 'malformed answer: a Region without name or opt-in status';
        throw new CallFailed(message, { reason: 'error', operation, region: this.#home });
      }
      return { name, status };
    });
    for (const moving of await this.#moving(regions)) {
      const region = regions.find(({ name }) => name === moving.name);
      if (region !== undefined) region.status = moving.status;
    }
    this.#statuses = new Map(regions.map(({ name, status }) => [name, status]));
    return regions.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /**
   * The Regions that are being enabled or disabled. EC2's list does not tell them from those not opted in; where the
   * account may not be asked, they are taken for what EC2 says.
   */
  async #moving(regions: readonly RegionStatus[]): Promise<RegionStatus[]> {
    const moving: RegionStatus[] = [];
    if (regions.every(({ status }) => status !== 'not-opted-in')) return moving;
    try {
      const question = { RegionOptStatusContains: ['ENABLING', 'DISABLING'] as ('ENABLING' | 'DISABLING')[] };
      for await (const { output } of this.#own.pages('account:ListRegions', question)) {
        for (const { RegionName: name, RegionOptStatus: status } of output.Regions ?? []) {
          if (name !== undefined && status !== undefined) moving.push({ name, status });
        }
      }
    } catch (error) {
      if (!(error instanceof CallFailed) || error.reason === 'expired-credentials') throw error;
    }
    return moving;
  }

  get clockSkew(): number | null {
    return this.#skew;
  }

  close(): void {
    this.#agents.httpAgent.destroy();
    this.#agents.httpsAgent.destroy();
  }

  now(): number {
    return this.#clock.now() + (this.#skew ?? 0);
  }

  sleep(milliseconds: number): Promise<void> {
    return this.#clock.sleep(milliseconds);
  }

  async ask(
    operation: OperationId,
    at: Where,
    question: object,
    counts: Counts,
  ): Promise<{ output: object | null; source: Source }> {
    const row = rowOf(operation);
    const section = at.region;
    const region = section === 'global' ? this.#home : section;
    const limiter = this.#limiters.of(row.limit, operation, `${at.account} ${region}`);
    let refusals = 0;
    let corrections = 0;
    let broken = 0;
    let throttledSince: number | null = null;

    for (let attempt = 1; ; attempt++) {
      await limiter.take();
      this.#mustBeAlive(operation, section);
      const generation = this.#credentials.generation;
      const result = await this.#slots(() => this.#attempt(operation, region, section, question, attempt, counts));
      if ('output' in result) {
        limiter.succeeded();
        this.#credentials.accepted(generation);
        return { output: result.output, source: { operation, request: result.request } };
      }
      const { failure } = result;
      const meaning = meaningOf(operation, failure);
      const fail = (reason: UnknownReason, message: string, gone = false): CallFailed =>
        new CallFailed(message, {
          reason,
          operation,
          region: section,
          code: failure.code,
          request: failure.request,
          action: reason === 'access-denied' ? missingAction(operation, failure) : null,
          gone,
        });
      if (meaning !== 'throttled' && failure.status !== null) limiter.succeeded();
      if (meaning === 'absent' || meaning === 'gone' || meaning === 'denied') this.#credentials.accepted(generation);

      switch (meaning) {
        case 'absent':
          return { output: null, source: { operation, request: failure.request } };
        case 'throttled': {
          counts.throttled++;
          limiter.throttled();
          const now = this.#clock.now();
          throttledSince ??= now;
          if (now - (limiter.throttledSince ?? now) >= retry.outage || now - throttledSince >= retry.starved) {
            throw fail('throttled', `throttled (${named(failure)}) through ${attempt} attempts`);
          }
          await this.#clock.sleep(backoff('throttled', attempt, failure.retryAfter, this.#clock));
          break;
        }
        case 'transient':
        case 'no-host':
          if (++broken >= retry.attempts) {
            if (meaning === 'no-host' && (await this.#isNotOffered(operation, failure))) {
              throw fail(
                'not-supported',
                `AWS does not offer it in this Region: ${failure.host ?? 'it'} has no address`,
              );
            }
            throw fail('error', `${described(failure)}, in ${attempt} attempts`);
          }
          await this.#clock.sleep(backoff('transient', broken, failure.retryAfter, this.#clock));
          break;
        case 'clock':
          // The SDK now signs with AWS's time.
          if (++corrections > 2) throw fail('error', `${described(failure)}: is the clock of this machine right?`);
          break;
        case 'credentials': {
          if (isAmbiguous(failure) && region !== this.#home) {
            const status = this.#statuses?.get(region);
            if (status === 'not-opted-in') throw fail('not-enabled', 'the account has not opted in to this Region');
            if (status === undefined) {
              const doubt = 'and whether the account has opted in to this Region is not known';
              throw fail('error', `AWS refuses the credentials (${named(failure)}), ${doubt}`);
            }
          }
          const why = `AWS refuses the credentials (${named(failure)})`;
          // Others may be served with the same keys; this call does not go on for ever.
          if (++refusals > 3 || !(await this.#credentials.refused(generation, why))) {
            throw fail('expired-credentials', this.#credentials.dead ?? why);
          }
          break;
        }
        case 'denied':
          throw fail('access-denied', deniedMessage(operation, failure));
        case 'gone':
          throw fail('error', 'it has been deleted meanwhile', true);
        case 'not-enabled':
          throw fail('not-enabled', described(failure));
        case 'not-supported':
          throw fail('not-supported', described(failure));
        case 'error':
          throw fail('error', described(failure));
        default:
          meaning satisfies never;
      }
    }
  }

  #mustBeAlive(operation: OperationId, region: string): void {
    const { dead } = this.#credentials;
    if (dead !== null) throw new CallFailed(`not sent: ${dead}`, { reason: 'expired-credentials', operation, region });
  }

  async #attempt(
    operation: OperationId,
    region: string,
    section: string,
    question: object,
    attempt: number,
    counts: Counts,
  ): Promise<{ output: object; request: string } | { failure: Failure }> {
    const exchange: Exchange = { status: null, request: null, retryAfter: null };
    const began = this.#clock.now();
    const log = (code: string | null, request: string | null): void =>
      this.#options.log?.({
        operation,
        region: section,
        attempt,
        status: exchange.status,
        code,
        request,
        milliseconds: this.#clock.now() - began,
      });
    counts.calls++;
    try {
      const answer = await this.#send(operation, region, question, exchange);
      const { $metadata: _, ...output } = answer as { $metadata?: unknown };
      const problem = malformed(rowOf(operation), output, exchange.request);
      if (problem === null && exchange.request !== null) {
        log(null, exchange.request);
        return { output, request: exchange.request };
      }
      log('MalformedAnswer', exchange.request);
      const nothingElse = { code: null, malformed: true, host: null, clockCorrected: false };
      return { failure: { ...exchange, ...nothingElse, message: problem ?? '' } };
    } catch (error) {
      if (error instanceof DefinitionError) throw error;
      if (error instanceof CredentialsError) {
        counts.calls--;
        this.#credentials.dead ??= error.message;
        this.#mustBeAlive(operation, section);
      }
      const failure = failureOf(error, exchange, (text) => this.#credentials.redact(text));
      log(failure.malformed ? 'MalformedAnswer' : failure.code, failure.request);
      return { failure };
    }
  }

  /** Sends one command once and ends with the attempt's time, whatever is waited for. */
  async #send(operation: OperationId, region: string, question: object, exchange: Exchange): Promise<object> {
    const [service, name] = operation.split(':') as [Service, string];
    const { commands } = (await sdks[service]()) as { commands: Record<string, unknown> };
    const Command = commands[name] as new (input: object) => SdkCommand;
    const client = await this.#client(service, region);
    const command = new Command(question);
    command.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        this.#observe(result.response, exchange);
        return result;
      },
      { step: 'deserialize', priority: 'low', name: 'observeExchange' },
    );
    const controller = new AbortController();
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      controller.abort();
      late.reject(Object.assign(new Error('no whole answer in time'), { name: 'TimeoutError' }));
    }, this.#timeouts.attempt);
    try {
      return await Promise.race([client.send(command, { abortSignal: controller.signal }), late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  #observe(response: unknown, exchange: Exchange): void {
    const { statusCode, headers } = response as { statusCode: number; headers: Readonly<Record<string, string>> };
    exchange.status = statusCode;
    exchange.request =
      headers['x-amzn-requestid'] ?? headers['x-amzn-request-id'] ?? headers['x-amz-request-id'] ?? null;
    const now = this.#clock.now();
    const after = headers['retry-after'];
    if (after !== undefined) {
      const wait = /^\d+$/.test(after) ? Number(after) * 1000 : Date.parse(after) - now;
      exchange.retryAfter = wait > 0 ? wait : null;
    }
    const difference = Date.parse(headers.date ?? '') - now;
    if (Number.isNaN(difference)) return;
    // Only latency adds to a difference; the smallest is the nearest to the truth.
    if (this.#skew === null || Math.abs(difference) < Math.abs(this.#skew)) this.#skew = difference;
  }

  #client(service: Service, region: string): Promise<SdkClient> {
    const key = `${service} ${region}`;
    const known = this.#clients.get(key);
    if (known !== undefined) return known;
    const made = this.#connect(service, region);
    this.#clients.set(key, made);
    return made;
  }

  async #connect(service: Service, region: string): Promise<SdkClient> {
    const { client } = await sdks[service]();
    const Sdk = client as new (config: object) => SdkClient;
    this.#handler ??= import('@smithy/node-http-handler').then(
      ({ NodeHttpHandler }) =>
        new NodeHttpHandler({
          ...this.#agents,
          connectionTimeout: this.#timeouts.connect,
          requestTimeout: this.#timeouts.idle,
          throwOnRequestTimeout: true,
          socketTimeout: this.#timeouts.idle,
          logger: silent,
        }),
    );
    const made = new Sdk({
      region,
      ...(this.#endpoint === null ? {} : { endpoint: this.#endpoint.href }),
      // What the environment or a file says of endpoints is not asked for: whoever can set it would get a token.
      ignoreConfiguredEndpointUrls: true,
      // `memoized`: the keys are kept in one place, where they can be renewed for all clients.
      credentials: Object.assign(() => this.#credentials.get(), { memoized: true }),
      maxAttempts: 1,
      retryMode: 'standard',
      defaultsMode: 'standard',
      customUserAgent: [['assize', this.#options.version]],
      requestHandler: await this.#handler,
      logger: silent,
    });
    restrict(made, service, this.#endpoint?.hostname ?? null);
    return made;
  }

  /** Whether a service has no endpoint in a Region that is there: EC2 is in every Region. */
  async #isNotOffered(operation: OperationId, failure: Failure): Promise<boolean> {
    if (this.#endpoint !== null || failure.host === null || operation.startsWith('ec2:')) return false;
    try {
      await (this.#options.lookup ?? dnsLookup)(failure.host.replace(/^[a-z0-9]+/, 'ec2'));
      return true;
    } catch {
      return false;
    }
  }
}

/**
 * Makes an SDK client refuse every command that is not on the list, and every host that is not AWS's or the given one,
 * before anything is signed or sent.
 */
export function restrict(client: { readonly middlewareStack: unknown }, service: Service, host: string | null): void {
  const stack = client.middlewareStack as Stack;
  stack.add(
    (next, context) => async (args) => {
      const id = `${service}:${(context.commandName ?? '').replace(/Command$/, '')}`;
      if (!isOperationId(id)) throw notListed(id);
      return next(args);
    },
    { step: 'initialize', priority: 'high', name: 'onlyListedOperations' },
  );
  stack.add(
    (next) => async (args) => {
      const { hostname } = args.request as { hostname: string };
      if (host === null ? !isAwsHost(hostname) : hostname !== host) {
        throw new DefinitionError(
          `${hostname} is not a host of AWS: nothing was sent`,
          'Look at the name of the Region.',
        );
      }
      return next(args);
    },
    { step: 'build', priority: 'low', name: 'onlyKnownHosts' },
  );
}
