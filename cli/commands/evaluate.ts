import { readSnapshot } from '../../collectors/snapshot/read.ts';
import { UsageError } from '../../core/errors.ts';
import type { Run } from '../command.ts';
import { ruleRun } from '../judge.ts';
import { prepareFolder } from '../output.ts';
import { select } from '../select.ts';

/** `assize evaluate`: judges a snapshot; needs no credentials. */
export async function evaluate(run: Run): Promise<number> {
  const [input, ...others] = run.arguments;
  if (input === undefined || others.length > 0) {
    throw new UsageError('one snapshot can be judged at a time', 'Name one folder');
  }
  const judge = await ruleRun(run, select(run.options));
  await prepareFolder(run.options.out);
  return judge(await readSnapshot(input));
}
