import internetGateways from '../../../collectors/aws/ec2/internet-gateways.ts';
import { xml } from '../../collectors/aws/xml.ts';
import { defineTriple } from '../triple.ts';

export default defineTriple({
  kind: 'aws.ec2.internet-gateway',
  live: {
    collector: internetGateways,
    answers: {
      'ec2:DescribeInternetGateways': [
        xml({
          internetGatewaySet: [
            {
              internetGatewayId: 'igw-1',
              ownerId: '123456789012',
              attachmentSet: [{ vpcId: 'vpc-1', state: 'available' }],
              tagSet: [{ key: 'Name', value: 'edge' }],
            },
          ],
        }),
      ],
    },
  },
  terraform: {
    resources: [
      {
        type: 'aws_internet_gateway',
        values: {
          id: 'igw-1',
          arn: 'arn:aws:ec2:us-east-1:123456789012:internet-gateway/igw-1',
          owner_id: '123456789012',
          vpc_id: 'vpc-1',
          tags: { Name: 'edge' },
          tags_all: { Name: 'edge' },
        },
        configured: ['tags'],
      },
      {
        type: 'aws_internet_gateway_attachment',
        values: { id: 'igw-1:vpc-1', internet_gateway_id: 'igw-1', vpc_id: 'vpc-1' },
      },
    ],
    differs: {},
  },
  cloudformation: {
    resources: {
      Gateway: {
        Type: 'AWS::EC2::InternetGateway',
        Properties: { Tags: [{ Key: 'Name', Value: 'edge' }] },
      },
      Attachment: {
        Type: 'AWS::EC2::VPCGatewayAttachment',
        Properties: { InternetGatewayId: 'cfn:template/Gateway', VpcId: 'vpc-1' },
      },
      Vpn: {
        Type: 'AWS::EC2::VPCGatewayAttachment',
        Properties: { VpnGatewayId: 'vgw-1', VpcId: 'vpc-1' },
      },
    },
    differs: { internetGatewayId: 'made when the stack is deployed' },
  },
});
