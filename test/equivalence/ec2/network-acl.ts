import networkAcls from '../../../collectors/aws/ec2/network-acls.ts';
import { xml } from '../../collectors/aws/xml.ts';
import { defineTriple } from '../triple.ts';

const everything = { protocol: '-1', cidrBlock: '0.0.0.0/0' };

export default defineTriple({
  kind: 'aws.ec2.network-acl',
  live: {
    collector: networkAcls,
    answers: {
      'ec2:DescribeNetworkAcls': [
        xml({
          networkAclSet: [
            {
              networkAclId: 'acl-1',
              vpcId: 'vpc-1',
              ownerId: '123456789012',
              default: false,
              associationSet: [{ networkAclAssociationId: 'aclassoc-1', networkAclId: 'acl-1', subnetId: 'subnet-1' }],
              entrySet: [
                {
                  ruleNumber: 100,
                  protocol: '6',
                  ruleAction: 'allow',
                  egress: false,
                  cidrBlock: '0.0.0.0/0',
                  portRange: { from: 443, to: 443 },
                },
                {
                  ruleNumber: 110,
                  protocol: '1',
                  ruleAction: 'deny',
                  egress: false,
                  cidrBlock: '10.0.0.0/8',
                  icmpTypeCode: { type: 8, code: -1 },
                },
                { ruleNumber: 120, protocol: '58', ruleAction: 'allow', egress: false, cidrBlock: '10.0.0.0/8' },
                { ruleNumber: 130, protocol: '50', ruleAction: 'allow', egress: false, cidrBlock: '192.0.2.0/24' },
                { ruleNumber: 100, protocol: '-1', ruleAction: 'allow', egress: true, ipv6CidrBlock: '::/0' },
                { ruleNumber: 32767, ...everything, ruleAction: 'deny', egress: false },
                { ruleNumber: 32767, ...everything, ruleAction: 'deny', egress: true },
              ],
              tagSet: [{ key: 'Name', value: 'web' }],
            },
          ],
        }),
      ],
    },
  },
  terraform: {
    resources: [
      {
        type: 'aws_network_acl',
        values: {
          id: 'acl-1',
          arn: 'arn:aws:ec2:us-east-1:123456789012:network-acl/acl-1',
          owner_id: '123456789012',
          vpc_id: 'vpc-1',
          subnet_ids: ['subnet-1'],
          ingress: [
            inline({ rule_no: 100, protocol: '6', cidr_block: '0.0.0.0/0', from_port: 443, to_port: 443 }),
            inline({
              rule_no: 110,
              action: 'deny',
              protocol: '1',
              cidr_block: '10.0.0.0/8',
              icmp_type: 8,
              icmp_code: -1,
            }),
            inline({ rule_no: 120, protocol: '58', cidr_block: '10.0.0.0/8' }),
            inline({ rule_no: 130, protocol: '50', cidr_block: '192.0.2.0/24' }),
          ],
          egress: [inline({ rule_no: 100, protocol: '-1', ipv6_cidr_block: '::/0' })],
          tags: { Name: 'web' },
          tags_all: { Name: 'web' },
        },
        configured: ['vpc_id', 'tags'],
      },
      {
        type: 'aws_network_acl_rule',
        values: {
          id: 'nacl-1',
          network_acl_id: 'acl-1',
          rule_number: 100,
          rule_action: 'allow',
          egress: false,
          protocol: 'tcp',
          cidr_block: '0.0.0.0/0',
          ipv6_cidr_block: '',
          from_port: 443,
          to_port: 443,
        },
      },
      {
        type: 'aws_network_acl_rule',
        name: 'esp',
        values: {
          id: 'nacl-2',
          network_acl_id: 'acl-1',
          rule_number: 130,
          rule_action: 'ALLOW',
          protocol: 'esp',
          cidr_block: '192.0.2.0/24',
        },
      },
      {
        type: 'aws_network_acl_association',
        values: { id: 'aclassoc-1', network_acl_id: 'acl-1', subnet_id: 'subnet-1' },
      },
    ],
    differs: {},
  },
  cloudformation: {
    resources: {
      Acl: {
        Type: 'AWS::EC2::NetworkAcl',
        Properties: { VpcId: 'vpc-1', Tags: [{ Key: 'Name', Value: 'web' }] },
      },
      Https: entry({
        RuleNumber: 100,
        Protocol: 6,
        RuleAction: 'allow',
        CidrBlock: '0.0.0.0/0',
        PortRange: { From: 443, To: '443' },
      }),
      Ping: entry({
        RuleNumber: '110',
        Protocol: '1',
        RuleAction: 'deny',
        Egress: 'false',
        CidrBlock: '10.0.0.0/8',
        Icmp: { Type: 8, Code: -1 },
      }),
      Icmpv6: entry({
        RuleNumber: 120,
        Protocol: 58,
        RuleAction: 'allow',
        CidrBlock: '10.0.0.0/8',
        Icmp: { Type: 128, Code: 0 },
      }),
      Esp: entry({ RuleNumber: 130, Protocol: 50, RuleAction: 'allow', CidrBlock: '192.0.2.0/24' }),
      Out: entry({ RuleNumber: 100, Protocol: -1, RuleAction: 'allow', Egress: true, Ipv6CidrBlock: '::/0' }),
      Association: {
        Type: 'AWS::EC2::SubnetNetworkAclAssociation',
        Properties: { NetworkAclId: 'cfn:template/Acl', SubnetId: 'subnet-1' },
      },
    },
    differs: { networkAclId: 'made when the stack is deployed' },
  },
});

/** As the provider keeps a block: numbers that are not given are 0, texts are empty. */
function inline(entry: Readonly<Record<string, string | number>>): Record<string, string | number> {
  return {
    action: 'allow',
    cidr_block: '',
    ipv6_cidr_block: '',
    from_port: 0,
    to_port: 0,
    icmp_type: 0,
    icmp_code: 0,
    ...entry,
  };
}

function entry(
  properties: Readonly<Record<string, string | number | boolean | Readonly<Record<string, string | number>>>>,
) {
  return { Type: 'AWS::EC2::NetworkAclEntry', Properties: { NetworkAclId: 'cfn:template/Acl', ...properties } };
}
