import { InputError } from '../../core/errors.ts';
import { UnknownValue, type SourcePlace } from '../../core/resource.ts';
import type { PlannedObject, Whereabouts } from '../planned/mapping.ts';
import { symbolBeside } from '../planned/symbol.ts';
import { Block, isRecord, untold, type Planned } from '../planned/value.ts';
import { Depth, Intrinsics, type Scope, type Truth } from './intrinsics.ts';
import { LoopBudget } from './loops.ts';
import { memberOf, nameIn, type Entry, type Node } from './node.ts';
import { parameterResult, pseudoResult, type Environment } from './parameters.ts';
import { isBeside, isEchoed, isIdentity, isTold, keptName, nameProperty } from './references.ts';
import { nothing, plannedOf, Reference, type Result } from './result.ts';
import { resourceOf, type Section, type Template, type WrittenResource } from './template.ts';

/** A resource of a template. */
export interface TemplateObject extends PlannedObject {
  /** Why it cannot be told whether it is made at all: its condition, or that of its stack. Null: it is made. */
  readonly conditional: UnknownValue | null;
}

/** All stacks that are read together: what one exports, another may import. */
export class Stacks {
  readonly all: Stack[] = [];
  readonly depth = new Depth();
  readonly budget = new LoopBudget();
  #exports: Map<string, { stack: Stack; output: string }> | null = null;

  imported(name: string, by: Environment): Result {
    if (this.#exports === null) {
      // While the names are gathered, one that is itself imported finds none.
      this.#exports = new Map();
      const found = new Map<string, { stack: Stack; output: string }>();
      for (const stack of this.all) {
        for (const [output, exported] of stack.exports()) {
          found.set(keyOf(exported, stack.environment), { stack, output });
        }
      }
      this.#exports = found;
    }
    const found = this.#exports.get(keyOf(name, by));
    return (
      found?.stack.output(found.output) ?? untold(`the export ${name.slice(0, 100)} is of a stack that is not here`)
    );
  }

  outputOf(stackName: string, output: string, region: string | null, by: Environment): Result {
    const at = region ?? by.region;
    const stack = this.all.find(({ environment }) => {
      const { account, region: own, stackName: name } = environment;
      return name === stackName && account === by.account && own === at;
    });
    return stack?.output(output) ?? untold(`the stack ${stackName.slice(0, 100)} is not here`);
  }
}

const keyOf = (name: string, { account, region }: Environment) => JSON.stringify([account, region, name]);

interface StackInput {
  /** In what stands for its resources: the template's or stack's name, and the logical ids of nested stacks. */
  readonly name: string;
  /** Before its resources' logical ids in their addresses: '' or ending in a slash. */
  readonly path: string;
  readonly template: Template;
  readonly environment: Environment;
  /** The value of a parameter that is passed to it. */
  readonly given: (parameter: string) => Result | undefined;
  readonly stacks: Stacks;
}

/** One stack: a template with its parameters, at its place. */
export class Stack implements Scope {
  readonly name: string;
  readonly path: string;
  readonly template: Template;
  readonly environment: Environment;
  readonly file: string;
  readonly depth: Depth;
  readonly budget: LoopBudget;
  /** Stacks that its resources are, by logical id; what is not here is not followed. */
  readonly nested = new Map<string, Stack>();
  /** Its resources by logical id, with what loops make. */
  readonly resources = new Map<string, WrittenResource>();
  /** What its template leaves to a macro or to a loop over what is not known: resources that are missing here. */
  readonly missing: readonly { readonly what: string; readonly line: number }[];
  readonly #given: StackInput['given'];
  readonly #stacks: Stacks;
  readonly #intrinsics: Intrinsics;
  readonly #conditions: Section;
  readonly #outputs: Section;
  readonly #truths = new Map<string, Truth>();
  readonly #results = new Map<string, Result | undefined>();
  readonly #busy = new Set<string>();

  constructor({ name, path, template, environment, given, stacks }: StackInput) {
    this.name = name;
    this.path = path;
    this.template = template;
    this.environment = environment;
    this.file = template.file;
    this.depth = stacks.depth;
    this.budget = stacks.budget;
    this.#given = given;
    this.#stacks = stacks;
    this.#intrinsics = new Intrinsics(this);
    stacks.all.push(this);
    this.#conditions = template.conditions;
    this.#outputs = template.outputs;
    const { entries, open } = this.#intrinsics.unrolled(template.resources);
    const missing = open.map(({ name: loop, line }) => ({ what: `Fn::ForEach::${loop}`, line }));
    for (const [logicalId, entry] of entries) {
      if (logicalId === 'Fn::Transform') missing.push({ what: logicalId, line: entry.line });
      else this.resources.set(logicalId, resourceOf(logicalId, entry, this.file));
    }
    this.missing = missing;
    this.#conditions = this.#intrinsics.unrolled(template.conditions).entries;
    this.#outputs = this.#intrinsics.unrolled(template.outputs).entries;
  }

  /** What stands for a resource. */
  symbolOf(logicalId: string): string {
    return `cfn:${this.name}/${logicalId}`;
  }

  ref(name: string): Result {
    const pseudo = pseudoResult(name, this.environment);
    if (pseudo !== undefined) return pseudo;
    const parameter = this.template.parameters.get(name);
    if (parameter !== undefined) return this.#parameter(name, parameter);
    const resource = this.resources.get(name);
    return resource === undefined ? untold(noSuch(name)) : this.#identityOf(resource);
  }

  #parameter(name: string, entry: Entry): Result {
    const result = this.#once(`parameter ${name}`, entry.line, () =>
      parameterResult(name, entry, this.#given(name), this.file),
    );
    return result ?? untold(`parameter ${name} has no value`, 'error');
  }

  /** What `Ref` gives of a resource. */
  #identityOf(resource: WrittenResource): Result {
    const { logicalId, type } = resource;
    const absent = this.#absent(resource);
    if (absent !== null) return absent;
    if (isMadeElsewhere(type)) return untold(`what ${logicalId} is called is known after the stack is deployed`);
    const property = nameProperty(type);
    const name = property === undefined ? undefined : this.#property(resource, property);
    if (typeof name === 'string') return keptName(type, name);
    return new Reference(this.symbolOf(logicalId), name === undefined);
  }

  attribute(logicalId: string, attribute: string): Result {
    const resource = this.resources.get(logicalId);
    if (resource === undefined) return untold(noSuch(logicalId));
    const absent = this.#absent(resource);
    if (absent !== null) return absent;
    const nested = this.nested.get(logicalId);
    if (nested !== undefined && attribute.startsWith('Outputs.')) return nested.output(attribute.slice(8));
    const { type } = resource;
    if (type.startsWith('AWS::') && !isMadeElsewhere(type)) {
      if (isIdentity(type, attribute)) return new Reference(this.symbolOf(logicalId), true);
      if (isBeside(type, attribute)) return new Reference(symbolBeside(this.symbolOf(logicalId), attribute), true);
      const echoed = isEchoed(type, attribute) ? this.#property(resource, attribute) : undefined;
      if (echoed !== undefined) return echoed;
    }
    return untold(`${logicalId}.${attribute.slice(0, 60)} is known after the stack is deployed`);
  }

  /** Why a resource is not there, where its condition says so. */
  #absent(resource: WrittenResource): UnknownValue | null {
    return this.conditionOf(resource) === false
      ? untold(`${resource.logicalId} is not made: its condition is false`)
      : null;
  }

  /** One property of a resource; undefined where it is not set. */
  #property({ logicalId, properties, line }: WrittenResource, name: string): Result | undefined {
    if (memberOf(properties, 'Fn::Transform') !== undefined) return untold(`${logicalId} is made by a macro`);
    const node = memberOf(properties, name);
    if (node === undefined) return undefined;
    const result = this.#once(`property ${logicalId}.${name}`, line, () => this.#intrinsics.resultOf(node));
    return result === nothing ? undefined : result;
  }

  /** Worked out once; what needs itself on the way is unknown. */
  #once(key: string, line: number, work: () => Result | undefined): Result | undefined {
    if (this.#results.has(key)) return this.#results.get(key);
    if (this.#busy.has(key)) return untold(`${key} depends on itself`, 'error');
    this.#busy.add(key);
    try {
      const result = this.depth.within(this.file, line, work);
      this.#results.set(key, result);
      return result;
    } finally {
      this.#busy.delete(key);
    }
  }

  /** @throws InputError where it depends on itself */
  condition(name: string): Truth {
    const known = this.#truths.get(name);
    if (known !== undefined) return known;
    const entry = this.#conditions.get(name);
    if (entry === undefined) return untold(`there is no condition ${name.slice(0, 60)}`, 'error');
    const key = `condition ${name}`;
    if (this.#busy.has(key)) {
      throw new InputError(`condition ${name.slice(0, 60)} depends on itself`, 'Let it depend on parameters', {
        file: this.file,
        line: entry.line,
      });
    }
    this.#busy.add(key);
    try {
      const truth = this.#intrinsics.truthOf(entry.node);
      const told = truth instanceof UnknownValue ? because(name, truth) : truth;
      this.#truths.set(name, told);
      return told;
    } finally {
      this.#busy.delete(key);
    }
  }

  /** Whether a resource is made. */
  conditionOf({ condition }: WrittenResource): Truth {
    if (condition === undefined) return true;
    const name = nameIn(condition);
    return name === undefined ? this.#intrinsics.truthOf(condition) : this.condition(name);
  }

  mapping(name: string): Node | UnknownValue | undefined {
    const { mappings } = this.template;
    const entry = mappings.get(name);
    if (entry === undefined && mappings.has('Fn::Transform')) return untold(`the mapping ${name} is made by a macro`);
    return entry?.node;
  }

  imported(name: string): Result {
    return this.#stacks.imported(name, this.environment);
  }

  outputOf(stack: string, output: string, region: string | null): Result {
    return this.#stacks.outputOf(stack, output, region, this.environment);
  }

  /** The value of an output. */
  output(name: string): Result {
    const entry = this.#outputs.get(name);
    const value = memberOf(entry?.node, 'Value');
    if (entry === undefined || value === undefined) return untold(`there is no output ${name.slice(0, 60)}`);
    const condition = memberOf(entry.node, 'Condition');
    const made = condition === undefined || this.conditionOf({ ...nowhere, condition });
    if (made instanceof UnknownValue) return made;
    if (!made) return untold(`the output ${name} is not made: its condition is false`);
    const result = this.#once(`output ${name}`, entry.line, () => this.#intrinsics.resultOf(value));
    return result === undefined || result === nothing ? untold(`the output ${name} has no value`, 'error') : result;
  }

  /** Its outputs with the names under which other stacks import them, where those are known. */
  *exports(): Generator<readonly [output: string, exported: string]> {
    for (const [output, { node }] of this.#outputs) {
      const name = memberOf(memberOf(node, 'Export'), 'Name');
      const exported = name === undefined ? undefined : this.#intrinsics.resultOf(name);
      if (typeof exported === 'string') yield [output, exported];
    }
  }

  /** Forgets what was worked out before all stacks were there. */
  forget(): void {
    this.#results.clear();
    this.#truths.clear();
  }

  /** What a part of its template is worth. */
  resultOf(node: Node): Result {
    return this.#intrinsics.resultOf(node);
  }

  /** A resource as mappings take it. */
  objectOf(resource: WrittenResource, conditional: UnknownValue | null): TemplateObject {
    const { logicalId, type, line, properties: written } = resource;
    const { known, open } =
      written?.form === 'table'
        ? this.#intrinsics.members(written)
        : { known: {} as Record<string, Result>, open: null };
    const planned = plannedOf(known);
    const values = isRecord(planned) ? planned : {};
    const properties = open === null ? new Block(values) : new OpenBlock(values, open);
    const symbol = this.symbolOf(logicalId);
    return {
      type,
      address: `${this.path}${logicalId}`,
      properties,
      id: symbol,
      arn: symbol,
      at: this.at,
      place: this.placeOf(line),
      configured: (name) => properties.raw(name) !== null,
      conditional,
    };
  }

  get at(): Whereabouts {
    const { account, region, partition } = this.environment;
    return { account, region, partition: partition ?? 'aws' };
  }

  placeOf(line: number): SourcePlace {
    return { file: this.file, line };
  }
}

const nowhere = { logicalId: '', type: '', line: 1, properties: undefined, metadata: undefined };

/** Types of which the template does not tell what they are called: a function of somebody's makes the name. */
const isMadeElsewhere = (type: string) => !isTold(type) && !type.startsWith('AWS::Serverless::');

const noSuch = (name: string) => `the template has no parameter or resource ${name.slice(0, 60)}`;

function because(condition: string, { unknown }: UnknownValue): UnknownValue {
  return new UnknownValue({ ...unknown, message: `condition ${condition} cannot be told: ${unknown.message}` });
}

/** Properties of which some may be set that are not named: a macro or a loop makes them. */
class OpenBlock extends Block {
  readonly #why: UnknownValue;
  constructor(values: Readonly<Record<string, Planned>>, why: UnknownValue) {
    super(values);
    this.#why = why;
  }
  override raw(name: string): Planned {
    return super.raw(name) ?? this.#why;
  }
}
