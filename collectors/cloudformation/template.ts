import { InputError } from '../../core/errors.ts';
import { nameTemplate } from './document.ts';
import { functionNames, noSuchFunction } from './functions.ts';
import { formOf, memberOf, textIn, type Entry, type Node } from './node.ts';

/** A template's sections, as they are written. Those that are not read (Metadata, Rules, Hooks, Globals) are left out. */
export interface Template {
  readonly file: string;
  readonly parameters: Section;
  readonly mappings: Section;
  readonly conditions: Section;
  readonly resources: Section;
  readonly outputs: Section;
  /** Macros that CloudFormation runs over it, AWS's own among them. */
  readonly transforms: readonly { readonly name: string; readonly line: number }[];
}

export type Section = ReadonlyMap<string, Entry>;

const mend = 'Mend the template; aws cloudformation validate-template tells more';

/** What AWS's own macros leave alone: resources of other types and the intrinsic functions. */
const harmless = /^AWS::(?:LanguageExtensions|Serverless-\d{4}-\d{2}-\d{2})$/;

/** Whether something may change what the template says, and bring functions of its own. */
export function macrosOf({ transforms }: Template): Template['transforms'] {
  return transforms.filter(({ name }) => !harmless.test(name));
}

/**
 * The sections of a document that is a template.
 * @throws InputError with its line, where it is none or calls a function that CloudFormation does not have
 */
export function templateOf(root: Node, file: string): Template {
  if (root.form !== 'table') {
    const what = root.form === 'leaf' && root.value === null ? 'it is empty' : `it is ${formOf(root)}`;
    throw new InputError(`is not a CloudFormation template: ${what}`, nameTemplate, { file });
  }
  if (!root.entries.has('Resources')) {
    throw new InputError('is not a CloudFormation template: it has no Resources', nameTemplate, { file });
  }
  const section = (name: string): Section => {
    const entry = root.entries.get(name);
    if (entry === undefined || (entry.node.form === 'leaf' && entry.node.value === null && name !== 'Resources')) {
      return new Map();
    }
    if (entry.node.form === 'table') return entry.node.entries;
    throw new InputError(`${name} is ${formOf(entry.node)}, not a mapping`, mend, { file, line: entry.line });
  };
  const template: Template = {
    file,
    parameters: section('Parameters'),
    mappings: section('Mappings'),
    conditions: section('Conditions'),
    resources: section('Resources'),
    outputs: section('Outputs'),
    transforms: transformsIn(root.entries.get('Transform')),
  };
  for (const [name, entry] of template.parameters) {
    if (entry.node.form !== 'table') throw misshapen(`parameter ${name} is ${formOf(entry.node)}`, file, entry);
  }
  if (macrosOf(template).length === 0) {
    const seen = new Set<Node>();
    for (const part of ['resources', 'conditions', 'outputs'] as const) {
      for (const { node } of template[part].values()) refuseUnknownFunctions(node, file, seen);
    }
  }
  return template;
}

function transformsIn(entry: Entry | undefined): Template['transforms'] {
  if (entry === undefined) return [];
  const nodes = entry.node.form === 'list' ? entry.node.items : [entry.node];
  return nodes.flatMap((node) => {
    const name = textIn(node) ?? textIn(memberOf(node, 'Name'));
    return name === undefined ? [] : [{ name, line: node.line }];
  });
}

function refuseUnknownFunctions(node: Node, file: string, seen: Set<Node>): void {
  if (node.form === 'leaf' || seen.has(node)) return;
  seen.add(node);
  if (node.form === 'list') {
    for (const item of node.items) refuseUnknownFunctions(item, file, seen);
    return;
  }
  for (const [key, entry] of node.entries) {
    if (key.startsWith('Fn::') && !functionNames.has(key) && !key.startsWith('Fn::ForEach::')) {
      throw noSuchFunction(key, file, entry.line);
    }
    // Metadata is data of other tools.
    if (key !== 'Metadata') refuseUnknownFunctions(entry.node, file, seen);
  }
}

const misshapen = (what: string, file: string, { line }: { line: number }) =>
  new InputError(`${what}, not a mapping`, mend, { file, line });

/** A resource as it is written. */
export interface WrittenResource {
  readonly logicalId: string;
  readonly type: string;
  readonly line: number;
  /** A condition's name, or what stands for one; undefined where it is made in any case. */
  readonly condition: Node | undefined;
  readonly properties: Node | undefined;
  readonly metadata: Node | undefined;
}

/** @throws InputError with its line where it is no mapping, has no Type or something else in place of its Properties */
export function resourceOf(logicalId: string, entry: Entry, file: string): WrittenResource {
  const { node, line } = entry;
  const name = logicalId.length > 60 ? `${logicalId.slice(0, 60)}…` : logicalId;
  if (node.form !== 'table') throw misshapen(`resource ${name} is ${formOf(node)}`, file, entry);
  const type = node.entries.get('Type');
  if (type?.node.form !== 'leaf' || typeof type.node.value !== 'string' || type.node.value === '') {
    const what = type === undefined ? 'has no Type' : `has a Type that is ${formOf(type.node)}`;
    throw new InputError(`resource ${name} ${what}`, 'Give it a type, as AWS::EC2::SecurityGroup', {
      file,
      line: type?.line ?? line,
    });
  }
  const properties = node.entries.get('Properties');
  if (properties !== undefined && properties.node.form !== 'table' && !isNull(properties.node)) {
    throw misshapen(`Properties of ${name} is ${formOf(properties.node)}`, file, properties);
  }
  return {
    logicalId,
    type: type.node.value,
    line,
    condition: memberOf(node, 'Condition'),
    properties: properties === undefined || isNull(properties.node) ? undefined : properties.node,
    metadata: memberOf(node, 'Metadata'),
  };
}

const isNull = (node: Node) => node.form === 'leaf' && node.value === null;
