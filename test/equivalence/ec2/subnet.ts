import subnets from '../../../collectors/aws/ec2/subnets.ts';
import { xml } from '../../collectors/aws/xml.ts';
import { defineTriple } from '../triple.ts';

export default defineTriple({
  kind: 'aws.ec2.subnet',
  live: {
    collector: subnets,
    answers: {
      'ec2:DescribeSubnets': [
        xml({
          subnetSet: [
            {
              subnetId: 'subnet-1',
              vpcId: 'vpc-1',
              ownerId: '123456789012',
              state: 'available',
              availabilityZone: 'us-east-1a',
              cidrBlock: '10.0.1.0/24',
              ipv6CidrBlockAssociationSet: [
                { ipv6CidrBlock: '2001:db8:1200:1::/64', ipv6CidrBlockState: { state: 'associated' } },
              ],
              availableIpAddressCount: 251,
              defaultForAz: false,
              mapPublicIpOnLaunch: true,
              assignIpv6AddressOnCreation: true,
              ipv6Native: false,
              tagSet: [{ key: 'Name', value: 'public-a' }],
            },
          ],
        }),
      ],
    },
  },
  terraform: {
    resources: [
      {
        type: 'aws_subnet',
        values: {
          id: 'subnet-1',
          arn: 'arn:aws:ec2:us-east-1:123456789012:subnet/subnet-1',
          owner_id: '123456789012',
          vpc_id: 'vpc-1',
          availability_zone: 'us-east-1a',
          availability_zone_id: 'use1-az1',
          cidr_block: '10.0.1.0/24',
          ipv6_cidr_block: '2001:db8:1200:1::/64',
          ipv6_native: false,
          map_public_ip_on_launch: true,
          assign_ipv6_address_on_creation: true,
          tags: { Name: 'public-a' },
          tags_all: { Name: 'public-a' },
        },
      },
    ],
    differs: {
      freeAddresses: 'only the account counts them',
      defaultForAz: 'a default subnet may have been imported as any other',
    },
  },
  cloudformation: {
    resources: {
      Public: {
        Type: 'AWS::EC2::Subnet',
        Properties: {
          VpcId: 'vpc-1',
          AvailabilityZone: 'us-east-1a',
          CidrBlock: '10.0.1.0/24',
          MapPublicIpOnLaunch: 'true',
          AssignIpv6AddressOnCreation: true,
          Tags: [{ Key: 'Name', Value: 'public-a' }],
        },
      },
      Ipv6: {
        Type: 'AWS::EC2::SubnetCidrBlock',
        Properties: { SubnetId: 'cfn:template/Public', Ipv6CidrBlock: '2001:db8:1200:1::/64' },
      },
    },
    differs: { subnetId: 'made when the stack is deployed', freeAddresses: 'only the account counts them' },
  },
});
