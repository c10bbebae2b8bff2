import { resource } from '../../../core/resource.ts';
import { defineCollector } from '../../collector.ts';
import { all, Parts } from '../normalise.ts';
import type { Answer } from '../operations.ts';
import { identityOf } from './identity.ts';

export default defineCollector({
  id: 'ec2-route-tables',
  scope: 'region',
  kinds: ['aws.ec2.route-table'],
  operations: ['ec2:DescribeRouteTables'],
  async *collect(api, at) {
    for await (const { output, source } of api.pages('ec2:DescribeRouteTables')) {
      for (const table of output.RouteTables ?? []) {
        const parts = new Parts(source);
        const main = all(table.Associations?.map((association) => association.Main));
        // One that names a gateway is for traffic that comes in; the main one names neither.
        const subnets = table.Associations?.flatMap((association) =>
          association.SubnetId === undefined || gone.has(association.AssociationState?.State ?? '')
            ? []
            : association.SubnetId,
        );
        yield resource({
          kind: 'aws.ec2.route-table',
          ...identityOf(at, source, 'route-table', table.RouteTableId, { owner: table.OwnerId, tags: table.Tags }),
          source,
          unknown: parts.unknown,
          facts: {
            routeTableId: table.RouteTableId,
            vpcId: table.VpcId,
            ownerId: table.OwnerId,
            main: main?.includes(true),
            subnetIds: subnets,
            routes: parts.list('routes', table.Routes, routeOf),
          },
        });
      }
    }
  },
});

/** States of an association that has ended, or never was. */
const gone: ReadonlySet<string> = new Set(['disassociated', 'failed']);

type Table = NonNullable<Answer<'ec2:DescribeRouteTables'>['RouteTables']>[number];

/** A route, or undefined where AWS names no destination or target that is known here. */
function routeOf(route: NonNullable<Table['Routes']>[number]) {
  const { DestinationCidrBlock: ipv4, DestinationIpv6CidrBlock: ipv6, DestinationPrefixListId: prefixList } = route;
  if ((ipv4 ?? ipv6 ?? prefixList) === undefined) return undefined;
  return {
    destinationCidr: ipv4 ?? null,
    destinationIpv6Cidr: ipv6 ?? null,
    destinationPrefixListId: prefixList ?? null,
    // An instance's route also names its interface, which is what the traffic goes to.
    target:
      route.GatewayId ??
      route.NatGatewayId ??
      route.NetworkInterfaceId ??
      route.TransitGatewayId ??
      route.VpcPeeringConnectionId ??
      route.EgressOnlyInternetGatewayId ??
      route.CarrierGatewayId ??
      route.LocalGatewayId ??
      route.CoreNetworkArn ??
      route.OdbNetworkArn ??
      route.InstanceId ??
      route.IpAddress,
    state: route.State,
  };
}
