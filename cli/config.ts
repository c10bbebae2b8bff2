import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import Type, { type Static } from 'typebox';
import { ConfigError, messageOf } from '../core/errors.ts';
import type { ParamOverrides } from '../core/evaluate.ts';
import type { Rule } from '../core/rule.ts';
import { closest } from '../core/suggest.ts';
import { problemOf } from '../core/validate.ts';

const strict = { additionalProperties: false };
const texts = Type.Array(Type.String({ minLength: 1 }));

/** The configuration file: what the flags say, kept in the repository. Flags win over the environment, both over it. */
export const configSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    out: Type.Optional(Type.String({ minLength: 1 })),
    format: Type.Optional(texts),
    region: Type.Optional(texts),
    profile: Type.Optional(Type.String({ minLength: 1 })),
    expectAccount: Type.Optional(Type.String({ pattern: '^\\d{12}$' })),
    rule: Type.Optional(texts),
    framework: Type.Optional(texts),
    baseline: Type.Optional(Type.String({ minLength: 1 })),
    waivers: Type.Optional(Type.String({ minLength: 1 })),
    attestations: Type.Optional(Type.String({ minLength: 1 })),
    failOn: Type.Optional(Type.Enum(['critical', 'high', 'medium', 'low', 'never'])),
    allowUnknown: Type.Optional(Type.Boolean()),
    failOnUnknown: Type.Optional(Type.Boolean()),
    onto: Type.Optional(Type.String({ minLength: 1 })),
    source: Type.Optional(Type.String({ minLength: 1 })),
    concurrency: Type.Optional(Type.Integer({ minimum: 1, maximum: 256 })),
    params: Type.Optional(
      Type.Record(Type.String(), Type.Record(Type.String(), Type.Unknown()), {
        description: 'Parameters of rules where they differ from the defaults: by rule id, then by name',
      }),
    ),
  },
  strict,
);
export type Config = Static<typeof configSchema> & {
  /** Rules of one's own, beside those that come with assize. Only in a configuration in TypeScript. */
  rules?: readonly Rule[];
};

/** For `assize.config.ts`: gives the configuration its type. */
export function defineConfig(config: Config): Config {
  return config;
}

const names = ['assize.config.ts', 'assize.config.json', 'assize.config.yaml'];

/**
 * Reads the configuration: the file named, or the first of the usual names in the working directory, or none.
 * @throws ConfigError where it cannot be read, has an unknown key or a value of another form
 */
export async function readConfig(named: string | undefined, directory: string): Promise<Config> {
  const file =
    named ??
    (await firstThat(
      names.map((name) => path.join(directory, name)),
      exists,
    ));
  if (file === undefined) return {};
  const { rules, ...config } = (await load(file)) as Config;
  const allowed = Object.keys(configSchema.properties);
  for (const key of Object.keys(config)) {
    if (allowed.includes(key)) continue;
    const near = closest(key, allowed);
    throw new ConfigError(
      `unknown key "${key}"`,
      near === null ? `The keys are ${allowed.join(', ')}` : `Did you mean "${near}"?`,
      { file },
    );
  }
  const problem = problemOf(configSchema, config);
  if (problem !== null) throw new ConfigError(problem, 'See the configuration in the README', { file });
  return rules === undefined ? config : { ...config, rules };
}

async function load(file: string): Promise<unknown> {
  try {
    if (/\.[cm]?[tj]s$/.test(file)) {
      const module = (await import(pathToFileURL(path.resolve(file)).href)) as { default?: unknown };
      if (module.default === undefined) throw new Error('it has no default export');
      return module.default;
    }
    const text = await readFile(file, 'utf8');
    const value: unknown = file.endsWith('.json')
      ? JSON.parse(text)
      : (await import('yaml')).parse(text, { strict: true, uniqueKeys: true });
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('it is not a mapping');
    return value;
  } catch (error) {
    throw new ConfigError(`cannot be read: ${messageOf(error)}`, 'Mend the file, or name another with --config', {
      file,
    });
  }
}

/**
 * The parameters that a configuration sets, each parsed by its rule.
 * @throws ConfigError where a rule or parameter does not exist or does not take the value
 */
export function paramOverrides(given: Config['params'], rules: readonly Rule[]): ParamOverrides {
  const overrides: Record<string, Record<string, unknown>> = {};
  for (const [id, values] of Object.entries(given ?? {})) {
    const rule = ruleNamed(id, rules);
    const own: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(values)) {
      const spec = Object.hasOwn(rule.params, name) ? rule.params[name] : undefined;
      if (spec === undefined) {
        const known = Object.keys(rule.params);
        throw new ConfigError(
          `rule ${rule.id} has no parameter "${name}"`,
          known.length === 0 ? 'It has none' : `It has ${known.join(', ')}`,
        );
      }
      const parsed = spec.parse(value);
      if (parsed === undefined) {
        throw new ConfigError(
          `parameter ${name} of rule ${rule.id} cannot be ${JSON.stringify(value)}`,
          `It takes ${spec.takes}`,
        );
      }
      own[name] = parsed;
    }
    overrides[rule.id] = own;
  }
  return overrides;
}

/** @throws ConfigError with a suggestion where there is none of that id */
export function ruleNamed(id: string, rules: readonly Rule[]): Rule {
  const rule = rules.find((candidate) => candidate.id === id || candidate.aliases.includes(id));
  if (rule !== undefined) return rule;
  const near = closest(
    id,
    rules.map((candidate) => candidate.id),
  );
  throw new ConfigError(`there is no rule "${id}"`, near === null ? 'See assize rules list' : `Did you mean ${near}?`);
}

async function exists(file: string): Promise<boolean> {
  return (await stat(file).catch(() => null)) !== null;
}

async function firstThat(
  files: readonly string[],
  test: (file: string) => Promise<boolean>,
): Promise<string | undefined> {
  for (const file of files) if (await test(file)) return file;
  return undefined;
}
