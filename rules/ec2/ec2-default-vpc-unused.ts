import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';

export default defineRule({
  id: 'ec2-default-vpc-unused',
  title: 'Default VPC has nothing in it',
  severity: 'medium',
  resource: 'aws.ec2.vpc',
  reads: ['aws.ec2.network-interface'],
  controls: [],
  rationale: 'Every subnet of the default VPC is public, and its instances get public addresses unless told otherwise',
  remediation: 'Move what has a network interface there to a VPC that was laid out for it, then delete the default VPC',
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html'],
  equivalents: { cloudsploit: ['defaultVpcInUse'] },
  examples: {
    pass: { isDefault: true, vpcId: 'vpc-1' },
    fail: [{ isDefault: true, vpcId: 'vpc-1' }, { 'aws.ec2.network-interface': [{ vpcId: 'vpc-1' }] }],
  },
  evaluate(vpc, { inventory }) {
    if (!vpc.isDefault) return notApplicable('Not a default VPC');
    const within = inventory.by('aws.ec2.network-interface', 'vpcId', vpc.vpcId, 'region');
    return within.isEmpty() ? pass : fail(`Network interfaces in the default VPC: ${within.known.length}`);
  },
});
