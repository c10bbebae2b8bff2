import { OpenList, untold, type Planned } from '../planned/value.ts';
import { parseAddress } from './address.ts';
import { isObject, type ConfigModule, type ConfigResource, type Configuration } from './plan.ts';
import type { Resolve } from './weave.ts';

/** Attributes that say which resource is meant: what refers to one of them refers to the resource. */
const naming = new Set(['id', 'arn', 'name', 'identifier', 'allocation_id', 'key_id']);

/** What a reference to an attribute of a resource of the plan stands for; null for what the plan does not have. */
export type Target = (address: string, attribute: string) => string | null;

/** The configuration of a plan: what is written for a resource, and what its expressions refer to. */
export class References {
  readonly #root: ConfigModule;
  readonly #target: Target;
  readonly #modules = new Map<string, ReadonlyMap<string, ConfigResource>>();

  constructor(configuration: Configuration | undefined, target: Target) {
    this.#root = configuration?.root_module ?? {};
    this.#target = target;
  }

  /** What is written for a resource; undefined where the plan has no configuration for it. */
  resource(address: string): ConfigResource | undefined {
    const { modules, type, name } = parseAddress(address) ?? { modules: [], type: '', name: '' };
    const names = modules.map((module) => module.name);
    const key = names.join('.');
    let resources = this.#modules.get(key);
    if (resources === undefined) {
      const module = this.#module(names);
      resources = new Map((module?.resources ?? []).map((resource) => [resource.address, resource]));
      this.#modules.set(key, resources);
    }
    return resources.get(`${type}.${name}`);
  }

  #module(names: readonly string[]): ConfigModule | undefined {
    let module: ConfigModule | undefined = this.#root;
    for (const name of names) module = module?.module_calls?.[name]?.module;
    return module;
  }

  /**
   * Resolves what is unknown in a resource by what its expression refers to: an attribute that names one resource of
   * the plan. Of a list the others may not show in the references, so it stays open.
   */
  resolver(address: string): Resolve {
    const expressions = this.resource(address)?.expressions;
    const parsed = parseAddress(address);
    if (expressions === undefined || parsed === null) return () => null;
    const scope = {
      names: parsed.modules.map((module) => module.name),
      prefix: parsed.modules.map(({ name, key }) => `module.${name}${keyText(key)}.`).join(''),
      key: keyText(parsed.key),
    };
    return (path) => {
      const found = expressionAt(expressions, path);
      if (found === null) return null;
      const values = this.#follow(found.references, scope, 0);
      if (values === null) return null;
      const attribute = path.at(-1) ?? '';
      const isElement = /^\d+$/.test(attribute);
      if (isPlural(isElement ? (path.at(-2) ?? '') : attribute) && !isElement) {
        return new OpenList<Planned>(values, untold(`${path.join('/')} may have more after apply`));
      }
      return values.length === 1 ? (values[0] ?? null) : null;
    };
  }

  /** The values of all references, or null where one of them cannot be told. */
  #follow(references: readonly string[], scope: Scope, depth: number): string[] | null {
    if (depth > 50) return null;
    const values: string[] = [];
    // References are given with all their beginnings: `a.b.id`, `a.b`.
    const ends = references.filter(
      (one) =>
        !references.some((other) => other !== one && (other.startsWith(`${one}.`) || other.startsWith(`${one}[`))),
    );
    const byKey = ends.includes('each.key') || ends.includes('count.index');
    for (const reference of ends) {
      if (byKey && (reference === 'each.key' || reference === 'count.index')) continue;
      const found = this.#one(reference, scope, byKey, depth);
      if (found === null) return null;
      values.push(...found);
    }
    return values.length === 0 ? null : [...new Set(values)];
  }

  #one(reference: string, scope: Scope, byKey: boolean, depth: number): string[] | null {
    const parts = segments(reference);
    const [first = '', second = ''] = parts;
    if (first === 'var') {
      // What the caller of the module gives; a variable of the root is never unknown.
      const call = this.#module(scope.names.slice(0, -1))?.module_calls?.[scope.names.at(-1) ?? ''];
      const given = call?.expressions?.[second];
      const references = referencesOf(given);
      return references === null || parts.length > 2 ? null : this.#follow(references, outer(scope), depth + 1);
    }
    if (first === 'module') {
      const [name = '', key = ''] = split(second);
      const output = parts[2];
      const module = this.#module([...scope.names, name]);
      const references =
        output === undefined || parts.length > 3 ? null : referencesOf(module?.outputs?.[output]?.expression);
      if (references === null) return null;
      const inner = { names: [...scope.names, name], prefix: `${scope.prefix}module.${name}${key}.`, key: '' };
      return this.#follow(references, inner, depth + 1);
    }
    if (['local', 'data', 'each', 'count', 'path', 'terraform', 'self'].includes(first)) return null;
    const attribute = parts[2];
    const [name = '', key = ''] = split(second);
    const address = `${scope.prefix}${first}.${name}`;
    if (attribute === undefined) {
      // `aws_x.y[each.key].id`: which attribute is not told, but only one that names it is of use in an id.
      const same = byKey && key === '' ? this.#target(`${address}${scope.key}`, 'id') : null;
      return same === null ? null : [same];
    }
    if (parts.length > 3 || !naming.has(attribute)) return null;
    const value = this.#target(`${address}${key}`, attribute);
    return value === null ? null : [value];
  }
}

interface Scope {
  /** Names of the modules down to the one in which an expression stands. */
  readonly names: readonly string[];
  /** The beginning of addresses in that module: `module.net["a"].`. */
  readonly prefix: string;
  /** The instance key of the resource: `["web"]`, `[0]` or nothing. */
  readonly key: string;
}

function outer({ names, prefix }: Scope): Scope {
  const modules = segments(prefix.replace(/\.$/, ''));
  return {
    names: names.slice(0, -1),
    prefix: modules.length <= 2 ? '' : `${modules.slice(0, -2).join('.')}.`,
    key: '',
  };
}

function keyText(key: string | number | null): string {
  return key === null ? '' : `[${JSON.stringify(key)}]`;
}

/** The parts of a traversal: `module.net["a.b"].vpc_id` has three. */
function segments(traversal: string): string[] {
  return traversal.match(/[^.[\]"]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])*/g) ?? [];
}

/** A part and its key: `web["a"]`. */
function split(segment: string): [string, string] {
  const at = segment.indexOf('[');
  return at < 0 ? [segment, ''] : [segment.slice(0, at), segment.slice(at)];
}

/** Whether an attribute holds several: its name is in the plural. */
const isPlural = (attribute: string) =>
  /(s|list)$/.test(attribute) && !/(address|status|access|class)$/.test(attribute);

function referencesOf(expression: unknown): readonly string[] | null {
  if (!isObject(expression) || !Array.isArray(expression.references)) return null;
  return expression.references.filter((one): one is string => typeof one === 'string');
}

/** The expression behind a path of values. Blocks that repeat cannot be told apart, unless there is one. */
function expressionAt(expressions: unknown, path: readonly string[]): { references: readonly string[] } | null {
  let here: unknown = expressions;
  for (const name of path) {
    const references = referencesOf(here);
    if (references !== null) return { references };
    if (/^\d+$/.test(name)) {
      if (!Array.isArray(here) || here.length !== 1) return null;
      here = here[0];
    } else {
      if (Array.isArray(here)) here = here.length === 1 ? here[0] : null;
      if (!isObject(here) || !Object.hasOwn(here, name)) return null;
      here = here[name];
    }
  }
  const references = referencesOf(here);
  return references === null ? null : { references };
}
