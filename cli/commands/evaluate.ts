import { UsageError } from '../../core/errors.ts';
import type { Run } from '../command.ts';
import { readInput } from '../input.ts';
import { ruleRun } from '../judge.ts';
import { prepareFolder } from '../output.ts';
import { select } from '../select.ts';
import { terminal } from '../terminal.ts';

/** `assize evaluate`: judges a snapshot, a plan or a template; needs no credentials. */
export async function evaluate(run: Run): Promise<number> {
  const [input, ...others] = run.arguments;
  if (input === undefined || others.length > 0) {
    throw new UsageError('one input can be judged at a time', 'Name one snapshot, plan, template or cdk.out');
  }
  const judge = await ruleRun(run, select(run.options));
  const judged = await readInput(input, run.options, terminal.now());
  await prepareFolder(run.options.out);
  return judge(judged);
}
