import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { member, variable } from './step.ts';

/** Runs `gh` with the job's token, and gives what it prints. `body` goes to its standard input. */
export async function gh(args: readonly string[], body?: object): Promise<string> {
  const child = spawn('gh', args, { env: environment(), stdio: ['pipe', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  // It may end without having read everything.
  child.stdin.on('error', () => undefined).end(body === undefined ? '' : JSON.stringify(body));
  const [code] = (await once(child, 'close').catch((error: unknown) => {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw isMissing ? new Error('gh is not on this runner: install the GitHub CLI there') : error;
  })) as [number | null];
  if (code !== 0)
    throw new Error(err.trim() === '' ? `gh ended with exit code ${String(code)}` : err.trim().slice(0, 1_000));
  return out;
}

/** Asks GitHub's REST API; what it answers is for the caller to look into. */
export async function api(method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): Promise<unknown> {
  const given = body === undefined ? [] : ['--input', '-'];
  const answer = await gh(['api', '--method', method, path, ...given], body);
  return answer.trim() === '' ? null : (JSON.parse(answer) as unknown);
}

const perPage = 100;
/** More comments or issues than anybody reads. */
const mostPages = 50;

/** Every element of a list that the API gives page by page. */
export async function* listed(path: string): AsyncGenerator {
  for (let page = 1; page <= mostPages; page += 1) {
    const joined = path.includes('?') ? '&' : '?';
    const found = await api('GET', `${path}${joined}per_page=${String(perPage)}&page=${String(page)}`);
    if (!Array.isArray(found)) throw new Error(`GitHub answered something else than a list for ${path}`);
    yield* found as unknown[];
    if (found.length < perPage) return;
  }
}

/** Who writes with the job's token. Nobody can register a name with brackets. */
const own = 'github-actions[bot]';

/** Whether it was written with the job's token, and begins with the marker: what another wrote is never touched. */
export function isOwn(written: unknown, marker: string): boolean {
  const body = member(written, 'body');
  return (
    member(written, 'user', 'login') === own &&
    member(written, 'user', 'type') === 'Bot' &&
    typeof body === 'string' &&
    body.startsWith(marker)
  );
}

function environment(): NodeJS.ProcessEnv {
  const host = new URL(variable('GITHUB_SERVER_URL')).host;
  const token = process.env.GH_TOKEN;
  return {
    ...process.env,
    GH_PROMPT_DISABLED: '1',
    ...(host === 'github.com' ? {} : { GH_HOST: host, ...(token === undefined ? {} : { GH_ENTERPRISE_TOKEN: token }) }),
  };
}
