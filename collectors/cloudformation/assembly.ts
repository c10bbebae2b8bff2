import path from 'node:path';
import { InputError } from '../../core/errors.ts';
import { readDocument } from './document.ts';
import type { Folder } from './folder.ts';
import { memberOf, textIn, type Entry, type Node } from './node.ts';

/** A stack as a cloud assembly of the CDK lists it. */
export interface AssemblyStack {
  /** Unique in the assembly. */
  readonly name: string;
  readonly stackName: string;
  readonly template: string;
  readonly account: string | null;
  readonly region: string | null;
  /** Values that it gives to parameters. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly assets: Assets;
}

const synth = 'Run cdk synth, and name the folder that it writes (cdk.out)';

/** How deep stages may be nested. */
const deepest = 10;

/**
 * The stacks of a cloud assembly and of the stages in it, in the order of its manifest:
 * https://github.com/aws/aws-cdk-cli/tree/main/packages/@aws-cdk/cloud-assembly-schema
 * @throws InputError with its line, where it is none or names a file that is not in its folder
 */
export async function stacksOf(folder: Folder, root: string): Promise<readonly AssemblyStack[]> {
  const stacks: AssemblyStack[] = [];
  await gather(folder, root, stacks, 0);
  const count = new Map<string, number>();
  for (const { stackName } of stacks) count.set(stackName, (count.get(stackName) ?? 0) + 1);
  // Stacks of one name are in different accounts or Regions: they keep the names that the assembly has for them.
  return stacks.map((stack) => (count.get(stack.stackName) === 1 ? { ...stack, name: stack.stackName } : stack));
}

async function gather(folder: Folder, at: string, stacks: AssemblyStack[], depth: number, stage = ''): Promise<void> {
  const file = path.posix.join(at, 'manifest.json');
  const manifest = await readDocument(file);
  const artifacts = memberOf(manifest, 'artifacts');
  const wrong = (message: string, line?: number) =>
    new InputError(message, synth, line === undefined ? { file } : { file, line });
  if (artifacts?.form !== 'table') throw wrong('is not the manifest of a CDK cloud assembly: it has no artifacts');
  if (depth > deepest) throw wrong(`stages are nested more than ${deepest} levels deep`);
  const assets = new Assets(folder, at, assetManifests(artifacts.entries));
  for (const [id, { node, line }] of artifacts.entries) {
    const type = textIn(memberOf(node, 'type'));
    const properties = memberOf(node, 'properties');
    if (type === 'aws:cloudformation:stack') {
      const named = textIn(memberOf(properties, 'templateFile'));
      if (named === undefined) throw wrong(`stack ${id} has no templateFile`, line);
      const template = await folder.file(at, named);
      if (template === null) throw wrong(`the template of stack ${id} is not in the folder: ${named}`, line);
      stacks.push({
        name: `${stage}${id}`,
        stackName: textIn(memberOf(properties, 'stackName')) ?? id,
        template,
        ...environmentIn(textIn(memberOf(node, 'environment'))),
        parameters: textsOf(memberOf(properties, 'parameters')),
        assets,
      });
    } else if (type === 'cdk:cloud-assembly') {
      const named = textIn(memberOf(properties, 'directoryName'));
      const nested = named === undefined ? null : await folder.folder(at, named);
      if (nested === null) throw wrong(`the folder of stage ${id} is not in this one`, line);
      await gather(folder, nested, stacks, depth + 1, `${stage}${id}/`);
    }
  }
}

/** `aws://123456789012/us-east-1`; a stack that may be deployed anywhere says so. */
function environmentIn(text: string | undefined): { account: string | null; region: string | null } {
  const [, account, region] = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(text ?? '') ?? [];
  return {
    account: account !== undefined && /^\d{12}$/.test(account) ? account : null,
    region: region === undefined || region.startsWith('unknown-') ? null : region,
  };
}

function textsOf(node: Node | undefined): Record<string, string> {
  const texts: [string, string][] = [];
  for (const [name, entry] of node?.form === 'table' ? node.entries : []) {
    const text = textIn(entry.node);
    if (text !== undefined) texts.push([name, text]);
  }
  return Object.fromEntries(texts);
}

function assetManifests(artifacts: ReadonlyMap<string, Entry>): readonly string[] {
  return [...artifacts.values()].flatMap(({ node }) => {
    const file = textIn(memberOf(memberOf(node, 'properties'), 'file'));
    return textIn(memberOf(node, 'type')) === 'cdk:asset-manifest' && file !== undefined ? [file] : [];
  });
}

/** The files that an assembly would upload, by the keys under which they are then found. */
export class Assets {
  readonly #folder: Folder;
  readonly #at: string;
  readonly #manifests: readonly string[];
  #byKey: Promise<ReadonlyMap<string, string>> | null = null;

  /** @param manifests the assets manifests, relative to the assembly's folder */
  constructor(folder: Folder, at: string, manifests: readonly string[]) {
    this.#folder = folder;
    this.#at = at;
    this.#manifests = manifests;
  }

  /**
   * The file that the URL of a template ends in, of which these are the texts.
   * @throws InputError where an assets manifest is not JSON
   */
  async templateIn(texts: readonly string[]): Promise<string | null> {
    if (this.#manifests.length === 0) return null;
    this.#byKey ??= this.#read();
    const byKey = await this.#byKey;
    for (const text of texts) {
      const source = byKey.get(text.split('/').at(-1) ?? '');
      if (source !== undefined) return this.#folder.file(this.#at, source);
    }
    return null;
  }

  async #read(): Promise<ReadonlyMap<string, string>> {
    const byKey = new Map<string, string>();
    for (const named of this.#manifests) {
      const file = await this.#folder.file(this.#at, named);
      const files = file === null ? undefined : memberOf(await readDocument(file), 'files');
      for (const { node } of files?.form === 'table' ? files.entries.values() : []) {
        const source = textIn(memberOf(memberOf(node, 'source'), 'path'));
        const destinations = memberOf(node, 'destinations');
        for (const destination of destinations?.form === 'table' ? destinations.entries.values() : []) {
          const key = textIn(memberOf(destination.node, 'objectKey'))?.split('/').at(-1);
          if (source !== undefined && key !== undefined) byKey.set(key, source);
        }
      }
    }
    return byKey;
  }
}
