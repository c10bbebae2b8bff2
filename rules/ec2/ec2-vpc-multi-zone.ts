import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';
import { ownedElsewhere } from '../shared/ownership.ts';

export default defineRule({
  id: 'ec2-vpc-multi-zone',
  title: 'VPC has subnets in two Availability Zones or more',
  severity: 'medium',
  resource: 'aws.ec2.vpc',
  reads: ['aws.ec2.subnet'],
  controls: ['hipaa:164.308(a)(7)(i)'],
  rationale: 'A network in one Availability Zone goes down with it, and what runs there with the network',
  remediation: 'Add subnets in a second zone and spread load balancers, databases and instances over them',
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html'],
  equivalents: {
    prowler: ['vpc_subnet_different_az'],
    powerpipe: ['vpc_subnet_multi_az_enabled'],
    cloudsploit: ['multipleSubnets'],
  },
  examples: {
    pass: [
      { vpcId: 'vpc-1', ownerId: '123456789012' },
      {
        'aws.ec2.subnet': [
          { vpcId: 'vpc-1', availabilityZone: 'us-east-1a' },
          { vpcId: 'vpc-1', availabilityZone: 'us-east-1b' },
        ],
      },
    ],
    fail: [
      { vpcId: 'vpc-1', ownerId: '123456789012' },
      { 'aws.ec2.subnet': [{ vpcId: 'vpc-1', availabilityZone: 'us-east-1a' }] },
    ],
  },
  evaluate(vpc, { inventory }) {
    if (ownedElsewhere(vpc)) return notApplicable(`Account ${vpc.ownerId} shares the VPC`);
    const zones = inventory
      .by('aws.ec2.subnet', 'vpcId', vpc.vpcId, 'region')
      .map(({ availabilityZone }) => availabilityZone);
    if (new Set(zones.known).size > 1) return pass;
    zones.settle();
    if (zones.isEmpty()) return notApplicable('The VPC has no subnets');
    return fail(`All subnets are in ${zones.known[0] ?? ''}`);
  },
});
