import { expect } from 'chai';
import { defineRule, fail, pass, type Rule } from '../../core/rule.ts';
import { Shelf } from '../../core/shelf.ts';
import type { Resource } from '../../core/resource.ts';
import { denied, resourceOf, verdict, type Given } from '../rules/tester.ts';

describe('the shelf', () => {
  const volume = (number: number, more: Partial<Resource> = {}): Resource => ({
    ...resourceOf('aws.ec2.volume', { volumeId: `vol-${number}`, encrypted: number % 2 === 0, kmsKeyId: null }, number),
    ...more,
  });

  it('gives back what was put on it', () => {
    const shelf = new Shelf();
    const given = [
      volume(1),
      volume(2, { unknown: { sizeGiB: denied }, facts: { volumeId: 'vol-2' } }),
      volume(3, { name: 'größe ✓', tags: JSON.parse('{"__proto__":"kept"}') as Record<string, string> }),
      volume(4, { sources: { encrypted: { operation: 'ec2:Other', request: null } }, region: null, address: 'a.b' }),
      volume(5, { name: 'x'.repeat(3_000_000) }),
      ...Array.from({ length: 5000 }, (_, index) => volume(6 + index, { name: 'y'.repeat(500) })),
    ];
    const places = given.map((one) => shelf.add(one));
    for (const [index, place] of places.entries()) {
      expect(shelf.read(place)).to.deep.equal(given[index]);
      expect(shelf.at(place)).to.deep.equal(given[index]);
    }
    expect(shelf.at(places[9]!)).to.deep.equal(given[9]);
    expect(shelf.operationsOf(places)).to.deep.equal(['ec2:Test']);
  });

  it('refuses a place where nothing stands', () => {
    expect(() => new Shelf().read(7)).to.throw(RangeError, 'nothing stands at place 7');
  });

  it('puts a fact away only where it has a value', () => {
    const shelf = new Shelf();
    const facts = { volumeId: 'vol-1', encrypted: undefined } as unknown as Resource['facts'];
    expect(Object.keys(shelf.read(shelf.add(volume(1, { facts }))).facts)).to.deep.equal(['volumeId']);
  });

  it('holds what fills a piece to the last byte, and what comes after it', () => {
    const text = (length: number) => volume(1, { name: 'x'.repeat(length) });
    const length = (one: Resource): number => {
      const { arn, name, tags } = one;
      return JSON.stringify([{ arn, name, tags }, ...Object.values(one.facts)]).length;
    };
    for (const more of [-1, 0, 1]) {
      const shelf = new Shelf();
      const given = [text((1 << 20) - length(text(0)) + more), text(1), text(2)];
      expect(length(given[0]!)).to.equal((1 << 20) + more);
      const places = given.map((one) => shelf.add(one));
      for (const [index, place] of places.entries()) expect(shelf.read(place)).to.deep.equal(given[index]);
    }
  });

  it('keeps what was asked for lately, and forgets what nobody asked for', () => {
    const shelf = new Shelf();
    const [first = 0, ...places] = Array.from({ length: 400 }, (_, number) => shelf.add(volume(number)));
    const parsed = shelf.at(first);
    expect(shelf.at(first)).to.equal(parsed);
    for (const place of places.slice(0, 60)) shelf.at(place);
    expect(shelf.at(first)).to.equal(parsed);
    for (const place of places) {
      shelf.at(place);
      shelf.at(places[0] ?? 0);
    }
    expect(shelf.at(first)).not.to.equal(parsed);
    expect(shelf.at(places[0] ?? 0)).to.equal(shelf.at(places[0] ?? 0));
    expect(shelf.at(first)).to.deep.equal(volume(0));
  });

  it('names the operations that brought resources, each once, in order', () => {
    const shelf = new Shelf();
    const from = (operation: string) => shelf.add(volume(1, { source: { operation, request: null } }));
    const places = ['ec2:B', 'ec2:A', 'ec2:B'].map(from);
    expect(shelf.operationsOf(places)).to.deep.equal(['ec2:A', 'ec2:B']);
    expect(shelf.operationsOf(places.slice(0, 1))).to.deep.equal(['ec2:B']);
  });
});

describe('a look-up by a member of a list of records', () => {
  const rule: Rule = defineRule({
    id: 'test-snapshot-used',
    title: 'Snapshot is used',
    severity: 'low',
    resource: 'aws.ec2.snapshot',
    reads: ['aws.ec2.image'],
    controls: [],
    rationale: 'why',
    remediation: 'what',
    references: [],
    examples: { pass: {}, fail: {} },
    evaluate(snapshot, { inventory }) {
      const images = inventory.by('aws.ec2.image', 'blockDevices/snapshotId', snapshot.snapshotId, 'region');
      return images.isEmpty() ? fail('no image has it') : pass;
    },
  });
  const among = (...images: Given<'aws.ec2.image'>[]) =>
    verdict(rule, 'aws.ec2.snapshot', { snapshotId: 'snap-1' }, { 'aws.ec2.image': images });
  const device = (snapshotId: string | null) => ({ device: '/dev/sda1', snapshotId, encrypted: true });

  it('finds what has it in any record', async () => {
    expect(await among({ blockDevices: [device(null), device('snap-1'), device('snap-1')] })).to.equal('pass');
    expect(await among({ blockDevices: [device('snap-2')] }, { blockDevices: [] })).to.equal('fail');
  });

  it('concludes nothing where a record may have it', async () => {
    const other = { blockDevices: [device('snap-2')] };
    for (const path of ['blockDevices/*', 'blockDevices/0', 'blockDevices/0/snapshotId']) {
      expect(await among({ ...other, unknown: { [path]: denied } }), path).to.equal('unknown');
    }
    expect(await among({ unknown: { blockDevices: denied } })).to.equal('unknown');
    expect(await among({}), 'not collected').to.equal('unknown');
    expect(await among({}, { blockDevices: [device('snap-1')] })).to.equal('pass');
  });

  it('is not held up by what is hidden beside it', async () => {
    expect(await among({ blockDevices: [device('snap-2')], unknown: { 'blockDevices/0/encrypted': denied } })).to.equal(
      'fail',
    );
  });
});
