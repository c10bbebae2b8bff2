import { readFile } from 'node:fs/promises';
import { messageOf } from '../../core/errors.ts';
import { api, isOwn, listed } from './gh.ts';
import { limits, markerOf, within } from './page.ts';
import { input, isOn, member, output, runUrl, say, step, variable } from './step.ts';

const label = 'assize';

/**
 * Keeps one issue for the review: opened when there are open findings that the baseline does not have, updated while
 * there are, closed when there are none and everything could be seen. That it cannot be written fails nothing.
 */
await step(async () => {
  // GitHub shows issues to whoever may see the repository.
  if (!isOn('private')) return;
  const repository = variable('GITHUB_REPOSITORY');
  const marker = markerOf('review', input('key') === '' ? 'weekly' : input('key'));
  const open = Number(input('open'));
  if (!/^\d+$/.test(input('open'))) throw new Error('the review did not say how many findings are open');
  try {
    const before = await ownIssue(repository, marker);
    if (open === 0) {
      if (before === null || !isOn('complete')) return;
      await api('PATCH', `repos/${repository}/issues/${String(before)}`, {
        state: 'closed',
        state_reason: 'completed',
      });
      say('notice', `Issue ${String(before)} is closed: nothing is open, and everything could be seen`);
      return;
    }
    const title = `assize: ${String(open)} open ${open === 1 ? 'finding' : 'findings'}`;
    const foot = `\n[The run](${runUrl()}) has the whole report as an artifact.\n`;
    const page = within(
      await readFile(input('page'), 'utf8'),
      limits.comment - Buffer.byteLength(marker + foot),
      'The rest had no room here: it is in the artifact assize-report.',
    );
    const body = `${marker}\n${page}${foot}`;
    const made =
      before === null
        ? await api('POST', `repos/${repository}/issues`, { title, body, labels: [label] })
        : await api('PATCH', `repos/${repository}/issues/${String(before)}`, { title, body });
    output('issue', String(member(made, 'number')));
  } catch (error) {
    say('warning', `The issue cannot be written (it needs issues: write): ${messageOf(error)}`);
  }
});

async function ownIssue(repository: string, marker: string): Promise<number | null> {
  for await (const issue of listed(`repos/${repository}/issues?state=open&labels=${label}`)) {
    const number = member(issue, 'number');
    // The list has pull requests too.
    if (typeof number === 'number' && member(issue, 'pull_request') === undefined && isOwn(issue, marker))
      return number;
  }
  return null;
}
