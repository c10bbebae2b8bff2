import type { Log, ReportingDescriptor, Run } from 'sarif';

/** What GitHub code scanning asks of a SARIF file beyond the schema; over most of it, it refuses the whole file. */
export function githubFaults(log: Log, { whole }: { readonly whole: boolean }): string[] {
  const faults: string[] = [];
  const ask = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(fault);
  };
  ask(log.runs.length <= 20, 'more than 20 runs');
  const ids = log.runs.map((run) => run.automationDetails?.id ?? '');
  ask(new Set(ids).size === ids.length, 'two runs of one category');
  for (const run of log.runs) {
    const id = run.automationDetails?.id ?? '';
    ask(/^assize\/(?:[^/]+\/)?$/.test(id), `category ${id}`);
    runFaults(run, ask, whole);
  }
  emptyStrings(log, '', faults);
  return faults;
}

function runFaults(run: Run, ask: (holds: boolean, fault: string) => void, whole: boolean): void {
  const rules = run.tool.driver.rules ?? [];
  const results = run.results ?? [];
  ask(rules.length <= 25_000, 'more than 25,000 rules');
  for (const rule of rules) ruleFaults(rule, ask);
  if (whole) ask(results.length <= 5_000, 'more than 5,000 results');
  const seen = new Set<string>();
  for (const result of results) {
    const location = result.locations?.[0]?.physicalLocation;
    const uri = location?.artifactLocation?.uri ?? '';
    ask(uri !== '', 'a result without a location');
    ask(!/[:\\]/.test(uri) && !uri.startsWith('/'), `${uri} is not a relative path without a scheme`);
    ask(!uri.split('/').some((part) => part === '' || /^\.+$/.test(part)), `${uri} has an empty or dotted segment`);
    ask(/^[\w.~%/-]+$/.test(uri), `${uri} is not percent-encoded`);
    ask(canDecode(uri), `${uri} cannot be decoded`);
    const { startLine, startColumn, endLine, endColumn } = location?.region ?? {};
    ask(
      [startLine, startColumn, endLine, endColumn].every((at) => (at ?? 0) >= 1),
      'a region is not whole',
    );
    const { primaryLocationLineHash = '' } = result.partialFingerprints ?? {};
    ask(/^[0-9a-f]{32}:1$/.test(primaryLocationLineHash), `fingerprint ${primaryLocationLineHash}`);
    const key = `${result.ruleId ?? ''} ${uri} ${primaryLocationLineHash}`;
    ask(result.baselineState === 'absent' || !seen.has(key), `${key} twice`);
    seen.add(key);
    ask((result.message.text ?? '').length <= 1_024, 'a message of more than 1,024 characters');
    if (whole) {
      ask(result.suppressions === undefined && result.baselineState === undefined, 'GitHub reads no states');
      ask(rules[result.ruleIndex ?? -1]?.id === result.ruleId, 'the rule index is another rule');
    }
  }
}

function ruleFaults(rule: ReportingDescriptor, ask: (holds: boolean, fault: string) => void): void {
  const { name = '', shortDescription, fullDescription, help, properties } = rule;
  const tags = properties?.tags ?? [];
  ask(name.length <= 255, 'a rule name of more than 255 characters');
  for (const text of [shortDescription?.text, fullDescription?.text, help?.text]) {
    ask(text !== undefined && text !== '' && text.length <= 1_024, `a text of rule ${rule.id}`);
  }
  ask(help?.markdown !== undefined, 'no help in Markdown');
  ask(tags.length <= 10 && tags.includes('security'), `tags ${tags.join()}`);
  const score = properties?.['security-severity'] as string | undefined;
  ask(score === undefined || (Number(score) > 0 && Number(score) <= 10), `security-severity ${String(score)}`);
  ask(['very-high', 'high', 'medium', 'low'].includes(String(properties?.precision)), 'precision');
}

function canDecode(uri: string): boolean {
  try {
    return decodeURIComponent(uri) !== '';
  } catch {
    return false;
  }
}

/** GitHub takes no empty string for what it needs. */
function emptyStrings(value: unknown, at: string, faults: string[]): void {
  if (value === '') faults.push(`${at} is empty`);
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) emptyStrings(inner, `${at}/${name}`, faults);
}
