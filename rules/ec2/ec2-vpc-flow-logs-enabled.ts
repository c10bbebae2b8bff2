import { choice } from '../../core/params.ts';
import { Listing } from '../../core/listing.ts';
import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';
import { ownedElsewhere } from '../shared/ownership.ts';

export default defineRule({
  id: 'ec2-vpc-flow-logs-enabled',
  title: 'VPC records its traffic in flow logs',
  severity: 'medium',
  resource: 'aws.ec2.vpc',
  reads: ['aws.ec2.flow-log', 'aws.ec2.subnet'],
  controls: [
    'hipaa:164.308(a)(1)(ii)(D)',
    'hipaa:164.308(a)(3)(ii)(A)',
    'hipaa:164.308(a)(6)(ii)',
    'hipaa:164.312(b)',
    'hipaa:164.312(c)(2)',
  ],
  rationale: 'Without flow logs nobody can tell after an incident who reached what, and how much left',
  remediation:
    'Make a flow log for the VPC that sends to CloudWatch Logs or S3. Where one is there and its delivery fails, mend the role or the policy of the bucket that it writes to',
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-6',
  ],
  equivalents: {
    prowler: ['vpc_flow_logs_enabled'],
    powerpipe: ['vpc_flow_logs_enabled'],
    cloudsploit: ['flowLogsEnabled'],
    securityHub: ['EC2.6'],
    awsConfig: ['vpc-flow-logs-enabled'],
    scoutsuite: ['vpc-subnet-without-flow-log'],
    checkov: ['CKV2_AWS_11'],
    trivy: ['ec2/require_vpc_flow_logs_for_all_vpcs'],
    cdkNag: ['VPCFlowLogsEnabled'],
  },
  // A log of refused traffic alone is enough (as it is for Security Hub) unless more is asked for.
  params: { trafficType: choice({ default: 'any', of: ['any', 'ACCEPT', 'REJECT', 'ALL'] }) },
  examples: {
    pass: [
      { vpcId: 'vpc-1', ownerId: '123456789012' },
      { 'aws.ec2.flow-log': [{ resourceId: 'vpc-1', status: 'ACTIVE', deliveryStatus: 'SUCCESS' }] },
    ],
    fail: { vpcId: 'vpc-1', ownerId: '123456789012' },
  },
  evaluate(vpc, { params, inventory }) {
    if (ownedElsewhere(vpc))
      return notApplicable(`Account ${vpc.ownerId} shares the VPC: its flow logs are seen there`);
    const wanted = (type: string | null) => type === 'ALL' || type === params.trafficType;
    const recorded = (id: string): boolean =>
      inventory
        .by('aws.ec2.flow-log', 'resourceId', id, 'region')
        // A log whose delivery fails is called active, and records nothing.
        .some(
          (log) =>
            log.status === 'ACTIVE' &&
            log.deliveryStatus !== 'FAILED' &&
            (params.trafficType === 'any' || wanted(log.trafficType)),
        );
    const bySubnets = (): boolean => {
      const subnets = inventory.by('aws.ec2.subnet', 'vpcId', vpc.vpcId, 'region');
      return subnets.every((subnet) => recorded(subnet.subnetId)) && !subnets.isEmpty();
    };
    if (new Listing([() => recorded(vpc.vpcId), bySubnets]).some((holds) => holds())) return pass;
    return fail('Neither the VPC nor every one of its subnets has a flow log that is active and delivers');
  },
});
