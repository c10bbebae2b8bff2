import Type, { type Static } from 'typebox';
import { ConfigError } from '../core/errors.ts';
import type { Finding, FindingResource } from '../core/finding.ts';
import type { AppliedWaiver, Notice } from '../core/report.ts';
import { closest } from '../core/suggest.ts';
import { dayOf, dayPattern, daysFrom, daysOfWarning, inDays, isDay } from './days.ts';
import { readList, type Listed } from './list.ts';
import { quoted } from './quoted.ts';
import type { Run } from './run.ts';

const text = (description: string) => Type.String({ pattern: '\\S', description });

/** The form of a waiver in its file: a failing finding that someone accepts, for a time. */
export const waiverSchema = Type.Object(
  {
    id: text('A name of its own, by which reports and people refer to the waiver'),
    rule: text('Id of the rule whose findings are waived'),
    resource: Type.String({
      pattern: '^[^*]+\\*?$',
      description: 'ARN of the resource, or the beginning of one and then *',
    }),
    part: Type.Optional(text('What inside the resource is waived, as the finding names it; default: all of it')),
    account: Type.Optional(Type.String({ pattern: '^\\d{12}$', description: 'Account id: 12 digits, in quotes' })),
    region: Type.Optional(text('Region, or "global"')),
    reason: text('Why the finding is accepted'),
    owner: text('Who answers for it'),
    approver: text('Who approved it'),
    change: text('The change or ticket that records the decision'),
    expires: Type.String({ pattern: dayPattern, description: 'The last day on which it holds, in UTC: YYYY-MM-DD' }),
  },
  { additionalProperties: false },
);
export const waiversSchema = Type.Array(waiverSchema, { title: 'Waivers of assize' });
export type Waiver = Static<typeof waiverSchema>;

/** A rule as waivers name it. */
interface NamedRule {
  readonly id: string;
  readonly aliases?: readonly string[];
}

/**
 * Reads waivers in YAML or JSON: a list. Nothing in it is guessed: a waiver without an owner or with a date that does
 * not exist is an error, since what it mutes nobody would see.
 * @param rules every rule that exists, selected or not
 * @throws ConfigError with file and line
 */
export function parseWaivers(content: string, file: string, rules: readonly NamedRule[]): Waiver[] {
  const names = new Map(
    rules.flatMap(({ id, aliases }) => [[id, id], ...(aliases ?? []).map((old) => [old, id])]) as [string, string][],
  );
  const ids = new Set<string>();
  return readList(content, file, 'waiver', waiverSchema).map((listed) => {
    const { value: waiver } = listed;
    refuseTwice(ids, waiver.id, listed);
    const rule = names.get(waiver.rule);
    if (rule === undefined) {
      const near = closest(waiver.rule, names.keys());
      const hint = near === null ? 'See assize rules list' : `Did you mean ${near}?`;
      throw new ConfigError(`there is no rule ${quoted(waiver.rule)}`, hint, listed.place('rule'));
    }
    if (!isDay(waiver.expires)) {
      throw new ConfigError(`there is no day ${waiver.expires}`, 'Write YYYY-MM-DD', listed.place('expires'));
    }
    return { ...waiver, rule };
  });
}

function refuseTwice(ids: Set<string>, id: string, { place }: Pick<Listed<unknown>, 'place'>): void {
  if (ids.has(id)) throw new ConfigError(`two waivers are called ${quoted(id)}`, 'Give each its own id', place('id'));
  ids.add(id);
}

/** A waiver, and what came of it in this run. */
interface Used {
  readonly waiver: Waiver;
  readonly prefix: string | null;
  readonly expired: boolean;
  failing: number;
  /** Something that it might cover could not be seen. */
  unseen: boolean;
}

/**
 * Finds the waiver of a finding. A resource is compared letter by letter, whole or up to the `*` at the end: no
 * expression that a name could be made to match, and none that takes long.
 */
export class Waivers {
  readonly #today: string;
  readonly #all: readonly Used[];
  /** By rule and, where a waiver names one resource, by its ARN. */
  readonly #exact = new Map<string, Map<string, Used[]>>();
  readonly #prefixes = new Map<string, Used[]>();

  constructor(waivers: readonly Waiver[], asOf: Date) {
    this.#today = dayOf(asOf);
    this.#all = waivers.map((waiver) => ({
      waiver,
      prefix: waiver.resource.endsWith('*') ? waiver.resource.slice(0, -1) : null,
      expired: waiver.expires < this.#today,
      failing: 0,
      unseen: false,
    }));
    for (const used of this.#all) {
      const { rule, resource } = used.waiver;
      if (used.prefix !== null) push(this.#prefixes, rule, used);
      else {
        let byArn = this.#exact.get(rule);
        if (byArn === undefined) this.#exact.set(rule, (byArn = new Map<string, Used[]>()));
        push(byArn, resource, used);
      }
    }
  }

  /**
   * To be called with every finding of the run. A failing finding may have a `waiver`, or, where none holds any more,
   * an `expiredWaiver`, which mutes nothing.
   */
  see(finding: Finding): { readonly waiver?: AppliedWaiver; readonly expiredWaiver?: AppliedWaiver } {
    if (finding.status === 'unknown' || finding.status === 'error') this.#unseen(finding);
    if (finding.status !== 'fail') return {};
    const covering = this.#of(finding.ruleId, finding.resource).filter(
      ({ waiver }) => waiver.part === undefined || waiver.part === finding.part,
    );
    for (const used of covering) used.failing += 1;
    const best = covering.sort(byPrecedence)[0];
    if (best === undefined) return {};
    const { id, reason, owner, approver, change, expires } = best.waiver;
    const applied = { id, reason, owner, approver, change, expires };
    return best.expired ? { expiredWaiver: applied } : { waiver: applied };
  }

  /** When every finding has been seen: waivers that expired, soon will, or cover nothing that this run could see. */
  notices(run: Pick<Run, 'accounts' | 'rules'>): Notice[] {
    return this.#all.flatMap((used): Notice[] => {
      const message = this.#noticeOf(used, run);
      return message === null ? [] : [{ about: 'waiver', id: used.waiver.id, message }];
    });
  }

  #noticeOf(used: Used, run: Pick<Run, 'accounts' | 'rules'>): string | null {
    const { rule, expires, owner } = used.waiver;
    const findings = `${used.failing} failing ${used.failing === 1 ? 'finding' : 'findings'} of ${rule}`;
    if (used.expired) {
      return used.failing === 0
        ? `it expired on ${expires} and covers nothing now: remove it`
        : `it expired on ${expires} and mutes nothing any more: it covered ${findings}; ask ${owner}`;
    }
    if (used.failing === 0) {
      return used.unseen || !isWithin(used.waiver, run)
        ? null
        : `it covers no failing finding of ${rule}: remove it, or mend its resource or part`;
    }
    const left = daysFrom(this.#today, expires);
    return left > daysOfWarning
      ? null
      : `it expires ${inDays(left)}, on ${expires}, and covers ${findings}; ask ${owner}`;
  }

  #of(rule: string, resource: FindingResource): Used[] {
    const { arn } = resource;
    if (arn === null) return [];
    const candidates = [...(this.#exact.get(rule)?.get(arn) ?? []), ...(this.#prefixes.get(rule) ?? [])];
    return candidates.filter(
      (used) => isThere(used, resource) && (used.prefix === null || arn.startsWith(used.prefix)),
    );
  }

  #unseen({ ruleId, resource }: Finding): void {
    // A finding without an ARN stands for all resources of its kind there.
    const hidden =
      resource.arn === null
        ? this.#all.filter((used) => used.waiver.rule === ruleId && isThere(used, resource))
        : this.#of(ruleId, resource);
    for (const used of hidden) used.unseen = true;
  }
}

function push<K>(lists: Map<K, Used[]>, key: K, used: Used): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [used]);
  else list.push(used);
}

function isThere({ waiver }: Used, { account, region }: Pick<FindingResource, 'account' | 'region'>): boolean {
  return (waiver.account ?? account) === account && (waiver.region ?? region) === region;
}

/** Which of several waivers of one finding is shown: one that holds, then the one that says most, then the longest to hold. */
function byPrecedence(a: Used, b: Used): number {
  const order = [
    Number(a.expired) - Number(b.expired),
    Number(a.waiver.part === undefined) - Number(b.waiver.part === undefined),
    (b.prefix?.length ?? Infinity) === (a.prefix?.length ?? Infinity)
      ? 0
      : (b.prefix?.length ?? Infinity) - (a.prefix?.length ?? Infinity),
    a.waiver.expires === b.waiver.expires ? 0 : a.waiver.expires > b.waiver.expires ? -1 : 1,
    a.waiver.id < b.waiver.id ? -1 : 1,
  ];
  return order.find((difference) => difference !== 0) ?? 0;
}

/** The rule, account and Region that a waiver names, itself or in its ARN, were in the run. */
function isWithin(waiver: Waiver, { accounts, rules }: Pick<Run, 'accounts' | 'rules'>): boolean {
  if (!rules.some(({ id }) => id === waiver.rule)) return false;
  // arn:partition:service:region:account:…; what stands before the last colon of a prefix is whole.
  const parts = waiver.resource.split(':').slice(0, -1);
  const named = parts[0] === 'arn' ? parts : [];
  const account = waiver.account ?? named[4] ?? '';
  const region = waiver.region ?? named[3] ?? '';
  const those = accounts.filter(({ id }) => account === '' || account === id);
  return those.some(({ scanned }) => region === '' || region === 'global' || scanned.includes(region));
}
