import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import type { TSchema } from 'typebox';
import { reportVersion } from '../../core/report.ts';
import type * as schemas from '../../core/report-schema.ts';
import { problemOf } from '../../core/validate.ts';
import { sample } from '../reporters/sample.ts';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** What a path ends in that a reader may find missing, and what may be null. */
const optional =
  /(^|\.)(snapshot|input|baseline|waiver|expiredWaiver|attestation)$|evidence\.\d+\.(unknown|resource)$|resource\.(source|address)$|gaps\.\d+\.request$|tags\.[^.]+$|coverage\.\d+\.operations\.[a-z0-9.-]*[a-z-]$/;
const nullable =
  /(account|region|arn|part|baselineState|where|request|problem)$|resource\.name$|attestation\.evidence$|evidence\.\d+\.(unknown\.)?operation$/;
/** Texts that are not any text. */
const worded =
  /(^|\.)(status|severity|disposition|baselineState|unknown\.reason|gaps\.\d+\.reason|type|about|kind|input\.kind)$|^fingerprint$|(kinds|reads)\.\d+$/;
/** What the report takes over as it is. */
const free = /(^|\.)value($|\.)|params\.[^.]+/;

type Path = readonly string[];

/** Every place in a document with its path, from the outermost in. */
function* placesIn(value: Json, path: Path = []): Generator<readonly [Path, Json]> {
  if (path.length > 0) yield [path, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) yield* placesIn(member, [...path, name]);
}

/** The document with another value at the path, or with none. */
function withAt(document: Json, path: Path, value: Json | undefined): Json {
  const copy = structuredClone(document);
  const last = path.at(-1) ?? '';
  const parent = path.slice(0, -1).reduce((inner, name) => (inner as Record<string, Json>)[name] ?? null, copy);
  if (value === undefined) Reflect.deleteProperty(parent as object, last);
  else (parent as Record<string, Json>)[last] = value;
  return copy;
}

describe('the form of a report', () => {
  let fresh: typeof schemas;
  before(async () => {
    fresh = (await import(`../../core/report-schema.ts?${randomUUID()}`)) as typeof schemas;
  });

  const { findings, ...rest } = sample();
  const written = (value: unknown) => JSON.parse(JSON.stringify(value)) as Json;
  const tailNames = ['baseline', 'frameworks', 'notices', 'summary'];
  const part = (test: (name: string) => boolean) =>
    written(Object.fromEntries(Object.entries(rest).filter(([name]) => test(name))));
  const parts: readonly (readonly [string, () => TSchema, Json[]])[] = [
    [
      'head',
      () => fresh.reportHeadSchema,
      [
        part((name) => !tailNames.includes(name)),
        withAt(
          part((name) => !tailNames.includes(name)),
          ['input'],
          { kind: 'terraform', files: ['main.tf'] },
        ),
      ],
    ],
    ['finding', () => fresh.reportFindingSchema, [...findings].map(written)],
    ['tail', () => fresh.reportTailSchema, [part((name) => tailNames.includes(name))]],
  ];

  for (const [name, schema, documents] of parts) {
    it(`of its ${name} is exact: nothing of it can be left out or be something else`, function () {
      this.timeout(60_000);
      for (const document of documents) {
        expect(problemOf(schema(), document)).to.equal(null);
        for (const [names, value] of placesIn(document)) {
          const path = names.join('.');
          if (free.test(path)) continue;
          const problem = (other: Json | undefined) => problemOf(schema(), withAt(document, names, other));
          const inList = /\.\d+$/.test(path);
          if (!inList && optional.test(path)) expect(problem(undefined), `without ${path}`).to.equal(null);
          else if (!inList) expect(problem(undefined), `without ${path}`).not.to.equal(null);
          if (nullable.test(path)) expect(problem(null), `${path} null`).to.equal(null);
          else expect(problem(null), `${path} null`).not.to.equal(null);
          expect(problem(typeof value === 'boolean' ? {} : true), `${path} true`).not.to.equal(null);
          if (typeof value === 'string') {
            if (worded.test(path)) expect(problem('no such word'), `${path} of another word`).not.to.equal(null);
            else expect(problem('any text'), `${path} of any text`).to.equal(null);
          }
          if (typeof value === 'number') {
            expect(problem(-1), `${path} -1`).not.to.equal(null);
            expect(problem(1.5), `${path} 1.5`).not.to.equal(null);
          }
        }
        expect(problemOf(schema(), { ...(document as object), further: 1 }), 'what a later version adds').to.equal(
          null,
        );
      }
    });
  }

  it('is that of this version, whole', () => {
    const schema = fresh.reportSchema() as TSchema;
    const document = written({ ...rest, findings: [...findings] }) as Record<string, Json>;
    expect(problemOf(schema, document)).to.equal(null);
    for (const name of ['findings', 'rules', 'summary', 'schemaVersion'] as const) {
      expect(problemOf(schema, withAt(document, [name], undefined)), name).to.include(name);
    }
    expect(problemOf(schema, { ...document, schemaVersion: reportVersion + 1 })).not.to.equal(null);
    expect(problemOf(schema, withAt(document, ['findings', '0', 'severity'], 'fatal'))).not.to.equal(null);
  });

  it('knows the exit codes', () => {
    const [document] = parts[2]![2];
    for (const code of [0, 1, 2, 3, 70, 4]) {
      const problem = problemOf(fresh.reportTailSchema, withAt(document!, ['summary', 'exitCode'], code));
      if (code === 4) expect(problem).not.to.equal(null);
      else expect(problem).to.equal(null);
    }
  });
});
