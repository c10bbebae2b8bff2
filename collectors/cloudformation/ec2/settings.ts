import { exclusionOf, settingsArn, theSettings } from '../../planned/ec2-settings.ts';
import { defineMapping } from '../../planned/mapping.ts';
import { onlyLive, or } from '../../planned/value.ts';

/** Nothing in CloudFormation sets the encryption of EBS by default, its key, or the block of public images. */
export default defineMapping({
  kind: 'aws.ec2.settings',
  identity: [[]],
  arn: settingsArn,
  elements: { vpcBlockPublicAccessExclusions: ['exclusionId'] },
  types: {},
  parts: {
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-snapshotblockpublicaccess.html
    'AWS::EC2::SnapshotBlockPublicAccess': ({ properties }) => ({
      of: theSettings,
      set: { snapshotBlockPublicAccess: or(properties.filled('State'), onlyLive) },
    }),
    'AWS::EC2::VPCBlockPublicAccessOptions': ({ properties }) => ({
      of: theSettings,
      set: { vpcBlockPublicAccess: or(properties.filled('InternetGatewayBlockMode'), onlyLive) },
    }),
    'AWS::EC2::VPCBlockPublicAccessExclusion': (planned) => ({
      of: theSettings,
      add: {
        vpcBlockPublicAccessExclusions: [
          exclusionOf(planned, {
            vpcId: planned.properties.filled('VpcId'),
            subnetId: planned.properties.filled('SubnetId'),
            mode: planned.properties.filled('InternetGatewayExclusionMode'),
          }),
        ],
      },
    }),
  },
});
