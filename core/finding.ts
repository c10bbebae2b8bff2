import { hash } from 'node:crypto';
import type { Evidence } from './evidence.ts';
import type { KindId } from './kinds/index.ts';
import type { SourcePlace } from './resource.ts';
import type { Severity } from './rule.ts';

export const statuses = ['pass', 'fail', 'unknown', 'not-applicable', 'error'] as const;
export type Status = (typeof statuses)[number];

/** What a finding is about. A gap's finding stands for all resources of a kind in a section: its `arn` is null. */
export interface FindingResource {
  readonly kind: KindId;
  readonly arn: string | null;
  readonly account: string | null;
  readonly region: string | null;
  readonly name: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly address?: string;
  readonly source?: SourcePlace;
}

export interface Finding {
  /** Names rule, account, Region, ARN and part; never message, severity, evidence or time. */
  readonly fingerprint: string;
  readonly ruleId: string;
  readonly status: Status;
  readonly severity: Severity;
  readonly resource: FindingResource;
  /** What inside the resource the finding is about: `ingress tcp/3389 ::/0`. */
  readonly part: string | null;
  readonly message: string;
  readonly evidence: readonly Evidence[];
}

/** 32 hexadecimal digits: half of a SHA-256, which is plenty for one finding among millions. */
export function fingerprintOf(
  ruleId: string,
  resource: Pick<FindingResource, 'kind' | 'account' | 'region' | 'arn'>,
  part: string | null,
): string {
  const { account, region, arn } = resource;
  return hash('sha256', JSON.stringify([ruleId, account, region, arn ?? resource.kind, part])).slice(0, 32);
}
