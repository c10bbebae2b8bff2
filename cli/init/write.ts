import { lstat, mkdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf, OutputError, UsageError } from '../../core/errors.ts';

/** A name beside the file's own, which nobody else uses. */
const beside = (file: string, what: 'new' | 'old') =>
  path.join(path.dirname(file), `.${path.basename(file)}.assize-${String(process.pid)}.${what}`);

/**
 * Writes files into a folder, all of them or none: each under a temporary name, then all are renamed; what goes wrong is
 * undone.
 * @param force replace those that exist
 * @throws UsageError naming those that exist, without `force`
 * @throws OutputError where the folder cannot be written
 */
export async function writeAll(folder: string, files: ReadonlyMap<string, string>, force: boolean): Promise<void> {
  const wanted = [...files.keys()];
  const there = await existing(folder, wanted);
  if (there.length > 0 && !force) {
    throw new UsageError(
      `${there.join(', ')} ${there.length === 1 ? 'exists' : 'exist'}; nothing was written`,
      'Move them away, or replace them with --force',
    );
  }
  const undo: (() => Promise<unknown>)[] = [];
  try {
    for (const [name, content] of files) {
      const file = path.join(folder, name);
      for (const made of await makeFolders(path.dirname(file))) undo.push(() => rmdir(made));
      const temporary = beside(file, 'new');
      undo.push(() => rm(temporary, { force: true }));
      await writeFile(temporary, content, { flag: 'wx' });
    }
    for (const name of wanted) {
      const file = path.join(folder, name);
      if (there.includes(name)) {
        await rename(file, beside(file, 'old'));
        undo.push(() => rename(beside(file, 'old'), file));
      }
      await rename(beside(file, 'new'), file);
      if (!there.includes(name)) undo.push(() => rm(file, { force: true }));
    }
  } catch (error) {
    for (const step of undo.reverse()) await step().catch(() => undefined);
    throw new OutputError(
      `cannot write, and nothing was written: ${messageOf(error)}`,
      'Run it where files can be written, in the root of the repository',
    );
  }
  for (const name of there) await rm(beside(path.join(folder, name), 'old'), { force: true, recursive: true });
}

/** Those that are there; a link that leads nowhere is there too. */
async function existing(folder: string, names: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const name of names) {
    const at = await lstat(path.join(folder, name)).catch(() => null);
    if (at?.isDirectory() === true) {
      throw new UsageError(
        `${name} is a folder; nothing was written`,
        'Move it away: a file of that name is to be written',
      );
    }
    if (at !== null) found.push(name);
  }
  return found;
}

/** @returns those that were not there, the outermost first */
async function makeFolders(folder: string): Promise<string[]> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return [];
  const made = [folder];
  while (made[0] !== undefined && path.resolve(made[0]) !== path.resolve(first)) made.unshift(path.dirname(made[0]));
  return made;
}
