import { expect } from 'chai';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { formats, type FormatName, type ReportOptions } from '../../reporters/index.ts';
import { change, sample } from './sample.ts';

/** The samples in every format, as they are read. `UPDATE_GOLDEN=1 mocha test/reporters/golden.test.ts` writes them anew. */
const folder = path.join(import.meta.dirname, 'golden');
const update = process.env.UPDATE_GOLDEN === '1';

const files: [file: string, format: FormatName, options: ReportOptions, report?: typeof sample][] = [
  ['report.80.txt', 'text', { width: 80 }],
  ['report.40.txt', 'text', { width: 40 }],
  ['report.json', 'json', {}],
  ['report.sarif', 'sarif', {}],
  ['report.github.sarif', 'sarif-github', {}],
  ['report.md', 'markdown', {}],
  ['report.junit.xml', 'junit', {}],
  ['report.codeclimate.json', 'codeclimate', {}],
  ['report.annotations.txt', 'annotations', {}],
  ['change.txt', 'text', { width: 80 }, change],
  ['change.md', 'markdown', {}, change],
  ['change.sarif', 'sarif', {}, change],
  ['change.github.sarif', 'sarif-github', {}, change],
  ['change.junit.xml', 'junit', {}, change],
  ['change.codeclimate.json', 'codeclimate', {}, change],
  ['change.annotations.txt', 'annotations', {}, change],
];

describe('golden reports', () => {
  for (const [file, format, options, report = sample] of files) {
    it(file, async () => {
      const reporter = await formats[format].load();
      const made = [...reporter(report(), options)].join('');
      expect([...reporter(report(), options)].join(''), 'the same report gives the same bytes').to.equal(made);
      if (update) {
        mkdirSync(folder, { recursive: true });
        writeFileSync(path.join(folder, file), made);
      }
      expect(made).to.equal(readFileSync(path.join(folder, file), 'utf8'));
    });
  }

  it('are of every format', () => {
    expect(new Set(files.map(([, format]) => format))).to.deep.equal(new Set(Object.keys(formats)));
  });

  it('have one file name for each format', () => {
    const names = Object.values(formats).map(({ file }) => file);
    expect(new Set(names).size).to.equal(names.length);
  });
});
