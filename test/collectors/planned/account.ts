import { onto, type PlannedChange } from '../../../collectors/planned/change.ts';
import { Mappings } from '../../../collectors/planned/describe.ts';
import { mappings } from '../../../collectors/cloudformation/index.ts';
import type { Inventory } from '../../../core/inventory.ts';
import type { Facts, KindId } from '../../../core/kinds/index.ts';
import type { Resource } from '../../../core/resource.ts';
import { account, region, resourceOf, world, type Given } from '../../rules/tester.ts';
import { read } from '../cloudformation/written.ts';

export async function listed<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** A resource of EC2 in the account, with the ARN that its id makes. */
export function liveOf<K extends KindId>(kind: K, id: string, given: Given<K>): Resource {
  const noun = kind.split('.').at(-1) ?? '';
  const where = (given as { region?: string }).region ?? region;
  return resourceOf(kind, { arn: `arn:aws:ec2:${where}:${account}:${noun}/${id}`, ...given });
}

export function accountOf(resources: readonly Resource[], regions: readonly string[] = [region]): Inventory {
  return world(resources, { accounts: [{ id: account, enabled: [...regions], scanned: [...regions] }] });
}

/** What the account has after a change, by ARN. */
export async function afterOf(
  change: PlannedChange,
  resources: readonly Resource[],
  regions?: readonly string[],
): Promise<ReadonlyMap<string, Resource>> {
  const after = await listed((await onto(change, accountOf(resources, regions))).after.resources());
  return new Map(after.map((resource) => [resource.arn, resource]));
}

/** The change that a template is, without one before it. */
export async function templateOf(yaml: string): Promise<PlannedChange> {
  const { objects } = await read({ 'net.yaml': yaml });
  const source = { operation: 'template', request: 'net.yaml' };
  return { before: null, after: objects, mappings: new Mappings(mappings), source, madeAt: null };
}

export function factsOf<K extends KindId>(_kind: K, resource: Resource | undefined): Facts<K> {
  return resource?.facts as Facts<K>;
}
