import { instant } from '../normalise.ts';

/** A line of the credential report, by the names of its columns. */
export type Row = ReadonlyMap<string, string>;

/** The lines of a report, and how many of them cannot be told apart into columns; null for what is no report. */
export function rowsOf(csv: string): { readonly rows: Row[]; readonly unreadable: number } | null {
  const [first = '', ...lines] = csv.replace(/^\uFEFF/, '').split(/\r?\n/);
  const header = cellsOf(first);
  if (!header.includes('user') || !header.includes('arn')) return null;
  const named = header[0] === 'user' && header[1] === 'arn';
  const rows: Row[] = [];
  let unreadable = 0;
  for (const line of lines.filter((text) => text.trim() !== '')) {
    const quoted = cellsOf(line);
    const cells = quoted.length > header.length && named ? cellsByArn(line) : quoted;
    const row: Row = new Map(header.map((column, index) => [column, cells?.[index] ?? '']));
    if (row.get('arn')?.startsWith('arn:') === true) rows.push(row);
    else unreadable += 1;
  }
  return { rows, unreadable };
}

/** The cells of a line, quoted where they hold a comma or a quote. */
function cellsOf(line: string): string[] {
  return Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, plain = '']) =>
    quoted === undefined ? plain : quoted.replaceAll('""', '"'),
  );
}

/**
 * The cells of a line whose first two, the user's name and ARN, hold commas and are not quoted. A name holds no colon,
 * so the ARN begins at the first `,arn:`; and it ends with the name.
 */
function cellsByArn(line: string): string[] | null {
  const start = line.indexOf(',arn:');
  const user = line.slice(0, Math.max(0, start));
  const end = line.indexOf(`/${user},`, start + 1);
  if (user === '' || end < 0) return null;
  const next = end + 1 + user.length;
  return [user, line.slice(start + 1, next), ...cellsOf(line.slice(next + 1))];
}

/** TRUE or FALSE, in whatever case; anything else is not known. */
export function flagIn(row: Row | undefined, column: string): boolean | undefined {
  const cell = row?.get(column)?.toLowerCase();
  return cell === 'true' ? true : cell === 'false' ? false : undefined;
}

/** A point in time; null for never, for what there is none of, and for what AWS has not kept. */
export function instantIn(row: Row | undefined, column: string): string | null | undefined {
  const cell = row?.get(column) ?? '';
  if (/^(n\/a|no_information|not_supported)$/i.test(cell)) return null;
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(cell) ? instant(cell) : undefined;
}
