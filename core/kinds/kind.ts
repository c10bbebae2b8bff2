import Type, { type Static, type TObject, type TProperties, type TSchema } from 'typebox';

/**
 * A kind of resource: what a collector produces and a rule judges. Declared once; the static type, the validator of a
 * loaded snapshot, the class of its views and the published JSON Schema all come from this declaration.
 */
export interface Kind<Id extends string = string, Facts extends TObject = TObject> {
  /** `aws.<service>.<noun>`, singular. */
  readonly id: Id;
  /** What one of these is called in a report: `security group`. */
  readonly title: string;
  /** Whether AWS keeps it in one Region or once for the account (its Region is then `global`). */
  readonly scope: 'region' | 'global';
  readonly facts: Facts;
}

export function defineKind<const Id extends string, P extends TProperties>(
  id: Id,
  about: { title: string; scope: 'region' | 'global' },
  facts: P,
): Kind<Id, TObject<P>> {
  return { id, ...about, facts: Type.Object(facts, { additionalProperties: false }) };
}

/** The plain type of a kind's facts, as a collector writes them. */
export type FactsOf<K extends Kind> = Static<K['facts']>;

export const text = (description?: string) => Type.String(description === undefined ? {} : { description });
export const flag = (description?: string) => Type.Boolean(description === undefined ? {} : { description });
export const whole = (description?: string) => Type.Integer(description === undefined ? {} : { description });
/** A point in time as ISO 8601 in UTC: `2026-01-31T12:00:00.000Z`. */
export const instant = (description?: string) =>
  Type.String({
    pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$',
    ...(description === undefined ? {} : { description }),
  });
/** Null says that AWS answered that there is none; what AWS did not answer is unknown, never null. */
export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const list = <T extends TSchema>(schema: T, description?: string) =>
  Type.Array(schema, description === undefined ? {} : { description });
export const record = <P extends TProperties>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
