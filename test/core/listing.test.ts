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

  it('lets a bug in a test through', () => {
    const bug = () => {
      throw new TypeError('bug');
    };
    expect(() => new Listing([1]).some(bug)).to.throw(TypeError);
    expect(() => new Listing([1]).filter(bug)).to.throw(TypeError);
  });
});
