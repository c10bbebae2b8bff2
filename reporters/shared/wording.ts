import { exitCode } from '../../core/errors.ts';
import type { Report, Summary } from '../../core/report.ts';
import type { UnknownReason } from '../../core/resource.ts';
import { severities, type Severity } from '../../core/rule.ts';

export function number(count: number): string {
  return count.toLocaleString('en-GB');
}

/** `1 finding`, `3 findings`. */
export function many(count: number, noun: string, plural = `${noun}s`): string {
  return `${number(count)} ${count === 1 ? noun : plural}`;
}

/** `a, b and 3 more`: as many as `limit`, the rest counted. */
export function listed(items: readonly string[], limit: number, more = 'more'): string {
  if (items.length <= limit) return items.join(', ');
  return `${items.slice(0, limit).join(', ')} and ${number(items.length - limit)} ${more}`;
}

/** `2026-06-15 12:00 UTC` */
export function moment(iso: string): string {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(iso);
  return match === null ? iso : `${match[1] ?? ''} ${match[2] ?? ''} UTC`;
}

/** Whole days from a moment to the end of a day; negative when it is over. */
export function daysLeft(asOf: string, day: string): number {
  return Math.ceil((Date.parse(`${day.slice(0, 10)}T23:59:59.999Z`) - Date.parse(asOf)) / 86_400_000) - 1;
}

export interface Verdict {
  readonly word: 'FAIL' | 'INCOMPLETE' | 'OPEN' | 'PASS';
  readonly sentence: string;
  /** What the exit code says, and why. */
  readonly exit: string;
}

export function openOf(summary: Summary): number {
  return severities.reduce((sum, severity) => sum + summary.open[severity], 0);
}

/** The headline: what the run found and whether that could be seen. @param fresh open findings that are new */
export function verdictOf(report: Pick<Report, 'summary' | 'baseline'>, fresh: number): Verdict {
  const { summary } = report;
  const open = openOf(summary);
  const unseen = summary.unknown + summary.error;
  const news = report.baseline === undefined || open === 0 ? '' : `, ${fresh === open ? 'all' : number(fresh)} new`;
  const found = `${many(open, 'open finding')}${news}`;
  const blind = [
    ...(summary.unknown > 0 ? [many(summary.unknown, 'unknown verdict')] : []),
    ...(summary.error > 0 ? [many(summary.error, 'failed evaluation')] : []),
    ...(summary.gaps > 0 ? [many(summary.gaps, 'gap')] : []),
  ].join(', ');
  const code = String(summary.exitCode);
  if (summary.exitCode === exitCode.findings) {
    return { word: 'FAIL', sentence: found, exit: `Exit code ${code}: open findings at or above the threshold` };
  }
  const also =
    open === 0 ? 'no open finding, but not everything could be seen' : `${found}, and not everything could be seen`;
  if (summary.exitCode === exitCode.incomplete) {
    return { word: 'INCOMPLETE', sentence: also, exit: `Exit code ${code}: evidence is incomplete (${blind})` };
  }
  const exit = `Exit code ${code}: nothing that this run was told to fail on`;
  if (open > 0) return { word: 'OPEN', sentence: found, exit };
  return { word: 'PASS', sentence: unseen + summary.gaps > 0 ? also : 'no open finding', exit };
}

/** `critical 1, high 2`: those that are not 0. */
export function bySeverity(counts: Readonly<Record<Severity, number>>): string {
  return severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `${severity} ${number(counts[severity])}`)
    .join(', ');
}

export const reasons: Readonly<Record<UnknownReason, string>> = {
  'access-denied': 'access denied',
  throttled: 'throttled',
  'not-enabled': 'not enabled',
  'not-supported': 'not supported',
  'expired-credentials': 'credentials expired',
  error: 'error',
  'not-collected': 'not collected',
  'known-after-apply': 'known after apply',
};

/** What to do so that it can be seen next time. */
export function advice(reason: UnknownReason, action: string | null): string {
  switch (reason) {
    case 'access-denied':
      return action === null
        ? 'Grant the scanning role the missing permission'
        : `Grant ${action} to the scanning role`;
    case 'throttled':
      return 'Scan again with --resume, or with a lower --concurrency';
    case 'not-enabled':
      return 'Turn it on in that Region, or leave the Region out with --region';
    case 'not-supported':
      return 'AWS does not offer it there: leave it out, or answer the control by an attestation';
    case 'expired-credentials':
      return 'Renew the credentials and scan again with --resume';
    case 'error':
      return 'Scan again with --resume; --debug tells more';
    case 'not-collected':
      return 'Collect it: it was outside this run';
    case 'known-after-apply':
      return 'Scan the account after the change is applied';
  }
}

/** `111111111111 us-east-1`, or what is known of it. */
export function placeOf(place: { readonly account: string | null; readonly region: string | null }): string {
  const parts = [place.account, place.region].filter((part) => part !== null);
  return parts.length === 0 ? 'account and Region not known' : parts.join(' ');
}

/** `111111111111 us-east-1, eu-west-1; 222222222222 global`: the Regions of each account together. */
export function placesOf(
  places: readonly { readonly account: string | null; readonly region: string | null }[],
  morePlaces: boolean,
): string {
  const regions = new Map<string, string[]>();
  for (const { account, region } of places) {
    const key = account ?? 'account not known';
    regions.set(key, [...(regions.get(key) ?? []), region ?? 'Region not known']);
  }
  const accounts = [...regions].map(([account, names]) => `${account} ${listed(names, 5)}`);
  const left = accounts.length > 3 ? `; ${number(accounts.length - 3)} more accounts` : '';
  return `${accounts.slice(0, 3).join('; ')}${left}${morePlaces ? ' and others' : ''}`;
}
