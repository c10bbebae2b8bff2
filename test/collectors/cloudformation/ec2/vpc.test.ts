import { expect } from 'chai';
import { untold, type Planned } from '../../../../collectors/planned/value.ts';
import { templateResource } from '../../../equivalence/triple.ts';

function vpc(properties: Readonly<Record<string, Planned>>, block?: Readonly<Record<string, Planned>>) {
  const own = { Vpc: { Type: 'AWS::EC2::VPC', Properties: properties } };
  const more = { Block: { Type: 'AWS::EC2::VPCCidrBlock', Properties: { VpcId: 'cfn:template/Vpc', ...block } } };
  return templateResource('aws.ec2.vpc', block === undefined ? own : { ...own, ...more }, '');
}
const unknownOf = (resource: ReturnType<typeof vpc>) => Object.keys(resource.unknown ?? {});

describe('VPCs in a template', () => {
  it('is not the default one, and has the block that it is given', () => {
    const { facts, name } = vpc({ CidrBlock: '10.0.0.0/16', Tags: [{ Key: 'Name', Value: 'main' }] });
    expect(facts).to.deep.equal({
      vpcId: 'cfn:template/Vpc',
      ownerId: '123456789012',
      state: 'available',
      isDefault: false,
      cidrBlocks: ['10.0.0.0/16'],
      ipv6CidrBlocks: [],
    });
    expect(name).to.equal('main');
  });

  it('does not know a block from a pool, or that Amazon provides', () => {
    expect(unknownOf(vpc({ Ipv4IpamPoolId: 'ipam-pool-1', Ipv4NetmaskLength: 24 }))).to.deep.equal(['cidrBlocks/0']);
    const given = { CidrBlock: '10.0.0.0/16' };
    expect(unknownOf(vpc(given, { AmazonProvidedIpv6CidrBlock: true }))).to.deep.equal(['ipv6CidrBlocks/0']);
    expect(unknownOf(vpc(given, { Ipv4IpamPoolId: 'ipam-pool-1' }))).to.deep.equal(['cidrBlocks/1']);
    expect(unknownOf(vpc(given, { CidrBlock: untold('a parameter') }))).to.deep.equal(['cidrBlocks/1']);
  });
});
