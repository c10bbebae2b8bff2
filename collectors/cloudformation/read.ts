import { stat } from 'node:fs/promises';
import path from 'node:path';
import { InputError, messageOf, UsageError } from '../../core/errors.ts';
import type { Notice } from '../../core/report.ts';
import { UnknownValue, type SourcePlace } from '../../core/resource.ts';
import { closest } from '../../core/suggest.ts';
import { Assets, stacksOf, type AssemblyStack } from './assembly.ts';
import { nameTemplate } from './document.ts';
import { Folder, posix } from './folder.ts';
import { TemplateReader } from './nested.ts';
import { environmentOf, refuseMisfit, refusePseudoMisfit, settablePseudo, type Given } from './parameters.ts';
import { isTold } from './references.ts';
import { Stack, Stacks, type TemplateObject } from './stack.ts';
import { macrosOf, type Template, type WrittenResource } from './template.ts';

export type { TemplateObject } from './stack.ts';

export interface ReadOptions {
  /**
   * Values of parameters by name, and of pseudo parameters (`AWS::Region`). `Stack:Name` is of one stack of an
   * assembly, and wins.
   */
  readonly parameters: Given;
  /** Stands for the template in what stands for its resources, where it is not the file's name. */
  readonly name?: string;
  /** Of the template before a change: it need not have the parameters that are given, nor take their values. */
  readonly base?: boolean;
}

/** What templates hold. */
export interface ReadTemplates {
  readonly kind: 'cloudformation' | 'cdk';
  /** What stands for a template in what stands for its resources; those of an assembly have names of their own. */
  readonly name: string;
  /** The templates, as given, with forward slashes. */
  readonly files: readonly string[];
  readonly objects: readonly TemplateObject[];
  /** By type: what no template tells, such as what SAM, macros, custom resources and modules make. */
  readonly unjudged: ReadonlyMap<string, number>;
  /** What a reader of the findings should know, each with the file and line that it is about. */
  readonly notices: readonly Notice[];
  /** No template says when it was made. */
  readonly madeAt: null;
}

/**
 * Reads a CloudFormation template or the cloud assembly of a CDK app, with the stacks nested in it.
 * @param input a file, or a folder with a manifest.json
 * @throws InputError with file and line where it is none of them, or cannot be a template
 * @throws UsageError where a parameter is given that no template has, or a value that it does not take
 */
export async function readTemplates(input: string, options: ReadOptions): Promise<ReadTemplates> {
  const stats = await stat(input).catch((error: unknown) => {
    throw new InputError(`cannot be read: ${messageOf(error)}`, nameTemplate, { file: input });
  });
  const isFolder = stats.isDirectory();
  const root = posix(input);
  const folder = await Folder.of(isFolder ? root : path.dirname(root));
  const stacks = new Stacks();
  const reader = new TemplateReader(folder, stacks);
  const inputs: readonly AssemblyStack[] = isFolder ? await stacksOf(folder, root) : [single(root, folder, options)];
  if (inputs.length === 0) {
    throw new InputError('is a CDK cloud assembly without a stack', 'Run cdk synth on an app that has one', {
      file: path.posix.join(root, 'manifest.json'),
    });
  }
  const templates: (readonly [AssemblyStack, Template])[] = [];
  for (const one of inputs) templates.push([one, await reader.template(one.template)]);
  const given = acceptedOf(templates, options);
  const roots: Stack[] = [];
  for (const [one, template] of templates) {
    const stack = new Stack({
      name: one.name,
      path: isFolder ? `${one.name}/` : '',
      template,
      environment: environmentOf({ ...one, stackName: isFolder ? one.stackName : null }, options.parameters),
      given: (parameter) => given(one, parameter),
      stacks,
    });
    roots.push(stack);
    await reader.nest(stack, one.assets);
  }
  for (const stack of stacks.all) stack.forget();
  const gathered = new Gathering();
  for (const stack of roots) gathered.add(stack, null);
  return {
    kind: isFolder ? 'cdk' : 'cloudformation',
    name: isFolder ? path.posix.basename(root) : (inputs[0]?.name ?? ''),
    files: reader.files,
    objects: gathered.objects,
    unjudged: gathered.unjudged,
    notices: gathered.notices,
    madeAt: null,
  };
}

/** A template by itself, as if it were of an assembly. */
function single(file: string, folder: Folder, { name }: ReadOptions): AssemblyStack {
  const stem = path.posix.basename(file).replace(/(?:\.template)?\.(?:json|ya?ml|template|txt)$/i, '');
  return {
    name: name ?? stem,
    stackName: stem,
    template: file,
    account: null,
    region: null,
    parameters: {},
    assets: new Assets(folder, path.posix.dirname(file), []),
  };
}

type Templates = readonly (readonly [AssemblyStack, Template])[];

/**
 * The values that are given to parameters, of the command line before those of the assembly.
 * @throws UsageError
 */
function acceptedOf(templates: Templates, { parameters, base = false }: ReadOptions) {
  if (!base) refuseUnknown(templates, parameters);
  const values = new Map<AssemblyStack, Map<string, string>>();
  for (const [one, template] of templates) {
    const own = new Map<string, string>();
    for (const [name, entry] of template.parameters) {
      const value = [parameters, parameters, one.parameters]
        .map((given, index) => valueIn(given, index === 0 ? `${one.stackName}:${name}` : name))
        .find((text) => text !== undefined);
      if (value === undefined) continue;
      try {
        refuseMisfit(name, entry, value);
      } catch (error) {
        if (base && error instanceof UsageError) continue;
        throw error;
      }
      own.set(name, value);
    }
    values.set(one, own);
  }
  return (one: AssemblyStack, name: string) => values.get(one)?.get(name);
}

function valueIn(given: Given, name: string): string | undefined {
  return Object.hasOwn(given, name) ? given[name] : undefined;
}

function refuseUnknown(templates: Templates, parameters: Given): void {
  const known = new Set<string>(settablePseudo);
  for (const [one, { parameters: own }] of templates) {
    for (const name of own.keys()) known.add(name).add(`${one.stackName}:${name}`);
  }
  for (const [name, value] of Object.entries(parameters)) {
    if (settablePseudo.includes(name)) refusePseudoMisfit(name, value);
    if (known.has(name)) continue;
    const near = closest(name, known);
    const declared = [...known].filter((other) => !other.includes(':'));
    throw new UsageError(
      `there is no parameter "${name.slice(0, 100)}" in the template`,
      near !== null
        ? `Did you mean ${near}?`
        : declared.length === 0
          ? 'It has no parameters'
          : `It has ${declared.slice(0, 20).join(', ')}`,
    );
  }
}

/** What is found in stacks, in the order of the templates. */
class Gathering {
  readonly objects: TemplateObject[] = [];
  readonly unjudged = new Map<string, number>();
  readonly notices: Notice[] = [];
  readonly #noted = new Set<string>();

  /** @param conditional why it cannot be told whether the stack is made at all */
  add(stack: Stack, conditional: UnknownValue | null): void {
    for (const { name, line } of macrosOf(stack.template)) {
      this.#note(`the macro ${name} may change what is written here`, stack.placeOf(line));
    }
    for (const { what, line } of stack.missing) {
      this.#count(what.startsWith('Fn::ForEach') ? 'Fn::ForEach' : what);
      this.#note(`what ${what} makes cannot be told, and is not judged`, stack.placeOf(line));
    }
    for (const resource of stack.resources.values()) this.#addResource(stack, resource, conditional);
  }

  #addResource(stack: Stack, resource: WrittenResource, above: UnknownValue | null): void {
    const made = stack.conditionOf(resource);
    // What the CDK notes of itself makes nothing.
    if (made === false || resource.type === 'AWS::CDK::Metadata') return;
    const place = stack.placeOf(resource.line);
    if (made instanceof UnknownValue)
      this.#note(`whether it is made is not known: ${made.unknown.message}`, place, stack.file);
    const conditional = made instanceof UnknownValue ? made : above;
    const nested = stack.nested.get(resource.logicalId);
    if (nested !== undefined) this.add(nested, conditional);
    else if (resource.type === 'AWS::CloudFormation::Stack') {
      this.#count(resource.type);
      this.#note(`the template of nested stack ${resource.logicalId} is not here: what it makes is not judged`, place);
    } else if (isTold(resource.type)) this.objects.push(stack.objectOf(resource, conditional));
    else this.#count(resource.type);
  }

  #count(type: string): void {
    this.unjudged.set(type, (this.unjudged.get(type) ?? 0) + 1);
  }

  /** Notes the same once in each file, where it stands first. */
  #note(message: string, place: SourcePlace, once = `${place.file}:${place.line}`): void {
    const key = JSON.stringify([message, once]);
    if (this.#noted.has(key)) return;
    this.#noted.add(key);
    this.notices.push({ about: 'input', id: `${place.file}:${place.line}`, message });
  }
}
