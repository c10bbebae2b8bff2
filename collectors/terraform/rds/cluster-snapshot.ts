import { defineMapping, type Description, type PlannedObject } from '../../planned/mapping.ts';
import type { Side } from '../../planned/side.ts';
import { onlyLive, or, type Maybe } from '../../planned/value.ts';
import { encryptionOfCluster, engineIn } from './databases.ts';
import { clusterNamed } from './placement.ts';
import { copyOf, elsewhere, snapshotOf, type Origin } from './snapshots.ts';

type Kind = 'aws.rds.cluster-snapshot';

export default defineMapping<Kind>({
  kind: 'aws.rds.cluster-snapshot',
  identity: [['snapshotId']],
  arn: (id, { partition, account, region }) => `arn:${partition}:rds:${region}:${account}:cluster-snapshot:${id}`,
  types: {
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_cluster_snapshot
    aws_db_cluster_snapshot: (planned, side) => {
      const { clusterId, origin } = takenOf(planned, side);
      return described(planned, 'db_cluster_snapshot_identifier', clusterId, origin);
    },
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/rds_cluster_snapshot_copy
    aws_rds_cluster_snapshot_copy: (planned, side) => {
      const source = planned.properties.filled('source_db_cluster_snapshot_identifier');
      const original = side.one(planned, ['aws_db_cluster_snapshot'], source, 'db_cluster_snapshot_arn');
      const { clusterId, origin } =
        original === null ? { clusterId: onlyLive, origin: elsewhere } : takenOf(original, side);
      return described(planned, 'target_db_cluster_snapshot_identifier', clusterId, copyOf(origin, planned));
    },
  },
});

function described(
  planned: PlannedObject,
  id: string,
  clusterId: Maybe<string>,
  origin: Origin,
): Description<Kind> | readonly Description<Kind>[] {
  const snapshot = snapshotOf(planned, { id, encrypted: 'storage_encrypted' }, origin);
  return snapshot === null ? [] : { ...snapshot, facts: { clusterId, ...snapshot.facts } };
}

function takenOf(planned: PlannedObject, side: Side): { clusterId: Maybe<string>; origin: Origin } {
  const { properties } = planned;
  const { cluster, clusterId } = clusterNamed(planned, side, properties.filled('db_cluster_identifier'));
  const origin =
    cluster === null
      ? elsewhere
      : {
          engine: engineIn(cluster.properties),
          encrypted: encryptionOfCluster(cluster),
          key: cluster.properties.filled('kms_key_id'),
        };
  return { clusterId: or(clusterId, onlyLive), origin };
}
