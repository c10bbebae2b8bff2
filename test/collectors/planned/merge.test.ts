import { expect } from 'chai';
import { mergedFact } from '../../../collectors/planned/merge.ts';
import { onlyLive, OpenList, untold } from '../../../collectors/planned/value.ts';

const merged = (live: unknown, before: unknown, after: unknown) =>
  mergedFact(live, { before, after, hasBefore: before !== undefined }, ['id']);

describe('a list of which a member tells the elements apart, in a change', () => {
  it('has each element merged, not replaced', () => {
    expect(
      merged(
        [{ id: 'a', vpc: 'vpc-1', groups: ['1', 'drift'] }],
        [{ id: 'a', vpc: onlyLive, groups: ['1'] }],
        [{ id: 'a', vpc: onlyLive, groups: ['2'] }],
      ),
    ).to.deep.equal([{ id: 'a', vpc: 'vpc-1', groups: ['drift', '2'] }]);
  });

  it('has each element merged where there is no before', () => {
    expect(
      merged([{ id: 'a', vpc: 'vpc-1', on: true }], undefined, [{ id: 'a', vpc: onlyLive, on: false }]),
    ).to.deep.equal([{ id: 'a', vpc: 'vpc-1', on: false }]);
  });

  it('loses what is taken away, and nothing else', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((id) => ({ id, on: true }));
    expect(merged([a, b, c], [a, { id: 'b', on: onlyLive }], [a])).to.deep.equal([a, c]);
  });

  it('gains what is new, and what changes though it went meanwhile', () => {
    const [a, b] = ['a', 'b'].map((id) => ({ id, on: true }));
    expect(merged([a], [a], [a, b])).to.deep.equal([a, b]);
    expect(merged([a], [a, b], [a, { id: 'b', on: false }])).to.deep.equal([a, { id: 'b', on: false }]);
    expect(merged([], [a, b], [a])).to.deep.equal([]);
  });

  it('has what cannot be told apart beside the others', () => {
    const later = { id: untold('later'), on: true };
    expect(merged([{ id: 'a', on: true }], [], [later])).to.deep.equal([{ id: 'a', on: true }, later]);
  });

  it('stays as open as the account or the change leaves it', () => {
    const a = { id: 'a', on: true };
    expect(merged([a], new OpenList([], onlyLive), new OpenList([{ id: 'b', on: true }], onlyLive))).to.deep.equal([
      a,
      { id: 'b', on: true },
    ]);
    const open = merged([a], [], new OpenList([{ id: 'b', on: true }], untold('later')));
    expect(open).to.be.instanceOf(OpenList);
    expect((open as OpenList<unknown>).elements).to.have.lengthOf(2);
  });
});
