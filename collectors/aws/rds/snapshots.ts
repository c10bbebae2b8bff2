import { resource, type Given, type Source } from '../../../core/resource.ts';
import { defineCollector, type At } from '../../collector.ts';
import { gone } from '../gone.ts';
import { nameless } from '../nameless.ts';
import { instant, tagsOf } from '../normalise.ts';
import type { Answer } from '../operations.ts';
import { isOfRds, keyOf, unlessCreating } from './databases.ts';
import { sharedWith } from './sharing.ts';

const kind = 'aws.rds.snapshot';

/** Unasked, RDS lists the account's own, automated and manual, not those that others share with it. */
export default defineCollector({
  id: 'rds-snapshots',
  scope: 'region',
  kinds: [kind],
  operations: ['rds:DescribeDBSnapshots', 'rds:DescribeDBSnapshotAttributes'],
  lists: { [kind]: ['rds:DescribeDBSnapshots'] },
  async *collect(api, at) {
    for await (const { output, source } of api.pages('rds:DescribeDBSnapshots')) {
      const snapshots = (output.DBSnapshots ?? []).filter(isOfRds);
      const shared = await Promise.all(
        snapshots.map(({ DBSnapshotIdentifier, SnapshotType }) =>
          sharedWith(api, SnapshotType, async () => {
            const call = await api.call('rds:DescribeDBSnapshotAttributes', { DBSnapshotIdentifier });
            return { attributes: call.output.DBSnapshotAttributesResult?.DBSnapshotAttributes, source: call.source };
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

type Snapshot = NonNullable<Answer<'rds:DescribeDBSnapshots'>['DBSnapshots']>[number];

function snapshotOf(at: At, source: Source, one: Snapshot, shared: Given<string[]>) {
  if (one.DBSnapshotArn === undefined) return nameless(kind, source);
  return resource({
    kind,
    arn: one.DBSnapshotArn,
    account: at.account,
    region: at.region,
    name: one.DBSnapshotIdentifier,
    tags: tagsOf(one.TagList),
    source,
    facts: {
      snapshotId: one.DBSnapshotIdentifier,
      instanceId: one.DBInstanceIdentifier,
      engine: one.Engine,
      snapshotType: one.SnapshotType,
      status: one.Status,
      createdAt: unlessCreating(one.Status, instant(one.SnapshotCreateTime)),
      encrypted: one.Encrypted,
      kmsKeyId: keyOf(one.Encrypted, one),
      allocatedGiB: one.AllocatedStorage,
      sharedWith: shared,
    },
  });
}
