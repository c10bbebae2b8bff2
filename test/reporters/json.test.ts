import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { InputError } from '../../core/errors.ts';
import { reportSchema } from '../../core/report-schema.ts';
import type { Report, ReportFinding, ReportHead, ReportTail } from '../../core/report.ts';
import { json, jsonFinding, jsonHead, jsonTail, ReportLines } from '../../reporters/json.ts';
import { reportOf, sample, sampleFindings } from './sample.ts';

const whole = (report: Report) => [...json(report, {})].join('');

/** The same schema, with no property allowed that it does not declare: what we write must all be declared. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.entries(schema).map(([name, value]: [string, unknown]) => [name, closed(value)]);
  const same = Object.fromEntries(inner) as Record<string, unknown>;
  return 'properties' in same ? { ...same, additionalProperties: false } : same;
}

/** Reads a report back as a stream of lines would be. */
function readBack(text: string): { head: ReportHead; findings: ReportFinding[]; tail: ReportTail } {
  const reader = new ReportLines('report.json');
  const findings: ReportFinding[] = [];
  let head: ReportHead | undefined;
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const part = reader.read(line);
    if (part?.part === 'head') head = part.head;
    if (part?.part === 'finding') findings.push(part.finding);
  }
  const end = reader.end();
  if (head === undefined || end.part !== 'tail') throw new Error('no head or tail');
  return { head, findings, tail: end.tail };
}

describe('json', () => {
  it('is the document, with its properties in order', () => {
    const { findings, ...rest } = sample();
    const read = JSON.parse(whole(sample())) as Report;
    expect(read).to.deep.equal({ ...rest, findings: [...findings] });
    expect(Object.keys(read)).to.deep.equal([
      ...['schemaVersion', 'tool', 'asOf', 'snapshot', 'accounts', 'regions', 'coverage', 'rules'],
      ...['findings', 'baseline', 'frameworks', 'notices', 'summary'],
    ]);
  });

  it('has a line for each finding', () => {
    const lines = whole(sample()).split('\n');
    const found = lines.filter((line) => line.startsWith('{"fingerprint"') && line.includes('"evidence"'));
    expect(found).to.have.length(sampleFindings().length);
  });

  it('can be written as findings come, and is the same', () => {
    const report = sample();
    const parts = [...jsonHead(report)];
    let index = 0;
    for (const finding of report.findings) {
      parts.push(jsonFinding(finding, index));
      index += 1;
    }
    expect([...parts, ...jsonTail(report)].join('')).to.equal(whole(report));
  });

  for (const [name, report] of [
    ['all that it can hold', sample()],
    ['no finding', reportOf([])],
    ['one finding and no baseline', reportOf(sampleFindings().slice(0, 1), { plain: true })],
    ['nothing at all', reportOf([], { plain: true, coverage: [], accounts: [], regions: [], rules: [] })],
    [
      'a plan',
      reportOf(sampleFindings().slice(0, 3), { input: { kind: 'terraform', files: ['plan.json'] }, accounts: [] }),
    ],
  ] as const) {
    it(`fits its schema and is read back by lines, with ${name}`, () => {
      const document = JSON.parse(whole(report)) as Report;
      for (const schema of [reportSchema(), closed(reportSchema())]) {
        const validate = new Ajv2020({ strict: false }).compile(schema as object);
        expect(validate(document), JSON.stringify(validate.errors)).to.equal(true);
      }
      const { head, findings, tail } = readBack(whole(report));
      expect({ ...head, findings, ...tail }).to.deep.equal(document);
    });
  }

  it('does not fit its schema where something is missing or wrong', () => {
    const validate = new Ajv2020({ strict: false }).compile(reportSchema());
    const document = JSON.parse(whole(sample())) as Record<string, unknown>;
    const findings = document.findings as Record<string, unknown>[];
    for (const wrong of [
      { ...document, schemaVersion: 2 },
      { ...document, summary: undefined },
      { ...document, findings: [{ ...findings[0], status: 'ok' }] },
      { ...document, findings: [{ ...findings[0], fingerprint: 'abc' }] },
      { ...document, findings: [{ ...findings[0], evidence: [{}] }] },
    ]) {
      expect(validate(JSON.parse(JSON.stringify(wrong)))).to.equal(false);
    }
  });

  it('says file and line where a line is broken or the file ends too early', () => {
    const lines = whole(sample()).split('\n');
    const at = lines.findIndex((line) => line.startsWith('{"fingerprint"'));
    const broken = [...lines];
    broken[at] = '{"fingerprint": ';
    const read = (text: readonly string[]) => () => readBack(text.join('\n'));
    expect(read(broken)).to.throw(InputError, `report.json:${String(at + 1)}: `);
    expect(read(lines.slice(0, at + 2))).to.throw(InputError, 'the report ends before its findings do');
    expect(read([])).to.throw(InputError);
    expect(read(lines.slice(0, -3))).to.throw(InputError);
    expect(read(['{', '"schemaVersion":', '"findings":['])).to.throw(InputError, 'report.json:3');
  });
});
