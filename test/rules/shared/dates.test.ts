import { expect } from 'chai';
import fc from 'fast-check';
import { days, instantOf, isBefore, isOlderThanHours, wholeDays } from '../../../rules/shared/dates.ts';

const day = 86_400_000;
const instant = () => fc.date({ min: new Date('1971-01-01'), max: new Date('2199-12-31'), noInvalidDate: true });

describe('dates', () => {
  it('reads ISO 8601 in UTC, with and without a fraction', () => {
    expect(instantOf('1970-01-02T00:00:00Z')).to.equal(day);
    expect(instantOf('1970-01-02T00:00:00.250Z')).to.equal(day + 250);
    expect(instantOf('2026-01-31T12:00:00.123456Z')).to.equal(Date.UTC(2026, 0, 31, 12, 0, 0, 123));
    fc.assert(fc.property(instant(), (date) => instantOf(date.toISOString()) === date.getTime()));
  });

  for (const text of [
    '',
    'no_information',
    'N/A',
    '2026-01-31',
    '2026-01-31T12:00:00',
    '2026-01-31T12:00:00+01:00',
    '2026-02-30T12:00:00Z',
    '2025-02-29T00:00:00.000Z',
    '2026-04-31T23:59:59Z',
    '2026-13-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-31T24:00:00Z',
    '2026-01-31T12:61:00Z',
    ' 2026-01-31T12:00:00Z',
    '31 Jan 2026',
  ]) {
    it(`says of "${text}" that it is no point in time`, () => {
      expect(() => instantOf(text)).to.throw(RangeError, `"${text}" is not a point in time`);
      expect(() => wholeDays(text, new Date(0))).to.throw(RangeError);
    });
  }

  it('takes no invalid Date', () => {
    expect(() => wholeDays(new Date(NaN), new Date(0))).to.throw(RangeError, 'invalid date');
    expect(() => isBefore(new Date(0), new Date('never'))).to.throw(RangeError, 'invalid date');
  });

  it('counts a day when it is full, and not a moment before', () => {
    const from = '2026-06-15T12:00:00.000Z';
    expect(wholeDays(from, '2026-06-15T12:00:00.000Z')).to.equal(0);
    expect(wholeDays(from, '2026-06-16T11:59:59.999Z')).to.equal(0);
    expect(wholeDays(from, '2026-06-16T12:00:00.000Z')).to.equal(1);
    expect(wholeDays(from, '2026-09-13T11:59:59.999Z')).to.equal(89);
    expect(wholeDays(from, '2026-09-13T12:00:00.000Z')).to.equal(90);
  });

  it('has -1 day left a moment after the end, and 0 until it', () => {
    const asOf = new Date('2026-06-15T12:00:00.000Z');
    expect(wholeDays(asOf, '2026-06-15T12:00:00Z')).to.equal(0);
    expect(wholeDays(asOf, '2026-06-15T11:59:59Z')).to.equal(-1);
    expect(wholeDays(asOf, '2026-06-14T12:00:00Z')).to.equal(-1);
    expect(wholeDays(asOf, '2026-06-14T11:59:59Z')).to.equal(-2);
  });

  it('knows leap days, and no daylight saving time', () => {
    expect(wholeDays('2024-02-28T00:00:00Z', '2024-03-01T00:00:00Z')).to.equal(2);
    expect(wholeDays('2025-02-28T00:00:00Z', '2025-03-01T00:00:00Z')).to.equal(1);
    expect(wholeDays('2100-02-28T00:00:00Z', '2100-03-01T00:00:00Z')).to.equal(1);
    expect(wholeDays('2026-03-01T02:30:00Z', '2026-04-01T02:30:00Z')).to.equal(31);
    expect(wholeDays('2026-10-01T02:30:00Z', '2026-11-01T02:30:00Z')).to.equal(31);
  });

  it('drifts nowhere: n days on it has counted n, a millisecond earlier n - 1', () => {
    fc.assert(
      fc.property(instant(), fc.integer({ min: -40_000, max: 40_000 }), (from, count) => {
        const to = new Date(from.getTime() + count * day);
        expect(wholeDays(from, to)).to.equal(count);
        expect(wholeDays(from, new Date(to.getTime() - 1))).to.equal(count - 1);
        expect(wholeDays(from, new Date(to.getTime() + day - 1))).to.equal(count);
      }),
    );
  });

  it('is monotone, and text means what the date means', () => {
    fc.assert(
      fc.property(instant(), instant(), instant(), (from, a, b) => {
        const [early, late] = a <= b ? [a, b] : [b, a];
        expect(wholeDays(from, early)).to.be.at.most(wholeDays(from, late));
        expect(wholeDays(early, from)).to.be.at.least(wholeDays(late, from));
        expect(wholeDays(from.toISOString(), early.toISOString())).to.equal(wholeDays(from, early));
        expect(isBefore(early, late)).to.equal(early < late);
        expect(isBefore(late, early)).to.equal(false);
        expect(isBefore(from, from)).to.equal(false);
      }),
    );
  });

  it('is older than so many hours only from the first moment after them', () => {
    const asOf = new Date('2026-06-15T12:00:00.000Z');
    expect(isOlderThanHours('2026-06-14T11:00:00.000Z', 25, asOf)).to.equal(false);
    expect(isOlderThanHours('2026-06-14T10:59:59.999Z', 25, asOf)).to.equal(true);
    expect(isOlderThanHours('2026-06-14T11:00:00.001Z', 25, asOf)).to.equal(false);
    expect(isOlderThanHours('2026-06-16T12:00:00.000Z', 25, asOf), 'a clock ahead of ours').to.equal(false);
  });

  it('writes a count of days', () => {
    expect([days(0), days(1), days(2)]).to.deep.equal(['0 days', '1 day', '2 days']);
  });
});
