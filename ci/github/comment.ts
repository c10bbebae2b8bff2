import { readFile } from 'node:fs/promises';
import { messageOf } from '../../core/errors.ts';
import { api, isOwn, listed } from './gh.ts';
import { limits, markerOf, within } from './page.ts';
import { input, member, output, readEvent, runUrl, say, step, variable } from './step.ts';

/**
 * Writes the report into the pull request: one comment for each key, which the next run updates. It says what was
 * judged; that it cannot be written fails nothing, and the summary of the job has the same.
 */
await step(async () => {
  const { pullRequest } = readEvent();
  if (pullRequest === null) {
    say('notice', 'There is no pull request to comment on: the summary of the job has the report');
    return;
  }
  if (pullRequest.isFork) {
    say('notice', 'The token cannot write to a pull request from a fork: the summary of the job has the report');
    return;
  }
  const repository = variable('GITHUB_REPOSITORY');
  const marker = markerOf(
    'change',
    input('key') === '' ? `${input('working-directory')}/${input('input')}` : input('key'),
  );
  const commit = /^[0-9a-f]{40}$/.test(pullRequest.head) ? ` of commit ${pullRequest.head.slice(0, 7)}` : '';
  const foot = `\n[The run${commit}](${runUrl()})\n`;
  const page = within(
    await readFile(input('page'), 'utf8'),
    limits.comment - Buffer.byteLength(marker + foot),
    `The rest had no room here: it is in [the summary of the run](${runUrl()}).`,
  );
  const body = `${marker}\n${page}${foot}`;
  try {
    const comments = `repos/${repository}/issues/${String(pullRequest.number)}/comments`;
    for await (const comment of listed(comments)) {
      const id = member(comment, 'id');
      if (typeof id !== 'number' || !isOwn(comment, marker)) continue;
      await api('PATCH', `repos/${repository}/issues/comments/${String(id)}`, { body });
      output('comment', id);
      return;
    }
    const made = await api('POST', comments, { body });
    output('comment', String(member(made, 'id')));
  } catch (error) {
    say('warning', `The comment cannot be written (it needs pull-requests: write): ${messageOf(error)}`);
  }
});
