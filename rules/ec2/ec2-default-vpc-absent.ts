import { defineRule, fail, pass } from '../../core/rule.ts';

export default defineRule({
  id: 'ec2-default-vpc-absent',
  title: 'VPC is not the default one of its Region',
  severity: 'low',
  resource: 'aws.ec2.vpc',
  controls: [],
  rationale:
    'The default VPC has public subnets only: whatever is started without naming a subnet lands there, with a public address',
  remediation:
    'Move what is in it elsewhere, then delete the default VPC in each Region. AWS can make a new one if it is ever needed',
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html'],
  equivalents: { cloudsploit: ['defaultVpcExists'], checkov: ['CKV_AWS_148'], trivy: ['ec2/no_default_vpc'] },
  examples: { pass: { isDefault: false }, fail: { isDefault: true } },
  evaluate(vpc) {
    return vpc.isDefault ? fail('The Region still has its default VPC') : pass;
  },
});
