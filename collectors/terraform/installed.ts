import path from 'node:path';
import { readText } from './hcl/folder.ts';
import { member } from './member.ts';

/** A line of `.terraform/modules/modules.json`: where `terraform init` put a module. */
export interface Installed {
  readonly source: string;
  /** Relative to the root module's folder. */
  readonly folder: string;
}

/** The modules that `terraform init` put in place, by their keys; none where there is no modules.json to be read. */
export function installedModules(file: string): ReadonlyMap<string, Installed> {
  const installed = new Map<string, Installed>();
  let modules: unknown;
  try {
    modules = member(JSON.parse(readText(file) ?? ''), 'Modules');
  } catch {
    return installed; // sources that are paths are followed all the same
  }
  for (const module of Array.isArray(modules) ? modules : []) {
    const [key, source, folder] = ['Key', 'Source', 'Dir'].map((name) => member(module, name));
    if (typeof key !== 'string' || typeof source !== 'string' || typeof folder !== 'string') continue;
    if (!path.isAbsolute(folder)) installed.set(key, { source, folder: path.posix.normalize(slashed(folder)) });
  }
  return installed;
}

/** A source that is a path, as Terraform tells one: relative to the module that calls. */
export function isLocal(source: string): boolean {
  return /^\.\.?[/\\]/.test(source);
}

export function slashed(source: string): string {
  return source.replaceAll('\\', '/');
}
