import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Snapshot } from '../collectors/snapshot/read.ts';
import type { JudgedChange, PlannedChange } from '../collectors/planned/change.ts';
import type { AccountScope } from '../core/coverage.ts';
import { InputError, messageOf, UsageError } from '../core/errors.ts';
import type { Notice, ReportHead } from '../core/report.ts';
import type { SourcePlace } from '../core/resource.ts';
import type { Options } from './options.ts';
import { judgedSnapshot, type Judged } from './judge.ts';

type InputOptions = Pick<Options, 'onto' | 'base' | 'source' | 'parameter'>;

/** A planned change, and what the report says of its input. */
interface ReadChange {
  readonly change: PlannedChange;
  readonly input: NonNullable<ReportHead['input']>;
  readonly notices: readonly Notice[];
  /** By type: what the input does not hold itself, such as what SAM, macros and custom resources make. */
  readonly unjudged: ReadonlyMap<string, number>;
}

/**
 * What is to be judged, whatever it is: a snapshot's folder, a Terraform plan, a CloudFormation template or a CDK cloud
 * assembly; a plan or template put onto a snapshot where one is given. Nothing of the others is loaded.
 * @param now for a template, which has no time of its own
 */
export async function readInput(input: string, options: InputOptions, now: Date): Promise<Judged> {
  const kind = await kindOf(input);
  if (kind === 'snapshot') {
    for (const flag of ['onto', 'base'] as const) {
      if (options[flag] !== undefined) {
        throw new UsageError(`--${flag} is for plans and templates, ${input} is a snapshot`, 'Leave the flag out');
      }
    }
    const { readSnapshot } = await import('../collectors/snapshot/read.ts');
    return judgedSnapshot(await readSnapshot(input));
  }
  const snapshot =
    options.onto === undefined
      ? null
      : await (await import('../collectors/snapshot/read.ts')).readSnapshot(options.onto);
  const read = kind === 'plan' ? await planned(input, options) : await templated(input, options, placeIn(snapshot));
  const { alone, onto } = await import('../collectors/planned/change.ts');
  if (snapshot === null) {
    return judgedChange(read, alone(read.change, read.change.madeAt ?? now.toISOString()));
  }
  refuseOther(read.change, input, snapshot.accounts, options.onto ?? '');
  return { ...judgedSnapshot(snapshot), ...judgedChange(read, await onto(read.change, snapshot)) };
}

/** What a template does not say of where it will land, and the snapshot does: it is what it will be put onto. */
function placeIn(snapshot: Snapshot | null): Record<string, string> {
  if (snapshot === null) return {};
  const [account, ...others] = snapshot.accounts;
  const isOnly = account !== undefined && others.length === 0;
  const [region, ...more] = isOnly ? account.scanned : [];
  return {
    'AWS::Partition': snapshot.manifest.partition,
    ...(isOnly ? { 'AWS::AccountId': account.id } : {}),
    ...(region === undefined || more.length > 0 ? {} : { 'AWS::Region': region }),
  };
}

function judgedChange({ input, notices, unjudged: others }: ReadChange, judged: JudgedChange): Judged {
  const { before, after, removed, unmapped, contributions } = judged;
  return {
    inventory: after,
    input,
    change: { before, removed, contributions },
    notices: [...notices, ...unjudged(input.files[0] ?? '', new Map([...unmapped, ...others]))],
  };
}

/** One line for all that no kind stands for, the most frequent types first. */
function unjudged(file: string, unmapped: ReadonlyMap<string, number>): Notice[] {
  if (unmapped.size === 0) return [];
  const types = [...unmapped].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  const total = types.reduce((sum, [, count]) => sum + count, 0);
  const named = types.map(([type, count]) => (count === 1 ? type : `${type} (${count})`)).join(', ');
  const subject =
    total === 1 ? 'one resource is not judged by itself' : `${total} resources are not judged by themselves`;
  return [
    { about: 'input', id: file, message: `${subject}, there is no kind for ${total === 1 ? 'it' : 'them'}: ${named}` },
  ];
}

/** What an input is, as far as its outside tells. */
async function kindOf(input: string): Promise<'snapshot' | 'plan' | 'template'> {
  const there = await stat(input).catch((error: unknown) => {
    throw new InputError(`cannot be read: ${messageOf(error)}`, 'Name a snapshot, a plan, a template or cdk.out', {
      file: input,
    });
  });
  if (there.isDirectory()) {
    const manifest = await readFile(path.join(input, 'manifest.json'), 'utf8').catch(() => '');
    return /"artifacts"\s*:/.test(manifest) && !/"sections"\s*:/.test(manifest) ? 'template' : 'snapshot';
  }
  const { textOf, isTerraformJson } = await import('../collectors/terraform/plan.ts');
  const bytes = await readFile(input);
  if (/\.(tf|tfplan|tfstate)$/.test(input) || bytes.subarray(0, 2).toString('latin1') === 'PK') return 'plan';
  const text = textOf(bytes);
  if (!/^\uFEFF?\s*\{/.test(text)) return looksLikeHcl(text) ? 'plan' : 'template';
  try {
    const value = JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
    if (isReport(value)) {
      throw new InputError('is a report, not an input', 'Make other formats of it with assize report', { file: input });
    }
    return isTerraformJson(value) ? 'plan' : 'template';
  } catch (error) {
    if (error instanceof InputError) throw error;
    // Broken: said by the reader of what it seems to be.
    return /"(format_version|terraform_version)"/.test(text.slice(0, 10_000)) ? 'plan' : 'template';
  }
}

const looksLikeHcl = (text: string) =>
  /^\s*(resource|data|module|provider|variable|terraform|locals|output)\b[^:\n]*\{\s*$/m.test(text);

function isReport(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'findings' in value && 'summary' in value;
}

async function planned(file: string, options: InputOptions): Promise<ReadChange> {
  if (options.base !== undefined) {
    throw new UsageError('--base is for templates: a plan has its own before', 'Leave --base out');
  }
  if (options.parameter.length > 0) {
    throw new UsageError('--parameter is for templates', 'Give terraform plan its -var, and leave --parameter out');
  }
  const [{ readPlan }, { changeOf }] = await Promise.all([
    import('../collectors/terraform/plan.ts'),
    import('../collectors/terraform/read.ts'),
  ]);
  const plan = await readPlan(file);
  const placeOf = await placesOf(plan.configuration, file, options.source);
  return {
    change: changeOf(plan, file, placeOf),
    input: { kind: 'terraform', files: [file] },
    notices: [],
    unjudged: new Map(),
  };
}

/** Where resources are written: under `--source`, or beside the plan, or here; no places where no source is there. */
async function placesOf(
  configuration: unknown,
  plan: string,
  source: string | undefined,
): Promise<((address: string) => SourcePlace | null) | undefined> {
  const { SourcePlaces } = await import('../collectors/terraform/places.ts');
  if (source !== undefined) {
    const places = new SourcePlaces(source, configuration);
    return (address) => places.placeOf(address);
  }
  for (const folder of [path.dirname(plan), '.']) {
    try {
      const places = new SourcePlaces(folder, configuration);
      return (address) => places.placeOf(address);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  }
  return undefined;
}

async function templated(
  input: string,
  options: InputOptions,
  place: Readonly<Record<string, string>>,
): Promise<ReadChange> {
  if (options.source !== undefined) {
    throw new UsageError('--source is for plans: a template has its own lines', 'Leave --source out');
  }
  const [{ readTemplates }, { mappings }, { Mappings }] = await Promise.all([
    import('../collectors/cloudformation/read.ts'),
    import('../collectors/cloudformation/index.ts'),
    import('../collectors/planned/describe.ts'),
  ]);
  const parameters = { ...place, ...parametersOf(options.parameter) };
  const read = await readTemplates(input, { parameters });
  // Under the same name, so that the same resource is the same finding.
  const base =
    options.base === undefined ? null : await readTemplates(options.base, { parameters, name: read.name, base: true });
  return {
    change: {
      before: base?.objects ?? null,
      after: read.objects,
      mappings: new Mappings(mappings),
      source: { operation: 'template', request: input },
      madeAt: null,
    },
    input: { kind: read.kind, files: read.files },
    notices: read.notices,
    unjudged: read.unjudged,
  };
}

function parametersOf(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((parameter) => {
      const at = parameter.indexOf('=');
      if (at < 1) throw new UsageError(`--parameter ${parameter} has no value`, 'Write it as --parameter name=value');
      return [parameter.slice(0, at), parameter.slice(at + 1)];
    }),
  );
}

/** A plan of one account says nothing of another. */
function refuseOther(
  { before, after }: PlannedChange,
  file: string,
  accounts: readonly AccountScope[],
  snapshot: string,
): void {
  const there = new Set(accounts.map(({ id }) => id));
  const named = new Set([...(before ?? []), ...after].map(({ at }) => at.account).filter((id) => id !== null));
  if (named.size === 0 || [...named].some((id) => there.has(id))) return;
  throw new InputError(
    `is of account ${[...named].join(', ')}, the snapshot ${snapshot} of ${[...there].join(', ')}`,
    'Name the snapshot of the account that the change will land in',
    { file },
  );
}
