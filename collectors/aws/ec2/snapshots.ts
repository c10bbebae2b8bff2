import { resource, SourcedValue, type Given, type Source } from '../../../core/resource.ts';
import { defineCollector } from '../../collector.ts';
import { instant } from '../normalise.ts';
import { identityOf } from './identity.ts';

/** Without it AWS lists every public snapshot there is. */
const own = { OwnerIds: ['self'] };

export default defineCollector({
  id: 'ec2-snapshots',
  scope: 'region',
  kinds: ['aws.ec2.snapshot'],
  operations: ['ec2:DescribeSnapshots'],
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
    const sharedWithAll = (id: string | undefined): Given<boolean> => {
      const source = shared.get(id ?? '');
      return source === undefined ? end : new SourcedValue(true, source);
    };
    for await (const { output, source } of api.pages('ec2:DescribeSnapshots', own)) {
      for (const snapshot of output.Snapshots ?? []) {
        // Whatever answers the listing: another account's snapshot is not this one's to answer for.
        if (snapshot.OwnerId !== undefined && snapshot.OwnerId !== at.account) continue;
        yield resource({
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
            sharedWithAll: sharedWithAll(snapshot.SnapshotId),
          },
        });
      }
    }
  },
});
