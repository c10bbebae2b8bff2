#!/usr/bin/env node
import { readFileSync } from 'node:fs';

// This file is the published command. It must start on a Node that is too old, to say so, and fast, to say its version:
// so it imports nothing before both are settled.
const needed = [22, 18] as const;
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  process.stderr.write(
    `assize needs Node ${needed.join('.')} or newer; this is ${process.versions.node}\nInstall a current Node, or run it with: npx --package=node@24 --package=assize assize\n`,
  );
  process.exitCode = 2;
} else if (process.argv.length === 3 && ['--version', '-V'].includes(process.argv[2] ?? '')) {
  process.stdout.write(`${version()}\n`);
} else {
  const { main } = await import('./main.ts');
  await main(process.argv, version());
}

function version(): string {
  for (const file of ['../package.json', '../../package.json']) {
    try {
      const read = JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as { version: string };
      return read.version;
    } catch {
      // built, it stands one folder deeper
    }
  }
  throw new Error('package.json is missing');
}
