import { defineRule, fail, notApplicable } from '../../core/rule.ts';
import { families, wholeSpace } from '../shared/addresses.ts';
import { internetRouted, leadsToGateway } from '../shared/instance-reachability.ts';
import { ownedElsewhere } from '../shared/ownership.ts';

export default defineRule({
  id: 'ec2-route-table-internet-route-absent',
  title: 'Route table does not lead to the whole internet by an internet gateway',
  severity: 'low',
  resource: 'aws.ec2.route-table',
  reads: ['aws.ec2.prefix-list'],
  controls: ['hipaa:164.312(e)(1)'],
  rationale:
    'Subnets of such a table are public: what has a public address in them is reached from everywhere. Few need to be',
  remediation:
    'Take the route to 0.0.0.0/0 or ::/0 by the internet gateway out, and lead out by a NAT gateway or an egress-only gateway. Waive the finding for tables of subnets made for load balancers and NAT gateways',
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html'],
  equivalents: {
    powerpipe: ['vpc_route_table_restrict_public_access_to_igw'],
    awsConfig: ['no-unrestricted-route-to-igw'],
    cdkNag: ['VPCNoUnrestrictedRouteToIGW'],
  },
  examples: {
    pass: {
      ownerId: '123456789012',
      routes: [
        {
          destinationCidr: '0.0.0.0/0',
          destinationIpv6Cidr: null,
          destinationPrefixListId: null,
          target: 'nat-1',
          state: 'active',
        },
      ],
    },
    fail: {
      ownerId: '123456789012',
      routes: [
        {
          destinationCidr: '0.0.0.0/0',
          destinationIpv6Cidr: null,
          destinationPrefixListId: null,
          target: 'igw-1',
          state: 'active',
        },
      ],
    },
  },
  *evaluate(table, { inventory }) {
    if (ownedElsewhere(table)) return notApplicable(`Account ${table.ownerId} shares the route table`);
    const routed = internetRouted(table.routes, inventory, leadsToGateway);
    for (const family of families) {
      if (!routed.always.isEmpty(family)) {
        yield fail(`An internet gateway leads to ${wholeSpace[family]}`, `route ${wholeSpace[family]}`);
      }
    }
    const inDoubt = families.some((family) => routed.always.isEmpty(family) && !routed.ever.isEmpty(family));
    if (inDoubt) for (const doubt of routed.doubts) doubt.raise();
    return undefined;
  },
});
