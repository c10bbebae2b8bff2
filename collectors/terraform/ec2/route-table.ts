import { UnknownValue } from '../../../core/resource.ts';
import { defineMapping, type Description, type Part, type PlannedObject } from '../../planned/mapping.ts';
import { routeOf, routeTargets, type Route, type RouteTarget } from '../../planned/routes.ts';
import type { Side } from '../../planned/side.ts';
import { isSymbol, symbolBeside } from '../../planned/symbol.ts';
import {
  AsMade,
  DefaultList,
  elementsOf,
  onlyLive,
  OpenList,
  or,
  Refreshed,
  type Block,
  type Maybe,
} from '../../planned/value.ts';
import { isNew, ownerOf } from '../owner.ts';
import { nameTagOf, tagsOf } from '../tags.ts';

type Kind = 'aws.ec2.route-table';

export default defineMapping<Kind>({
  kind: 'aws.ec2.route-table',
  identity: [['routeTableId']],
  byDefault: { facts: { main: true }, per: 'vpcId' },
  exclusive: ['subnetIds'],
  key: 'routeTableId',
  arn: (id, { partition, account, region }) => `arn:${partition}:ec2:${region}:${account}:route-table/${id}`,
  types: { aws_route_table: table, aws_default_route_table: table },
  parts: {
    aws_route: (planned, side) => ({
      of: planned.properties.text('route_table_id'),
      add: { routes: [routeOfItsOwn(planned, side)] },
    }),
    // One of a gateway is for traffic that comes in.
    aws_route_table_association: ({ properties }) => {
      const subnet = properties.filled('subnet_id');
      return subnet === null ? [] : { of: properties.text('route_table_id'), add: { subnetIds: [subnet] } };
    },
    aws_main_route_table_association: main,
  },
});

function table(planned: PlannedObject, side: Side): Description<Kind> {
  const { properties, id, type } = planned;
  const isDefault = type === 'aws_default_route_table';
  // What adopts the default table knows its id before it is applied.
  const adopted = isDefault ? properties.filled('default_route_table_id') : null;
  return {
    name: nameTagOf(properties),
    tags: tagsOf(properties),
    facts: {
      routeTableId: typeof adopted === 'string' ? adopted : id,
      vpcId: or(properties.filled('vpc_id'), onlyLive),
      ownerId: ownerOf(planned),
      // The default table is the main one until another is made that.
      main: isNew(planned) ? new AsMade(isDefault) : onlyLive,
      subnetIds: isNew(planned) && !isDefault ? [] : new OpenList([], onlyLive),
      routes: inline(planned, side),
    },
  };
}

/**
 * The routes in the table's own blocks. Where it has none, the state holds all that were there, those of resources of
 * their own included; of a new one Terraform cannot tell none from a dynamic block, but blocks and resources of their
 * own exclude each other. Neither has the routes that AWS sets: those of the VPC's own blocks, of gateway endpoints and
 * those that a VPN gateway propagates. None of them leads to an internet gateway or to a peering connection.
 */
function inline(planned: PlannedObject, side: Side): Description<Kind>['facts']['routes'] {
  const { properties, configured } = planned;
  const blocks = properties.blocks('route');
  if (blocks instanceof UnknownValue) {
    const open = new OpenList<Route>([], blocks);
    return configured('route') ? open : new DefaultList(open);
  }
  const routes = elementsOf(blocks ?? []).map((block) =>
    block instanceof UnknownValue ? block : routeIn(block, routeTargets, planned, side),
  );
  if (blocks instanceof OpenList) return new OpenList(routes, blocks.unknown);
  return configured('route') ? routes : new Refreshed(routes);
}

const names: Readonly<Record<RouteTarget, string>> = {
  gateway: 'gateway_id',
  vpcEndpoint: 'vpc_endpoint_id',
  natGateway: 'nat_gateway_id',
  networkInterface: 'network_interface_id',
  transitGateway: 'transit_gateway_id',
  peeringConnection: 'vpc_peering_connection_id',
  egressOnlyGateway: 'egress_only_gateway_id',
  carrierGateway: 'carrier_gateway_id',
  localGateway: 'local_gateway_id',
  coreNetwork: 'core_network_arn',
  odbNetwork: 'odb_network_arn',
  instance: 'instance_id', // until version 5 of the provider
};

function routeIn(block: Block, targets: readonly RouteTarget[], planned: PlannedObject, side: Side): Route {
  return routeOf(
    {
      cidrIpv4: block.filled('cidr_block') ?? block.filled('destination_cidr_block'),
      cidrIpv6: block.filled('ipv6_cidr_block') ?? block.filled('destination_ipv6_cidr_block'),
      prefixListId: block.filled('destination_prefix_list_id'),
      targets: Object.fromEntries(targets.map((target) => [target, block.filled(names[target])])),
      state: block.filled('state'),
    },
    planned,
    side,
  );
}

/**
 * What its source does not name, the provider computes: it may be what the route led to before. Before the change it is
 * what counts, because the source is that of after.
 */
function routeOfItsOwn(planned: PlannedObject, side: Side): Route {
  const { properties, configured } = planned;
  const given = routeTargets.filter((target) => configured(names[target]) && properties.filled(names[target]) !== null);
  return routeIn(properties, given.length === 0 ? routeTargets : given, planned, side);
}

/**
 * The table that becomes the main one, and that which was it before and is it again when this is removed. A table of
 * which a plan does not tell that it was the main one stays it as far as the account shows.
 */
function main(planned: PlannedObject, side: Side): readonly Part<Kind>[] {
  const of = planned.properties.text('route_table_id');
  const original = originalOf(planned, side);
  return [
    { of, set: { main: true }, unset: { main: false } },
    ...(original === null || original === of
      ? []
      : [{ of: original, set: { main: false }, unset: { main: true }, isOptional: isSymbol(original) }]),
  ];
}

function originalOf(planned: PlannedObject, side: Side): string | null {
  const known = (value: Maybe<string | null> | undefined) => (typeof value === 'string' ? value : null);
  const vpc = side.one(planned, ['aws_vpc', 'aws_default_vpc'], planned.properties.text('vpc_id'), 'id');
  return (
    known(planned.properties.filled('original_route_table_id')) ??
    known(vpc?.properties.filled('main_route_table_id')) ??
    (vpc !== null && isNew(vpc) ? symbolBeside(vpc.id, 'default_route_table_id') : null)
  );
}
