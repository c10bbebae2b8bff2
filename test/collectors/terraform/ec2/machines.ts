import { onto } from '../../../../collectors/planned/change.ts';
import type { Plan } from '../../../../collectors/terraform/plan.ts';
import { changeOf } from '../../../../collectors/terraform/read.ts';
import { evaluate } from '../../../../core/evaluate.ts';
import { inventoryOf } from '../../../../core/inventory.ts';
import type { Facts, KindId } from '../../../../core/kinds/index.ts';
import type { Resource } from '../../../../core/resource.ts';
import type { Rule } from '../../../../core/rule.ts';
import { planOf, type Change } from '../plans.ts';

export const at = { account: '123456789012', region: 'us-east-1' };
const takenAt = '2026-06-15T12:00:00.000Z';

/** What the provider does not know of an instance before apply, where the source does not say it. */
const decided = [
  'arn',
  'associate_public_ip_address',
  'ebs_block_device',
  'iam_instance_profile',
  'id',
  'instance_state',
  'ipv6_address_count',
  'ipv6_addresses',
  'key_name',
  'metadata_options',
  'monitoring',
  'network_interface',
  'primary_network_interface_id',
  'public_ip',
  'root_block_device',
  'security_groups',
  'subnet_id',
  'vpc_security_group_ids',
];

/** An instance that a plan makes. */
export function made(
  address: string,
  given: Readonly<Record<string, unknown>> = {},
  expressions?: Readonly<Record<string, unknown>>,
): Change {
  const after = { ami: 'ami-1', instance_type: 't3.micro', launch_template: [], tags: null, tags_all: {}, ...given };
  const unknown = Object.fromEntries(decided.filter((name) => !Object.hasOwn(given, name)).map((name) => [name, true]));
  return { address, after, unknown, expressions: { ...constants(given), ...expressions } };
}

const constants = (given: object) => Object.fromEntries(Object.keys(given).map((name) => [name, {}]));

/** An instance as the provider's state holds it. */
export function held(id: string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const number = id.replace('i-', '');
  return {
    id,
    arn: `arn:aws:ec2:us-east-1:123456789012:instance/${id}`,
    ami: 'ami-1',
    associate_public_ip_address: false,
    ebs_block_device: [],
    iam_instance_profile: '',
    instance_state: 'running',
    instance_type: 't3.micro',
    ipv6_address_count: 0,
    ipv6_addresses: [],
    key_name: '',
    launch_template: [],
    metadata_options: [{ http_endpoint: 'enabled', http_tokens: 'required', http_put_response_hop_limit: 1 }],
    monitoring: false,
    network_interface: [],
    primary_network_interface_id: `eni-${number}`,
    public_ip: '',
    root_block_device: [
      { device_name: '/dev/xvda', volume_id: `vol-${number}`, encrypted: true, delete_on_termination: true },
    ],
    security_groups: [],
    subnet_id: 'subnet-1',
    tags: {},
    tags_all: {},
    vpc_security_group_ids: ['sg-1'],
    ...more,
  };
}

/** What the account has: an instance with one network interface, without a public address. */
export function live(
  id: string,
  groupIds: readonly string[] = ['sg-1'],
): readonly [Resource<'aws.ec2.instance'>, Resource<'aws.ec2.network-interface'>] {
  const interfaceId = id.replace('i-', 'eni-');
  const shared = {
    interfaceId,
    subnetId: 'subnet-1',
    vpcId: 'vpc-1',
    groupIds: [...groupIds],
    publicIps: [],
    ipv6Addresses: [],
  };
  return [
    of('aws.ec2.instance', `instance/${id}`, {
      instanceId: id,
      state: 'running',
      imageId: 'ami-1',
      instanceType: 't3.micro',
      launchedAt: '2026-01-02T03:04:05.000Z',
      vpcId: 'vpc-1',
      subnetId: 'subnet-1',
      instanceProfileArn: null,
      keyName: null,
      imdsEndpoint: 'enabled',
      imdsTokens: 'required',
      imdsHopLimit: 1,
      detailedMonitoring: 'disabled',
      publicIp: null,
      volumeIds: [id.replace('i-', 'vol-')],
      networkInterfaces: [shared],
    }),
    of('aws.ec2.network-interface', `network-interface/${interfaceId}`, {
      ...shared,
      interfaceType: 'interface',
      status: 'in-use',
      description: '',
      ownerId: at.account,
      instanceId: id,
      requesterManaged: false,
    }),
  ];
}

export function of<K extends KindId>(kind: K, path: string, facts: Facts<K>): Resource<K> {
  return {
    kind,
    arn: `arn:aws:ec2:us-east-1:123456789012:${path}`,
    ...at,
    name: null,
    tags: {},
    facts,
    source: { operation: 'ec2:Describe', request: 'r-1' },
  };
}

/** The resources of the account after a plan is put onto it. */
export async function put(given: readonly Change[] | Plan, ...resources: readonly Resource[]): Promise<Resource[]> {
  const account = inventoryOf({
    takenAt,
    accounts: [{ id: at.account, enabled: [at.region], scanned: [at.region] }],
    resources,
  });
  const plan = 'format_version' in given ? given : planOf(given);
  const { after } = await onto(changeOf(plan, 'plan.json'), account);
  return listed(after.resources());
}

/** What a rule says of each resource of its kind, by address or ARN. */
export async function verdicts(rule: Rule, resources: readonly Resource[]): Promise<Record<string, string[]>> {
  const inventory = inventoryOf({ takenAt, accounts: [], resources });
  const found: Record<string, string[]> = {};
  for (const { resource, status, part } of await listed(evaluate(inventory, [rule]))) {
    (found[resource.address ?? resource.arn ?? ''] ??= []).push(part === null ? status : `${status} ${part}`);
  }
  return found;
}

async function listed<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

export function one<K extends KindId>(resources: readonly Resource[], kind: K): Resource<K> {
  const same = resources.filter((resource) => resource.kind === kind);
  if (same.length !== 1) throw new Error(`${same.length} of kind ${kind}`);
  return same[0] as Resource<K>;
}

/** The paths of what is not known, sorted. */
export const unknownOf = (resource: Resource) => Object.keys(resource.unknown ?? {}).sort();
