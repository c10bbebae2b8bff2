import { expect } from 'chai';
import fc from 'fast-check';
import { Trace } from '../../../core/evidence.ts';
import { Surroundings } from '../../../core/inventory.ts';
import { UnknownFact } from '../../../core/listing.ts';
import { viewOf } from '../../../core/view.ts';
import { families, type Family } from '../../../rules/shared/addresses.ts';
import type { OpenPorts, Opening } from '../../../rules/shared/ports.ts';
import { openOf } from '../../../rules/shared/ports.ts';
import { exposureOf } from '../../../rules/shared/security-group-rules.ts';
import { denied, resourceOf, world, type Given } from '../tester.ts';
import { blocks, net, split, type Net } from './address-universe.ts';
import { runs } from './runs.ts';

/** Ports at and about which the rules of a case begin and end: one of each stretch between them is asked. */
const bounds = [0, 22, 23, 443, 65_535];
const asked = [...new Set(bounds.flatMap((port) => [port - 1, port, port + 1]))].filter((p) => p >= 0 && p <= 65_535);
const protocols = ['tcp', 'udp', 'icmp', 'icmpv6', '47', '132', 'all'];

type Source =
  | { of: 'nets'; nets: readonly Net[] }
  | { of: 'group' }
  | { of: 'list'; list: 'aws' | 'missing' | 'unread' | 'partly' | 'read'; nets: readonly Net[] };

interface Case {
  protocol: string;
  spelling: string;
  from: number | null;
  to: number | null;
  source: Source;
  hide: 'nothing' | 'source' | 'ports' | 'protocol' | 'all';
}

const spellings: Record<string, string[]> = {
  tcp: ['tcp', 'TCP', '6'],
  udp: ['udp', '17'],
  icmp: ['icmp', '1'],
  icmpv6: ['icmpv6', '58', 'ICMPv6'],
  '47': ['47'],
  all: ['all', '-1'],
};

const ports = fc
  .tuple(fc.constantFrom(...bounds), fc.constantFrom(...bounds))
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
const source: fc.Arbitrary<Source> = fc.oneof(
  { weight: 6, arbitrary: split.map((nets) => ({ of: 'nets', nets }) as const) },
  { weight: 3, arbitrary: net.map((one) => ({ of: 'nets', nets: [one] }) as const) },
  { weight: 1, arbitrary: fc.constant({ of: 'group' } as const) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom<'aws' | 'missing' | 'unread' | 'partly' | 'read'>('aws', 'missing', 'unread', 'partly', 'read'),
        fc.oneof(split, fc.constant<Net[]>([])),
      )
      .map(([list, nets]): Source => ({ of: 'list', list, nets })),
  },
);
const ruleCase: fc.Arbitrary<Case> = fc
  .record({
    protocol: fc.constantFrom('tcp', 'tcp', 'tcp', 'udp', 'icmp', 'icmpv6', '47', 'all'),
    range: ports,
    type: fc.constantFrom([-1, -1], [8, -1], [3, 4], [255, 255]),
    source,
    spelling: fc.nat(2),
    hide: fc.constantFrom('nothing', 'nothing', 'nothing', 'nothing', 'source', 'ports', 'protocol', 'all'),
  })
  .map(({ protocol, range, type, source: from, spelling, hide }) => ({
    protocol,
    spelling: spellings[protocol]![spelling % spellings[protocol]!.length]!,
    from: protocol === 'all' ? null : protocol.startsWith('icmp') ? type[0] : range.from,
    to: protocol === 'all' ? null : protocol.startsWith('icmp') ? type[1] : range.to,
    source: from,
    hide,
  }));

/** The rule by rule reading of one question: does a rule admit a port of a protocol from a block? */
function admits(rule: Case, protocol: string, port: number, family: Family, block: number): 'yes' | 'no' | 'maybe' {
  const answers: ('yes' | 'no' | 'maybe')[] = [];
  if (rule.hide === 'all') return 'maybe';
  if (rule.hide === 'protocol') answers.push('maybe');
  else if (rule.protocol !== 'all' && rule.protocol !== protocol) answers.push('no');
  else if (rule.protocol === 'tcp' || rule.protocol === 'udp') {
    if (rule.hide === 'ports') answers.push('maybe');
    else answers.push(rule.from! <= port && port <= rule.to! ? 'yes' : 'no');
  } else if (rule.protocol.startsWith('icmp')) {
    if (rule.hide === 'ports') answers.push('maybe');
    else if (rule.from === -1) answers.push('yes');
    else {
      const [type, code] = [port >> 8, port & 255];
      answers.push(type === rule.from && (rule.to === -1 || rule.to === code) ? 'yes' : 'no');
    }
  } else answers.push('yes');
  answers.push(admitsFrom(rule, family, block));
  return answers.includes('no') ? 'no' : answers.includes('maybe') ? 'maybe' : 'yes';
}

function admitsFrom({ source: from, hide }: Case, family: Family, block: number): 'yes' | 'no' | 'maybe' {
  const holds = 'nets' in from && from.nets.some((each) => each.family === family && each.blocks.includes(block));
  if (from.of === 'group') return hide === 'source' ? 'maybe' : 'no';
  if (hide === 'source') return 'maybe';
  if (from.of === 'nets') return holds ? 'yes' : 'no';
  if (from.list === 'aws') return 'no';
  if (from.list === 'missing' || from.list === 'unread') return 'maybe';
  if (from.list === 'partly') return holds ? 'yes' : 'maybe';
  return holds ? 'yes' : 'no';
}

/** Open: every block is admitted by some rule. For certain by rules that say yes, possibly by those that do not say no. */
function model(rules: readonly Case[], protocol: string, port: number, family: Family) {
  if ((protocol === 'icmp' && family === 'ipv6') || (protocol === 'icmpv6' && family === 'ipv4')) return 'no';
  const answers = blocks.map((block) => rules.map((rule) => admits(rule, protocol, port, family, block)));
  if (answers.every((each) => each.includes('yes'))) return 'yes';
  return answers.every((each) => each.includes('yes') || each.includes('maybe')) ? 'maybe' : 'no';
}

/** The case as a group: a rule for every network of a rule's sources, as EC2 gives them. */
async function exposureFor(rules: readonly Case[]) {
  const ingress: Record<string, unknown>[] = [];
  const unknown: Record<string, typeof denied> = {};
  const lists: Given<'aws.ec2.prefix-list'>[] = [];
  for (const rule of rules) {
    const common = { protocol: rule.spelling, fromPort: rule.from, toPort: rule.to, description: null };
    const add = (from: { cidrIpv4?: string; cidrIpv6?: string; prefixListId?: string; referencedGroupId?: string }) => {
      const at = `ingress/${ingress.length}`;
      ingress.push({ ...common, cidrIpv4: null, cidrIpv6: null, prefixListId: null, referencedGroupId: null, ...from });
      const hidden = {
        nothing: [],
        ports: ['fromPort', 'toPort'],
        protocol: ['protocol'],
        source: ['cidrIpv4', 'cidrIpv6', 'prefixListId', 'referencedGroupId'],
        all: [''],
      }[rule.hide];
      for (const fact of hidden) unknown[fact === '' ? at : `${at}/${fact}`] = denied;
    };
    if (rule.source.of === 'group') add({ referencedGroupId: 'sg-2' });
    else if (rule.source.of === 'nets') {
      for (const each of rule.source.nets)
        add(each.family === 'ipv4' ? { cidrIpv4: each.cidr } : { cidrIpv6: each.cidr });
    } else {
      const id = `pl-${lists.length}`;
      add({ prefixListId: id });
      const entries = rule.source.nets.map(({ cidr }) => ({ cidr, description: null }));
      const about = { prefixListId: id, ownerId: '123456789012' };
      const given = {
        aws: { ...about, ownerId: 'AWS', unknown: { entries: denied } },
        missing: { ...about, prefixListId: `${id}-other`, entries: [] },
        unread: { ...about, unknown: { entries: denied } },
        partly: { ...about, entries, unknown: { 'entries/*': denied } },
        read: { ...about, entries },
      }[rule.source.list];
      lists.push(given);
    }
  }
  const group = resourceOf('aws.ec2.security-group', {
    ingress,
    unknown,
  } as unknown as Given<'aws.ec2.security-group'>);
  const trace = new Trace(group);
  const inventory = world(lists.map((list, index) => resourceOf('aws.ec2.prefix-list', list, index)));
  const surroundings = await Surroundings.of(inventory, new Set(['aws.ec2.prefix-list']));
  return exposureOf(viewOf(group, trace).ingress, surroundings.lookup(group, trace));
}

/** One port by itself. */
const only =
  (protocol: string, port: number, family: Family) =>
  (open: OpenPorts): Opening[] =>
    openOf(open, protocol, family).some(({ from, to }) => from <= port && port <= to)
      ? [{ protocol, family, from: port, to: port }]
      : [];

describe('what a group opens', () => {
  it('is not in doubt where a hidden network stands beside a known reference to a group', async () => {
    const group = resourceOf('aws.ec2.security-group', {
      ingress: [
        {
          protocol: 'tcp',
          fromPort: 22,
          toPort: 22,
          cidrIpv4: null,
          cidrIpv6: null,
          prefixListId: null,
          referencedGroupId: 'sg-2',
          description: null,
        },
      ],
      unknown: { 'ingress/0/cidrIpv4': denied },
    });
    const trace = new Trace(group);
    const surroundings = await Surroundings.of(world([]), new Set());
    const exposure = exposureOf(viewOf(group, trace).ingress, surroundings.lookup(group, trace));
    expect(exposure.closed).to.be.true;
  });

  it('agrees with asking rule by rule, block by block and port by port', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(ruleCase, { maxLength: 6 }), async (rules) => {
        const exposure = await exposureFor(rules);
        for (const protocol of protocols) {
          for (const family of families) {
            for (const port of asked) {
              const openings = exposure.openings(only(protocol, port, family));
              let answer = openings.known.length > 0 ? 'yes' : 'no';
              try {
                openings.settle();
              } catch (error) {
                if (!(error instanceof UnknownFact)) throw error;
                answer = 'maybe';
              }
              const expected = model(rules, protocol, port, family);
              if (answer !== expected) expect.fail(`${protocol}/${port} ${family}: ${answer}, not ${expected}`);
            }
          }
        }
      }),
      runs,
    );
  }).timeout(120_000);
});
