import { expect } from 'chai';
import { mappings as cloudformation } from '../../collectors/cloudformation/index.ts';
import type { Collector } from '../../collectors/collector.ts';
import { describe as describeObjects, Mappings } from '../../collectors/planned/describe.ts';
import { canonical, settle } from '../../collectors/planned/draft.ts';
import type { PlannedObject } from '../../collectors/planned/mapping.ts';
import { Block, type Planned } from '../../collectors/planned/value.ts';
import { changeOf } from '../../collectors/terraform/read.ts';
import type { Facts, KindId } from '../../core/kinds/index.ts';
import type { Resource } from '../../core/resource.ts';
import { account, collectWith, region, type Answers } from '../collectors/aws/collect.ts';

/** One resource of a Terraform plan that changes nothing: what the provider holds in its state. */
export interface TerraformResource {
  readonly type: string;
  readonly name?: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** The arguments that the source gives; default: all values but `id`, `arn`, `owner_id` and `tags_all`. */
  readonly configured?: readonly string[];
}

/** Names of facts, or `name`, `tags` and (of a plan) `arn`, with the reason why an input says otherwise than the account, or cannot tell. */
export type Reasons<K extends KindId> = Readonly<
  Partial<Record<Extract<keyof Facts<K>, string> | 'name' | 'tags' | 'arn', string>>
>;

/** The same resource as AWS's API, a Terraform plan and a CloudFormation template tell it. */
export interface Triple<K extends KindId> {
  readonly kind: K;
  readonly live: {
    readonly collector: Collector;
    readonly answers: Answers;
    /** Of several that the answers hold. */
    readonly arn?: string;
  };
  /** Or why Terraform has no such resource. */
  readonly terraform: { readonly resources: readonly TerraformResource[]; readonly differs: Reasons<K> } | string;
  /** Or why CloudFormation has none. Values are literal; a reference is written as `cfn:template/LogicalId`. */
  readonly cloudformation:
    | {
        readonly resources: Readonly<
          Record<string, { readonly Type: string; readonly Properties: Readonly<Record<string, Planned>> }>
        >;
        readonly differs: Reasons<K>;
      }
    | string;
}

export function defineTriple<K extends KindId>(triple: Triple<K>): Triple<K> {
  return triple;
}

export async function liveResource({ kind, live }: Triple<KindId>): Promise<Resource> {
  const { resources, failure } = await collectWith(live.collector, live.answers);
  expect(failure).to.equal(null);
  const found = resources.filter((one) => one.kind === kind && (live.arn === undefined || one.arn === live.arn));
  expect(found, `one ${kind} in the answers`).to.have.lengthOf(1);
  return found[0]!;
}

const computed = ['id', 'arn', 'owner_id', 'tags_all'];

/** The resource of the kind that the plan describes: the one with the live ARN where it holds several. */
export function terraformResource(kind: KindId, given: readonly TerraformResource[], arn: string): Resource {
  const change = changeOf(
    {
      format_version: '1.2',
      resource_changes: given.map(({ type, name = 'this', values }) => ({
        address: `${type}.${name}`,
        mode: 'managed',
        type,
        provider_name: 'registry.terraform.io/hashicorp/aws',
        change: { actions: ['no-op'], before: values, after: values, after_unknown: {} },
      })),
      configuration: {
        provider_config: {
          aws: {
            name: 'aws',
            expressions: { region: { constant_value: region }, allowed_account_ids: { constant_value: [account] } },
          },
        },
        root_module: {
          resources: given.map(({ type, name = 'this', values, configured }) => ({
            address: `${type}.${name}`,
            provider_config_key: 'aws',
            expressions: Object.fromEntries(
              (configured ?? Object.keys(values).filter((key) => !computed.includes(key))).map((key) => [key, {}]),
            ),
          })),
        },
      },
    },
    'plan.json',
  );
  return oneOf(kind, arn, describeObjects(change.after, change.mappings, change.source).drafts.map(settle));
}

export function templateResource(
  kind: KindId,
  given: Readonly<Record<string, { readonly Type: string; readonly Properties: Readonly<Record<string, Planned>> }>>,
  arn: string,
): Resource {
  const objects = Object.entries(given).map(([address, { Type, Properties }]): PlannedObject => ({
    type: Type,
    address,
    properties: new Block(Properties),
    id: `cfn:template/${address}`,
    arn: `cfn:template/${address}`,
    at: { partition: 'aws', account, region },
    place: null,
    configured: (property) => Object.hasOwn(Properties, property),
  }));
  const source = { operation: 'template', request: 'template.json' };
  return oneOf(kind, arn, describeObjects(objects, new Mappings(cloudformation), source).drafts.map(settle));
}

function oneOf(kind: KindId, arn: string, resources: readonly Resource[]): Resource {
  const same = resources.filter((one) => one.kind === kind);
  const found = same.find((one) => one.arn === arn) ?? same[0];
  if (found === undefined) throw new Error(`nothing of kind ${kind} is described`);
  return found;
}

/** Facts, name and tags that are not told, or told otherwise than by the account. */
export function differences(live: Resource, planned: Resource): string[] {
  const unknown = Object.keys(planned.unknown ?? {}).map((path) => path.split('/')[0]);
  const told = (resource: Resource): Record<string, unknown> => ({
    ...resource.facts,
    name: resource.name,
    tags: resource.tags,
  });
  const [one, other] = [told(live), told(planned)];
  const hidden = new Set(Object.keys(live.unknown ?? {}).map((path) => path.split('/')[0]));
  return [...new Set([...Object.keys(one), ...Object.keys(other), ...unknown.map((fact) => fact ?? '')])]
    .filter((fact) => !hidden.has(fact))
    .filter((fact) => unknown.includes(fact) || unordered(one[fact]) !== unordered(other[fact]))
    .sort();
}

/** Lists of AWS have no order. */
function unordered(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(unordered).sort().join()}]`;
  if (typeof value !== 'object' || value === null) return canonical(value);
  const entries = Object.entries(value).map(([name, inner]) => `${name}:${unordered(inner)}`);
  return `{${entries.sort().join()}}`;
}
