import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';
import { ownedElsewhere } from '../shared/ownership.ts';

export default defineRule({
  id: 'ec2-subnet-public-ip-not-assigned',
  title: 'Subnet gives new instances no public address of itself',
  severity: 'medium',
  resource: 'aws.ec2.subnet',
  controls: [
    'hipaa:164.308(a)(3)(i)',
    'hipaa:164.308(a)(4)(ii)(A)',
    'hipaa:164.308(a)(4)(ii)(C)',
    'hipaa:164.312(a)(1)',
    'hipaa:164.312(e)(1)',
  ],
  rationale: 'Whatever is started in such a subnet stands on the internet at once, whether or not anyone meant it to',
  remediation:
    'Turn off auto-assign public IPv4 address (MapPublicIpOnLaunch) on the subnet, and ask for an address at each launch that needs one',
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-15',
  ],
  equivalents: {
    prowler: ['vpc_subnet_no_public_ip_by_default'],
    powerpipe: ['vpc_subnet_auto_assign_public_ip_disabled'],
    securityHub: ['EC2.15'],
    awsConfig: ['subnet-auto-assign-public-ip-disabled'],
    checkov: ['CKV_AWS_130'],
    trivy: ['ec2/no_public_ip_subnet'],
    cdkNag: ['VPCSubnetAutoAssignPublicIpDisabled'],
  },
  examples: {
    pass: { ownerId: '123456789012', mapPublicIpOnLaunch: false },
    fail: { ownerId: '123456789012', mapPublicIpOnLaunch: true },
  },
  evaluate(subnet) {
    if (ownedElsewhere(subnet)) return notApplicable(`Account ${subnet.ownerId} shares the subnet`);
    return subnet.mapPublicIpOnLaunch ? fail('New instances get a public IPv4 address') : pass;
  },
});
