import { defineMapping, type Description, type PlannedObject } from '../../planned/mapping.ts';
import type { Side } from '../../planned/side.ts';
import { onlyLive, or, type Maybe } from '../../planned/value.ts';
import { encryptionOfInstance, engineIn } from './databases.ts';
import { instanceNamed } from './placement.ts';
import { copyOf, elsewhere, snapshotOf, type Origin } from './snapshots.ts';

type Kind = 'aws.rds.snapshot';

export default defineMapping<Kind>({
  kind: 'aws.rds.snapshot',
  identity: [['snapshotId']],
  arn: (id, { partition, account, region }) => `arn:${partition}:rds:${region}:${account}:snapshot:${id}`,
  types: {
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_snapshot
    aws_db_snapshot: (planned, side) => {
      const { instanceId, origin } = takenOf(planned, side);
      return described(planned, 'db_snapshot_identifier', instanceId, origin);
    },
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_snapshot_copy
    aws_db_snapshot_copy: (planned, side) => {
      const source = planned.properties.filled('source_db_snapshot_identifier');
      const original = side.one(planned, ['aws_db_snapshot'], source, 'db_snapshot_arn');
      const { instanceId, origin } =
        original === null ? { instanceId: onlyLive, origin: elsewhere } : takenOf(original, side);
      return described(planned, 'target_db_snapshot_identifier', instanceId, copyOf(origin, planned));
    },
  },
});

function described(
  planned: PlannedObject,
  id: string,
  instanceId: Maybe<string>,
  origin: Origin,
): Description<Kind> | readonly Description<Kind>[] {
  const snapshot = snapshotOf(planned, { id, encrypted: 'encrypted' }, origin);
  return snapshot === null ? [] : { ...snapshot, facts: { instanceId, ...snapshot.facts } };
}

function takenOf(planned: PlannedObject, side: Side): { instanceId: Maybe<string>; origin: Origin } {
  const { properties } = planned;
  const { instance, instanceId } = instanceNamed(planned, side, properties.filled('db_instance_identifier'));
  const origin =
    instance === null
      ? elsewhere
      : {
          engine: engineIn(instance.properties),
          encrypted: encryptionOfInstance(instance),
          key: instance.properties.filled('kms_key_id'),
        };
  return { instanceId: or(instanceId, onlyLive), origin };
}
