import { expect } from 'chai';
import defaultAbsent from '../../../rules/ec2/ec2-default-vpc-absent.ts';
import defaultUnused from '../../../rules/ec2/ec2-default-vpc-unused.ts';
import gateway from '../../../rules/ec2/ec2-internet-gateway-authorized.ts';
import aclTagged from '../../../rules/ec2/ec2-network-acl-tagged.ts';
import internetRoute from '../../../rules/ec2/ec2-route-table-internet-route-absent.ts';
import peering from '../../../rules/ec2/ec2-route-table-peering-routes-narrow.ts';
import groupTagged from '../../../rules/ec2/ec2-security-group-tagged.ts';
import snapshotTagged from '../../../rules/ec2/ec2-snapshot-tagged.ts';
import addresses from '../../../rules/ec2/ec2-subnet-addresses-available.ts';
import publicIp from '../../../rules/ec2/ec2-subnet-public-ip-not-assigned.ts';
import volumeTagged from '../../../rules/ec2/ec2-volume-tagged.ts';
import flowLogs from '../../../rules/ec2/ec2-vpc-flow-logs-enabled.ts';
import zones from '../../../rules/ec2/ec2-vpc-multi-zone.ts';
import blocked from '../../../rules/ec2/ec2-vpc-public-access-blocked.ts';
import vpcTagged from '../../../rules/ec2/ec2-vpc-tagged.ts';
import used from '../../../rules/ec2/ec2-vpc-used.ts';
import { ownedElsewhere } from '../../../rules/shared/ownership.ts';
import { denied, findings, verdict, type Given, type Surroundings } from '../tester.ts';

const ownerId = '123456789012';
const elsewhere = '999999999999';

describe('ec2-vpc-flow-logs-enabled', () => {
  const kind = 'aws.ec2.vpc';
  const vpc = { vpcId: 'vpc-1', ownerId };
  const log = (given: Given<'aws.ec2.flow-log'>): Given<'aws.ec2.flow-log'> => ({
    resourceId: 'vpc-1',
    status: 'ACTIVE',
    trafficType: 'ALL',
    deliveryStatus: 'SUCCESS',
    ...given,
  });
  const subnets = ['subnet-1', 'subnet-2'].map((subnetId) => ({ subnetId, vpcId: 'vpc-1' }));
  const judge = (
    logs: Given<'aws.ec2.flow-log'>[],
    around: Surroundings = {},
    options: Parameters<typeof verdict>[4] = {},
  ) => verdict(flowLogs, kind, vpc, { 'aws.ec2.flow-log': logs, ...around }, options);

  it('wants one on the VPC that is active and delivers', async () => {
    expect(await judge([])).to.equal('fail');
    expect(await judge([log({})])).to.equal('pass');
    expect(await judge([log({ resourceId: 'vpc-2' })])).to.equal('fail');
    expect(await judge([log({ status: 'INACTIVE' })])).to.equal('fail');
    expect(await judge([log({ deliveryStatus: 'FAILED' })])).to.equal('fail');
    expect(await judge([log({ deliveryStatus: null })])).to.equal('pass');
    expect(await judge([log({ deliveryStatus: 'FAILED' }), log({})])).to.equal('pass');
  });
  it('or one on each of its subnets', async () => {
    const around = { 'aws.ec2.subnet': subnets };
    const onSubnets = subnets.map(({ subnetId }) => log({ resourceId: subnetId }));
    expect(await judge(onSubnets, around)).to.equal('pass');
    expect(await judge(onSubnets.slice(1), around)).to.equal('fail');
    expect(
      await judge(onSubnets, { 'aws.ec2.subnet': [...subnets, { subnetId: 'subnet-3', vpcId: 'vpc-1' }] }),
    ).to.equal('fail');
    expect(
      await judge(onSubnets, { 'aws.ec2.subnet': [...subnets, { subnetId: 'subnet-3', vpcId: 'vpc-2' }] }),
    ).to.equal('pass');
    expect(await judge([log({ resourceId: 'eni-1' })], around)).to.equal('fail');
  });
  it('takes any traffic unless more is asked for', async () => {
    const asked = (trafficType: string) => ({ params: { 'ec2-vpc-flow-logs-enabled': { trafficType } } });
    expect(await judge([log({ trafficType: 'REJECT' })])).to.equal('pass');
    expect(await judge([log({ trafficType: 'REJECT' })], {}, asked('ALL'))).to.equal('fail');
    expect(await judge([log({ trafficType: 'REJECT' })], {}, asked('REJECT'))).to.equal('pass');
    expect(await judge([log({ trafficType: 'ALL' })], {}, asked('ACCEPT'))).to.equal('pass');
    expect(await judge([log({ trafficType: null })], {}, asked('ACCEPT'))).to.equal('fail');
  });
  it('is unknown where logs or subnets were not seen', async () => {
    const gap = (kindUnseen: 'aws.ec2.flow-log' | 'aws.ec2.subnet') => ({
      gaps: [{ kind: kindUnseen, ...denied, operation: 'x' }],
    });
    expect(await judge([], {}, gap('aws.ec2.flow-log'))).to.equal('unknown');
    expect(await judge([log({})], {}, gap('aws.ec2.flow-log'))).to.equal('pass');
    expect(await judge([log({})], {}, gap('aws.ec2.subnet'))).to.equal('pass');
    const onSubnets = subnets.map(({ subnetId }) => log({ resourceId: subnetId }));
    expect(await judge(onSubnets, { 'aws.ec2.subnet': subnets }, gap('aws.ec2.subnet'))).to.equal('unknown');
    expect(await judge(onSubnets.slice(1), { 'aws.ec2.subnet': subnets }, gap('aws.ec2.subnet'))).to.equal('fail');
  });
  it('says nothing of a VPC that another account shares', async () => {
    expect(await verdict(flowLogs, kind, { ...vpc, ownerId: elsewhere })).to.equal('not-applicable');
    expect(await verdict(flowLogs, kind, { vpcId: 'vpc-1' })).to.equal('fail');
  });
});

describe('ownership', () => {
  it('is another’s only where both accounts are known and differ', () => {
    expect(ownedElsewhere({ account: ownerId, ownerId: elsewhere })).to.be.true;
    expect(ownedElsewhere({ account: ownerId, ownerId })).to.be.false;
    expect(ownedElsewhere({ account: null, ownerId })).to.be.false;
  });
});

describe('rules about subnets', () => {
  it('public addresses of themselves', async () => {
    expect(await verdict(publicIp, 'aws.ec2.subnet', { ownerId, mapPublicIpOnLaunch: true })).to.equal('fail');
    expect(await verdict(publicIp, 'aws.ec2.subnet', { ownerId: elsewhere, mapPublicIpOnLaunch: true })).to.equal(
      'not-applicable',
    );
  });
  it('addresses left: 10 per cent of those that can be used', async () => {
    const left = (freeAddresses: number, cidrBlock: string | null = '10.0.0.0/24') =>
      verdict(addresses, 'aws.ec2.subnet', { ownerId, cidrBlock, freeAddresses });
    expect(await left(26)).to.equal('pass'); // of 251
    expect(await left(25)).to.equal('fail');
    expect(await left(2, '10.0.0.0/28')).to.equal('pass'); // of 11
    expect(await left(1, '10.0.0.0/28')).to.equal('fail');
    expect(await left(3, '10.0.0.0/27')).to.equal('pass'); // of 27
    expect(await left(0, null)).to.equal('not-applicable');
    expect(await left(0, '10.0.0.0')).to.equal('unknown');
    const params = { 'ec2-subnet-addresses-available': { minimumPercent: 0 } };
    expect(
      await verdict(
        addresses,
        'aws.ec2.subnet',
        { ownerId, cidrBlock: '10.0.0.0/24', freeAddresses: 0 },
        {},
        { params },
      ),
    ).to.equal('pass');
  });
});

describe('rules about VPCs', () => {
  const inside: Surroundings = { 'aws.ec2.network-interface': [{ vpcId: 'vpc-1' }] };
  it('the default VPC: there, and used', async () => {
    expect(await verdict(defaultAbsent, 'aws.ec2.vpc', { isDefault: true })).to.equal('fail');
    expect(await verdict(defaultUnused, 'aws.ec2.vpc', { isDefault: true, vpcId: 'vpc-1' }, inside)).to.equal('fail');
    expect(await verdict(defaultUnused, 'aws.ec2.vpc', { isDefault: true, vpcId: 'vpc-2' }, inside)).to.equal('pass');
    expect(await verdict(defaultUnused, 'aws.ec2.vpc', { isDefault: false })).to.equal('not-applicable');
  });
  it('an empty VPC', async () => {
    const vpc = { isDefault: false, ownerId, vpcId: 'vpc-2' };
    expect(await verdict(used, 'aws.ec2.vpc', vpc, inside)).to.equal('fail');
    expect(await verdict(used, 'aws.ec2.vpc', { ...vpc, vpcId: 'vpc-1' }, inside)).to.equal('pass');
    expect(await verdict(used, 'aws.ec2.vpc', { ...vpc, isDefault: true }, inside)).to.equal('not-applicable');
    expect(await verdict(used, 'aws.ec2.vpc', { ...vpc, ownerId: elsewhere }, inside)).to.equal('not-applicable');
  });
  it('zones', async () => {
    const within = (...names: string[]): Surroundings => ({
      'aws.ec2.subnet': names.map((availabilityZone) => ({ vpcId: 'vpc-1', availabilityZone })),
    });
    const vpc = { ownerId, vpcId: 'vpc-1' };
    const gaps = { gaps: [{ kind: 'aws.ec2.subnet' as const, ...denied, operation: 'x' }] };
    expect(await verdict(zones, 'aws.ec2.vpc', vpc, within('a', 'b'))).to.equal('pass');
    expect(await verdict(zones, 'aws.ec2.vpc', vpc, within('a', 'a'))).to.equal('fail');
    expect(await verdict(zones, 'aws.ec2.vpc', vpc)).to.equal('not-applicable');
    expect(await verdict(zones, 'aws.ec2.vpc', vpc, within('a', 'b'), gaps)).to.equal('pass');
    expect(await verdict(zones, 'aws.ec2.vpc', vpc, within('a'), gaps)).to.equal('unknown');
    expect(await verdict(zones, 'aws.ec2.vpc', vpc, {}, gaps)).to.equal('unknown');
  });
  it('VPC Block Public Access', async () => {
    for (const [mode, expected] of [
      ['off', 'fail'],
      ['block-ingress', 'pass'],
      ['block-bidirectional', 'pass'],
      ['', 'fail'],
    ] as const) {
      expect(await verdict(blocked, 'aws.ec2.settings', { vpcBlockPublicAccess: mode }), mode).to.equal(expected);
    }
  });
  it('tags', async () => {
    for (const [rule, kind] of [
      [groupTagged, 'aws.ec2.security-group'],
      [aclTagged, 'aws.ec2.network-acl'],
      [vpcTagged, 'aws.ec2.vpc'],
    ] as const) {
      expect(rule.severity).to.equal(volumeTagged.severity).and.to.equal(snapshotTagged.severity);
      expect(await verdict(rule, kind, { tags: { Owner: 'x' } })).to.equal('pass');
      expect(await verdict(rule, kind, { tags: {}, ownerId })).to.equal('fail');
      const shared = { ownerId: elsewhere, unknown: { tags: denied } };
      expect(await verdict(rule, kind, shared)).to.equal('not-applicable');
      expect(await verdict(rule, kind, { tags: { 'aws:cloudformation:stack-name': 'x' } })).to.equal('fail');
      expect(
        await verdict(rule, kind, { tags: { Owner: 'x' } }, {}, { params: { [rule.id]: { keys: ['Data'] } } }),
      ).to.equal('fail');
    }
  });
});

describe('gateways and routes', () => {
  type Routes = NonNullable<Given<'aws.ec2.route-table'>['routes']>;
  const route = (cidr: string, target: string, state = 'active'): Routes[number] => ({
    destinationCidr: cidr.includes(':') ? null : cidr,
    destinationIpv6Cidr: cidr.includes(':') ? cidr : null,
    destinationPrefixListId: null,
    target,
    state,
  });
  const parts = async (
    rule: typeof internetRoute,
    routes: Routes,
    unknown: Given<'aws.ec2.route-table'>['unknown'] = {},
  ) =>
    (await findings(rule, 'aws.ec2.route-table', { ownerId, routes, unknown })).map(
      ({ status, part }) => part ?? status,
    );

  it('routes to the whole internet', async () => {
    expect(await parts(internetRoute, [route('0.0.0.0/0', 'igw-1'), route('::/0', 'igw-1')])).to.deep.equal([
      'route 0.0.0.0/0',
      'route ::/0',
    ]);
    expect(await parts(internetRoute, [route('::/0', 'eigw-1'), route('0.0.0.0/0', 'nat-1')])).to.deep.equal(['pass']);
    expect(await parts(internetRoute, [route('0.0.0.0/1', 'igw-1'), route('128.0.0.0/1', 'igw-1')])).to.deep.equal([
      'route 0.0.0.0/0',
    ]);
    expect(await parts(internetRoute, [route('0.0.0.0/0', 'vpce-1')])).to.deep.equal(['pass']);
    expect(await parts(internetRoute, [route('0.0.0.0/0', 'igw-1', 'blackhole')])).to.deep.equal(['pass']);
    expect(await parts(internetRoute, [], { 'routes/*': denied })).to.deep.equal(['unknown']);
    expect(
      await parts(internetRoute, [route('0.0.0.0/0', 'nat-1'), route('::/0', 'igw-1')], { 'routes/0/target': denied }),
    ).to.deep.equal(['route ::/0', 'unknown']);
    expect(await verdict(internetRoute, 'aws.ec2.route-table', { ownerId: elsewhere, routes: [] })).to.equal(
      'not-applicable',
    );
  });
  it('routes to peers: no wider than a VPC can be', async () => {
    const routes = [
      route('10.0.0.0/8', 'pcx-1'),
      route('10.1.0.0/16', 'pcx-1'),
      route('10.0.0.0/15', 'pcx-1'),
      route('0.0.0.0/0', 'igw-1'),
      route('2600::/43', 'pcx-2'),
      route('2600::/44', 'pcx-2'),
    ];
    expect(await parts(peering, routes)).to.deep.equal(['route 10.0.0.0/8', 'route 10.0.0.0/15', 'route 2600::/43']);
    expect(await parts(peering, routes.slice(1, 2), { 'routes/*': denied })).to.deep.equal(['unknown']);
    expect(await parts(peering, [route('ten', 'pcx-1')])).to.deep.equal(['unknown']);
  });
  it('internet gateways', async () => {
    const judge = (
      attachments: NonNullable<Given<'aws.ec2.internet-gateway'>['attachments']>,
      authorizedVpcs: string[] = [],
      unknown: Given<'aws.ec2.internet-gateway'>['unknown'] = {},
    ) =>
      verdict(
        gateway,
        'aws.ec2.internet-gateway',
        { ownerId, attachments, unknown },
        {},
        { params: { 'ec2-internet-gateway-authorized': { authorizedVpcs } } },
      );
    expect(await judge([])).to.equal('fail');
    expect(await judge([{ vpcId: 'vpc-1', state: 'detached' }])).to.equal('fail');
    expect(await judge([{ vpcId: 'vpc-1', state: 'available' }])).to.equal('pass');
    expect(await judge([{ vpcId: 'vpc-1', state: 'available' }], ['vpc-2'])).to.equal('fail');
    expect(await judge([{ vpcId: 'vpc-1', state: 'available' }], ['vpc-1'])).to.equal('pass');
    const toCome = [{ vpcId: '', state: 'available' }];
    expect(await judge(toCome, [], { 'attachments/0/vpcId': denied })).to.equal('pass');
    expect(await judge(toCome, ['vpc-1'], { 'attachments/0/vpcId': denied })).to.equal('unknown');
    expect(await judge(toCome, [], { 'attachments/0/state': denied })).to.equal('unknown');
    expect(await judge([], [], { 'attachments/*': denied })).to.equal('unknown');
    const detached = [{ vpcId: '', state: 'detached' }];
    expect(await judge(detached, [], { 'attachments/0/vpcId': denied })).to.equal('fail');
    const other = [{ vpcId: 'vpc-2', state: 'available' }, ...toCome];
    expect(await judge(other, ['vpc-1'], { 'attachments/1/vpcId': denied })).to.equal('fail+unknown');
  });
});
