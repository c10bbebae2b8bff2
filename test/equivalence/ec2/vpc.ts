import vpcs from '../../../collectors/aws/ec2/vpcs.ts';
import { xml } from '../../collectors/aws/xml.ts';
import { defineTriple } from '../triple.ts';

const arn = 'arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1';
const tags = { Name: 'main', Owner: 'platform' };

export default defineTriple({
  kind: 'aws.ec2.vpc',
  live: {
    collector: vpcs,
    answers: {
      'ec2:DescribeVpcs': [
        xml({
          vpcSet: [
            {
              vpcId: 'vpc-1',
              ownerId: '123456789012',
              state: 'available',
              isDefault: false,
              cidrBlock: '10.0.0.0/16',
              cidrBlockAssociationSet: [
                { cidrBlock: '10.0.0.0/16', cidrBlockState: { state: 'associated' } },
                { cidrBlock: '10.1.0.0/16', cidrBlockState: { state: 'associated' } },
              ],
              ipv6CidrBlockAssociationSet: [
                { ipv6CidrBlock: '2001:db8:1200::/56', ipv6CidrBlockState: { state: 'associated' } },
              ],
              tagSet: [
                { key: 'Name', value: 'main' },
                { key: 'Owner', value: 'platform' },
              ],
            },
          ],
        }),
      ],
    },
  },
  terraform: {
    resources: [
      {
        type: 'aws_vpc',
        values: {
          id: 'vpc-1',
          arn,
          owner_id: '123456789012',
          cidr_block: '10.0.0.0/16',
          assign_generated_ipv6_cidr_block: false,
          ipv6_cidr_block: '2001:db8:1200::/56',
          tags: { Name: 'main' },
          tags_all: tags,
        },
        configured: ['cidr_block', 'tags'],
      },
      {
        type: 'aws_vpc_ipv4_cidr_block_association',
        values: { id: 'vpc-cidr-assoc-2', vpc_id: 'vpc-1', cidr_block: '10.1.0.0/16' },
      },
      {
        type: 'aws_vpc_ipv6_cidr_block_association',
        values: { id: 'vpc-cidr-assoc-3', vpc_id: 'vpc-1', ipv6_cidr_block: '2001:db8:1200::/56' },
      },
    ],
    differs: {
      state: 'the provider does not keep it',
      isDefault: 'a default VPC may have been imported as any other',
      cidrBlocks: 'the provider keeps the first block alone: more may be associated elsewhere',
      ipv6CidrBlocks: 'the provider keeps the first block alone: more may be associated elsewhere',
    },
  },
  cloudformation: {
    resources: {
      Vpc: {
        Type: 'AWS::EC2::VPC',
        Properties: {
          CidrBlock: '10.0.0.0/16',
          Tags: [
            { Key: 'Name', Value: 'main' },
            { Key: 'Owner', Value: 'platform' },
          ],
        },
      },
      Second: {
        Type: 'AWS::EC2::VPCCidrBlock',
        Properties: { VpcId: 'cfn:template/Vpc', CidrBlock: '10.1.0.0/16' },
      },
      Ipv6: {
        Type: 'AWS::EC2::VPCCidrBlock',
        Properties: { VpcId: 'cfn:template/Vpc', Ipv6CidrBlock: '2001:db8:1200::/56', Ipv6Pool: 'ipv6pool-ec2-1' },
      },
    },
    differs: { vpcId: 'made when the stack is deployed' },
  },
});
