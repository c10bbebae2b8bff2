import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Log } from 'sarif';
import { commandProperty } from '../../reporters/shared/escape.ts';
import type { Place } from './run.ts';
import { variable } from './step.ts';

/**
 * GitHub names files by their path in the repository; a report names them by that in the working directory. These put
 * the one before the other.
 */

/** The annotations of the report, as the runner takes them. */
export async function annotations({ out, prefix }: Place): Promise<string> {
  const text = await readFile(path.join(out, 'report.annotations.txt'), 'utf8');
  if (prefix === '') return text;
  return text.replace(/^::[a-z]+ file=/gm, (start) => `${start}${commandProperty(prefix)}/`);
}

/**
 * Makes the report's SARIF one of the repository: where its files are, and a category of its own for each key, since of
 * two uploads with the same category the later one replaces the other.
 */
export async function placeSarif({ out, folder, prefix }: Place, key: string): Promise<string> {
  const file = path.join(out, 'report.github.sarif');
  if (prefix === '' && key === '') return file;
  const log = JSON.parse(await readFile(file, 'utf8')) as Log;
  const under = prefix.split('/').map(encodeURIComponent).join('/');
  for (const run of log.runs) {
    if (key !== '' && run.automationDetails?.id !== undefined)
      run.automationDetails.id += `${encodeURIComponent(key)}/`;
    if (prefix === '') continue;
    const artifacts = (run.results ?? []).flatMap(({ locations }) =>
      (locations ?? []).map(({ physicalLocation }) => physicalLocation?.artifactLocation),
    );
    for (const artifact of artifacts) {
      // What lives in an account has no file: its path is the same wherever assize runs.
      if (artifact?.uri === undefined || !existsSync(path.join(folder, decodeURIComponent(artifact.uri)))) continue;
      artifact.uri = `${under}/${artifact.uri}`;
    }
  }
  await writeFile(file, JSON.stringify(log), { mode: 0o600 });
  return path.resolve(variable('GITHUB_WORKSPACE'), file);
}
