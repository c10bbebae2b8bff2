import fc from 'fast-check';
import type { TSchema } from 'typebox';
import { kinds, type Facts, type KindId } from '../../core/kinds/index.ts';
import type { Resource } from '../../core/resource.ts';
import { account, region } from '../rules/tester.ts';

interface Shape {
  readonly type?: string;
  readonly pattern?: string;
  readonly anyOf?: readonly TSchema[];
  readonly items?: TSchema;
  readonly properties?: Readonly<Record<string, TSchema>>;
}

const moments = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** Any value that a schema of a fact allows. */
function valueOf(schema: TSchema): fc.Arbitrary<unknown> {
  const { type, pattern, anyOf, items, properties } = schema as Shape;
  if (anyOf !== undefined) return fc.oneof(...anyOf.map(valueOf));
  if (items !== undefined) return fc.array(valueOf(items), { maxLength: 3 });
  if (properties !== undefined) {
    return fc.record(Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, valueOf(one)])));
  }
  if (type === 'string') return pattern === undefined ? fc.string({ maxLength: 5 }) : moments;
  if (type === 'integer') return fc.integer();
  if (type === 'boolean') return fc.boolean();
  if (type === 'null') return fc.constant(null);
  throw new Error(`no values for ${JSON.stringify(schema)}`);
}

/** Any resource of the kind, with all its facts. */
export function specimenOf<K extends KindId>(kind: K): fc.Arbitrary<Resource<K>> {
  const declared = kinds.get(kind);
  if (declared === undefined) throw new Error(`no kind ${kind}`);
  return valueOf(declared.facts).map((facts) => ({
    kind,
    arn: `arn:aws:test:${region}:${account}:specimen`,
    account,
    region: declared.scope === 'global' ? 'global' : region,
    name: 'specimen',
    tags: { Owner: 'ops' },
    facts: facts as Facts<K>,
    source: { operation: 'test:List', request: 'request-1' },
  }));
}
