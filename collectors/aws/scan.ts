import pLimit from 'p-limit';
import type { Gap, SectionStatus } from '../../core/coverage.ts';
import { messageOf, UsageError } from '../../core/errors.ts';
import type { KindId } from '../../core/kinds/index.ts';
import type { Resource } from '../../core/resource.ts';
import { snapshotVersion, type SectionRecord } from '../../core/snapshot.ts';
import { closest } from '../../core/suggest.ts';
import { listingOf, type Api, type At, type Collector } from '../collector.ts';
import { SnapshotWriter, type SectionEnd } from '../snapshot/write.ts';
import { CallFailed } from './failure.ts';
import { noting } from './noting.ts';
import type { OperationId } from './operations.ts';

/** What the scan needs of a client: who it is, which Regions there are, and a way to ask in each. */
export interface ScanClient {
  identity(): Promise<{ account: string; arn: string; partition: string }>;
  regions(): Promise<readonly { name: string; status: string }[]>;
  /** An `Api` for one section, and how many calls it has sent. */
  section(account: string, region: string): { api: Api; calls: () => number };
  readonly clockSkew: number | null;
}

export interface ScanOptions {
  readonly client: ScanClient;
  readonly collectors: readonly Collector[];
  /** Folder of the snapshot. */
  readonly folder: string;
  readonly tool: { readonly name: string; readonly version: string };
  /** Names of Regions; none: every enabled one. */
  readonly regions: readonly string[];
  /** Refuse any other account. */
  readonly expectAccount?: string | undefined;
  /** How many sections are collected at a time. */
  readonly concurrency: number;
  readonly resume: boolean;
  readonly force: boolean;
  readonly now: () => Date;
  /** Told after each section. */
  readonly progress: (progress: Progress) => void;
}

export interface Progress {
  readonly done: number;
  readonly of: number;
  readonly resources: number;
  readonly calls: number;
  readonly gaps: number;
  readonly section: SectionRecord;
}

/** Where AWS keeps what has no Region: the Region that its global services are asked in. */
const globalRegion: Record<string, string> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
};

/** Statuses of a Region in which resources are wholly in service. */
const inService = new Set(['opt-in-not-required', 'opted-in', 'ENABLED', 'ENABLED_BY_DEFAULT']);
/** On the way in or out: resources may exist and be billed, but the Region may not answer. */
const inTransition = new Set(['ENABLING', 'DISABLING']);

/** Collects an account into a snapshot. What cannot be read becomes a gap; only what nothing can follow ends the scan. */
export async function scan(options: ScanOptions): Promise<void> {
  const { client, now } = options;
  if (!options.resume) await SnapshotWriter.mayWrite(options.folder, options.force);
  const who = await client.identity();
  if (options.expectAccount !== undefined && options.expectAccount !== who.account) {
    throw new UsageError(
      `the credentials are of account ${who.account}, not of ${options.expectAccount}`,
      'Use the credentials of that account, or leave out --expect-account',
    );
  }
  const { enabled, scanned, moving } = await regionsOf(client, options.regions);
  const record = {
    schemaVersion: snapshotVersion,
    tool: { ...options.tool },
    takenAt: now().toISOString(),
    principal: who.arn,
    partition: who.partition,
    accounts: [{ id: who.account, enabled: [...enabled], scanned: [...scanned] }],
    collectors: options.collectors.map(({ id }) => id).sort(),
  };
  const writer = options.resume
    ? await SnapshotWriter.resume(options.folder, record)
    : await SnapshotWriter.begin(options.folder, record);

  const sections = options.collectors.flatMap((collector) =>
    (collector.scope === 'global' ? ['global'] : scanned).map((region) => ({ collector, region })),
  );
  const total = { done: 0, of: sections.length, resources: 0, calls: 0, gaps: 0 };
  const limit = pLimit(options.concurrency);
  const stop = new AbortController();
  const collectOne = async ({ collector, region }: (typeof sections)[number]): Promise<void> => {
    if (stop.signal.aborted) return;
    const at: At = { partition: who.partition, account: who.account, region, regions: scanned };
    const id = { account: who.account, region, collector: collector.id, kinds: collector.kinds };
    try {
      const finished = options.resume ? await writer.finishedSection(id) : null;
      const section =
        finished ??
        (await writer.section(id, now, (add) =>
          moving.has(region) ? inMotion(collector, region) : collect(collector, client, at, add),
        ));
      total.done += 1;
      total.resources += section.resources;
      total.calls += finished === null ? section.calls : 0;
      total.gaps += section.gaps.length;
      options.progress({ ...total, section });
    } catch (error) {
      stop.abort(); // the disk is full, or a bug: further sections would only meet the same
      throw error;
    }
  };
  const results = await Promise.allSettled(sections.map((section) => limit(collectOne, section)));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  await writer.finish({ endedAt: now(), clockSkew: client.clockSkew });
}

/** Runs one collector. A list that cannot be read leaves what was read before it, and a gap in every kind it brings. */
async function collect(
  collector: Collector,
  client: ScanClient,
  at: At,
  add: (resource: Resource) => Promise<void>,
): Promise<SectionEnd> {
  const region = at.region === 'global' ? (globalRegion[at.partition] ?? 'us-east-1') : at.region;
  const { api, calls } = client.section(at.account, region);
  const answered = new Set<OperationId>();
  const gaps: Gap[] = [];
  const seen = new Set<string>();
  let resources = 0;
  try {
    for await (const item of collector.collect(noting(api, answered), at)) {
      if ('gap' in item) {
        gaps.push(item.gap);
        continue;
      }
      // What moves while pages are read can be listed twice.
      const key = `${item.kind} ${item.region ?? ''} ${item.arn}`;
      if (seen.has(key)) continue;
      seen.add(key);
      resources += 1;
      await add(item);
    }
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    for (const kind of collector.kinds) {
      gaps.push({
        kind,
        operation: error.operation,
        reason: error.reason,
        message: messageOf(error),
        request: error.request,
      });
    }
  }
  const status: SectionStatus = gaps.length === 0 ? 'complete' : resources > 0 ? 'partial' : 'unavailable';
  return { status, operations: operationsOf(collector, answered), calls: calls(), gaps };
}

/** Which of the operations that list a kind were answered: that nothing was found rests on them. */
function operationsOf(collector: Collector, answered: ReadonlySet<OperationId>): SectionEnd['operations'] {
  const told = (kind: KindId) => listingOf(collector, kind).filter((operation) => answered.has(operation));
  return Object.fromEntries(collector.kinds.map((kind) => [kind, told(kind).sort()]));
}

/** A Region that is being enabled or disabled is not asked: an empty answer of it would prove nothing. */
function inMotion(collector: Collector, region: string): Promise<SectionEnd> {
  const gaps = collector.kinds.map((kind) => ({
    kind,
    operation: 'account:ListRegions',
    reason: 'not-enabled' as const,
    message: `Region ${region} is being enabled or disabled: what it holds cannot be told`,
  }));
  return Promise.resolve({ status: 'unavailable', operations: operationsOf(collector, new Set()), calls: 0, gaps });
}

/**
 * The Regions that are enabled, by AWS's own list and nothing else, and those to look at. Without the list the scan
 * goes on only where Regions are named; none is then known to be all.
 */
async function regionsOf(
  client: ScanClient,
  wanted: readonly string[],
): Promise<{ enabled: readonly string[]; scanned: readonly string[]; moving: ReadonlySet<string> }> {
  let listed: readonly { name: string; status: string }[];
  try {
    listed = await client.regions();
  } catch (error) {
    if (!(error instanceof CallFailed) || error.reason === 'expired-credentials') throw error;
    if (wanted.length > 0) return { enabled: [], scanned: [...new Set(wanted)].sort(), moving: new Set() };
    throw new UsageError(
      `the Regions of the account cannot be listed: ${messageOf(error)}`,
      `Allow ${error.operation}, or name the Regions with --region`,
    );
  }
  const enabled = listed
    .filter(({ status }) => inService.has(status) || inTransition.has(status))
    .map(({ name }) => name)
    .sort();
  for (const name of wanted) {
    const known = listed.find((region) => region.name === name);
    if (known === undefined) {
      const near = closest(name, enabled);
      throw new UsageError(
        `there is no Region ${name}`,
        near === null ? `The account's Regions are ${enabled.join(', ')}` : `Did you mean ${near}?`,
      );
    }
    if (!enabled.includes(name)) {
      throw new UsageError(
        `Region ${name} is not enabled in this account (${known.status})`,
        'Enable it, or leave it out: there can be nothing in it',
      );
    }
  }
  const moving = new Set(listed.filter(({ status }) => inTransition.has(status)).map(({ name }) => name));
  return { enabled, scanned: wanted.length === 0 ? enabled : [...new Set(wanted)].sort(), moving };
}
