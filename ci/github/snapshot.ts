import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../../core/errors.ts';
import { api, gh } from './gh.ts';
import { input, member, output, readEvent, say, step, variable, type Event } from './step.ts';

/**
 * Fetches the latest snapshot that the weekly review kept. Without one the change is judged all the same, against the
 * plan's own values: so what cannot be had is said, and fails nothing.
 */
await step(async () => {
  const workflow = input('onto-workflow');
  if (!/^[\w.-]+\.ya?ml$/.test(workflow)) {
    throw new Error(`the input onto-workflow is ${JSON.stringify(workflow)}: write the name of a workflow's file`);
  }
  const artifact = input('onto-artifact');
  if (!/^[\w.-]+$/.test(artifact)) {
    throw new Error(`the input onto-artifact is ${JSON.stringify(artifact)}: write the name of an artifact`);
  }
  const event = readEvent();
  if (event.pullRequest?.isFork === true) {
    // What it would say of the account could be read in the log by whoever opened the pull request.
    say('notice', 'A pull request from a fork is judged without a snapshot of the account');
    return;
  }
  const folder = await fetched(workflow, artifact, event).catch((error: unknown) => {
    say('warning', `The snapshot of ${workflow} cannot be fetched (it needs actions: read): ${messageOf(error)}`);
    return null;
  });
  if (folder !== null) output('folder', folder);
});

async function fetched(workflow: string, artifact: string, { defaultBranch }: Event): Promise<string | null> {
  const repository = variable('GITHUB_REPOSITORY');
  if (defaultBranch === null) throw new Error('the event does not name the default branch');
  const runs = await api(
    'GET',
    `repos/${repository}/actions/workflows/${workflow}/runs?status=completed&branch=${encodeURIComponent(defaultBranch)}&per_page=20`,
  );
  for (const run of listOf(runs, 'workflow_runs')) {
    const id = member(run, 'id');
    if (typeof id !== 'number' || !isTrusted(run, { repository, defaultBranch })) continue;
    const kept = await api(
      'GET',
      `repos/${repository}/actions/runs/${String(id)}/artifacts?name=${artifact}&per_page=100`,
    );
    const isThere = listOf(kept, 'artifacts').some(
      (one) => member(one, 'name') === artifact && member(one, 'expired') === false,
    );
    if (!isThere) continue;
    const folder = await mkdtemp(path.join(variable('RUNNER_TEMP'), 'assize-snapshot-'));
    await gh(['run', 'download', String(id), '--repo', repository, '--name', artifact, '--dir', folder]);
    say('notice', `Judged onto the snapshot of run ${String(id)} of ${workflow}`);
    return folder;
  }
  say('notice', `No run of ${workflow} on ${defaultBranch} has a snapshot: judged against the change's own values`);
  return null;
}

/**
 * A run of the repository's own branch, that a schedule or a person with write access started. A fork's branch may have
 * the same name, and its workflow file may say anything.
 */
function isTrusted(
  run: unknown,
  { repository, defaultBranch }: { repository: string; defaultBranch: string },
): boolean {
  const event = member(run, 'event');
  return (
    (event === 'schedule' || event === 'workflow_dispatch') &&
    member(run, 'head_branch') === defaultBranch &&
    member(run, 'head_repository', 'full_name') === repository
  );
}

function listOf(answer: unknown, name: string): readonly unknown[] {
  const list = member(answer, name);
  if (!Array.isArray(list)) throw new Error(`GitHub's answer has no ${name}`);
  return list as unknown[];
}
