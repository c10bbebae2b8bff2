import { UnknownValue } from '../../../core/resource.ts';
import { asItsSource } from '../../planned/databases.ts';
import type { PlannedObject } from '../../planned/mapping.ts';
import { onlyLive, or, then, type Block, type Maybe } from '../../planned/value.ts';
import { orLeftOut } from '../left-out.ts';
import { isToBeMade } from '../made.ts';

export function engineIn(properties: Block): Maybe<string> {
  const engine = then(properties.filled('engine'), (name) => name.toLowerCase());
  return or(engine, onlyLive);
}

/** Whether one of the arguments is given that make a database from another, or from a snapshot of one. */
export function isMadeFrom({ properties, configured }: PlannedObject, names: readonly string[]): boolean {
  return names.some((name) => {
    const value = properties.raw(name);
    if (value instanceof UnknownValue) return configured(name);
    return value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
  });
}

function encryptionOf(planned: PlannedObject, isCopy: boolean, unset: boolean): Maybe<boolean> {
  const own = planned.properties.flag('storage_encrypted');
  if (isCopy && own !== true) return asItsSource;
  return orLeftOut(planned, 'storage_encrypted', own, unset);
}

/** "The default is `false` if not specified"; a member of a cluster says it after apply. */
export function encryptionOfInstance(instance: PlannedObject): Maybe<boolean> {
  return encryptionOf(instance, isCopyOfInstance(instance), false);
}

export function isCopyOfInstance(instance: PlannedObject): boolean {
  const sources = ['replicate_source_db', 'snapshot_identifier', 'restore_to_point_in_time'];
  return isToBeMade(instance.properties) && isMadeFrom(instance, sources);
}

/** "The default is `false` for `provisioned` `engine_mode` and `true` for `serverless`" */
export function encryptionOfCluster(cluster: PlannedObject): Maybe<boolean> {
  const mode = cluster.properties.filled('engine_mode');
  if (mode instanceof UnknownValue) return mode;
  return encryptionOf(cluster, isCopyOfCluster(cluster), mode === 'serverless');
}

/** One that joins a global cluster, as all of them but the first, is as that is. */
export function isCopyOfCluster(cluster: PlannedObject): boolean {
  const { properties } = cluster;
  const sources = ['snapshot_identifier', 'restore_to_point_in_time', 'replication_source_identifier'];
  const isOfGlobal = isMadeFrom(cluster, ['global_cluster_identifier']) && !isMadeFrom(cluster, ['master_username']);
  return isToBeMade(properties) && (isMadeFrom(cluster, sources) || isOfGlobal);
}
