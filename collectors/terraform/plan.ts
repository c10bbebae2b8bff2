import { readFile } from 'node:fs/promises';
import { InputError, messageOf } from '../../core/errors.ts';

/** `terraform show -json` of a plan, as far as it is read: https://developer.hashicorp.com/terraform/internals/json-format */
export interface Plan {
  readonly format_version: string;
  readonly timestamp?: string;
  readonly errored?: boolean;
  readonly variables?: Readonly<Record<string, { readonly value?: unknown }>>;
  readonly resource_changes?: readonly ResourceChange[];
  readonly prior_state?: { readonly values?: { readonly root_module?: StateModule } };
  readonly configuration?: Configuration;
}

export interface ResourceChange {
  readonly address: string;
  readonly mode?: string;
  readonly type: string;
  readonly index?: string | number;
  readonly deposed?: string;
  readonly provider_name?: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before?: unknown;
    readonly after?: unknown;
    readonly after_unknown?: unknown;
    readonly before_sensitive?: unknown;
    readonly after_sensitive?: unknown;
  };
}

export interface StateModule {
  readonly resources?: readonly StateResource[];
  readonly child_modules?: readonly StateModule[];
}

export interface StateResource {
  readonly address: string;
  readonly mode?: string;
  readonly type: string;
  readonly index?: string | number;
  readonly provider_name?: string;
  readonly values?: Readonly<Record<string, unknown>>;
  readonly sensitive_values?: unknown;
}

export interface Configuration {
  readonly provider_config?: Readonly<Record<string, ProviderConfig>>;
  readonly root_module?: ConfigModule;
}

export interface ProviderConfig {
  readonly name?: string;
  readonly module_address?: string;
  readonly expressions?: Readonly<Record<string, unknown>>;
}

export interface ConfigModule {
  readonly resources?: readonly ConfigResource[];
  readonly outputs?: Readonly<Record<string, { readonly expression?: unknown }>>;
  readonly module_calls?: Readonly<Record<string, ModuleCall>>;
}

export interface ModuleCall {
  readonly source?: string;
  readonly expressions?: Readonly<Record<string, unknown>>;
  readonly module?: ConfigModule;
}

export interface ConfigResource {
  readonly address: string;
  readonly provider_config_key?: string;
  readonly expressions?: Readonly<Record<string, unknown>>;
}

const show = 'Run terraform show -json PLANFILE > plan.json, and name that file';

/** The text of a file in UTF-8 or UTF-16, with or without a byte order mark: PowerShell's redirect writes UTF-16. */
export function textOf(bytes: Buffer): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[1] === 0 && bytes[0] !== 0)) {
    return new TextDecoder('utf-16le').decode(bytes);
  }
  if (bytes[0] === 0 && bytes[1] !== 0) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder('utf-8').decode(bytes);
}

/** @throws InputError where it is anything but a plan as JSON, saying what it is and what to run */
export async function readPlan(file: string): Promise<Plan> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new InputError(`cannot be read: ${messageOf(error)}`, show, { file });
  });
  return parsePlan(bytes, file);
}

/** @throws InputError */
export function parsePlan(bytes: Buffer, file: string): Plan {
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') {
    throw new InputError('is a plan in binary form', show, { file });
  }
  const text = textOf(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (/^\s*(#|\/\/|\/\*|(resource|data|module|provider|variable|terraform|locals|output)\b[^:]*\{)/.test(text)) {
      throw new InputError('is Terraform source, not a plan', `Run terraform plan -out PLANFILE. ${show}`, { file });
    }
    const position = /position (\d+)/.exec(messageOf(error))?.[1];
    const line = text.slice(0, position === undefined ? text.length : Number(position)).split('\n').length;
    throw new InputError(`is not JSON: ${messageOf(error).replace(/\s+/g, ' ')}`, show, { file, line });
  }
  refuseOther(value, file);
  return value as Plan;
}

/** Whether JSON is, or is nearly, something of Terraform's: the command line asks before it takes it for a template. */
export function isTerraformJson(value: unknown): boolean {
  return isObject(value) && ('format_version' in value || 'terraform_version' in value);
}

function refuseOther(value: unknown, file: string): void {
  const wrong = (what: string, hint = show) => new InputError(what, hint, { file });
  if (!isObject(value)) throw wrong('is not a plan: it is not a JSON object');
  const fresh = `Run terraform plan -out PLANFILE. ${show}`;
  if ('lineage' in value || ('version' in value && Array.isArray(value.resources)))
    throw wrong('is a state file, not a plan', fresh);
  if (value['@level'] !== undefined) throw wrong('is the log of terraform plan -json, not a plan', show);
  if (!('format_version' in value)) throw wrong('is not a plan: it has no format_version');
  const version = String(value.format_version);
  if (!/^[01]\.\d+$/.test(version))
    throw wrong(`has plan format ${version.slice(0, 20)}; this assize reads 0.x and 1.x`);
  if (!('resource_changes' in value) && 'values' in value) throw wrong('is the state as JSON, not a plan', fresh);
  if (value.errored === true)
    throw wrong('is of a plan that ended with an error: it is not whole', `Mend what terraform plan says. ${fresh}`);
  const changes = value.resource_changes ?? [];
  if (!Array.isArray(changes)) throw wrong('is not a plan: resource_changes is not a list');
  for (const [index, change] of changes.entries()) {
    const at = `resource_changes/${index}`;
    if (!isObject(change)) throw wrong(`is not a plan: ${at} is not an object`);
    if (typeof change.address !== 'string' || typeof change.type !== 'string') {
      throw wrong(`is not a plan: ${at} has no address or type`);
    }
    const inner = change.change;
    if (!isObject(inner) || !Array.isArray(inner.actions))
      throw wrong(`is not a plan: ${at} has no change with actions`);
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
