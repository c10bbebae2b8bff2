import networkInterfaces from '../../../collectors/aws/ec2/network-interfaces.ts';
import { xml } from '../../collectors/aws/xml.ts';
import { defineTriple } from '../triple.ts';

export default defineTriple({
  kind: 'aws.ec2.network-interface',
  live: {
    collector: networkInterfaces,
    answers: {
      'ec2:DescribeNetworkInterfaces': [
        xml({
          networkInterfaceSet: [
            {
              networkInterfaceId: 'eni-1',
              interfaceType: 'interface',
              status: 'in-use',
              description: 'second',
              ownerId: '123456789012',
              vpcId: 'vpc-1',
              subnetId: 'subnet-1',
              groupSet: [
                { groupId: 'sg-1', groupName: 'web' },
                { groupId: 'sg-2', groupName: 'ops' },
              ],
              attachment: { instanceId: 'i-1', deviceIndex: 1, status: 'attached' },
              requesterManaged: false,
              association: { publicIp: '198.51.100.1' },
              privateIpAddressesSet: [{ privateIpAddress: '10.0.0.1', association: { publicIp: '198.51.100.1' } }],
              ipv6AddressesSet: [{ ipv6Address: '2001:db8::1' }],
              tagSet: [{ key: 'Name', value: 'second' }],
            },
          ],
        }),
      ],
    },
  },
  terraform: {
    resources: [
      {
        type: 'aws_network_interface',
        values: {
          id: 'eni-1',
          arn: 'arn:aws:ec2:us-east-1:123456789012:network-interface/eni-1',
          interface_type: 'interface',
          description: 'second',
          owner_id: '123456789012',
          subnet_id: 'subnet-1',
          security_groups: ['sg-1', 'sg-2'],
          attachment: [{ instance: 'i-1', device_index: 1, attachment_id: 'eni-attach-1' }],
          ipv6_addresses: ['2001:db8::1'],
          ipv6_address_list: ['2001:db8::1'],
          tags: { Name: 'second' },
          tags_all: { Name: 'second' },
        },
        configured: ['subnet_id', 'description', 'tags'],
      },
      {
        type: 'aws_network_interface_attachment',
        values: { id: 'eni-attach-1', network_interface_id: 'eni-1', instance_id: 'i-1', device_index: 1 },
      },
      {
        type: 'aws_network_interface_sg_attachment',
        values: { id: 'sg-2_eni-1', network_interface_id: 'eni-1', security_group_id: 'sg-2' },
      },
      {
        type: 'aws_eip',
        values: { id: 'eipalloc-1', network_interface: 'eni-1', instance: 'i-1', public_ip: '198.51.100.1' },
        configured: ['network_interface'],
      },
      {
        type: 'aws_subnet',
        values: { id: 'subnet-1', vpc_id: 'vpc-1', cidr_block: '10.0.0.0/24' },
      },
    ],
    differs: { publicIps: 'it may have others besides: the provider does not tell them' },
  },
  cloudformation: {
    resources: {
      Second: {
        Type: 'AWS::EC2::NetworkInterface',
        Properties: {
          Description: 'second',
          SubnetId: 'cfn:template/Subnet',
          GroupSet: ['sg-1', 'sg-2'],
          Ipv6Addresses: [{ Ipv6Address: '2001:db8::1' }],
          Tags: [{ Key: 'Name', Value: 'second' }],
        },
      },
      Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/24' } },
      Attachment: {
        Type: 'AWS::EC2::NetworkInterfaceAttachment',
        Properties: { NetworkInterfaceId: 'cfn:template/Second', InstanceId: 'i-1', DeviceIndex: '1' },
      },
      Address: {
        Type: 'AWS::EC2::EIPAssociation',
        Properties: { NetworkInterfaceId: 'cfn:template/Second', EIP: '198.51.100.1' },
      },
    },
    differs: {
      interfaceId: 'made when the stack is deployed',
      subnetId: 'made when the stack is deployed',
      publicIps: 'its subnet decides whether it has others',
    },
  },
});
