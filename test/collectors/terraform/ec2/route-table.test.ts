import { expect } from 'chai';
import { onto } from '../../../../collectors/planned/change.ts';
import { changeOf } from '../../../../collectors/terraform/read.ts';
import { evaluate } from '../../../../core/evaluate.ts';
import { inventoryOf } from '../../../../core/inventory.ts';
import type { Facts } from '../../../../core/kinds/index.ts';
import type { Resource } from '../../../../core/resource.ts';
import rule from '../../../../rules/ec2/ec2-route-table-internet-route-absent.ts';
import { judge, planOf, references, sidesOf, type Change } from '../plans.ts';

const kind = 'aws.ec2.route-table';
const tables = (resources: readonly Resource[]) => resources.filter((resource) => resource.kind === kind);
const factsOf = (resource: Resource | undefined) => resource?.facts as Facts<typeof kind>;
const unknownOf = (resource: Resource | undefined) => Object.keys(resource?.unknown ?? {}).sort();
const nowhere = { destinationCidr: null, destinationIpv6Cidr: null, destinationPrefixListId: null };

const made = { id: true, arn: true, owner_id: true, route: true, propagating_vgws: true };
/** A table that is made, with nothing in its own blocks. */
const fresh: Change = {
  address: 'aws_route_table.public',
  after: { vpc_id: 'vpc-1', tags: null },
  unknown: made,
  expressions: { vpc_id: {} },
};
const standing = {
  id: 'rtb-1',
  arn: 'arn:aws:ec2:us-east-1:123456789012:route-table/rtb-1',
  owner_id: '123456789012',
  vpc_id: 'vpc-1',
  route: [{ cidr_block: '0.0.0.0/0', gateway_id: 'igw-1' }],
};

/** A route of its own in the table that is made. */
function route(target: string, more: Partial<Change> = {}): Change {
  return {
    address: 'aws_route.out',
    after: { destination_cidr_block: '0.0.0.0/0' },
    unknown: {
      id: true,
      route_table_id: true,
      network_interface_id: true,
      instance_id: true,
      instance_owner_id: true,
      state: true,
      [target]: true,
    },
    expressions: {
      route_table_id: references('aws_route_table.public.id'),
      destination_cidr_block: {},
      [target]: references('aws_internet_gateway.edge.id'),
    },
    ...more,
  };
}
const gateway: Change = { address: 'aws_internet_gateway.edge', after: {}, unknown: { id: true }, expressions: {} };

async function verdicts(...changes: readonly Change[]): Promise<string[]> {
  const found: string[] = [];
  for await (const { status, part } of evaluate(judge(planOf(changes)).after, [rule])) {
    found.push(part === null ? status : `${status} ${part}`);
  }
  return found;
}

describe('route tables in a plan', () => {
  it('tells a gateway that is made from other targets, and lets the rule judge it', async () => {
    const [table] = tables(sidesOf(planOf([fresh, gateway, route('gateway_id')])).after);
    expect(factsOf(table)).to.deep.include({
      main: false,
      subnetIds: [],
      routes: [
        { ...nowhere, destinationCidr: '0.0.0.0/0', target: 'igw-tf:aws_internet_gateway.edge', state: 'active' },
      ],
    });
    expect(await verdicts(fresh, gateway, route('gateway_id'))).to.deep.equal(['fail route 0.0.0.0/0']);
  });

  it('knows what a target is by its argument, though not which one', async () => {
    const nat = route('nat_gateway_id', { address: 'aws_route.out[0]' });
    const [table] = tables(sidesOf(planOf([fresh, nat])).after);
    expect(factsOf(table).routes[0]!.target).to.equal('nat-tf:aws_route.out[0]');
    expect(await verdicts(fresh, nat)).to.deep.equal(['pass']);
  });

  it('knows a VPN gateway that is made, and does not know a gateway that the plan does not have', async () => {
    const vpn: Change = { address: 'aws_vpn_gateway.edge', after: {}, unknown: { id: true }, expressions: {} };
    const toVpn = route('gateway_id', {
      expressions: {
        route_table_id: references('aws_route_table.public.id'),
        gateway_id: references('aws_vpn_gateway.edge.id'),
      },
    });
    expect(await verdicts(fresh, vpn, toVpn)).to.deep.equal(['pass']);
    expect(await verdicts(fresh, route('gateway_id'))).to.deep.equal(['unknown']);
    const carrier: Change = { address: 'aws_ec2_carrier_gateway.edge', after: {}, unknown: { id: true } };
    const toCarrier = route('gateway_id', {
      expressions: {
        route_table_id: references('aws_route_table.public.id'),
        gateway_id: references('aws_ec2_carrier_gateway.edge.id'),
      },
    });
    expect(await verdicts(fresh, carrier, toCarrier)).to.deep.equal(['unknown']);
  });

  it('does not take what the route led to before for what it will lead to', () => {
    const before = {
      id: 'r-1',
      route_table_id: 'rtb-1',
      destination_cidr_block: '0.0.0.0/0',
      network_interface_id: 'eni-1',
      gateway_id: '',
      state: 'active',
    };
    const changed = route('gateway_id', {
      before,
      after: { ...before, gateway_id: undefined },
      unknown: { gateway_id: true },
    });
    const existing = { ...standing, route: [{ cidr_block: '0.0.0.0/0', network_interface_id: 'eni-1' }] };
    const table: Change = {
      address: 'aws_route_table.public',
      before: existing,
      after: existing,
      expressions: { vpc_id: {} },
    };
    const targets = (resource: Resource | undefined) => factsOf(resource).routes.map(({ target }) => target);
    const sides = sidesOf(planOf([table, gateway, changed]));
    expect(targets(tables(sides.before)[0])).to.deep.equal(['eni-1']);
    expect(targets(tables(sides.after)[0])).to.deep.equal(['igw-tf:aws_internet_gateway.edge']);
  });

  it('knows nothing of the routes of a new table that has neither blocks nor routes of their own', async () => {
    const [table] = tables(sidesOf(planOf([fresh])).after);
    expect(unknownOf(table)).to.deep.equal(['routes/*']);
    expect(await verdicts(fresh)).to.deep.equal(['unknown']);
  });

  it('takes out of the state what a route of its own had put there', () => {
    const table: Change = {
      address: 'aws_route_table.public',
      before: { ...standing, route: [...standing.route, { cidr_block: '10.8.0.0/16', nat_gateway_id: 'nat-1' }] },
      after: { ...standing, route: [...standing.route, { cidr_block: '10.8.0.0/16', nat_gateway_id: 'nat-1' }] },
      expressions: { vpc_id: {} },
    };
    const gone: Change = {
      address: 'aws_route.out',
      before: { route_table_id: 'rtb-1', destination_cidr_block: '0.0.0.0/0', gateway_id: 'igw-1', state: 'active' },
    };
    const { before, after } = sidesOf(planOf([table, gone]));
    const targets = (resource: Resource | undefined) => factsOf(resource).routes.map(({ target }) => target);
    expect(targets(tables(before)[0])).to.deep.equal(['igw-1', 'nat-1']);
    expect(targets(tables(after)[0])).to.deep.equal(['nat-1']);
  });

  it('reads blocks with targets that are made', () => {
    const table: Change = {
      address: 'aws_route_table.public',
      after: { vpc_id: 'vpc-1', route: [{ cidr_block: '0.0.0.0/0', gateway_id: '', nat_gateway_id: '' }] },
      unknown: { id: true, arn: true, owner_id: true, route: [{ gateway_id: true }] },
      expressions: {
        vpc_id: {},
        route: [{ cidr_block: {}, gateway_id: references('aws_internet_gateway.edge.id') }],
      },
    };
    const [first] = tables(sidesOf(planOf([table, gateway])).after);
    expect(factsOf(first).routes).to.deep.equal([
      { ...nowhere, destinationCidr: '0.0.0.0/0', target: 'igw-tf:aws_internet_gateway.edge', state: 'active' },
    ]);
    const all = tables(sidesOf(planOf([{ ...table, unknown: { id: true, arn: true, route: true } }])).after);
    expect(unknownOf(all[0])).to.deep.equal(['routes/*']);
  });

  it('does not know a route without destination or target, or of another type', () => {
    const table: Change = {
      address: 'aws_route_table.public',
      before: standing,
      after: { ...standing, route: [{ gateway_id: 'igw-1' }, { cidr_block: '10.0.0.0/8' }, 'no block'] },
    };
    const [first] = tables(sidesOf(planOf([table])).after);
    expect(unknownOf(first)).to.deep.equal([
      'main',
      'routes/0/destinationCidr',
      'routes/1/target',
      'routes/2',
      'subnetIds/*',
    ]);
    const { after } = sidesOf(planOf([{ ...table, after: { ...standing, route: 7 } }]));
    expect(unknownOf(tables(after)[0])).to.include('routes/0');
  });

  it('tells that a route is a blackhole where the state does', () => {
    const hole = {
      route_table_id: 'rtb-2',
      destination_cidr_block: '0.0.0.0/0',
      gateway_id: 'igw-9',
      state: 'blackhole',
    };
    const [table] = tables(sidesOf(planOf([{ address: 'aws_route.hole', before: hole, after: hole }])).after);
    expect(table!.arn).to.equal('arn:aws:ec2:us-east-1:123456789012:route-table/rtb-2');
    expect(factsOf(table).routes[0]).to.include({ state: 'blackhole', target: 'igw-9' });
    expect(unknownOf(table)).to.deep.equal(['main', 'ownerId', 'routes/*', 'subnetIds', 'tags', 'vpcId']);
  });

  it('counts the subnets that name it, and leaves out what names a gateway', () => {
    const association = (name: string, after: Record<string, unknown>, unknown = {}): Change => ({
      address: `aws_route_table_association.${name}`,
      after,
      unknown: { id: true, route_table_id: true, ...unknown },
      expressions: {
        route_table_id: references('aws_route_table.public.id'),
        subnet_id: references('aws_subnet.a.id'),
      },
    });
    const subnet: Change = { address: 'aws_subnet.a', after: { vpc_id: 'vpc-1' }, unknown: { id: true } };
    const { after } = sidesOf(
      planOf([
        fresh,
        subnet,
        association('a', { gateway_id: null }, { subnet_id: true }),
        association('edge', { gateway_id: 'igw-1', subnet_id: null }),
      ]),
    );
    expect(factsOf(tables(after)[0]).subnetIds).to.deep.equal(['tf:aws_subnet.a']);
    expect(tables(after)).to.have.lengthOf(1);
  });

  it('moves the main table, and back', () => {
    const vpc = { id: 'vpc-1', cidr_block: '10.0.0.0/16', main_route_table_id: 'rtb-0' };
    const association = { vpc_id: 'vpc-1', route_table_id: 'rtb-1' };
    const changes = (before: object | null, after: object | null, unknown = {}): Change[] => [
      { address: 'aws_vpc.main', before: vpc, after: vpc },
      { address: 'aws_route_table.public', before: standing, after: standing },
      {
        address: 'aws_main_route_table_association.main',
        before: (before as Change['before']) ?? null,
        after: (after as Change['after']) ?? null,
        unknown,
      },
    ];
    const mains = (resources: readonly Resource[]) =>
      Object.fromEntries(tables(resources).map((table) => [factsOf(table).routeTableId, factsOf(table).main]));
    const onto = sidesOf(planOf(changes(null, association, { id: true, original_route_table_id: true })));
    expect(mains(onto.before)).to.deep.equal({ 'rtb-1': undefined });
    expect(mains(onto.after)).to.deep.equal({ 'rtb-1': true, 'rtb-0': false });
    const off = sidesOf(planOf(changes({ ...association, original_route_table_id: 'rtb-0' }, null)));
    expect(mains(off.after)).to.deep.equal({ 'rtb-1': false, 'rtb-0': true });
  });

  it('takes a default table for the main one where it is adopted, by the id that it has', () => {
    const adopted: Change = {
      address: 'aws_default_route_table.main',
      after: { default_route_table_id: 'rtb-0', route: [] },
      unknown: { id: true, arn: true, owner_id: true, vpc_id: true },
    };
    const [table] = tables(sidesOf(planOf([adopted])).after);
    expect(factsOf(table)).to.include({ routeTableId: 'rtb-0', main: true });
    expect(factsOf(table).routes).to.deep.equal([]);
    expect(unknownOf(table)).to.deep.equal(['subnetIds/*', 'vpcId']);
  });

  it('put onto an account changes its routes, and leaves those that AWS sets', async () => {
    const leads = (destinationCidr: string, target: string) => ({
      ...nowhere,
      destinationCidr,
      target,
      state: 'active',
    });
    const live: Resource = {
      kind,
      arn: standing.arn,
      account: '123456789012',
      region: 'us-east-1',
      name: null,
      tags: {},
      facts: {
        routeTableId: 'rtb-1',
        vpcId: 'vpc-1',
        ownerId: '123456789012',
        main: true,
        subnetIds: ['subnet-9'],
        routes: [leads('10.0.0.0/16', 'local'), leads('0.0.0.0/0', 'nat-1')],
      },
      source: { operation: 'ec2:DescribeRouteTables', request: 'r-1' },
    };
    const nat = { ...standing, route: [{ cidr_block: '0.0.0.0/0', nat_gateway_id: 'nat-1' }] };
    const plan = planOf([
      { address: 'aws_route_table.public', before: nat, after: standing },
      { address: 'aws_route_table_association.a', after: { route_table_id: 'rtb-1', subnet_id: 'subnet-1' } },
    ]);
    const accounts = [{ id: '123456789012', enabled: ['us-east-1'], scanned: ['us-east-1'] }];
    const inventory = inventoryOf({ takenAt: '2026-06-15T12:00:00.000Z', accounts, resources: [live] });
    const after: Resource[] = [];
    for await (const one of (await onto(changeOf(plan, 'plan.json'), inventory)).after.resources()) after.push(one);
    expect(after.map(factsOf)).to.deep.equal([
      {
        ...live.facts,
        subnetIds: ['subnet-9', 'subnet-1'],
        routes: [leads('10.0.0.0/16', 'local'), leads('0.0.0.0/0', 'igw-1')],
      },
    ]);
  });
});
