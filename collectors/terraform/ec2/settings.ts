import { UnknownValue } from '../../../core/resource.ts';
import { exclusionOf, settingsArn, theSettings } from '../../planned/ec2-settings.ts';
import { defineMapping } from '../../planned/mapping.ts';
import { onlyLive, or, untold } from '../../planned/value.ts';

/** Each setting is a resource of its own; what becomes of it without the resource, the page of each type says. */
export default defineMapping({
  kind: 'aws.ec2.settings',
  identity: [[]],
  arn: settingsArn,
  elements: { vpcBlockPublicAccessExclusions: ['exclusionId'] },
  types: {},
  parts: {
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ebs_encryption_by_default
    aws_ebs_encryption_by_default: ({ properties }) => ({
      of: theSettings,
      set: { ebsEncryptionByDefault: or(properties.flag('enabled'), true) },
      unset: { ebsEncryptionByDefault: false },
    }),
    aws_ebs_default_kms_key: ({ properties }) => ({
      of: theSettings,
      set: { ebsDefaultKmsKeyId: or(properties.filled('key_arn'), onlyLive) },
      unset: { ebsDefaultKmsKeyId: untold('it is reset to the key that AWS manages') },
    }),
    aws_ebs_snapshot_block_public_access: ({ properties }) => ({
      of: theSettings,
      set: { snapshotBlockPublicAccess: or(properties.filled('state'), onlyLive) },
      unset: { snapshotBlockPublicAccess: 'unblocked' },
    }),
    // "Deleting this resource does not change the block public access value"
    aws_ec2_image_block_public_access: ({ properties }) => {
      const imageBlockPublicAccess = or(properties.filled('state'), onlyLive);
      return { of: theSettings, set: { imageBlockPublicAccess }, unset: { imageBlockPublicAccess } };
    },
    aws_vpc_block_public_access_options: ({ properties }) => ({
      of: theSettings,
      set: { vpcBlockPublicAccess: or(properties.filled('internet_gateway_block_mode'), onlyLive) },
      unset: { vpcBlockPublicAccess: 'off' },
    }),
    aws_vpc_block_public_access_exclusion: (planned) => {
      const { properties } = planned;
      const arn = properties.filled('resource_arn');
      const exclusion = exclusionOf(planned, {
        vpcId: properties.filled('vpc_id'),
        subnetId: properties.filled('subnet_id'),
        mode: properties.filled('internet_gateway_exclusion_mode'),
      });
      const isTold = arn !== null && !(arn instanceof UnknownValue);
      return {
        of: theSettings,
        add: { vpcBlockPublicAccessExclusions: [isTold ? { ...exclusion, resourceArn: arn } : exclusion] },
      };
    },
  },
});
