import type { Facts } from '../../../core/kinds/index.ts';
import { UnknownValue } from '../../../core/resource.ts';
import { instantIn } from '../../planned/instant.ts';
import { together } from '../../planned/lists.ts';
import { defineMapping, type Description, type PlannedObject } from '../../planned/mapping.ts';
import { AsMade, each, onlyLive, or, untold, type Block, type Deep, type Items } from '../../planned/value.ts';
import { isToBeMade } from '../made.ts';
import { ownerOf } from '../owner.ts';
import { tagsOf } from '../tags.ts';

type Kind = 'aws.ec2.image';
type Device = Deep<Facts<Kind>['blockDevices'][number]>;

export default defineMapping<Kind>({
  kind: 'aws.ec2.image',
  identity: [['imageId'], ['name']],
  key: 'imageId',
  arn: (id, { partition, region }) => `arn:${partition}:ec2:${region}::image/${id}`,
  elements: { blockDevices: ['device'] },
  types: { aws_ami: image, aws_ami_copy: image, aws_ami_from_instance: image },
  parts: {
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ami_launch_permission
    aws_ami_launch_permission: ({ properties }) => {
      const group = properties.filled('group');
      if (group === null || (typeof group === 'string' && group !== 'all')) return [];
      return {
        of: or(properties.filled('image_id'), null),
        set: { sharedWithAll: group === 'all' ? true : untold('with which group it is shared is known after apply') },
        unset: { sharedWithAll: false },
      };
    },
  },
});

function image(planned: PlannedObject): Description<Kind> {
  const { properties, id } = planned;
  return {
    name: properties.filled('name'),
    tags: tagsOf(properties),
    facts: {
      imageId: id,
      ownerId: ownerOf(planned),
      state: onlyLive,
      createdAt: onlyLive,
      deprecatedAt: instantIn(properties, 'deprecation_time'),
      // "When you create an AMI, it is private": https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharing-amis.html
      sharedWithAll: isToBeMade(properties) ? new AsMade(false) : or(properties.flag('public'), onlyLive),
      blockDevices: devicesOf(properties),
    },
  };
}

/** Those on EBS, the root's among them, and those of the instance's own store. */
function devicesOf(properties: Block): Items<Device> | UnknownValue {
  const onEbs = each(properties.blocks('ebs_block_device'), (block): Device => {
    const snapshotId = block.filled('snapshot_id');
    const encrypted = block.flag('encrypted');
    // `encrypted` cannot be said of one that is made of a snapshot: it is as the snapshot is.
    const follows = isToBeMade(properties) && snapshotId !== null && encrypted !== true;
    return {
      device: or(block.filled('device_name'), untold('its device_name is left out', 'error')),
      snapshotId,
      encrypted: follows ? untold('it is encrypted if its snapshot is') : or(encrypted, false),
    };
  });
  const stored = each(properties.blocks('ephemeral_block_device'), (block): Device => ({
    device: or(block.filled('device_name'), untold('its device_name is left out', 'error')),
    snapshotId: null,
    encrypted: null,
  }));
  return onEbs instanceof UnknownValue ? onEbs : together(onEbs, stored);
}
