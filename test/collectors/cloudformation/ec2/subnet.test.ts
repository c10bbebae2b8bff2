import { expect } from 'chai';
import { OpenList, untold, type Planned } from '../../../../collectors/planned/value.ts';
import { templateResource } from '../../../equivalence/triple.ts';

const subnet = (properties: Readonly<Record<string, Planned>>) =>
  templateResource('aws.ec2.subnet', { Subnet: { Type: 'AWS::EC2::Subnet', Properties: properties } }, '');
const unknownOf = (resource: ReturnType<typeof subnet>) => Object.keys(resource.unknown ?? {}).sort();

describe('subnets in a template', () => {
  it('has the settings that are documented where they are left out', () => {
    const made = subnet({ VpcId: 'vpc-1', CidrBlock: '10.0.1.0/24' });
    expect(made.facts).to.deep.include({
      mapPublicIpOnLaunch: false,
      assignIpv6OnCreation: false,
      defaultForAz: false,
      ipv6CidrBlocks: [],
    });
    expect(unknownOf(made)).to.deep.equal(['availabilityZone', 'freeAddresses']);
  });

  it('knows one of IPv6 alone, and blocks in either spelling', () => {
    const alone = { VpcId: 'vpc-1', AvailabilityZone: 'us-east-1a', Ipv6Native: 'true' };
    expect(subnet({ ...alone, Ipv6CidrBlock: '2001:db8::/64' }).facts).to.deep.include({
      cidrBlock: null,
      ipv6CidrBlocks: ['2001:db8::/64'],
    });
    expect(subnet({ ...alone, Ipv6CidrBlocks: ['2001:db8::/64'] }).facts).to.deep.include({
      ipv6CidrBlocks: ['2001:db8::/64'],
    });
    expect(unknownOf(subnet({ ...alone, Ipv6IpamPoolId: 'ipam-pool-1' }))).to.include('ipv6CidrBlocks/0');
    const open = new OpenList<Planned>(['2001:db8::/64'], untold('a parameter'));
    expect(unknownOf(subnet({ ...alone, Ipv6CidrBlocks: open }))).to.include('ipv6CidrBlocks/*');
    expect(unknownOf(subnet({ ...alone, Ipv6CidrBlocks: untold('a parameter') }))).to.include('ipv6CidrBlocks/*');
  });

  it('does not know a block from a pool, nor what is of another type', () => {
    expect(unknownOf(subnet({ Ipv4IpamPoolId: 'ipam-pool-1', MapPublicIpOnLaunch: 'often' }))).to.deep.equal([
      'availabilityZone',
      'cidrBlock',
      'freeAddresses',
      'mapPublicIpOnLaunch',
      'vpcId',
    ]);
    expect(unknownOf(subnet({ Ipv6Native: untold('a parameter') }))).to.include('cidrBlock');
  });
});
