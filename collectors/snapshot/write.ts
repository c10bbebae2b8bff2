import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { messageOf, OutputError, UsageError } from '../../core/errors.ts';
import type { Gap, SectionCoverage, SectionStatus } from '../../core/coverage.ts';
import type { KindId } from '../../core/kinds/index.ts';
import type { Resource } from '../../core/resource.ts';
import {
  compareSections,
  manifestText,
  scanRecord,
  sectionRecord,
  type Manifest,
  type ScanRecord,
  type SectionRecord,
} from '../../core/snapshot.ts';
import { problemOf } from '../../core/validate.ts';
import { hashOf } from './read.ts';

export interface SectionId {
  readonly account: string;
  readonly region: string;
  readonly collector: string;
  readonly kinds: readonly KindId[];
}

/** How a section ended. */
export interface SectionEnd {
  readonly status: SectionStatus;
  /** By kind, sorted: the operations that list it, of those that were answered. */
  readonly operations: SectionCoverage['operations'];
  readonly calls: number;
  readonly gaps: readonly Gap[];
}

/**
 * Writes a snapshot. Sections go to `<folder>.partial`, each under a temporary name until it is whole; the folder gets
 * its own name only when the manifest is in it. So a folder of that name is a finished snapshot, and what a killed
 * scan leaves can be resumed from its finished sections.
 */
export class SnapshotWriter {
  readonly scan: ScanRecord;
  readonly #folder: string;
  readonly #partial: string;
  readonly #sections = new Map<string, SectionRecord>();

  private constructor(folder: string, scan: ScanRecord) {
    this.#folder = folder;
    this.#partial = `${folder}.partial`;
    this.scan = scan;
  }

  /**
   * Whether a snapshot may be written there.
   * @throws OutputError where the folder is a file, or holds a finished snapshot and `force` is not set
   */
  static async mayWrite(folder: string, force: boolean): Promise<void> {
    const there = await stat(folder).catch(() => null);
    if (there === null) return;
    if (!there.isDirectory()) {
      throw new OutputError(`${folder} is a file, not a folder`, 'Name another folder with --out');
    }
    if (!force) {
      throw new OutputError(
        `${folder} holds a finished snapshot`,
        'Replace it with --force, or name another folder with --out',
      );
    }
  }

  /** Begins a snapshot; what an unfinished one left there is dropped. */
  static async begin(folder: string, scan: ScanRecord): Promise<SnapshotWriter> {
    const writer = new SnapshotWriter(folder, scan);
    await writing(folder, async () => {
      await rm(writer.#partial, { recursive: true, force: true });
      await mkdir(writer.#partial, { recursive: true, mode: 0o700 });
      await writeWhole(path.join(writer.#partial, 'scan.json'), `${JSON.stringify(scan)}\n`);
    });
    return writer;
  }

  /**
   * Goes on with an unfinished snapshot: its whole, complete sections are kept; those with gaps are collected again.
   * @throws UsageError where there is none, or it is of another account or selection
   */
  static async resume(folder: string, scan: ScanRecord): Promise<SnapshotWriter> {
    const file = path.join(`${folder}.partial`, 'scan.json');
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text === null) {
      throw new UsageError(`there is no unfinished scan in ${folder}.partial to resume`, 'Run it without --resume');
    }
    const earlier = parsed(text);
    if (problemOf(scanRecord, earlier) !== null) {
      throw new UsageError(`${file} is not the record of a scan`, 'Run it without --resume');
    }
    const begun = earlier as ScanRecord;
    const same = (of: ScanRecord) => JSON.stringify([of.schemaVersion, of.tool, of.accounts, of.collectors]);
    if (same(begun) !== same(scan)) {
      throw new UsageError(
        `the unfinished scan in ${folder}.partial is of another account, selection or version`,
        'Resume it with the flags it was begun with, or run it without --resume',
      );
    }
    const writer = new SnapshotWriter(folder, begun);
    return writer;
  }

  /** The record of a section that an earlier, unfinished run completed; null where it is to be collected. */
  async finishedSection(id: SectionId): Promise<SectionRecord | null> {
    const record = parsed(await readFile(this.#file(id, 'json'), 'utf8').catch(() => '')) as SectionRecord;
    if (problemOf(sectionRecord, record) !== null || record.status !== 'complete') return null;
    const digest = await hashOf(path.join(this.#partial, record.file)).catch(() => null);
    if (digest !== record.sha256) return null;
    this.#sections.set(record.file, record);
    return record;
  }

  /**
   * Writes one section: `fill` is handed a function that takes each resource, and says how the section ended.
   * Where it throws, nothing of the section is left.
   */
  async section(
    id: SectionId,
    now: () => Date,
    fill: (add: (resource: Resource) => Promise<void>) => Promise<SectionEnd>,
  ): Promise<SectionRecord> {
    const file = this.#file(id, 'jsonl.gz');
    const temporary = `${file}.tmp`;
    return writing(this.#folder, async () => {
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      const startedAt = now().toISOString();
      const lines = new LineFile(temporary);
      try {
        let resources = 0;
        const end = await fill(async (resource) => {
          resources += 1;
          await lines.add(JSON.stringify(resource));
        });
        const { sha256, bytes } = await lines.end();
        await rename(temporary, file);
        const record: SectionRecord = {
          account: id.account,
          region: id.region,
          collector: id.collector,
          kinds: [...id.kinds],
          operations: Object.fromEntries(id.kinds.map((kind) => [kind, [...(end.operations[kind] ?? [])]])),
          status: end.status,
          resources,
          calls: end.calls,
          startedAt,
          endedAt: now().toISOString(),
          gaps: end.gaps.map((gap) => ({ ...gap })),
          file: path.relative(this.#partial, file).split(path.sep).join('/'),
          sha256,
          bytes,
        };
        await writeWhole(this.#file(id, 'json'), `${JSON.stringify(record)}\n`);
        this.#sections.set(record.file, record);
        return record;
      } catch (error) {
        await lines.abandon();
        throw error;
      }
    });
  }

  /** Writes the manifest and gives the snapshot its name. An earlier one of that name is replaced whole. */
  async finish(end: { endedAt: Date; clockSkew: number | null }): Promise<void> {
    const { collectors: _, ...scan } = this.scan;
    const sections = [...this.#sections.values()].sort(compareSections);
    const manifest: Omit<Manifest, 'digest'> = {
      ...scan,
      endedAt: end.endedAt.toISOString(),
      clockSkew: end.clockSkew,
      sections,
    };
    await writing(this.#folder, async () => {
      for (const section of sections) {
        await rm(path.join(this.#partial, section.file.replace(/\.jsonl\.gz$/, '.json')), { force: true });
      }
      await rm(path.join(this.#partial, 'scan.json'), { force: true });
      await writeWhole(path.join(this.#partial, 'manifest.json'), manifestText(manifest));
      const replaced = `${this.#folder}.replaced`;
      await rm(replaced, { recursive: true, force: true });
      if ((await stat(this.#folder).catch(() => null)) !== null) await rename(this.#folder, replaced);
      await rename(this.#partial, this.#folder);
      await rm(replaced, { recursive: true, force: true });
    });
  }

  #file(id: Pick<SectionId, 'account' | 'region' | 'collector'>, ending: string): string {
    for (const name of [id.account, id.region, id.collector]) {
      if (!/^[a-z0-9-]+$/.test(name)) throw new Error(`"${name}" cannot be part of a file name`);
    }
    return path.join(this.#partial, 'sections', id.account, id.region, `${id.collector}.${ending}`);
  }
}

/** A gzip file written line by line, hashed as it is written, and synced before it is said to be whole. */
class LineFile {
  readonly #hash = createHash('sha256');
  readonly #gzip = createGzip();
  readonly #file: ReturnType<typeof createWriteStream>;
  readonly #done: Promise<void>;
  readonly #name: string;
  #bytes = 0;

  constructor(name: string) {
    this.#name = name;
    this.#file = createWriteStream(name, { mode: 0o600, flush: true });
    const hash = this.#hash;
    const file = this.#file;
    const tee = new Writable({
      write(chunk: Buffer, _, done) {
        hash.update(chunk);
        file.write(chunk, (error) => done(error ?? null));
      },
      final(done) {
        file.end(() => done());
      },
    });
    this.#gzip.pipe(tee);
    file.on('error', (error) => tee.destroy(error));
    tee.on('error', (error) => this.#gzip.destroy(error));
    this.#done = Promise.all([finished(tee), finished(file)]).then(() => undefined);
    this.#done.catch(() => undefined); // awaited in end(); until then an error waits there
  }

  async add(line: string): Promise<void> {
    const text = `${line}\n`;
    this.#bytes += Buffer.byteLength(text);
    if (this.#gzip.destroyed) await this.#done;
    if (!this.#gzip.write(text)) {
      await Promise.race([new Promise((resolve) => this.#gzip.once('drain', resolve)), this.#done]);
    }
  }

  async end(): Promise<{ sha256: string; bytes: number }> {
    this.#gzip.end();
    await this.#done;
    return { sha256: this.#hash.digest('hex'), bytes: this.#bytes };
  }

  async abandon(): Promise<void> {
    this.#gzip.destroy();
    // Opening it may still be under way, and would bring it back.
    if (!this.#file.closed) {
      await new Promise<void>((resolve) => {
        this.#file.once('close', resolve);
        this.#file.destroy();
      });
    }
    await rm(this.#name, { force: true });
  }
}

/** Writes a file under a temporary name, syncs it, and gives it its name. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const temporary = `${file}.tmp`;
  const handle = await open(temporary, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const hints: Record<string, string> = {
  ENOSPC: 'Free some space, then go on with --resume',
  EACCES: 'Name a folder that can be written with --out',
  EPERM: 'Name a folder that can be written with --out',
  EROFS: 'Name a folder that can be written with --out',
  ENOTDIR: 'A part of the path is a file: name another folder with --out',
};

/** Runs a piece of writing; what the file system refuses becomes an error that names the folder and what to do. */
async function writing<T>(folder: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (typeof code !== 'string' || hints[code] === undefined) throw error;
    throw new OutputError(`cannot write to ${folder}: ${messageOf(error)}`, hints[code]);
  }
}
