import { expect } from 'chai';
import fc from 'fast-check';
import { closest } from '../../core/suggest.ts';

const names = ['ec2-volume-encrypted', 'ec2-volume-attached', 'rds-instance-encrypted', 'iam-root-mfa-enabled'];

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
