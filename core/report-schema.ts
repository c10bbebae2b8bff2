import Type, { type Static, type TObject, type TProperties, type TSchema } from 'typebox';
import type { ExitCode } from './errors.ts';
import { statuses } from './finding.ts';
import type { KindId } from './kinds/index.ts';
import { reportVersion, type ReportFinding, type ReportHead, type ReportTail } from './report.ts';
import { unknownReasons } from './resource.ts';
import { severities } from './rule.ts';

/**
 * The form of report.json, declared once for its readers: what validates a report that is read back, and the JSON
 * Schema that is published. That it says the same as the types of `report.ts` is checked by the compiler, below.
 * A reader must let properties that it does not know pass: adding one does not raise the version.
 */

const text = (description?: string) => Type.String(description === undefined ? {} : { description });
const count = () => Type.Integer({ minimum: 0 });
const list = <T extends TSchema>(schema: T) => Type.Array(schema);
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const object = <P extends TProperties>(properties: P, description?: string): TObject<P> =>
  Type.Object(properties, description === undefined ? {} : { description });
const oneOf = <const T extends readonly string[]>(...values: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: values });
/** Kinds are added with every version, so a reader is told their form and not their list. */
const kind = () => Type.Unsafe<KindId>({ type: 'string', pattern: '^[a-z0-9-]+(\\.[a-z0-9-]+)+$' });
const account = () => nullable(text('12 digits; null where the input does not say'));
const region = () => nullable(text('a Region, `global`, or null where the input does not say'));

const unknown = () => object({ reason: oneOf(...unknownReasons), message: text() });
const severity = () => oneOf(...severities);

const evidence = Type.Union([
  object(
    {
      fact: text(),
      value: Type.Optional(Type.Unknown({ description: 'absent where the fact is unknown' })),
      unknown: Type.Optional(unknown()),
      operation: nullable(text('the API operation that told')),
      request: nullable(text("AWS's id of that request")),
      resource: Type.Optional(text('ARN of the resource that the fact belongs to, where it is not the one judged')),
    },
    'A fact that the verdict read',
  ),
  object(
    {
      kind: kind(),
      where: nullable(text()),
      scope: object({ account: account(), region: region() }),
      count: count(),
      operations: list(text('an API operation that lists the kind in the scope, whether or not it listed any')),
      unknown: Type.Optional(
        object({
          reason: oneOf(...unknownReasons),
          operation: nullable(text('the API operation that would have told; null where none would')),
          message: text(),
        }),
      ),
    },
    'A listing of resources that the verdict asked',
  ),
]);

const waiver = () =>
  object({ id: text(), reason: text(), owner: text(), approver: text(), change: text(), expires: text('last day') });

const finding = object({
  fingerprint: Type.String({ pattern: '^[0-9a-f]{32}$' }),
  ruleId: text(),
  status: oneOf(...statuses),
  severity: severity(),
  resource: object({
    kind: kind(),
    arn: nullable(text('null where the finding stands for all resources of the kind in a section')),
    account: account(),
    region: region(),
    name: nullable(text()),
    tags: Type.Record(Type.String(), Type.String()),
    address: Type.Optional(text('Terraform address or CloudFormation logical id')),
    source: Type.Optional(object({ file: text(), line: Type.Integer({ minimum: 1 }) })),
  }),
  part: nullable(text('what inside the resource the finding is about')),
  message: text('what was observed'),
  evidence: list(evidence),
  disposition: oneOf('open', 'waived', 'baselined'),
  baselineState: nullable(oneOf('new', 'unchanged')),
  waiver: Type.Optional(waiver()),
  expiredWaiver: Type.Optional(waiver()),
});

const gap = object({
  kind: kind(),
  operation: text(),
  reason: oneOf(...unknownReasons),
  message: text(),
  request: Type.Optional(nullable(text())),
});

const head = {
  schemaVersion: Type.Integer({ minimum: 1 }),
  tool: object({ name: text(), version: text() }),
  asOf: text('the moment that ages were measured against, ISO 8601'),
  snapshot: Type.Optional(
    object({ takenAt: text(), root: text('SHA-256 of the manifest'), principal: text('ARN of who collected it') }),
  ),
  input: Type.Optional(object({ kind: oneOf('terraform', 'cloudformation', 'cdk'), files: list(text()) })),
  accounts: list(object({ id: text(), enabled: list(text()), scanned: list(text()) })),
  regions: list(text()),
  coverage: list(
    object({
      account: account(),
      region: region(),
      collector: text(),
      kinds: list(kind()),
      operations: Type.Record(Type.String(), list(text()), {
        description: 'by kind: the operations that list it, of those that were answered',
      }),
      status: oneOf('complete', 'partial', 'unavailable'),
      resources: count(),
      calls: count(),
      gaps: list(gap),
    }),
  ),
  rules: list(
    object({
      id: text(),
      title: text('the compliant condition'),
      severity: severity(),
      kinds: list(kind()),
      reads: list(kind()),
      controls: list(text()),
      rationale: text(),
      remediation: text(),
      references: list(text()),
      aliases: list(text('an id it had before')),
      params: Type.Record(Type.String(), Type.Unknown()),
    }),
  ),
};

const entry = object({
  fingerprint: text(),
  ruleId: text(),
  kind: kind(),
  account: account(),
  region: region(),
  arn: nullable(text()),
  part: nullable(text()),
});

const tail = {
  baseline: Type.Optional(object({ absent: list(entry), notObserved: list(entry) })),
  frameworks: list(
    object({
      id: text(),
      title: text(),
      source: text(),
      controls: list(
        object({
          id: text(),
          title: text(),
          type: oneOf('standard', 'required', 'addressable'),
          status: oneOf(
            'pass',
            'fail',
            'unknown',
            'not-applicable',
            'waived',
            'attested',
            'attestation-failed',
            'not-assessed',
          ),
          rules: list(text()),
          counts: object({
            pass: count(),
            fail: count(),
            unknown: count(),
            notApplicable: count(),
            error: count(),
            waived: count(),
          }),
          attestation: Type.Optional(
            object({
              id: text(),
              by: text(),
              on: text(),
              validUntil: text(),
              statement: text(),
              evidence: nullable(object({ file: text(), sha256: text() })),
              problem: nullable(text('why it does not count')),
            }),
          ),
        }),
      ),
    }),
  ),
  notices: list(
    object({ about: oneOf('waiver', 'attestation', 'baseline', 'rule', 'input'), id: text(), message: text() }),
  ),
  summary: object({
    pass: count(),
    fail: count(),
    unknown: count(),
    notApplicable: count(),
    error: count(),
    new: count(),
    unchanged: count(),
    absent: count(),
    notObserved: count(),
    becameUnknown: count(),
    waived: count(),
    gaps: count(),
    open: object({ critical: count(), high: count(), medium: count(), low: count(), informational: count() }),
    exitCode: Type.Unsafe<ExitCode>({ type: 'integer', enum: [0, 1, 2, 3, 70] }),
  }),
};

type Plain<T> = T extends readonly (infer E)[]
  ? Plain<E>[]
  : T extends object
    ? { -readonly [P in keyof T]: Plain<T[P]> }
    : T;
/** Identity, not assignability: that would let an optional property be forgotten. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- it is how identity of types is asked
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** The schema, where it declares exactly the type; else nothing can be assigned and the file does not compile. */
type Declares<T, S extends TSchema> = Same<Plain<T>, Plain<Static<S>>> extends true ? S : never;

/** The parts of a report, for a reader that takes them one by one. */
export const reportHeadSchema: Declares<ReportHead, TObject<typeof head>> = object(head);
export const reportFindingSchema: Declares<ReportFinding, typeof finding> = finding;
export const reportTailSchema: Declares<ReportTail, TObject<typeof tail>> = object(tail);

/** The JSON Schema of report.json, as `schema/report.schema.json` publishes it. */
export function reportSchema(): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://raw.githubusercontent.com/assize/assize/main/schema/report.schema.json',
    title: 'assize report',
    description: `report.json of assize, schemaVersion ${String(reportVersion)}. Unknown properties may be added; the version is raised where a reader of the old form would misread the new one.`,
    ...object({
      ...head,
      schemaVersion: Type.Literal(reportVersion),
      findings: list(finding),
      ...tail,
    }),
  };
}
