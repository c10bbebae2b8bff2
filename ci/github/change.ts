import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { limits, within } from './page.ts';
import { annotations, placeSarif } from './places.ts';
import { isComplete, readReport } from './report.ts';
import { assize, flag, place, sharedFlags } from './run.ts';
import { input, isOn, output, runUrl, say, step, summarise, variable } from './step.ts';

/**
 * Judges a change. The exit code is an output: the comment and the upload come after it, and the last step fails.
 */
await step(async () => {
  if (variable('GITHUB_EVENT_NAME') === 'pull_request_target') {
    throw new Error('pull_request_target hands write access to a fork: use the event pull_request');
  }
  const judged = input('input');
  if (judged === '') throw new Error('the input "input" is missing: name a plan, a template, cdk.out or a snapshot');
  const at = await place();
  const code = await assize(
    [
      'evaluate',
      ...flag('format', 'text,json,markdown,annotations,sarif-github'),
      ...flag('out', at.out),
      ...sharedFlags(),
      ...['source', 'base'].flatMap((name) => flag(name)),
      ...flag('onto', input('onto') === '' ? input('fetched') : input('onto')),
      ...parameters().flatMap((parameter) => flag('parameter', parameter)),
      ...(isOn('fail-on-unknown') ? ['--fail-on-unknown'] : []),
      '--',
      judged,
    ],
    at.folder,
  );
  output('exit-code', code);
  output('folder', at.out);
  const page = path.join(at.out, 'report.md');
  output('page', page);
  if (code !== 0 && code !== 1 && code !== 3) {
    const notJudged = `## Change review\n\n**Not judged.** assize ended with exit code ${code}: [the log](${runUrl()}) says why.\n`;
    await writeFile(page, notJudged);
    summarise(notJudged);
    say('error', `Not judged: exit code ${code}, see the log of this step`);
    return;
  }
  const told = await readReport(path.join(at.out, 'report.json'));
  output('report', path.join(at.out, 'report.json'));
  output('new', told.summary.new);
  output('fixed', told.summary.absent);
  output('became-unknown', told.summary.becameUnknown);
  process.stdout.write(await annotations(at));
  summarise(within(await readFile(page, 'utf8'), limits.summary, 'The rest had no room here: it is in report.md.'));
  output('sarif', await placeSarif(at, input('key')));
  output('complete', isComplete(told));
});

/** A line each: a value may hold commas. */
function parameters(): string[] {
  return input('parameters')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
