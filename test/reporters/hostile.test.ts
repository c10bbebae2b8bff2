import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import MarkdownIt from 'markdown-it';
import type { Log } from 'sarif';
import { statuses } from '../../core/finding.ts';
import { kinds } from '../../core/kinds/index.ts';
import type { Report } from '../../core/report.ts';
import { unknownReasons } from '../../core/resource.ts';
import { severities } from '../../core/rule.ts';
import { json } from '../../reporters/json.ts';
import { markdown } from '../../reporters/markdown.ts';
import { sarif, sarifGithub } from '../../reporters/sarif.ts';
import { widthOf } from '../../reporters/shared/layout.ts';
import { text } from '../../reporters/text.ts';
import { hostile, plant } from './hostile.ts';
import { sample } from './sample.ts';
import { githubFaults } from './sarif-rules.ts';
import sarifSchema from './schema/sarif-2.1.0.schema.json' with { type: 'json' };

const renderer = new MarkdownIt({ html: true, linkify: true });

/** Words of the report's own vocabulary: what stands in their place could not be a report. */
const fixed = new Set<string>([
  ...statuses,
  ...severities,
  ...unknownReasons,
  ...kinds.keys(),
  ...['open', 'waived', 'baselined', 'new', 'unchanged', 'complete', 'partial', 'unavailable', 'terraform'],
  ...['standard', 'required', 'addressable', 'attested', 'attestation-failed', 'not-assessed'],
  ...['waiver', 'attestation', 'baseline', 'rule'],
]);

/** The sample with a text before every string of it, whatever field that is. */
function planted(text: string): Report {
  const report = sample();
  return plant({ ...report, findings: [...report.findings] }, fixed, (original) => `${text}${original}`);
}

/** Elements of rendered Markdown, counted by name. */
function elements(page: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [, name = ''] of renderer.render(page).matchAll(/<(\/?[a-z][a-z0-9]*|!--)/gi)) {
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

const validSarif = new Ajv2020({ strict: false, validateFormats: false }).compile(sarifSchema);
const label = (text: string) =>
  JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}… ×${String(text.length)}` : text);

describe('hostile names', () => {
  const harmless = [...markdown(planted('name'), {})].join('');
  const expected = elements(harmless);

  it('come in good number', () => expect(hostile.length).to.be.at.least(60));

  for (const name of hostile) {
    describe(label(name), () => {
      const report = planted(name);

      for (const width of [20, 40, 80]) {
        it(`show as text, and do nothing to a terminal of ${String(width)} columns or a CI log`, () => {
          const coloured = [...text(report, { width, colour: true, limit: 20 })].join('');
          const plain = [...text(report, { width, limit: 20 })].join('');

          expect(coloured.replace(/\x1b\[(?:0|1|2|3[1-6]|1;31)m/g, '')).to.equal(plain);
          expect(plain).not.to.match(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
          const faults = plain
            .split('\n')
            // In turn: a command to GitHub's runner, one to another runner, a line that is too long.
            .filter((line) => /^\s*::/.test(line) || /##\w*\[/.test(line) || widthOf(line) > width);
          expect(faults).to.deep.equal([]);
        });
      }

      it('change nothing of the structure of Markdown', () => {
        const page = [...markdown(report, {})].join('');
        expect(elements(page)).to.deep.equal(expected);
        expect(page).not.to.match(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        const prose = renderer
          .render(page)
          .replace(/<code>[^<]*<\/code>/g, '')
          .replace(/&#(\d+);/g, (_, point: string) => String.fromCodePoint(Number(point)))
          .replace(/<a href="https:\/\/docs\.aws[^>]*>[^<]*<\/a>/g, '');
        expect(prose, 'a mention or an issue number').not.to.match(/@[\w-]|#\d|\bGH-\d/i);
        expect(prose, 'an address').not.to.match(/:\/\/|\bwww\./i);
      });

      it('leave SARIF valid, for GitHub too', () => {
        for (const reporter of [sarif, sarifGithub]) {
          const log = JSON.parse([...reporter(report, {})].join('')) as Log;
          expect(validSarif(log), JSON.stringify(validSarif.errors?.[0])).to.equal(true);
          expect(githubFaults(log, { whole: reporter === sarifGithub })).to.deep.equal([]);
        }
      });

      it('come back from JSON as they were', () => {
        const { findings, ...rest } = report;
        const read = JSON.parse([...json(report, {})].join('')) as Report;
        expect(read).to.deep.equal({ ...rest, findings: [...findings] });
      });
    });
  }

  it('in references make no link of another kind', () => {
    const report = sample();
    for (const name of hostile.filter(({ length }) => length < 1_000)) {
      const rules = report.rules.map((rule) => ({
        ...rule,
        references: [name, `https://docs.example/${name}`, `javascript:${name}`],
      }));
      const page = renderer.render([...markdown({ ...report, rules }, {})].join(''));
      const links = [...page.matchAll(/<a href="([^"]*)"/g)].map(([, href]) => href ?? '');
      expect(
        links.filter((link) => !/^https?:\/\//.test(link)),
        label(name),
      ).to.deep.equal([]);
      const count = (tag: string) => page.split(tag).length - 1;
      expect(count('<details>')).to.equal(count('</details>'));
      expect(count('<h2>'), label(name)).to.equal(expected.h2);
      expect(count('<table>'), label(name)).to.equal(expected.table);
    }
  });
});
