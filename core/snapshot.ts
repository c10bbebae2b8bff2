import { hash } from 'node:crypto';
import Type, { type Static } from 'typebox';
import { instant } from './kinds/kind.ts';
import { unknownReasons } from './resource.ts';

/** Version of the snapshot's form. It is raised where a reader of the old form would misread the new one. */
export const snapshotVersion = 1;

const strict = { additionalProperties: false };
const accountId = Type.String({ pattern: '^\\d{12}$' });
const word = Type.String({ pattern: '^[a-z0-9-]+$' });

const gap = Type.Object(
  {
    kind: Type.String(),
    operation: Type.String(),
    reason: Type.Enum([...unknownReasons]),
    message: Type.String(),
    request: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  },
  strict,
);

/** What one collector saw in one account and Region, and the file that holds it. */
export const sectionRecord = Type.Object(
  {
    account: accountId,
    region: word,
    collector: word,
    kinds: Type.Array(Type.String()),
    /** By kind, sorted: the operations that list it, of those that were answered. */
    operations: Type.Record(Type.String(), Type.Array(Type.String())),
    status: Type.Enum(['complete', 'partial', 'unavailable']),
    resources: Type.Integer({ minimum: 0 }),
    calls: Type.Integer({ minimum: 0 }),
    startedAt: instant(),
    endedAt: instant(),
    gaps: Type.Array(gap),
    /** Relative to the snapshot's folder: `sections/<account>/<region>/<collector>.jsonl.gz`. */
    file: Type.String({ pattern: '^sections/\\d{12}/[a-z0-9-]+/[a-z0-9-]+\\.jsonl\\.gz$' }),
    /** Of the file as it is on disk, compressed. */
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    /** Bytes of the text before compression. */
    bytes: Type.Integer({ minimum: 0 }),
  },
  strict,
);
export type SectionRecord = Static<typeof sectionRecord>;

const scanFields = {
  schemaVersion: Type.Integer(),
  tool: Type.Object({ name: Type.String(), version: Type.String() }, strict),
  takenAt: instant(),
  /** ARN of who collected it. */
  principal: Type.String(),
  partition: Type.String(),
  accounts: Type.Array(Type.Object({ id: accountId, enabled: Type.Array(word), scanned: Type.Array(word) }, strict)),
};

/** What is known of a scan when it begins: kept beside its sections, so that it can be resumed. */
export const scanRecord = Type.Object({ ...scanFields, collectors: Type.Array(word) }, strict);
export type ScanRecord = Static<typeof scanRecord>;

/** `manifest.json`: written last, so that a snapshot that has one is whole. */
export const manifestSchema = Type.Object(
  {
    ...scanFields,
    endedAt: instant(),
    /** AWS's clock less the collecting machine's, milliseconds; null where no answer told. */
    clockSkew: Type.Union([Type.Integer(), Type.Null()]),
    sections: Type.Array(sectionRecord),
    /** SHA-256 of this manifest without this member: the snapshot's root. */
    digest: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  },
  strict,
);
export type Manifest = Static<typeof manifestSchema>;

/** The one way a manifest is written, so that its bytes can be compared as well as its digest. */
export function manifestText(manifest: Omit<Manifest, 'digest'>): string {
  const digest = hash('sha256', JSON.stringify(manifest));
  return `${JSON.stringify({ ...manifest, digest }, null, 1)}\n`;
}

export function compareSections(
  a: Pick<SectionRecord, 'account' | 'region' | 'collector'>,
  b: Pick<SectionRecord, 'account' | 'region' | 'collector'>,
): number {
  const [one, other] = [a, b].map(({ account, region, collector }) => `${account}/${region}/${collector}`) as [
    string,
    string,
  ];
  return one < other ? -1 : one > other ? 1 : 0;
}
