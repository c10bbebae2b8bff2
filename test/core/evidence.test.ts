import { expect } from 'chai';
import fc from 'fast-check';
import { Trace, type ListingEvidence } from '../../core/evidence.ts';
import type { Resource } from '../../core/resource.ts';
import { account, denied, region, resourceOf } from '../rules/tester.ts';

const other = { operation: 'ec2:Other', request: 'request-9' };
const facts = ['volumeId', 'encrypted', 'sizeGiB', 'tags'] as const;
const volume = (number: number): Resource => ({
  ...resourceOf(
    'aws.ec2.volume',
    { volumeId: `vol-${number}`, encrypted: true, tags: { number: String(number) }, unknown: { sizeGiB: denied } },
    number,
  ),
  sources: { encrypted: other },
});
const judged = volume(0);
const others = [volume(1), volume(2)];

const listing = (more: Partial<ListingEvidence> = {}): ListingEvidence => ({
  kind: 'aws.ec2.volume',
  where: null,
  scope: { account, region },
  count: 0,
  operations: [],
  ...more,
});
/** Each is another question. */
const listings = [
  listing(),
  listing({ kind: 'aws.ec2.vpc' }),
  listing({ where: 'volumeId = vol-1' }),
  listing({ where: 'volumeId = vol-2' }),
  listing({ scope: { account, region: null } }),
  listing({ scope: { account, region: 'eu-west-1' } }),
  listing({ scope: { account: null, region } }),
  listing({ scope: { account: '210987654321', region } }),
  listing({ scope: { account: null, region: null } }),
];

describe('the trace of an evaluation', () => {
  it('tells a fact with its value and the call that it came from', () => {
    const trace = new Trace(judged);
    for (const fact of facts) trace.fact(judged, fact);
    expect(trace.evidence()).to.deep.equal([
      { fact: 'volumeId', value: 'vol-0', operation: 'ec2:Test', request: 'request-0' },
      { fact: 'encrypted', value: true, ...other },
      {
        fact: 'sizeGiB',
        unknown: { reason: 'access-denied', message: 'not authorised' },
        operation: 'test:Denied',
        request: null,
      },
      { fact: 'tags', value: { number: '0' }, operation: 'ec2:Test', request: 'request-0' },
    ]);
  });

  it('names the resource of a fact that belongs to another', () => {
    const trace = new Trace(judged);
    const [one] = others;
    trace.fact(one!, 'volumeId');
    trace.fact(one!, 'sizeGiB');
    expect(trace.evidence()).to.deep.equal([
      { fact: 'volumeId', value: 'vol-1', operation: 'ec2:Test', request: 'request-1', resource: one?.arn },
      {
        fact: 'sizeGiB',
        unknown: { reason: 'access-denied', message: 'not authorised' },
        operation: 'test:Denied',
        request: null,
        resource: one?.arn,
      },
    ]);
  });

  it('gives a list of its own, which later reading does not change', () => {
    const trace = new Trace(judged);
    trace.fact(judged, 'volumeId');
    const before = trace.evidence();
    trace.fact(judged, 'encrypted');
    expect(before).to.have.length(1);
  });

  it('has each fact and question once, in order, but for what other resources told since a mark that was forgotten', () => {
    const readings = fc.oneof(
      fc.record({ on: fc.constantFrom(judged, ...others), fact: fc.constantFrom(...facts) }),
      fc.constantFrom(...listings).map((asked) => ({ asked })),
    );
    fc.assert(
      fc.property(fc.array(readings), fc.array(readings), fc.array(readings), (before, since, after) => {
        const trace = new Trace(judged);
        let expected: { readonly key: string; readonly foreign: boolean }[] = [];
        const read = (reading: (typeof before)[number]) => {
          const key = 'asked' in reading ? JSON.stringify(reading.asked) : `${reading.on.arn} ${reading.fact}`;
          const foreign = 'on' in reading && reading.on !== judged;
          if (!expected.some((one) => one.key === key)) expected.push({ key, foreign });
          if ('asked' in reading) trace.listing(reading.asked);
          else trace.fact(reading.on, reading.fact);
        };
        before.forEach(read);
        const mark = trace.mark();
        const kept = expected.length;
        since.forEach(read);
        trace.forget(mark);
        expected = expected.filter(({ foreign }, index) => index < kept || !foreign);
        after.forEach(read);
        const told = trace
          .evidence()
          .map((one) => ('fact' in one ? `${one.resource ?? judged.arn} ${one.fact}` : JSON.stringify(one)));
        expect(told).to.deep.equal(expected.map(({ key }) => key));
      }),
      { numRuns: 300 },
    );
  });
});
