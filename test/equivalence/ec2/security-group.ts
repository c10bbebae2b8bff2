import securityGroups from '../../../collectors/aws/ec2/security-groups.ts';
import { xml } from '../../collectors/aws/xml.ts';
import { defineTriple } from '../triple.ts';

const arn = 'arn:aws:ec2:us-east-1:123456789012:security-group/sg-1';

export default defineTriple({
  kind: 'aws.ec2.security-group',
  live: {
    collector: securityGroups,
    answers: {
      'ec2:DescribeSecurityGroups': [
        xml({
          securityGroupInfo: [
            {
              ownerId: '123456789012',
              groupId: 'sg-1',
              groupName: 'web',
              groupDescription: 'Front end',
              vpcId: 'vpc-1',
              tagSet: [{ key: 'Owner', value: 'web' }],
              ipPermissions: [
                {
                  ipProtocol: 'tcp',
                  fromPort: 443,
                  toPort: 443,
                  ipRanges: [{ cidrIp: '0.0.0.0/0', description: 'visitors' }],
                  ipv6Ranges: [{ cidrIpv6: '::/0', description: 'visitors' }],
                  prefixListIds: [{ prefixListId: 'pl-1', description: 'visitors' }],
                  groups: [{ userId: '123456789012', groupId: 'sg-2', description: 'visitors' }],
                },
                { ipProtocol: '-1', groups: [{ userId: '123456789012', groupId: 'sg-1' }] },
                { ipProtocol: 'icmp', fromPort: 8, toPort: -1, ipRanges: [{ cidrIp: '10.0.0.0/8' }] },
              ],
              ipPermissionsEgress: [{ ipProtocol: '50', ipRanges: [{ cidrIp: '192.0.2.0/24' }] }],
            },
          ],
        }),
      ],
    },
  },
  terraform: {
    resources: [
      {
        type: 'aws_security_group',
        values: {
          id: 'sg-1',
          arn,
          name: 'web',
          description: 'Front end',
          vpc_id: 'vpc-1',
          owner_id: '123456789012',
          tags: { Owner: 'web' },
          tags_all: { Owner: 'web' },
          ingress: [
            {
              protocol: 'tcp',
              from_port: 443,
              to_port: 443,
              description: 'visitors',
              cidr_blocks: ['0.0.0.0/0'],
              ipv6_cidr_blocks: ['::/0'],
              prefix_list_ids: ['pl-1'],
              security_groups: ['sg-2'],
              self: false,
            },
            {
              protocol: '-1',
              from_port: 0,
              to_port: 0,
              description: '',
              cidr_blocks: [],
              ipv6_cidr_blocks: [],
              prefix_list_ids: [],
              security_groups: [],
              self: true,
            },
          ],
          egress: [],
        },
      },
      {
        type: 'aws_vpc_security_group_ingress_rule',
        values: {
          id: 'sgr-1',
          security_group_id: 'sg-1',
          ip_protocol: 'icmp',
          from_port: 8,
          to_port: -1,
          cidr_ipv4: '10.0.0.0/8',
          cidr_ipv6: null,
          description: null,
        },
      },
      {
        type: 'aws_security_group_rule',
        values: {
          id: 'sgrule-1',
          security_group_id: 'sg-1',
          type: 'egress',
          protocol: '50',
          from_port: 0,
          to_port: 0,
          cidr_blocks: ['192.0.2.0/24'],
          self: false,
        },
      },
    ],
    differs: {},
  },
  cloudformation: {
    resources: {
      Web: {
        Type: 'AWS::EC2::SecurityGroup',
        Properties: {
          GroupName: 'web',
          GroupDescription: 'Front end',
          VpcId: 'vpc-1',
          Tags: [{ Key: 'Owner', Value: 'web' }],
          SecurityGroupIngress: [
            { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0', Description: 'visitors' },
            { IpProtocol: 'tcp', FromPort: '443', ToPort: '443', CidrIpv6: '::/0', Description: 'visitors' },
            { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, SourcePrefixListId: 'pl-1', Description: 'visitors' },
            { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, SourceSecurityGroupId: 'sg-2', Description: 'visitors' },
            { IpProtocol: -1, SourceSecurityGroupId: 'sg-1' },
          ],
        },
      },
      Ping: {
        Type: 'AWS::EC2::SecurityGroupIngress',
        Properties: { GroupId: 'cfn:template/Web', IpProtocol: 'icmp', FromPort: 8, ToPort: -1, CidrIp: '10.0.0.0/8' },
      },
      Esp: {
        Type: 'AWS::EC2::SecurityGroupEgress',
        Properties: { GroupId: 'cfn:template/Web', IpProtocol: '50', CidrIp: '192.0.2.0/24' },
      },
    },
    differs: { groupId: 'made when the stack is deployed' },
  },
});
