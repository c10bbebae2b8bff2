import instances from '../../../collectors/aws/ec2/instances.ts';
import { xml } from '../../collectors/aws/xml.ts';
import { defineTriple } from '../triple.ts';

const profile = 'arn:aws:iam::123456789012:instance-profile/web';
const later = 'made when the stack is deployed';

export default defineTriple({
  kind: 'aws.ec2.instance',
  live: {
    collector: instances,
    answers: {
      'ec2:DescribeInstances': [
        xml({
          reservationSet: [
            {
              reservationId: 'r-1',
              ownerId: '123456789012',
              instancesSet: [
                {
                  instanceId: 'i-1',
                  imageId: 'ami-1',
                  instanceState: { code: 16, name: 'running' },
                  keyName: 'ops',
                  instanceType: 't3.micro',
                  launchTime: '2026-01-02T03:04:05.000Z',
                  monitoring: { state: 'enabled' },
                  subnetId: 'subnet-1',
                  vpcId: 'vpc-1',
                  ipAddress: '198.51.100.1',
                  blockDeviceMapping: [
                    { deviceName: '/dev/xvda', ebs: { volumeId: 'vol-1', status: 'attached' } },
                    { deviceName: '/dev/sdh', ebs: { volumeId: 'vol-2', status: 'attached' } },
                  ],
                  iamInstanceProfile: { arn: profile, id: 'AIPA1' },
                  metadataOptions: {
                    state: 'applied',
                    httpTokens: 'required',
                    httpPutResponseHopLimit: 2,
                    httpEndpoint: 'enabled',
                  },
                  networkInterfaceSet: [
                    {
                      networkInterfaceId: 'eni-1',
                      subnetId: 'subnet-1',
                      vpcId: 'vpc-1',
                      groupSet: [{ groupId: 'sg-1' }, { groupId: 'sg-2' }],
                      association: { publicIp: '198.51.100.1' },
                      privateIpAddressesSet: [
                        { privateIpAddress: '10.0.0.1', association: { publicIp: '198.51.100.1' } },
                      ],
                      ipv6AddressesSet: [{ ipv6Address: '2001:db8::1' }],
                    },
                  ],
                  tagSet: [{ key: 'Name', value: 'web' }],
                },
              ],
            },
          ],
        }),
      ],
    },
  },
  terraform: {
    resources: [
      {
        type: 'aws_instance',
        values: {
          id: 'i-1',
          arn: 'arn:aws:ec2:us-east-1:123456789012:instance/i-1',
          ami: 'ami-1',
          associate_public_ip_address: true,
          ebs_block_device: [
            { device_name: '/dev/sdh', volume_id: 'vol-2', encrypted: true, delete_on_termination: false },
          ],
          iam_instance_profile: 'web',
          instance_state: 'running',
          instance_type: 't3.micro',
          ipv6_address_count: 1,
          ipv6_addresses: ['2001:db8::1'],
          key_name: 'ops',
          launch_template: [],
          metadata_options: [{ http_endpoint: 'enabled', http_tokens: 'required', http_put_response_hop_limit: 2 }],
          monitoring: true,
          network_interface: [],
          primary_network_interface_id: 'eni-1',
          public_ip: '198.51.100.1',
          root_block_device: [{ device_name: '/dev/xvda', volume_id: 'vol-1', encrypted: true }],
          security_groups: [],
          subnet_id: 'subnet-1',
          tags: { Name: 'web' },
          tags_all: { Name: 'web' },
          vpc_security_group_ids: ['sg-1', 'sg-2'],
        },
        configured: ['ami', 'instance_type', 'subnet_id', 'monitoring', 'tags'],
      },
      { type: 'aws_iam_instance_profile', values: { id: 'web', arn: profile, name: 'web', role: 'web' } },
      { type: 'aws_subnet', values: { id: 'subnet-1', vpc_id: 'vpc-1', cidr_block: '10.0.0.0/24' } },
      {
        type: 'aws_network_interface_sg_attachment',
        values: { id: 'sg-2_eni-1', network_interface_id: 'eni-1', security_group_id: 'sg-2' },
      },
      {
        type: 'aws_volume_attachment',
        values: { id: 'vai-1', volume_id: 'vol-2', instance_id: 'i-1', device_name: '/dev/sdh' },
      },
    ],
    differs: {
      launchedAt: 'the provider does not tell it',
      networkInterfaces: 'the provider tells of the primary one, and others may be attached',
    },
  },
  cloudformation: {
    resources: {
      Web: {
        Type: 'AWS::EC2::Instance',
        Properties: {
          ImageId: 'ami-1',
          InstanceType: 't3.micro',
          KeyName: 'ops',
          IamInstanceProfile: 'cfn:template/Profile',
          Monitoring: 'true',
          MetadataOptions: { HttpEndpoint: 'enabled', HttpTokens: 'required', HttpPutResponseHopLimit: '2' },
          NetworkInterfaces: [
            {
              DeviceIndex: '0',
              SubnetId: 'subnet-1',
              GroupSet: ['sg-1', 'sg-2'],
              AssociatePublicIpAddress: 'true',
              Ipv6Addresses: [{ Ipv6Address: '2001:db8::1' }],
            },
          ],
          BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true } }],
          Volumes: [{ Device: '/dev/sdh', VolumeId: 'vol-2' }],
          Tags: [{ Key: 'Name', Value: 'web' }],
        },
      },
    },
    differs: {
      instanceId: later,
      state: later,
      launchedAt: later,
      vpcId: 'the subnet is not in the template',
      instanceProfileArn: 'what stands for the profile of the template',
      publicIp: later,
      volumeIds: later,
      networkInterfaces: later,
    },
  },
});
