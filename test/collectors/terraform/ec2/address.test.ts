import { expect } from 'chai';
import type { Facts } from '../../../../core/kinds/index.ts';
import type { Resource } from '../../../../core/resource.ts';
import { planOf, references, sidesOf as allSidesOf, type Change } from '../plans.ts';

/** Types may be parts of other kinds too. */
function sidesOf(plan: Parameters<typeof allSidesOf>[0]) {
  const { before, after } = allSidesOf(plan);
  const own = (resource: Resource) => resource.kind === 'aws.ec2.address';
  return { before: before.filter(own), after: after.filter(own) };
}

const factsOf = (resource: Resource | undefined) => resource?.facts as Facts<'aws.ec2.address'>;
const unknownOf = (resource: Resource | undefined) => Object.keys(resource?.unknown ?? {}).sort();
const made: Change = {
  address: 'aws_eip.web',
  after: { domain: 'vpc', tags: null },
  unknown: { id: true, public_ip: true, association_id: true, instance: true, network_interface: true },
};
const standing = {
  id: 'eipalloc-1',
  public_ip: '203.0.113.25',
  association_id: 'eipassoc-1',
  instance: 'i-1',
  network_interface: 'eni-1',
};

describe('Elastic IP addresses in a plan', () => {
  it('does not know what AWS chooses, nor what else may take it', () => {
    const [address] = sidesOf(planOf([made])).after;
    expect(factsOf(address)).to.deep.equal({ allocationId: 'tf:aws_eip.web' });
    expect(unknownOf(address)).to.deep.equal(['associationId', 'instanceId', 'interfaceId', 'publicIp']);
  });

  it('is given to what an association names, until that is taken away', () => {
    const association: Change = {
      address: 'aws_eip_association.web',
      after: { instance_id: 'i-1' },
      unknown: { id: true, allocation_id: true, network_interface_id: true, public_ip: true },
      expressions: { allocation_id: references('aws_eip.web.id'), instance_id: {} },
    };
    const [given] = sidesOf(planOf([made, association])).after;
    expect(factsOf(given)).to.include({ instanceId: 'i-1', associationId: 'tf:aws_eip_association.web' });
    expect(unknownOf(given)).to.deep.equal(['interfaceId', 'publicIp']);
    const { after } = sidesOf(
      planOf([
        { address: 'aws_eip.web', before: standing, after: standing, expressions: {} },
        { address: 'aws_eip_association.web', before: { id: 'eipassoc-1', allocation_id: 'eipalloc-1' } },
      ]),
    );
    expect(factsOf(after[0])).to.include({ associationId: null, instanceId: null, interfaceId: null });
  });

  it('may be any that is made, where an association gives the address alone', () => {
    const byIp = { address: 'aws_eip_association.web', after: { public_ip: '203.0.113.25', instance_id: 'i-1' } };
    const { after } = sidesOf(planOf([made, byIp]));
    expect(after).to.have.lengthOf(2);
    expect(unknownOf(after[0])).to.include('instanceId');
    expect(factsOf(after[1])).to.deep.include({ instanceId: 'i-1' });
  });
});
