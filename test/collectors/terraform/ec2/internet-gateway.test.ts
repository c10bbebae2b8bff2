import { expect } from 'chai';
import type { Facts } from '../../../../core/kinds/index.ts';
import type { Resource } from '../../../../core/resource.ts';
import { planOf, references, sidesOf as allSidesOf, type Change } from '../plans.ts';

/** Types may be parts of other kinds too. */
function sidesOf(plan: Parameters<typeof allSidesOf>[0]) {
  const { before, after } = allSidesOf(plan);
  const own = (resource: Resource) => resource.kind === 'aws.ec2.internet-gateway';
  return { before: before.filter(own), after: after.filter(own) };
}

const attachmentsOf = (resource: Resource | undefined) =>
  (resource?.facts as Facts<'aws.ec2.internet-gateway'>).attachments;
const unknownOf = (resource: Resource | undefined) => Object.keys(resource?.unknown ?? {}).sort();
const vpc: Change = { address: 'aws_vpc.main', after: { cidr_block: '10.0.0.0/16' }, unknown: { id: true } };

function made(expressions: Record<string, unknown>): Change {
  return {
    address: 'aws_internet_gateway.edge',
    after: { tags: null },
    unknown: { id: true, arn: true, owner_id: true, vpc_id: true },
    expressions,
  };
}

describe('internet gateways in a plan', () => {
  it('is attached to the VPC that it names, known or not', () => {
    const [gateway] = sidesOf(planOf([made({ vpc_id: references('aws_vpc.main.id') }), vpc])).after;
    expect(attachmentsOf(gateway)).to.deep.equal([{ vpcId: 'tf:aws_vpc.main', state: 'available' }]);
    const [other] = sidesOf(planOf([made({ vpc_id: references('data.aws_vpc.main.id') })])).after;
    expect(unknownOf(other)).to.deep.equal(['attachments/0/vpcId']);
  });

  it('is attached to nothing where it names no VPC, but by a resource of its own', () => {
    const attachment: Change = {
      address: 'aws_internet_gateway_attachment.edge',
      after: { vpc_id: 'vpc-1' },
      unknown: { id: true, internet_gateway_id: true },
      expressions: { vpc_id: {}, internet_gateway_id: references('aws_internet_gateway.edge.id') },
    };
    expect(attachmentsOf(sidesOf(planOf([made({})])).after[0])).to.deep.equal([]);
    const { after } = sidesOf(planOf([made({}), attachment]));
    expect(attachmentsOf(after[0])).to.deep.equal([{ vpcId: 'vpc-1', state: 'available' }]);
  });

  it('is detached when that is taken away', () => {
    const standing = { id: 'igw-1', vpc_id: 'vpc-1', owner_id: '123456789012' };
    const gateway: Change = {
      address: 'aws_internet_gateway.edge',
      before: standing,
      after: standing,
      expressions: { tags: {} },
    };
    const gone: Change = {
      address: 'aws_internet_gateway_attachment.edge',
      before: { internet_gateway_id: 'igw-1', vpc_id: 'vpc-1' },
    };
    const { before, after } = sidesOf(planOf([gateway, gone]));
    expect(attachmentsOf(before[0])).to.deep.equal([{ vpcId: 'vpc-1', state: 'available' }]);
    expect(attachmentsOf(after[0])).to.deep.equal([]);
    const moved = { ...gateway, after: { ...standing, vpc_id: 7 }, expressions: { vpc_id: {} } };
    expect(attachmentsOf(sidesOf(planOf([moved])).after[0])).to.deep.equal([{ vpcId: '7', state: 'available' }]);
  });
});
