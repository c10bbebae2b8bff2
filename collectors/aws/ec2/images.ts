import { resource } from '../../../core/resource.ts';
import { defineCollector } from '../../collector.ts';
import { instant, Parts } from '../normalise.ts';
import { identityOf } from './identity.ts';

export default defineCollector({
  id: 'ec2-images',
  scope: 'region',
  kinds: ['aws.ec2.image'],
  operations: ['ec2:DescribeImages'],
  async *collect(api, at) {
    // Of one's own images, the disabled are left out unless asked for; the deprecated are not.
    const question = { Owners: ['self'], IncludeDisabled: true };
    for await (const { output, source } of api.pages('ec2:DescribeImages', question)) {
      for (const image of output.Images ?? []) {
        const parts = new Parts(source);
        yield resource({
          kind: 'aws.ec2.image',
          ...identityOf(at, source, 'image', image.ImageId, { owner: '', tags: image.Tags }),
          name: image.Name,
          source,
          unknown: parts.unknown,
          facts: {
            imageId: image.ImageId,
            ownerId: image.OwnerId,
            state: image.State,
            createdAt: instant(image.CreationDate),
            deprecatedAt: image.DeprecationTime === undefined ? null : instant(image.DeprecationTime),
            sharedWithAll: image.Public,
            blockDevices: parts.list('blockDevices', image.BlockDeviceMappings, (device) => ({
              device: device.DeviceName,
              // A device of the instance's own store, or one that is left out, has no volume; a blank volume no snapshot.
              snapshotId: device.Ebs?.SnapshotId ?? null,
              encrypted: device.Ebs === undefined ? null : device.Ebs.Encrypted,
            })),
          },
        });
      }
    }
  },
});
