import { expect } from 'chai';
import admin from '../../../rules/ec2/ec2-network-acl-admin-ports-restricted.ts';
import attached from '../../../rules/ec2/ec2-network-acl-attached.ts';
import egress from '../../../rules/ec2/ec2-network-acl-egress-restricted.ts';
import ftp from '../../../rules/ec2/ec2-network-acl-ftp-ports-restricted.ts';
import ingress from '../../../rules/ec2/ec2-network-acl-ingress-restricted.ts';
import type { Rule } from '../../../core/rule.ts';
import { denied, findings, verdict, type Given } from '../tester.ts';
import { aclRule } from './network-builders.ts';

const kind = 'aws.ec2.network-acl';
type Acl = Given<typeof kind>;
type Entries = NonNullable<Acl['entries']>;

const judge = (rule: Rule, entries: Entries, unknown: Acl['unknown'] = {}) =>
  verdict(rule, kind, { ownerId: '123456789012', entries, unknown });
const parts = async (rule: Rule, entries: Entries) =>
  (await findings(rule, kind, { ownerId: '123456789012', entries }))
    .filter(({ status }) => status === 'fail')
    .map(({ part }) => part);
const last = (cidr = '0.0.0.0/0') => aclRule(32_767, 'deny', 'all', cidr);

describe('ec2-network-acl-admin-ports-restricted', () => {
  it('sg-032 passes where IPv6 is refused with a lower number than it is admitted', async () => {
    const entries = [aclRule(110, 'allow', [22, 22], '::/0'), aclRule(100, 'deny', [22, 22], '::/0'), last('::/0')];
    expect(await judge(admin, entries)).to.equal('pass');
    const late = [aclRule(90, 'allow', [22, 22], '::/0'), aclRule(100, 'deny', [22, 22], '::/0')];
    expect(await parts(admin, late)).to.deep.equal(['ingress tcp/22 ::/0']);
  });
  it('fails as the default network ACL does', async () => {
    const entries = [aclRule(100, 'allow', 'all'), last()];
    expect(await parts(admin, entries)).to.deep.equal(['ingress tcp/22 0.0.0.0/0', 'ingress tcp/3389 0.0.0.0/0']);
    expect(await judge(admin, [last()])).to.equal('pass');
    expect(await judge(admin, [])).to.equal('pass');
  });
  it('keeps the families apart', async () => {
    const entries = [
      aclRule(90, 'deny', 'all'),
      aclRule(100, 'allow', [3389, 3389], '::/0'),
      aclRule(110, 'allow', 'all'),
    ];
    expect(await parts(admin, entries)).to.deep.equal(['ingress tcp/3389 ::/0']);
  });
  it('is not kept by refusing a few ahead of admitting all', async () => {
    const all = aclRule(200, 'allow', 'all');
    expect(await judge(admin, [aclRule(100, 'deny', 'all', '10.0.0.0/8'), all])).to.equal('fail');
    expect(await judge(admin, [aclRule(100, 'deny', 'all', '198.51.100.7/32'), all])).to.equal('fail');
    expect(await judge(admin, [aclRule(100, 'deny', 'all', '0.0.0.0/1'), all])).to.equal('fail');
  });
  it('is kept by refusing all in parts, or all public addresses', async () => {
    const all = aclRule(200, 'allow', 'all');
    const halves = [aclRule(100, 'deny', 'all', '0.0.0.0/1'), aclRule(110, 'deny', 'all', '128.0.0.0/1')];
    expect(await judge(admin, [...halves, all])).to.equal('pass');
    const publicParts = [
      ...halves.slice(0, 1),
      aclRule(110, 'deny', 'all', '128.0.0.0/2'),
      aclRule(120, 'deny', 'all', '192.0.0.0/3'),
    ];
    expect(await judge(admin, [...publicParts, all])).to.equal('pass');
  });
  it('admits by halves', async () => {
    const halves = [aclRule(100, 'allow', [22, 22], '0.0.0.0/1'), aclRule(110, 'allow', [0, 100], '128.0.0.0/1')];
    expect(await judge(admin, halves)).to.equal('fail');
    expect(await judge(admin, halves.slice(1))).to.equal('pass');
  });
  it('asks TCP and ranges, not UDP nor what leaves', async () => {
    expect(await judge(admin, [{ ...aclRule(100, 'allow', [22, 22]), protocol: '17' }])).to.equal('pass');
    expect(await judge(admin, [{ ...aclRule(100, 'allow', [22, 22]), protocol: '6' }])).to.equal('fail');
    expect(await judge(admin, [aclRule(100, 'allow', 'all', '0.0.0.0/0', true)])).to.equal('pass');
    expect(await judge(admin, [aclRule(100, 'allow', [23, 3388])])).to.equal('pass');
    expect(await judge(admin, [aclRule(100, 'allow', [1024, 65_535])])).to.equal('fail');
  });
  it('refuses nothing where another protocol is refused', async () => {
    const udp = { ...aclRule(90, 'deny', [0, 65_535]), protocol: 'udp' };
    expect(await judge(admin, [udp, aclRule(100, 'allow', 'all')])).to.equal('fail');
    expect(await judge(admin, [{ ...udp, protocol: 'tcp' }, aclRule(100, 'allow', 'all')])).to.equal('pass');
  });
  it('is unknown only by what may come first and match', async () => {
    const allow = aclRule(100, 'allow', 'all');
    expect(await judge(admin, [allow], { 'entries/*': denied })).to.equal('unknown');
    expect(
      await judge(admin, [aclRule(90, 'deny', 'all'), aclRule(90, 'deny', 'all', '::/0')], { 'entries/*': denied }),
    ).to.equal('unknown');
    for (const fact of ['cidrIpv4', 'action', 'protocol', 'egress', 'ruleNumber', 'fromPort']) {
      const before = [aclRule(90, 'deny', [22, 3389]), allow];
      expect(await judge(admin, before, { [`entries/0/${fact}`]: denied }), fact).to.equal('unknown');
    }
    expect(await judge(admin, [allow, aclRule(110, 'deny', 'all')], { 'entries/1/cidrIpv4': denied })).to.equal('fail');
    expect(await judge(admin, [aclRule(90, 'deny', [443, 443]), allow], { 'entries/0/cidrIpv4': denied })).to.equal(
      'fail',
    );
    expect(await judge(admin, [aclRule(90, 'deny', 'all', '::/0'), allow], { 'entries/0/action': denied })).to.equal(
      'fail+unknown',
    );
    expect(await judge(admin, [aclRule(90, 'deny', 'all'), allow], { 'entries/1/action': denied })).to.equal('pass');
    expect(await judge(admin, [aclRule(90, 'deny', 'all', 'nonsense'), allow])).to.equal('unknown');
  });
  it('says nothing of a network ACL that another account shares', async () => {
    const entries = [aclRule(100, 'allow', 'all')];
    expect(await verdict(admin, kind, { ownerId: '999999999999', entries })).to.equal('not-applicable');
    expect(await verdict(admin, kind, { entries })).to.equal('fail');
  });
});

describe('other rules about network ACLs', () => {
  it('FTP', async () => {
    expect(await parts(ftp, [aclRule(100, 'allow', [20, 25])])).to.deep.equal([
      'ingress tcp/20 0.0.0.0/0',
      'ingress tcp/21 0.0.0.0/0',
    ]);
  });
  it('everything in: all protocols, or all ports of one', async () => {
    expect(await parts(ingress, [aclRule(100, 'allow', 'all')])).to.deep.equal(['ingress all 0.0.0.0/0']);
    expect(await parts(ingress, [aclRule(100, 'allow', [0, 65_535])])).to.deep.equal(['ingress tcp/0-65535 0.0.0.0/0']);
    expect(await parts(ingress, [aclRule(90, 'deny', [22, 22]), aclRule(100, 'allow', 'all')])).to.deep.equal([
      'ingress udp/0-65535 0.0.0.0/0',
    ]);
    expect(await parts(ingress, [aclRule(100, 'allow', [1024, 65_535])])).to.deep.equal([]);
  });
  it('everything out', async () => {
    expect(await parts(egress, [aclRule(100, 'allow', 'all', '::/0', true)])).to.deep.equal(['egress all ::/0']);
    expect(await parts(egress, [aclRule(100, 'allow', 'all')])).to.deep.equal([]);
  });
  it('in use: a default one need not be', async () => {
    const acl = { isDefault: false, ownerId: '123456789012', subnetIds: [] };
    expect(await verdict(attached, kind, acl)).to.equal('fail');
    expect(await verdict(attached, kind, { ...acl, isDefault: true })).to.equal('not-applicable');
    expect(await verdict(attached, kind, { ...acl, subnetIds: ['subnet-1'] })).to.equal('pass');
    expect(await verdict(attached, kind, { ...acl, unknown: { 'subnetIds/*': denied } })).to.equal('unknown');
    expect(await verdict(attached, kind, { ...acl, ownerId: '999999999999' })).to.equal('not-applicable');
  });
});
