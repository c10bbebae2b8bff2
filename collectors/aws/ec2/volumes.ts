import { resource } from '../../../core/resource.ts';
import { defineCollector } from '../../collector.ts';
import { instant, Parts, textOrNull } from '../normalise.ts';
import { identityOf } from './identity.ts';

export default defineCollector({
  id: 'ec2-volumes',
  scope: 'region',
  kinds: ['aws.ec2.volume'],
  operations: ['ec2:DescribeVolumes'],
  async *collect(api, at) {
    for await (const { output, source } of api.pages('ec2:DescribeVolumes')) {
      for (const volume of output.Volumes ?? []) {
        const parts = new Parts(source);
        yield resource({
          kind: 'aws.ec2.volume',
          ...identityOf(at, source, 'volume', volume.VolumeId, { tags: volume.Tags }),
          source,
          unknown: parts.unknown,
          facts: {
            volumeId: volume.VolumeId,
            state: volume.State,
            encrypted: volume.Encrypted,
            // What is not encrypted has no key.
            kmsKeyId: volume.KmsKeyId ?? (volume.Encrypted === false ? null : undefined),
            sizeGiB: volume.Size,
            volumeType: volume.VolumeType,
            // Answered empty for a volume that was made blank.
            snapshotId: textOrNull(volume.SnapshotId),
            createdAt: instant(volume.CreateTime),
            attachments: parts.list('attachments', volume.Attachments, (attachment) => ({
              // Null, as documented, where a service holds the volume.
              instanceId: attachment.InstanceId ?? null,
              device: attachment.Device ?? null,
              state: attachment.State,
            })),
          },
        });
      }
    }
  },
});
