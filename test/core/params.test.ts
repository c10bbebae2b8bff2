import { expect } from 'chai';
import fc from 'fast-check';
import { choice, integer, integers, texts, type ParamSpec } from '../../core/params.ts';

const bounds = { minimum: -3, maximum: 4 };
const within = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= -3 && Number(value) <= 4;
const listOf = (test: (one: unknown) => boolean) => (value: unknown) => Array.isArray(value) && value.every(test);
const text = (value: unknown): boolean => typeof value === 'string';

/** Each parameter, which values it takes, and what it says of them. */
const specs: readonly (readonly [() => ParamSpec, (value: unknown) => boolean, string])[] = [
  [
    () => integer({ default: 1, ...bounds }),
    (value) => typeof value === 'number' && within(value),
    'a whole number from -3 to 4',
  ],
  [
    () => integers({ default: [1], ...bounds }),
    listOf((one) => typeof one === 'number' && within(one)),
    'a list of whole numbers from -3 to 4',
  ],
  [() => texts({ default: ['a'] }), listOf(text), 'a list of texts'],
  [() => choice({ default: 'a', of: ['a', 'b'] }), (value) => value === 'a' || value === 'b', 'one of a, b'],
  [() => choice({ default: true, of: [true, false] }), (value) => typeof value === 'boolean', 'one of true, false'],
];

const scalars = fc.oneof(
  fc.integer({ min: -6, max: 7 }),
  fc.constantFrom<unknown>('a', 'b', '1', '', true, false, null, undefined, 1.5, NaN, Infinity, {}, -0),
);
const values = fc.oneof(scalars, fc.array(scalars, { maxLength: 4 }), fc.array(fc.constantFrom('a', 'b')));

describe('a parameter', () => {
  for (const [make, takes, words] of specs) {
    it(`takes ${words}, as it was given, and nothing else`, () => {
      const spec = make();
      expect(spec.takes).to.equal(words);
      expect(spec.parse(spec.default)).to.deep.equal(spec.default);
      fc.assert(
        fc.property(values, (value) => {
          expect(spec.parse(value)).to.deep.equal(takes(value) ? value : undefined);
        }),
        { numRuns: 500 },
      );
    });
  }
});
