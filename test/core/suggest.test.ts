import { expect } from 'chai';
import fc from 'fast-check';
import { closest } from '../../core/suggest.ts';

const names = ['ec2-volume-encrypted', 'ec2-volume-attached', 'rds-instance-encrypted', 'iam-root-mfa-enabled'];

/** The fewest letters added, left out, exchanged or swapped with their neighbour, by trying all. */
function mistakes(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const tails = [a.slice(1), b.slice(1)] as const;
  return Math.min(
    mistakes(tails[0], b) + 1,
    mistakes(a, tails[1]) + 1,
    mistakes(...tails) + (a.startsWith(b.charAt(0)) ? 0 : 1),
    a.length > 1 && b.length > 1 && a.slice(0, 2) === `${b.charAt(1)}${b.charAt(0)}`
      ? mistakes(a.slice(2), b.slice(2)) + 1
      : Infinity,
  );
}

describe('closest', () => {
  it('finds a name with a letter wrong, missing, added or swapped', () => {
    for (const written of [
      'ec2-volume-encripted',
      'ec2-volume-encryptd',
      'ec2-volumes-encrypted',
      'ce2-volume-encrypted',
    ])
      expect(closest(written, names), written).to.equal('ec2-volume-encrypted');
  });

  it('does not mind capitals', () => {
    expect(closest('EC2-Volume-Encrypted', names)).to.equal('ec2-volume-encrypted');
  });

  it('suggests nothing where nothing is near', () => {
    expect(closest('lambda-function-traced', names)).to.equal(null);
    expect(closest('', names)).to.equal(null);
    expect(closest('anything', [])).to.equal(null);
  });

  it('allows one letter in a short name', () => {
    expect(closest('pat', ['part'])).to.equal('part');
    expect(closest('xy', ['ab'])).to.equal(null);
  });

  it('counts a swap of neighbours as one mistake', () => {
    expect(closest('ab', ['ba'])).to.equal('ba');
  });

  it('takes the first of names as near, whatever their order', () => {
    expect(closest('cat', ['rat', 'bat', 'hat'])).to.equal('bat');
    expect(closest('cat', ['hat', 'bat', 'rat'])).to.equal('bat');
  });

  it('prefers the nearer', () => {
    expect(closest('abcdefghi', ['abcdefgxx', 'abcdefghx'])).to.equal('abcdefghx');
  });

  it('gives, of names within a third of their length, the nearest, and of those the first', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });
    fc.assert(
      fc.property(word, fc.array(word, { minLength: 1, maxLength: 4 }), (written, some) => {
        const near = some
          .map((name) => ({ name, apart: mistakes(written, name) }))
          .filter(({ name, apart }) => apart <= Math.max(1, Math.floor(name.length / 3)))
          .sort((a, b) => a.apart - b.apart || (a.name < b.name ? -1 : 1));
        expect(closest(written, some)).to.equal(near[0]?.name ?? null);
      }),
      { numRuns: 2000 },
    );
  });

  it('finds every name itself', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 })), (some) => {
        for (const name of some) {
          const found = closest(name, some);
          expect(found?.toLowerCase()).to.equal(name.toLowerCase());
        }
      }),
    );
  });

  it('costs nothing for a very long name', () => {
    const started = performance.now();
    expect(closest('x'.repeat(1_000_000), names)).to.equal(null);
    expect(performance.now() - started).to.be.below(50);
  });
});
