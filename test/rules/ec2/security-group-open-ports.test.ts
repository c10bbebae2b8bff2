import { expect } from 'chai';
import type { Rule } from '../../../core/rule.ts';
import allTraffic from '../../../rules/ec2/ec2-security-group-all-traffic-restricted.ts';
import database from '../../../rules/ec2/ec2-security-group-database-ports-restricted.ts';
import egress from '../../../rules/ec2/ec2-security-group-egress-restricted.ts';
import highRisk from '../../../rules/ec2/ec2-security-group-high-risk-ports-restricted.ts';
import http from '../../../rules/ec2/ec2-security-group-http-restricted.ts';
import icmp from '../../../rules/ec2/ec2-security-group-icmp-restricted.ts';
import authorized from '../../../rules/ec2/ec2-security-group-ingress-authorized.ts';
import rdp from '../../../rules/ec2/ec2-security-group-rdp-restricted.ts';
import search from '../../../rules/ec2/ec2-security-group-search-ports-restricted.ts';
import services from '../../../rules/ec2/ec2-security-group-service-ports-restricted.ts';
import ssh from '../../../rules/ec2/ec2-security-group-ssh-restricted.ts';
import { denied, findings, verdict, type Given, type Surroundings } from '../tester.ts';
import { from, sgRule } from './network-builders.ts';

const kind = 'aws.ec2.security-group';
type Group = Given<typeof kind>;
type Ingress = NonNullable<Group['ingress']>;

const judge = (rule: Rule, ingress: Ingress, around: Surroundings = {}, unknown: Group['unknown'] = {}) =>
  verdict(rule, kind, { ingress, unknown }, around);
const partsOf = async (rule: Rule, ingress: Ingress, options: Parameters<typeof findings>[4] = {}) =>
  (await findings(rule, kind, { ingress }, {}, options))
    .filter(({ status }) => status === 'fail')
    .map(({ part }) => part);
const all = (given: Partial<Ingress[number]>) => sgRule({ protocol: 'all', fromPort: null, toPort: null, ...given });
const world = { cidrIpv4: '0.0.0.0/0' };

describe('ec2-security-group-ssh-restricted', () => {
  it('sg-001 fails on every protocol and port', async () => {
    expect(await judge(ssh, [all(world)])).to.equal('fail');
    expect(await judge(ssh, [all({ protocol: '-1', ...world })])).to.equal('fail');
  });
  it('sg-002 fails on IPv6 alone, and says so', async () => {
    expect(await partsOf(ssh, from(22, '::/0'))).to.deep.equal(['ingress tcp/22 ::/0']);
  });
  it('sg-003 fails on a range that holds the port, to its edges', async () => {
    const range = (fromPort: number, toPort: number) => judge(ssh, [sgRule({ fromPort, toPort, ...world })]);
    expect(await range(20, 25)).to.equal('fail');
    expect(await range(22, 25)).to.equal('fail');
    expect(await range(20, 22)).to.equal('fail');
    expect(await range(23, 25)).to.equal('pass');
    expect(await range(20, 21)).to.equal('pass');
  });
  it('sg-004 passes on udp/22', async () => {
    expect(await judge(ssh, [sgRule({ protocol: 'udp', ...world })])).to.equal('pass');
  });
  it('sg-006 passes on all types of ICMP', async () => {
    expect(await judge(ssh, [sgRule({ protocol: 'icmp', fromPort: -1, toPort: -1, ...world })])).to.equal('pass');
  });
  it('sg-007 passes on ICMP echo, whose type is no port', async () => {
    expect(await judge(ssh, [sgRule({ protocol: 'icmp', fromPort: 8, toPort: -1, ...world })])).to.equal('pass');
  });
  it('sg-008 fails on TCP by its number', async () => {
    expect(await judge(ssh, [sgRule({ protocol: '6', ...world })])).to.equal('fail');
  });
  it('sg-010 fails on halves that are the whole together, in IPv6 and IPv4, in any order and spelling', async () => {
    expect(await judge(ssh, from(22, '::/1', '8000::/1'))).to.equal('fail');
    expect(await judge(ssh, from(22, 'F000::1/1', '0:0:0:0:0:0:0:7/1'))).to.equal('fail');
    expect(await judge(ssh, from(22, '128.0.0.0/1', '10.9.8.7/1'))).to.equal('fail');
    expect(await judge(ssh, from(22, '0.0.0.0/1', '::/1'))).to.equal('pass');
    expect(await judge(ssh, from(22, '0.0.0.0/1', '128.0.0.0/2'))).to.equal('pass');
  });
  it('adds up different rules that admit the port', async () => {
    const rules = [
      sgRule({ fromPort: 0, toPort: 22, cidrIpv4: '0.0.0.0/1' }),
      sgRule({ protocol: 'all', fromPort: null, toPort: null, cidrIpv4: '128.0.0.0/1' }),
    ];
    expect(await judge(ssh, rules)).to.equal('fail');
    expect(await judge(ssh, [rules[0]!, ...from(23, '128.0.0.0/1')])).to.equal('pass');
  });
  it('sg-015 passes on a reference to a group', async () => {
    expect(await judge(ssh, [sgRule({ referencedGroupId: 'sg-9' })])).to.equal('pass');
  });

  const byList = [sgRule({ prefixListId: 'pl-1' })];
  const list = (given: Given<'aws.ec2.prefix-list'>): Surroundings => ({
    'aws.ec2.prefix-list': [{ prefixListId: 'pl-1', ownerId: '123456789012', addressFamily: 'IPv4', ...given }],
  });
  const entry = (cidr: string) => ({ cidr, description: null });
  it('sg-013 is unknown where the entries of a prefix list are', async () => {
    expect(await judge(ssh, byList, list({ unknown: { entries: denied } }))).to.equal('unknown');
    expect(
      await judge(ssh, byList, list({ entries: [entry('10.0.0.0/8')], unknown: { 'entries/*': denied } })),
    ).to.equal('unknown');
    expect(await judge(ssh, byList, list({ entries: [entry('any')] }))).to.equal('unknown');
    const gaps = [{ kind: 'aws.ec2.prefix-list' as const, ...denied, operation: 'ec2:DescribeManagedPrefixLists' }];
    expect(await verdict(ssh, kind, { ingress: byList }, {}, { gaps })).to.equal('unknown');
  });
  it('is unknown where a prefix list is nowhere: another account may share it', async () => {
    expect(await judge(ssh, byList)).to.equal('unknown');
  });
  it('is not unknown where the unknown list is for another port, or adds to what is proven', async () => {
    expect(await judge(ssh, [sgRule({ prefixListId: 'pl-1', fromPort: 443, toPort: 443 })])).to.equal('pass');
    expect(await judge(ssh, [...byList, ...from(22, '0.0.0.0/0', '::/0')])).to.equal('fail');
    expect(await judge(ssh, [...byList, ...from(22, '0.0.0.0/0')], list({ unknown: { entries: denied } }))).to.equal(
      'fail',
    );
    // It may open IPv6 beside what is open in IPv4: a second hole.
    expect(await judge(ssh, [...byList, ...from(22, '0.0.0.0/0')])).to.equal('fail+unknown');
  });
  it('sg-014 passes on a prefix list that AWS manages', async () => {
    expect(await judge(ssh, byList, list({ ownerId: 'AWS', unknown: { entries: denied } }))).to.equal('pass');
    expect(await judge(ssh, byList, list({ ownerId: 'AWS', entries: [entry('0.0.0.0/0')] }))).to.equal('pass');
  });
  it('resolves a prefix list of the customer, alone and with rules beside it', async () => {
    expect(await judge(ssh, byList, list({ entries: [entry('0.0.0.0/0')] }))).to.equal('fail');
    expect(await judge(ssh, byList, list({ entries: [entry('0.0.0.0/1')] }))).to.equal('pass');
    expect(await judge(ssh, [...byList, ...from(22, '128.0.0.0/1')], list({ entries: [entry('0.0.0.0/1')] }))).to.equal(
      'fail',
    );
    expect(await judge(ssh, byList, list({ entries: [] }))).to.equal('pass');
  });

  it('is unknown only by what is unknown of rules that may admit the port', async () => {
    const hidden = (facts: string[], rule: Partial<Ingress[number]>) =>
      judge(ssh, [sgRule(rule)], {}, Object.fromEntries(facts.map((fact) => [`ingress/0/${fact}`, denied])));
    expect(await hidden(['cidrIpv4'], {})).to.equal('unknown');
    expect(await hidden(['cidrIpv4'], { fromPort: 443, toPort: 443 })).to.equal('pass');
    expect(await hidden(['cidrIpv4'], { protocol: 'udp' })).to.equal('pass');
    expect(await hidden(['cidrIpv4'], { cidrIpv6: '2600::/16' })).to.equal('pass');
    expect(await hidden(['fromPort'], { toPort: 21, ...world })).to.equal('pass');
    expect(await hidden(['fromPort'], { toPort: 22, ...world })).to.equal('unknown');
    expect(await hidden(['protocol'], world)).to.equal('unknown');
    expect(await hidden(['protocol'], { cidrIpv4: '10.0.0.0/8' })).to.equal('pass');
    expect(await hidden(['referencedGroupId', 'description'], {})).to.equal('pass');
  });
  it('is unknown where there may be more rules, and fails by those that are known', async () => {
    expect(await judge(ssh, [], {}, { 'ingress/*': denied })).to.equal('unknown');
    expect(await judge(ssh, from(22, '0.0.0.0/0', '::/0'), {}, { 'ingress/*': denied })).to.equal('fail');
    expect(await judge(ssh, from(22, '10.0.0.0/8'), {}, { 'ingress/0': denied })).to.equal('unknown');
    expect(await verdict(ssh, kind, { unknown: { ingress: denied } })).to.equal('unknown');
  });
  it('says which unknown it is that matters', async () => {
    const ingress = [sgRule({ fromPort: 443, toPort: 443 }), sgRule({})];
    const unknown = { 'ingress/0/cidrIpv4': denied, 'ingress/1/cidrIpv4': denied };
    const [found] = await findings(ssh, kind, { ingress, unknown });
    expect(found!.message).to.include('ingress/1/cidrIpv4');
  });
  it('is unknown where a text is no network', async () => {
    expect(await judge(ssh, from(22, '0.0.0.0'))).to.equal('unknown');
  });
  it('keeps its parts whatever the spelling', async () => {
    const parts = ['ingress tcp/22 0.0.0.0/0', 'ingress tcp/22 ::/0'];
    expect(await partsOf(ssh, from(22, '0.0.0.0/0', '::/0'))).to.deep.equal(parts);
    expect(await partsOf(ssh, [all(world), ...from(22, '8000::/1', '0::/1'), ...from(22, '9.9.9.9/0')])).to.deep.equal(
      parts,
    );
  });
});

describe('groups of ports', () => {
  it('Remote Desktop is TCP and UDP', async () => {
    expect(
      await partsOf(rdp, [sgRule({ protocol: 'udp', fromPort: 3389, toPort: 3389, cidrIpv6: '::/0' })]),
    ).to.deep.equal(['ingress udp/3389 ::/0']);
    expect(await partsOf(rdp, from(3389, '0.0.0.0/0'))).to.deep.equal(['ingress tcp/3389 0.0.0.0/0']);
    expect(await judge(rdp, [sgRule({ protocol: 'icmp', fromPort: 3389, toPort: 3389, ...world })])).to.equal('pass');
  });
  it('every database port that is open is named', async () => {
    expect(await partsOf(database, [sgRule({ fromPort: 3000, toPort: 5999, ...world })])).to.deep.equal([
      'ingress tcp/3306 0.0.0.0/0',
      'ingress tcp/5432 0.0.0.0/0',
      'ingress tcp/5439 0.0.0.0/0',
    ]);
    const ports = { 'ec2-security-group-database-ports-restricted': { ports: [5000], udpPorts: [] } };
    expect(await partsOf(database, from(3306, '0.0.0.0/0'), { params: ports })).to.deep.equal([]);
    expect(await partsOf(database, from(5000, '0.0.0.0/0'), { params: ports })).to.deep.equal([
      'ingress tcp/5000 0.0.0.0/0',
    ]);
  });
  it('search engines, queues and services', async () => {
    expect(await partsOf(search, from(9200, '0.0.0.0/0'))).to.deep.equal(['ingress tcp/9200 0.0.0.0/0']);
    expect(await judge(search, from(443, '0.0.0.0/0'))).to.equal('pass');
    expect(await partsOf(services, [sgRule({ protocol: 'udp', fromPort: 161, toPort: 161, ...world })])).to.deep.equal([
      'ingress udp/161 0.0.0.0/0',
    ]);
    expect(await judge(services, [sgRule({ protocol: 'tcp', fromPort: 161, toPort: 161, ...world })])).to.equal('pass');
  });

  it('sg-031 one finding names all risky ports of a group', async () => {
    const open = [22, 3306, 3389, 8080, 9200].flatMap((port) => from(port, '0.0.0.0/0'));
    const found = await findings(highRisk, kind, { ingress: open });
    expect(found).to.have.length(1);
    expect(found[0]).to.include({ status: 'fail', part: null });
    for (const port of [22, 3306, 3389, 8080, 9200]) expect(found[0]!.message).to.include(`tcp/${port} over IPv4`);
    expect(found[0]!.message).not.to.match(/ipv6|tcp\/23/i);
  });
  it('one finding stays one where more may be open, and is unknown where nothing is proven', async () => {
    const unknown = { 'ingress/*': denied };
    expect(await judge(highRisk, from(22, '0.0.0.0/0'), {}, unknown)).to.equal('fail');
    expect(await judge(highRisk, from(443, '0.0.0.0/0'), {}, unknown)).to.equal('unknown');
    expect(await judge(highRisk, from(443, '0.0.0.0/0'))).to.equal('pass');
  });
});

describe('ec2-security-group-http-restricted', () => {
  it('names port 80 in each family, and no other', async () => {
    expect(await partsOf(http, from(80, '0.0.0.0/0', '::/0'))).to.deep.equal([
      'ingress tcp/80 0.0.0.0/0',
      'ingress tcp/80 ::/0',
    ]);
    expect(await judge(http, [...from(443, '0.0.0.0/0'), ...from(80, '10.0.0.0/8')])).to.equal('pass');
  });
});

describe('ec2-security-group-all-traffic-restricted', () => {
  const ranges = (...list: [number, number][]) =>
    list.map(([fromPort, toPort]) => sgRule({ fromPort, toPort, ...world }));
  it('sg-018 fails on TCP 0-65535', async () => {
    expect(await partsOf(allTraffic, ranges([0, 65_535]))).to.deep.equal(['ingress tcp/0-65535 0.0.0.0/0']);
  });
  it('sg-019 fails on four ranges that are all ports together', async () => {
    const four = ranges([32_768, 49_151], [0, 16_383], [49_152, 65_535], [16_384, 32_767]);
    expect(await partsOf(allTraffic, four)).to.deep.equal(['ingress tcp/0-65535 0.0.0.0/0']);
    expect(await judge(allTraffic, ranges([0, 16_383], [16_385, 65_535]))).to.equal('pass');
  });
  it('passes on a range that leaves a port out, but for port 0', async () => {
    expect(await judge(allTraffic, ranges([1, 65_535]))).to.equal('fail');
    expect(await judge(allTraffic, ranges([2, 65_535]))).to.equal('pass');
    expect(await judge(allTraffic, ranges([0, 65_534]))).to.equal('pass');
  });
  it('names all protocols once', async () => {
    expect(await partsOf(allTraffic, [all({ cidrIpv6: '::/0' }), ...ranges([0, 65_535])])).to.deep.equal([
      'ingress tcp/0-65535 0.0.0.0/0',
      'ingress all ::/0',
    ]);
  });
});

describe('ec2-security-group-ingress-authorized', () => {
  it('sg-033 passes on wide public ranges', async () => {
    expect(await judge(authorized, from(8443, '104.16.0.0/13', '172.64.0.0/13', '2606:4700::/32'))).to.equal('pass');
  });
  it('names the ranges beside the authorised ports', async () => {
    expect(await judge(authorized, from(443, '0.0.0.0/0', '::/0'))).to.equal('pass');
    expect(await partsOf(authorized, [...from(22, '::/0'), ...from(443, '::/0')])).to.deep.equal([
      'ingress tcp/22 ::/0',
    ]);
    expect(
      await partsOf(authorized, [sgRule({ protocol: 'udp', fromPort: 443, toPort: 443, ...world })]),
    ).to.have.length(1);
    expect(await partsOf(authorized, [all(world)])).to.deep.equal(['ingress all 0.0.0.0/0']);
    const params = { 'ec2-security-group-ingress-authorized': { authorizedTcpPorts: [22] } };
    expect(await partsOf(authorized, [...from(22, '::/0'), ...from(443, '::/0')], { params })).to.deep.equal([
      'ingress tcp/443 ::/0',
    ]);
  });
  it('fails on a protocol without ports, whatever range it gives', async () => {
    expect(await partsOf(authorized, [sgRule({ protocol: '47', fromPort: 443, toPort: 443, ...world })])).to.deep.equal(
      ['ingress protocol/47 0.0.0.0/0'],
    );
  });
  it('is unknown beside a proven hole where another may be', async () => {
    const unknown = { 'ingress/1/cidrIpv4': denied };
    expect(await judge(authorized, from(22, '0.0.0.0/0', '10.0.0.0/8'), {}, unknown)).to.equal('fail');
    expect(await judge(authorized, [...from(22, '0.0.0.0/0'), ...from(23, '10.0.0.0/8')], {}, unknown)).to.equal(
      'fail+unknown',
    );
    expect(await judge(authorized, [...from(22, '0.0.0.0/0'), ...from(443, '10.0.0.0/8')], {}, unknown)).to.equal(
      'fail',
    );
  });
});

describe('ICMP and what leaves', () => {
  it('ICMP is asked by type', async () => {
    expect(await partsOf(icmp, [sgRule({ protocol: '1', fromPort: 8, toPort: -1, ...world })])).to.deep.equal([
      'ingress icmp/8 0.0.0.0/0',
    ]);
    expect(await judge(icmp, [sgRule({ protocol: 'icmp', fromPort: 3, toPort: 4, ...world })])).to.equal('pass');
    expect(await judge(icmp, [sgRule({ protocol: 'icmpv6', fromPort: 2, toPort: 0, cidrIpv6: '::/0' })])).to.equal(
      'pass',
    );
    expect(await partsOf(icmp, [all({ cidrIpv6: '::/0' })])).to.deep.equal(['ingress icmpv6 ::/0']);
  });
  it('all traffic may not leave, every TCP port may', async () => {
    const leaves = (rules: Ingress, unknown: Group['unknown'] = {}) =>
      findings(egress, kind, { egress: rules, unknown });
    expect((await leaves([all(world)]))[0]).to.include({ status: 'fail', part: 'egress all 0.0.0.0/0' });
    const tcp = sgRule({ fromPort: 0, toPort: 65_535, ...world });
    expect((await leaves([tcp]))[0]).to.include({ status: 'pass' });
    expect((await leaves([tcp], { 'egress/0/cidrIpv4': denied }))[0]).to.include({ status: 'pass' });
    expect((await leaves([all(world)], { 'egress/0/cidrIpv4': denied }))[0]).to.include({ status: 'unknown' });
    expect(await verdict(egress, kind, { egress: [], ingress: [all(world)] })).to.equal('pass');
  });
});
