import { exitCode } from '../../core/errors.ts';
import type { FindingResource } from '../../core/finding.ts';
import type { Report, Summary } from '../../core/report.ts';
import type { UnknownReason } from '../../core/resource.ts';
import { severities, type Severity } from '../../core/rule.ts';
import type { BlindSpot, Digest, ResourceFindings } from './digest.ts';

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

/** `a, b and c`, or `a, b and 7 more`. */
function series(items: readonly string[], limit: number): string {
  if (items.length > limit) return listed(items, limit);
  return [items.slice(0, -1).join(', '), items.at(-1) ?? ''].filter((part) => part !== '').join(' and ');
}

/**
 * Sentences in one, where that says the same: they differ in some words only, and in every combination of them. `tcp/1
 * over IPv4`, `tcp/1 over IPv6`, `tcp/2 over IPv4`, `tcp/2 over IPv6`: `tcp/1 and tcp/2 over IPv4 and IPv6`.
 */
export function folded(texts: readonly string[], limit: number): string | null {
  const rows = [...new Set(texts)].map((text) => text.split(' '));
  const columns = (rows[0] ?? []).map((_, column) => [...new Set(rows.map((row) => row[column] ?? ''))]);
  if (rows.some((row) => row.length !== columns.length)) return null;
  if (columns.reduce((product, values) => product * values.length, 1) !== rows.length) return null;
  return columns.map((values) => series(values, limit)).join(' ');
}

/** A text that lists much, shortened: `a, b and 28 more`. What is no list is left for `clip`. */
export function brief(text: string, length: number): string {
  const items = text.split(', ');
  if (text.length <= length || items.length < 6 || text.length / items.length > 40) return text;
  let kept = 1;
  while (items.slice(0, kept + 1).join(', ').length <= length) kept += 1;
  return `${items.slice(0, kept).join(', ')} and ${number(items.length - kept)} more`;
}

/** What was found in a resource, its parts together: how many there are, and what is said of them. */
export function observed(
  { findings, messages, parts }: Pick<ResourceFindings, 'findings' | 'messages' | 'parts'>,
  { limit, length }: { readonly limit: number; readonly length: number },
): { readonly count: string; readonly text: string; readonly part: string | null } {
  const [message = ''] = messages;
  const [part = null] = parts;
  if (findings === 1) {
    return { count: '', text: brief(message, length), part: part === null || message.includes(part) ? null : part };
  }
  const whole = messages.length === findings;
  const count = `${number(findings)} ${parts.length === messages.length ? 'parts' : 'findings'}`;
  const same = new Set(messages).size === 1;
  const told = same ? parts : messages;
  const shown = new Set(told.slice(0, limit));
  const rest = findings - told.filter((one) => shown.has(one)).length;
  const some = `${[...shown].join(same ? ', ' : '; ')}${rest > 0 ? ` and ${number(rest)} more` : ''}`;
  const all = (whole ? folded(told, limit) : null) ?? some;
  return same
    ? { count, text: brief(message, length), part: all === '' ? null : all }
    : { count, text: all, part: null };
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

/** The headline: what the run found and whether that could be seen. */
export function verdictOf(
  report: Pick<Report, 'summary' | 'baseline'>,
  { freshCount: fresh, resourceCount }: Pick<Digest, 'freshCount' | 'resourceCount'>,
): Verdict {
  const { summary } = report;
  const open = openOf(summary);
  const unseen = summary.unknown + summary.error;
  const news = report.baseline === undefined || open === 0 ? '' : `, ${fresh === open ? 'all' : number(fresh)} new`;
  const found = `${many(open, 'open finding')} on ${many(resourceCount, 'resource')}${news}`;
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

/** What the API left out of an answer, in the words of those who read it. */
const lacked = /\bthe answer\b/;

/** What to do so that it can be seen next time. A finished snapshot is collected anew with `--force`, never resumed. */
export function advice(spot: Pick<BlindSpot, 'reason' | 'message' | 'elsewhere'>, action: string | null): string {
  switch (spot.reason) {
    case 'access-denied':
      return action === null
        ? 'Grant the scanning role the missing permission'
        : `Grant ${action} to the scanning role`;
    case 'throttled':
      return 'Scan again later (assize scan --force), or with a lower --concurrency';
    case 'not-enabled':
      return 'Turn it on in that Region, or leave the Region out with --region';
    case 'not-supported':
      return 'AWS does not offer it there: leave it out, or answer the control by an attestation';
    case 'expired-credentials':
      return 'Renew the credentials and scan again (assize scan --force)';
    case 'error':
      return lacked.test(spot.message)
        ? "The API's answer lacked it; look at it with --debug"
        : 'Scan again (assize scan --force); --debug tells more';
    case 'not-collected':
      return spot.elsewhere
        ? 'Scan the other Regions too (leave out --region)'
        : 'It was outside this run: collect it too';
    case 'known-after-apply':
      return 'Scan the account after the change is applied';
  }
}

/** The message without the operation and the Region that it begins with: they are said beside it. */
export function whyOf({ message }: Pick<BlindSpot, 'message'>): string {
  return message.replace(/^[\w-]+:\w+ in [\w-]+: /, '');
}

/** `111111111111 us-east-1`, or what is known of it. */
export function placeOf(place: { readonly account: string | null; readonly region: string | null }): string {
  const parts = [place.account, place.region].filter((part) => part !== null);
  return parts.length === 0 ? 'account and Region not known' : parts.join(' ');
}

/**
 * What an ARN says besides the account and the Region that the resource is in: `security-group/sg-1`, or all of it. With
 * the service, where there is no type of resource in it: `inspector2:settings`.
 */
export function shortArn(arn: string, { account, region }: Pick<FindingResource, 'account' | 'region'>): string {
  const [, , service = '', arnRegion = '', arnAccount = '', ...rest] = arn.split(':');
  const known = arnAccount === account && (arnRegion === region || (arnRegion === '' && region === 'global'));
  if (!known || rest.length === 0) return arn;
  const id = rest.join(':');
  return /[/:]/.test(id) ? id : `${service}:${id}`;
}

/**
 * `111111111111 us-east-1, eu-west-1; 222222222222 global`: the Regions of each account together.
 *
 * @param only the account that goes without saying
 */
export function placesOf(
  places: readonly { readonly account: string | null; readonly region: string | null }[],
  morePlaces: boolean,
  only?: string,
): string {
  const regions = new Map<string, string[]>();
  for (const { account, region } of places) {
    const key = account ?? 'account not known';
    regions.set(key, [...(regions.get(key) ?? []), region ?? 'Region not known']);
  }
  const accounts = [...regions].map(
    ([account, names]) => `${account === only ? '' : `${account} `}${listed(names, 5)}`,
  );
  const left = accounts.length > 3 ? `; ${number(accounts.length - 3)} more accounts` : '';
  return `${accounts.slice(0, 3).join('; ')}${left}${morePlaces ? ' and others' : ''}`;
}
