import { expect } from 'chai';
import fc from 'fast-check';
import { Listing, UnknownFact } from '../../core/listing.ts';

const unknown = (what = 'x') => new UnknownFact(what, { reason: 'access-denied', operation: null, message: 'no' });

/** An element is true, false, or null: nobody knows. The test of null meets an unknown fact. */
type Element = boolean | null;
const test = (element: Element): boolean => {
  if (element === null) throw unknown();
  return element;
};

/** Three-valued answer of a question to a listing. */
function ask<T>(question: () => T): T | 'unknown' {
  try {
    return question();
  } catch (error) {
    if (error instanceof UnknownFact) return 'unknown';
    throw error;
  }
}

const elements = fc.array(fc.constantFrom<Element>(true, false, null), { maxLength: 8 });

/** Kleene: every way to fill in what nobody knows, including elements that were not seen. */
function worlds(list: readonly Element[], more: boolean): boolean[][] {
  const tail: Element[] = more ? [null] : [];
  const filled = [...list, ...tail].reduce<boolean[][]>(
    (all, element) =>
      element === null
        ? all.flatMap((world) => [
            [...world, true],
            [...world, false],
          ])
        : all.map((world) => [...world, element]),
    [[]],
  );
  // What was not seen may also not exist.
  return more ? [...filled, ...worlds(list, false)] : filled;
}

function agreed<T>(answers: readonly T[]): T | 'unknown' {
  return answers.every((answer) => answer === answers[0]) ? (answers[0] as T) : 'unknown';
}

describe('Listing', () => {
  it('some and every answer what holds in every world, and nothing else', () => {
    fc.assert(
      fc.property(elements, fc.boolean(), (list, more) => {
        const listing = new Listing(list, more ? unknown() : null);
        const all = worlds(list, more);
        expect(ask(() => listing.some(test))).to.equal(agreed(all.map((world) => world.some(Boolean))));
        expect(ask(() => listing.every(test))).to.equal(agreed(all.map((world) => world.every(Boolean))));
        // Counting true ones: sure only where nothing is open.
        const sure = !more && !list.includes(null);
        expect(ask(() => listing.count(test))).to.equal(sure ? list.filter((one) => one === true).length : 'unknown');
        expect(ask(() => listing.filter(test).isEmpty())).to.equal(agreed(all.map((world) => !world.some(Boolean))));
      }),
    );
  });

  it('keeps an unknown of any depth through map, flatMap and filter', () => {
    const inner = new Listing([1], unknown());
    expect(ask(() => new Listing([inner]).flatMap((one) => one).toArray())).to.equal('unknown');
    expect(ask(() => new Listing([1, 2]).map((one) => (one === 1 ? test(null) : true)).toArray())).to.equal('unknown');
    expect(ask(() => new Listing([inner]).flatMap((one) => one).some((one) => one === 1))).to.equal(true);
    expect(ask(() => new Listing([new Listing([1]), new Listing([2])]).flatMap((one) => one).toArray())).to.deep.equal([
      1, 2,
    ]);
  });

  it('walks what it has before it raises', () => {
    const walked: number[] = [];
    expect(
      ask(() => {
        for (const one of new Listing([1, 2], unknown())) walked.push(one);
      }),
    ).to.equal('unknown');
    expect(walked).to.deep.equal([1, 2]);
  });

  it('finds, includes, first and isEmpty decide from one proof', () => {
    const open = new Listing([1, 2], unknown());
    expect(open.includes(2)).to.equal(true);
    expect(open.first()).to.equal(1);
    expect(open.isEmpty()).to.equal(false);
    expect(ask(() => open.includes(3))).to.equal('unknown');
    expect(ask(() => new Listing<number>([], unknown()).isEmpty())).to.equal('unknown');
    expect(new Listing<number>([]).first()).to.equal(undefined);
  });

  it('says what is unknown, and shows as JSON what is known', () => {
    const error = unknown('encrypted');
    expect(error).to.deep.include({ name: 'UnknownFact', message: 'encrypted: no' });
    expect(JSON.stringify({ list: new Listing([1, 2], error) })).to.equal('{"list":[1,2]}');
    expect(new Listing(new Set([1, 2]), error).known).to.deep.equal([1, 2]);
  });

  it('counts all it has, or those that pass a test', () => {
    expect(new Listing([1, 2, 3]).count()).to.equal(3);
    expect(new Listing([1, 2, 3]).count((one) => one > 1)).to.equal(2);
    expect(ask(() => new Listing([1, 2], unknown()).count())).to.equal('unknown');
  });

  it('walks elements that are made as they are asked for anew each time, and no further than it must', () => {
    let made = 0;
    const elements = {
      *[Symbol.iterator]() {
        for (const one of [1, 2, 3]) {
          made += 1;
          yield one;
        }
      },
    };
    const listing = new Listing(elements);
    expect(listing.find((one) => one === 2)).to.equal(2);
    expect(made).to.equal(2);
    expect([listing.toArray(), [...listing], listing.map((one) => one * 2).toArray()]).to.deep.equal([
      [1, 2, 3],
      [1, 2, 3],
      [2, 4, 6],
    ]);
  });

  it('takes back what elements told that did not decide, and keeps what decided or was unknown', () => {
    const told: Element[] = [];
    const evidence = { mark: () => told.length, forget: (mark: number) => void told.splice(mark) };
    const tell = (element: Element): boolean => {
      told.push(element);
      return test(element);
    };
    fc.assert(
      fc.property(elements, (list) => {
        const after = (question: (listing: Listing<Element>) => unknown): Element[] => {
          told.length = 0;
          told.push(true); // what was told before stays
          ask(() => question(new Listing(list, null, evidence)));
          return told.slice(1);
        };
        const open = list.filter((element) => element !== false);
        const first = list.indexOf(true);
        const proof = first === -1 ? open : list.slice(0, first + 1).filter((element) => element !== false);
        expect(after((listing) => listing.some(tell))).to.deep.equal(proof);
        expect(after((listing) => listing.filter(tell))).to.deep.equal(open);
        expect(after((listing) => listing.map(tell))).to.deep.equal(list);
        expect(after((listing) => listing.filter(() => true).filter(tell))).to.deep.equal(open);
        expect(after((listing) => listing.flatMap(() => new Listing([1])).some(() => tell(true)))).to.deep.equal(
          list.length === 0 ? [] : [true],
        );
      }),
    );
  });

  it('lets a bug in a test through', () => {
    const bug = () => {
      throw new TypeError('bug');
    };
    expect(() => new Listing([1]).some(bug)).to.throw(TypeError);
    expect(() => new Listing([1]).filter(bug)).to.throw(TypeError);
    expect(() => new Listing([1], unknown()).find(bug)).to.throw(TypeError);
  });
});
