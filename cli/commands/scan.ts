import path from 'node:path';
import { createClient } from '../../collectors/aws/client.ts';
import { scan as collectAccount } from '../../collectors/aws/scan.ts';
import { readSnapshot } from '../../collectors/snapshot/read.ts';
import { exitCode } from '../../core/errors.ts';
import type { Run } from '../command.ts';
import { judgedSnapshot, ruleRun } from '../judge.ts';
import { prepareFolder } from '../output.ts';
import { select, type Selection } from '../select.ts';
import { ProgressLine, terminal } from '../terminal.ts';

/** `assize collect`: writes a snapshot; 3 where something of it could not be read. */
export async function collect(run: Run): Promise<number> {
  const gaps = await takeSnapshot(run, select(run.options));
  terminal.err.write(`snapshot: ${path.join(run.options.out, 'snapshot')}\n`);
  return gaps > 0 ? exitCode.incomplete : exitCode.ok;
}

/** `assize scan`: collect, evaluate, report. */
export async function scan(run: Run): Promise<number> {
  const selection = select(run.options);
  // What the judging needs is read first: a broken waiver file should not cost a scan.
  const judge = await ruleRun(run, selection);
  await takeSnapshot(run, selection);
  return judge(judgedSnapshot(await readSnapshot(path.join(run.options.out, 'snapshot'))));
}

/** @returns how many gaps the snapshot has */
async function takeSnapshot(run: Run, selection: Selection): Promise<number> {
  const { options, version } = run;
  await prepareFolder(options.out);
  const progress = new ProgressLine(terminal.err, options.quiet, terminal.now);
  const client = createClient({
    version,
    region: homeRegion(options.region[0] ?? terminal.environment.AWS_REGION ?? terminal.environment.AWS_DEFAULT_REGION),
    ...(options.profile === undefined ? {} : { profile: options.profile }),
    ...(options.endpointUrl === undefined ? {} : { endpoint: options.endpointUrl }),
    ...(options.debug ? { log: (record) => void terminal.err.write(`${JSON.stringify(record)}\n`) } : {}),
  });
  let gaps = 0;
  try {
    await collectAccount({
      client,
      collectors: selection.collectors,
      folder: path.join(options.out, 'snapshot'),
      tool: { name: 'assize', version },
      regions: options.region,
      expectAccount: options.expectAccount,
      concurrency: options.concurrency,
      resume: options.resume,
      force: options.force,
      now: terminal.now,
      progress: (at) => {
        gaps = at.gaps;
        progress.show(
          `collecting: ${at.done} of ${at.of} sections, ${at.resources} resources, ${at.calls} calls` +
            (at.gaps === 0 ? '' : `, ${at.gaps} gaps`),
          at.done === at.of,
        );
      },
    });
  } finally {
    progress.end();
    client.close();
  }
  return gaps;
}

/** The Region in which the partition's own services are asked. A Region that was mistyped must not decide it. */
function homeRegion(named: string | undefined): string {
  if (named?.startsWith('cn-') === true) return 'cn-north-1';
  return named?.startsWith('us-gov-') === true ? 'us-gov-west-1' : 'us-east-1';
}
