import { readdirSync, readFileSync, statSync, type Stats } from 'node:fs';
import path from 'node:path';
import type { SourcePlace } from '../../../core/resource.ts';
import type { Block } from './block.ts';
import { jsonBlocks } from './json.ts';
import { nativeBlocks } from './native.ts';

/** Larger files are left out, in bytes: nobody writes such a one, and what is generated is of no use to a reviewer. */
const largestFile = 10 * 1024 * 1024;

/** Where the blocks of a folder are, by the key of their headers; null for one that stands there more than once. */
export type BlockPlaces = ReadonlyMap<string, SourcePlace | null>;

export function keyOf(header: readonly string[]): string {
  return JSON.stringify(header);
}

/** Reads a module's files. One that cannot be read, or is no Terraform file inside, is left out. */
export function blockPlaces(folder: string): BlockPlaces {
  const places = new Map<string, SourcePlace | null>();
  let names: readonly string[] = [];
  try {
    names = filesIn(folder);
  } catch {
    // as a folder with no file in it
  }
  for (const name of names) {
    if (/(^|_)override\.tf(\.json)?$/.test(name)) continue; // changes what another file defines
    const file = path.posix.join(folder, name);
    for (const { header, line } of blocksOf(file)) {
      const key = keyOf(header);
      places.set(key, places.has(key) ? null : { file, line });
    }
  }
  return places;
}

function blocksOf(file: string): readonly Block[] {
  try {
    const text = readText(file);
    if (text === null) return [];
    return file.endsWith('.json') ? jsonBlocks(text) : nativeBlocks(text);
  } catch {
    return [];
  }
}

/**
 * The names of a folder's Terraform files, without the hidden ones, which Terraform does not read.
 * @throws where the folder cannot be read
 */
export function filesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => /\.tf(\.json)?$/.test(name) && !name.startsWith('.'))
    .filter((name) => statOf(path.posix.join(folder, name))?.isFile() === true)
    .sort();
}

/** @returns null where the file is too large to be one that somebody wrote */
export function readText(file: string): string | null {
  if (statSync(file).size > largestFile) return null;
  return readFileSync(file, 'utf8').replace(/^\ufeff/, '');
}

export function isFolder(file: string): boolean {
  return statOf(file)?.isDirectory() === true;
}

/** null where there is nothing, or nothing that can be seen: a link to itself, a folder without permission. */
function statOf(file: string): Stats | null {
  try {
    return statSync(file);
  } catch {
    return null;
  }
}
