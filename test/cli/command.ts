import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import path from 'node:path';
import { isOperationId } from '../../collectors/aws/operations.ts';
import { answer, requestOf, type Reply, type Request } from '../collectors/aws/wire.ts';

const root = path.join(import.meta.dirname, '../..');

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** No credentials, no configuration and no instance metadata of the machine reach the command. */
const environment = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/nonexistent/config',
  AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/credentials',
};
export const credentials = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example-of-a-secret-key' };

/** Runs the command in a folder, and waits for its end. */
export async function assize(
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string>; kill?: (now: () => void) => void } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [path.join(root, 'cli/bin.ts'), ...args], {
    cwd: options.cwd ?? root,
    env: { ...environment, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  options.kill?.(() => void child.kill('SIGKILL'));
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, out, err };
}

/** What is answered at once, so that nothing waits for it. */
const ready: Readonly<Record<string, string>> = { 'iam:GenerateCredentialReport': '<State>COMPLETE</State>' };

/** An AWS API on loopback: every operation is answered as where there is nothing, but for what `reply` answers. */
export async function startAws(
  reply: (request: Request) => Reply | Promise<Reply> | undefined,
): Promise<{ url: string; asked: string[]; stop: () => Promise<void> }> {
  const asked: string[] = [];
  const server = createServer((incoming, outgoing) => {
    void bodyOf(incoming).then(async (body) => {
      const headers = Object.fromEntries(
        Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
      );
      const request = requestOf('localhost', incoming.url ?? '', headers, body);
      asked.push(request.operation);
      const usual = isOperationId(request.operation)
        ? answer(request.operation, ready[request.operation])
        : { status: 404 };
      const { status = 200, body: text = '', headers: back = {} } = (await reply(request)) ?? usual;
      outgoing.writeHead(status, back).end(text);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** What `ec2:DescribeRegions` answers for an account with these Regions. */
export function regionsAnswer(names: readonly string[]): Reply {
  const items = names.map(
    (name) =>
      `<item><regionName>${name}</regionName><regionEndpoint>ec2.${name}.amazonaws.com</regionEndpoint><optInStatus>opt-in-not-required</optInStatus></item>`,
  );
  return answer('ec2:DescribeRegions', `<regionInfo>${items.join('')}</regionInfo>`);
}
