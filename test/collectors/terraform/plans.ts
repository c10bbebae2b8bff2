import { alone, type JudgedChange } from '../../../collectors/planned/change.ts';
import { describe as describeObjects } from '../../../collectors/planned/describe.ts';
import { settle } from '../../../collectors/planned/draft.ts';
import type { Plan, ResourceChange } from '../../../collectors/terraform/plan.ts';
import { changeOf } from '../../../collectors/terraform/read.ts';
import type { Resource } from '../../../core/resource.ts';

/** A resource of a plan, as far as a test cares. */
export interface Change {
  readonly address: string;
  readonly actions?: readonly string[];
  readonly before?: Readonly<Record<string, unknown>> | null;
  readonly after?: Readonly<Record<string, unknown>> | null;
  readonly unknown?: unknown;
  readonly beforeSensitive?: unknown;
  readonly sensitive?: unknown;
  /** The expressions of its configuration; default: none that refers to anything, one for each known argument. */
  readonly expressions?: Readonly<Record<string, unknown>>;
  readonly provider?: string;
}

export const references = (...names: string[]) => ({
  references: names.flatMap((name) => {
    const parts = name.split('.');
    return parts
      .map((_, index) => parts.slice(0, parts.length - index).join('.'))
      .slice(0, Math.max(1, parts.length - 1));
  }),
});

const account = '123456789012';

/** A plan of resources in the root module, in us-east-1 of the account. */
export function planOf(changes: readonly Change[], more: Partial<Plan> = {}): Plan {
  return {
    format_version: '1.2',
    resource_changes: changes.map(changeIn),
    configuration: {
      provider_config: {
        aws: {
          name: 'aws',
          expressions: {
            region: { constant_value: 'us-east-1' },
            allowed_account_ids: { constant_value: [account] },
          },
        },
      },
      root_module: {
        resources: changes.map(({ address, after, before, expressions }) => ({
          address: address.replace(/\[.*$/, ''),
          provider_config_key: 'aws',
          expressions: expressions ?? Object.fromEntries(Object.keys(after ?? before ?? {}).map((name) => [name, {}])),
        })),
      },
    },
    ...more,
  };
}

function changeIn({ address, actions, before = null, after = null, ...marks }: Change): ResourceChange {
  const kept = after === null ? ['delete'] : before === null ? ['create'] : before === after ? ['no-op'] : ['update'];
  return {
    address,
    mode: 'managed',
    type: address.replace(/^(module\.[^.]+\.)*/, '').split('.')[0] ?? '',
    provider_name: `registry.terraform.io/hashicorp/${marks.provider ?? 'aws'}`,
    change: {
      actions: actions ?? kept,
      before,
      after,
      after_unknown: marks.unknown ?? {},
      before_sensitive: marks.beforeSensitive ?? false,
      after_sensitive: marks.sensitive ?? {},
    },
  };
}

export function judge(plan: Plan): JudgedChange {
  return alone(changeOf(plan, 'plan.json'), '2026-06-15T12:00:00.000Z');
}

export interface Sides {
  readonly before: readonly Resource[];
  readonly after: readonly Resource[];
}

/** The resources that a plan describes on each side. */
export function sidesOf(plan: Plan): Sides {
  const change = changeOf(plan, 'plan.json');
  const before = describeObjects(change.before ?? [], change.mappings, change.source).drafts.map(settle);
  const after = describeObjects(change.after, change.mappings, change.source, change.before ?? []).drafts.map(settle);
  return { before, after };
}

/** A rule of a security group, in a block of it. */
export function block(from: number, to: number, ...cidrs: string[]): Record<string, unknown> {
  return {
    cidr_blocks: cidrs,
    description: 'a rule',
    from_port: from,
    to_port: to,
    protocol: 'tcp',
    self: false,
    ipv6_cidr_blocks: [],
    prefix_list_ids: [],
    security_groups: [],
  };
}

export const arnOf = (id: string) => `arn:aws:ec2:us-east-1:${account}:security-group/${id}`;

/** A security group as the provider's state holds it. */
export function group(
  id: string,
  ingress: readonly unknown[] = [],
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    id,
    arn: arnOf(id),
    name: id.replace('sg-', ''),
    description: 'a group',
    vpc_id: 'vpc-1',
    owner_id: account,
    tags: { Owner: 'web' },
    tags_all: { Owner: 'web' },
    ingress,
    egress: [],
    ...more,
  };
}
