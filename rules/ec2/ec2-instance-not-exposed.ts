import { integers } from '../../core/params.ts';
import { defineRule, fail, notApplicable } from '../../core/rule.ts';
import { reachabilityReads, reachable } from '../shared/instance-reachability.ts';
import { isTerminated } from '../shared/instance-state.ts';
import { besides, openingText, partOf } from '../shared/ports.ts';

export default defineRule({
  id: 'ec2-instance-not-exposed',
  title: 'Instance is reached from the internet on authorised ports only',
  severity: 'high',
  resource: 'aws.ec2.instance',
  reads: reachabilityReads,
  controls: ['hipaa:164.312(a)(1)', 'hipaa:164.312(e)(1)'],
  rationale:
    'Address, route, network ACL and security groups together put this port of this instance on the internet: it is being scanned now',
  remediation:
    'Close the port in the security groups, or take away the public address and put a load balancer before the instance. If it is meant to be public, add the port to the parameter or waive the finding',
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/infrastructure-security.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Security.html',
  ],
  equivalents: { cloudsploit: ['ec2NetworkExposure'], scoutsuite: ['ec2-instance-in-security-group'] },
  params: {
    authorizedTcpPorts: integers({ default: [80, 443], minimum: 0, maximum: 65_535 }),
    authorizedUdpPorts: integers({ default: [], minimum: 0, maximum: 65_535 }),
  },
  examples: {
    pass: [
      {
        state: 'running',
        networkInterfaces: [
          {
            interfaceId: 'eni-1',
            subnetId: 'subnet-1',
            vpcId: 'vpc-1',
            groupIds: ['sg-1'],
            publicIps: ['203.0.113.5'],
            ipv6Addresses: [],
          },
        ],
      },
      {
        'aws.ec2.settings': [{ vpcBlockPublicAccess: 'off' }],
        'aws.ec2.route-table': [
          {
            subnetIds: ['subnet-1'],
            vpcId: 'vpc-1',
            main: false,
            routes: [
              {
                destinationCidr: '0.0.0.0/0',
                destinationIpv6Cidr: null,
                destinationPrefixListId: null,
                target: 'igw-1',
                state: 'active',
              },
            ],
          },
        ],
        'aws.ec2.network-acl': [
          {
            subnetIds: ['subnet-1'],
            entries: [
              {
                ruleNumber: 100,
                egress: false,
                action: 'allow',
                protocol: 'all',
                cidrIpv4: '0.0.0.0/0',
                cidrIpv6: null,
                fromPort: null,
                toPort: null,
              },
            ],
          },
        ],
        'aws.ec2.security-group': [
          {
            groupId: 'sg-1',
            ingress: [
              {
                protocol: 'tcp',
                fromPort: 443,
                toPort: 443,
                cidrIpv4: '0.0.0.0/0',
                cidrIpv6: null,
                prefixListId: null,
                referencedGroupId: null,
                description: null,
              },
            ],
          },
        ],
      },
    ],
    fail: [
      {
        state: 'running',
        networkInterfaces: [
          {
            interfaceId: 'eni-1',
            subnetId: 'subnet-1',
            vpcId: 'vpc-1',
            groupIds: ['sg-1'],
            publicIps: ['203.0.113.5'],
            ipv6Addresses: [],
          },
        ],
      },
      {
        'aws.ec2.settings': [{ vpcBlockPublicAccess: 'off' }],
        'aws.ec2.route-table': [
          {
            subnetIds: ['subnet-1'],
            vpcId: 'vpc-1',
            main: false,
            routes: [
              {
                destinationCidr: '0.0.0.0/0',
                destinationIpv6Cidr: null,
                destinationPrefixListId: null,
                target: 'igw-1',
                state: 'active',
              },
            ],
          },
        ],
        'aws.ec2.network-acl': [
          {
            subnetIds: ['subnet-1'],
            entries: [
              {
                ruleNumber: 100,
                egress: false,
                action: 'allow',
                protocol: 'all',
                cidrIpv4: '0.0.0.0/0',
                cidrIpv6: null,
                fromPort: null,
                toPort: null,
              },
            ],
          },
        ],
        'aws.ec2.security-group': [
          {
            groupId: 'sg-1',
            ingress: [
              {
                protocol: 'tcp',
                fromPort: 8443,
                toPort: 8443,
                cidrIpv4: '0.0.0.0/0',
                cidrIpv6: null,
                prefixListId: null,
                referencedGroupId: null,
                description: null,
              },
            ],
          },
        ],
      },
    ],
  },
  *evaluate(instance, { params, inventory }) {
    if (isTerminated(instance)) return notApplicable('The instance is terminated');
    for (const opening of reachable(
      instance,
      inventory,
      besides({ tcp: params.authorizedTcpPorts, udp: params.authorizedUdpPorts }),
    )) {
      yield fail(`The internet reaches ${openingText(opening)} of the instance`, partOf('ingress', opening));
    }
    return undefined;
  },
});
