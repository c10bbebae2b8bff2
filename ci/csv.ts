/** The rows of a CSV file (RFC 4180) with a header, each by column. */
export function csvRows(text: string): Map<string, string>[] {
  const [header = [], ...rows] = cells(text);
  return rows.map((row, index) => {
    if (row.length !== header.length) throw new Error(`row ${index + 2} has ${row.length} cells, not ${header.length}`);
    return new Map(header.map((column, at) => [column, row[at] ?? '']));
  });
}

function cells(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  // A cell in quotes, with "" for a quote, or one without; then what ends it.
  for (const [, quotes, bare = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    if (end === '' && row.length === 0 && quotes === undefined && bare === '') break;
    row.push(quotes === undefined ? bare : quotes.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
    if (end === '') break;
  }
  return rows;
}
