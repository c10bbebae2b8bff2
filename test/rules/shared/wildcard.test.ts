import { expect } from 'chai';
import fc from 'fast-check';
import { covers, literal, matches, pattern } from '../../../rules/shared/wildcard.ts';

/** Another matcher, by definition: tries every way to split the text. */
function byDefinition(wanted: string, text: string): boolean {
  if (wanted === '') return text === '';
  const rest = wanted.slice(1);
  if (wanted.startsWith('*')) return byDefinition(rest, text) || (text !== '' && byDefinition(wanted, text.slice(1)));
  return (
    text !== '' && (wanted.startsWith('?') || wanted.startsWith(text.charAt(0))) && byDefinition(rest, text.slice(1))
  );
}

/** All texts of up to six letters; `z` stands in no pattern, so it is any character that a pattern does not name. */
const texts = Array.from({ length: 6 }).reduce<string[]>(
  (all) => [...new Set([...all, ...all.flatMap((text) => ['a', 'b', 'z'].map((letter) => text + letter))])],
  [''],
);
const written = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 5 });

describe('wildcard patterns', () => {
  it('match what the definition says', () => {
    fc.assert(
      fc.property(written, fc.string({ unit: fc.constantFrom('a', 'b', 'z'), maxLength: 6 }), (wanted, text) => {
        expect(matches(pattern(wanted), text)).to.equal(byDefinition(wanted, text));
      }),
      { numRuns: 2000 },
    );
  });

  it('cover another pattern only if they match all that it matches', () => {
    fc.assert(
      fc.property(written, written, (outer, inner) => {
        if (!covers(pattern(outer), pattern(inner))) return;
        for (const text of texts) if (byDefinition(inner, text)) expect(byDefinition(outer, text), text).to.equal(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('cover every space that they should', () => {
    const space = fc.array(fc.constantFrom('a', 'b', '?*'), { maxLength: 3 }).map((parts) => parts.join(''));
    const outer = fc.array(fc.constantFrom('a', 'b', '*'), { maxLength: 4 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(outer, space, (wanted, given) => {
        const should = texts.every((text) => !byDefinition(given, text) || byDefinition(wanted, text));
        expect(covers(pattern(wanted), pattern(given))).to.equal(should);
      }),
      { numRuns: 500 },
    );
    for (const [wanted, given] of [
      ['*', 'arn:aws:s3:::?*'],
      ['arn:*', 'arn:aws:s3:::?*'],
      ['arn:aws:s3:::?*', 'arn:aws:s3:::?*'],
      ['arn:aws:s3:::*?', 'arn:aws:s3:::?*'],
      ['arn:*:s3:*:*:*', 'arn:aws:s3:::?*/?*'],
      ['**', '?*'],
      ['?*', '?*'],
    ] as const) {
      expect(covers(pattern(wanted), pattern(given)), `${wanted} over ${given}`).to.equal(true);
    }
  });

  it('do not cover what a longer minimum leaves out', () => {
    expect(covers(pattern('a??*'), pattern('a?*'))).to.equal(false);
    expect(covers(pattern('a?'), pattern('a?*'))).to.equal(false);
    expect(covers(pattern(''), pattern('?*'))).to.equal(false);
  });

  it('take a policy variable for text that is not known, and its escapes for the character', () => {
    expect(covers(pattern('user/${aws:username}', { variables: true }), pattern('user/?*'))).to.equal(false);
    expect(matches(pattern('user/${aws:username}', { variables: true }), 'user/ann')).to.equal(false);
    expect(matches(pattern('a${*}b', { variables: true }), 'a*b')).to.equal(true);
    expect(matches(pattern('a${*}b', { variables: true }), 'axb')).to.equal(false);
    expect(matches(pattern('a${$}{b', { variables: true }), 'a${b')).to.equal(true);
    expect(matches(pattern('a${?}b', { variables: true }), 'axb')).to.equal(false);
    expect(matches(pattern('${aws:username}'), '${aws:username}'), 'literal without Version 2012').to.equal(true);
    expect(matches(pattern('${never', { variables: true }), '${never')).to.equal(true);
    expect(matches(pattern('${*'), '${x')).to.equal(true);
  });

  it('ignore case only when told to', () => {
    expect(matches(pattern('IAM:get*', { ignoreCase: true }), 'iam:getuser')).to.equal(true);
    expect(matches(pattern('arn:aws:s3:::B'), 'arn:aws:s3:::b')).to.equal(false);
    expect(literal('a*')).to.have.length(2);
    expect(covers(pattern('a?'), literal('a*'))).to.equal(true);
  });

  it('answer at once whatever a stranger wrote', () => {
    const text = 'a'.repeat(2000);
    const start = performance.now();
    for (const hostile of [
      'a*'.repeat(25_000) + 'b',
      '*a'.repeat(25_000) + 'b',
      '?*'.repeat(25_000),
      '*'.repeat(50_000) + 'b',
    ]) {
      expect(matches(pattern(hostile), text)).to.equal(false);
    }
    expect(performance.now() - start).to.be.below(1000);
  });
});
