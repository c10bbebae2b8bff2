import { expect } from 'chai';
import fc from 'fast-check';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { readTemplates } from '../../../collectors/cloudformation/read.ts';
import { isRecord, OpenList } from '../../../collectors/planned/value.ts';
import { AssizeError } from '../../../core/errors.ts';
import { UnknownValue } from '../../../core/resource.ts';
import { estate, synthesised } from './estate.ts';
import { withFiles } from './written.ts';

/** Most that reading something may take, in milliseconds of the processor, whatever else the machine does. */
const patience = 3_000;

/** A value as mappings may be given: nothing of the reader's own is left in it. */
function isPlanned(value: unknown): boolean {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return true;
  if (value instanceof UnknownValue) return value.unknown.message !== '';
  if (value instanceof OpenList) return value.elements.every(isPlanned) && value.unknown instanceof UnknownValue;
  if (Array.isArray(value)) return value.every(isPlanned);
  return isRecord(value) && Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isPlanned);
}

/** Reads texts in one folder: objects that are whole, or a typed error that names a place or a parameter. */
async function each(file: string, texts: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>) {
  const count = { read: 0, refused: 0 };
  await withFiles({ 'nested.yaml': 'Resources:\n  A: {Type: AWS::EC2::VPC}\n' }, async (folder) => {
    for await (const text of texts) {
      if (await holds(path.join(folder, file), text)) count.read += 1;
      else count.refused += 1;
    }
  });
  return count;
}

async function holds(file: string, text: string | Uint8Array): Promise<boolean> {
  await writeFile(file, text);
  const started = process.cpuUsage();
  try {
    const { objects } = await readTemplates(file, { parameters: {} });
    for (const { address, type, id, place, properties, configured } of objects) {
      expect(type).not.to.equal('');
      expect(id).to.match(/^cfn:./);
      expect(place?.line).to.be.greaterThan(0);
      for (const name of properties.names) {
        expect(isPlanned(properties.raw(name)), `${address} ${name}`).to.equal(true);
        expect(configured(name)).to.equal(properties.raw(name) !== null);
        properties.blocks(name);
        properties.document(name);
      }
    }
    return true;
  } catch (error) {
    if (!(error instanceof AssizeError))
      throw new Error(`untyped, for ${String(text).slice(0, 500)}`, { cause: error });
    expect(error.name).to.equal('InputError');
    expect(error.place.file).to.equal(file);
    expect(error.message).not.to.contain('\n');
    expect(error.hint).not.to.match(/\.$|\n/);
    return false;
  } finally {
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1_000, String(text).slice(0, 500)).to.be.lessThan(patience);
  }
}

const names = ['Vpc', 'A', 'B', 'AWS::Region', 'AWS::NoValue', 'IsProduction', 'Nobody', '', 'A.Arn', '__proto__'];
const keys = [
  ...['Ref', 'Condition', 'Fn::GetAtt', 'Fn::Sub', 'Fn::Join', 'Fn::Select', 'Fn::Split', 'Fn::FindInMap', 'Fn::If'],
  ...['Fn::And', 'Fn::Or', 'Fn::Not', 'Fn::Equals', 'Fn::Base64', 'Fn::Cidr', 'Fn::Length', 'Fn::ToJsonString'],
  ...['Fn::GetAZs', 'Fn::ImportValue', 'Fn::Transform', 'Fn::GetStackOutput', 'Type', 'Default'],
  ...['Properties', 'Parameters', 'Value', 'Export', 'Name', 'TemplateURL', 'StackName', 'OutputName', ...names],
];
const scalars: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(
    ...names,
    'AWS::EC2::VPC',
    'AWS::CloudFormation::Stack',
    'nested.yaml',
    '${A}-${B.Arn}',
    '10.0.0.0/16',
  ),
  fc.constantFrom<unknown>(null, true, false, 0, 1, 8, -1, 256, 1e21, 'CommaDelimitedList', 'a,b', '{{resolve:ssm:x}}'),
  fc.string({ maxLength: 5 }),
);
/** A loop, mostly of the form that it must have. */
const loopOf = (part: fc.Arbitrary<unknown>) =>
  fc.record({
    'Fn::ForEach::L': fc.oneof(
      {
        weight: 20,
        arbitrary: fc.tuple(
          fc.constantFrom('N', 'A'),
          part,
          fc.dictionary(fc.constantFrom('X${N}', 'A', '&{N}'), part),
        ),
      },
      { weight: 1, arbitrary: part },
    ),
  });
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalars,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...keys), tie('tree'), { maxKeys: 1 }),
    fc.dictionary(fc.constantFrom(...keys), tie('tree'), { maxKeys: 3 }),
    { weight: 1, arbitrary: loopOf(tie('tree')) },
  ),
}));
const section = fc.oneof(
  { weight: 60, arbitrary: fc.dictionary(fc.constantFrom('A', 'B', 'Vpc', 'IsProduction'), tree) },
  { weight: 1, arbitrary: tree },
);
const resource = fc.record(
  {
    Type: fc.constantFrom(
      'AWS::EC2::VPC',
      'AWS::IAM::Role',
      'AWS::CloudFormation::Stack',
      'Custom::X',
      'AWS::EC2::Subnet',
    ),
    Condition: fc.constantFrom('A', 'B', 'IsProduction'),
    Properties: fc.dictionary(
      fc.constantFrom('CidrBlock', 'RoleName', 'TemplateURL', 'Parameters', 'Tags', ...keys),
      tree,
    ),
  },
  { requiredKeys: ['Type'] },
);
const template = fc.record(
  {
    Parameters: fc.dictionary(
      fc.constantFrom('A', 'B', 'C'),
      fc.record(
        { Type: fc.constantFrom('String', 'Number', 'CommaDelimitedList'), Default: scalars },
        { requiredKeys: [] },
      ),
    ),
    Mappings: section,
    Conditions: section,
    Transform: fc.constantFrom<unknown>('AWS::LanguageExtensions', 'Mine', ['Mine', { Name: 'AWS::Include' }], 1, null),
    Resources: fc.dictionary(fc.constantFrom('A', 'B', 'Vpc', 'It', '__proto__'), resource, { maxKeys: 4 }),
    Outputs: section,
  },
  { requiredKeys: ['Resources'] },
);

/** As many texts as are wanted of an arbitrary, in the order of a fixed seed. */
function* samples<T>(arbitrary: fc.Arbitrary<T>, count: number): Generator<T> {
  yield* fc.sample(arbitrary, { numRuns: count, seed: 3 });
}

function* map<T>(values: Iterable<T>, change: (value: T) => string | Uint8Array) {
  for (const value of values) yield change(value);
}

describe('the reader of templates, given anything', () => {
  before(async () => {
    // What is cut and broken below is whole.
    expect(await each('T.yaml', [estate])).to.deep.equal({ read: 1, refused: 0 });
    expect(await each('T.json', [synthesised])).to.deep.equal({ read: 1, refused: 0 });
  });

  it('JSON of any form', async function () {
    this.timeout(60_000);
    const count = await each(
      'T.json',
      map(samples(fc.oneof(fc.jsonValue(), tree), 200), (value) => JSON.stringify(value)),
    );
    expect(count.refused).to.be.greaterThan(0);
  });

  it('templates of any content', async function () {
    this.timeout(120_000);
    const count = await each(
      'T.json',
      map(samples(template, 400), (value) => JSON.stringify(value)),
    );
    // Most are read, so that it is not the same error time and again.
    expect(count.read).to.be.greaterThan(150);
  });

  it('any bytes and any text', async function () {
    this.timeout(60_000);
    await each('T.yaml', samples(fc.uint8Array({ maxLength: 200 }), 150));
    const pieces = fc.constantFrom(
      ...Array.from('{}[]:,&*!|>-?#%@`"\'~\n\t \r\0'),
      '<<',
      '---',
      '...',
      'a',
      'Resources',
      '!Ref',
      '\uFEFF',
    );
    await each(
      'T.yaml',
      map(samples(fc.array(pieces, { maxLength: 60 }), 250), (parts) => `Resources:\n  ${parts.join('')}`),
    );
  });

  for (const [file, text] of [
    ['T.yaml', estate],
    ['T.json', synthesised],
  ] as const) {
    it(`${file} cut off at every 50th byte`, async function () {
      this.timeout(120_000);
      const bytes = Buffer.from(text);
      const cuts = Array.from({ length: Math.ceil(bytes.length / 50) }, (_, index) => bytes.subarray(0, index * 50));
      const { read, refused } = await each(file, cuts);
      expect(read + refused).to.equal(cuts.length);
      // JSON that is cut off is none.
      if (file === 'T.json') expect(read).to.equal(0);
      else expect(refused).to.be.greaterThan(5);
    });

    it(`${file} with lines left out, doubled and exchanged`, async function () {
      this.timeout(120_000);
      const lines = text.split('\n');
      const place = fc.nat({ max: lines.length - 1 });
      const change = fc.tuple(fc.constantFrom('drop', 'double', 'swap', 'indent', 'blank'), place, place);
      const broken = map(samples(fc.array(change, { minLength: 1, maxLength: 4 }), 120), (changes) => {
        const now = [...lines];
        for (const [what, one, other] of changes) {
          if (what === 'drop') now.splice(one, 1);
          else if (what === 'double') now.splice(one, 0, now[one] ?? '');
          else if (what === 'swap') [now[one], now[other]] = [now[other] ?? '', now[one] ?? ''];
          else now[one] = what === 'indent' ? `  ${now[one] ?? ''}` : '';
        }
        return now.join('\n');
      });
      const { refused } = await each(file, broken);
      expect(refused).to.be.greaterThan(10);
    });
  }

  it('a template with any part of it put in place of any other', async function () {
    this.timeout(120_000);
    const document = JSON.parse(synthesised) as unknown;
    const parts = [...partsOf(document)];
    const path = fc.nat({ max: parts.length - 1 });
    const replaced = map(
      samples(
        fc.tuple(
          path,
          fc.oneof(
            path.map((index) => parts[index]!.value),
            tree,
          ),
        ),
        250,
      ),
      ([at, value]) => JSON.stringify(withPart(document, parts[at]!.path, value)),
    );
    const { read, refused } = await each('T.json', replaced);
    expect(read).to.be.greaterThan(50);
    expect(refused).to.be.greaterThan(5);
  });

  it('every property left out or made something else', async function () {
    this.timeout(120_000);
    const document = JSON.parse(synthesised) as unknown;
    const others = [undefined, null, 'x', [], { 'Fn::GetAtt': ['Nobody', 'x'] }];
    const changed = [...partsOf(document)].flatMap(({ path }) =>
      others.map((other) => JSON.stringify(withPart(document, path, other) ?? null)),
    );
    const { read } = await each('T.json', changed);
    expect(read).to.be.greaterThan(changed.length / 2);
  });

  it('what refers to itself', async () => {
    const self = { Ref: 'A' };
    const values: unknown[] = [
      self,
      { 'Fn::Sub': '${A}' },
      { 'Fn::GetAtt': ['A', 'CidrBlock'] },
      { 'Fn::GetAtt': 'A.Arn' },
    ];
    values.push({ 'Fn::Join': ['', [self]] }, { 'Fn::If': ['C', self, self] }, { 'Fn::ImportValue': self });
    values.push({ 'Fn::FindInMap': [self, self, self] }, { 'Fn::Select': [self, [self]] }, { 'Fn::Transform': self });
    for (const type of ['AWS::EC2::VPC', 'AWS::IAM::Role', 'AWS::CloudFormation::Stack', 'AWS::Serverless::Function']) {
      const texts = values.map((value) =>
        JSON.stringify({
          Parameters: { P: { Type: 'String', Default: '${P}' } },
          Mappings: { M: { a: { b: { 'Fn::FindInMap': ['M', 'a', 'b'] } } } },
          Conditions: { C: { 'Fn::Equals': [{ 'Fn::FindInMap': ['N', 'a', 'b'] }, { Ref: 'P' }] } },
          Resources: {
            A: {
              Type: type,
              Properties: { CidrBlock: value, RoleName: value, TemplateURL: value, Parameters: { P: value } },
            },
          },
          Outputs: { O: { Value: { 'Fn::ImportValue': 'x' }, Export: { Name: 'x' } } },
        }),
      );
      expect(await each('T.json', texts)).to.deep.equal({ read: values.length, refused: 0 });
    }
    const mapping = {
      Mappings: { M: { a: { b: { 'Fn::FindInMap': ['M', 'a', 'b'] } } } },
      Resources: { A: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: { 'Fn::FindInMap': ['M', 'a', 'b'] } } } },
    };
    expect(await each('T.json', [JSON.stringify(mapping)])).to.deep.equal({ read: 0, refused: 1 });
    const imported = {
      Resources: { A: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: { 'Fn::ImportValue': 'x' } } } },
      Outputs: {
        O: { Value: { 'Fn::ImportValue': 'y' }, Export: { Name: 'x' } },
        P: { Value: { 'Fn::ImportValue': 'x' }, Export: { Name: 'y' } },
        Q: { Value: 'a', Export: { Name: { 'Fn::ImportValue': 'x' } } },
      },
    };
    expect(await each('T.json', [JSON.stringify(imported)])).to.deep.equal({ read: 1, refused: 0 });
  });

  it('functions in functions, 10,000 deep', async () => {
    for (const [open, close, levels] of [
      ['{"Fn::Base64":', '}', 1],
      ['{"Fn::ToJsonString":{"a":', '}}', 2],
      ['{"Fn::Not":[', ']}', 2],
      ['{"Fn::If":["C","a",', ']}', 2],
      ['{"Fn::Join":["",[', ']]}', 3],
    ] as const) {
      const value = (depth: number) => `${open.repeat(depth)}"a"${close.repeat(depth)}`;
      const text = (depth: number) =>
        `{"Resources":{"A":{"Type":"AWS::EC2::VPC","Properties":{"CidrBlock":${value(depth)}}}}}`;
      expect(await each('T.json', [text(10_000)])).to.deep.equal({ read: 0, refused: 1 });
      expect(await each('T.json', [text(180 / levels)])).to.deep.equal({ read: 1, refused: 0 });
    }
  });

  it('long texts, long lists and many keys', async function () {
    this.timeout(60_000);
    const many = (count: number, one: (index: number) => string) =>
      Array.from({ length: count }, (_, index) => one(index));
    const texts = [
      `Resources:\n  A: {Type: AWS::EC2::VPC, Properties: {P: "${'x'.repeat(2e6)}"}}\n`,
      `Resources:\n  A: {Type: AWS::EC2::VPC, Properties: {P: !Sub "${'${'.repeat(2e5)}"}}\n`,
      `Resources:\n  A: {Type: AWS::EC2::VPC, Properties: {P: !Sub "${'${A}'.repeat(1e5)}"}}\n`,
      `Resources:\n  A: {Type: AWS::EC2::VPC, Properties: {P: "${'{{resolve:'.repeat(1e5)}"}}\n`,
      `Resources:\n  A: {Type: AWS::EC2::VPC, Properties: {P: [${many(2e4, String).join(',')}]}}\n`,
      `Resources:\n${many(3e3, (index) => `  R${index}: {Type: AWS::EC2::VPC}`).join('\n')}\n`,
      `Resources:\n${many(3e3, () => '  R: {Type: AWS::EC2::VPC}').join('\n')}\n`,
      `Resources:\n  A: {Type: AWS::EC2::VPC, Properties: {P: !Split [",", !Join [",", [${many(5e3, () => '!Ref A').join(', ')}]]]}}\n`,
    ];
    expect(await each('T.yaml', texts)).to.deep.equal({ read: 7, refused: 1 });
  });

  it('the estate, as YAML and as JSON, is the same', async () => {
    const json = JSON.stringify(
      parse(estate.replaceAll(/!([A-Za-z]+) /g, ' '), { version: '1.1', schema: 'yaml-1.1', merge: true }) as unknown,
    );
    // Without its functions it is still a template.
    expect(await each('T.json', [json])).to.deep.equal({ read: 1, refused: 0 });
  });
});

type Path = readonly (string | number)[];

function* partsOf(value: unknown, path: Path = []): Generator<{ path: Path; value: unknown }> {
  yield { path, value };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value))
    yield* partsOf(part, [...path, Array.isArray(value) ? Number(key) : key]);
}

/** A copy with another part at a path; undefined leaves it out. */
function withPart(value: unknown, [key, ...rest]: Path, part: unknown): unknown {
  if (key === undefined) return part;
  if (Array.isArray(value))
    return value.map((item, index) => (index === key ? withPart(item, rest, part) : (item as unknown)));
  return Object.fromEntries(
    Object.entries(value as object).map(([name, item]) => [
      name,
      name === key ? withPart(item, rest, part) : (item as unknown),
    ]),
  );
}
