import { expect } from 'chai';
import defaultClosed from '../../../rules/ec2/ec2-default-security-group-closed.ts';
import defaultUnused from '../../../rules/ec2/ec2-default-security-group-unused.ts';
import attached from '../../../rules/ec2/ec2-security-group-attached.ts';
import described from '../../../rules/ec2/ec2-security-group-described.ts';
import launchWizard from '../../../rules/ec2/ec2-security-group-not-from-launch-wizard.ts';
import privateRanges from '../../../rules/ec2/ec2-security-group-private-ranges-narrow.ts';
import publicRanges from '../../../rules/ec2/ec2-security-group-public-ranges-narrow.ts';
import rulesFew from '../../../rules/ec2/ec2-security-group-rules-few.ts';
import selfTraffic from '../../../rules/ec2/ec2-security-group-self-traffic-restricted.ts';
import { denied, findings, verdict, type Given, type Surroundings } from '../tester.ts';
import { from, sgRule } from './network-builders.ts';

const kind = 'aws.ec2.security-group';
type Group = Given<typeof kind>;
const parts = async (...args: Parameters<typeof findings<typeof kind>>) =>
  (await findings(...args)).filter(({ status }) => status === 'fail').map(({ part }) => part);

describe('ec2-default-security-group-closed', () => {
  const group = { groupName: 'default', ingress: [], egress: [] };
  it('sg-023 passes on a default group without rules', async () => {
    expect(await verdict(defaultClosed, kind, group)).to.equal('pass');
  });
  it('fails on a rule of either direction, whatever it admits', async () => {
    const own = [sgRule({ protocol: 'all', fromPort: null, toPort: null, referencedGroupId: 'sg-1' })];
    expect(await parts(defaultClosed, kind, { ...group, ingress: own })).to.deep.equal(['ingress']);
    expect(await parts(defaultClosed, kind, { ...group, ingress: own, egress: own })).to.deep.equal([
      'ingress',
      'egress',
    ]);
  });
  it('proves one direction where the other is unknown', async () => {
    const ingress = { ...group, egress: from(22, '10.0.0.0/8'), unknown: { ingress: denied } };
    expect(await verdict(defaultClosed, kind, ingress)).to.equal('fail+unknown');
    expect(await verdict(defaultClosed, kind, { ...group, unknown: { 'ingress/*': denied } })).to.equal('unknown');
  });
  it('says nothing of other groups', async () => {
    expect(await verdict(defaultClosed, kind, { ...group, groupName: 'Default' })).to.equal('not-applicable');
  });
});

describe('ec2-default-security-group-unused', () => {
  it('asks the interfaces', async () => {
    const group = { groupName: 'default', groupId: 'sg-1' };
    expect(await verdict(defaultUnused, kind, group)).to.equal('pass');
    expect(
      await verdict(defaultUnused, kind, group, { 'aws.ec2.network-interface': [{ groupIds: ['sg-2', 'sg-1'] }] }),
    ).to.equal('fail');
    expect(await verdict(defaultUnused, kind, { ...group, groupName: 'web' })).to.equal('not-applicable');
  });
});

describe('ec2-security-group-attached', () => {
  const group = { groupId: 'sg-1', groupName: 'web', ownerId: '123456789012', ingress: [], egress: [] };
  const among = (around: Surroundings, given: Partial<Group> = {}) =>
    verdict(attached, kind, { ...group, ...given }, around);
  const referring = (
    rule: Parameters<typeof sgRule>[0],
    direction: 'ingress' | 'egress' = 'ingress',
  ): Surroundings => ({
    'aws.ec2.security-group': [{ groupId: 'sg-2', ingress: [], egress: [], [direction]: [sgRule(rule)] }],
  });

  it('sg-024 says nothing of a default group', async () => {
    expect(await among({}, { groupName: 'default' })).to.equal('not-applicable');
  });
  for (const [id, service] of [
    ['sg-025', 'an idle Lambda function'],
    ['sg-027', 'a CodeBuild project, a directory, Redshift or ElastiCache'],
  ] as const) {
    it(`${id} passes by the interface of ${service}, and without one says that a service may name the group`, async () => {
      const made = { interfaceType: 'lambda', requesterManaged: true, groupIds: ['sg-1'] };
      expect(await among({ 'aws.ec2.network-interface': [made] })).to.equal('pass');
      // No kind collected tells of the service itself: the finding is honest about it.
      const [found] = await findings(attached, kind, group);
      expect(found).to.include({ status: 'fail' });
      expect(found!.message).to.include('a service that is idle now may still name it');
    });
  }
  it('sg-026 passes where another group refers to it, either way', async () => {
    expect(await among(referring({ referencedGroupId: 'sg-1' }))).to.equal('pass');
    expect(await among(referring({ referencedGroupId: 'sg-1' }, 'egress'))).to.equal('pass');
    expect(await among(referring({ referencedGroupId: 'sg-3' }))).to.equal('fail');
  });
  it('fails where only the group itself refers to it', async () => {
    expect(await among({}, { ingress: [sgRule({ referencedGroupId: 'sg-1' })] })).to.equal('fail');
  });
  it('sg-028 passes by an interface without attachment, or of another account', async () => {
    const shared = { groupIds: ['sg-1'], status: 'in-use', instanceId: null, ownerId: '999999999999' };
    expect(await among({ 'aws.ec2.network-interface': [shared] })).to.equal('pass');
    expect(await among({ 'aws.ec2.network-interface': [{ groupIds: ['sg-1'], status: 'available' }] })).to.equal(
      'pass',
    );
  });
  it('is unknown where interfaces or groups were not seen', async () => {
    for (const unseen of ['aws.ec2.network-interface', 'aws.ec2.security-group'] as const) {
      const gaps = [{ kind: unseen, ...denied, operation: 'ec2:Describe' }];
      expect(await verdict(attached, kind, group, {}, { gaps }), unseen).to.equal('unknown');
      const found = { 'aws.ec2.network-interface': [{ groupIds: ['sg-1'] }] };
      expect(await verdict(attached, kind, group, found, { gaps }), unseen).to.equal('pass');
    }
  });
  it('says nothing of a group that another account shares', async () => {
    expect(await among({}, { ownerId: '999999999999' })).to.equal('not-applicable');
  });
});

describe('ec2-security-group-described', () => {
  const group = { groupName: 'web', description: 'Web servers', ingress: [], egress: [] };
  it('wants a description of one’s own for the group', async () => {
    for (const description of [
      '',
      '  ',
      'default VPC security group',
      'Managed by Terraform',
      'launch-wizard-3 created 2024-01-02T03:04:05.678Z',
    ]) {
      expect(await parts(described, kind, { ...group, description }), description).to.deep.equal(['group']);
    }
    expect(await verdict(described, kind, group)).to.equal('pass');
    expect(
      await verdict(described, kind, { ...group, description: 'replaces launch-wizard-3 created in haste' }),
    ).to.equal('pass');
  });
  it('asks of a default group its rules only', async () => {
    const standard = { ...group, groupName: 'default', description: 'default VPC security group' };
    expect(await verdict(described, kind, standard)).to.equal('pass');
    expect(await verdict(described, kind, { ...standard, egress: from(22, '0.0.0.0/0') })).to.equal('fail');
  });
  it('names each rule that has none, in one spelling', async () => {
    const ingress = [
      ...from(22, '10.9.9.9/8', '2001:0DB8::1/32'),
      sgRule({ prefixListId: 'pl-1' }),
      sgRule({ protocol: '-1', fromPort: null, toPort: null, referencedGroupId: 'sg-2' }),
      sgRule({ cidrIpv4: '10.0.0.0/24', description: 'office' }),
      sgRule({ cidrIpv4: '10.0.1.0/24', description: ' ' }),
    ];
    expect(await parts(described, kind, { ...group, ingress, egress: from(443, '0.0.0.0/0') })).to.deep.equal([
      'ingress tcp/22 10.0.0.0/8',
      'ingress tcp/22 2001:db8::/32',
      'ingress tcp/22 pl-1',
      'ingress all sg-2',
      'ingress tcp/22 10.0.1.0/24',
      'egress tcp/443 0.0.0.0/0',
    ]);
  });
  it('proves what it can', async () => {
    const half = { ...group, egress: from(22, '10.0.0.0/8'), unknown: { ingress: denied, description: denied } };
    expect(await verdict(described, kind, half)).to.equal('fail+unknown');
  });
});

describe('ec2-security-group-public-ranges-narrow', () => {
  const judge = (ingress: Group['ingress'], around: Surroundings = {}) =>
    findings(publicRanges, kind, { ingress: ingress! }, around);
  it('sg-020 says nothing of a group that lets nothing in, whatever it lets out', async () => {
    const egress = Array.from({ length: 60 }, (_, n) => from(443, `8.${n}.0.0/22`)[0]!);
    expect(await verdict(publicRanges, kind, { ingress: [], egress })).to.equal('not-applicable');
  });
  it('sg-033 names wide public ranges', async () => {
    expect((await judge(from(443, '104.16.5.5/13'))).map(({ part }) => part)).to.deep.equal([
      'ingress tcp/443 104.16.0.0/13',
    ]);
  });
  it('holds to its boundaries, the whole space and private ranges aside', async () => {
    const status = async (cidr: string) => (await judge(from(443, cidr)))[0]!.status;
    expect(await status('8.8.8.0/23')).to.equal('fail');
    expect(await status('8.8.8.0/24')).to.equal('pass');
    expect(await status('8.8.8.0/25')).to.equal('pass');
    expect(await status('2600::/47')).to.equal('fail');
    expect(await status('2600::/48')).to.equal('pass');
    expect(await status('0.0.0.0/0')).to.equal('pass');
    expect(await status('0.0.0.0/1')).to.equal('fail');
    expect(await status('2000::/3')).to.equal('fail');
    expect(await status('10.0.0.0/8')).to.equal('pass');
    expect(await status('100.64.0.0/10')).to.equal('pass');
    expect(await status('172.0.0.0/8')).to.equal('fail');
    expect(await status('fd00::/8')).to.equal('pass');
    expect(await status('8.8.8.0')).to.equal('unknown');
  });
  it('looks into prefix lists', async () => {
    const byList = [sgRule({ prefixListId: 'pl-1' })];
    const entries = ['8.0.0.0/9', '10.0.0.0/8', '9.0.0.0/9'].map((cidr) => ({ cidr, description: null }));
    const found = await judge(byList, {
      'aws.ec2.prefix-list': [{ prefixListId: 'pl-1', ownerId: '1', addressFamily: 'IPv4', entries }],
    });
    expect(found.map(({ part }) => part)).to.deep.equal(['ingress tcp/22 8.0.0.0/9', 'ingress tcp/22 9.0.0.0/9']);
    expect((await judge(byList)).map(({ status }) => status)).to.deep.equal(['unknown']);
  });
});

describe('other upkeep of groups', () => {
  it('whole private blocks', async () => {
    const wide = async (...cidrs: string[]) => parts(privateRanges, kind, { ingress: from(22, ...cidrs) });
    expect(await wide('10.0.0.0/8', '172.16.0.0/12', '192.168.9.9/16', '10.0.0.0/9', '0.0.0.0/0')).to.deep.equal([
      ...['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map((cidr) => `ingress tcp/22 ${cidr}`),
    ]);
    expect(await wide('172.0.0.0/8')).to.have.length(1);
    expect(await wide('::/0')).to.deep.equal([]);
  });
  it('members that reach all of each other', async () => {
    const own = (rule: Parameters<typeof sgRule>[0]) =>
      verdict(selfTraffic, kind, { groupId: 'sg-1', ingress: [sgRule({ referencedGroupId: 'sg-1', ...rule })] });
    expect(await own({ protocol: '-1', fromPort: null, toPort: null })).to.equal('fail');
    expect(await own({})).to.equal('pass');
    const everything = [sgRule({ protocol: '-1', fromPort: null, toPort: null, referencedGroupId: 'sg-1' })];
    expect(await parts(selfTraffic, kind, { groupId: 'sg-1', ingress: everything })).to.deep.equal([
      'ingress all self',
    ]);
    expect(await own({ protocol: 'all', fromPort: null, toPort: null, referencedGroupId: 'sg-2' })).to.equal('pass');
  });
  it('groups of the launch wizard, by the whole name', async () => {
    expect(await verdict(launchWizard, kind, { groupName: 'launch-wizard-12' })).to.equal('fail');
    expect(await verdict(launchWizard, kind, { groupName: 'no-launch-wizard-1' })).to.equal('pass');
    expect(await verdict(launchWizard, kind, { groupName: 'launch-wizard-1-web' })).to.equal('pass');
  });
  it('many rules: more than 50 one way', async () => {
    const rules = (n: number) => Array.from({ length: n }, (_, i) => from(22, `10.0.${i}.0/24`)[0]!);
    const judge = (given: Group) => verdict(rulesFew, kind, { ingress: [], egress: [], ...given });
    expect(await judge({ ingress: rules(49) })).to.equal('pass');
    expect(await judge({ ingress: rules(50), egress: rules(50) })).to.equal('pass');
    expect(await judge({ egress: rules(51) })).to.equal('fail');
    expect(await judge({ egress: rules(51), unknown: { 'egress/*': denied } })).to.equal('fail');
    expect(await judge({ egress: rules(51), unknown: { ingress: denied } })).to.equal('fail+unknown');
    expect(await judge({ egress: rules(50), unknown: { 'egress/*': denied } })).to.equal('unknown');
  });
});
