import { expect } from 'chai';
import fc from 'fast-check';
import { unknownReasons } from '../../core/resource.ts';
import { Budget, list } from '../../reporters/shared/budget.ts';
import {
  clip,
  code,
  commandData,
  commandProperty,
  html,
  prose,
  terminal,
  visible,
  xml,
} from '../../reporters/shared/escape.ts';
import { fit, widthOf, wrap } from '../../reporters/shared/layout.ts';
import { bounded, sourcePath, sourceUri, virtualPath } from '../../reporters/shared/place.ts';
import { Top } from '../../reporters/shared/top.ts';
import {
  advice,
  brief,
  daysLeft,
  folded,
  listed,
  many,
  moment,
  observed,
  placesOf,
  shortArn,
} from '../../reporters/shared/wording.ts';

describe('wrap', () => {
  const word = fc.string({ unit: fc.constantFrom('a', '/', ':', '-', '界', 'é', '.'), minLength: 1, maxLength: 60 });

  it('loses nothing, and makes no line too wide', () => {
    fc.assert(
      fc.property(fc.array(word), fc.integer({ min: 8, max: 100 }), (words, width) => {
        const lines = wrap(words.join(' '), width);
        expect(lines.join('').replaceAll(' ', '').replaceAll('\\x3a', ':')).to.equal(words.join(''));
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

  it('leaves :: within a line as it is, and takes a word along where a line would start with it', () => {
    expect(wrap('at ingress all ::/0', 80)).to.deep.equal(['at ingress all ::/0']);
    expect(wrap('at ingress all ::/0', 16)).to.deep.equal(['at ingress', 'all ::/0']);
    expect(wrap('::error::x', 80)).to.deep.equal(['\\x3a:error::x']);
    expect(wrap('aaaaaaaa ::bb', 8)).to.deep.equal(['aaaaaaaa', '\\x3a:bb']);
    for (let width = 12; width < 40; width += 1) {
      expect(wrap('The internet reaches tcp/22 over ::/0', width).join(' ')).to.equal(
        'The internet reaches tcp/22 over ::/0',
      );
    }
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

describe('fit', () => {
  it('keeps to its width', () => {
    expect([fit('abc', 3), fit('abcd', 3), fit('a bcd', 3), fit('界面界面', 5)]).to.deep.equal([
      'abc',
      'ab…',
      'a…',
      '界面…',
    ]);
  });
});

describe('escapes', () => {
  it('write what acts as what can be seen', () => {
    expect(visible('a\x1b[0m\u202e\n\t\ud800 \u{e0041}')).to.equal('a\\x1b[0m\\u202e\\n\\t\\ud800 \\u{e0041}');
  });

  it('break up commands to CI runners', () => {
    expect(wrap(terminal('\n::error::x'), 80)).to.deep.equal(['\\n::error::x']);
    expect(terminal('at ingress all ::/0')).to.equal('at ingress all ::/0');
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

  it('write XML that says the same, or what it has no character for', () => {
    expect(xml(`a<b>&"c"'d'`)).to.equal('a&lt;b&gt;&amp;&quot;c&quot;&#39;d&#39;');
    expect(xml('\0\x0b\ud800\ufffe\uffff\n\u{1f512}')).to.equal('\\x00\\x0b\\ud800\\ufffe\\uffff\\n\u{1f512}');
  });

  it('write commands to the runner as GitHub does', () => {
    expect(commandData('50%: a,b\r\nc%0A')).to.equal('50%25: a,b%0D%0Ac%250A');
    expect(commandProperty('50%: a,b\r\nc')).to.equal('50%25%3A a%2Cb%0D%0Ac');
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

  it('folds sentences only where that says the same', () => {
    expect(folded(['a 1 x', 'a 1 y', 'a 2 x', 'a 2 y'], 5)).to.equal('a 1 and 2 x and y');
    expect(folded(['a 1 x', 'a 1 y', 'a 2 x'], 5)).to.equal(null);
    expect(folded(['a', 'a b'], 5)).to.equal(null);
    expect(folded(['a 1', 'a 2', 'a 3', 'a 4'], 2)).to.equal('a 1, 2 and 2 more');
  });

  it('tells of the parts of a resource together, and counts those it does not show', () => {
    const of = (messages: string[], parts: string[], findings = messages.length) =>
      observed({ findings, messages, parts }, { limit: 2, length: 60 });
    expect(of(['no tag'], [])).to.deep.equal({ count: '', text: 'no tag', part: null });
    expect(of(['open'], ['in'])).to.deep.equal({ count: '', text: 'open', part: 'in' });
    expect(of(['open', 'open', 'open'], ['a', 'b', 'c']).part).to.equal('a, b and 1 more');
    expect(of(['too short', 'no symbol at all', 'no digit'], ['a', 'b', 'c'])).to.deep.equal({
      count: '3 parts',
      text: 'too short; no symbol at all and 1 more',
      part: null,
    });
    // Not all are known: nothing can be said of every combination.
    expect(of(['a 1', 'a 2'], ['1', '2'], 90)).to.deep.equal({
      count: '90 parts',
      text: 'a 1; a 2 and 88 more',
      part: null,
    });
  });

  it('shortens lists, with their count, and nothing else', () => {
    const ports = Array.from({ length: 30 }, (_, index) => `tcp/${String(index)}`).join(', ');
    expect(brief(ports, 20)).to.equal('tcp/0, tcp/1, tcp/2 and 27 more');
    expect(brief(ports, 1_000)).to.equal(ports);
    const text = `${'x'.repeat(100)}, and more`;
    expect(brief(text, 20)).to.equal(text);
  });

  it('names a resource by what the heading does not say', () => {
    const place = { account: '1', region: 'us-east-1' };
    expect(shortArn('arn:aws:ec2:us-east-1:1:volume/vol-1', place)).to.equal('volume/vol-1');
    expect(shortArn('arn:aws:rds:us-east-1:1:db:x', place)).to.equal('db:x');
    expect(shortArn('arn:aws:inspector2:us-east-1:1:settings', place)).to.equal('inspector2:settings');
    expect(shortArn('arn:aws:iam::1:user/a', { account: '1', region: 'global' })).to.equal('user/a');
    for (const arn of [
      'arn:aws:s3:::bucket',
      'arn:aws:iam::aws:policy/A',
      'arn:aws:ec2:eu-west-1:1:volume/v',
      'tf:x.y',
    ]) {
      expect(shortArn(arn, place)).to.equal(arn);
    }
  });

  it('advises what helps', () => {
    const of = (reason: Parameters<typeof advice>[0]['reason'], message = '', elsewhere = false) =>
      advice({ reason, message, elsewhere }, null);
    expect(of('error', 'the answer has no caValidUntil')).to.equal(
      "The API's answer lacked it; look at it with --debug",
    );
    expect(of('error', 'HTTP 500')).to.include('assize scan --force');
    expect(of('not-collected', '', true)).to.equal('Scan the other Regions too (leave out --region)');
    expect(of('not-collected')).not.to.include('--region');
    for (const reason of unknownReasons) expect(of(reason)).not.to.include('--resume');
  });
});

describe('places', () => {
  const path = (file: string) => sourcePath({ file, line: 1 });
  const uri = (file: string) => sourceUri({ file, line: 1 });
  const where = { kind: 'aws.ec2.volume', account: '1', region: 'us-east-1', name: null, tags: {} } as const;

  for (const [file, plain, encoded] of [
    ['infra/main.tf', 'infra/main.tf', 'infra/main.tf'],
    ['./a//b/../c.tf', 'a/b/c.tf', 'a/b/c.tf'],
    ['/repo/main.tf', 'repo/main.tf', 'repo/main.tf'],
    ['d:\\work\\main.tf', 'work/main.tf', 'work/main.tf'],
    ['\\\\server\\share\\main.tf', 'server/share/main.tf', 'server/share/main.tf'],
    ['a b/ü:%.tf', 'a b/ü:%.tf', 'a%20b/%C3%BC%3A%25.tf'],
    ['a\n\u202e.tf', 'a%0A%E2%80%AE.tf', 'a%0A%E2%80%AE.tf'],
    ['a\ud800.tf', 'a\ufffd.tf', 'a%EF%BF%BD.tf'],
    ['..', '~', '~'],
  ] as const) {
    it(`write ${JSON.stringify(file)} as a path of the repository`, () => {
      expect([path(file), uri(file)]).to.deep.equal([plain, encoded]);
    });
  }

  it('are of bounded length, and two that differ stay two', () => {
    const [one, other] = ['a', 'b'].map((end) => path(`${'x'.repeat(500)}${end}/y`));
    expect(one).to.have.length(162).and.not.to.equal(other);
    expect(path('x/'.repeat(5_000))).to.have.length(1_000);
    expect(bounded('x'.repeat(20), 20)).to.equal('x'.repeat(20));
    expect(bounded(`${'x'.repeat(2)}\u{1f512}${'y'.repeat(30)}`, 20)).to.match(/^xx~[0-9a-f]{16}$/);
  });

  it('are made up for what has no file, the same in every scan', () => {
    expect(virtualPath({ ...where, arn: 'arn:aws:ec2:us-east-1:1:volume/vol-1' })).to.equal(
      'aws/1/us-east-1/ec2/volume/vol-1',
    );
    expect(virtualPath({ ...where, arn: null })).to.equal('aws/1/us-east-1/ec2/volume');
    expect(virtualPath({ ...where, arn: null, account: null, region: null, address: 'a.b["c"]' })).to.equal(
      'aws/planned/planned/ec2/volume/a.b%5B%22c%22%5D',
    );
  });
});
