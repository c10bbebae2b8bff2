import { expect } from 'chai';
import type { Facts } from '../../../../core/kinds/index.ts';
import type { Resource } from '../../../../core/resource.ts';
import { planOf, references, sidesOf as allSidesOf, type Change } from '../plans.ts';

/** Types may be parts of other kinds too. */
function sidesOf(plan: Parameters<typeof allSidesOf>[0]) {
  const { before, after } = allSidesOf(plan);
  const own = (resource: Resource) => resource.kind === 'aws.ec2.subnet';
  return { before: before.filter(own), after: after.filter(own) };
}

const factsOf = (resource: Resource | undefined) => resource?.facts as Facts<'aws.ec2.subnet'>;
const unknownOf = (resource: Resource | undefined) => Object.keys(resource?.unknown ?? {}).sort();

function made(after: Record<string, unknown>, unknown: object = {}, address = 'aws_subnet.a'): Change {
  return {
    address,
    after: { map_public_ip_on_launch: null, assign_ipv6_address_on_creation: null, ...after },
    unknown: { id: true, arn: true, owner_id: true, ...unknown },
    expressions: {
      vpc_id: references('aws_vpc.main.id'),
      ...Object.fromEntries(Object.keys(after).map((n) => [n, {}])),
    },
  };
}

describe('subnets in a plan', () => {
  it('has the settings that the provider documents where they are left out', () => {
    const [subnet] = sidesOf(planOf([made({ vpc_id: 'vpc-1', cidr_block: '10.0.1.0/24' })])).after;
    expect(factsOf(subnet)).to.deep.equal({
      subnetId: 'tf:aws_subnet.a',
      vpcId: 'vpc-1',
      ownerId: '123456789012',
      cidrBlock: '10.0.1.0/24',
      ipv6CidrBlocks: [],
      mapPublicIpOnLaunch: false,
      assignIpv6OnCreation: false,
      defaultForAz: false,
    });
    expect(unknownOf(subnet)).to.deep.equal(['availabilityZone', 'freeAddresses']);
  });

  it('of a default one gives public addresses by default', () => {
    const adopted = made(
      { availability_zone: 'us-east-1a' },
      { vpc_id: true, cidr_block: true, ipv6_cidr_block: true },
      'aws_default_subnet.a',
    );
    const [subnet] = sidesOf(planOf([{ ...adopted, expressions: { availability_zone: {} } }])).after;
    expect(factsOf(subnet)).to.include({ mapPublicIpOnLaunch: true, defaultForAz: true });
    expect(unknownOf(subnet)).to.deep.equal(['cidrBlock', 'freeAddresses', 'ipv6CidrBlocks/*', 'vpcId']);
  });

  it('knows the VPC that is made, and one of IPv6 alone', () => {
    const vpc: Change = { address: 'aws_vpc.main', after: { cidr_block: '10.0.0.0/16' }, unknown: { id: true } };
    const alone = made({ ipv6_native: true, ipv6_cidr_block: '2001:db8::/64' }, { vpc_id: true });
    const { after } = sidesOf(planOf([alone, vpc]));
    expect(factsOf(after[0])).to.deep.include({
      vpcId: 'tf:aws_vpc.main',
      cidrBlock: null,
      ipv6CidrBlocks: ['2001:db8::/64'],
    });
    const cut = made({ cidr_block: '10.0.1.0/24', ipv6_cidr_block: null }, { ipv6_cidr_block: true });
    expect(unknownOf(sidesOf(planOf([cut])).after[0])).to.include('ipv6CidrBlocks/0');
  });

  it('does not know what is of another type', () => {
    const strange = made({ vpc_id: 'vpc-1', cidr_block: '', map_public_ip_on_launch: 'often', ipv6_native: 'no' });
    expect(unknownOf(sidesOf(planOf([strange])).after[0])).to.deep.equal([
      'availabilityZone',
      'cidrBlock',
      'freeAddresses',
      'mapPublicIpOnLaunch',
    ]);
  });
});
