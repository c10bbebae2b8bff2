import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';

/** The folder that an input may name files of: nothing outside it is read, whatever a template says. */
export class Folder {
  readonly #real: string;
  private constructor(real: string) {
    this.#real = real;
  }

  static async of(folder: string): Promise<Folder> {
    return new Folder(await realpath(folder));
  }

  /**
   * The file that a template or manifest names, as the input was given, with forward slashes.
   * @param from the folder of what names it
   * @returns null where it is a URL, not there, no file, or outside the folder, be it by a symbolic link
   */
  async file(from: string, named: string): Promise<string | null> {
    return this.#find(from, named, 'file');
  }

  /** The same for a folder. */
  async folder(from: string, named: string): Promise<string | null> {
    return this.#find(from, named, 'folder');
  }

  async #find(from: string, named: string, wanted: 'file' | 'folder'): Promise<string | null> {
    if (named === '' || named.includes('\0') || /^[a-z][a-z0-9+.-]*:/i.test(named) || path.isAbsolute(named))
      return null;
    const found = posix(path.join(from, named));
    try {
      const real = await realpath(found);
      const within = path.relative(this.#real, real);
      if (within === '..' || within.startsWith(`..${path.sep}`) || path.isAbsolute(within)) return null;
      const stats = await stat(real);
      return (wanted === 'file' ? stats.isFile() : stats.isDirectory()) ? found : null;
    } catch {
      return null;
    }
  }
}

/** A path with forward slashes. */
export function posix(file: string): string {
  return path.sep === '\\' ? file.replaceAll('\\', '/') : file;
}
