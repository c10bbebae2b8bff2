import { expect } from 'chai';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { Trace } from '../../core/evidence.ts';
import { kinds, type KindId } from '../../core/kinds/index.ts';
import { Listing, UnknownFact } from '../../core/listing.ts';
import type { Resource } from '../../core/resource.ts';
import type * as views from '../../core/view.ts';
import { denied, resourceOf } from '../rules/tester.ts';
import { specimenOf } from './specimens.ts';

type Members = Record<string, unknown>;

/** What a rule can read of a value, as plain data: what is not enumerable or raises is not hidden by that. */
function plain(value: unknown): unknown {
  if (value instanceof Listing) return value.toArray().map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const members: Members = {};
  for (const name in value) members[name] = plain((value as Members)[name]);
  return members;
}

/** The path of every part of a value: elements of lists and members of records, at every depth. */
function* pathsIn(value: unknown, path: string): Generator<string> {
  yield path;
  if (Array.isArray(value)) {
    yield `${path}/*`;
    for (const [index, element] of value.entries()) yield* pathsIn(element, `${path}/${index}`);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) yield* pathsIn(member, `${path}/${name}`);
  }
}

function raised(read: () => unknown): unknown {
  try {
    read();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('a view', () => {
  let viewOf: <K extends KindId>(resource: Resource<K>, trace?: Trace) => Members;
  beforeEach(async () => {
    // The class of a kind is made once. A module of its own makes it anew.
    const fresh = (await import(`../../core/view.ts?${randomUUID()}`)) as typeof views;
    viewOf = (resource, trace = new Trace(resource)) => fresh.viewOf(resource, trace);
  });

  for (const kind of kinds.keys()) {
    it(`of ${kind} shows every fact as it was collected`, () => {
      fc.assert(
        fc.property(specimenOf(kind), (resource) => {
          const view = viewOf(resource);
          expect(plain(view)).to.deep.equal(resource.facts);
          const { arn, account, region, name, tags } = view;
          expect({ kind: view.kind, arn, account, region, name, tags }).to.deep.equal({
            kind,
            arn: resource.arn,
            account: resource.account,
            region: resource.region,
            name: resource.name,
            tags: resource.tags,
          });
        }),
        { numRuns: 20 },
      );
    });

    it(`of ${kind} raises what is unknown, by its path, and nothing else`, () => {
      fc.assert(
        fc.property(specimenOf(kind), fc.nat(), (resource, which) => {
          const paths = Object.entries(resource.facts).flatMap(([fact, value]) => [...pathsIn(value, fact)]);
          const path = paths[which % paths.length] ?? '';
          const view = viewOf({ ...resource, unknown: { [path]: denied } });
          for (const [fact, value] of Object.entries(resource.facts)) {
            if (fact !== path.split('/')[0]) expect(plain(view[fact])).to.deep.equal(value);
            else {
              const error = raised(() => plain(view[fact]));
              expect(error).to.be.instanceOf(UnknownFact);
              expect((error as UnknownFact).unknown).to.equal(denied);
              expect((error as UnknownFact).message).to.equal(`${path.replace(/\/\*$/, '')}: not authorised`);
            }
          }
        }),
        { numRuns: 20 },
      );
    });
  }

  it('keeps the elements of a list that are known, in order, beside one that is not', () => {
    const subnetIds = ['subnet-1', 'subnet-2', 'subnet-3'];
    const unknown = { 'subnetIds/1': denied };
    const seen = viewOf(resourceOf('aws.ec2.network-acl', { subnetIds, unknown })).subnetIds as Listing<string>;
    expect(seen.known).to.deep.equal(['subnet-1', 'subnet-3']);
    expect(seen.includes('subnet-3')).to.equal(true);
    expect(raised(() => seen.includes('subnet-2'))).to.be.instanceOf(UnknownFact);
  });

  it('tells a fact that the snapshot lacks from one that is null', () => {
    const view = viewOf(resourceOf('aws.ec2.volume', { kmsKeyId: null }));
    expect(view.kmsKeyId).to.equal(null);
    const error = raised(() => view.encrypted);
    expect(error).to.be.instanceOf(UnknownFact);
    expect((error as UnknownFact).unknown).to.deep.equal({
      reason: 'not-collected',
      operation: null,
      message: 'the snapshot does not hold it',
    });
  });

  it('raises tags that are unknown, and records each fact that is read, but not its parts', () => {
    const volume = resourceOf('aws.ec2.volume', {
      encrypted: true,
      attachments: [{ instanceId: 'i-1', device: 'a', state: 'attached' }],
      unknown: { tags: denied },
    });
    const trace = new Trace(volume);
    const view = viewOf(volume, trace);
    plain(view.attachments);
    expect(raised(() => view.tags)).to.be.instanceOf(UnknownFact);
    expect(trace.evidence().map((one) => ('fact' in one ? one.fact : one.kind))).to.deep.equal(['attachments', 'tags']);
  });

  it('writes a record of a list as JSON as it was collected', () => {
    const attachments = [{ instanceId: 'i-1', device: 'a', state: 'attached' }];
    const view = viewOf(resourceOf('aws.ec2.volume', { attachments }));
    expect(JSON.stringify(view.attachments)).to.equal(JSON.stringify(attachments));
  });

  it('has one class a kind, and none where there is no kind', () => {
    const [one, other] = [1, 2].map((number) => viewOf(resourceOf('aws.ec2.volume', {}, number)));
    expect(Object.getPrototypeOf(one)).to.equal(Object.getPrototypeOf(other));
    expect(Object.getPrototypeOf(one)).not.to.equal(Object.getPrototypeOf(viewOf(resourceOf('aws.ec2.vpc', {}))));
    expect(() => viewOf({ ...resourceOf('aws.ec2.vpc', {}), kind: 'aws.ec2.moon' as KindId })).to.throw(
      'no kind aws.ec2.moon',
    );
  });
});
