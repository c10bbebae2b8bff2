import { expect } from 'chai';
import collector from '../../../../collectors/aws/ec2/route-tables.ts';
import type { Facts } from '../../../../core/kinds/index.ts';
import { collectOne, collectWith } from '../collect.ts';
import { xml, type Xml } from '../xml.ts';

const mine = '123456789012';

describe('route tables', () => {
  const collect = (table: Record<string, Xml>) =>
    collectOne(collector, 'ec2:DescribeRouteTables', xml({ routeTableSet: [{ routeTableId: 'rtb-1', ...table }] }));
  const nowhere = { destinationCidr: null, destinationIpv6Cidr: null, destinationPrefixListId: null };

  it('reads every fact', async () => {
    const resource = await collect({
      vpcId: 'vpc-1',
      ownerId: mine,
      associationSet: [
        {
          routeTableAssociationId: 'rtbassoc-1',
          main: false,
          subnetId: 'subnet-1',
          associationState: { state: 'associated' },
        },
        {
          routeTableAssociationId: 'rtbassoc-2',
          main: false,
          subnetId: 'subnet-2',
          associationState: { state: 'disassociated' },
        },
        { routeTableAssociationId: 'rtbassoc-3', main: false, gatewayId: 'igw-1' },
        { routeTableAssociationId: 'rtbassoc-4', main: false, subnetId: 'subnet-3' },
      ],
      routeSet: [
        { destinationCidrBlock: '10.0.0.0/16', gatewayId: 'local', state: 'active' },
        { destinationCidrBlock: '0.0.0.0/0', natGatewayId: 'nat-1', state: 'blackhole' },
      ],
      tagSet: [{ key: 'Name', value: 'private' }],
    });
    expect(resource).to.deep.equal({
      kind: 'aws.ec2.route-table',
      arn: `arn:aws:ec2:us-east-1:${mine}:route-table/rtb-1`,
      account: mine,
      region: 'us-east-1',
      name: 'private',
      tags: { Name: 'private' },
      facts: {
        routeTableId: 'rtb-1',
        vpcId: 'vpc-1',
        ownerId: mine,
        main: false,
        subnetIds: ['subnet-1', 'subnet-3'],
        routes: [
          { ...nowhere, destinationCidr: '10.0.0.0/16', target: 'local', state: 'active' },
          { ...nowhere, destinationCidr: '0.0.0.0/0', target: 'nat-1', state: 'blackhole' },
        ],
      },
      source: { operation: 'ec2:DescribeRouteTables', request: 'DescribeRouteTables-1' },
    });
    const { asked, operations } = await collectWith(collector);
    expect(operations).to.deep.equal(collector.operations);
    expect(asked.map(({ question }) => question)).to.deep.equal([{ MaxResults: '100' }]);
  });

  it('knows the main table of a VPC', async () => {
    const { facts } = await collect({ associationSet: [{ main: true }, { main: false, subnetId: 'subnet-1' }] });
    expect(facts).to.deep.include({ main: true, subnetIds: ['subnet-1'] });
    expect((await collect({ associationSet: [] })).facts).to.deep.include({ main: false, subnetIds: [] });
  });

  const targets: readonly [Record<string, string>, string][] = [
    [{ gatewayId: 'igw-1' }, 'igw-1'],
    [{ gatewayId: 'vpce-1' }, 'vpce-1'],
    [{ natGatewayId: 'nat-1' }, 'nat-1'],
    [{ instanceId: 'i-1', instanceOwnerId: mine, networkInterfaceId: 'eni-1' }, 'eni-1'],
    [{ transitGatewayId: 'tgw-1' }, 'tgw-1'],
    [{ vpcPeeringConnectionId: 'pcx-1' }, 'pcx-1'],
    [{ egressOnlyInternetGatewayId: 'eigw-1' }, 'eigw-1'],
    [{ carrierGatewayId: 'cagw-1' }, 'cagw-1'],
    [{ localGatewayId: 'lgw-1' }, 'lgw-1'],
    [{ coreNetworkArn: 'arn:aws:networkmanager::1:core-network/1' }, 'arn:aws:networkmanager::1:core-network/1'],
    [{ odbNetworkArn: 'arn:aws:odb:us-east-1:1:odb-network/1' }, 'arn:aws:odb:us-east-1:1:odb-network/1'],
    [{ instanceId: 'i-1' }, 'i-1'],
    [{ ipAddress: '10.0.0.9' }, '10.0.0.9'],
  ];
  for (const [members, target] of targets) {
    it(`names ${target} as the target of ${Object.keys(members).join(' and ')}`, async () => {
      const { facts } = await collect({
        routeSet: [{ destinationIpv6CidrBlock: '::/0', state: 'active', ...members }],
      });
      const route = { ...nowhere, destinationIpv6Cidr: '::/0', target, state: 'active' };
      expect(facts).to.deep.include({ routes: [route] });
    });
  }

  it('leaves the routes open for a target or a destination that is not known here', async () => {
    for (const route of [{ destinationPrefixListId: 'pl-1', newGatewayId: 'ngw-1' }, { gatewayId: 'igw-1' }]) {
      const { facts, unknown } = await collect({ routeSet: [{ ...route, state: 'active' }] });
      expect((facts as Facts<'aws.ec2.route-table'>).routes).to.deep.equal([]);
      expect(unknown).to.have.property('routes/*');
    }
  });

  it('says what the answer lacks', async () => {
    const { facts, unknown } = await collect({});
    expect(facts).to.deep.equal({ routeTableId: 'rtb-1' });
    expect(Object.keys(unknown!).sort()).to.deep.equal(['main', 'ownerId', 'routes', 'subnetIds', 'vpcId']);
    const { facts: vague } = await collect({ associationSet: [{ routeTableAssociationId: 'rtbassoc-1' }] });
    expect(vague).to.not.have.property('main');
  });
});
