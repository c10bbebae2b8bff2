import { integer } from '../../core/params.ts';
import { defineRule, fail, notApplicable } from '../../core/rule.ts';
import { canonical, networkOf } from '../shared/addresses.ts';
import { ownedElsewhere } from '../shared/ownership.ts';
import { unknown } from '../shared/unknown.ts';

export default defineRule({
  id: 'ec2-route-table-peering-routes-narrow',
  title: 'Routes to a VPC peering connection name no more than a VPC can have',
  severity: 'low',
  resource: 'aws.ec2.route-table',
  controls: [],
  rationale:
    'A peering route wider than the peer leads to whatever the peer adds later, and takes traffic that was meant for elsewhere',
  remediation: 'Name the subnets of the peer that are needed as destinations of the route, one route each',
  references: ['https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html'],
  equivalents: {
    prowler: ['vpc_peering_routing_tables_with_least_privilege'],
    powerpipe: ['vpc_peering_connection_route_table_least_privilege'],
  },
  // The largest ranges that a VPC can have.
  params: {
    widestIpv4Prefix: integer({ default: 16, minimum: 0, maximum: 32 }),
    widestIpv6Prefix: integer({ default: 44, minimum: 0, maximum: 128 }),
  },
  examples: {
    pass: {
      ownerId: '123456789012',
      routes: [
        {
          destinationCidr: '10.1.0.0/16',
          destinationIpv6Cidr: null,
          destinationPrefixListId: null,
          target: 'pcx-1',
          state: 'active',
        },
      ],
    },
    fail: {
      ownerId: '123456789012',
      routes: [
        {
          destinationCidr: '10.0.0.0/8',
          destinationIpv6Cidr: null,
          destinationPrefixListId: null,
          target: 'pcx-1',
          state: 'active',
        },
      ],
    },
  },
  *evaluate(table, { params }) {
    if (ownedElsewhere(table)) return notApplicable(`Account ${table.ownerId} shares the route table`);
    const widest = { ipv4: params.widestIpv4Prefix, ipv6: params.widestIpv6Prefix };
    const destinations = table.routes
      .filter(({ target }) => target?.startsWith('pcx-') ?? false)
      // One by a prefix list names what the list does, which its owner keeps narrow or not.
      .map((route) => route.destinationCidr ?? route.destinationIpv6Cidr)
      .filter(
        (cidr) =>
          cidr !== null &&
          (networkOf(cidr) ?? unknown('route', `"${cidr}" is no network`)).prefix <
            widest[cidr.includes(':') ? 'ipv6' : 'ipv4'],
      );
    for (const cidr of destinations) {
      const text = canonical(cidr ?? '');
      yield fail(`${text} leads to a peering connection`, `route ${text}`);
    }
    return undefined;
  },
});
