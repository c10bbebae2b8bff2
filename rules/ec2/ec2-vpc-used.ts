import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';
import { ownedElsewhere } from '../shared/ownership.ts';

export default defineRule({
  id: 'ec2-vpc-used',
  title: 'VPC has something in it',
  severity: 'informational',
  resource: 'aws.ec2.vpc',
  reads: ['aws.ec2.network-interface'],
  controls: [],
  rationale:
    'An empty VPC with its gateways and routes is a network that nobody watches and anyone may start something in',
  remediation: 'Delete the VPC if nothing is to come into it',
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/delete-vpc.html'],
  equivalents: { powerpipe: ['vpc_not_in_use'] },
  examples: {
    pass: [
      { isDefault: false, ownerId: '123456789012', vpcId: 'vpc-1' },
      { 'aws.ec2.network-interface': [{ vpcId: 'vpc-1' }] },
    ],
    fail: { isDefault: false, ownerId: '123456789012', vpcId: 'vpc-1' },
  },
  evaluate(vpc, { inventory }) {
    if (vpc.isDefault) return notApplicable('A default VPC is best left empty');
    if (ownedElsewhere(vpc)) return notApplicable(`Account ${vpc.ownerId} shares the VPC`);
    const within = inventory.by('aws.ec2.network-interface', 'vpcId', vpc.vpcId, 'region');
    return within.isEmpty() ? fail('No network interface is in the VPC') : pass;
  },
});
