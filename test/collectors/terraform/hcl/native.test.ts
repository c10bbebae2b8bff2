import { expect } from 'chai';
import fc from 'fast-check';
import { nativeBlocks } from '../../../../collectors/terraform/hcl/native.ts';

/** The lines of the blocks, by their headers. */
function found(text: string): Record<string, number> {
  return Object.fromEntries(nativeBlocks(text).map(({ header, line }) => [header.join(' '), line]));
}

const block = 'resource "aws_x" "y" {\n}\n';

describe('nativeBlocks', () => {
  it('finds the blocks of a file with the lines of their headers', () => {
    const text = [
      '# what this is for',
      'terraform {',
      '  required_version = ">= 1.5"',
      '}',
      '',
      'resource "aws_instance" "web" {',
      '  ami = data.aws_ami.x.id',
      '}',
      'data "aws_ami" "x" { owners = ["self"] }',
      'module "net" {',
      '  source = "./net"',
      '}',
    ].join('\n');
    expect(found(text)).to.deep.equal({
      terraform: 2,
      'resource aws_instance web': 6,
      'data aws_ami x': 9,
      'module net': 10,
    });
  });

  const headers: [name: string, text: string, line: number][] = [
    ['labels without quotes', 'resource aws_x y {}', 1],
    ['one label without quotes', 'resource aws_x "y" {}', 1],
    ['no blank before a label or the brace', 'resource"aws_x""y"{}', 1],
    ['tabs', '\tresource\t"aws_x"\t"y"\t{\n\t}', 1],
    ['carriage returns', '\r\n\r\nresource "aws_x" "y" {\r\n}\r\n', 3],
    ['a comment within the header', '\nresource /* a */ "aws_x"/**/"y" /* { */ {}', 2],
    ['a comment of several lines within the header', 'resource /* a\n b */ "aws_x" "y" {}', 1],
    ['a comment of several lines before the header', '/* a\n b */ resource "aws_x" "y" {}', 2],
    ['a comment behind the brace', 'resource "aws_x" "y" { # }\n}', 1],
  ];
  for (const [name, text, line] of headers) {
    it(`reads a header with ${name}`, () => {
      expect(found(text)).to.deep.equal({ 'resource aws_x y': line });
    });
  }

  const befores: [name: string, text: string][] = [
    ['a comment with #', `# ${block.replaceAll('\n', '\n# ')}\n`],
    ['a comment with //', '// resource "aws_x" "y" { "\n'],
    ['a comment with a line separator in it', '# \u2028 resource "aws_x" "y" {\n'],
    ['a comment with a quote', '# don\'t say "\n// don\'t <<EOT\n/* " { */\n'],
    ['a comment over lines', `/*\n${block}*/\n`],
    ['a comment with stars', `/***\n * ${block.trim()} **/\n`],
    ['a comment in a comment', `/* /* {\n*/ # */ {\n`],
    ['a string with braces', 'locals {\n  a = "{{{ resource \\"aws_x\\" \\"y\\" {"\n}\n'],
    ['a string that ends with a backslash', 'locals {\n  a = "\\\\"\n  b = "}"\n}\n'],
    ['a string with dollars', 'locals {\n  a = "$"\n  b = "$$"\n  c = "%"\n  d = "a$b%c$\\"{"\n}\n'],
    ['an interpolation', 'locals {\n  a = "${var.a}{"\n}\n'],
    ['an interpolation with strings', 'locals {\n  a = "x${f("}", "${g("\\"}{")}")}{"\n}\n'],
    ['an interpolation with an object', 'locals {\n  a = "${jsonencode({ a = { b = "}" } })}}"\n}\n'],
    ['an interpolation with an empty object', 'locals {\n  a = "${f({ a = {} }, "{")}"\n}\n'],
    ['an interpolation with a comment', 'locals {\n  a = "${ x /* }" */ }}"\n}\n'],
    ['a directive', 'locals {\n  a = "%{ if x == "}" ~}{%{ endif }"\n}\n'],
    ['an escaped interpolation', 'locals {\n  a = "$${"\n  b = "%%{"\n  c = "$$${"\n}\n'],
    ['a heredoc with a block', `locals {\n  a = <<EOT\n${block}EOT\n}\n`],
    ['a heredoc that is indented', `locals {\n  a = <<-EOT\n    ${block}  }\n    EOT\n}\n`],
    ['a heredoc with braces, quotes and comments', 'locals {\n  a = <<EOT\n}{ "\n/* #\n\\\nEOT\n}\n'],
    ['a heredoc with lines like its end', 'locals {\n  a = <<EOT\nEOT2\n EOT }\nEO\n{{\nEOT\n}\n'],
    ['a heredoc that ends in the midst of blanks', 'locals {\n  a = <<EOT\n{\n \t EOT \t\n}\n'],
    ['a heredoc as an argument', 'locals {\n  a = [<<A\n{\nA\n  , <<B\n{\nB\n  ]\n}\n'],
    ['a heredoc with carriage returns', 'locals {\r\n  a = <<EOT\r\n{\r\nEOT\r\n}\r\n'],
    ['a heredoc with an interpolation', 'locals {\n  a = <<EOT\n${f("}")}{\n$${ %%{\nEOT\n}\n'],
    ['a heredoc whose end is in an interpolation', 'locals {\n  a = <<EOT\n${f(\nEOT\n)}EOT\n{\nEOT\n}\n'],
    ['a heredoc in a heredoc', 'locals {\n  a = <<EOT\n${f(<<EOT\n{\nEOT\n)}\n{\nEOT\n}\n'],
    ['a heredoc with a marker of many letters', 'locals {\n  a = <<Ünder-score_9\n{\nÜnder-score_9\n}\n'],
    ['a nested block', 'locals {\n  dynamic "ingress" {\n    content {\n      x = 1\n    }\n  }\n}\n'],
    ['resource as an attribute', 'locals {\n  resource = { a = "b" }\n  "resource" = {}\n}\n'],
    ['a block within a block', 'locals {\n  resource "aws_x" "y" {\n  }\n}\n'],
    ['a brace too many', '}\n'],
    ['a heredoc outside of a block', 'a = <<EOT\n{\nEOT\n'],
    ['an attribute', 'resource = "aws_x" "y" {}\n'],
    ['a header without a brace', 'resource "aws_x" "y"\n{\n}\n'],
    ['a header that a comment ends', 'resource "aws_x" "y" # a\n{\n}\nresource // b\n'],
    ['a header that starts with a string', '"resource" "aws_x" "y" {\n}\n'],
    ['a label with an interpolation', 'resource "aws_x" "${y}" {\n}\n'],
    ['a header of no words', '{\n}\n{ a = "}" }\n'],
  ];
  for (const [name, text] of befores) {
    it(`is not misled by ${name}`, () => {
      const blocks = nativeBlocks(`${text}${block}`).filter(({ header }) => header[0] === 'resource');
      expect(blocks).to.deep.equal([{ header: ['resource', 'aws_x', 'y'], line: text.split('\n').length }]);
    });
  }

  it('finds a data block within a check block, and nothing else there', () => {
    const nested =
      'check "c" {\n  assert {}\n  data "http" "h" {\n    data "x" "y" {}\n  }\n  resource "aws_x" "y" {}\n}\n';
    expect(found(`${nested}x "c" {\n  data "http" "i" {\n  }\n}\n`)).to.deep.equal({
      'check c': 1,
      'data http h': 3,
      'x c': 8,
    });
  });

  it('finds what stands before a break', () => {
    for (const broken of ['resource "b" "c" {\n', 'a = "\n', 'a = <<EOT\n', '/*\n', 'a = "${\n', 'a = {\n']) {
      expect(found(`${block}${broken}${block.replaceAll('"y"', '"z"')}`)).not.to.have.property('resource aws_x z');
      expect(found(`${block}${broken}`)['resource aws_x y']).to.equal(1);
    }
  });

  const nasty = fc.constantFrom(
    ...['resource "aws_x" "y" {', 'resource', '{', '}', '"', "'", '\\', '\n', '\r\n', '\r', '\t', ' ', '\u2028'],
    ...['<<EOT\n', '<<-EOT\r\n', 'EOT', '/*', '*/', '#', '//', '$', '%', '${', '%{', '$${', '~}', 'check "a" {', '='],
    ...['\ufeff', 'é', '\u0000', '[', '(', 'data "a" "b" {'],
  );
  const text = fc
    .array(fc.oneof({ weight: 3, arbitrary: nasty }, { weight: 1, arbitrary: fc.string({ unit: 'binary' }) }))
    .map((units) => units.join(''));

  it('gives the same line whatever comments, strings and heredocs around a block say', () => {
    const oneLine = text.map((any) => any.replaceAll('\n', ' '));
    const escaped = text.map((any) => any.replaceAll(/([$%])\{/g, '$1$1{'));
    const string = escaped.map((any) => {
      const written = any.replaceAll(/[\\"]/g, (letter) => `\\${letter}`);
      return `"${written.replaceAll('\n', '\\n').replaceAll('\r', '\\r')}"`;
    });
    const heredoc = fc.tuple(escaped, fc.constantFrom('<<', '<<-'), fc.constantFrom('', '  ', '\t')).map(
      ([any, opening, blanks]) =>
        `${opening}EOT\n${any
          .split('\n')
          .map((line) => (line.trim() === 'EOT' ? `x${line}` : line))
          .join('\n')}\n${blanks}EOT\n`,
    );
    const value = fc.letrec<{ value: string }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom('1', 'var.a', '{ resource = "x" }'),
        string,
        heredoc,
        tie('value').map((inner) => `"a $\{f(${inner})} }"`),
        tie('value').map((inner) => `{\n a = ${inner}\n}`),
        tie('value').map((inner) => `<<EOT\n{ $\{${inner}} EOT\nEOT\n`),
      ),
    })).value;
    const comment = fc.oneof(
      oneLine.map((any) => `# ${any}\n`),
      oneLine.map((any) => `//${any}\n`),
      text.map((any) => `/*${any.replaceAll('*/', '* /')}*/\n`),
    );
    const attribute = value.map((any) => `  resource = ${any}\n`);
    const around = fc.oneof(
      comment,
      attribute.map((any) => `locals {\n${any}}\n`),
      attribute.map((any) => `other "aws_x" "y" {\n  dynamic "ingress" {\n${any}  }\n}\n`),
    );
    const inline = text.map((any) => `/*${any.replaceAll('*/', '* /')}*/`);
    fc.assert(
      fc.property(
        fc.array(around, { maxLength: 4 }),
        inline,
        fc.array(fc.oneof(attribute, comment), { maxLength: 4 }),
        fc.array(around, { maxLength: 4 }),
        fc.boolean(),
        (before, within, body, after, carriage) => {
          const start = before.join('');
          const plain = `${start}resource ${within} "aws_x" "y" {\n${body.join('')}}\nmodule "m" {\n}\n${after.join('')}`;
          const whole = carriage ? plain.replaceAll(/\r?\n/g, '\r\n') : plain;
          const line = start.split('\n').length;
          const end = plain.slice(0, plain.indexOf('\nmodule "m" {\n}\n', start.length) + 1).split('\n').length;
          const blocks = nativeBlocks(whole).filter(({ header }) => ['resource', 'module'].includes(header[0]!));
          expect(blocks).to.deep.equal([
            { header: ['resource', 'aws_x', 'y'], line },
            { header: ['module', 'm'], line: end },
          ]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('takes any text: it ends, and gives lines of the text in their order', () => {
    const bytes = fc.uint8Array({ maxLength: 500 }).map((any) => Buffer.from(any).toString('utf8'));
    fc.assert(
      fc.property(fc.oneof(text, bytes), (any) => {
        const lines = nativeBlocks(any).map(({ line }) => line);
        expect(lines).to.deep.equal([...lines].sort((a, b) => a - b));
        for (const line of lines) expect(line).to.be.within(1, any.split('\n').length);
      }),
      { numRuns: 500 },
    );
  });

  for (const unit of [
    '"',
    '"${',
    '"$',
    '<<A\n${',
    '{',
    '}',
    '#',
    '/*',
    '\\',
    'a',
    'é',
    'a ',
    '"a"',
    '\n',
    '<<-',
    ' ',
  ]) {
    it(`takes a megabyte of ${JSON.stringify(unit)}`, () => {
      const long = unit.repeat(2 ** 20 / unit.length);
      expect(found(`${block}${long}`)['resource aws_x y']).to.equal(1);
    });
  }
});
