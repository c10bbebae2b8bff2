import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import MarkdownIt from 'markdown-it';
import type { Log } from 'sarif';
import { statuses } from '../../core/finding.ts';
import { kinds } from '../../core/kinds/index.ts';
import type { Report } from '../../core/report.ts';
import { unknownReasons } from '../../core/resource.ts';
import { severities } from '../../core/rule.ts';
import { annotations } from '../../reporters/annotations.ts';
import { codeclimate } from '../../reporters/codeclimate.ts';
import { json } from '../../reporters/json.ts';
import { junit } from '../../reporters/junit.ts';
import { markdown } from '../../reporters/markdown.ts';
import { sarif, sarifGithub } from '../../reporters/sarif.ts';
import { widthOf } from '../../reporters/shared/layout.ts';
import { text } from '../../reporters/text.ts';
import { entryFaults, type Entry } from './codeclimate-rules.ts';
import { commandsOf } from './commands.ts';
import { hostile, plant } from './hostile.ts';
import { suiteFaults } from './junit-rules.ts';
import { change, sample } from './sample.ts';
import { githubFaults } from './sarif-rules.ts';
import { parseXml } from './xml.ts';
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
  ...['waiver', 'attestation', 'baseline', 'rule', 'input'],
]);

/** A sample with a text before every string of it, whatever field that is. */
function planted(report: Report, text: string): Report {
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

const samples = [
  ['an account', sample],
  ['a change', change],
] as const;

/** Everything that shows or does something other than itself. */
const acting = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

describe('hostile names', () => {
  it('come in good number', () => expect(hostile.length).to.be.at.least(60));

  for (const [what, made] of samples) {
    const harmless = planted(made(), 'name');
    const expected = elements([...markdown(harmless, {})].join(''));
    const commands = commandsOf([...annotations(harmless, {})].join(''));
    const shapeOf = ({ name, properties, message }: (typeof commands)[number]) => [
      name,
      Object.keys(properties),
      message.split('\n').length,
    ];

    for (const name of hostile) {
      describe(`${label(name)} in the report of ${what}`, () => {
        const report = planted(made(), name);

        for (const width of [20, 40, 80]) {
          it(`show as text, and do nothing to a terminal of ${String(width)} columns or a CI log`, () => {
            const coloured = [...text(report, { width, colour: true, limit: 20 })].join('');
            const plain = [...text(report, { width, limit: 20 })].join('');

            expect(coloured.replace(/\x1b\[(?:0|1|2|3[1-6]|1;31)m/g, '')).to.equal(plain);
            expect(plain).not.to.match(acting);
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
          expect(page).not.to.match(acting);
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

        it('leave JUnit well-formed, with the same suites and cases', () => {
          const document = [...junit(report, {})].join('');
          expect(document).not.to.match(acting);
          const root = parseXml(document);
          expect(suiteFaults(root)).to.deep.equal([]);
          const { tests, failures, errors } = root.attributes;
          const open = Object.values(report.summary.open).reduce((sum, count) => sum + count, 0);
          expect([tests, failures, errors].map(Number)).to.deep.equal([
            [...report.findings].length,
            open,
            report.summary.error,
          ]);
          expect(root.children).to.have.length(report.rules.length);
        });

        it('leave every entry of CodeClimate as GitLab wants it', () => {
          const document = [...codeclimate(report, {})].join('');
          expect(document).not.to.match(acting);
          const entries = JSON.parse(document) as Entry[];
          expect(entryFaults(entries)).to.deep.equal([]);
          const open = [...report.findings].filter(
            ({ status, disposition }) => status === 'fail' && disposition === 'open',
          );
          expect(new Set(entries.map(({ fingerprint }) => fingerprint))).to.deep.equal(
            new Set(open.map(({ fingerprint }) => fingerprint)),
          );
        });

        it('begin no command of their own among the annotations', () => {
          const lines = [...annotations(report, {})].join('');
          expect(lines).not.to.match(acting);
          const found = commandsOf(lines);
          expect(found.map(shapeOf)).to.deep.equal(commands.map(shapeOf));
          expect(lines.split('\n')).to.have.length(commands.length + 1);
          for (const { message, properties } of found) {
            // Of what the runner decodes, no line begins one either, should somebody print it.
            expect(message.split('\n').filter((line) => /##\w*\[/.test(line))).to.deep.equal([]);
            expect(Object.values(properties).join('')).not.to.match(acting);
          }
        });
      });
    }
  }

  it('in references make no link of another kind', () => {
    const report = sample();
    const expected = elements([...markdown(report, {})].join(''));
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
