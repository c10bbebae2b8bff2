import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf, OutputError } from '../core/errors.ts';

const hints: Record<string, string> = {
  ENOSPC: 'Free some space and run it again',
  EDQUOT: 'Free some space and run it again',
  EFBIG: 'Raise the limit on the size of files, or judge fewer rules',
  EACCES: 'Name a folder that can be written with --out',
  EPERM: 'Name a folder that can be written with --out',
  EROFS: 'Name a folder that can be written with --out',
  ENOTDIR: 'A part of the path is a file: name another folder with --out',
  EEXIST: 'A part of the path is a file: name another folder with --out',
  EISDIR: 'There is a folder of that name: move it away',
};

/** @throws OutputError where it is a file or cannot be written: before anything long begins */
export async function prepareFolder(folder: string): Promise<void> {
  await asOutputError(folder, async () => {
    const there = await stat(folder).catch(() => null);
    if (there !== null && !there.isDirectory()) {
      throw new OutputError(`${folder} is a file, not a folder`, 'Name another folder with --out');
    }
    await mkdir(folder, { recursive: true });
    const probe = path.join(folder, '.writable');
    await writeFile(probe, '');
    await rm(probe);
  });
}

/** What the file system refuses becomes an error that names the place and says what to do. */
export async function asOutputError<T>(place: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    const hint = typeof code === 'string' ? hints[code] : undefined;
    if (hint === undefined) throw error;
    throw new OutputError(`cannot write to ${place}: ${messageOf(error)}`, hint);
  }
}

/** A file being written: under a temporary name, in pieces of 64 KiB, until `keep` gives it its own. */
export class PendingFile {
  readonly name: string;
  readonly temporary: string;
  readonly #descriptor: number;
  #buffer: string[] = [];
  /** Used again for each piece: a new one for each of many thousands waits, outside the heap, to be collected. */
  #bytes = Buffer.alloc(131_072);
  #length = 0;
  #open = true;

  constructor(name: string) {
    this.name = name;
    this.temporary = `${name}.tmp`;
    this.#descriptor = openSync(this.temporary, 'w', 0o600);
  }

  write(part: string): void {
    this.#buffer.push(part);
    this.#length += part.length;
    if (this.#length > 65_536) this.#flush();
  }

  /** Everything is on disk, still under the temporary name. */
  close(): void {
    if (!this.#open) return;
    this.#flush();
    fsyncSync(this.#descriptor);
    closeSync(this.#descriptor);
    this.#open = false;
  }

  async keep(): Promise<void> {
    this.close();
    await rename(this.temporary, this.name);
  }

  async drop(): Promise<void> {
    if (this.#open) closeSync(this.#descriptor);
    this.#open = false;
    await rm(this.temporary, { force: true });
  }

  #flush(): void {
    const text = this.#buffer.join('');
    const length = Buffer.byteLength(text);
    if (length > this.#bytes.length) this.#bytes = Buffer.alloc(2 * length);
    this.#bytes.write(text);
    for (let at = 0; at < length;) at += writeSync(this.#descriptor, this.#bytes, at, length - at);
    this.#buffer = [];
    this.#length = 0;
  }
}
