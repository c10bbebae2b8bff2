import { expect } from 'chai';
import fc from 'fast-check';
import { Trace } from '../../../core/evidence.ts';
import { UnknownFact } from '../../../core/listing.ts';
import { viewOf } from '../../../core/view.ts';
import { families, publicSpace, type Family } from '../../../rules/shared/addresses.ts';
import { firstMatch } from '../../../rules/shared/first-match.ts';
import { AddressSet } from '../../../rules/shared/addresses.ts';
import { aclExposure } from '../../../rules/shared/network-acl-entries.ts';
import { openOf, type Opening, type OpenPorts } from '../../../rules/shared/ports.ts';
import { denied, resourceOf } from '../tester.ts';
import { addressIn, blocks, net, type Net } from './address-universe.ts';
import { runs } from './runs.ts';

const bounds = [0, 22, 23, 443, 65_535];
const asked = [0, 1, 21, 22, 23, 24, 442, 443, 444, 65_534, 65_535];

interface Entry {
  ruleNumber: number;
  egress: boolean;
  action: 'allow' | 'deny';
  protocol: 'tcp' | 'udp' | 'all' | '6' | '47';
  from: number;
  to: number;
  net: Net;
}

const entry: fc.Arbitrary<Omit<Entry, 'ruleNumber'>> = fc
  .record({
    egress: fc.constantFrom(false, false, false, true),
    action: fc.constantFrom('allow', 'deny'),
    protocol: fc.constantFrom('tcp', 'tcp', 'all', '6', 'udp', '47'),
    bounds: fc.tuple(fc.constantFrom(...bounds), fc.constantFrom(...bounds)),
    net,
    // Most networks of entries are the whole space: without them nothing is ever open.
    whole: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ bounds: [a, b], whole, net: one, ...rest }) => ({
    ...rest,
    from: Math.min(a, b),
    to: Math.max(a, b),
    net:
      whole === 0
        ? one
        : { family: one.family, cidr: one.family === 'ipv4' ? '0.0.0.0/0' : '::/0', blocks: [...blocks] },
  }));
const entries: fc.Arbitrary<Entry[]> = fc
  .tuple(fc.array(entry, { maxLength: 6 }), fc.shuffledSubarray([100, 110, 120, 200, 300, 32_766], { minLength: 6 }))
  .map(([list, numbers]) => list.map((each, index) => ({ ...each, ruleNumber: numbers[index]! })));

const matches = (each: Entry, protocol: string, port: number) =>
  !each.egress &&
  (each.protocol === 'all' ||
    ((each.protocol === '6' ? 'tcp' : each.protocol) === protocol &&
      (each.protocol === '47' || (each.from <= port && port <= each.to))));

/** Whether one address gets through: the matching entry with the lowest number says. */
function passes(list: readonly Entry[], protocol: string, port: number, family: Family, block: number): boolean {
  const first = list
    .filter((each) => matches(each, protocol, port) && each.net.family === family && each.net.blocks.includes(block))
    .reduce<Entry | null>((best, each) => (best === null || each.ruleNumber < best.ruleNumber ? each : best), null);
  return first?.action === 'allow';
}

/** Open: all blocks are offered, whatever refuses some of them first, and a block with public addresses passes. */
function model(list: readonly Entry[], protocol: string, port: number, family: Family): boolean {
  const offered = list.filter((each) => each.action === 'allow' && matches(each, protocol, port));
  return (
    blocks.every((block) => offered.some((each) => each.net.family === family && each.net.blocks.includes(block))) &&
    blocks.some((block) => hasPublic(family, block) && passes(list, protocol, port, family, block))
  );
}

const publicBlocks = new Map(
  families.map((family) => [
    family,
    blocks.filter((block) => {
      const cidr = `${addressIn(family, block)}/3`;
      return !AddressSet.of([cidr]).intersection(publicSpace).isEmpty();
    }),
  ]),
);
const hasPublic = (family: Family, block: number) => publicBlocks.get(family)!.some((each) => each === block);

function exposureFor(list: readonly Entry[], unknown: Record<string, typeof denied> = {}) {
  const acl = resourceOf('aws.ec2.network-acl', {
    entries: list.map((each) => ({
      ruleNumber: each.ruleNumber,
      egress: each.egress,
      action: each.action,
      protocol: each.protocol,
      cidrIpv4: each.net.family === 'ipv4' ? each.net.cidr : null,
      cidrIpv6: each.net.family === 'ipv6' ? each.net.cidr : null,
      fromPort: each.protocol === 'all' ? null : each.from,
      toPort: each.protocol === 'all' ? null : each.to,
    })),
    unknown,
  });
  return aclExposure(viewOf(acl, new Trace(acl)).entries, 'ingress');
}

const only =
  (protocol: string, port: number, family: Family) =>
  (open: OpenPorts): Opening[] =>
    openOf(open, protocol, family).some(({ from, to }) => from <= port && port <= to)
      ? [{ protocol, family, from: port, to: port }]
      : [];

function answerOf(exposure: ReturnType<typeof exposureFor>, protocol: string, port: number, family: Family) {
  const openings = exposure.openings(only(protocol, port, family));
  if (openings.known.length > 0) return true;
  try {
    openings.settle();
  } catch (error) {
    if (error instanceof UnknownFact) return 'unknown';
    throw error;
  }
  return false;
}

describe('what a network ACL admits', () => {
  it('agrees with going through the entries in order for each address and port', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const exposure = exposureFor(list);
        for (const protocol of ['tcp', 'udp', '47', '132']) {
          for (const family of families) {
            for (const port of asked) {
              const expected = model(list, protocol, port, family);
              const answer = answerOf(exposure, protocol, port, family);
              if (answer !== expected) expect.fail(`${protocol}/${port} ${family}: ${answer}, not ${expected}`);
            }
          }
        }
      }),
      runs,
    );
  }).timeout(120_000);

  it('is proven only if it is so whatever a hidden part is, and refuted only if it never is', () => {
    const hidings = [
      '',
      '/ruleNumber',
      '/egress',
      '/action',
      '/protocol',
      '/fromPort',
      '/toPort',
      '/cidrIpv4',
      '/cidrIpv6',
    ];
    fc.assert(
      fc.property(entries, entry, fc.nat(6), fc.constantFrom(...hidings), (list, other, at, hiding) => {
        if (list.length === 0) return;
        const index = at % list.length;
        const hidden = exposureFor(list, { [`entries/${index}${hiding}`]: denied });
        // What the hidden part really is: as it stands in the list, or as in another entry, or no entry at all.
        const truth = list[index]!;
        const fact = hiding.slice(1);
        const otherwise: Entry[][] =
          hiding === ''
            ? [list.filter((_, each) => each !== index), list.with(index, { ...other, ruleNumber: truth.ruleNumber })]
            : fact === 'ruleNumber'
              ? [list.with(index, { ...truth, ruleNumber: 1 }), list.with(index, { ...truth, ruleNumber: 32_765 })]
              : fact === 'egress' || fact === 'action' || fact === 'protocol'
                ? [list.with(index, { ...truth, [fact]: other[fact] })]
                : fact === 'fromPort' && other.from <= truth.to
                  ? [list.with(index, { ...truth, from: other.from })]
                  : fact === 'toPort' && truth.from <= other.to
                    ? [list.with(index, { ...truth, to: other.to })]
                    : (fact === 'cidrIpv4' && truth.net.family === 'ipv4' && other.net.family === 'ipv4') ||
                        (fact === 'cidrIpv6' && truth.net.family === 'ipv6' && other.net.family === 'ipv6')
                      ? [list.with(index, { ...truth, net: other.net })]
                      : [];
        for (const world of [list, ...otherwise]) {
          for (const family of families) {
            for (const port of asked) {
              const answer = answerOf(hidden, 'tcp', port, family);
              if (answer !== 'unknown')
                expect(answer, `tcp/${port} ${family}`).to.equal(model(world, 'tcp', port, family));
            }
          }
        }
      }),
      runs,
    );
  }).timeout(120_000);

  it('decides exactly when nothing is hidden', () => {
    const half = AddressSet.of(['0.0.0.0/1']);
    const { always, ever } = firstMatch([
      { sure: half, upTo: half, admits: false },
      { sure: AddressSet.whole.ipv4, upTo: AddressSet.whole.ipv4, admits: true },
    ]);
    expect(always.equals(AddressSet.of(['128.0.0.0/1']))).to.be.true;
    expect(ever.equals(always)).to.be.true;
    // What may be admitted and else meets no decision is refused in the end.
    const maybe = firstMatch([{ sure: AddressSet.nothing, upTo: half, admits: true }]);
    expect(maybe.always.isEmpty()).to.be.true;
    expect(maybe.ever.equals(half)).to.be.true;
  });
});
