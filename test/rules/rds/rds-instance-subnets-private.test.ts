import { expect } from 'chai';
import rule from '../../../rules/rds/rds-instance-subnets-private.ts';
import { denied, findings, verdict, type Given } from '../tester.ts';

const route = (target: string, state = 'active') => ({
  destinationCidr: '0.0.0.0/0',
  destinationIpv6Cidr: null,
  destinationPrefixListId: null,
  target,
  state,
});
const table = (subnetIds: string[], targets: string[], more: Given<'aws.ec2.route-table'> = {}) => ({
  vpcId: 'vpc-1',
  main: false,
  subnetIds,
  routes: targets.map((target) => route(target)),
  ...more,
});
const instance = { vpcId: 'vpc-1', subnetIds: ['subnet-a', 'subnet-b'] };
const judge = (tables: Given<'aws.ec2.route-table'>[], given: Given<'aws.rds.instance'> = instance, options = {}) =>
  verdict(rule, 'aws.rds.instance', given, { 'aws.ec2.route-table': tables }, options);

describe('rds-instance-subnets-private', () => {
  it('has a part for each public subnet', async () => {
    const tables = [table(['subnet-a'], ['local', 'nat-1']), table(['subnet-b'], ['local', 'igw-1'])];
    const found = await findings(rule, 'aws.rds.instance', instance, { 'aws.ec2.route-table': tables });
    expect(found.map(({ status, part }) => [status, part])).to.deep.equal([['fail', 'subnet-b']]);
  });

  it('takes the main table of the VPC for subnets that name none', async () => {
    expect(await judge([table([], ['igw-1'], { main: true })])).to.equal('fail');
    expect(await judge([table([], ['igw-1'], { main: true }), table(instance.subnetIds, ['nat-1'])])).to.equal('pass');
    const others = [table([], ['local'], { main: true }), table([], ['igw-1'], { main: true, vpcId: 'vpc-2' })];
    expect(await judge(others)).to.equal('pass');
  });

  it('does not take an egress-only gateway, nor a gateway that is gone, for a way in', async () => {
    expect(await judge([table([], ['eigw-1'], { main: true })])).to.equal('pass');
    expect(await judge([table([], [], { main: true, routes: [route('igw-1', 'blackhole')] })])).to.equal('pass');
  });

  it('is unknown where the routes are: a denied listing, a subnet that another account shares', async () => {
    const gaps = [{ kind: 'aws.ec2.route-table' as const, ...denied, operation: 'ec2:DescribeRouteTables' }];
    expect(await judge([], instance, { gaps })).to.equal('unknown');
    expect(await judge([])).to.equal('unknown');
    expect(await judge([table(['subnet-b'], ['igw-1'])]), 'of the other subnet').to.equal('fail+unknown');
  });

  it('says nothing of an instance without a VPC', async () => {
    expect(await judge([], { vpcId: null, subnetIds: [] })).to.equal('not-applicable');
  });
});
