import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';
import { ownedElsewhere } from '../shared/ownership.ts';

export default defineRule({
  id: 'ec2-network-acl-attached',
  title: 'Network ACL is in use',
  severity: 'low',
  resource: 'aws.ec2.network-acl',
  controls: [],
  rationale: 'A network ACL of no subnet protects nothing; whoever believes that it does is mistaken',
  remediation: 'Associate it with the subnets that it was made for, or delete it',
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-16',
  ],
  equivalents: {
    prowler: ['ec2_networkacl_unused'],
    powerpipe: ['vpc_network_acl_unused'],
    securityHub: ['EC2.16'],
    awsConfig: ['vpc-network-acl-unused-check'],
    scoutsuite: ['vpc-network-acl-not-used'],
    checkov: ['CKV2_AWS_1'],
  },
  examples: {
    pass: { isDefault: false, ownerId: '123456789012', subnetIds: ['subnet-1'] },
    fail: { isDefault: false, ownerId: '123456789012', subnetIds: [] },
  },
  evaluate(acl) {
    if (acl.isDefault) return notApplicable('The default network ACL of a VPC cannot be deleted');
    if (ownedElsewhere(acl)) return notApplicable(`Account ${acl.ownerId} shares the network ACL`);
    return acl.subnetIds.isEmpty() ? fail('No subnet has it') : pass;
  },
});
