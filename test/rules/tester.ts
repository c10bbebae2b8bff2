import type { SectionCoverage } from '../../core/coverage.ts';
import { evaluate, type EvaluateOptions } from '../../core/evaluate.ts';
import type { Finding } from '../../core/finding.ts';
import { inventoryOf, type Inventory } from '../../core/inventory.ts';
import { kinds, type KindId } from '../../core/kinds/index.ts';
import type { Resource, Unknown } from '../../core/resource.ts';
import type { Example, ExampleFacts, ExampleSurroundings, Rule } from '../../core/rule.ts';

export const account = '123456789012';
export const region = 'us-east-1';
/** When every test inventory was taken. */
export const takenAt = '2026-06-15T12:00:00.000Z';
export const denied: Unknown = { reason: 'access-denied', operation: 'test:Denied', message: 'not authorised' };

/** The point in time so many days (or part of one) before `takenAt`. */
export function daysAgo(days: number): string {
  return new Date(Date.parse(takenAt) - days * 86_400_000).toISOString();
}

const identity = new Set(['arn', 'account', 'region', 'name', 'tags', 'address', 'unknown']);

/** What a test gives of a resource: facts and identity, and `unknown` by path. Facts not given are unknown. */
export type Given<K extends KindId> = ExampleFacts<K> & { unknown?: Record<string, Unknown> };
export type Surroundings = { readonly [K in KindId]?: readonly Given<K>[] };

export function resourceOf<K extends KindId>(kind: K, given: Given<K>, number = 1): Resource<K> {
  const all = given as Record<string, unknown>;
  const facts = Object.fromEntries(Object.entries(all).filter(([name]) => !identity.has(name)));
  const own = (given as { unknown?: Record<string, Unknown> }).unknown;
  const [, service = '', noun = ''] = kind.split('.');
  const where = kinds.get(kind)?.scope === 'global' ? 'global' : region;
  return {
    kind,
    arn:
      (all.arn as string | undefined) ??
      `arn:aws:${service}:${where === 'global' ? '' : where}:${account}:${noun}/${number}`,
    account: (all.account as string | undefined) ?? account,
    region: (all.region as string | undefined) ?? where,
    name: (all.name as string | null | undefined) ?? null,
    tags: (all.tags as Record<string, string> | undefined) ?? {},
    facts: facts as Resource<K>['facts'],
    source: { operation: `${service}:Test`, request: `request-${number}` },
    ...(own === undefined ? {} : { unknown: own }),
  };
}

/** An inventory in which every kind was seen whole, in one account and Region, but for `gaps`. */
export function world(
  resources: readonly Resource[],
  options: { gaps?: SectionCoverage['gaps']; accounts?: Inventory['accounts']; coverage?: SectionCoverage[] } = {},
): Inventory {
  const gaps = options.gaps ?? [];
  const accounts = options.accounts ?? [{ id: account, enabled: [region], scanned: [region] }];
  const section = (id: string, where: string, which: KindId[]): SectionCoverage => ({
    account: id,
    region: where,
    collector: `test-${where}`,
    kinds: which,
    operations: Object.fromEntries(which.map((kind) => [kind, [`${kind.split('.')[1] ?? ''}:Test`]])),
    status: gaps.length === 0 ? 'complete' : 'partial',
    resources: resources.length,
    calls: 1,
    gaps: gaps.filter((gap) => which.includes(gap.kind)),
  });
  const scoped = (scope: string) => [...kinds.values()].filter((kind) => kind.scope === scope).map((kind) => kind.id);
  const coverage =
    options.coverage ??
    accounts.flatMap(({ id, scanned }) => [
      section(id, 'global', scoped('global')),
      ...scanned.map((where) => section(id, where, scoped('region'))),
    ]);
  return inventoryOf({ takenAt, accounts, coverage, resources });
}

/** All findings of one rule on a resource of its (first) kind, standing among others. */
export async function findings<K extends KindId>(
  rule: Rule,
  kind: K,
  given: Given<K>,
  surroundings: Surroundings = {},
  options: EvaluateOptions & Parameters<typeof world>[1] = {},
): Promise<Finding[]> {
  const judged = resourceOf(kind, { arn: `arn:aws:test:${region}:${account}:judged`, ...given });
  const others = Object.entries(surroundings).flatMap(([other, list]) =>
    (list as Given<KindId>[]).map((one, index) => resourceOf(other as KindId, one, index + 1)),
  );
  const found: Finding[] = [];
  for await (const finding of evaluate(world([judged, ...others], options), [rule], options)) {
    if (finding.resource.arn === judged.arn) found.push(finding);
  }
  return found;
}

/** The rule's verdict in one word; `fail+unknown` where a proven hole stands beside an unknown. */
export async function verdict<K extends KindId>(...args: Parameters<typeof findings<K>>): Promise<string> {
  const found = await findings(...args);
  return [...new Set(found.map((finding) => finding.status))].sort().join('+');
}

export function splitExample<K extends KindId>(example: Example<K>): [ExampleFacts<K>, ExampleSurroundings] {
  return Array.isArray(example)
    ? (example as unknown as [ExampleFacts<K>, ExampleSurroundings])
    : [example as ExampleFacts<K>, {}];
}
