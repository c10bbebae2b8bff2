import { expect } from 'chai';
import type { Facts } from '../../../../core/kinds/index.ts';
import type { Resource } from '../../../../core/resource.ts';
import { planOf, references, sidesOf as allSidesOf, type Change } from '../plans.ts';

/** Types may be parts of other kinds too. */
function sidesOf(plan: Parameters<typeof allSidesOf>[0]) {
  const { before, after } = allSidesOf(plan);
  const own = (resource: Resource) => resource.kind === 'aws.ec2.vpc';
  return { before: before.filter(own), after: after.filter(own) };
}

const factsOf = (resource: Resource | undefined) => resource?.facts as Facts<'aws.ec2.vpc'>;
const unknownOf = (resource: Resource | undefined) => Object.keys(resource?.unknown ?? {}).sort();

function made(after: Record<string, unknown>, more: Partial<Change> = {}): Change {
  return {
    address: 'aws_vpc.main',
    after: { ...after, tags: null },
    unknown: { id: true, arn: true, owner_id: true, ipv6_cidr_block: true, tags_all: {} },
    expressions: Object.fromEntries(Object.keys(after).map((name) => [name, {}])),
    ...more,
  };
}

describe('VPCs in a plan', () => {
  it('knows a new one whole: not the default one, without IPv6 unless it asks for it', () => {
    const [vpc] = sidesOf(planOf([made({ cidr_block: '10.0.0.0/16' })])).after;
    expect(factsOf(vpc)).to.deep.equal({
      vpcId: 'tf:aws_vpc.main',
      ownerId: '123456789012',
      state: 'available',
      isDefault: false,
      cidrBlocks: ['10.0.0.0/16'],
      ipv6CidrBlocks: [],
    });
    expect(unknownOf(vpc)).to.deep.equal([]);
    const generated = made({ cidr_block: '10.0.0.0/16', assign_generated_ipv6_cidr_block: true });
    expect(unknownOf(sidesOf(planOf([generated])).after[0])).to.deep.equal(['ipv6CidrBlocks/0']);
    const left = { assign_generated_ipv6_cidr_block: null, ipv6_cidr_block: null, ipv6_ipam_pool_id: '' };
    const [without] = sidesOf(planOf([made({ cidr_block: '10.0.0.0/16', ...left })])).after;
    expect(factsOf(without).ipv6CidrBlocks).to.deep.equal([]);
    const pooled = made({ cidr_block: '10.0.0.0/16', ipv6_ipam_pool_id: 'ipam-pool-1' });
    expect(unknownOf(sidesOf(planOf([pooled])).after[0])).to.deep.equal(['ipv6CidrBlocks/0']);
  });

  it('does not know a block from a pool', () => {
    const pooled = made(
      { ipv4_ipam_pool_id: 'ipam-pool-1', ipv4_netmask_length: 24 },
      { unknown: { id: true, arn: true, owner_id: true, cidr_block: true, ipv6_cidr_block: true } },
    );
    expect(unknownOf(sidesOf(planOf([pooled])).after[0])).to.deep.equal(['cidrBlocks/0']);
  });

  it('has the blocks that are associated with it', () => {
    const second: Change = {
      address: 'aws_vpc_ipv4_cidr_block_association.second',
      after: { cidr_block: '10.1.0.0/16' },
      unknown: { id: true, vpc_id: true },
      expressions: { vpc_id: references('aws_vpc.main.id') },
    };
    const { after } = sidesOf(planOf([made({ cidr_block: '10.0.0.0/16' }), second]));
    expect(factsOf(after[0]).cidrBlocks).to.deep.equal(['10.0.0.0/16', '10.1.0.0/16']);
    expect(after).to.have.lengthOf(1);
  });

  it('knows the default one, but not which it is until it is adopted', () => {
    const adopted = made({}, { address: 'aws_default_vpc.this', unknown: { id: true, arn: true, cidr_block: true } });
    const [vpc] = sidesOf(planOf([adopted])).after;
    expect(factsOf(vpc).isDefault).to.equal(true);
    expect(unknownOf(vpc)).to.deep.equal(['cidrBlocks/*', 'cidrBlocks/0', 'ipv6CidrBlocks/*']);
  });

  it('does not know what is of another type', () => {
    const strange = made({ cidr_block: ['10.0.0.0/16'], assign_generated_ipv6_cidr_block: 'perhaps' });
    const [vpc] = sidesOf(planOf([strange])).after;
    expect(unknownOf(vpc)).to.deep.equal(['cidrBlocks/0', 'ipv6CidrBlocks/0']);
    expect(vpc!.unknown!['cidrBlocks/0']).to.include({ reason: 'error', message: 'cidr_block is not a text' });
  });
});
