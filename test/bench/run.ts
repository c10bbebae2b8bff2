import { hash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { ruleRun } from '../../cli/judge.ts';
import { settle } from '../../cli/options.ts';
import { select } from '../../cli/select.ts';
import { SnapshotWriter } from '../../collectors/snapshot/write.ts';
import { snapshotVersion } from '../../core/snapshot.ts';
import { worldOf, type World } from './world.ts';

// One measurement, in a process of its own: what the kernel says of its memory is then of nothing else.
const [job, size = '', folder = ''] = process.argv.slice(2);
const principal = 'arn:aws:iam::100000000000:user/bench';
const tool = { name: 'assize', version: '0.0.0' };
const { options, rules, judge } = await judgeOf();

/** How long it takes to judge a world to a written report.json: what `assize evaluate` does with a snapshot. */
async function judgeOf() {
  const settled = settle({ out: folder, format: ['json'], failOn: 'never', allowUnknown: true, quiet: true }, {});
  const given = { ...settled, prune: false, allowIncomplete: false, json: false };
  const selection = select(given);
  const run = { arguments: [], options: given, version: tool.version };
  return { options: given, rules: selection.rules, judge: await ruleRun(run, selection) };
}

async function timed(world: World): Promise<number> {
  await mkdir(options.out, { recursive: true });
  const began = performance.now();
  const { takenAt } = world;
  await judge({ inventory: world, snapshot: { takenAt, root: hash('sha256', size), principal } });
  return (performance.now() - began) / 1000;
}

async function write(world: World): Promise<number> {
  const began = performance.now();
  const { takenAt, accounts } = world;
  const writer = await SnapshotWriter.begin(folder, {
    schemaVersion: snapshotVersion,
    tool,
    takenAt,
    principal,
    partition: 'aws',
    accounts: accounts.map(({ id, enabled, scanned }) => ({ id, enabled: [...enabled], scanned: [...scanned] })),
    collectors: [],
  });
  for (const { section, resources } of world.sections()) {
    const { account, region, collector, kinds, operations, calls } = section;
    const id = { account: account ?? '', region: region ?? '', collector, kinds };
    await writer.section(
      id,
      () => new Date(takenAt),
      async (add) => {
        for (const resource of resources()) await add(resource);
        return { status: 'complete', operations, calls, gaps: [] };
      },
    );
  }
  await writer.finish({ endedAt: new Date(takenAt), clockSkew: null });
  return (performance.now() - began) / 1000;
}

/** How often a rule is asked about a resource. */
function evaluationsOf(world: World): number {
  let evaluations = 0;
  for (const { kinds, resources } of world.coverage) {
    evaluations += resources * rules.filter((rule) => rule.kinds.some((kind) => kinds.includes(kind))).length;
  }
  return evaluations;
}

const world = worldOf(Number(size));
let seconds: number;
if (job === 'write') seconds = await write(world);
else {
  // The first thousands are slow at any size: until the code is compiled.
  await timed(worldOf(10_000));
  seconds = await timed(world);
  await rm(options.out, { recursive: true });
}
const peakBytes = process.resourceUsage().maxRSS * 1024;
process.stdout.write(`${JSON.stringify({ seconds, peakBytes, evaluations: evaluationsOf(world) })}\n`);
