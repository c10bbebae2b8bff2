import { expect } from 'chai';
import collector from '../../../../collectors/aws/ec2/addresses.ts';
import { collectOne, collectWith } from '../collect.ts';
import { xml, type Xml } from '../xml.ts';

const collect = (address: Record<string, Xml>) =>
  collectOne(collector, 'ec2:DescribeAddresses', xml({ addressesSet: [{ publicIp: '203.0.113.25', ...address }] }));

describe('Elastic IP addresses', () => {
  it('reads every fact', async () => {
    const resource = await collect({
      domain: 'vpc',
      instanceId: 'i-1',
      networkInterfaceId: 'eni-1',
      associationId: 'eipassoc-1',
      networkInterfaceOwnerId: '123456789012',
      allocationId: 'eipalloc-1',
      privateIpAddress: '10.251.50.12',
    });
    expect(resource).to.deep.equal({
      kind: 'aws.ec2.address',
      arn: 'arn:aws:ec2:us-east-1:123456789012:elastic-ip/eipalloc-1',
      account: '123456789012',
      region: 'us-east-1',
      name: null,
      tags: {},
      facts: {
        publicIp: '203.0.113.25',
        allocationId: 'eipalloc-1',
        associationId: 'eipassoc-1',
        instanceId: 'i-1',
        interfaceId: 'eni-1',
      },
      source: { operation: 'ec2:DescribeAddresses', request: 'DescribeAddresses-1' },
    });
    const { asked, operations } = await collectWith(collector);
    expect(operations).to.deep.equal(collector.operations);
    expect(asked[0]!.question).to.deep.equal({});
  });

  it('knows an address that is not in use', async () => {
    const { facts } = await collect({ allocationId: 'eipalloc-1', instanceId: '' });
    expect(facts).to.include({ associationId: null, instanceId: null, interfaceId: null });
  });

  it('says what the answer lacks', async () => {
    const { arn, unknown } = await collect({});
    expect(arn).to.equal('arn:aws:ec2:us-east-1:123456789012:elastic-ip/203.0.113.25');
    expect(Object.keys(unknown!)).to.deep.equal(['allocationId']);
  });
});
