import { expect } from 'chai';
import fc from 'fast-check';
import { jsonBlocks } from '../../../../collectors/terraform/hcl/json.ts';

function found(text: string): Record<string, number> {
  return Object.fromEntries(jsonBlocks(text).map(({ header, line }) => [header.join(' '), line]));
}

describe('jsonBlocks', () => {
  it('finds the blocks of a file with the lines of their names', () => {
    const text = JSON.stringify(
      {
        '//': 'resource',
        resource: {
          aws_x: { a: { tags: { resource: { aws_x: { no: {} } } } }, b: { ingress: [{ port: 1 }] } },
          aws_y: { a: {} },
        },
        data: { aws_x: { a: {} } },
        module: { net: { source: './net' } },
        locals: { resource: { aws_x: { no: {} } } },
      },
      null,
      '\t',
    );
    expect(found(text)).to.deep.equal({
      'resource aws_x a': 5,
      'resource aws_x b': 14,
      'resource aws_y a': 23,
      'data aws_x a': 28,
      'module net': 32,
    });
  });

  it('takes arrays of objects wherever an object may be, and keys that stand twice', () => {
    const text = `[
      {"resource": [{"aws_x": [{"a": [{}]},
        {"b": {}}]}]},
      {"resource": {"aws_x": {"c": {}}},
       "resource": {"aws_x": {"d": {"x": [[{"y": 1}], "{"]},
         "e": {}}}}
    ]`;
    expect(found(text)).to.deep.equal({
      'resource aws_x a': 2,
      'resource aws_x b': 3,
      'resource aws_x c': 4,
      'resource aws_x d': 5,
      'resource aws_x e': 6,
    });
  });

  it('is not misled by strings, and reads their escapes', () => {
    const text =
      '{"resource": {"aws\\u005fx": {\n"z": ["x", "y", {}, "y"],"a": {"b": "}\\"{\\\\", "c": "\\\\"},\n"\\u0064": {}}}}';
    expect(found(text)).to.deep.equal({ 'resource aws_x z': 2, 'resource aws_x a': 2, 'resource aws_x d': 3 });
  });

  it('finds a data block within a check block', () => {
    const text = '{"check": {"c": {\n"data": {"http": {\n"h": {}}}, "resource": {"aws_x": {"a": {}}}}}}';
    expect(found(text)).to.deep.equal({ 'data http h': 3 });
  });

  it('refuses what is not JSON', () => {
    for (const text of ['', '{', '{"resource": {"aws_x": {"a": {}}}', '{"a": 1,}', 'resource "a" "b" {}']) {
      expect(() => jsonBlocks(text)).to.throw(SyntaxError);
    }
  });

  it('gives the same line whatever other keys and values there are', () => {
    const anything = fc.jsonValue({ maxDepth: 4 });
    const others = fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      anything,
    );
    fc.assert(
      fc.property(others, others, anything, fc.constantFrom(0, 2, '\t'), (before, after, body, indent) => {
        const blocks = { ...before, 'the-one': { anything: body }, ...after };
        const text = JSON.stringify({ locals: before, resource: { ...before, aws_x: blocks }, z: after }, null, indent);
        const line = text.slice(0, text.indexOf('"the-one"')).split('\n').length;
        expect(found(text)['resource aws_x the-one']).to.equal(line);
      }),
      { numRuns: 300 },
    );
  });

  it('takes any JSON, deep and long', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        for (const { line } of jsonBlocks(text)) expect(line).to.equal(1);
      }),
    );
    const deep = 200_000;
    expect(jsonBlocks(`${'['.repeat(deep)}${']'.repeat(deep)}`)).to.deep.equal([]);
    expect(jsonBlocks(`${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`)).to.deep.equal([]);
    expect(jsonBlocks(`{"a": "${'\\"'.repeat(2 ** 20)}"}`)).to.deep.equal([]);
  });
});
