import routeTables from '../../../collectors/aws/ec2/route-tables.ts';
import { xml } from '../../collectors/aws/xml.ts';
import { defineTriple } from '../triple.ts';

const local = 'AWS sets the routes of the VPC itself, and the input does not name them';

export default defineTriple({
  kind: 'aws.ec2.route-table',
  live: {
    collector: routeTables,
    answers: {
      'ec2:DescribeRouteTables': [
        xml({
          routeTableSet: [
            {
              routeTableId: 'rtb-1',
              vpcId: 'vpc-1',
              ownerId: '123456789012',
              associationSet: [
                { main: false, subnetId: 'subnet-1', associationState: { state: 'associated' } },
                { main: false, gatewayId: 'igw-1', associationState: { state: 'associated' } },
              ],
              routeSet: [
                { destinationCidrBlock: '10.0.0.0/16', gatewayId: 'local', state: 'active' },
                { destinationCidrBlock: '0.0.0.0/0', gatewayId: 'igw-1', state: 'active' },
                { destinationCidrBlock: '10.8.0.0/16', vpcPeeringConnectionId: 'pcx-1', state: 'active' },
                { destinationPrefixListId: 'pl-1', transitGatewayId: 'tgw-1', state: 'active' },
                {
                  destinationCidrBlock: '10.9.0.0/16',
                  instanceId: 'i-1',
                  instanceOwnerId: '123456789012',
                  networkInterfaceId: 'eni-1',
                  state: 'active',
                },
                { destinationIpv6CidrBlock: '::/0', egressOnlyInternetGatewayId: 'eigw-1', state: 'active' },
              ],
              tagSet: [{ key: 'Name', value: 'public' }],
            },
          ],
        }),
      ],
    },
  },
  terraform: {
    resources: [
      {
        type: 'aws_route_table',
        values: {
          id: 'rtb-1',
          arn: 'arn:aws:ec2:us-east-1:123456789012:route-table/rtb-1',
          owner_id: '123456789012',
          vpc_id: 'vpc-1',
          propagating_vgws: [],
          route: [
            { cidr_block: '0.0.0.0/0', ipv6_cidr_block: '', gateway_id: 'igw-1', nat_gateway_id: '' },
            { cidr_block: '10.8.0.0/16', gateway_id: '', vpc_peering_connection_id: 'pcx-1' },
            { cidr_block: '', destination_prefix_list_id: 'pl-1', transit_gateway_id: 'tgw-1' },
            { cidr_block: '10.9.0.0/16', network_interface_id: 'eni-1' },
            { cidr_block: '', ipv6_cidr_block: '::/0', egress_only_gateway_id: 'eigw-1' },
          ],
          tags: { Name: 'public' },
          tags_all: { Name: 'public' },
        },
        configured: ['vpc_id', 'tags'],
      },
      {
        type: 'aws_route',
        values: {
          id: 'r-rtb-11080289494',
          route_table_id: 'rtb-1',
          destination_cidr_block: '0.0.0.0/0',
          destination_ipv6_cidr_block: '',
          gateway_id: 'igw-1',
          nat_gateway_id: '',
          network_interface_id: '',
          state: 'active',
        },
        configured: ['route_table_id', 'destination_cidr_block', 'gateway_id'],
      },
      {
        type: 'aws_route',
        name: 'appliance',
        values: {
          id: 'r-rtb-11080289495',
          route_table_id: 'rtb-1',
          destination_cidr_block: '10.9.0.0/16',
          instance_id: 'i-1',
          network_interface_id: 'eni-1',
          state: 'active',
        },
        configured: ['route_table_id', 'destination_cidr_block', 'network_interface_id'],
      },
      {
        type: 'aws_route_table_association',
        values: { id: 'rtbassoc-1', route_table_id: 'rtb-1', subnet_id: 'subnet-1', gateway_id: '' },
      },
      {
        type: 'aws_route_table_association',
        name: 'edge',
        values: { id: 'rtbassoc-2', route_table_id: 'rtb-1', subnet_id: '', gateway_id: 'igw-1' },
      },
    ],
    differs: {
      main: 'the provider does not keep it',
      subnetIds: 'others may be associated elsewhere',
      routes: local,
    },
  },
  cloudformation: {
    resources: {
      Table: {
        Type: 'AWS::EC2::RouteTable',
        Properties: { VpcId: 'vpc-1', Tags: [{ Key: 'Name', Value: 'public' }] },
      },
      Internet: {
        Type: 'AWS::EC2::Route',
        Properties: { RouteTableId: 'cfn:template/Table', DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1' },
      },
      Association: {
        Type: 'AWS::EC2::SubnetRouteTableAssociation',
        Properties: { RouteTableId: 'cfn:template/Table', SubnetId: 'subnet-1' },
      },
    },
    differs: { routeTableId: 'made when the stack is deployed', routes: local },
  },
});
