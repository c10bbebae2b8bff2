import type { PlannedObject } from '../../planned/mapping.ts';
import type { Side } from '../../planned/side.ts';
import { placementIn, type Placement } from '../../planned/subnet-groups.ts';
import type { Maybe } from '../../planned/value.ts';
import { ownText } from '../own-text.ts';

const clusterTypes = ['aws_rds_cluster'] as const;
const instanceTypes = ['aws_db_instance', 'aws_rds_cluster_instance'] as const;

/** What others call a database: its identifier; until it has one, what stands for it. */
export function identifierOf({ properties, id }: PlannedObject, name: string): string {
  const identifier = ownText(properties, name);
  return typeof identifier === 'string' ? identifier : id;
}

/** A cluster that is named by whatever attribute, by its identifier. */
export function clusterNamed(
  planned: PlannedObject,
  side: Side,
  reference: Maybe<string | null>,
): { readonly cluster: PlannedObject | null; readonly clusterId: Maybe<string | null> } {
  const cluster = side.one(planned, clusterTypes, reference, 'cluster_identifier');
  return { cluster, clusterId: cluster === null ? reference : identifierOf(cluster, 'cluster_identifier') };
}

/** An instance that is named by whatever attribute, or by its ARN, by its identifier. */
export function instanceNamed(
  planned: PlannedObject,
  side: Side,
  reference: Maybe<string | null>,
): { readonly instance: PlannedObject | null; readonly instanceId: Maybe<string | null> } {
  const instance = side.one(planned, instanceTypes, reference, 'identifier');
  return { instance, instanceId: instance === null ? reference : identifierOf(instance, 'identifier') };
}

const types = {
  group: 'aws_db_subnet_group',
  name: 'name',
  subnets: 'subnet_ids',
  subnet: 'aws_subnet',
  vpc: 'vpc_id',
};

export function placementOf(planned: PlannedObject, side: Side, group: Maybe<string | null>): Placement {
  return placementIn(planned, side, group, types);
}
