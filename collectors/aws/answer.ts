import type { Operation } from './operations.ts';

/** Why an answer cannot be what AWS said, or null. The SDK takes an HTML page for a list without members. */
export function malformed(row: Operation, output: object, request: string | null): string | null {
  if (request === null) return 'it has no request id';
  for (const path of row.list ?? []) {
    if (!Array.isArray(at(output, path))) return `it has no list ${path}`;
  }
  if (row.has !== undefined && (at(output, row.has) ?? null) === null) return `it has no ${row.has}`;
  return null;
}

/** The token of the page after this one; null where this is the last. */
export function nextToken(row: Operation, output: object): { token: string | null } | { problem: string } {
  if (row.token === undefined) return { token: null };
  const token = at(output, row.token[1]);
  const more = row.more === undefined ? undefined : at(output, row.more);
  if (more === false) return { token: null };
  if (typeof token === 'string' && token !== '') return { token };
  if (more === true) return { problem: `it says there are more pages, without ${row.token[1]}` };
  return { token: null };
}

function at(value: unknown, path: string): unknown {
  let here = value;
  for (const name of path.split('.')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, name)) return undefined;
    here = (here as Record<string, unknown>)[name];
  }
  return here;
}
