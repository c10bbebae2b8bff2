import { defineMapping, type PlannedObject } from '../../planned/mapping.ts';
import { routeOf, routeTargets, type Route, type RouteTarget } from '../../planned/routes.ts';
import type { Side } from '../../planned/side.ts';
import { AsMade, onlyLive, or, untold } from '../../planned/value.ts';
import { nameTagOf, tagsOf } from '../tags.ts';

export default defineMapping({
  kind: 'aws.ec2.route-table',
  identity: [['routeTableId']],
  byDefault: { facts: { main: true }, per: 'vpcId' },
  exclusive: ['subnetIds'],
  key: 'routeTableId',
  arn: (id, { partition, account, region }) => `arn:${partition}:ec2:${region}:${account}:route-table/${id}`,
  types: {
    // Beside the routes of the template it has those that AWS sets: of the VPC's own blocks, of gateway endpoints and
    // what a VPN gateway propagates. None of them leads to an internet gateway or to a peering connection.
    'AWS::EC2::RouteTable': ({ properties, id, at }) => ({
      name: nameTagOf(properties),
      tags: tagsOf(properties),
      facts: {
        routeTableId: id,
        vpcId: or(properties.filled('VpcId'), onlyLive),
        ownerId: at.account ?? onlyLive,
        main: new AsMade(false), // no template can make a table the main one
        subnetIds: new AsMade([]),
        routes: new AsMade([]),
      },
    }),
  },
  parts: {
    'AWS::EC2::Route': (planned, side) => ({
      of: planned.properties.text('RouteTableId'),
      add: { routes: [routeIn(planned, side)] },
    }),
    'AWS::EC2::SubnetRouteTableAssociation': ({ properties }) => ({
      of: properties.text('RouteTableId'),
      add: { subnetIds: [or(properties.filled('SubnetId'), untold('it names no subnet', 'error'))] },
    }),
  },
});

const names: Readonly<Record<RouteTarget, string>> = {
  gateway: 'GatewayId',
  vpcEndpoint: 'VpcEndpointId',
  natGateway: 'NatGatewayId',
  networkInterface: 'NetworkInterfaceId',
  transitGateway: 'TransitGatewayId',
  peeringConnection: 'VpcPeeringConnectionId',
  egressOnlyGateway: 'EgressOnlyInternetGatewayId',
  carrierGateway: 'CarrierGatewayId',
  localGateway: 'LocalGatewayId',
  coreNetwork: 'CoreNetworkArn',
  odbNetwork: 'OdbNetworkArn',
  instance: 'InstanceId',
};

function routeIn(planned: PlannedObject, side: Side): Route {
  const { properties } = planned;
  return routeOf(
    {
      cidrIpv4: properties.filled('DestinationCidrBlock'),
      cidrIpv6: properties.filled('DestinationIpv6CidrBlock'),
      prefixListId: properties.filled('DestinationPrefixListId'),
      targets: Object.fromEntries(routeTargets.map((target) => [target, properties.filled(names[target])])),
    },
    planned,
    side,
  );
}
