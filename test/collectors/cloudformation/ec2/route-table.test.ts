import { expect } from 'chai';
import { describe as describeObjects, Mappings } from '../../../../collectors/planned/describe.ts';
import { settle } from '../../../../collectors/planned/draft.ts';
import { mappings } from '../../../../collectors/cloudformation/index.ts';
import type { Planned } from '../../../../collectors/planned/value.ts';
import { untold } from '../../../../collectors/planned/value.ts';
import { evaluate } from '../../../../core/evaluate.ts';
import { inventoryOf } from '../../../../core/inventory.ts';
import type { Facts } from '../../../../core/kinds/index.ts';
import rule from '../../../../rules/ec2/ec2-route-table-internet-route-absent.ts';
import { templateResource } from '../../../equivalence/triple.ts';
import { read } from '../written.ts';

const kind = 'aws.ec2.route-table';

function table(properties: Readonly<Record<string, Planned>>, others: Readonly<Record<string, string>> = {}) {
  return templateResource(
    kind,
    {
      Table: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: 'vpc-1' } },
      Out: { Type: 'AWS::EC2::Route', Properties: { RouteTableId: 'cfn:template/Table', ...properties } },
      ...Object.fromEntries(Object.entries(others).map(([name, Type]) => [name, { Type, Properties: {} }])),
    },
    '',
  );
}
const first = (resource: ReturnType<typeof table>) => (resource.facts as Facts<typeof kind>).routes[0];

const everywhere = { DestinationCidrBlock: '0.0.0.0/0' };

describe('route tables in a template', () => {
  it('tells a gateway of the template from other targets', () => {
    const edge = { ...everywhere, GatewayId: 'cfn:template/Edge' };
    expect(first(table(edge, { Edge: 'AWS::EC2::InternetGateway' }))).to.deep.equal({
      destinationCidr: '0.0.0.0/0',
      destinationIpv6Cidr: null,
      destinationPrefixListId: null,
      target: 'igw-cfn:template/Edge',
      state: 'active',
    });
    expect(first(table(edge, { Edge: 'AWS::EC2::VPNGateway' }))).to.include({ target: 'vgw-cfn:template/Edge' });
    expect(table(edge, { Edge: 'AWS::X::Gateway' }).unknown).to.have.property('routes/0/target');
    const nat = table({ ...everywhere, NatGatewayId: 'cfn:template/Nat' }, { Nat: 'AWS::EC2::NatGateway' });
    expect(first(nat)).to.include({ target: 'nat-cfn:template/Nat' });
  });

  it('lets the rule judge a whole template', async () => {
    const { objects } = await read({
      'net.yaml': `Resources:
  Edge: {Type: AWS::EC2::InternetGateway}
  Public: {Type: AWS::EC2::RouteTable, Properties: {VpcId: vpc-1}}
  Private: {Type: AWS::EC2::RouteTable, Properties: {VpcId: vpc-1}}
  Out:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref Public, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !GetAtt Edge.InternetGatewayId}
  Nat: {Type: AWS::EC2::NatGateway, Properties: {SubnetId: subnet-1}}
  OutByNat:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref Private, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Nat}
`,
    });
    const source = { operation: 'template', request: 'net.yaml' };
    const resources = describeObjects(objects, new Mappings(mappings), source).drafts.map(settle);
    const found: string[] = [];
    const inventory = inventoryOf({ takenAt: '2026-06-15T12:00:00.000Z', resources });
    for await (const { status, resource } of evaluate(inventory, [rule])) found.push(`${resource.arn} ${status}`);
    expect(found.sort()).to.deep.equal(['cfn:net/Private pass', 'cfn:net/Public fail']);
  });

  it('has no routes but those of the template, and is not the main one', () => {
    const { facts, unknown } = templateResource(
      kind,
      { Table: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: untold('a parameter') } } },
      '',
    );
    expect(facts).to.deep.include({ main: false, subnetIds: [], routes: [] });
    expect(Object.keys(unknown!)).to.deep.equal(['vpcId']);
  });

  it('does not know what is missing, not known or of another type', () => {
    expect(Object.keys(table({}).unknown!)).to.deep.equal(['routes/0/destinationCidr', 'routes/0/target']);
    expect(Object.keys(table({ ...everywhere, GatewayId: untold('an import') }).unknown!)).to.deep.equal([
      'routes/0/target',
    ]);
    const peer = table({ ...everywhere, VpcPeeringConnectionId: untold('an import') });
    expect(first(peer)!.target).to.equal('pcx-cfn:template/Out');
    expect(Object.keys(table({ DestinationCidrBlock: ['0.0.0.0/0'], InstanceId: {} }).unknown!)).to.deep.equal([
      'routes/0/destinationCidr',
      'routes/0/target',
    ]);
  });
});
