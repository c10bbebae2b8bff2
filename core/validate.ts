import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import Type, { type TSchema } from 'typebox';
import { kinds, isKindId, type KindId } from './kinds/index.ts';
import { unknownReasons, type Resource } from './resource.ts';

let ajv: Ajv2020 | undefined;
const compiled = new WeakMap<TSchema, ValidateFunction>();

/** What is wrong with a value by a schema, in words that name the place in it; null where nothing is. */
export function problemOf(schema: TSchema, value: unknown): string | null {
  let validate = compiled.get(schema);
  if (validate === undefined) {
    ajv ??= new Ajv2020({ strict: false });
    compiled.set(schema, (validate = ajv.compile(schema)));
  }
  return validate(value) ? null : inWords(validate.errors?.[0]);
}

function inWords(error: ErrorObject | undefined): string {
  if (error === undefined) return 'is not of the expected form';
  const { instancePath, message, params } = error as ErrorObject & { params: { additionalProperty?: string } };
  const extra = params.additionalProperty === undefined ? '' : ` (${params.additionalProperty})`;
  return `${instancePath === '' ? 'it' : instancePath.slice(1)} ${message ?? 'is not of the expected form'}${extra}`;
}

const source = Type.Object(
  { operation: Type.String(), request: Type.Union([Type.String(), Type.Null()]) },
  { additionalProperties: false },
);

/** The form of a line of a section file: a resource of this kind. Facts may be missing where `unknown` names them. */
export function resourceSchema(id: KindId): TSchema {
  const kind = kinds.get(id);
  if (kind === undefined) throw new Error(`no kind ${id}`);
  const nullableText = Type.Union([Type.String(), Type.Null()]);
  return Type.Object(
    {
      kind: Type.Literal(id),
      arn: Type.String({ minLength: 1 }),
      account: nullableText,
      region: nullableText,
      name: nullableText,
      tags: Type.Record(Type.String(), Type.String()),
      address: Type.Optional(Type.String()),
      place: Type.Optional(
        Type.Object({ file: Type.String(), line: Type.Integer({ minimum: 1 }) }, { additionalProperties: false }),
      ),
      facts: Type.Partial(kind.facts, { additionalProperties: false }),
      source,
      sources: Type.Optional(Type.Record(Type.String(), source)),
      unknown: Type.Optional(
        Type.Record(
          Type.String(),
          Type.Object(
            {
              reason: Type.Enum([...unknownReasons]),
              operation: nullableText,
              message: Type.String(),
            },
            { additionalProperties: false },
          ),
        ),
      ),
    },
    { additionalProperties: false },
  );
}

const schemas = new Map<KindId, { schema: TSchema; facts: readonly string[] }>();

/** What is wrong with a value as a resource; null where it is one: every fact is there, or said to be unknown. */
export function resourceProblem(value: unknown): string | null {
  const kind = (value as { kind?: unknown } | null)?.kind;
  if (typeof kind !== 'string' || !isKindId(kind))
    return `kind ${JSON.stringify(kind)} is not one that this version knows`;
  let known = schemas.get(kind);
  if (known === undefined) {
    known = { schema: resourceSchema(kind), facts: Object.keys(kinds.get(kind)?.facts.properties ?? {}) };
    schemas.set(kind, known);
  }
  const problem = problemOf(known.schema, value);
  if (problem !== null) return problem;
  const { facts, unknown } = value as Resource;
  for (const fact of known.facts) {
    const given = Object.hasOwn(facts, fact);
    const hidden = unknown !== undefined && Object.hasOwn(unknown, fact);
    if (given === hidden) return given ? `fact ${fact} is both known and unknown` : `fact ${fact} is missing`;
  }
  return null;
}
