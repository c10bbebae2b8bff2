import { defineRule, fail, pass } from '../../core/rule.ts';

export default defineRule({
  id: 'ec2-vpc-public-access-blocked',
  title: 'VPC Block Public Access keeps the internet out of the Region',
  severity: 'medium',
  resource: 'aws.ec2.settings',
  controls: ['hipaa:164.312(e)(1)'],
  rationale:
    'One setting of the account keeps internet gateways from letting anything in, whatever routes, groups and addresses say; the few networks meant for it are excluded by name',
  remediation:
    'Find what internet gateways are used for (Network Access Analyzer, flow logs), make exclusions for those VPCs and subnets, then set VPC Block Public Access to block-ingress or block-bidirectional',
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-172',
  ],
  equivalents: { powerpipe: ['vpc_block_public_access_restrict_internet_gateway_traffic'], securityHub: ['EC2.172'] },
  examples: { pass: { vpcBlockPublicAccess: 'block-ingress' }, fail: { vpcBlockPublicAccess: 'off' } },
  evaluate(settings) {
    const mode = settings.vpcBlockPublicAccess; // block-ingress or block-bidirectional
    return mode.startsWith('block-') ? pass : fail(`VPC Block Public Access is ${mode}`);
  },
});
