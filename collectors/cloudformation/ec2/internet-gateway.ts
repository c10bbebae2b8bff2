import { defineMapping } from '../../planned/mapping.ts';
import { AsMade, onlyLive, or, untold } from '../../planned/value.ts';
import { nameTagOf, tagsOf } from '../tags.ts';

export default defineMapping({
  kind: 'aws.ec2.internet-gateway',
  identity: [['internetGatewayId']],
  key: 'internetGatewayId',
  arn: (id, { partition, account, region }) => `arn:${partition}:ec2:${region}:${account}:internet-gateway/${id}`,
  types: {
    'AWS::EC2::InternetGateway': ({ properties, id, at }) => ({
      name: nameTagOf(properties),
      tags: tagsOf(properties),
      facts: { internetGatewayId: id, ownerId: at.account ?? onlyLive, attachments: new AsMade([]) },
    }),
  },
  parts: {
    // Of a VPN gateway where it names no internet gateway. AWS calls such an attachment available, or answers none.
    'AWS::EC2::VPCGatewayAttachment': ({ properties }) => ({
      of: properties.filled('InternetGatewayId'),
      add: {
        attachments: [
          { vpcId: or(properties.filled('VpcId'), untold('it names no VPC', 'error')), state: 'available' },
        ],
      },
    }),
  },
});
