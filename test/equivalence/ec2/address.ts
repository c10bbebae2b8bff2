import addresses from '../../../collectors/aws/ec2/addresses.ts';
import { xml } from '../../collectors/aws/xml.ts';
import { defineTriple } from '../triple.ts';

export default defineTriple({
  kind: 'aws.ec2.address',
  live: {
    collector: addresses,
    answers: {
      'ec2:DescribeAddresses': [
        xml({
          addressesSet: [
            {
              domain: 'vpc',
              publicIp: '203.0.113.25',
              allocationId: 'eipalloc-1',
              associationId: 'eipassoc-1',
              instanceId: 'i-1',
              networkInterfaceId: 'eni-1',
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
        type: 'aws_eip',
        values: {
          id: 'eipalloc-1',
          allocation_id: 'eipalloc-1',
          public_ip: '203.0.113.25',
          association_id: '',
          instance: '',
          network_interface: '',
          tags: { Name: 'web' },
          tags_all: { Name: 'web' },
        },
        configured: ['tags'],
      },
      {
        type: 'aws_eip_association',
        values: {
          id: 'eipassoc-1',
          allocation_id: 'eipalloc-1',
          public_ip: '203.0.113.25',
          instance_id: 'i-1',
          network_interface_id: 'eni-1',
        },
        configured: ['allocation_id', 'instance_id'],
      },
    ],
    differs: {},
  },
  cloudformation: {
    resources: {
      Address: { Type: 'AWS::EC2::EIP', Properties: { Domain: 'vpc', Tags: [{ Key: 'Name', Value: 'web' }] } },
      Association: {
        Type: 'AWS::EC2::EIPAssociation',
        Properties: { AllocationId: 'cfn:template/Address', InstanceId: 'i-1' },
      },
    },
    differs: {
      publicIp: 'AWS chooses it when the stack is deployed',
      allocationId: 'made when the stack is deployed',
      associationId: 'made when the stack is deployed',
      interfaceId: 'the template names the instance alone',
    },
  },
});
