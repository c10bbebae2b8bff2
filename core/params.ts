/** A parameter of a rule: its default, its bounds, and how a value from a configuration becomes one. */
export interface ParamSpec<T = unknown> {
  readonly default: T;
  /** What values it takes, in words: `a whole number from 1 to 35`. */
  readonly takes: string;
  /** The value, or undefined where it is not one the parameter takes. */
  parse(value: unknown): T | undefined;
}
export type ParamSpecs = Readonly<Record<string, ParamSpec>>;
export type ParamValues<P extends ParamSpecs> = {
  readonly [N in keyof P]: P[N] extends ParamSpec<infer T> ? T : never;
};

const isWhole = (value: unknown, minimum: number, maximum: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum;

export function integer(spec: { default: number; minimum: number; maximum: number }): ParamSpec<number> {
  return {
    default: spec.default,
    takes: `a whole number from ${spec.minimum} to ${spec.maximum}`,
    parse: (value) => (isWhole(value, spec.minimum, spec.maximum) ? value : undefined),
  };
}

/** A list of whole numbers, such as ports. */
export function integers(spec: {
  default: readonly number[];
  minimum: number;
  maximum: number;
}): ParamSpec<readonly number[]> {
  return {
    default: spec.default,
    takes: `a list of whole numbers from ${spec.minimum} to ${spec.maximum}`,
    parse: (value) =>
      Array.isArray(value) && value.every((one) => isWhole(one, spec.minimum, spec.maximum)) ? value : undefined,
  };
}

export function texts(spec: { default: readonly string[] }): ParamSpec<readonly string[]> {
  return {
    default: spec.default,
    takes: 'a list of texts',
    parse: (value) => (Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined),
  };
}

export function choice<const T extends string | boolean>(spec: { default: T; of: readonly T[] }): ParamSpec<T> {
  return {
    default: spec.default,
    takes: `one of ${spec.of.join(', ')}`,
    parse: (value) => spec.of.find((one) => one === value),
  };
}
