import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Moto's server on loopback: an AWS API that nobody here wrote. */
export interface Moto {
  readonly url: string;
  /** Sets its clock, which then stands still, where it was started with `clock`; where not, it does nothing. */
  setTime(at: string): Promise<void>;
  stop(): Promise<void>;
}

/** Why moto cannot be run here; null where it can. */
export function motoMissing(): string | null {
  const found = spawnSync('python3', ['-c', 'import moto.server'], { stdio: 'ignore' }).status === 0;
  if (!found) return 'moto is not installed (pip install "moto[server]")';
  const certificates = spawnSync('openssl', ['version'], { stdio: 'ignore' }).status === 0;
  return certificates ? null : 'openssl is not installed';
}

const preload = () => globSync('/usr/lib/*/faketime/libfaketime.so.1')[0];

/** Why its clock cannot be set here; null where it can. */
export function clockMissing(): string | null {
  return preload() === undefined ? 'libfaketime is not installed (apt-get install faketime)' : null;
}

/** Starts it on a free port, its ids drawn from one seed so that they are the same every time. */
export async function startMoto(options: { clock?: string; validationWait?: number } = {}): Promise<Moto> {
  const port = await freePort();
  const home = await mkdtemp(path.join(tmpdir(), 'assize-moto-'));
  const clockFile = path.join(home, 'clock');
  const setTime = async (at: string) => {
    if (options.clock !== undefined) await writeFile(clockFile, `${at.replace('T', ' ').replace(/(\.\d+)?Z$/, '')}\n`);
  };
  await setTime(options.clock ?? '');
  const faked =
    options.clock === undefined
      ? {}
      : {
          LD_PRELOAD: preload(),
          FAKETIME_TIMESTAMP_FILE: clockFile,
          FAKETIME_NO_CACHE: '1',
          FAKETIME_DONT_FAKE_MONOTONIC: '1',
          TZ: 'UTC',
        };
  const child = spawn('python3', ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], {
    env: {
      ...process.env,
      ...faked,
      PYTHONHASHSEED: '0',
      MOTO_IAM_LOAD_MANAGED_POLICIES: 'true',
      // Some hundred images of others, each with a snapshot that moto lists as one's own.
      MOTO_EC2_LOAD_DEFAULT_AMIS: 'false',
      // Seconds after which a certificate that was requested is issued.
      MOTO_ACM_VALIDATION_WAIT: String(options.validationWait ?? 3600),
    },
    stdio: process.env.MOTO_LOG === undefined ? 'ignore' : 'inherit',
  });
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    await ended(child);
    if (existsSync(home)) await rm(home, { recursive: true, force: true });
  };
  try {
    await answers(`${url}/moto-api/data.json`, child);
    await fetch(`${url}/moto-api/seed?a=42`, { method: 'POST' });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, setTime, stop };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Waits until it answers: it imports for some seconds. */
async function answers(url: string, child: ChildProcess): Promise<void> {
  let last: unknown;
  for (let tries = 0; tries < 600; tries += 1) {
    if (child.exitCode !== null) throw new Error(`moto ended with ${child.exitCode}`);
    try {
      const response = await fetch(url);
      if (response.ok) return;
      last = response.status;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('moto does not answer', { cause: last });
}
