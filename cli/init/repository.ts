import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { System } from './answers.ts';

/** What the folder tells of where it is kept; each part null where it does not. */
export interface Repository {
  readonly host: string | null;
  /** `owner/name`, or longer on GitLab. */
  readonly name: string | null;
  readonly defaultBranch: string | null;
}

/** Reads `.git` of a folder, as far as it has the usual form; git itself is not run. */
export async function repositoryOf(folder: string): Promise<Repository> {
  const git = (file: string) => readFile(path.join(folder, '.git', file), 'utf8').catch(() => '');
  const origin =
    /^\[remote "origin"\]\s*\n(?:[ \t]+.*\n)*?[ \t]+url[ \t]*=[ \t]*(\S+)/m.exec(await git('config'))?.[1] ?? '';
  const [, host = null, name = null] =
    /^(?:(?:https?|ssh):\/\/(?:[\w.-]+@)?|[\w.-]+@)([\w.-]+)(?::\d+)?[/:]((?:[\w.-]+\/)+[\w.-]+?)(?:\.git)?\/?$/.exec(
      origin,
    ) ?? [];
  const branch = /^ref: refs\/remotes\/origin\/([\w./-]+)\s*$/.exec(await git('refs/remotes/origin/HEAD'))?.[1] ?? null;
  return { host, name, defaultBranch: branch };
}

/** The CI system that seems to be used. */
export async function systemIn(folder: string, { host }: Repository): Promise<System> {
  const has = async (name: string) => (await stat(path.join(folder, name)).catch(() => null)) !== null;
  if (host === 'github.com' || (await has('.github'))) return 'github';
  if (host?.includes('gitlab') === true || (await has('.gitlab-ci.yml'))) return 'gitlab';
  return (await has('Jenkinsfile')) ? 'jenkins' : 'github';
}
