import { expect } from 'chai';
import fc from 'fast-check';
import { Budget, list } from '../../reporters/shared/budget.ts';
import { clip, code, html, prose, terminal, visible } from '../../reporters/shared/escape.ts';
import { widthOf, wrap } from '../../reporters/shared/layout.ts';
import { Top } from '../../reporters/shared/top.ts';
import { daysLeft, listed, many, moment, placesOf } from '../../reporters/shared/wording.ts';

describe('wrap', () => {
  const word = fc.string({ unit: fc.constantFrom('a', '/', ':', '-', '界', 'é', '.'), minLength: 1, maxLength: 60 });

  it('loses nothing, and makes no line too wide', () => {
    fc.assert(
      fc.property(fc.array(word), fc.integer({ min: 8, max: 100 }), (words, width) => {
        const lines = wrap(words.join(' '), width);
        expect(lines.join('').replaceAll(' ', '')).to.equal(words.join(''));
        for (const line of lines) expect(widthOf(line)).to.be.at.most(width);
      }),
    );
  });

  it('makes no line that a CI runner would obey', () => {
    fc.assert(
      fc.property(fc.array(word), fc.integer({ min: 8, max: 40 }), (words, width) => {
        for (const line of wrap(terminal(words.join(' ')), width)) expect(line).not.to.match(/^::/);
      }),
    );
  });

  it('breaks a long word after a separator', () => {
    expect(wrap('arn:aws:iam::111111111111:role/service-role/x', 30)).to.deep.equal([
      'arn:aws:iam::111111111111:',
      'role/service-role/x',
    ]);
  });
});

describe('widthOf', () => {
  for (const [text, width] of [
    ['abc', 3],
    ['界面', 4],
    ['e\u0301', 1],
    ['🎉', 2],
    ['données', 7],
    ['', 0],
  ] as const) {
    it(`is ${String(width)} of ${text}`, () => expect(widthOf(text)).to.equal(width));
  }
});

describe('escapes', () => {
  it('write what acts as what can be seen', () => {
    expect(visible('a\x1b[0m\u202e\n\t\ud800 \u{e0041}')).to.equal('a\\x1b[0m\\u202e\\n\\t\\ud800 \\u{e0041}');
  });

  it('break up commands to CI runners', () => {
    expect(terminal('::error::x a::b')).to.equal('\\x3a:error::x a::b');
    expect(terminal('##[error] ##vso[x]y #1 ##')).to.equal('\\x23#[error] \\x23#vso[x]y #1 ##');
  });

  it('leave an ARN as it is', () => {
    const arn = 'arn:aws:iam::111111111111:user/a_b-c';
    expect([terminal(arn), prose(arn), html(arn), code(arn)]).to.deep.equal([arn, arn, arn, `\`${arn}\``]);
  });

  it('use entities for code that no code span can hold', () => {
    expect(code('a`|b')).to.equal('<code>a&#96;&#124;b</code>');
    expect(code('')).to.equal('*(empty)*');
  });

  it('say how much is left out', () => {
    expect(clip('abc', 3)).to.equal('abc');
    expect(clip('x'.repeat(2_000), 4)).to.equal('xxxx… (1,996 more characters)');
    expect(clip('ab🎉cd', 3)).to.equal('ab… (4 more characters)');
  });
});

describe('Top', () => {
  it('keeps the best, the first to come among equals, and counts the rest', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 9 })), fc.nat({ max: 20 }), (numbers, limit) => {
        const items = numbers.map((value, order) => ({ value, order }));
        const top = new Top<{ value: number; order: number }>(limit, (a, b) => a.value - b.value);
        for (const item of items) top.add(item);
        const expected = [...items].sort((a, b) => a.value - b.value || a.order - b.order).slice(0, limit);
        expect(top.sorted()).to.deep.equal(expected);
        expect([top.seen, top.left]).to.deep.equal([items.length, Math.max(0, items.length - limit)]);
      }),
    );
  });
});

describe('list', () => {
  const more = (left: number) => `(${String(left)} more)`;

  it('stays within its budget, closes what it opens and counts what it leaves out', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1 })),
        fc.nat({ max: 200 }),
        fc.nat({ max: 30 }),
        (rows, bytes, extra) => {
          const budget = new Budget(bytes);
          const total = rows.length + extra;
          const walk = list(budget, { before: '<', rows, total, more, after: '>' });
          const parts: string[] = [];
          let step = walk.next();
          for (; step.done !== true; step = walk.next()) parts.push(step.value);
          const text = parts.join('');
          expect(Buffer.byteLength(text)).to.be.at.most(bytes);
          if (step.value === 0) expect(text).to.equal('');
          else {
            const rest = total - step.value;
            expect(text).to.equal(`<${rows.slice(0, step.value).join('')}${rest > 0 ? more(rest) : ''}>`);
          }
        },
      ),
    );
  });

  it('lets a share take no more than its part', () => {
    const whole = new Budget(100);
    const share = whole.share(30);
    expect([share.take(31), share.take(30), whole.left, share.left]).to.deep.equal([false, true, 70, 0]);
    expect([whole.take(71), whole.share(500).left]).to.deep.equal([false, 70]);
  });
});

describe('wording', () => {
  it('counts', () => {
    expect([many(1, 'finding'), many(2, 'finding'), many(0, 'entry', 'entries'), many(1_234, 'gap')]).to.deep.equal([
      '1 finding',
      '2 findings',
      '0 entries',
      '1,234 gaps',
    ]);
    expect(listed(['a', 'b', 'c'], 2)).to.equal('a, b and 1 more');
  });

  it('tells days and moments', () => {
    const asOf = '2026-06-15T12:00:00.000Z';
    expect(['2026-06-14', '2026-06-15', '2026-06-16'].map((day) => daysLeft(asOf, day))).to.deep.equal([-1, 0, 1]);
    expect([moment(asOf), moment('never')]).to.deep.equal(['2026-06-15 12:00 UTC', 'never']);
  });

  it('names places by account', () => {
    const places = ['1', '2', '3', '4'].map((account) => ({ account, region: 'us-east-1' }));
    expect(placesOf([...places, { account: '1', region: null }], true)).to.equal(
      '1 us-east-1, Region not known; 2 us-east-1; 3 us-east-1; 1 more accounts and others',
    );
  });
});
