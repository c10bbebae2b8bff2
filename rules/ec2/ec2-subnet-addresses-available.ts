import { integer } from '../../core/params.ts';
import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';
import { networkOf } from '../shared/addresses.ts';
import { ownedElsewhere } from '../shared/ownership.ts';
import { unknown } from '../shared/unknown.ts';

/** AWS keeps the first four addresses of a subnet and the last. */
const reserved = 5;

export default defineRule({
  id: 'ec2-subnet-addresses-available',
  title: 'Subnet has IPv4 addresses left',
  severity: 'low',
  resource: 'aws.ec2.subnet',
  controls: [],
  rationale: 'Where addresses run out, nothing scales up and no failed instance, task or node is replaced',
  remediation:
    'Add a subnet from a further range of the VPC and use it beside this one, or release interfaces that are not needed',
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html'],
  equivalents: { cloudsploit: ['subnetIpAvailability'] },
  // Exactly so many per cent left passes.
  params: { minimumPercent: integer({ default: 10, minimum: 0, maximum: 100 }) },
  examples: {
    pass: { ownerId: '123456789012', cidrBlock: '10.0.0.0/24', freeAddresses: 200 },
    fail: { ownerId: '123456789012', cidrBlock: '10.0.0.0/24', freeAddresses: 25 },
  },
  evaluate(subnet, { params }) {
    const cidr = subnet.cidrBlock;
    if (cidr === null) return notApplicable('The subnet has IPv6 addresses only');
    if (ownedElsewhere(subnet)) return notApplicable(`Account ${subnet.ownerId} shares the subnet`);
    const network = networkOf(cidr) ?? unknown('cidrBlock', `"${cidr}" is not a range of addresses`);
    const usable = 2 ** (32 - network.prefix) - reserved;
    const free = subnet.freeAddresses;
    if (free * 100 >= usable * params.minimumPercent) return pass;
    return fail(`${free} of ${usable} addresses are left, fewer than ${params.minimumPercent} per cent`);
  },
});
