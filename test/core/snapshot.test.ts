import { expect } from 'chai';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { compareSections, manifestText, type Manifest } from '../../core/snapshot.ts';
import { account, takenAt } from '../rules/tester.ts';

describe('the order of sections', () => {
  const name = fc.constantFrom('a', 'b', 'a-b', 'a1', 'global');
  const section = fc.record({ account: fc.constantFrom('1', '2'), region: name, collector: name });
  const pathOf = ({ account: id, region, collector }: { account: string; region: string; collector: string }) =>
    `${id}/${region}/${collector}`;

  it('is that of their paths', () => {
    fc.assert(
      fc.property(section, section, (one, other) => {
        const paths = [pathOf(one), pathOf(other)];
        const expected = paths[0] === paths[1] ? 0 : paths.toSorted()[0] === paths[0] ? -1 : 1;
        expect(compareSections(one, other)).to.equal(expected);
      }),
    );
  });
});

describe('the text of a manifest', () => {
  const manifest: Omit<Manifest, 'digest'> = {
    schemaVersion: 1,
    tool: { name: 'assize', version: '0.0.0' },
    takenAt,
    principal: `arn:aws:iam::${account}:user/auditor`,
    partition: 'aws',
    accounts: [],
    endedAt: takenAt,
    clockSkew: null,
    sections: [],
  };

  it('ends in the SHA-256 of what it says besides, and in a line break', () => {
    const text = manifestText(manifest);
    const { digest, ...rest } = JSON.parse(text) as Manifest;
    expect(rest).to.deep.equal(manifest);
    expect(digest).to.equal(createHash('sha256').update(JSON.stringify(manifest)).digest('hex'));
    expect(text.endsWith('}\n')).to.equal(true);
    expect(Object.keys(JSON.parse(text) as object).at(-1)).to.equal('digest');
  });

  it('has another digest for whatever else it says', () => {
    const digestOf = (more: Partial<typeof manifest>) =>
      (JSON.parse(manifestText({ ...manifest, ...more })) as Manifest).digest;
    expect(digestOf({ clockSkew: 0 })).not.to.equal(digestOf({}));
  });
});
