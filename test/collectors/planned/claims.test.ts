import { expect } from 'chai';
import { changeOf } from '../../../collectors/terraform/read.ts';
import { evaluate } from '../../../core/evaluate.ts';
import type { Resource } from '../../../core/resource.ts';
import { routeTableOf } from '../../../rules/shared/instance-reachability.ts';
import { defineRule, fail, pass } from '../../../core/rule.ts';
import { account } from '../../rules/tester.ts';
import { planOf, references, type Change } from '../terraform/plans.ts';
import { accountOf, afterOf, factsOf, listed, liveOf, templateOf } from './account.ts';
import { onto } from '../../../collectors/planned/change.ts';

const arnOf = (noun: string, id: string, region = 'us-east-1') => `arn:aws:ec2:${region}:${account}:${noun}/${id}`;
const table = (id: string, subnetIds: string[], more: { main?: boolean; region?: string; vpcId?: string } = {}) =>
  liveOf('aws.ec2.route-table', id, {
    routeTableId: id,
    vpcId: 'vpc-1',
    ownerId: account,
    main: false,
    subnetIds,
    routes: [],
    ...more,
  });
const acl = (id: string, subnetIds: string[]) =>
  liveOf('aws.ec2.network-acl', id, {
    networkAclId: id,
    vpcId: 'vpc-1',
    ownerId: account,
    isDefault: id === 'acl-0',
    subnetIds,
    entries: [],
  });

const association = (tableId: string, subnetId: string, name = 'a'): Change => ({
  address: `aws_route_table_association.${name}`,
  after: { route_table_id: tableId, subnet_id: subnetId },
  unknown: { id: true },
});
const put = (changes: readonly Change[], live: readonly Resource[], regions?: readonly string[]) =>
  afterOf(changeOf(planOf(changes), 'plan.json'), live, regions);

async function subnetsAfter(
  changes: readonly Change[],
  live: readonly Resource[],
  regions?: readonly string[],
): Promise<Record<string, readonly string[]>> {
  const after = await put(changes, live, regions);
  return Object.fromEntries(
    [...after.values()]
      .filter(({ kind }) => kind === 'aws.ec2.route-table' || kind === 'aws.ec2.network-acl')
      .map((resource) => [resource.arn.split('/').at(-1) ?? '', factsOf('aws.ec2.route-table', resource).subnetIds]),
  );
}

describe('what only one resource has at a time, in a change put onto an account', () => {
  it('a subnet goes from the live table, which the change does not speak of, to another', async () => {
    const live = [table('rtb-0', ['subnet-1', 'subnet-2']), table('rtb-1', ['subnet-3'])];
    expect(await subnetsAfter([association('rtb-1', 'subnet-1')], live)).to.deep.equal({
      'rtb-0': ['subnet-2'],
      'rtb-1': ['subnet-3', 'subnet-1'],
    });
    const left = (await put([association('rtb-1', 'subnet-1')], live)).get(arnOf('route-table', 'rtb-0'));
    expect(left?.sources).to.deep.equal({ subnetIds: { operation: 'terraform show', request: 'plan.json' } });
    expect(left?.address).to.equal(undefined);
  });

  it('a subnet goes to a network ACL that is made', async () => {
    const fresh: Change = {
      address: 'aws_network_acl.web',
      after: { vpc_id: 'vpc-1', subnet_ids: ['subnet-1'] },
      unknown: { id: true, arn: true, ingress: true, egress: true },
    };
    expect(await subnetsAfter([fresh], [acl('acl-0', ['subnet-1', 'subnet-2'])])).to.deep.equal({
      'acl-0': ['subnet-2'],
      'tf:aws_network_acl.web': ['subnet-1'],
    });
  });

  it('a subnet goes from one that the change speaks of, where the change leaves it there', async () => {
    const standing = (id: string) => ({ id, arn: arnOf('network-acl', id), vpc_id: 'vpc-1', owner_id: account });
    const before = { ...standing('acl-1'), subnet_ids: [] };
    const kept = { ...standing('acl-2'), subnet_ids: ['subnet-1', 'subnet-2'], tags: {} };
    const changes: Change[] = [
      { address: 'aws_network_acl.to', before, after: { ...before, subnet_ids: ['subnet-1'] } },
      { address: 'aws_network_acl.from', before: kept, after: { ...kept, tags: { Team: 'a' } } },
    ];
    expect(await subnetsAfter(changes, [acl('acl-1', []), acl('acl-2', ['subnet-1', 'subnet-2'])])).to.deep.equal({
      'acl-1': ['subnet-1'],
      'acl-2': ['subnet-2'],
    });
  });

  it('what the account has and the change leaves alone stays, drift included', async () => {
    const live = [table('rtb-0', ['subnet-1']), table('rtb-1', ['subnet-1'])];
    const there: Change = { ...association('rtb-1', 'subnet-1'), actions: ['no-op'] };
    expect(await subnetsAfter([{ ...there, before: there.after ?? null }], live)).to.deep.equal({
      'rtb-0': ['subnet-1'],
      'rtb-1': ['subnet-1'],
    });
  });

  it('nothing goes from another Region', async () => {
    const far = table('rtb-9', ['subnet-1'], { region: 'eu-west-1' });
    const live = [table('rtb-1', []), far];
    expect(await subnetsAfter([association('rtb-1', 'subnet-1')], live, ['us-east-1', 'eu-west-1'])).to.deep.equal({
      'rtb-1': ['subnet-1'],
      'rtb-9': ['subnet-1'],
    });
  });

  it('what nobody could read of the others stays unknown', async () => {
    const partly = table('rtb-0', ['', 'subnet-1']);
    const unread = { reason: 'access-denied', operation: 'ec2:DescribeRouteTables', message: 'denied' } as const;
    const live = [{ ...partly, unknown: { 'subnetIds/0': unread, 'subnetIds/*': unread } }, table('rtb-1', [])];
    const left = (await put([association('rtb-1', 'subnet-1')], live)).get(partly.arn);
    expect(factsOf('aws.ec2.route-table', left).subnetIds).to.deep.equal([null]);
    expect(Object.keys(left?.unknown ?? {}).sort()).to.deep.equal(['subnetIds/*', 'subnetIds/0']);
  });

  it('a VPC has one main route table', async () => {
    const live = [
      table('rtb-0', [], { main: true }),
      table('rtb-1', []),
      table('rtb-9', [], { main: true, vpcId: 'vpc-2' }),
    ];
    const main: Change = {
      address: 'aws_main_route_table_association.main',
      after: { vpc_id: 'vpc-1', route_table_id: 'rtb-1' },
      unknown: { id: true, original_route_table_id: true },
    };
    const after = await put([main], live);
    const mains = [...after.values()].map((one) => factsOf('aws.ec2.route-table', one).main);
    expect(mains).to.deep.equal([false, true, true]);
  });

  it('in a template too, and a rule reads the new table, in whatever order', async () => {
    const change = await templateOf(`Resources:
  Public: {Type: AWS::EC2::RouteTable, Properties: {VpcId: vpc-1}}
  Out: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Public, DestinationCidrBlock: 0.0.0.0/0, GatewayId: igw-1}}
  Move: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {RouteTableId: !Ref Public, SubnetId: subnet-1}}
`);
    const subnet = liveOf('aws.ec2.subnet', 'subnet-1', { subnetId: 'subnet-1', vpcId: 'vpc-1' });
    const rule = defineRule({
      id: 'test-subnet-routed',
      title: 'Subnet has no route out',
      severity: 'low',
      resource: 'aws.ec2.subnet',
      reads: ['aws.ec2.route-table'],
      controls: [],
      rationale: 'A test',
      remediation: 'None',
      references: [],
      equivalents: {},
      examples: { pass: {}, fail: {} },
      evaluate(each, { inventory }) {
        return routeTableOf(each, inventory).routes.isEmpty() ? pass : fail('It has a route out');
      },
    });
    const inventory = accountOf([table('rtb-0', ['subnet-1']), subnet]);
    const { before, after } = await onto(change, inventory);
    const statuses = async (side: typeof after) => (await listed(evaluate(side, [rule]))).map(({ status }) => status);
    expect([await statuses(before!), await statuses(after)]).to.deep.equal([['pass'], ['fail']]);
  });

  it('a reference to a subnet that is live already means that one', async () => {
    const subnet = liveOf('aws.ec2.subnet', 'subnet-1', {
      subnetId: 'subnet-1',
      vpcId: 'vpc-1',
      cidrBlock: '10.0.0.0/24',
    });
    const changes: Change[] = [
      {
        address: 'aws_subnet.a',
        after: { vpc_id: 'vpc-1', cidr_block: '10.0.0.0/24' },
        unknown: { id: true, arn: true },
      },
      {
        ...association('rtb-1', ''),
        after: { route_table_id: 'rtb-1' },
        unknown: { id: true, subnet_id: true },
        expressions: { route_table_id: {}, subnet_id: references('aws_subnet.a.id') },
      },
    ];
    expect(await subnetsAfter(changes, [subnet, table('rtb-0', ['subnet-1']), table('rtb-1', [])])).to.deep.equal({
      'rtb-0': [],
      'rtb-1': ['subnet-1'],
    });
  });
});
