import { expect } from 'chai';
import { untold, type Planned } from '../../../../collectors/planned/value.ts';
import { all, unknownOf, type Written } from './machines.ts';

const kind = 'aws.ec2.network-interface';
const network = (properties: Readonly<Record<string, Planned>> = {}): Written => ({
  Own: ['NetworkInterface', { SubnetId: 'subnet-1', ...properties }],
});

describe('network interfaces in a template', () => {
  it('are attached to nothing, and follow their subnet', () => {
    const [found] = all(kind, network());
    expect(found?.facts).to.include({
      interfaceType: 'interface',
      status: 'available',
      description: '',
      instanceId: null,
    });
    expect(unknownOf(found)).to.deep.equal(['groupIds', 'ipv6Addresses', 'publicIps', 'vpcId']);
  });

  it('have the addresses that are given or counted', () => {
    const addressesOf = (properties: Readonly<Record<string, Planned>>) => all(kind, network(properties))[0];
    const given = { Ipv6Addresses: [{ Ipv6Address: '2001:db8::1' }] };
    expect(addressesOf(given)?.facts.ipv6Addresses).to.deep.equal(['2001:db8::1']);
    expect(addressesOf({ Ipv6AddressCount: '0' })?.facts.ipv6Addresses).to.deep.equal([]);
    expect(unknownOf(addressesOf({ Ipv6AddressCount: 2 }))).to.include('ipv6Addresses/1');
    expect(unknownOf(addressesOf({ Ipv6AddressCount: untold('a parameter') }))).to.include('ipv6Addresses');
    expect(unknownOf(addressesOf({ Ipv6Addresses: 'none' }))).to.include('ipv6Addresses/0');
  });

  it('are attached and let go by a resource of its own', () => {
    const attachment: Written = {
      Attachment: [
        'NetworkInterfaceAttachment',
        { NetworkInterfaceId: 'cfn:template/Own', InstanceId: 'i-1', DeviceIndex: 1 },
      ],
    };
    const attached = { ...network(), ...attachment };
    expect(all(kind, attached)[0]?.facts).to.include({ instanceId: 'i-1', status: 'in-use' });
    expect(all(kind, network(), attached)[0]?.facts).to.include({ instanceId: null, status: 'available' });
  });

  it('have the Elastic IP addresses that are associated with them', () => {
    const association: Written = {
      Association: ['EIPAssociation', { NetworkInterfaceId: 'cfn:template/Own', AllocationId: 'cfn:template/Address' }],
    };
    expect(all(kind, { ...network(), ...association })[0]?.facts.publicIps).to.deep.equal(['cfn:template/Address']);
    const [left] = all(kind, network(), { ...network(), ...association });
    expect(left?.facts.publicIps).to.deep.equal([]);
    expect(unknownOf(left)).to.include('publicIps/*');
  });

  it('are not made of an instance that is not in the template', () => {
    expect(all(kind, { Address: ['EIP', { InstanceId: 'i-1' }] })).to.deep.equal([]);
    const unknown: Written = { Address: ['EIP', { InstanceId: untold('a parameter') }], ...network() };
    expect(all(kind, unknown)).to.have.lengthOf(1);
    expect(unknownOf(all(kind, unknown)[0])).to.include('publicIps/*');
  });

  it('have the groups that are given', () => {
    expect(all(kind, network({ GroupSet: ['sg-1'] }))[0]?.facts.groupIds).to.deep.equal(['sg-1']);
    expect(unknownOf(all(kind, network({ GroupSet: [] }))[0])).to.include('groupIds');
    expect(unknownOf(all(kind, network({ GroupSet: [['sg-1']] }))[0])).to.include('groupIds/0');
  });
});
