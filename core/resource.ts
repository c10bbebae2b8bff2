import type { Facts, KindId } from './kinds/index.ts';

/**
 * Why something could not be seen. The first six come from an API; `not-collected` says that nobody asked (a Region, a
 * collector or a detail outside this run), `known-after-apply` that a plan or template cannot tell yet.
 */
export const unknownReasons = [
  'access-denied',
  'throttled',
  'not-enabled',
  'not-supported',
  'expired-credentials',
  'error',
  'not-collected',
  'known-after-apply',
] as const;
export type UnknownReason = (typeof unknownReasons)[number];

/** What is said of a fact, or a part of one, that could not be read. */
export interface Unknown {
  readonly reason: UnknownReason;
  /** The operation that would have told: `s3:GetBucketVersioning`. */
  readonly operation: string | null;
  readonly message: string;
}

/** The API call that a fact came from: the operation and AWS's request id, or the file of a plan. */
export interface Source {
  readonly operation: string;
  readonly request: string | null;
}

/** Where a planned resource is written: `file` relative to the sources, `line` counted from 1. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
}

export interface Identity {
  readonly arn: string;
  /** Account id, 12 digits; null where the input does not say (a plan). */
  readonly account: string | null;
  /** Region name, `global`, or null where the input does not say. */
  readonly region: string | null;
  readonly name: string | null;
  readonly tags: Readonly<Record<string, string>>;
  /** Terraform address or CloudFormation logical id of a planned resource. */
  readonly address?: string;
  readonly place?: SourcePlace;
}

/** A resource as it stands on a line of a section file. */
export interface Resource<K extends KindId = KindId> extends Identity {
  readonly kind: K;
  /** The facts that are known; one that is absent here stands in `unknown`. */
  readonly facts: { readonly [F in keyof Facts<K>]?: Facts<K>[F] };
  /** Where all facts came from but those that `sources` names. */
  readonly source: Source;
  readonly sources?: Readonly<Record<string, Source>>;
  /**
   * What could not be read, by path: a fact (`versioning`), `tags`, a part of one (`ingress/0/cidrIpv4`), or further
   * elements of a list (`ingress/*`: there may be more than those listed).
   */
  readonly unknown?: Readonly<Record<string, Unknown>>;
}

/** Stands for a fact that could not be read, where a collector puts its value. */
export class UnknownValue {
  readonly unknown: Unknown;
  constructor(unknown: Unknown) {
    this.unknown = unknown;
  }
}

/** A fact with the call it came from, where that is another than the resource's own. */
export class SourcedValue<T> {
  readonly value: T;
  readonly source: Source;
  constructor(value: T, source: Source) {
    this.value = value;
    this.source = source;
  }
}

/** What a collector gives for a fact. `undefined` says that AWS's answer lacked it: it is then unknown, never a default. */
export type Given<T> = T | SourcedValue<T> | UnknownValue | undefined;

export interface ResourceInput<K extends KindId> {
  kind: K;
  arn: string;
  account: string | null;
  region: string | null;
  name?: string | null | undefined;
  /** `{}` where it has none, or cannot have any. Where nobody told they are unknown, like a fact. */
  tags: Given<Readonly<Record<string, string>>>;
  facts: { [F in keyof Facts<K>]: Given<Facts<K>[F]> };
  source: Source;
  /** Parts of facts that could not be read, by path (see `Resource.unknown`). */
  unknown?: Record<string, Unknown>;
  address?: string;
  place?: SourcePlace;
}

/** A resource from what a collector read: values to `facts`, what is missing to `unknown`, each with its source. */
export function resource<K extends KindId>(input: ResourceInput<K>): Resource<K> {
  const facts: Record<string, unknown> = {};
  const unknown: Record<string, Unknown> = { ...input.unknown };
  const sources: Record<string, Source> = {};
  const settle = (name: string, given: unknown): unknown => {
    if (given instanceof UnknownValue) unknown[name] = given.unknown;
    else if (given instanceof SourcedValue) {
      sources[name] = given.source;
      return given.value;
    } else if (given === undefined) {
      unknown[name] = { reason: 'error', operation: input.source.operation, message: `the answer has no ${name}` };
    } else return given;
    return undefined;
  };
  for (const [name, given] of Object.entries(input.facts)) {
    const value = settle(name, given);
    if (value !== undefined) facts[name] = value;
  }
  const tags = settle('tags', input.tags);
  return {
    kind: input.kind,
    arn: input.arn,
    account: input.account,
    region: input.region,
    name: input.name ?? null,
    tags: (tags ?? {}) as Record<string, string>,
    ...(input.address === undefined ? {} : { address: input.address }),
    ...(input.place === undefined ? {} : { place: input.place }),
    facts: facts as Resource<K>['facts'],
    source: input.source,
    ...(Object.keys(sources).length === 0 ? {} : { sources }),
    ...(Object.keys(unknown).length === 0 ? {} : { unknown }),
  };
}
