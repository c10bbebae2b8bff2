/** What GitLab reads of an entry. */
export interface Entry {
  readonly type: string;
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly categories: readonly string[];
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
  readonly content?: { readonly body: string };
}

/** What makes GitLab drop an entry and all after it, or not find its file. */
export function entryFaults(entries: readonly Entry[]): string[] {
  const faults: string[] = [];
  const seen = new Set<string>();
  for (const { description, check_name: name, fingerprint, severity, location } of entries) {
    const { path, lines } = location;
    if (description === '' || description.length > 900) faults.push(`description of ${String(description.length)}`);
    if (name === '') faults.push('no check_name');
    if (!/^[0-9a-f]{32}$/.test(fingerprint) || seen.has(fingerprint)) faults.push(`fingerprint ${fingerprint}`);
    seen.add(fingerprint);
    if (!/^(?:info|minor|major|critical|blocker)$/.test(severity)) faults.push(`severity ${severity}`);
    if (path === '' || path.length > 2_000 || /^\/|\\|^[a-z]:|(?:^|\/)\.\.?(?:\/|$)/i.test(path))
      faults.push(`path ${path}`);
    if (!Number.isInteger(lines.begin) || lines.begin < 1) faults.push(`line ${String(lines.begin)}`);
  }
  return faults;
}
