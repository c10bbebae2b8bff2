import { expect } from 'chai';
import fc from 'fast-check';
import { parseAddress, type InstanceKey, type ResourceAddress } from '../../../collectors/terraform/address.ts';

const managed = { modules: [], mode: 'managed', type: 'aws_instance', name: 'a', key: null } as const;

/** As Terraform writes a key: as HCL does, or (before it did that) as Go does. */
function quoted(text: string, style: 'hcl' | 'go'): string {
  const escapes: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"', '\\': '\\\\' };
  if (style === 'go') Object.assign(escapes, { '\u0007': '\\a', '\b': '\\b', '\f': '\\f', '\v': '\\v' });
  const written = Array.from(text, (letter) => {
    const point = letter.codePointAt(0)!;
    if (escapes[letter] !== undefined) return escapes[letter];
    if (/[\p{L}\p{N}\p{P}\p{S} ]/u.test(letter)) return letter;
    if (style === 'go' && point < 0x80) return `\\x${point.toString(16).padStart(2, '0')}`;
    const [sign, digits] = point > 0xffff ? (['U', 8] as const) : (['u', 4] as const);
    return `\\${sign}${point.toString(16).padStart(digits, '0')}`;
  });
  return `"${style === 'hcl' ? written.join('').replaceAll(/([$%])\{/g, '$1$1{') : written.join('')}"`;
}

describe('parseAddress', () => {
  it('takes an address apart', () => {
    expect(parseAddress('aws_instance.a')).to.deep.equal(managed);
    expect(parseAddress('aws_instance.a[0]')).to.deep.equal({ ...managed, key: 0 });
    expect(parseAddress('aws_instance.a["0"]')).to.deep.equal({ ...managed, key: '0' });
    expect(parseAddress('data.aws_ami.x')).to.deep.equal({ ...managed, mode: 'data', type: 'aws_ami', name: 'x' });
    expect(parseAddress('module.net["a"].module.sub[10].data.aws_ami.x[""]')).to.deep.equal({
      modules: [
        { name: 'net', key: 'a' },
        { name: 'sub', key: 10 },
      ],
      mode: 'data',
      type: 'aws_ami',
      name: 'x',
      key: '',
    });
  });

  it('is not misled by a key that looks like an address', () => {
    expect(parseAddress(String.raw`module.a["x.y[0]\"z"].aws_b.c["d"]`)).to.deep.equal({
      modules: [{ name: 'a', key: 'x.y[0]"z' }],
      mode: 'managed',
      type: 'aws_b',
      name: 'c',
      key: 'd',
    });
    expect(parseAddress(String.raw`aws_instance.a["\\"]`)?.key).to.equal('\\');
    expect(parseAddress('aws_instance.a["].module.b[\\"x"]')?.key).to.equal('].module.b["x');
    // what Terraform 1.11 prints for the key  x.y[0]"z${a}, bell, é, newline
    const printed = 'module.net["x.y[0]\\"z$${a}\\u0007é\\n"].aws_instance.a';
    expect(parseAddress(printed)?.modules[0]?.key).to.equal('x.y[0]"z${a}\u0007é\n');
  });

  it('knows names that are words of addresses', () => {
    expect(parseAddress('aws_instance.module')?.name).to.equal('module');
    expect(parseAddress('module.module.data.data.data')).to.deep.equal({
      modules: [{ name: 'module', key: null }],
      mode: 'data',
      type: 'data',
      name: 'data',
      key: null,
    });
  });

  for (const address of [
    '',
    '.',
    'aws_instance',
    'aws_instance.',
    '.aws_instance.a',
    'aws_instance..a',
    'aws_instance.a.id',
    'aws_instance[0].a',
    'aws_instance.a[',
    'aws_instance.a[]',
    'aws_instance.a[0',
    'aws_instance.a[-1]',
    'aws_instance.a[0][1]',
    'aws_instance.a[*]',
    'aws_instance.a[x]',
    'aws_instance.a["x]',
    'aws_instance.a["x"',
    'aws_instance.a["x\\"]',
    'aws_instance.a["\\q"]',
    'aws_instance.a["\\u12"]',
    'aws_instance.a["\\UFFFFFFFF"]',
    'aws_instance.a[0]b',
    'module.net[0]xaws_instance.a',
    'aws_instance.a b',
    'data',
    'data.aws_ami',
    'data[0].aws_ami.x',
    'module.net',
    'module',
    'module[0].net.aws_instance.a',
    'module.net.aws_instance',
    'ephemeral.aws_secretsmanager_random_password.x',
  ]) {
    it(`takes ${JSON.stringify(address)} for no resource's address`, () => {
      expect(parseAddress(address)).to.equal(null);
    });
  }

  it('gives back what an address was made of', () => {
    const name = fc
      .string({ unit: fc.constantFrom('a', 'Z', '_', '-', '9', 'é', '世'), minLength: 1, maxLength: 5 })
      .map((text) => `n${text}`);
    const unit = fc.oneof(
      fc.constantFrom('.', '[', ']', '"', '\\', '$', '%', '{', '}', '$${', '\n', '\t', '\u007f', 'u', 'x'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    );
    const key = fc.oneof(
      fc.constant(null),
      fc.nat(),
      fc.array(unit, { maxLength: 12 }).map((units) => units.join('')),
    );
    const address = fc.record({
      modules: fc.array(fc.record({ name, key }), { maxLength: 4 }),
      mode: fc.constantFrom('managed', 'data'),
      type: name,
      name,
      key,
    });
    const step = (word: string, value: InstanceKey, style: 'hcl' | 'go') =>
      value === null ? word : `${word}[${typeof value === 'number' ? value : quoted(value, style)}]`;
    fc.assert(
      fc.property(address, fc.constantFrom('hcl', 'go'), (parts: ResourceAddress, style) => {
        // Go's way leaves ${ as it is, which reads as an escape where another $ is before it
        const keys = [...parts.modules.map((module) => module.key), parts.key];
        fc.pre(style === 'hcl' || !keys.some((value) => typeof value === 'string' && /\$\$\{|%%\{/.test(value)));
        const text = [
          ...parts.modules.flatMap((module) => ['module', step(module.name, module.key, style)]),
          ...(parts.mode === 'data' ? ['data'] : []),
          parts.type,
          step(parts.name, parts.key, style),
        ].join('.');
        expect(parseAddress(text)).to.deep.equal(parts);
      }),
      { numRuns: 500 },
    );
  });

  it('takes any text, of any length', () => {
    const unit = fc.constantFrom('module.', 'data.', 'aws_x.', 'a', '.', '[', '"', '\\', ']', '0', '\\u', '\n');
    fc.assert(
      fc.property(fc.array(unit), (units) => {
        const parsed = parseAddress(units.join(''));
        expect(parsed?.type).not.to.equal('');
      }),
    );
    const long = 'x'.repeat(1_000_000);
    expect(parseAddress(`aws_instance.a["${long}"]`)?.key).to.equal(long);
    expect(parseAddress(`aws_instance.a["${'\\"'.repeat(300_000)}"]`)?.key).to.equal('"'.repeat(300_000));
    expect(parseAddress(`aws_instance.${long}`)?.name).to.equal(long);
    expect(parseAddress(`aws_instance.a["${long}`)).to.equal(null);
  });
});
