import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { hashOf } from '../collectors/snapshot/read.ts';

/**
 * SHA-256 of an attestation's evidence file in hexadecimal digits; null where it cannot be read, or it or a folder on
 * the way to it is a symbolic link: that leads out of the folder, to what others may change. What is not a regular file
 * is no evidence either, and a pipe would be waited for forever.
 * @param beside the file of the attestations. @param file relative to it, in its folder or below
 */
export async function evidenceHash(beside: string, file: string): Promise<string | null> {
  try {
    let reached = path.dirname(beside);
    let isFile = false;
    for (const name of path.normalize(file).split(path.sep)) {
      reached = path.join(reached, name);
      const there = await lstat(reached); // of a link it tells that it is one
      if (there.isSymbolicLink()) return null;
      isFile = there.isFile();
    }
    return isFile ? await hashOf(reached) : null;
  } catch {
    return null;
  }
}
