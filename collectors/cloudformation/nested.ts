import path from 'node:path';
import { InputError } from '../../core/errors.ts';
import type { Assets } from './assembly.ts';
import { readDocument } from './document.ts';
import type { Folder } from './folder.ts';
import { memberOf, textIn, type Node } from './node.ts';
import { nothing } from './result.ts';
import { Stack, type Stacks } from './stack.ts';
import { templateOf, type Template, type WrittenResource } from './template.ts';

/** How many stacks an input may have, and how deep they may be nested. CloudFormation takes far fewer. */
const mostStacks = 2_000;
const deepest = 20;

/** Reads templates, each once, and the stacks that are nested in them. */
export class TemplateReader {
  readonly #folder: Folder;
  readonly #stacks: Stacks;
  readonly #templates = new Map<string, Promise<Template>>();

  constructor(folder: Folder, stacks: Stacks) {
    this.#folder = folder;
    this.#stacks = stacks;
  }

  /** The files read, in the order in which they were asked for. */
  get files(): readonly string[] {
    return [...this.#templates.keys()];
  }

  /** @throws InputError */
  template(file: string): Promise<Template> {
    const known = this.#templates.get(file);
    if (known !== undefined) return known;
    const template = readDocument(file).then((root) => templateOf(root, file));
    this.#templates.set(file, template);
    return template;
  }

  /**
   * Reads the templates of a stack's nested stacks, as far as they are in the folder.
   * @param assets the files that the stack's assembly would upload
   * @throws InputError where a template is none, or nests itself
   */
  async nest(stack: Stack, assets: Assets, above: readonly string[] = []): Promise<void> {
    const chain = [...above, stack.file];
    for (const resource of stack.resources.values()) {
      if (resource.type !== 'AWS::CloudFormation::Stack') continue;
      const file = await this.#fileOf(stack, resource, assets);
      if (file === null) continue;
      const place = { file: stack.file, line: resource.line };
      if (chain.includes(file)) {
        throw new InputError(`nested stack ${resource.logicalId} is the template that it is in`, mend, place);
      }
      if (chain.length >= deepest || this.#stacks.all.length >= mostStacks) {
        throw new InputError(`there are more than ${mostStacks} stacks, or ${deepest} in each other`, mend, place);
      }
      const child = new Stack({
        name: `${stack.name}/${resource.logicalId}`,
        path: `${stack.path}${resource.logicalId}/`,
        template: await this.template(file),
        environment: { ...stack.environment, stackName: null },
        given: (parameter) => passed(stack, resource, parameter),
        stacks: this.#stacks,
      });
      stack.nested.set(resource.logicalId, child);
      await this.nest(child, assets, chain);
    }
  }

  /** The template of a nested stack: an asset of the CDK, or a local path as before `aws cloudformation package`. */
  async #fileOf(stack: Stack, { properties, metadata }: WrittenResource, assets: Assets): Promise<string | null> {
    const from = path.dirname(stack.file);
    const asset = textIn(memberOf(metadata, 'aws:asset:path'));
    const byMetadata = asset === undefined ? null : await this.#folder.file(from, asset);
    if (byMetadata !== null) return byMetadata;
    const url = memberOf(properties, 'TemplateURL');
    if (url === undefined) return null;
    const named = stack.resultOf(url);
    const local = typeof named === 'string' ? await this.#folder.file(from, named) : null;
    return local ?? (await assets.templateIn(textsIn(url)));
  }
}

const mend = 'Let each nested stack have a template of its own';

/** What a parent stack passes to a parameter; undefined where it passes nothing. */
function passed(stack: Stack, { properties }: WrittenResource, parameter: string) {
  const node = memberOf(memberOf(properties, 'Parameters'), parameter);
  const result = node === undefined ? nothing : stack.resultOf(node);
  return result === nothing ? undefined : result;
}

/** All texts of a part of a template. */
function textsIn(node: Node): string[] {
  if (node.form === 'leaf') return typeof node.value === 'string' ? [node.value] : [];
  const parts = node.form === 'list' ? node.items : [...node.entries.values()].map((entry) => entry.node);
  return parts.flatMap(textsIn);
}
