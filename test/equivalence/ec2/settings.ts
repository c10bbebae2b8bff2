import settings from '../../../collectors/aws/ec2/settings.ts';
import { xml } from '../../collectors/aws/xml.ts';
import { defineTriple } from '../triple.ts';

const key = 'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const others = 'there may be exclusions that the input does not make';

export default defineTriple({
  kind: 'aws.ec2.settings',
  live: {
    collector: settings,
    answers: {
      'ec2:GetEbsEncryptionByDefault': [xml({ ebsEncryptionByDefault: true })],
      'ec2:GetEbsDefaultKmsKeyId': [xml({ kmsKeyId: key })],
      'ec2:GetSnapshotBlockPublicAccessState': [xml({ state: 'block-all-sharing' })],
      'ec2:GetImageBlockPublicAccessState': [xml({ imageBlockPublicAccessState: 'block-new-sharing' })],
      'ec2:DescribeVpcBlockPublicAccessOptions': [
        xml({ vpcBlockPublicAccessOptions: { internetGatewayBlockMode: 'block-ingress', state: 'update-complete' } }),
      ],
      'ec2:DescribeVpcBlockPublicAccessExclusions': [
        xml({
          vpcBlockPublicAccessExclusionSet: [
            {
              exclusionId: 'vpcbpa-exclude-1',
              internetGatewayExclusionMode: 'allow-egress',
              resourceArn: 'arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1',
              state: 'create-complete',
            },
          ],
        }),
      ],
    },
  },
  terraform: {
    resources: [
      { type: 'aws_ebs_encryption_by_default', values: { id: 'terraform-1', enabled: true } },
      { type: 'aws_ebs_default_kms_key', values: { id: key, key_arn: key } },
      { type: 'aws_ebs_snapshot_block_public_access', values: { id: 'us-east-1', state: 'block-all-sharing' } },
      { type: 'aws_ec2_image_block_public_access', values: { id: 'us-east-1', state: 'block-new-sharing' } },
      {
        type: 'aws_vpc_block_public_access_options',
        values: { id: 'us-east-1', internet_gateway_block_mode: 'block-ingress' },
      },
      {
        type: 'aws_vpc_block_public_access_exclusion',
        values: {
          id: 'vpcbpa-exclude-1',
          vpc_id: 'vpc-1',
          subnet_id: null,
          internet_gateway_exclusion_mode: 'allow-egress',
          resource_arn: 'arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1',
        },
      },
    ],
    differs: { vpcBlockPublicAccessExclusions: others },
  },
  cloudformation: {
    resources: {
      Snapshots: { Type: 'AWS::EC2::SnapshotBlockPublicAccess', Properties: { State: 'block-all-sharing' } },
      Vpcs: {
        Type: 'AWS::EC2::VPCBlockPublicAccessOptions',
        Properties: { InternetGatewayBlockMode: 'block-ingress' },
      },
      Exclusion: {
        Type: 'AWS::EC2::VPCBlockPublicAccessExclusion',
        Properties: { VpcId: 'vpc-1', InternetGatewayExclusionMode: 'allow-egress' },
      },
    },
    differs: {
      ebsEncryptionByDefault: 'nothing in CloudFormation sets it',
      ebsDefaultKmsKeyId: 'nothing in CloudFormation sets it',
      imageBlockPublicAccess: 'nothing in CloudFormation sets it',
      vpcBlockPublicAccessExclusions: others,
    },
  },
});
