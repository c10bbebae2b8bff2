import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { GitHub } from './runner.ts';

/** Stands in for the GitHub CLI: the few requests that the steps make, answered from a file. */
const bot = { login: 'github-actions[bot]', type: 'Bot' };
const args = process.argv.slice(2);
const state = process.env.FAKE_GITHUB ?? '';
appendFileSync(process.env.FAKE_CALLS ?? '', `${JSON.stringify(args)}\n`);
const github = JSON.parse(readFileSync(state, 'utf8')) as GitHub;

if (process.env.GH_TOKEN !== 'token-of-the-job') refuse('gh: To use GitHub CLI in a workflow, set GH_TOKEN');
if (github.refusal !== null) refuse(github.refusal);
if (args[0] === 'api') {
  process.stdout.write(JSON.stringify(answer(args[2] ?? '', new URL(args[3] ?? '', 'https://api.github.com/'))));
  writeFileSync(state, JSON.stringify(github));
} else if (args[0] === 'run' && args[1] === 'download') {
  const folder = args[args.indexOf('--dir') + 1] ?? '';
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify({ run: args[2] }));
} else refuse(`gh: unknown command ${args.join(' ')}`);

function answer(method: string, { pathname, searchParams }: URL): unknown {
  const parts = pathname.slice(1).split('/');
  if (parts.slice(0, 3).join('/') !== 'repos/acme/estate') refuse('gh: Not Found (HTTP 404)');
  const rest = parts.slice(3);
  const body = (method === 'GET' ? {} : JSON.parse(readFileSync(0, 'utf8'))) as Record<string, never>;
  const page = <T>(all: readonly T[]) => {
    const size = Number(searchParams.get('per_page') ?? '30');
    const at = (Number(searchParams.get('page') ?? '1') - 1) * size;
    return all.slice(at, at + size);
  };
  const is = (...wanted: string[]) =>
    wanted.length === rest.length && wanted.every((one, at) => one === '*' || one === rest[at]);
  if (is('issues', '7', 'comments')) {
    if (method === 'GET') return page(github.comments);
    const made = { id: 1_000 + github.comments.length, user: bot, ...body } as unknown as GitHub['comments'][number];
    github.comments.push(made);
    return made;
  }
  if (method === 'PATCH' && is('issues', 'comments', '*')) {
    return Object.assign(github.comments.find(({ id }) => String(id) === rest[2]) ?? refuse('gh: Not Found'), body);
  }
  if (is('issues')) {
    if (method === 'GET') {
      const label = searchParams.get('labels') ?? '';
      return page(
        github.issues.filter(({ state: at, labels }) => at === searchParams.get('state') && labels?.includes(label)),
      );
    }
    const number = 1 + github.issues.length;
    const made = { id: number, number, state: 'open', user: bot, ...body } as unknown as GitHub['issues'][number];
    github.issues.push(made);
    return made;
  }
  if (method === 'PATCH' && is('issues', '*')) {
    return Object.assign(
      github.issues.find(({ number }) => String(number) === rest[1]) ?? refuse('gh: Not Found'),
      body,
    );
  }
  if (is('actions', 'workflows', 'assize-weekly-review.yml', 'runs')) return { workflow_runs: github.runs };
  if (is('actions', 'runs', '*', 'artifacts')) return { artifacts: github.artifacts[rest[2] ?? ''] ?? [] };
  return refuse('gh: Not Found (HTTP 404)');
}

function refuse(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
