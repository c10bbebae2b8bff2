import { resource, SourcedValue, UnknownValue, type Given, type Source } from '../../../core/resource.ts';
import { defineCollector, type Api, type At } from '../../collector.ts';
import { factUnlessGone, gone } from '../gone.ts';
import { instant } from '../normalise.ts';
import type { Answer } from '../operations.ts';
import { identityOf } from './identity.ts';

/** Without it AWS lists every public snapshot there is. */
const own = { OwnerIds: ['self'] };

export default defineCollector({
  id: 'ec2-snapshots',
  scope: 'region',
  kinds: ['aws.ec2.snapshot'],
  operations: ['ec2:DescribeSnapshotAttribute', 'ec2:DescribeSnapshots'],
  lists: { 'aws.ec2.snapshot': ['ec2:DescribeSnapshots'] },
  async *collect(api, at) {
    // One listing of those shared with all, instead of a call for each snapshot. What it listed before it failed stands.
    const shared = new Map<string, Source>();
    const end = await api.fact(async () => {
      let last: Source = { operation: 'ec2:DescribeSnapshots', request: null };
      for await (const { output, source } of api.pages('ec2:DescribeSnapshots', {
        ...own,
        RestorableByUserIds: ['all'],
      })) {
        for (const { SnapshotId } of output.Snapshots ?? [])
          if (SnapshotId !== undefined) shared.set(SnapshotId, source);
        last = source;
      }
      return new SourcedValue(false, last);
    });
    const listed = (id: string | undefined): Given<boolean> => {
      const source = shared.get(id ?? '');
      return source === undefined ? end : new SourcedValue(true, source);
    };
    // A listing of those shared that leaves none out proves little: an API that does not know the filter answers with
    // all of them. Then, and only then, each is asked for its own permission.
    let held: [Snapshot, Source][] | null = shared.size > 0 ? [] : null;
    for await (const { output, source } of api.pages('ec2:DescribeSnapshots', own)) {
      for (const snapshot of output.Snapshots ?? []) {
        // Whatever answers the listing: another account's snapshot is not this one's to answer for.
        if (snapshot.OwnerId !== undefined && snapshot.OwnerId !== at.account) continue;
        if (held === null) yield snapshotOf(at, source, snapshot, listed(snapshot.SnapshotId));
        else if (shared.has(snapshot.SnapshotId ?? '')) held.push([snapshot, source]);
        else {
          for (const [one, from] of held) yield snapshotOf(at, from, one, listed(one.SnapshotId));
          yield snapshotOf(at, source, snapshot, listed(snapshot.SnapshotId));
          held = null;
        }
      }
    }
    for (const [snapshot, source] of held ?? []) {
      const by = await permissionOf(api, snapshot.SnapshotId);
      if (by === gone) continue;
      // Where the permission may not be read, the listing is what is known.
      yield snapshotOf(at, source, snapshot, by instanceof UnknownValue ? listed(snapshot.SnapshotId) : by);
    }
  },
});

type Snapshot = NonNullable<Answer<'ec2:DescribeSnapshots'>['Snapshots']>[number];

function permissionOf(api: Api, SnapshotId: string | undefined): Promise<Given<boolean> | typeof gone> {
  return factUnlessGone(api, async () => {
    const { output, source } = await api.call('ec2:DescribeSnapshotAttribute', {
      Attribute: 'createVolumePermission',
      SnapshotId,
    });
    const all = output.CreateVolumePermissions?.some(({ Group }) => Group === 'all');
    return all === undefined ? undefined : new SourcedValue(all, source);
  });
}

function snapshotOf(at: At, source: Source, snapshot: Snapshot, sharedWithAll: Given<boolean>) {
  return resource({
    kind: 'aws.ec2.snapshot',
    ...identityOf(at, source, 'snapshot', snapshot.SnapshotId, { owner: '', tags: snapshot.Tags }),
    source,
    facts: {
      snapshotId: snapshot.SnapshotId,
      ownerId: snapshot.OwnerId,
      state: snapshot.State,
      volumeId: snapshot.VolumeId,
      encrypted: snapshot.Encrypted,
      // What is not encrypted has no key.
      kmsKeyId: snapshot.KmsKeyId ?? (snapshot.Encrypted === false ? null : undefined),
      sizeGiB: snapshot.VolumeSize,
      startedAt: instant(snapshot.StartTime),
      description: snapshot.Description,
      sharedWithAll,
    },
  });
}
