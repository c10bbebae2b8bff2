import { expect } from 'chai';
import { InputError } from '../../../core/errors.ts';
import { parseDocument } from '../../../collectors/cloudformation/document.ts';
import { parseJson } from '../../../collectors/cloudformation/json.ts';
import type { Node } from '../../../collectors/cloudformation/node.ts';
import { parseYaml } from '../../../collectors/cloudformation/yaml.ts';
import { read, refusal, refusalOf, worth } from './written.ts';

/** The value of a document, without its lines. */
function plain(node: Node): unknown {
  if (node.form === 'leaf') return node.value;
  if (node.form === 'list') return node.items.map(plain);
  return Object.fromEntries([...node.entries].map(([key, entry]) => [key, plain(entry.node)]));
}

/** Every key with its line, as `key:line`. */
function lines(node: Node): string[] {
  if (node.form === 'leaf') return [];
  if (node.form === 'list') return node.items.flatMap(lines);
  return [...node.entries].flatMap(([key, entry]) => [`${key}:${entry.line}`, ...lines(entry.node)]);
}

const yaml = (text: string) => plain(parseYaml(text, 'f'));
const wrong = (work: () => unknown) => refusalOf(() => Promise.resolve().then(work));
const template = 'Resources:\n  It: {Type: AWS::EC2::VPC}\n';

describe('YAML', () => {
  it('reads words as YAML 1.1 has them', () => {
    const words =
      '[yes, Yes, YES, on, true, True, no, No, off, OFF, false, ~, null, Null, y, n, Y, yEs, "yes", \'no\']';
    expect(yaml(words)).to.deep.equal([
      ...[true, true, true, true, true, true, false, false, false, false, false, null, null, null],
      ...['y', 'n', 'Y', 'yEs', 'yes', 'no'],
    ]);
    expect(yaml('a:\nb: ""')).to.deep.equal({ a: null, b: '' });
  });

  it('keeps dates, account ids and numbers that are not written plainly as texts', () => {
    const texts = ['2012-10-17', '012345678901', '0o17', '0x1F', '1_000', '1.10', '1e3', '12:30:45', '+1', '.5', '-0'];
    expect(yaml(`[${texts.join(', ')}]`)).to.deep.equal(texts);
    expect(yaml('[0, 22, -1, 1.5, 123456789012]')).to.deep.equal([0, 22, -1, 1.5, 123456789012]);
    expect(yaml('[12345678901234567890]')).to.deep.equal(['12345678901234567890']);
  });

  it('takes keys as they are written', () => {
    expect(yaml('012345678901: a\n2012-10-17: b\non: c\n"x y": d\n1: e')).to.deep.equal(
      Object.fromEntries([
        ['012345678901', 'a'],
        ['2012-10-17', 'b'],
        ['on', 'c'],
        ['x y', 'd'],
        ['1', 'e'],
      ]),
    );
  });

  it('takes what a tag says to be a text, a number or a truth value as that', () => {
    expect(yaml('[!!str yes, !!str 12, !!int 12, !!bool "yes", !!float 1.5, ! 12, !!null ""]')).to.deep.equal([
      'yes',
      '12',
      12,
      true,
      1.5,
      '12',
      null,
    ]);
    expect(yaml('!!map {a: !!seq [b]}')).to.deep.equal({ a: ['b'] });
  });

  it('turns every short tag into its function', () => {
    const tags = 'Base64 Cidr FindInMap GetAtt GetAZs GetStackOutput If ImportValue Join Length Select Split Sub'.split(
      ' ',
    );
    tags.push(...'ToJsonString Transform And Equals Not Or'.split(' '));
    for (const tag of tags) {
      expect(yaml(`!${tag} [a]`), tag).to.deep.equal({ [`Fn::${tag}`]: ['a'] });
      expect(yaml(`!${tag} yes`), tag).to.deep.equal({ [`Fn::${tag}`]: 'yes' });
    }
    expect(yaml('!Ref a')).to.deep.equal({ Ref: 'a' });
    expect(yaml('!Condition a')).to.deep.equal({ Condition: 'a' });
    expect(yaml('!Sub\n- a\n- {b: !Ref c}')).to.deep.equal({ 'Fn::Sub': ['a', { b: { Ref: 'c' } }] });
    expect(yaml('!Sub |\n  a\n  b\n')).to.deep.equal({ 'Fn::Sub': 'a\nb\n' });
  });

  it('resolves anchors, aliases and merge keys', () => {
    expect(yaml('a: &x {b: 1}\nc: *x\nd: &y yes\ne: *y\n*y : f')).to.deep.equal({
      a: { b: 1 },
      c: { b: 1 },
      d: true,
      e: true,
      true: 'f',
    });
    expect(yaml('a: &x {b: 1, c: 2}\nd: {c: 3, <<: *x}\ne: {<<: [{c: 4}, *x], f: 5}')).to.deep.equal({
      a: { b: 1, c: 2 },
      d: { c: 3, b: 1 },
      e: { f: 5, c: 4, b: 1 },
    });
    expect(yaml('&k a: 1\nb: *k')).to.deep.equal({ a: 1, b: 'a' });
    expect(yaml('a: &x 1\nb: &x 2\nc: *x')).to.deep.equal({ a: 1, b: 2, c: 2 });
    expect(yaml('{"<<": 1}')).to.deep.equal({ '<<': 1 });
  });

  it('knows the line of each key', () => {
    const text = '# a\nA:\n  B: [1,\n    {C: 1}]\n  D: !Sub\n    - x\n    - E: |\n        text\n\n      F: 1\n';
    expect(lines(parseYaml(text, 'f'))).to.deep.equal(['A:2', 'B:3', 'C:4', 'D:5', 'Fn::Sub:5', 'E:7', 'F:10']);
    expect(lines(parseYaml(text.replaceAll('\n', '\r\n'), 'f'))).to.deep.equal(lines(parseYaml(text, 'f')));
  });

  const refused: readonly (readonly [name: string, text: string, message: string])[] = [
    ['a key that stands twice', 'a: 1\nb: 2\na: 3', 'f:3: the key "a" stands twice, first on line 1'],
    ['a key twice in other quotes', 'x:\n  a: 1\n  "a": 3', 'f:3: the key "a" stands twice, first on line 2'],
    ['two documents', 'a: 1\n---\nb: 1', 'f:2: holds more than one YAML document'],
    ['tabs for indentation', 'a:\n\tb: 1', 'f:2: is not YAML: '],
    ['a bracket that is not closed', 'a: [1, 2', 'f:1: is not YAML: '],
    ['a text that is not closed', 'a: "x\n', 'is not YAML: '],
    ['bad indentation', 'a:\n  b: 1\n c: 2', 'f:3: is not YAML: '],
    [
      'a tag of YAML that CloudFormation has not',
      'a: !!binary aGk=',
      'f:1: CloudFormation does not read the tag !!binary',
    ],
    ['a tag that is a URI', 'a: !<tag:x.org,2000:y> b', 'f:1: CloudFormation does not read the tag tag:x.org,2000:y'],
    ['a tag that nobody has', 'a:\n  - !Bogus x', 'f:2: CloudFormation has no intrinsic function !Bogus'],
    ['a key that is a list', '? [a]\n: b', 'f:1: a key is not a text'],
    ['a key that is missing', ': b', 'f:1: a key is not a text'],
    ['an alias of nothing', 'a: *x', 'f:1: the alias *x is of nothing that ends before it'],
    ['an alias of what it is in', 'a: &x\n  b: *x', 'f:2: the alias *x is of nothing that ends before it'],
    ['a merge of a text', 'a: {<<: x}', 'f:1: a merge key (<<) has a value that is no mapping'],
  ];
  for (const [name, text, message] of refused) {
    it(`refuses ${name}`, async () => {
      expect(await wrong(() => parseYaml(text, 'f')))
        .to.match(/^InputError f:/)
        .and.to.contain(message);
    });
  }

  it('suggests the tag that was meant', async () => {
    expect(await wrong(() => parseYaml('a: !GetAttr x.y', 'f'))).to.contain('Did you mean !GetAtt?');
    expect(await wrong(() => parseYaml('a: !ref x', 'f'))).to.contain('Did you mean !Ref?');
  });

  it('refuses a document that grows by its aliases', async () => {
    const laughs = ['a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]'];
    for (let level = 1; level < 12; level += 1) {
      laughs.push(
        `a${level}: &a${level} [${Array(9)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
      );
    }
    const before = process.memoryUsage().heapUsed;
    expect(await wrong(() => parseYaml(laughs.join('\n'), 'f'))).to.match(/f:\d+: its aliases stand for more than/);
    expect(process.memoryUsage().heapUsed - before).to.be.lessThan(200e6);
    // Many aliases of something small are no harm.
    expect(yaml(`a: &x [1]\nb: [${Array(1000).fill('*x').join(', ')}]`))
      .to.have.property('b')
      .with.length(1000);
  });

  for (const [name, text] of [
    ['lists in brackets', '['.repeat(10_000)],
    ['closed lists in brackets', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['lists', '- '.repeat(10_000)],
    ['mappings', `${'{a: '.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['keys of keys', '? '.repeat(10_000)],
    ['indented mappings', Array.from({ length: 2_000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n')],
    ['tagged lists', '!Sub ['.repeat(10_000)],
  ] as const) {
    it(`refuses ${name}, 10,000 deep, at once`, async () => {
      expect(await wrong(() => parseYaml(text, 'f'))).to.match(
        /^InputError f:\d+: (is nested more than|is not YAML|a key)/,
      );
    });
  }

  it('takes what is nested as deep as allowed', () => {
    expect(() => yaml(`${'['.repeat(150)}${']'.repeat(150)}`)).not.to.throw();
  });
});

describe('JSON', () => {
  it('is read as JSON.parse does', () => {
    const text = String.raw`{"a":[1,-2,3.5,true,false,null,""],"b":{"c":"\u00e9\n\"\\"},"d":[],"e":{}, "__proto__": 1}`;
    expect(plain(parseJson(text, 'f'))).to.deep.equal(JSON.parse(text));
    expect(plain(parseJson(` \t\r\n${text}\n`, 'f'))).to.deep.equal(JSON.parse(text));
  });

  it('keeps numbers that are not written plainly as they are', () => {
    expect(plain(parseJson('[1.0, 1e3, 12345678901234567890, -0]', 'f'))).to.deep.equal([
      '1.0',
      '1e3',
      '12345678901234567890',
      '-0',
    ]);
  });

  it('knows the line of each key', () => {
    expect(lines(parseJson('{\n"A": {"B": [1,\n{"C": 1}]},\n"D": 1}', 'f'))).to.deep.equal([
      'A:2',
      'B:2',
      'C:3',
      'D:4',
    ]);
  });

  const refused: readonly (readonly [text: string, message: string])[] = [
    ['{"a": 1,\n"a": 2}', 'f:2: the key "a" stands twice, first on line 1'],
    ['{"a": 1', 'f:1: is not JSON: it ends in the middle'],
    ['{"a": "x', 'f:1: is not JSON: it ends in the middle of a text'],
    ['{"a": "x\n"}', 'f:1: is not JSON: a text goes on over the end of its line'],
    ['{"a": "\\x"}', 'f:1: is not JSON: '],
    ['{\n"a": 1,\n}', 'f:3: is not JSON: there is "}" where a key in quotes should be'],
    ['{"a" 1}', 'f:1: is not JSON: there is "1" where a colon should be'],
    ['{"a": 1 "b": 2}', 'f:1: is not JSON: there is "\\"" where a comma or } should be'],
    ['[1 2]', 'f:1: is not JSON: there is "2" where a comma or ] should be'],
    ['{"a": 01}', 'f:1: is not JSON: there is "1" where a comma or } should be'],
    ['{"a": x}', 'f:1: is not JSON: there is "x" where a value should be'],
    ['{"a": truex}', 'f:1: is not JSON: there is "x" where a comma or } should be'],
    ['{} {}', 'f:1: is not JSON: more follows after its end'],
    ['', 'f:1: is not JSON: it ends in the middle'],
    ['['.repeat(10_000), 'f:1: is nested more than 200 levels deep'],
    ['{"a":'.repeat(10_000), 'f:1: is nested more than 200 levels deep'],
  ];
  for (const [text, message] of refused) {
    it(`refuses ${text.slice(0, 20).replaceAll('\n', '\\n')}`, async () => {
      expect(await wrong(() => parseJson(text, 'f'))).to.contain(`InputError ${message}`);
    });
  }
});

describe('a document', () => {
  it('may be in UTF-8 or UTF-16, with or without a byte order mark', async () => {
    const text = template.replace('AWS::EC2::VPC}', 'AWS::EC2::VPC, Properties: {P: é€}}');
    const little = Buffer.from(`\uFEFF${text}`, 'utf16le');
    const encodings = [Buffer.from(text), Buffer.from(`\uFEFF${text}`), little, Buffer.from(little).swap16()];
    for (const bytes of encodings) {
      const { objects } = await read({ 'T.yaml': bytes });
      expect(objects[0]!.properties.raw('P')).to.equal('é€');
      expect(objects[0]!.place).to.deep.equal({ file: '@/T.yaml', line: 2 });
    }
    const json = JSON.stringify({ Resources: { It: { Type: 'AWS::EC2::VPC' } } });
    for (const bytes of [Buffer.from(`\uFEFF${json}`), Buffer.from(`\uFEFF${json}`, 'utf16le')]) {
      expect((await read({ 'T.json': bytes })).objects).to.have.length(1);
    }
  });

  it('is read by what it holds, not by what it is called', async () => {
    const json = JSON.stringify({ Resources: { It: { Type: 'AWS::EC2::VPC' } } });
    for (const name of ['T.json', 'T.yaml', 'T.template', 'T']) {
      expect((await read({ [name]: json })).objects, name).to.have.length(1);
      expect((await read({ [name]: template })).objects, name).to.have.length(1);
    }
    // A mapping of YAML starts with a brace too, and so does JSON with comments.
    const flow = '{Resources: {It: {Type: AWS::EC2::VPC,}}} # a';
    expect((await read({ 'T.template': flow })).objects).to.have.length(1);
    expect(await refusal(flow, {}, 'T.json')).to.contain('T.json:1: is not JSON');
    expect(await refusal('{"Resources": {', {}, 'T.template')).to.contain('T.template:1: is not JSON');
    expect(await refusal('{Resources: {It: !Bogus x}}', {}, 'T.template')).to.contain('!Bogus');
    expect(await refusal('{"Resources": {"A": 1, "A": 2}}', {}, 'T.template')).to.contain('stands twice');
  });

  it('may have tabs between its parts where it is JSON', async () => {
    const json = JSON.stringify({ Resources: { It: { Type: 'AWS::EC2::VPC' } } }, null, '\t');
    expect((await read({ 'T.json': json })).objects[0]!.place?.line).to.equal(3);
  });

  it('of YAML is not read where it is too long', async () => {
    const long = `# ${'x'.repeat(16 * 1024 * 1024)}\n${template}`;
    const error = await parseDocument(long, 'f').catch((reason: unknown) => reason);
    expect(error)
      .to.be.instanceOf(InputError)
      .with.property('message')
      .that.contains('f: is YAML of more than 16 million');
  });

  it('is not read where it is too large', async function () {
    this.timeout(30_000);
    const large = Buffer.alloc(64 * 1024 * 1024 + 1, ' ');
    expect(await refusal(large)).to.contain('@/template.yaml: is larger than 64 MiB');
  });

  it('that cannot be read is named', async () => {
    expect(await refusalOf(() => read({ 'a.yaml': '' }, 'b.yaml'))).to.match(
      /InputError @?.*b\.yaml: cannot be read: ENOENT/,
    );
  });

  it('keeps values as they are written', async () => {
    expect(await worth('[yes, "true", 22, "22", 012345678901, 2012-10-17, 1.0]')).to.deep.equal([
      true,
      'true',
      22,
      '22',
      '012345678901',
      '2012-10-17',
      '1.0',
    ]);
  });
});
