import { expect } from 'chai';
import { alone, type PlannedChange } from '../../../collectors/planned/change.ts';
import { changeOf } from '../../../collectors/terraform/read.ts';
import type { Resource } from '../../../core/resource.ts';
import { account, takenAt } from '../../rules/tester.ts';
import { planOf, references, type Change } from '../terraform/plans.ts';
import { afterOf, factsOf, listed, liveOf, templateOf } from './account.ts';

const arnOf = (noun: string, id: string) => `arn:aws:ec2:us-east-1:${account}:${noun}/${id}`;
const entry = (ruleNumber: number) => ({
  ruleNumber,
  egress: false,
  action: 'allow',
  protocol: 'all',
  cidrIpv4: '0.0.0.0/0',
  cidrIpv6: null,
  fromPort: null,
  toPort: null,
});

/** What AWS has made in a VPC by itself, and the VPC. */
function networkOf(number: number, isDefault: boolean, tags: Record<string, string> = {}): readonly Resource[] {
  const vpcId = `vpc-${number}`;
  const inIt = { vpcId, ownerId: account };
  return [
    liveOf('aws.ec2.vpc', vpcId, { ...inIt, state: 'available', isDefault, cidrBlocks: [], ipv6CidrBlocks: [], tags }),
    liveOf('aws.ec2.subnet', `subnet-${number}a`, {
      ...inIt,
      subnetId: `subnet-${number}a`,
      availabilityZone: 'us-east-1a',
      defaultForAz: isDefault,
      cidrBlock: `10.${number}.0.0/24`,
    }),
    liveOf('aws.ec2.subnet', `subnet-${number}b`, {
      ...inIt,
      subnetId: `subnet-${number}b`,
      availabilityZone: 'us-east-1b',
      defaultForAz: isDefault,
      cidrBlock: `10.${number}.1.0/24`,
    }),
    liveOf('aws.ec2.security-group', `sg-${number}`, {
      ...inIt,
      groupId: `sg-${number}`,
      groupName: 'default',
      description: 'default VPC security group',
      ingress: [],
      egress: [],
    }),
    liveOf('aws.ec2.network-acl', `acl-${number}`, {
      ...inIt,
      networkAclId: `acl-${number}`,
      isDefault: true,
      subnetIds: [`subnet-${number}a`],
      entries: [entry(100)],
    }),
    liveOf('aws.ec2.route-table', `rtb-${number}`, {
      ...inIt,
      routeTableId: `rtb-${number}`,
      main: true,
      subnetIds: [],
      routes: [],
    }),
  ];
}

const made = { id: true, arn: true, owner_id: true };
const vpc: Change = {
  address: 'aws_default_vpc.this',
  after: { tags: null },
  unknown: { ...made, default_network_acl_id: true, default_route_table_id: true, default_security_group_id: true },
  expressions: {},
};
const adopting = (type: string, argument: string, attribute: string, more: Record<string, unknown> = {}): Change => ({
  address: `${type}.this`,
  after: more,
  unknown: { ...made, [argument]: true, vpc_id: true },
  expressions: {
    [argument]: references(`aws_default_vpc.this.${attribute}`),
    ...Object.fromEntries(Object.keys(more).map((name) => [name, {}])),
  },
});
const adopted: readonly Change[] = [
  vpc,
  {
    address: 'aws_default_subnet.a',
    after: { availability_zone: 'us-east-1a' },
    unknown: { ...made, vpc_id: true, cidr_block: true },
  },
  adopting('aws_default_security_group', 'vpc_id', 'id', { ingress: [], egress: [] }),
  adopting('aws_default_network_acl', 'default_network_acl_id', 'default_network_acl_id', { ingress: [], egress: [] }),
  adopting('aws_default_route_table', 'default_route_table_id', 'default_route_table_id', { route: [] }),
];
const planned = (...changes: readonly Change[]) => changeOf(planOf(changes), 'plan.json');
const arnsAlone = async (change: PlannedChange) =>
  (await listed(alone(change, takenAt).after.resources())).map(({ arn }) => arn).sort();

describe('what AWS makes by itself', () => {
  const live = [...networkOf(1, true), ...networkOf(2, false)];

  it('is met by what adopts it', async () => {
    const after = await afterOf(planned(...adopted), live);
    expect([...after.keys()]).to.deep.equal(live.map(({ arn }) => arn));
    const addresses = [...after.values()].flatMap(({ arn, address }) =>
      address === undefined ? [] : [[arn, address]],
    );
    expect(addresses).to.deep.equal([
      [arnOf('vpc', 'vpc-1'), 'aws_default_vpc.this'],
      [arnOf('subnet', 'subnet-1a'), 'aws_default_subnet.a'],
      [arnOf('security-group', 'sg-1'), 'aws_default_security_group.this'],
      [arnOf('network-acl', 'acl-1'), 'aws_default_network_acl.this'],
      [arnOf('route-table', 'rtb-1'), 'aws_default_route_table.this'],
    ]);
    const acl = factsOf('aws.ec2.network-acl', after.get(arnOf('network-acl', 'acl-1')));
    expect(acl).to.deep.include({ networkAclId: 'acl-1', vpcId: 'vpc-1', isDefault: true, subnetIds: ['subnet-1a'] });
    expect(acl.entries.map(({ ruleNumber }) => ruleNumber)).to.deep.equal([32767, 32767]);
    expect(factsOf('aws.ec2.route-table', after.get(arnOf('route-table', 'rtb-1')))).to.include({ main: true });
  });

  it('is made where the account does not have it', async () => {
    const other = networkOf(2, false);
    const after = await afterOf(planned(...adopted), other);
    expect([...after.keys()].filter((arn) => arn.startsWith('tf:'))).to.have.lengthOf(5);
    for (const one of other) expect(after.get(one.arn)).to.deep.equal(one);
  });

  it('is not taken for another by what is no default', async () => {
    const plain: Change = { address: 'aws_vpc.this', after: { cidr_block: '10.9.0.0/16' }, unknown: made };
    const after = await afterOf(planned(plain), live);
    expect([...after.keys()]).to.deep.equal([...live.map(({ arn }) => arn), 'tf:aws_vpc.this']);
  });

  it('stands by itself without a snapshot', async () => {
    expect(await arnsAlone(planned(...adopted))).to.deep.equal(adopted.map(({ address }) => `tf:${address}`).sort());
  });
});

describe('what AWS makes with a VPC of the input', () => {
  const template = `Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Own: {Type: AWS::EC2::NetworkAcl, Properties: {VpcId: !Ref Vpc}}
  Entry:
    Type: AWS::EC2::NetworkAclEntry
    Properties: {NetworkAclId: !GetAtt Vpc.DefaultNetworkAcl, RuleNumber: 90, RuleAction: allow, Protocol: -1, CidrBlock: 0.0.0.0/0}
  Rule:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: {GroupId: !GetAtt Vpc.DefaultSecurityGroup, IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: Web, VpcId: !Ref Vpc, SecurityGroupEgress: []}}
`;

  it('is none of what the template makes itself', async () => {
    const change = await templateOf(template);
    const after = new Map((await listed(alone(change, takenAt).after.resources())).map((one) => [one.arn, one]));
    expect([...after.keys()].sort()).to.deep.equal([
      'cfn:net/Group',
      'cfn:net/Own',
      'cfn:net/Vpc',
      'cfn:net/Vpc#DefaultNetworkAcl',
      'cfn:net/Vpc#DefaultSecurityGroup',
    ]);
    expect(Object.keys(after.get('cfn:net/Own')?.unknown ?? {})).to.not.include('entries/*');
    expect(Object.keys(after.get('cfn:net/Group')?.unknown ?? {})).to.not.include('ingress/*');
    expect(after.get('cfn:net/Vpc#DefaultNetworkAcl')?.facts).to.deep.include({
      networkAclId: 'cfn:net/Vpc#DefaultNetworkAcl',
      vpcId: 'cfn:net/Vpc',
      isDefault: true,
    });
    expect(after.get('cfn:net/Vpc#DefaultSecurityGroup')?.facts).to.include({ groupName: 'default' });
  });

  it('is that of the live VPC, once that is deployed', async () => {
    const tags = { 'aws:cloudformation:stack-name': 'net', 'aws:cloudformation:logical-id': 'Vpc' };
    const live = [...networkOf(1, false, tags), ...networkOf(2, false)];
    const after = await afterOf(await templateOf(template), live);
    expect([...after.keys()].filter((arn) => arn.startsWith('cfn:'))).to.deep.equal(['cfn:net/Own', 'cfn:net/Group']);
    const entries = (id: string) =>
      factsOf('aws.ec2.network-acl', after.get(arnOf('network-acl', id))).entries.map((one) => one.ruleNumber);
    expect([entries('acl-1'), entries('acl-2')]).to.deep.equal([[100, 90], [100]]);
    const ports = (id: string) =>
      factsOf('aws.ec2.security-group', after.get(arnOf('security-group', id))).ingress.map((one) => one.fromPort);
    expect([ports('sg-1'), ports('sg-2')]).to.deep.equal([[22], []]);
  });

  it('is made with one that the account does not have, and is nothing that it has', async () => {
    const live = [...networkOf(1, false), ...networkOf(2, true)];
    const after = await afterOf(await templateOf(template), live);
    for (const one of live) expect(after.get(one.arn)).to.deep.equal(one);
    expect(after.has('cfn:net/Vpc#DefaultNetworkAcl')).to.equal(true);
  });

  const fresh: Change = {
    address: 'aws_vpc.main',
    after: { cidr_block: '10.0.0.0/16' },
    unknown: { ...made, main_route_table_id: true, default_route_table_id: true, default_network_acl_id: true },
  };
  const out = (attribute: string): Change => ({
    address: 'aws_route.out',
    after: { destination_cidr_block: '0.0.0.0/0', gateway_id: 'igw-1' },
    unknown: { id: true, route_table_id: true },
    expressions: {
      route_table_id: references(`aws_vpc.main.${attribute}`),
      destination_cidr_block: {},
      gateway_id: {},
    },
  });

  it('is one, by whichever of its names a plan calls it', async () => {
    const symbol = 'tf:aws_vpc.main#default_route_table_id';
    for (const attribute of ['main_route_table_id', 'default_route_table_id']) {
      expect(await arnsAlone(planned(fresh, out(attribute)))).to.deep.equal(['tf:aws_vpc.main', symbol]);
    }
    const table: Change = {
      address: 'aws_default_route_table.main',
      after: {},
      unknown: { ...made, default_route_table_id: true, route: true, vpc_id: true },
      expressions: { default_route_table_id: references('aws_vpc.main.default_route_table_id') },
    };
    const drafts = await listed(
      alone(planned(fresh, table, out('main_route_table_id')), takenAt).after.resources(
        new Set(['aws.ec2.route-table']),
      ),
    );
    expect(drafts.map(({ arn }) => arn)).to.deep.equal(['tf:aws_default_route_table.main']);
    const facts = factsOf('aws.ec2.route-table', drafts[0]);
    expect(facts).to.include({ routeTableId: symbol, vpcId: 'tf:aws_vpc.main', main: true });
    expect(facts.routes.map(({ target }) => target)).to.deep.equal(['igw-1']);
  });

  it('is no longer the main table where another becomes that', async () => {
    const table: Change = {
      address: 'aws_route_table.own',
      after: { vpc_id: 'vpc-1' },
      unknown: { ...made, route: true },
    };
    const main: Change = {
      address: 'aws_main_route_table_association.main',
      after: {},
      unknown: { id: true, vpc_id: true, route_table_id: true, original_route_table_id: true },
      expressions: {
        vpc_id: references('aws_vpc.main.id'),
        route_table_id: references('aws_route_table.own.id'),
      },
    };
    const mains = async (...changes: Change[]) => {
      const tables = alone(planned(fresh, table, main, ...changes), takenAt).after.resources(
        new Set(['aws.ec2.route-table']),
      );
      return Object.fromEntries(
        (await listed(tables)).map((one) => [one.arn, factsOf('aws.ec2.route-table', one).main]),
      );
    };
    expect(await mains()).to.deep.equal({ 'tf:aws_route_table.own': true });
    expect(await mains(out('main_route_table_id'))).to.deep.equal({
      'tf:aws_route_table.own': true,
      'tf:aws_vpc.main#default_route_table_id': false,
    });
  });

  it('has its own id where the VPC is there already', async () => {
    const standing = {
      id: 'vpc-1',
      arn: arnOf('vpc', 'vpc-1'),
      cidr_block: '10.0.0.0/16',
      default_network_acl_id: 'acl-1',
    };
    const rule: Change = {
      address: 'aws_network_acl_rule.all',
      after: {
        network_acl_id: 'acl-1',
        rule_number: 90,
        rule_action: 'allow',
        protocol: '-1',
        cidr_block: '0.0.0.0/0',
      },
      unknown: { id: true },
      expressions: { network_acl_id: references('aws_vpc.main.default_network_acl_id'), rule_number: {} },
    };
    const live = [...networkOf(1, false), ...networkOf(2, false)];
    const after = await afterOf(planned({ address: 'aws_vpc.main', before: standing, after: standing }, rule), live);
    expect([...after.keys()]).to.deep.equal(live.map(({ arn }) => arn));
    expect(
      factsOf('aws.ec2.network-acl', after.get(arnOf('network-acl', 'acl-1'))).entries.map((one) => one.ruleNumber),
    ).to.deep.equal([100, 90]);
  });
});
