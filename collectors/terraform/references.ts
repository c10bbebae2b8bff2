import { OpenList, untold, type Planned } from '../planned/value.ts';
import { parseAddress, type ResourceAddress } from './address.ts';
import { isObject, type ConfigModule, type ConfigResource, type Configuration } from './plan.ts';
import type { Resolve } from './weave.ts';

/**
 * Attributes that say which resource is meant: what refers to one of them refers to the resource. An instance stands for
 * the network interface that it is made with.
 */
const naming = new Set(['id', 'arn', 'name', 'identifier', 'allocation_id', 'key_id', 'primary_network_interface_id']);

/**
 * Attributes that name what AWS makes with a VPC, by one name for each: the main route table is the default one until
 * another is made that.
 */
export const beside: ReadonlyMap<string, string> = new Map([
  ['default_network_acl_id', 'default_network_acl_id'],
  ['default_route_table_id', 'default_route_table_id'],
  ['main_route_table_id', 'default_route_table_id'],
  ['default_security_group_id', 'default_security_group_id'],
]);

/** Arguments that are texts of one's own: what they refer to is a part of them, not what they are. */
const texts = new Set([
  'tags',
  'tags_all',
  'name',
  'name_prefix',
  'description',
  'policy',
  'assume_role_policy',
  'user_data',
  'user_data_base64',
]);

/** What a reference to an attribute of a resource of the plan stands for. */
export interface Target {
  readonly value: string;
  /** Known before apply. */
  readonly isKnown: boolean;
}

/** Null for what the plan does not have. */
export type FindTarget = (address: string, attribute: string) => Target | null;

/** The configuration of a plan: what is written for a resource, and what its expressions refer to. */
export class References {
  readonly #root: ConfigModule;
  readonly #target: FindTarget;
  readonly #modules = new Map<string, ReadonlyMap<string, ConfigResource>>();

  constructor(configuration: Configuration | undefined, target: FindTarget) {
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
    const scope: Scope = { modules: parsed.modules, key: keyText(parsed.key) };
    return (path) => {
      const found = path.some((name) => texts.has(name)) ? null : expressionAt(expressions, path);
      if (found === null) return null;
      const targets = this.#follow(found, scope, 0);
      if (targets === null) return null;
      if (isPlural(path.at(-1) ?? '')) {
        const values = [...new Set(targets.map(({ value }) => value))];
        return new OpenList<Planned>(values, untold(`${path.join('/')} may have more after apply`));
      }
      // What is known already cannot make the value unknown: of a condition, the other branch is meant.
      const values = new Set(targets.filter(({ isKnown }) => !isKnown).map(({ value }) => value));
      const [only = null] = values;
      return values.size === 1 ? only : null;
    };
  }

  /** What all references stand for, without what is known and names nothing; null where one of them cannot be told. */
  #follow(references: readonly string[], scope: Scope, depth: number): readonly Target[] | null {
    if (depth > 50) return null;
    const found: Target[] = [];
    // References are given with all their beginnings: `a.b.id`, `a.b`.
    const ends = references.filter(
      (one) =>
        !references.some((other) => other !== one && (other.startsWith(`${one}.`) || other.startsWith(`${one}[`))),
    );
    const byKey = ends.includes('each.key') || ends.includes('count.index');
    for (const reference of ends) {
      const targets = this.#one(reference, scope, byKey, depth);
      if (targets === null) return null;
      found.push(...targets);
    }
    return found.length === 0 ? null : found;
  }

  #one(reference: string, scope: Scope, byKey: boolean, depth: number): readonly Target[] | null {
    const parts = segments(reference);
    const [first, second] = [parts[0] ?? '', parts[1] ?? ''];
    switch (first) {
      case 'path':
      case 'terraform':
      case 'count':
        return []; // known
      case 'each':
        return second === 'key' ? [] : null;
      case 'var':
        return this.#variable(second, parts.length === 2, scope, depth);
      case 'module':
        return parts.length === 3 ? this.#output(second, parts[2] ?? '', scope, depth) : null;
      case 'local': // plans do not hold what locals are
      case 'data':
      case 'self':
        return null;
      default:
        return this.#resource(parts, scope, byKey);
    }
  }

  /** What the caller of the module gives. A variable of the root module is known. */
  #variable(name: string, isWhole: boolean, scope: Scope, depth: number): readonly Target[] | null {
    const call = scope.modules.at(-1);
    if (call === undefined) return [];
    const outer: Scope = { modules: scope.modules.slice(0, -1), key: keyText(call.key) };
    const given = this.#module(namesOf(outer))?.module_calls?.[call.name]?.expressions?.[name];
    const references = referencesOf(given);
    if (references === null) return []; // a constant, or the default
    return isWhole ? this.#follow(references, outer, depth + 1) : null;
  }

  #output(call: string, output: string, scope: Scope, depth: number): readonly Target[] | null {
    const address = parseAddress(`module.${call}.none.none`)?.modules[0];
    if (address === undefined) return null;
    const inner: Scope = { modules: [...scope.modules, address], key: '' };
    const references = referencesOf(this.#module(namesOf(inner))?.outputs?.[output]?.expression);
    return references === null ? null : this.#follow(references, inner, depth + 1);
  }

  #resource(parts: readonly string[], scope: Scope, byKey: boolean): readonly Target[] | null {
    const [type, named, attribute] = parts;
    if (type === undefined || named === undefined || parts.length > 3) return null;
    const address = `${scope.modules.map(({ name, key }) => `module.${name}${keyText(key)}.`).join('')}${type}.${named}`;
    // `aws_x.y[each.key].id` is told without its attribute: in an id only one that names the resource is of use.
    const target =
      attribute === undefined
        ? byKey && !named.endsWith(']')
          ? this.#target(`${address}${scope.key}`, 'id')
          : null
        : naming.has(attribute) || beside.has(attribute)
          ? this.#target(address, attribute)
          : null;
    return target === null ? null : [target];
  }
}

interface Scope {
  /** The calls down to the module in which an expression stands. */
  readonly modules: ResourceAddress['modules'];
  /** The instance key of what the expression belongs to: `["web"]`, `[0]` or nothing. */
  readonly key: string;
}

const namesOf = ({ modules }: Scope) => modules.map(({ name }) => name);

function keyText(key: string | number | null): string {
  return key === null ? '' : `[${JSON.stringify(key)}]`;
}

/** The parts of a traversal: `module.net["a.b"].vpc_id` has three. */
function segments(traversal: string): string[] {
  return traversal.match(/[^.[\]"]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])*/g) ?? [];
}

/** Whether an attribute holds several: its name is in the plural. */
const isPlural = (attribute: string) =>
  /(s|list)$/.test(attribute) && !/(address|status|access|class)$/.test(attribute);

function referencesOf(expression: unknown): readonly string[] | null {
  if (!isObject(expression) || !Array.isArray(expression.references)) return null;
  return expression.references.filter((one): one is string => typeof one === 'string');
}

/** What the expression behind a path refers to. Blocks that repeat cannot be told apart, unless there is one. */
function expressionAt(expressions: unknown, path: readonly string[]): readonly string[] | null {
  let here: unknown = expressions;
  for (const name of path) {
    const references = referencesOf(here);
    if (references !== null) return references;
    if (Array.isArray(here)) here = here.length === 1 ? here[0] : null;
    if (/^\d+$/.test(name)) continue;
    if (!isObject(here) || !Object.hasOwn(here, name)) return null;
    here = here[name];
  }
  return referencesOf(here);
}
