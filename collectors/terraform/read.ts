import { InputError } from '../../core/errors.ts';
import type { SourcePlace } from '../../core/resource.ts';
import type { PlannedChange } from '../planned/change.ts';
import { Mappings } from '../planned/describe.ts';
import type { PlannedObject } from '../planned/mapping.ts';
import { symbolBeside } from '../planned/symbol.ts';
import { Block, isRecord, type Planned } from '../planned/value.ts';
import { mappings } from './index.ts';
import { isObject, type Plan, type ResourceChange, type StateModule } from './plan.ts';
import { providerOf, Providers, type Sighting } from './providers.ts';
import { beside, References } from './references.ts';
import { weave } from './weave.ts';

/** One resource of AWS in a plan. */
interface Entry {
  readonly address: string;
  readonly type: string;
  readonly actions: readonly string[];
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  readonly unknown: unknown;
  readonly beforeSensitive: unknown;
  readonly afterSensitive: unknown;
}

/**
 * What a plan changes: every managed resource of the AWS provider before and after, in the order of addresses.
 * @param placeOf where a resource is written
 * @throws InputError where the plan is of other providers only
 */
export function changeOf(
  plan: Plan,
  file: string,
  placeOf: (address: string) => SourcePlace | null = () => null,
): PlannedChange {
  const entries = entriesOf(plan, file);
  const byAddress = new Map(entries.map((entry) => [entry.address, entry]));
  const references = new References(plan.configuration, (address, attribute) => {
    const entry = byAddress.get(address);
    if (entry === undefined) return null;
    const [was, will] = [entry.before?.[attribute], entry.after?.[attribute]];
    const other = beside.get(attribute);
    const symbol = other === undefined ? symbolOf(entry) : symbolBeside(symbolOf(entry), other);
    const value = typeof was === 'string' ? was : typeof will === 'string' ? will : symbol;
    return { value, isKnown: typeof will === 'string' };
  });
  const providerFor = (address: string) => providerOf(references.resource(address));
  const providers = new Providers(plan, sightings(plan, entries, providerFor));

  const objectOf = (entry: Entry, side: 'before' | 'after'): PlannedObject | null => {
    const values = entry[side];
    if (values === null) return null;
    const [unknown, sensitive] =
      side === 'before' ? [undefined, entry.beforeSensitive] : [entry.unknown, entry.afterSensitive];
    const other = side === 'before' ? entry.after : entry.before;
    const tree: Planned = weave({ value: values, unknown, sensitive, other }, references.resolver(entry.address));
    const at = providers.at(providerFor(entry.address));
    const region = textIn(values, 'region'); // since version 6 of the provider
    const expressions = references.resource(entry.address)?.expressions;
    return {
      type: entry.type,
      address: entry.address,
      properties: new Block(isRecord(tree) ? tree : {}),
      // What is replaced keeps its identity: the same thing is meant.
      id: textIn(entry.before, 'id') ?? textIn(entry.after, 'id') ?? symbolOf(entry),
      arn: textIn(entry.before, 'arn') ?? textIn(entry.after, 'arn') ?? symbolOf(entry),
      at: region === null ? at : { ...at, region },
      place: placeOf(entry.address),
      configured: (property) => expressions !== undefined && Object.hasOwn(expressions, property),
    };
  };
  const side = (name: 'before' | 'after') =>
    entries.map((entry) => objectOf(entry, name)).filter((object) => object !== null);
  return {
    before: side('before'),
    after: side('after'),
    mappings: new Mappings(mappings),
    source: { operation: 'terraform show', request: file },
    madeAt: typeof plan.timestamp === 'string' && !Number.isNaN(Date.parse(plan.timestamp)) ? plan.timestamp : null,
  };
}

/** Stands for the id and ARN of a resource that has none yet. */
function symbolOf({ address }: { address: string }): string {
  return `tf:${address}`;
}

function textIn(values: Readonly<Record<string, unknown>> | null, name: string): string | null {
  const value = values?.[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

const isAws = ({ type, provider_name: provider }: { type: string; provider_name?: string }) =>
  type.startsWith('aws_') && (provider === undefined || /(^|\/)aws$/.test(provider));

function entriesOf(plan: Plan, file: string): Entry[] {
  const entries = new Map<string, Entry>();
  const others = new Map<string, number>();
  for (const change of plan.resource_changes ?? []) {
    if (change.mode === 'data') continue;
    if (!isAws(change)) {
      const provider = (change.provider_name ?? change.type).split('/').at(-1) ?? '';
      others.set(provider, (others.get(provider) ?? 0) + 1);
    } else {
      const entry = entryOf(change);
      entries.set(change.deposed === undefined ? entry.address : `${entry.address} ${change.deposed}`, entry);
    }
  }
  // A plan with -target leaves out the changes of what it does not reach, not its state.
  for (const resource of stateOf(plan.prior_state?.values?.root_module)) {
    if (resource.mode === 'data' || !isAws(resource) || entries.has(resource.address)) continue;
    if (!isObject(resource.values)) continue;
    const { address, type, values, sensitive_values: sensitive } = resource;
    entries.set(address, {
      address,
      type,
      actions: ['no-op'],
      before: values,
      after: values,
      unknown: undefined,
      beforeSensitive: sensitive,
      afterSensitive: sensitive,
    });
  }
  if (entries.size === 0 && others.size > 0) {
    const named = [...others].map(([provider, count]) => `${provider} (${count})`).join(', ');
    throw new InputError(
      `has no resource of the AWS provider, only of ${named}`,
      'Name the plan of a configuration that uses hashicorp/aws',
      { file },
    );
  }
  return [...entries.values()].sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
}

function entryOf({ address, type, deposed, change }: ResourceChange): Entry {
  const before = isObject(change.before) ? change.before : null;
  // What Terraform only forgets stays in the account as it is: also what AWS makes by itself and Terraform adopts.
  const isAdopted = type.startsWith('aws_default_') && before?.force_destroy !== true;
  const forgotten =
    change.actions.length === 1 && (change.actions[0] === 'forget' || (isAdopted && change.actions[0] === 'delete'));
  const after = forgotten ? before : isObject(change.after) ? change.after : null;
  const deleted = deposed !== undefined || change.actions.every((action) => action === 'delete');
  return {
    address,
    type,
    actions: change.actions,
    before,
    after: deleted && !forgotten ? null : (after ?? (isObject(change.after_unknown) ? {} : null)),
    unknown: change.after_unknown,
    beforeSensitive: change.before_sensitive,
    afterSensitive: forgotten ? change.before_sensitive : change.after_sensitive,
  };
}

function* stateOf(module: StateModule | undefined): Generator<NonNullable<StateModule['resources']>[number]> {
  const modules = module === undefined ? [] : [module];
  for (let next = modules.pop(); next !== undefined; next = modules.pop()) {
    yield* next.resources ?? [];
    modules.push(...(next.child_modules ?? []));
  }
}

function* sightings(plan: Plan, entries: readonly Entry[], provider: (address: string) => string): Generator<Sighting> {
  for (const { address, before, after } of entries) {
    for (const values of [before, after]) if (values !== null) yield { provider: provider(address), values };
  }
  for (const { address, mode, type, values } of stateOf(plan.prior_state?.values?.root_module)) {
    if (mode === 'data' && type === 'aws_caller_identity' && isObject(values)) {
      yield { provider: provider(address), values: { account_id: values.account_id } };
    }
  }
}
