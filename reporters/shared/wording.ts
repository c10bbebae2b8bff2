import { exitCode } from '../../core/errors.ts';
import type { FindingResource } from '../../core/finding.ts';
import type { BaselineEntry, Notice, Report, ReportFinding, Summary } from '../../core/report.ts';
import type { UnknownReason } from '../../core/resource.ts';
import { severities, type Severity } from '../../core/rule.ts';
import type { BlindSpot, Digest, ResourceFindings } from './digest.ts';
import { clip } from './escape.ts';

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

/** What a headline counts. */
type Counted = Pick<Digest, 'rules' | 'freshCount' | 'resourceCount' | 'untold' | 'errorCount'>;

/** The headline: what the run found and whether that could be seen; of a change, what it would do. */
export function verdictOf(report: Pick<Report, 'summary' | 'baseline' | 'input'>, found: Counted): Verdict {
  const { summary, input } = report;
  const word = wordOf(summary);
  const sentence = input === undefined ? foundIn(report, found, word) : changeOf(report, found);
  return { word, sentence, exit: exitOf(report) };
}

function wordOf(summary: Summary): Verdict['word'] {
  if (summary.exitCode === exitCode.findings) return 'FAIL';
  if (summary.exitCode === exitCode.incomplete) return 'INCOMPLETE';
  return openOf(summary) > 0 ? 'OPEN' : 'PASS';
}

function exitOf({ summary, input, baseline }: Pick<Report, 'summary' | 'baseline' | 'input'>): string {
  const code = `Exit code ${String(summary.exitCode)}`;
  if (summary.exitCode === exitCode.findings) {
    const which = input !== undefined && baseline !== undefined ? 'introduced' : 'open';
    return `${code}: ${which} findings at or above the threshold`;
  }
  if (summary.exitCode !== exitCode.incomplete) return `${code}: nothing that this run was told to fail on`;
  if (input !== undefined) {
    const untold = baseline === undefined ? summary.unknown + summary.error : summary.becameUnknown;
    return `${code}: ${many(untold, 'verdict')} cannot be told, and this run was told to fail on that`;
  }
  const blind = [
    ...(summary.unknown > 0 ? [many(summary.unknown, 'unknown verdict')] : []),
    ...(summary.error > 0 ? [many(summary.error, 'failed evaluation')] : []),
    ...(summary.gaps > 0 ? [many(summary.gaps, 'gap')] : []),
  ];
  return `${code}: evidence is incomplete (${blind.join(', ')})`;
}

function foundIn(
  { summary, baseline }: Pick<Report, 'summary' | 'baseline'>,
  { freshCount: fresh, resourceCount }: Counted,
  word: Verdict['word'],
): string {
  const open = openOf(summary);
  const unseen = summary.unknown + summary.error + summary.gaps > 0;
  const news = baseline === undefined || open === 0 ? '' : `, ${fresh === open ? 'all' : number(fresh)} new`;
  const found =
    open === 0 ? 'no open finding' : `${many(open, 'open finding')} on ${many(resourceCount, 'resource')}${news}`;
  if (!unseen || word === 'FAIL' || word === 'OPEN') return found;
  return `${found}${open === 0 ? ', but' : ', and'} not everything could be seen`;
}

/** What a change does: `introduces 2 findings (critical 1, high 1), fixes 1; 3 cannot be told before apply`. */
function changeOf({ summary, baseline }: Pick<Report, 'summary' | 'baseline'>, found: Counted): string {
  const untold = untoldOf(found);
  const rest = untold === '' ? '' : `; ${untold}`;
  if (baseline === undefined) {
    const open = openOf(summary);
    if (open === 0) return `has no open finding${rest}`;
    return `has ${many(open, 'open finding')} (${bySeverity(summary.open)}), new or not: nothing says what was there before${rest}`;
  }
  const fresh = { critical: 0, high: 0, medium: 0, low: 0, informational: 0 };
  for (const entry of found.rules) fresh[entry.rule.severity] += entry.fresh;
  const count = found.freshCount;
  const introduced = count === 0 ? 'no finding' : `${many(count, 'finding')} (${bySeverity(fresh)})`;
  const fixed = baseline.absent.length === 0 ? '' : `, fixes ${number(baseline.absent.length)}`;
  return `introduces ${introduced}${fixed}${rest}`;
}

/** What of a change cannot be told: `3 cannot be told before apply, 9 only the account can tell`, or nothing. */
export function untoldOf({ untold, errorCount }: Pick<Counted, 'untold' | 'errorCount'>): string {
  const [later, elsewhere] = [untold.get('known-after-apply') ?? 0, untold.get('not-collected') ?? 0];
  const all = [...untold.values()].reduce((sum, count) => sum + count, 0);
  const unseen = all - later - elsewhere;
  return [
    ...(later === 0 ? [] : [`${number(later)} cannot be told before apply`]),
    ...(elsewhere === 0 ? [] : [`${number(elsewhere)} only the account can tell`]),
    ...(unseen === 0 ? [] : [`${number(unseen)} could not be seen`]),
    ...(errorCount === 0 ? [] : [`${many(errorCount, 'evaluation')} failed`]),
  ].join(', ');
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

/** The same of a change, where that helps more: without a snapshot, only one of the account would tell. */
export function changeAdvice(
  { snapshot }: Pick<Report, 'snapshot'>,
  { reason }: Pick<BlindSpot, 'reason'>,
): string | null {
  return reason === 'not-collected' && snapshot === undefined
    ? 'Judge it onto a snapshot of the account (--onto)'
    : null;
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

const inputs: Readonly<Record<NonNullable<Report['input']>['kind'], readonly [one: string, many: string]>> = {
  terraform: ['Terraform plan', 'Terraform plans'],
  cloudformation: ['CloudFormation template', 'CloudFormation templates'],
  cdk: ['CDK cloud assembly', 'CDK cloud assemblies'],
};

/** `plan.json (Terraform plan)` */
export function inputOf({ kind, files }: NonNullable<Report['input']>): string {
  const [one, several] = inputs[kind];
  return files.length === 0 ? `a ${one}` : `${listed(files, 3)} (${files.length === 1 ? one : several})`;
}

/** What was judged: a plan or template, or the accounts. */
export function scopeOf({ input, accounts }: Pick<Report, 'input' | 'accounts'>): string {
  if (input !== undefined) return inputOf(input);
  const ids = accounts.map(({ id }) => id);
  return ids.length === 0 ? 'an AWS account' : listed(ids, 3);
}

/** An ARN, or null where it only stands for the address of what does not exist yet. */
export function existingArn(arn: string | null): string | null {
  return arn !== null && /^(?:tf|cfn):/.test(arn) ? null : arn;
}

/** What people call a resource: the address of what is planned, else the ARN, else its kind and place. */
export function labelOf(resource: FindingResource): string {
  return resource.address ?? resource.arn ?? `${resource.kind} in ${placeOf(resource)}`;
}

/** The same of an entry of a baseline, which has no address of its own. */
export function entryLabel(entry: BaselineEntry): string {
  return entry.arn === null ? `${entry.kind} in ${placeOf(entry)}` : entry.arn.replace(/^(?:tf|cfn):/, '');
}

/** What was observed and on what, in one line: for formats that show no other field of a finding. */
export function observation({ resource, message, part }: Pick<ReportFinding, 'resource' | 'message' | 'part'>): string {
  const name = resource.name === null || resource.name === '' ? '' : `${clip(resource.name, 150)}: `;
  const hole = part === null || message.includes(part) ? '' : `, at ${clip(part, 150)}`;
  const arn = resource.address === undefined ? null : existingArn(resource.arn);
  const also = arn === null ? '' : `, ${clip(arn, 250)}`;
  return `${name}${clip(message, 350)}${hole} (${clip(labelOf(resource), 250)}${also})`;
}

/** What is said of the input, such as what in it was not judged; and what a person should mend. */
export function noticesOf({ notices }: Pick<Report, 'notices'>): Record<'ofInput' | 'toMend', Notice[]> {
  return {
    ofInput: notices.filter(({ about }) => about === 'input'),
    toMend: notices.filter(({ about }) => about !== 'input'),
  };
}
