import { createHash, hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { InputError, messageOf } from '../../core/errors.ts';
import type { Gap, SectionCoverage } from '../../core/coverage.ts';
import type { Inventory } from '../../core/inventory.ts';
import type { KindId } from '../../core/kinds/index.ts';
import type { Resource } from '../../core/resource.ts';
import {
  manifestSchema,
  manifestText,
  snapshotVersion,
  type Manifest,
  type SectionRecord,
} from '../../core/snapshot.ts';
import { problemOf, resourceProblem } from '../../core/validate.ts';

/** Longest line that is read, in bytes: a resource is a few hundred; more than this is no snapshot of ours. */
const longestLine = 64 * 1024 * 1024;

/** A snapshot that has been verified, as something that can be judged. */
export interface Snapshot extends Inventory {
  readonly manifest: Manifest;
  /** SHA-256 of the manifest, and through it of every section. */
  readonly root: string;
}

/**
 * Opens a snapshot: reads its manifest and verifies every section's file against it before anything is judged.
 * @throws InputError naming file and line where it is corrupt, truncated, tampered with or of a newer version
 */
export async function readSnapshot(folder: string): Promise<Snapshot> {
  const manifest = await readManifest(folder);
  for (const section of manifest.sections) await verify(folder, section);
  const validated = new Set<string>();
  return {
    manifest,
    root: manifest.digest,
    takenAt: manifest.takenAt,
    accounts: manifest.accounts,
    coverage: manifest.sections.map(coverageOf),
    async *resources(only) {
      for (const section of manifest.sections) {
        if (only !== undefined && !section.kinds.some((kind) => only.has(kind as KindId))) continue;
        const known = validated.has(section.file);
        for await (const resource of resourcesOf(folder, section, !known)) {
          if (only?.has(resource.kind) ?? true) yield resource;
        }
        validated.add(section.file);
      }
    },
  };
}

async function readManifest(folder: string): Promise<Manifest> {
  const file = path.join(folder, 'manifest.json');
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new InputError(`cannot be read: ${messageOf(error)}`, 'Name the folder of a finished snapshot', { file });
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError(`is not JSON: ${messageOf(error)}`, damaged, { file, line: lineOf(error, text) });
  }
  const version = (value as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (typeof version === 'number' && version > snapshotVersion) {
    throw new InputError(
      `is of version ${version}, this assize reads up to ${snapshotVersion}`,
      'Use a newer assize for it',
      { file },
    );
  }
  const problem = problemOf(manifestSchema, value);
  if (problem !== null) throw new InputError(`is not a snapshot's manifest: ${problem}`, damaged, { file });
  const { digest, ...rest } = value as Manifest;
  if (hash('sha256', JSON.stringify(rest)) !== digest || manifestText(rest) !== text) {
    throw new InputError('was changed after it was written: its digest does not match', damaged, { file });
  }
  return value as Manifest;
}

const damaged = 'Take the snapshot again, or restore it from where it was kept';

function lineOf(error: unknown, text: string): number {
  const position = /position (\d+)/.exec(messageOf(error))?.[1];
  return position === undefined ? text.split('\n').length : text.slice(0, Number(position)).split('\n').length;
}

function coverageOf(section: SectionRecord): SectionCoverage {
  const { account, region, collector, kinds, operations, status, resources, calls, gaps } = section;
  const known = { kinds: kinds as KindId[], gaps: gaps as Gap[] };
  return { account, region, collector, operations, status, resources, calls, ...known };
}

/** SHA-256 of a file's bytes, streamed. */
export async function hashOf(file: string): Promise<string> {
  const digest = createHash('sha256');
  await pipeline(createReadStream(file), digest);
  return digest.digest('hex');
}

async function verify(folder: string, section: SectionRecord): Promise<void> {
  const file = path.join(folder, section.file);
  if ((await stat(file).catch(() => null)) === null) {
    throw new InputError('is missing, the manifest names it', damaged, { file });
  }
  if ((await hashOf(file)) === section.sha256) return;
  // Say where it is broken, if it can be told; a file that reads well was changed by someone who knew how.
  for await (const _ of resourcesOf(folder, section, true));
  throw new InputError("was changed after it was written: its SHA-256 is not the manifest's", damaged, { file });
}

/** The resources of a section, line by line. */
async function* resourcesOf(folder: string, section: SectionRecord, validate: boolean): AsyncGenerator<Resource> {
  const file = path.join(folder, section.file);
  let line = 0;
  for await (const text of linesOf(file, section.bytes)) {
    line += 1;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      throw new InputError(`is not JSON: ${messageOf(error)}`, damaged, { file, line });
    }
    if (validate) {
      const problem = resourceProblem(value);
      if (problem !== null) throw new InputError(`is not a resource: ${problem}`, damaged, { file, line });
    }
    yield value as Resource;
  }
  if (line !== section.resources) {
    throw new InputError(`ends after ${line} of ${section.resources} resources`, damaged, { file, line });
  }
}

/** The lines of a gzip file, never more of it in memory than a chunk and a line. */
async function* linesOf(file: string, bytes: number): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const gunzip = createGunzip();
  const feeding = pipeline(createReadStream(file), gunzip);
  feeding.catch(() => undefined); // the loop below meets the same error
  let rest = '';
  let line = 0;
  let read = 0;
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      read += chunk.length;
      if (read > bytes) throw new Error(`it holds more than the ${bytes} bytes that the manifest tells`);
      rest += decoder.decode(chunk, { stream: true });
      let from = 0;
      for (let end = rest.indexOf('\n', from); end >= 0; end = rest.indexOf('\n', from)) {
        line += 1;
        yield rest.slice(from, end);
        from = end + 1;
      }
      rest = rest.slice(from);
      if (rest.length > longestLine) throw new Error('a line is too long');
    }
    if (rest !== '') throw new Error('its last line is cut off');
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`is damaged: ${messageOf(error)}`, damaged, { file, line: line + 1 });
  } finally {
    gunzip.destroy();
  }
}
