import { expect } from 'chai';
import type { Facts } from '../../../../core/kinds/index.ts';
import type { Resource } from '../../../../core/resource.ts';
import { planOf, references, sidesOf as allSidesOf, type Change } from '../plans.ts';

/** Types may be parts of other kinds too. */
function sidesOf(plan: Parameters<typeof allSidesOf>[0]) {
  const { before, after } = allSidesOf(plan);
  const own = (resource: Resource) => resource.kind === 'aws.ec2.prefix-list';
  return { before: before.filter(own), after: after.filter(own) };
}

const factsOf = (resource: Resource | undefined) => resource?.facts as Facts<'aws.ec2.prefix-list'>;
const unknownOf = (resource: Resource | undefined) => Object.keys(resource?.unknown ?? {}).sort();
const cidrs = (resource: Resource | undefined) => factsOf(resource).entries.map(({ cidr }) => cidr);

function made(entry: unknown, expressions: Record<string, unknown> = {}): Change {
  return {
    address: 'aws_ec2_managed_prefix_list.partners',
    after: { name: 'partners', address_family: 'IPv4', ...(entry === true ? {} : { entry }) },
    unknown: { id: true, arn: true, owner_id: true, ...(entry === true ? { entry: true } : {}) },
    expressions: { name: {}, address_family: {}, ...expressions },
  };
}
const ofItsOwn: Change = {
  address: 'aws_ec2_managed_prefix_list_entry.a',
  after: { cidr: '10.0.0.0/16', description: null },
  unknown: { id: true, prefix_list_id: true },
  expressions: { cidr: {}, prefix_list_id: references('aws_ec2_managed_prefix_list.partners.id') },
};

describe('managed prefix lists in a plan', () => {
  it('has the entries of its blocks', () => {
    const [list] = sidesOf(planOf([made([{ cidr: '0.0.0.0/0', description: 'all' }], { entry: [{}] })])).after;
    expect(list!.name).to.equal('partners');
    expect(factsOf(list)).to.deep.equal({
      prefixListId: 'tf:aws_ec2_managed_prefix_list.partners',
      ownerId: '123456789012',
      addressFamily: 'IPv4',
      entries: [{ cidr: '0.0.0.0/0', description: 'all' }],
    });
    expect(unknownOf(list)).to.deep.equal([]);
  });

  it('has those of their own; with neither, a block may be dynamic', () => {
    const [list] = sidesOf(planOf([made(true), ofItsOwn])).after;
    expect(cidrs(list)).to.deep.equal(['10.0.0.0/16']);
    expect(unknownOf(list)).to.deep.equal([]);
    expect(unknownOf(sidesOf(planOf([made(true)])).after[0])).to.deep.equal(['entries/*']);
    const inBlocks = made(true, { entry: [{}] });
    expect(unknownOf(sidesOf(planOf([inBlocks])).after[0])).to.deep.equal(['entries/*']);
  });

  it('takes out of the state what an entry of its own had put there', () => {
    const standing = { id: 'pl-1', name: 'partners', address_family: 'IPv4', entry: [{ cidr: '10.0.0.0/16' }] };
    const list: Change = {
      address: 'aws_ec2_managed_prefix_list.partners',
      before: standing,
      after: standing,
      expressions: { name: {} },
    };
    const gone: Change = {
      address: 'aws_ec2_managed_prefix_list_entry.a',
      before: { prefix_list_id: 'pl-1', cidr: '10.0.0.0/16', description: '' },
    };
    expect(cidrs(sidesOf(planOf([list, gone])).before[0])).to.deep.equal(['10.0.0.0/16']);
    expect(cidrs(sidesOf(planOf([list, gone])).after[0])).to.deep.equal([]);
  });

  it('does not know an entry without addresses, or of another type', () => {
    const [list] = sidesOf(planOf([made([{ cidr: '' }, 'no block'], { entry: [{}] })])).after;
    expect(unknownOf(list)).to.deep.equal(['entries/0/cidr', 'entries/1']);
  });
});
