import { InvalidArgumentError, Option, type Command } from 'commander';
import type { FailOn } from '../core/report.ts';
import type { Config } from './config.ts';

/** What the shared flags say, once configuration and environment stand behind them. */
export interface Options {
  readonly config?: string;
  readonly out: string;
  readonly format: readonly string[];
  readonly region: readonly string[];
  readonly profile?: string;
  readonly endpointUrl?: string;
  readonly expectAccount?: string;
  readonly rule: readonly string[];
  readonly framework: readonly string[];
  readonly baseline?: string;
  readonly waivers?: string;
  readonly attestations?: string;
  readonly failOn: FailOn;
  readonly allowUnknown: boolean;
  readonly failOnUnknown: boolean;
  readonly onto?: string;
  readonly base?: string;
  readonly source?: string;
  readonly parameter: readonly string[];
  readonly concurrency: number;
  readonly resume: boolean;
  readonly force: boolean;
  readonly asOf?: Date;
  readonly quiet: boolean;
  readonly color: boolean;
  readonly debug: boolean;
  /** Of the configuration only. */
  readonly params?: Config['params'];
}

const many = (value: string, earlier: readonly string[] | undefined): string[] => [
  ...(earlier ?? []),
  ...value
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== ''),
];

/** A value may hold commas: one flag, one value. */
const one = (value: string, earlier: readonly string[] | undefined): string[] => [...(earlier ?? []), value];

function count(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > 256) {
    throw new InvalidArgumentError('It takes a whole number from 1 to 256.');
  }
  return number;
}

function date(value: string): Date {
  const day = /^\d{4}-\d\d-\d\d$/.test(value);
  const at = new Date(day ? `${value}T00:00:00Z` : value);
  // 2026-02-30 would silently become 2 March.
  if (Number.isNaN(at.getTime()) || (day && at.toISOString().slice(0, 10) !== value)) {
    throw new InvalidArgumentError('It takes a date such as 2026-06-30 or 2026-06-30T12:00:00Z.');
  }
  return at;
}

/** Every shared flag, each with the environment variable that stands for it. */
const flags = {
  config: () => new Option('--config <file>', 'configuration file').env('ASSIZE_CONFIG'),
  out: () => new Option('--out <folder>', 'where reports and snapshot go (default: assize-out)').env('ASSIZE_OUT'),
  format: () =>
    new Option(
      '--format <names>',
      'text, json, sarif, sarif-github, markdown, junit, codeclimate, annotations; comma-separated or repeated',
    )
      .argParser(many)
      .env('ASSIZE_FORMAT'),
  region: () =>
    new Option('--region <names>', 'Regions to look at (default: every enabled one)')
      .argParser(many)
      .env('ASSIZE_REGION'),
  profile: () => new Option('--profile <name>', 'profile of the AWS configuration').env('AWS_PROFILE'),
  endpointUrl: () => new Option('--endpoint-url <url>', 'AWS API on this machine, for trying things'),
  expectAccount: () =>
    new Option('--expect-account <id>', 'stop where the credentials are of another account').env(
      'ASSIZE_EXPECT_ACCOUNT',
    ),
  rule: () => new Option('--rule <ids>', 'only these rules').argParser(many).env('ASSIZE_RULE'),
  framework: () =>
    new Option('--framework <ids>', 'only rules that serve these frameworks').argParser(many).env('ASSIZE_FRAMEWORK'),
  baseline: () =>
    new Option('--baseline <file>', 'compare with this baseline: only new findings fail').env('ASSIZE_BASELINE'),
  waivers: () => new Option('--waivers <file>', 'accepted risks, each with owner and expiry').env('ASSIZE_WAIVERS'),
  attestations: () => new Option('--attestations <file>', 'answers to manual controls').env('ASSIZE_ATTESTATIONS'),
  failOn: () =>
    new Option('--fail-on <severity>', 'exit 1 at this severity or above (default: low)')
      .choices(['critical', 'high', 'medium', 'low', 'never'])
      .env('ASSIZE_FAIL_ON'),
  allowUnknown: () =>
    new Option('--allow-unknown', 'exit 0 although evidence is incomplete').env('ASSIZE_ALLOW_UNKNOWN'),
  failOnUnknown: () =>
    new Option('--fail-on-unknown', 'of a plan or template: exit 3 where it makes a verdict unknown').env(
      'ASSIZE_FAIL_ON_UNKNOWN',
    ),
  onto: () =>
    new Option('--onto <snapshot>', 'of a plan or template: the account it will land in, as last collected').env(
      'ASSIZE_ONTO',
    ),
  base: () => new Option('--base <template>', 'of a template: the one that it replaces'),
  source: () =>
    new Option('--source <folder>', 'of a plan: the Terraform sources, to name files and lines (default: .)').env(
      'ASSIZE_SOURCE',
    ),
  parameter: () =>
    new Option('--parameter <name=value>', 'of a template: a parameter; repeated for more').argParser(one),
  concurrency: () =>
    new Option('--concurrency <n>', 'sections collected at a time (default: 16)')
      .argParser(count)
      .env('ASSIZE_CONCURRENCY'),
  resume: () => new Option('--resume', 'go on with the scan that was stopped'),
  force: () => new Option('--force', 'replace a finished snapshot'),
  asOf: () =>
    new Option('--as-of <date>', 'measure ages against this date (default: when the snapshot was taken)').argParser(
      date,
    ),
  quiet: () => new Option('--quiet', 'no progress').env('ASSIZE_QUIET'),
  color: () => new Option('--no-color', 'no colour'),
  debug: () => new Option('--debug', 'log each API call (never a secret) and the stack of errors').env('ASSIZE_DEBUG'),
} as const;
export type FlagName = keyof typeof flags;

export function withFlags(command: Command, ...names: readonly FlagName[]): Command {
  for (const name of names) command.addOption(flags[name]());
  return command;
}

/** Puts the configuration behind the flags, and the defaults behind both. */
export function settle(
  given: Partial<Options>,
  config: Config,
): Options & { readonly own: NonNullable<Config['rules']> } {
  return {
    out: 'assize-out',
    format: ['text', 'json', 'sarif', 'markdown'],
    region: [],
    rule: [],
    framework: [],
    failOn: 'low',
    allowUnknown: false,
    failOnUnknown: false,
    parameter: [],
    concurrency: 16,
    resume: false,
    force: false,
    quiet: false,
    color: true,
    debug: false,
    ...withoutUndefined(config as Partial<Options>),
    ...withoutUndefined(given),
    own: config.rules ?? [],
  };
}

function withoutUndefined<T extends object>(from: T): Partial<T> {
  return Object.fromEntries(Object.entries(from).filter(([, value]) => value !== undefined)) as Partial<T>;
}
