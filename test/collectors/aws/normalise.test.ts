import { expect } from 'chai';
import { all, from, instant, nameTag, Parts, tagsOf, textOrNull } from '../../../collectors/aws/normalise.ts';
import { SourcedValue, UnknownValue } from '../../../core/resource.ts';

const source = { operation: 'ec2:DescribeVolumes', request: 'request-1' };

describe('normalise', () => {
  it('writes a point in time in one way', () => {
    expect(instant(new Date(Date.UTC(2026, 0, 2)))).to.equal('2026-01-02T00:00:00.000Z');
    expect(instant('2026-01-02T03:04:05+02:00')).to.equal('2026-01-02T01:04:05.000Z');
    for (const none of [undefined, '', 'never', new Date(Number.NaN)]) expect(instant(none)).to.equal(undefined);
  });

  it('keeps every tag, whatever its key', () => {
    const tags = tagsOf([{ Key: '__proto__', Value: 'x' }, { Key: 'constructor' }, { Value: 'keyless' }]);
    expect(Object.entries(tags)).to.deep.equal([
      ['__proto__', 'x'],
      ['constructor', ''],
    ]);
    expect(JSON.stringify(tags)).to.equal('{"__proto__":"x","constructor":""}');
    expect(tagsOf([])).to.deep.equal({});
  });

  it('does not take a list of tags that is not there for an empty one', () => {
    expect(tagsOf(undefined)).to.equal(undefined);
  });

  it('names a resource by its tag', () => {
    expect(
      nameTag([
        { Key: 'name', Value: 'a' },
        { Key: 'Name', Value: 'b' },
      ]),
    ).to.equal('b');
    expect(nameTag([{ Key: 'Name', Value: '' }])).to.equal(null);
    expect(nameTag(undefined)).to.equal(null);
    expect(textOrNull('x')).to.equal('x');
  });

  it('does not take a list with a hole for a list', () => {
    expect(all([1, 2])).to.deep.equal([1, 2]);
    expect(all([])).to.deep.equal([]);
    expect(all([1, undefined])).to.equal(undefined);
    expect(all(undefined)).to.equal(undefined);
  });

  it('says which call a fact came from, or did not come from', () => {
    expect(from(source, false)).to.deep.equal(new SourcedValue(false, source));
    const given = from(source, undefined) as UnknownValue;
    expect(given).to.be.instanceOf(UnknownValue);
    expect(given.unknown).to.include({ reason: 'error', operation: source.operation });
  });

  it('leaves out elements that are not whole, and says so', () => {
    const parts = new Parts(source);
    expect(parts.list('ids', ['a', undefined, 'b'], (id) => id)).to.deep.equal(['a', 'b']);
    expect(parts.list('whole', [1, null], (value) => ({ value }))).to.deep.equal([{ value: 1 }, { value: null }]);
    expect(parts.list('none', undefined, (id) => id)).to.equal(undefined);
    expect(parts.list('nulls', [null], (id) => id)).to.deep.equal([null]);
    expect(Object.keys(parts.unknown)).to.deep.equal(['ids/*']);
  });
});
