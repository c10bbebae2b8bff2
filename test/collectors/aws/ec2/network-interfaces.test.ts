import { expect } from 'chai';
import collector from '../../../../collectors/aws/ec2/network-interfaces.ts';
import { collectOne, collectWith } from '../collect.ts';
import { xml, type Xml } from '../xml.ts';

const operation = 'ec2:DescribeNetworkInterfaces';
const collect = (one: Record<string, Xml>) =>
  collectOne(collector, operation, xml({ networkInterfaceSet: [{ networkInterfaceId: 'eni-1', ...one }] }));

describe('network interfaces', () => {
  it('reads every fact', async () => {
    const { resources, asked, operations } = await collectWith(collector, {
      [operation]: [
        xml({
          networkInterfaceSet: [
            {
              networkInterfaceId: 'eni-1',
              subnetId: 'subnet-1',
              vpcId: 'vpc-1',
              description: 'Primary network interface',
              ownerId: '123456789012',
              requesterManaged: false,
              status: 'in-use',
              interfaceType: 'interface',
              groupSet: [{ groupId: 'sg-1', groupName: 'default' }],
              attachment: { attachmentId: 'eni-attach-1', instanceId: 'i-1', status: 'attached' },
              association: { publicIp: '203.0.113.12', ipOwnerId: '123456789012' },
              privateIpAddressesSet: [
                { privateIpAddress: '10.0.1.17', primary: true, association: { publicIp: '203.0.113.12' } },
                { privateIpAddress: '10.0.1.18', primary: false, association: { publicIp: '203.0.113.13' } },
              ],
              ipv6AddressesSet: [{ ipv6Address: '2001:db8::1' }],
              tagSet: [{ key: 'Name', value: 'front' }],
            },
          ],
        }),
      ],
    });
    expect(resources).to.deep.equal([
      {
        kind: 'aws.ec2.network-interface',
        arn: 'arn:aws:ec2:us-east-1:123456789012:network-interface/eni-1',
        account: '123456789012',
        region: 'us-east-1',
        name: 'front',
        tags: { Name: 'front' },
        facts: {
          interfaceId: 'eni-1',
          interfaceType: 'interface',
          status: 'in-use',
          description: 'Primary network interface',
          ownerId: '123456789012',
          vpcId: 'vpc-1',
          subnetId: 'subnet-1',
          groupIds: ['sg-1'],
          instanceId: 'i-1',
          requesterManaged: false,
          publicIps: ['203.0.113.12', '203.0.113.13'],
          ipv6Addresses: ['2001:db8::1'],
        },
        source: { operation, request: 'DescribeNetworkInterfaces-1' },
      },
    ]);
    expect(operations).to.deep.equal(collector.operations);
    expect(asked[0]!.question).to.deep.equal({ MaxResults: '1000' });
  });

  it('says what the answer lacks', async () => {
    const { facts, unknown } = await collect({});
    expect(facts).to.deep.equal({ interfaceId: 'eni-1', instanceId: null });
    expect(Object.keys(unknown!).sort()).to.deep.equal([
      'description',
      'groupIds',
      'interfaceType',
      'ipv6Addresses',
      'ownerId',
      'publicIps',
      'requesterManaged',
      'status',
      'subnetId',
      'vpcId',
    ]);
  });

  it('sg-028: takes an interface without attachment, and one of another account', async () => {
    const { arn, account, facts } = await collect({ ownerId: '210987654321', status: 'in-use' });
    expect(arn).to.equal('arn:aws:ec2:us-east-1:210987654321:network-interface/eni-1');
    expect(account).to.equal('123456789012');
    expect(facts).to.include({ instanceId: null, status: 'in-use', ownerId: '210987654321' });
  });

  it('takes the address of a carrier for none of the internet, and one left out for unknown', async () => {
    const carrier = await collect({ privateIpAddressesSet: [{ association: { carrierIp: '155.146.1.1' } }] });
    expect(carrier.facts).to.deep.include({ publicIps: [] });
    const empty = await collect({ association: {}, privateIpAddressesSet: [{ association: {} }] });
    expect(empty.facts).to.deep.include({ publicIps: [] });
    const nameless = await collect({ privateIpAddressesSet: [{ association: { ipOwnerId: 'amazon' } }] });
    expect(nameless.unknown).to.have.property('publicIps');
  });
});
