import { instantIn } from '../../planned/instant.ts';
import { keyArnOf } from '../../planned/keys.ts';
import { defineMapping, type Description, type PlannedObject } from '../../planned/mapping.ts';
import { AsMade, onlyLive, or, untold } from '../../planned/value.ts';
import { isToBeMade } from '../made.ts';
import { ownerOf } from '../owner.ts';
import { nameTagOf, tagsOf } from '../tags.ts';

/**
 * `aws_snapshot_create_volume_permission` shares with single accounts only, and is not told of here: nothing in
 * Terraform shares a snapshot with everyone.
 */
export default defineMapping({
  kind: 'aws.ec2.snapshot',
  identity: [['snapshotId']],
  key: 'snapshotId',
  arn: (id, { partition, region }) => `arn:${partition}:ec2:${region}::snapshot/${id}`,
  types: {
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ebs_snapshot
    aws_ebs_snapshot: (planned) => snapshot(planned, ''),
    // Without a description AWS gives one that names the source.
    aws_ebs_snapshot_copy: (planned) => snapshot(planned, onlyLive),
    aws_ebs_snapshot_import: (planned) => snapshot(planned, onlyLive),
  },
});

function snapshot(planned: PlannedObject, undescribed: string | typeof onlyLive): Description<'aws.ec2.snapshot'> {
  const { properties, id } = planned;
  const given = properties.flag('encrypted');
  // A copy of what is encrypted is encrypted whatever is asked for, and so is all where the account says so.
  const follows = untold('it is encrypted if its source is, or the account encrypts by default');
  const encrypted = isToBeMade(properties) && given === false ? follows : or(given, follows);
  return {
    name: nameTagOf(properties),
    tags: tagsOf(properties),
    facts: {
      snapshotId: id,
      ownerId: ownerOf(planned),
      state: onlyLive,
      volumeId: or(properties.filled('volume_id'), onlyLive),
      encrypted,
      kmsKeyId: keyArnOf(properties.filled('kms_key_id'), encrypted),
      sizeGiB: or(properties.whole('volume_size'), onlyLive),
      startedAt: or(instantIn(properties, 'start_time'), onlyLive),
      description: or(properties.text('description'), undescribed),
      // "By default, snapshots are private": https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html
      sharedWithAll: isToBeMade(properties) ? new AsMade(false) : onlyLive,
    },
  };
}
