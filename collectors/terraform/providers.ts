import type { Whereabouts } from '../planned/mapping.ts';
import { isObject, type ConfigResource, type Plan } from './plan.ts';

/** What is seen of a resource that tells where its provider works. */
export interface Sighting {
  readonly provider: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** The provider that a resource names; `aws` where the configuration does not tell. */
export function providerOf(resource: ConfigResource | undefined): string {
  return resource?.provider_config_key ?? 'aws';
}

/**
 * Where each provider of a plan works: the Region that its configuration gives (or a variable of the root module), else
 * the one that all of its resources show; the account that all of them show. Null where that is not told.
 */
export class Providers {
  readonly #plan: Plan;
  readonly #seen = new Map<string, { accounts: Set<string>; regions: Set<string>; partitions: Set<string> }>();
  readonly #known = new Map<string, Whereabouts>();

  constructor(plan: Plan, sightings: Iterable<Sighting>) {
    this.#plan = plan;
    for (const { provider, values } of sightings) this.#see(provider, values);
  }

  at(provider: string): Whereabouts {
    let known = this.#known.get(provider);
    if (known === undefined) this.#known.set(provider, (known = this.#find(provider)));
    return known;
  }

  #see(provider: string, values: Readonly<Record<string, unknown>>): void {
    let seen = this.#seen.get(provider);
    if (seen === undefined) {
      seen = { accounts: new Set(), regions: new Set(), partitions: new Set() };
      this.#seen.set(provider, seen);
    }
    const { arn, availability_zone: zone, account_id: account } = values;
    const [, partition, , region, owner] =
      /^arn:([a-z-]+):([a-z0-9-]+):([a-z0-9-]*):(\d{12})?:/.exec(typeof arn === 'string' ? arn : '') ?? [];
    if (partition !== undefined) seen.partitions.add(partition);
    if (region !== undefined && region !== '') seen.regions.add(region);
    if (owner !== undefined) seen.accounts.add(owner);
    if (typeof account === 'string' && /^\d{12}$/.test(account)) seen.accounts.add(account);
    const zoneRegion = typeof zone === 'string' ? /^([a-z]{2}(?:-[a-z]+)+-\d+)[a-z]$/.exec(zone)?.[1] : undefined;
    if (zoneRegion !== undefined) seen.regions.add(zoneRegion);
  }

  #find(provider: string): Whereabouts {
    const seen = this.#seen.get(provider);
    const given = this.#plan.configuration?.provider_config?.[provider]?.expressions ?? {};
    const region = this.#text(given.region) ?? only(seen?.regions);
    const allowed = isObject(given.allowed_account_ids) ? given.allowed_account_ids.constant_value : undefined;
    const account =
      only(seen?.accounts) ?? (Array.isArray(allowed) && allowed.length === 1 ? String(allowed[0]) : null);
    return { partition: only(seen?.partitions) ?? partitionOf(region), account, region };
  }

  /** A constant, or the value of the one root variable that is referred to. */
  #text(expression: unknown): string | null {
    if (!isObject(expression)) return null;
    if (typeof expression.constant_value === 'string') return expression.constant_value;
    const references: unknown = expression.references;
    if (!Array.isArray(references) || references.length !== 1) return null;
    const [, variable] = /^var\.([^.[\]]+)$/.exec(String(references[0])) ?? [];
    const value = variable === undefined ? undefined : this.#plan.variables?.[variable]?.value;
    return typeof value === 'string' && value !== '' ? value : null;
  }
}

function only(values: ReadonlySet<string> | undefined): string | null {
  if (values?.size !== 1) return null;
  const [value = null] = values;
  return value;
}

function partitionOf(region: string | null): string {
  if (region?.startsWith('cn-') === true) return 'aws-cn';
  return region?.startsWith('us-gov-') === true ? 'aws-us-gov' : 'aws';
}
