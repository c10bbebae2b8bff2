import { defineRule, fail, notApplicable, texts } from '../../core/rule.ts';
import { ownedElsewhere } from '../shared/ownership.ts';

export default defineRule({
  id: 'ec2-internet-gateway-authorized',
  title: 'Internet gateway belongs to a VPC that may have one',
  severity: 'low',
  resource: 'aws.ec2.internet-gateway',
  controls: [],
  rationale:
    'A gateway makes a network public with one route; one that is attached to nothing waits to be attached by mistake',
  remediation: 'Delete gateways that are attached to nothing, and those of VPCs that are not to reach the internet',
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html'],
  equivalents: {
    powerpipe: ['vpc_igw_attached_to_authorized_vpc'],
    cloudsploit: ['internetGatewayInVpc', 'unusedVpcInternetGateways'],
    awsConfig: ['internet-gateway-authorized-vpc-only'],
  },
  // Ids of VPCs; where none is named, every VPC may have one.
  params: { authorizedVpcs: texts({ default: [] }) },
  examples: {
    pass: { ownerId: '123456789012', attachments: [{ vpcId: 'vpc-1', state: 'available' }] },
    fail: { ownerId: '123456789012', attachments: [] },
  },
  *evaluate(gateway, { params }) {
    if (ownedElsewhere(gateway)) return notApplicable(`Account ${gateway.ownerId} shares the gateway`);
    const attached = gateway.attachments.filter(({ state }) => state !== 'detached');
    if (attached.isEmpty()) yield fail('It is attached to no VPC');
    if (params.authorizedVpcs.length === 0) return undefined;
    for (const vpcId of attached.map((one) => one.vpcId).filter((id) => !params.authorizedVpcs.includes(id))) {
      yield fail(`It is attached to ${vpcId}, which is not authorised`, vpcId);
    }
    return undefined;
  },
});
