import { expect } from 'chai';
import collector from '../../../../collectors/aws/ec2/instances.ts';
import type { Facts } from '../../../../core/kinds/index.ts';
import { collectOne, collectWith } from '../collect.ts';
import { xml, type Xml } from '../xml.ts';

const operation = 'ec2:DescribeInstances';
const collect = (one: Record<string, Xml>) =>
  collectOne(collector, operation, xml({ reservationSet: [{ instancesSet: [{ instanceId: 'i-1', ...one }] }] }));

describe('instances', () => {
  it('reads every fact', async () => {
    const { resources, asked, operations } = await collectWith(collector, {
      [operation]: [
        xml({
          reservationSet: [
            {
              reservationId: 'r-1',
              ownerId: '123456789012',
              groupSet: [],
              instancesSet: [
                {
                  instanceId: 'i-1',
                  imageId: 'ami-1',
                  instanceState: { code: 16, name: 'running' },
                  keyName: 'ops',
                  instanceType: 't3.micro',
                  launchTime: '2026-01-02T03:04:05.000Z',
                  monitoring: { state: 'disabled' },
                  subnetId: 'subnet-1',
                  vpcId: 'vpc-1',
                  ipAddress: '198.51.100.1',
                  blockDeviceMapping: [
                    { deviceName: '/dev/xvda', ebs: { volumeId: 'vol-1', status: 'attached' } },
                    { deviceName: '/dev/sdb', ebs: { volumeId: 'vol-2', status: 'attached' } },
                  ],
                  iamInstanceProfile: { arn: 'arn:aws:iam::123456789012:instance-profile/web', id: 'AIPA1' },
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
                      groupSet: [
                        { groupId: 'sg-1', groupName: 'web' },
                        { groupId: 'sg-2', groupName: 'ops' },
                      ],
                      association: { publicIp: '198.51.100.1', ipOwnerId: 'amazon' },
                      privateIpAddressesSet: [
                        { privateIpAddress: '10.0.0.1', primary: true, association: { publicIp: '198.51.100.1' } },
                        { privateIpAddress: '10.0.0.2', primary: false, association: { publicIp: '198.51.100.2' } },
                        { privateIpAddress: '10.0.0.3', primary: false },
                      ],
                      ipv6AddressesSet: [{ ipv6Address: '2001:db8::1' }],
                    },
                    {
                      networkInterfaceId: 'eni-2',
                      subnetId: 'subnet-2',
                      vpcId: 'vpc-1',
                      groupSet: [{ groupId: 'sg-3', groupName: 'db' }],
                      privateIpAddressesSet: [{ privateIpAddress: '10.0.1.1', primary: true }],
                      ipv6AddressesSet: [],
                    },
                  ],
                  tagSet: [{ key: 'Name', value: 'web-1' }],
                },
              ],
            },
          ],
        }),
      ],
    });
    expect(resources).to.deep.equal([
      {
        kind: 'aws.ec2.instance',
        arn: 'arn:aws:ec2:us-east-1:123456789012:instance/i-1',
        account: '123456789012',
        region: 'us-east-1',
        name: 'web-1',
        tags: { Name: 'web-1' },
        facts: {
          instanceId: 'i-1',
          state: 'running',
          imageId: 'ami-1',
          instanceType: 't3.micro',
          launchedAt: '2026-01-02T03:04:05.000Z',
          vpcId: 'vpc-1',
          subnetId: 'subnet-1',
          instanceProfileArn: 'arn:aws:iam::123456789012:instance-profile/web',
          keyName: 'ops',
          publicIp: '198.51.100.1',
          imdsEndpoint: 'enabled',
          imdsTokens: 'required',
          imdsHopLimit: 2,
          detailedMonitoring: 'disabled',
          volumeIds: ['vol-1', 'vol-2'],
          networkInterfaces: [
            {
              interfaceId: 'eni-1',
              subnetId: 'subnet-1',
              vpcId: 'vpc-1',
              groupIds: ['sg-1', 'sg-2'],
              publicIps: ['198.51.100.1', '198.51.100.2'],
              ipv6Addresses: ['2001:db8::1'],
            },
            {
              interfaceId: 'eni-2',
              subnetId: 'subnet-2',
              vpcId: 'vpc-1',
              groupIds: ['sg-3'],
              publicIps: [],
              ipv6Addresses: [],
            },
          ],
        },
        source: { operation, request: 'DescribeInstances-1' },
      },
    ]);
    expect(operations).to.deep.equal(collector.operations);
    expect(asked[0]!.question).to.deep.equal({ MaxResults: '1000' });
  });

  it('says what the answer lacks', async () => {
    const { facts, unknown } = await collect({});
    expect(facts).to.deep.equal({ instanceId: 'i-1', instanceProfileArn: null, keyName: null, publicIp: null });
    expect(Object.keys(unknown!).sort()).to.deep.equal([
      'detailedMonitoring',
      'imageId',
      'imdsEndpoint',
      'imdsHopLimit',
      'imdsTokens',
      'instanceType',
      'launchedAt',
      'networkInterfaces',
      'state',
      'subnetId',
      'volumeIds',
      'vpcId',
    ]);
  });

  it('ebs-016: brings terminated instances, which are in no network', async () => {
    const { facts } = await collect({
      instanceState: { code: 48, name: 'terminated' },
      blockDeviceMapping: [],
      networkInterfaceSet: [],
    });
    expect(facts).to.deep.include({
      state: 'terminated',
      vpcId: null,
      subnetId: null,
      volumeIds: [],
      networkInterfaces: [],
    });
  });

  const whole = {
    networkInterfaceId: 'eni-1',
    subnetId: 'subnet-1',
    vpcId: 'vpc-1',
    groupSet: [{ groupId: 'sg-1' }],
    privateIpAddressesSet: [{ privateIpAddress: '10.0.0.1' }],
    ipv6AddressesSet: [],
  };
  const { groupSet: _groups, ...withoutGroups } = whole;
  const { subnetId: _subnet, ...withoutSubnet } = whole;
  const { ipv6AddressesSet: _ipv6, ...withoutIpv6 } = whole;
  const { privateIpAddressesSet: _ipv4, ...withoutIpv4 } = whole;
  const broken: Record<string, Xml> = {
    'no groups': withoutGroups,
    'a group without id': { ...whole, groupSet: [{ groupName: 'web' }] },
    'no subnet': withoutSubnet,
    'no IPv6 addresses': withoutIpv6,
    'no private addresses': withoutIpv4,
  };
  for (const [what, attached] of Object.entries(broken)) {
    it(`leaves the interfaces open where one has ${what}`, async () => {
      const { facts, unknown } = await collect({ networkInterfaceSet: [whole, attached] });
      expect((facts as Facts<'aws.ec2.instance'>).networkInterfaces).to.have.lengthOf(1);
      expect(unknown).to.have.property('networkInterfaces/*');
    });
  }

  it('ends at a reservation without instances', async () => {
    const { failure } = await collectWith(collector, {
      [operation]: [xml({ reservationSet: [{ reservationId: 'r-1' }] })],
    });
    expect(failure).to.include({ reason: 'error', operation });
  });
});
