import type { TSchema } from 'typebox';
import type { Trace } from './evidence.ts';
import { kinds, type Facts, type KindId } from './kinds/index.ts';
import { Listing, UnknownFact } from './listing.ts';
import type { Identity, Resource, Unknown } from './resource.ts';

/** How a rule sees a value: lists are listings, at every depth. */
export type Viewed<T> = T extends readonly (infer E)[]
  ? Listing<Viewed<E>>
  : T extends object
    ? { readonly [P in keyof T]: Viewed<T[P]> }
    : T;

/**
 * A resource as a rule sees it: its identity and its facts, read through getters that record evidence and raise
 * `UnknownFact` for what is not known.
 */
export type View<K extends KindId> = K extends KindId
  ? Pick<Identity, 'arn' | 'account' | 'region' | 'name' | 'tags'> & { readonly kind: K } & {
      readonly [F in keyof Facts<K>]: Viewed<Facts<K>[F]>;
    }
  : never;

interface Reading {
  readonly resource: Resource;
  readonly trace: Trace;
}

/** Turns the raw value at a path (`ingress/0/cidrIpv4`) into what a rule sees of it. */
type Wrap = (reading: Reading, path: string, value: unknown) => unknown;

/** Where a view keeps what it reads from: no fact can have this name. */
const inside = Symbol('inside');

class FactView {
  readonly [inside]: Reading;
  constructor(resource: Resource, trace: Trace) {
    this[inside] = { resource, trace };
  }
  get kind(): KindId {
    return this[inside].resource.kind;
  }
  get arn(): string {
    return this[inside].resource.arn;
  }
  get account(): string | null {
    return this[inside].resource.account;
  }
  get region(): string | null {
    return this[inside].resource.region;
  }
  get name(): string | null {
    return this[inside].resource.name;
  }
  get tags(): Readonly<Record<string, string>> {
    const { resource, trace } = this[inside];
    trace.fact(resource, 'tags');
    raiseIfUnknown(resource, 'tags');
    return resource.tags;
  }
}

type ViewClass = new (resource: Resource, trace: Trace) => FactView;

const classes = new Map<KindId, ViewClass>();

export function viewOf<K extends KindId>(resource: Resource<K>, trace: Trace): View<K> {
  let viewClass = classes.get(resource.kind);
  if (viewClass === undefined) classes.set(resource.kind, (viewClass = compile(resource.kind)));
  return new viewClass(resource, trace) as unknown as View<K>;
}

/** The class of a kind's views: a getter for each fact on the prototype, made from the schema once. */
function compile(id: KindId): ViewClass {
  const kind = kinds.get(id);
  if (kind === undefined) throw new Error(`no kind ${id}`);
  class KindView extends FactView {}
  for (const [fact, schema] of Object.entries(kind.facts.properties as Record<string, TSchema>)) {
    const wrap = wrapperOf(schema);
    Object.defineProperty(KindView.prototype, fact, {
      enumerable: true,
      get(this: FactView) {
        const { resource, trace } = this[inside];
        trace.fact(resource, fact);
        raiseIfUnknown(resource, fact);
        return wrap(this[inside], fact, (resource.facts as Record<string, unknown>)[fact]);
      },
    });
  }
  return KindView;
}

interface ObjectSchema extends TSchema {
  readonly properties: Record<string, TSchema>;
}

function wrapperOf(schema: TSchema): Wrap {
  const shape = schema as { type?: string; items?: TSchema; anyOf?: TSchema[] };
  if (shape.anyOf !== undefined) {
    const other = shape.anyOf.find((option) => (option as { type?: string }).type !== 'null');
    if (other === undefined) return (_, __, value) => value;
    const wrap = wrapperOf(other);
    return (reading, path, value) => (value === null ? null : wrap(reading, path, value));
  }
  if (shape.type === 'array' && shape.items !== undefined) {
    const wrap = wrapperOf(shape.items);
    return (reading, path, value) => {
      const elements = value as unknown[];
      const more = reading.resource.unknown?.[`${path}/*`];
      let missing = more === undefined ? null : new UnknownFact(path, more);
      const seen: unknown[] = [];
      elements.forEach((element, index) => {
        const hidden = reading.resource.unknown?.[`${path}/${index}`];
        if (hidden === undefined) seen.push(wrap(reading, `${path}/${index}`, element));
        else missing ??= new UnknownFact(`${path}/${index}`, hidden);
      });
      return new Listing(seen, missing);
    };
  }
  if (shape.type === 'object') return objectWrapper(schema as ObjectSchema);
  return (_, __, value) => value;
}

function objectWrapper(schema: ObjectSchema): Wrap {
  class PartView {
    readonly [inside]: { readonly reading: Reading; readonly path: string; readonly value: Record<string, unknown> };
    constructor(reading: Reading, path: string, value: Record<string, unknown>) {
      this[inside] = { reading, path, value };
    }
    toJSON(): unknown {
      return this[inside].value;
    }
  }
  for (const [property, inner] of Object.entries(schema.properties)) {
    const wrap = wrapperOf(inner);
    Object.defineProperty(PartView.prototype, property, {
      enumerable: true,
      get(this: PartView) {
        const { reading, path, value } = this[inside];
        const own = `${path}/${property}`;
        raiseIfUnknown(reading.resource, own);
        return wrap(reading, own, value[property]);
      },
    });
  }
  return (reading, path, value) => new PartView(reading, path, value as Record<string, unknown>);
}

function raiseIfUnknown(resource: Resource, path: string): void {
  const unknown: Unknown | undefined = resource.unknown?.[path];
  if (unknown !== undefined) throw new UnknownFact(path, unknown);
  if (path !== 'tags' && !path.includes('/') && !Object.hasOwn(resource.facts, path)) {
    throw new UnknownFact(path, { reason: 'not-collected', operation: null, message: 'the snapshot does not hold it' });
  }
}
