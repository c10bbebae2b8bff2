import path from 'node:path';
import { InputError, messageOf } from '../../core/errors.ts';
import type { SourcePlace } from '../../core/resource.ts';
import { parseAddress, type ResourceAddress } from './address.ts';
import { blockPlaces, filesIn, isFolder, keyOf, type BlockPlaces } from './hcl/folder.ts';
import { installedModules, isLocal, slashed, type Installed } from './installed.ts';
import { member } from './member.ts';

const hint = 'Pass with --source the folder of the root module, the one that terraform plan ran in';

/** A module of the configuration as it is called at one place, whatever its instances. */
interface Module {
  /** Names of the calls on the way to it, joined by dots as in modules.json; '' for the root module. */
  readonly key: string;
  /** Where its files are, relative to the root module's folder; null where they are not to be found. */
  readonly folder: string | null;
  /** What the plan's configuration says of it. */
  readonly configuration: unknown;
  /** Whether Terraform downloaded it, or a module that it is part of: its files are not the user's own. */
  readonly downloaded: boolean;
  /** Where it is called; what is in a downloaded module, where the user's own sources call that one. */
  readonly call: SourcePlace | null;
}

/**
 * Answers where the resources of a plan are written. Nothing is read before it is asked for, and each folder once.
 */
export class SourcePlaces {
  /** The root module's folder as the user named it, with forward slashes. */
  readonly #root: string;
  readonly #rootModule: Module;
  readonly #modules = new Map<string, Module>();
  /** By folder. */
  readonly #blocks = new Map<string, BlockPlaces>();
  #installed: ReadonlyMap<string, Installed> | null = null;

  /**
   * @param folder of the sources of the plan's root module; places are given relative to what it is relative to
   * @param configuration of the plan (`configuration` in what `terraform show -json` prints)
   * @throws InputError where the folder is none, cannot be read or holds no Terraform file
   */
  constructor(folder: string, configuration: unknown) {
    this.#root = path.sep === '\\' ? slashed(folder) : folder;
    this.#rootModule = {
      key: '',
      folder: '.',
      configuration: member(configuration, 'root_module'),
      downloaded: false,
      call: null,
    };
    if (folder === '') throw new InputError('no folder of Terraform sources is named', hint);
    let files: readonly string[];
    try {
      files = filesIn(this.#root);
    } catch (error) {
      throw new InputError(`cannot be read: ${messageOf(error)}`, hint, { file: folder });
    }
    if (files.length === 0) throw new InputError('holds no Terraform file (*.tf, *.tf.json)', hint, { file: folder });
  }

  /**
   * Where the block of a resource is written. Of one in a downloaded module, the line of the `module` block by which
   * the user's own sources call that module: nobody reviews what is in `.terraform`.
   * @returns null where it is not to be found, or stands there twice; never a guess
   */
  placeOf(address: string): SourcePlace | null {
    const resource = parseAddress(address);
    if (resource === null) return null;
    let module = this.#rootModule;
    for (const { name } of resource.modules) module = this.#called(module, name);
    const header = [resource.mode === 'data' ? 'data' : 'resource', resource.type, resource.name];
    const written = this.#written(module.folder, header);
    if (!module.downloaded) return written;
    return written !== null || declares(module.configuration, resource) ? module.call : null;
  }

  #called(caller: Module, name: string): Module {
    const key = caller === this.#rootModule ? name : `${caller.key}.${name}`;
    let module = this.#modules.get(key);
    if (module === undefined) {
      const call = member(member(caller.configuration, 'module_calls'), name);
      const given = member(call, 'source');
      const source = typeof given === 'string' ? given : null;
      const folder = this.#folderOf(key, source, caller.folder);
      module = {
        key,
        folder,
        configuration: member(call, 'module'),
        downloaded:
          caller.downloaded ||
          (folder === null ? source !== null && !isLocal(source) : folder.split('/').includes('.terraform')),
        call: caller.downloaded ? caller.call : this.#written(caller.folder, ['module', name]),
      };
      this.#modules.set(key, module);
    }
    return module;
  }

  #folderOf(key: string, source: string | null, caller: string | null): string | null {
    if (source !== null && isLocal(source)) return caller === null ? null : path.posix.join(caller, slashed(source));
    this.#installed ??= installedModules(path.posix.join(this.#root, '.terraform/modules/modules.json'));
    const installed = this.#installed.get(key);
    // An entry for a path, of a call that now names a registry, is from before it did.
    if (installed === undefined || (source !== null && isLocal(installed.source))) return null;
    return isFolder(path.posix.join(this.#root, installed.folder)) ? installed.folder : null;
  }

  #written(folder: string | null, header: readonly string[]): SourcePlace | null {
    if (folder === null) return null;
    let blocks = this.#blocks.get(folder);
    if (blocks === undefined) {
      blocks = blockPlaces(path.posix.join(this.#root, folder));
      this.#blocks.set(folder, blocks);
    }
    return blocks.get(keyOf(header)) ?? null;
  }
}

/** Whether the plan's configuration of a module has the resource. */
function declares(configuration: unknown, resource: ResourceAddress): boolean {
  const resources = member(configuration, 'resources');
  return (
    Array.isArray(resources) &&
    resources.some(
      (declared) =>
        member(declared, 'mode') === resource.mode &&
        member(declared, 'type') === resource.type &&
        member(declared, 'name') === resource.name,
    )
  );
}
