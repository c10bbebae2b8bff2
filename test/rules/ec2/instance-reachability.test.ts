import { expect } from 'chai';
import imdsv2 from '../../../rules/ec2/ec2-instance-imdsv2-required.ts';
import exposed from '../../../rules/ec2/ec2-instance-not-exposed.ts';
import notPublic from '../../../rules/ec2/ec2-instance-not-public.ts';
import risky from '../../../rules/ec2/ec2-instance-risky-ports-not-exposed.ts';
import { denied, findings, verdict, type Given, type Surroundings } from '../tester.ts';
import { aclRule, from, sgRule } from './network-builders.ts';

const kind = 'aws.ec2.instance';
type Instance = Given<typeof kind>;
type Interface = NonNullable<Instance['networkInterfaces']>[number];
type Routes = NonNullable<Given<'aws.ec2.route-table'>['routes']>;
type Route = Routes[number];

const card: Interface = {
  interfaceId: 'eni-1',
  subnetId: 'subnet-1',
  vpcId: 'vpc-1',
  groupIds: ['sg-1'],
  publicIps: ['203.0.113.5'],
  ipv6Addresses: [],
};
const route = (destination: string, target: string | null, state = 'active'): Route => ({
  destinationCidr: destination.startsWith('pl-') || destination.includes(':') ? null : destination,
  destinationIpv6Cidr: destination.includes(':') ? destination : null,
  destinationPrefixListId: destination.startsWith('pl-') ? destination : null,
  target,
  state,
});
const table = (...routes: Routes) => ({
  routeTableId: 'rtb-1',
  vpcId: 'vpc-1',
  main: false,
  subnetIds: ['subnet-1'],
  routes,
});
const open: Required<
  Pick<Surroundings, 'aws.ec2.settings' | 'aws.ec2.route-table' | 'aws.ec2.network-acl' | 'aws.ec2.security-group'>
> = {
  'aws.ec2.settings': [{ vpcBlockPublicAccess: 'off' }],
  'aws.ec2.route-table': [table(route('10.0.0.0/16', 'local'), route('0.0.0.0/0', 'igw-1'), route('::/0', 'igw-1'))],
  'aws.ec2.network-acl': [
    { subnetIds: ['subnet-1'], entries: [aclRule(100, 'allow', 'all'), aclRule(101, 'allow', 'all', '::/0')] },
  ],
  'aws.ec2.security-group': [{ groupId: 'sg-1', ingress: from(8443, '0.0.0.0/0', '::/0') }],
};
const ipv4 = 'ingress tcp/8443 0.0.0.0/0';
const ipv6 = 'ingress tcp/8443 ::/0';

/** The parts that fail, or the one other status. */
async function holes(
  interfaces: Partial<Interface>[],
  around: Surroundings = {},
  given: Instance = {},
  rule = exposed,
) {
  const networkInterfaces = interfaces.map((each) => ({ ...card, ...each }));
  const found = await findings(rule, kind, { state: 'running', networkInterfaces, ...given }, { ...open, ...around });
  return found.map(({ status, part }) => (status === 'fail' ? part : status));
}
const routed = (...routes: Routes) => holes([{}], { 'aws.ec2.route-table': [table(...routes)] });

describe('ec2-instance-not-exposed', () => {
  it('fails where address, route, network ACL and group let the internet in, by family', async () => {
    expect(await holes([{}])).to.deep.equal([ipv4]);
    expect(await holes([{ ipv6Addresses: ['2600::1'] }])).to.deep.equal([ipv4, ipv6]);
    expect(await holes([{ publicIps: [], ipv6Addresses: ['2600::1'] }])).to.deep.equal([ipv6]);
  });
  it('ebs-016 says nothing of an instance that is terminated or about to be', async () => {
    for (const rule of [exposed, risky, imdsv2, notPublic]) {
      for (const state of ['terminated', 'shutting-down']) {
        expect(
          await verdict(
            rule,
            kind,
            {
              state,
              networkInterfaces: [card],
              publicIp: '203.0.113.5',
              imdsTokens: 'optional',
              imdsEndpoint: 'enabled',
            },
            open,
          ),
        ).to.equal('not-applicable');
      }
    }
    expect(await holes([], {}, { state: 'terminated' })).to.deep.equal(['not-applicable']);
  });
  it('judges a stopped one by the addresses that it keeps', async () => {
    expect(await holes([{}], {}, { state: 'stopped' })).to.deep.equal([ipv4]);
    expect(await holes([{ publicIps: [] }], {}, { state: 'stopped' })).to.deep.equal(['pass']);
    expect(await holes([{}], {}, { unknown: { state: denied } })).to.deep.equal([ipv4]);
  });

  it('passes without a public address, whatever else is unknown', async () => {
    const gaps = (
      ['aws.ec2.security-group', 'aws.ec2.route-table', 'aws.ec2.network-acl', 'aws.ec2.settings'] as const
    ).map((unseen) => ({ kind: unseen, ...denied, operation: 'ec2:Describe' }));
    const hidden = {
      state: 'running',
      networkInterfaces: [{ ...card, publicIps: [], ipv6Addresses: ['fd00::1', 'fe80::1'] }],
    };
    expect(await verdict(exposed, kind, hidden, {}, { gaps })).to.equal('pass');
    expect(await holes([])).to.deep.equal(['pass']);
  });
  it('passes where one wall is closed, and is unknown where one is unknown and none closed', async () => {
    const closed: Surroundings[] = [
      { 'aws.ec2.security-group': [{ groupId: 'sg-1', ingress: from(8443, '10.0.0.0/8') }] },
      { 'aws.ec2.network-acl': [{ subnetIds: ['subnet-1'], entries: [] }] },
      { 'aws.ec2.route-table': [table(route('0.0.0.0/0', 'nat-1'))] },
      {
        'aws.ec2.settings': [{ vpcBlockPublicAccess: 'block-ingress', vpcBlockPublicAccessExclusions: [] }],
        'aws.ec2.subnet': [{ subnetId: 'subnet-1', ownerId: '123456789012' }],
      },
    ];
    for (const wall of closed) expect(await holes([{}], wall)).to.deep.equal(['pass']);
    const unseen: Surroundings[] = [
      { 'aws.ec2.security-group': [] },
      { 'aws.ec2.security-group': [{ groupId: 'sg-1', unknown: { ingress: denied } }] },
      { 'aws.ec2.network-acl': [] },
      { 'aws.ec2.network-acl': [{ subnetIds: ['subnet-1'], unknown: { entries: denied } }] },
      { 'aws.ec2.route-table': [] },
      { 'aws.ec2.route-table': [{ ...table(), unknown: { 'routes/*': denied } }] },
      { 'aws.ec2.settings': [] },
      { 'aws.ec2.settings': [{ unknown: { vpcBlockPublicAccess: denied } }] },
    ];
    for (const [index, wall] of unseen.entries()) {
      expect(await holes([{}], wall), `unseen ${index}`).to.deep.equal(['unknown']);
      for (const other of closed.filter((each) => Object.keys(each)[0] !== Object.keys(wall)[0])) {
        expect(
          await holes([{}], { ...wall, ...other }),
          `unseen ${index} beside ${Object.keys(other)[0]}`,
        ).to.deep.equal(['pass']);
      }
    }
  });
  it('proves one interface where another is unknown', async () => {
    const given = { unknown: { 'networkInterfaces/1/publicIps': denied } };
    expect(await holes([{}, {}], {}, given)).to.deep.equal([ipv4, 'unknown']);
    expect(await holes([{ groupIds: [] }, { subnetId: 'subnet-1' }])).to.deep.equal([ipv4]);
    // A wall of one does not stand before the other: the address of one with the group of the other opens nothing.
    expect(await holes([{ groupIds: [] }, { publicIps: [] }])).to.deep.equal(['pass']);
    expect(await holes([], {}, { unknown: { 'networkInterfaces/*': denied } })).to.deep.equal(['unknown']);
  });
  it('adds up the groups of one interface', async () => {
    const groups: Surroundings = {
      'aws.ec2.security-group': [
        { groupId: 'sg-1', ingress: from(8443, '0.0.0.0/1') },
        { groupId: 'sg-2', ingress: from(8443, '128.0.0.0/1') },
      ],
    };
    expect(await holes([{ groupIds: ['sg-1', 'sg-2'] }], groups)).to.deep.equal([ipv4]);
    expect(await holes([{ groupIds: ['sg-1'] }, { groupIds: ['sg-2'] }], groups)).to.deep.equal(['pass']);
    // The second group is nowhere: the first proves alone what it does.
    expect(await holes([{ groupIds: ['sg-1', 'sg-9'] }])).to.deep.equal([ipv4, 'unknown']);
  });
  it('tells what group and network ACL admit together', async () => {
    const acl = (...entries: ReturnType<typeof aclRule>[]): Surroundings => ({
      'aws.ec2.network-acl': [{ subnetIds: ['subnet-1'], entries }],
    });
    const all = [sgRule({ protocol: 'all', fromPort: null, toPort: null, cidrIpv4: '0.0.0.0/0' })];
    const wide = { 'aws.ec2.security-group': [{ groupId: 'sg-1', ingress: all }] };
    expect(await holes([{}], wide)).to.deep.equal(['ingress all 0.0.0.0/0']);
    expect(
      await holes([{}], { ...wide, ...acl(aclRule(90, 'allow', [22, 23]), aclRule(91, 'allow', [443, 443])) }),
    ).to.deep.equal(['ingress tcp/22-23 0.0.0.0/0']);
    expect(
      await holes([{}], { ...wide, ...acl(aclRule(90, 'deny', [22, 22]), aclRule(100, 'allow', 'all')) }),
    ).to.deep.equal([
      'ingress tcp/0-21 0.0.0.0/0',
      'ingress tcp/23-65535 0.0.0.0/0',
      'ingress udp/0-65535 0.0.0.0/0',
      'ingress protocol/other 0.0.0.0/0',
    ]);
    expect(await holes([{}], acl(aclRule(90, 'deny', [8000, 9000]), aclRule(100, 'allow', 'all')))).to.deep.equal([
      'pass',
    ]);
    expect(await holes([{}], acl(aclRule(100, 'allow', 'all', '::/0')))).to.deep.equal(['pass']);
  });
  it('leaves out the authorised ports', async () => {
    const web = {
      'aws.ec2.security-group': [{ groupId: 'sg-1', ingress: [...from(443, '0.0.0.0/0'), ...from(80, '0.0.0.0/0')] }],
    };
    expect(await holes([{}], web)).to.deep.equal(['pass']);
  });

  it('follows the routes: the narrowest counts', async () => {
    expect(await routed(route('0.0.0.0/0', 'igw-1'))).to.deep.equal([ipv4]);
    expect(await routed(route('0.0.0.0/1', 'igw-1'), route('128.0.0.0/1', 'igw-1'))).to.deep.equal([ipv4]);
    expect(
      await routed(route('0.0.0.0/0', 'igw-1'), route('0.0.0.0/1', 'tgw-1'), route('128.0.0.0/1', 'tgw-1')),
    ).to.deep.equal(['pass']);
    expect(await routed(route('0.0.0.0/0', 'igw-1'), route('10.0.0.0/8', 'tgw-1'))).to.deep.equal([ipv4]);
    expect(await routed(route('203.0.113.0/24', 'igw-1'), route('0.0.0.0/0', 'nat-1'))).to.deep.equal(['pass']);
    expect(await routed(route('0.0.0.0/0', 'igw-1', 'blackhole'))).to.deep.equal(['pass']);
    expect(await routed(route('0.0.0.0/0', 'igw-1'), route('0.0.0.0/1', 'nat-1', 'blackhole'))).to.deep.equal([ipv4]);
    for (const target of ['nat-1', 'tgw-1', 'vgw-1', 'pcx-1', 'eigw-1', 'local', null]) {
      expect(await routed(route('0.0.0.0/0', target)), String(target)).to.deep.equal(['pass']);
    }
    expect(await routed()).to.deep.equal(['pass']);
  });
  it('knows nothing of what an appliance lets through', async () => {
    expect(await routed(route('0.0.0.0/0', 'vpce-1'))).to.deep.equal(['unknown']);
    expect(await routed(route('0.0.0.0/0', 'eni-1'))).to.deep.equal(['unknown']);
    expect(await routed(route('10.0.0.0/8', 'vpce-1'), route('0.0.0.0/0', 'nat-1'))).to.deep.equal(['pass']);
    expect(await routed(route('10.0.0.0/8', 'vpce-1'), route('0.0.0.0/0', 'igw-1'))).to.deep.equal([ipv4]);
  });
  it('is in doubt by a route whose destination is unknown, and not by one to nowhere', async () => {
    const hidden = (target: string) =>
      holes([{}], {
        'aws.ec2.route-table': [
          {
            ...table(route('0.0.0.0/0', 'igw-1'), route('10.0.0.0/8', target)),
            unknown: { 'routes/1/destinationCidr': denied },
          },
        ],
      });
    expect(await hidden('nat-1')).to.deep.equal(['unknown']);
    expect(await hidden('igw-1')).to.deep.equal([ipv4]);
    expect(await routed(route('0.0.0.0/0', 'vpce-1', 'blackhole'))).to.deep.equal(['pass']);
  });
  it('looks no further than a wall that is closed', async () => {
    const closed = { state: 'running', networkInterfaces: [{ ...card, publicIps: [] }] };
    const [found] = await findings(exposed, kind, closed, open);
    expect(found!.evidence).to.have.length(2);
  });
  it('an egress-only gateway lets nothing in over IPv6', async () => {
    const around = { 'aws.ec2.route-table': [table(route('0.0.0.0/0', 'igw-1'), route('::/0', 'eigw-1'))] };
    expect(await holes([{ ipv6Addresses: ['2600::1'] }], around)).to.deep.equal([ipv4]);
  });
  it('resolves prefix lists as destinations', async () => {
    const list = (ownerId: string, cidr: string): Surroundings => ({
      'aws.ec2.route-table': [table(route('pl-1', 'igw-1'))],
      'aws.ec2.prefix-list': [
        { prefixListId: 'pl-1', ownerId, addressFamily: 'IPv4', entries: [{ cidr, description: null }] },
      ],
    });
    expect(await holes([{}], list('123456789012', '0.0.0.0/0'))).to.deep.equal([ipv4]);
    expect(await holes([{}], list('123456789012', '8.0.0.0/8'))).to.deep.equal(['pass']);
    expect(await holes([{}], list('AWS', '0.0.0.0/0'))).to.deep.equal(['pass']);
    expect(await routed(route('pl-1', 'igw-1'))).to.deep.equal(['unknown']);
    const endpoint = [table(route('0.0.0.0/0', 'igw-1'), route('pl-1', 'vpce-1'))];
    expect(await holes([{}], { ...list('AWS', '3.5.0.0/19'), 'aws.ec2.route-table': endpoint })).to.deep.equal([ipv4]);
  });
  it('falls back to the main route table of the VPC, and only then', async () => {
    const main = { ...table(route('0.0.0.0/0', 'igw-1')), main: true, subnetIds: [] };
    const other = { ...table(route('0.0.0.0/0', 'igw-1')), main: true, subnetIds: [], vpcId: 'vpc-2' };
    const named = table(route('0.0.0.0/0', 'nat-1'));
    const tables = (...all: Given<'aws.ec2.route-table'>[]) => holes([{}], { 'aws.ec2.route-table': all });
    expect(await tables(main)).to.deep.equal([ipv4]);
    expect(await tables(main, named)).to.deep.equal(['pass']);
    expect(await tables(other)).to.deep.equal(['unknown']);
    expect(await tables({ ...main, main: false })).to.deep.equal(['unknown']);
  });

  describe('VPC Block Public Access', () => {
    const blocked = (
      mode: string,
      exclusions: [resource: string, mode: string, state?: string][] = [],
      ownerId = '123456789012',
    ) =>
      holes([{}], {
        'aws.ec2.settings': [
          {
            vpcBlockPublicAccess: mode,
            vpcBlockPublicAccessExclusions: exclusions.map(([resource, exclusion, state = 'create-complete']) => ({
              exclusionId: 'x',
              resourceArn: `arn:aws:ec2:us-east-1:123456789012:${resource}`,
              mode: exclusion,
              state,
            })),
          },
        ],
        'aws.ec2.subnet': [{ subnetId: 'subnet-1', ownerId }],
      });
    it('keeps the internet out, both ways or inwards', async () => {
      expect(await blocked('block-bidirectional')).to.deep.equal(['pass']);
      expect(await blocked('block-ingress')).to.deep.equal(['pass']);
      expect(await blocked('something new')).to.deep.equal([ipv4]);
    });
    it('but for networks that are excluded from it', async () => {
      expect(await blocked('block-ingress', [['vpc/vpc-1', 'allow-bidirectional']])).to.deep.equal([ipv4]);
      expect(await blocked('block-ingress', [['subnet/subnet-1', 'allow-bidirectional']])).to.deep.equal([ipv4]);
      expect(await blocked('block-ingress', [['subnet/subnet-1', 'allow-egress']])).to.deep.equal(['pass']);
      expect(await blocked('block-ingress', [['subnet/subnet-11', 'allow-bidirectional']])).to.deep.equal(['pass']);
      expect(await blocked('block-ingress', [['vpc/vpc-1', 'allow-bidirectional', 'delete-complete']])).to.deep.equal([
        'pass',
      ]);
      expect(
        await blocked('block-ingress', [['vpc/vpc-1', 'allow-bidirectional', 'update-in-progress']]),
      ).to.deep.equal([ipv4]);
    });
    it('is the owner’s of a shared subnet', async () => {
      expect(await blocked('block-ingress', [], '999999999999')).to.deep.equal(['unknown']);
    });
  });
});

describe('ec2-instance-risky-ports-not-exposed', () => {
  it('names each risky port that is reached', async () => {
    const groups = {
      'aws.ec2.security-group': [
        { groupId: 'sg-1', ingress: [...from(22, '0.0.0.0/0'), ...from(3389, '::/0'), ...from(8443, '0.0.0.0/0')] },
      ],
    };
    expect(await holes([{}], groups, {}, risky)).to.deep.equal(['ingress tcp/22 0.0.0.0/0']);
    expect(await holes([{ ipv6Addresses: ['2600::1'] }], groups, {}, risky)).to.deep.equal([
      'ingress tcp/22 0.0.0.0/0',
      'ingress tcp/3389 ::/0',
    ]);
    expect(await holes([{}], {}, {}, risky)).to.deep.equal(['pass']);
  });
});

describe('ec2-instance-not-public', () => {
  const parts = async (given: Instance) =>
    (await findings(notPublic, kind, { state: 'running', publicIp: null, networkInterfaces: [], ...given })).map(
      ({ status, part }) => part ?? status,
    );
  const closed = { ...card, publicIps: [] };
  it('asks both families on every interface', async () => {
    expect(await parts({})).to.deep.equal(['pass']);
    expect(await parts({ publicIp: '203.0.113.5' })).to.deep.equal(['ipv4']);
    expect(await parts({ networkInterfaces: [closed, card] })).to.deep.equal(['ipv4']);
    expect(await parts({ networkInterfaces: [{ ...card, ipv6Addresses: ['fd00::5', '2600::5'] }] })).to.deep.equal([
      'ipv4',
      'ipv6',
    ]);
    expect(await parts({ networkInterfaces: [{ ...closed, ipv6Addresses: ['fd00::5', 'fe80::1'] }] })).to.deep.equal([
      'pass',
    ]);
  });
  it('proves what it can', async () => {
    expect(await parts({ networkInterfaces: [card], unknown: { publicIp: denied } })).to.deep.equal(['ipv4']);
    expect(
      await parts({ networkInterfaces: [{ ...closed, ipv6Addresses: ['2600::5'] }], unknown: { publicIp: denied } }),
    ).to.deep.equal(['ipv6', 'unknown']);
    expect(await parts({ publicIp: '203.0.113.5', unknown: { networkInterfaces: denied } })).to.deep.equal([
      'ipv4',
      'unknown',
    ]);
    expect(await parts({ unknown: { 'networkInterfaces/*': denied } })).to.deep.equal(['unknown']);
  });
});

describe('ec2-instance-imdsv2-required', () => {
  const judge = (given: Instance) => verdict(imdsv2, kind, { state: 'running', ...given });
  it('asks the tokens only while the endpoint answers', async () => {
    expect(await judge({ imdsTokens: 'required' })).to.equal('pass');
    expect(await judge({ imdsTokens: 'optional', imdsEndpoint: 'enabled' })).to.equal('fail');
    expect(await judge({ imdsTokens: 'optional', imdsEndpoint: 'disabled' })).to.equal('pass');
    expect(await judge({ imdsTokens: 'optional' })).to.equal('unknown');
    expect(await judge({ imdsEndpoint: 'enabled' })).to.equal('unknown');
  });
  it('judges a stopped one, and one whose state a plan cannot tell', async () => {
    const facts = { imdsTokens: 'optional', imdsEndpoint: 'enabled' };
    expect(await judge({ ...facts, state: 'stopped' })).to.equal('fail');
    expect(await judge({ ...facts, unknown: { state: denied } })).to.equal('fail');
  });
});
