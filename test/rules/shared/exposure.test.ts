import { expect } from 'chai';
import fc from 'fast-check';
import { UnknownFact } from '../../../core/listing.ts';
import { AddressSet, families } from '../../../rules/shared/addresses.ts';
import { Exposure, openIn } from '../../../rules/shared/exposure.ts';
import {
  allPorts,
  eachOf,
  everyPort,
  noPorts,
  openOf,
  type OpenPorts,
  type Opening,
} from '../../../rules/shared/ports.ts';
import { openPorts, type Admission } from '../../../rules/shared/security-group-rules.ts';
import { unknown } from '../../../rules/shared/unknown.ts';
import { denied } from '../tester.ts';
import { runs } from './runs.ts';

const ports = [0, 1, 22, 23, 65_535];
const admission = fc
  .record({
    protocol: fc.constantFrom('tcp', 'udp', 'all', '47'),
    bounds: fc.tuple(fc.constantFrom(...ports), fc.constantFrom(...ports)),
    family: fc.constantFrom(...families),
  })
  .map(({ protocol, bounds, family }): Admission => ({
    protocol,
    ports: protocol === 'tcp' || protocol === 'udp' ? { from: Math.min(...bounds), to: Math.max(...bounds) } : allPorts,
    sources: AddressSet.whole[family],
  }));
const admissions = fc.array(admission, { maxLength: 3 });

/** Every protocol, family and port that is open, of those that are asked about; 99 is a protocol that nothing names. */
function pointsOf(open: OpenPorts): Set<string> {
  const found = new Set<string>();
  for (const protocol of ['tcp', 'udp', 'all', '47', '99']) {
    for (const family of families) {
      for (const port of ports) {
        const here = openOf(open, protocol, family).some(({ from, to }) => from <= port && port <= to);
        if (here) found.add(`${protocol} ${family} ${port}`);
      }
    }
  }
  return found;
}

const pick = eachOf({ tcp: [22, 23], udp: [22] });
const keyOf = ({ protocol, family, from, to }: Opening) => `${protocol} ${family} ${from} ${to}`;

/** Which of the doubts is raised; null where all is settled. */
function raised(exposure: Exposure): string | null {
  try {
    exposure.openings(pick).settle();
  } catch (error) {
    if (error instanceof UnknownFact) return error.message;
    throw error;
  }
  return null;
}

/** What some admissions prove, and what others would add, each for a reason of its own. */
const exposureOf = (sure: readonly Admission[], doubtful: readonly Admission[], name = 'doubt') =>
  new Exposure(
    openPorts(sure),
    openPorts([...sure, ...doubtful]),
    doubtful.map(({ protocol, ports: range, sources }, index) => ({
      open: openIn(
        families.filter((family) => !sources.isEmpty(family)),
        protocol,
        range,
      ),
      raise: () => unknown(`${name} ${index}`, 'hidden'),
    })),
  );

describe('what is open in three values', () => {
  it('shows what is proven, and raises a doubt where more of what is asked about may be open, and only there', () => {
    fc.assert(
      fc.property(admissions, admissions, (sure, doubtful) => {
        const exposure = exposureOf(sure, doubtful);
        const proven = pick(openPorts(sure));
        const possible = pick(openPorts([...sure, ...doubtful]));
        expect(exposure.openings(pick).known).to.deep.equal(proven);
        const further = possible.find((one) => !proven.map(keyOf).includes(keyOf(one)));
        const reasons = doubtful.map(({ protocol, ports: { from, to }, sources }, index) => {
          const touches =
            further !== undefined &&
            [further.protocol, 'all'].includes(protocol) &&
            from <= further.from &&
            further.from <= to &&
            !sources.isEmpty(further.family);
          return touches ? `doubt ${index}: hidden` : null;
        });
        expect(raised(exposure)).to.equal(reasons.find((reason) => reason !== null) ?? null);
        expect(exposure.closed).to.equal(pointsOf(openPorts([...sure, ...doubtful])).size === 0);
      }),
      runs,
    );
  });

  it('is open by two walls where it is by both: proven by what both prove, possible by what both may', () => {
    fc.assert(
      fc.property(admissions, admissions, admissions, admissions, (sure, may, otherSure, otherMay) => {
        const both = exposureOf(sure, may, 'first').and(exposureOf(otherSure, otherMay, 'second'));
        const together = (one: OpenPorts, other: OpenPorts) => {
          const others = pointsOf(other);
          return [...pointsOf(one)].filter((point) => others.has(point));
        };
        let proven = noPorts;
        let possible = noPorts;
        both.openings((open) => {
          if (proven === noPorts) proven = open;
          else possible = open;
          return [];
        });
        expect([...pointsOf(proven)]).to.have.members(together(openPorts(sure), openPorts(otherSure)));
        expect([...pointsOf(possible)]).to.have.members(
          together(openPorts([...sure, ...may]), openPorts([...otherSure, ...otherMay])),
        );
        if (sure.length + may.length === 0) expect(both.closed).to.equal(true);
      }),
      runs,
    );
  });

  it('is every port where the answer to a question is yes, none where it is no, either where nobody knows', () => {
    const told = (exposure: Exposure) => [exposure.openings(pick).known.length, exposure.closed, raised(exposure)];
    const all = pick(everyPort).length;
    expect(told(Exposure.where(() => true))).to.deep.equal([all, false, null]);
    expect(told(Exposure.where(() => false))).to.deep.equal([0, true, null]);
    const asked = Exposure.where(() => {
      throw new UnknownFact('question', denied);
    });
    expect(told(asked)).to.deep.equal([0, false, 'question: not authorised']);
    expect(told(asked.and(Exposure.none))).to.deep.equal([0, true, null]);
    expect(told(asked.and(exposureOf([], [])))).to.deep.equal([0, true, null]);
  });

  it('cannot be possible without a reason: that would be a mistake here, not an unknown', () => {
    const groundless = new Exposure(noPorts, everyPort, []);
    expect(() => groundless.openings(pick).settle()).to.throw(Error, 'nothing tells why');
  });
});
