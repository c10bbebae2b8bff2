import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../../core/errors.ts';
import { limits, within } from './page.ts';
import { annotations, placeSarif } from './places.ts';
import { isComplete, readReport } from './report.ts';
import { assize, flag, place, sharedFlags } from './run.ts';
import { input, isOn, output, readEvent, runUrl, say, step, summarise, variable } from './step.ts';

/** Where each partition's STS is asked. */
const homes: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
};

/**
 * Scans the account, with a role that GitHub's identity may assume: no key is kept anywhere. What may be seen by anybody
 * who can see the run (log, summary) has the findings only where the repository is private.
 */
await step(async () => {
  const { isPrivate } = readEvent();
  const at = await place();
  const role = input('role-arn');
  const partition = /^arn:(aws|aws-cn|aws-us-gov):iam::\d{12}:role\/[\w+=,.@/-]+$/.exec(role)?.[1];
  if (partition === undefined) {
    throw new Error(
      `the input role-arn is ${JSON.stringify(role)}: write one as arn:aws:iam::123456789012:role/assize`,
    );
  }
  const identity = await mkdtemp(path.join(variable('RUNNER_TEMP'), 'assize-identity-'));
  const tokenFile = path.join(identity, 'token');
  await writeToken(tokenFile);
  // The role's own keys last an hour: a longer scan asks for others, with a token that must not have run out.
  const renewal = setInterval(() => {
    writeToken(tokenFile).catch((error: unknown) => say('warning', messageOf(error)));
  }, 240_000);
  let code: number;
  try {
    code = await assize(
      [
        'scan',
        ...flag('format', `${isPrivate ? 'text,' : ''}json,markdown,annotations,sarif-github`),
        ...flag('out', at.out),
        ...sharedFlags(),
        ...flag('region'),
        ...(isOn('allow-unknown') ? ['--allow-unknown'] : []),
      ],
      at.folder,
      {
        // Keys that are lying about come before a role: it would be another one that scans.
        AWS_ACCESS_KEY_ID: undefined,
        AWS_SECRET_ACCESS_KEY: undefined,
        AWS_SESSION_TOKEN: undefined,
        AWS_PROFILE: undefined,
        AWS_ROLE_ARN: role,
        AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile,
        AWS_ROLE_SESSION_NAME: `assize-${variable('GITHUB_RUN_ID')}`,
        AWS_REGION: process.env.AWS_REGION ?? homes[partition] ?? 'us-east-1',
      },
    );
  } finally {
    clearInterval(renewal);
    await rm(identity, { recursive: true, force: true });
  }
  output('exit-code', code);
  output('private', isPrivate);
  if (code !== 0 && code !== 1 && code !== 3) {
    summarise(`## Security review\n\n**No review.** assize ended with exit code ${code}: the log says why.`);
    say('error', `No review: exit code ${code}, see the log of this step`);
    return;
  }
  const told = await readReport(path.join(at.out, 'report.json'));
  const page = path.join(at.out, 'report.md');
  const open = Object.values(told.summary.open).reduce((sum, count) => sum + count, 0);
  output('folder', at.out);
  output('page', page);
  output('open', open);
  output('complete', isComplete(told));
  output('sarif', await placeSarif(at, ''));
  if (isPrivate) {
    process.stdout.write(await annotations(at));
    const rest = 'The rest had no room here: it is in the artifact assize-report.';
    summarise(within(await readFile(page, 'utf8'), limits.summary, rest));
  } else {
    summarise(
      `## Security review\n\n${String(open)} open findings, exit code ${String(code)}. The repository is public, so nothing else is shown, and nothing kept: run the review from a private one.`,
    );
    say('warning', `The repository is public: no report, snapshot or issue of ${runUrl()} is kept`);
  }
});

/** Asks GitHub for a token that says which workflow this is; AWS gives the role's keys for it. Whole or not at all. */
async function writeToken(file: string): Promise<void> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = process.env;
  if (address === undefined || bearer === undefined) {
    throw new Error('GitHub gives this job no identity: it needs permissions: id-token: write');
  }
  const url = new URL(address);
  url.searchParams.set('audience', input('audience'));
  const answer = await fetch(url, {
    headers: { authorization: `Bearer ${bearer}`, accept: 'application/json' },
    signal: AbortSignal.timeout(30_000),
  });
  if (!answer.ok) throw new Error(`GitHub gives no identity: it answered with status ${String(answer.status)}`);
  const { value } = (await answer.json()) as { value?: unknown };
  if (typeof value !== 'string' || value === '') throw new Error('GitHub gives no identity: its answer has no token');
  process.stdout.write(`::add-mask::${value}\n`);
  await writeFile(`${file}.new`, value, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
