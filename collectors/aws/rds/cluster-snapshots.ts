import { resource, type Given, type Source } from '../../../core/resource.ts';
import { defineCollector, type At } from '../../collector.ts';
import { gone } from '../gone.ts';
import { nameless } from '../nameless.ts';
import { instant, tagsOf } from '../normalise.ts';
import type { Answer } from '../operations.ts';
import { isOfRds, keyOf, unlessCreating } from './databases.ts';
import { sharedWith } from './sharing.ts';

const kind = 'aws.rds.cluster-snapshot';

export default defineCollector({
  id: 'rds-cluster-snapshots',
  scope: 'region',
  kinds: [kind],
  operations: ['rds:DescribeDBClusterSnapshots', 'rds:DescribeDBClusterSnapshotAttributes'],
  lists: { [kind]: ['rds:DescribeDBClusterSnapshots'] },
  async *collect(api, at) {
    for await (const { output, source } of api.pages('rds:DescribeDBClusterSnapshots')) {
      const snapshots = (output.DBClusterSnapshots ?? []).filter(isOfRds);
      const shared = await Promise.all(
        snapshots.map(({ DBClusterSnapshotIdentifier, SnapshotType }) =>
          sharedWith(api, SnapshotType, async () => {
            const call = await api.call('rds:DescribeDBClusterSnapshotAttributes', { DBClusterSnapshotIdentifier });
            const { DBClusterSnapshotAttributesResult: result } = call.output;
            return { attributes: result?.DBClusterSnapshotAttributes, source: call.source };
          }),
        ),
      );
      for (const [index, one] of snapshots.entries()) {
        const by = shared[index];
        if (by !== gone) yield snapshotOf(at, source, one, by);
      }
    }
  },
});

type Snapshot = NonNullable<Answer<'rds:DescribeDBClusterSnapshots'>['DBClusterSnapshots']>[number];

function snapshotOf(at: At, source: Source, one: Snapshot, shared: Given<string[]>) {
  if (one.DBClusterSnapshotArn === undefined) return nameless(kind, source);
  return resource({
    kind,
    arn: one.DBClusterSnapshotArn,
    account: at.account,
    region: at.region,
    name: one.DBClusterSnapshotIdentifier,
    tags: tagsOf(one.TagList),
    source,
    facts: {
      snapshotId: one.DBClusterSnapshotIdentifier,
      clusterId: one.DBClusterIdentifier,
      engine: one.Engine,
      snapshotType: one.SnapshotType,
      status: one.Status,
      createdAt: unlessCreating(one.Status, instant(one.SnapshotCreateTime)),
      encrypted: one.StorageEncrypted,
      kmsKeyId: keyOf(one.StorageEncrypted, one),
      allocatedGiB: one.AllocatedStorage,
      sharedWith: shared,
    },
  });
}
