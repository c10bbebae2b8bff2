import type { Parts } from '../normalise.ts';

/** A policy as JSON text; IAM sends it percent-encoded. Undefined where it is neither. */
export function documentOf(encoded: string | undefined): string | undefined {
  if (encoded === undefined || encoded.trimStart().startsWith('{')) return encoded;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

interface Inline {
  readonly PolicyName?: string | undefined;
  readonly PolicyDocument?: string | undefined;
}
interface Attached {
  readonly PolicyName?: string | undefined;
  readonly PolicyArn?: string | undefined;
}

/** The policies that a user, group or role carries. */
export function policiesOf(
  parts: Parts,
  inline: readonly Inline[] | undefined,
  attached: readonly Attached[] | undefined,
) {
  return {
    inlinePolicies: parts.list('inlinePolicies', inline, ({ PolicyName: name, PolicyDocument }) => ({
      name,
      document: documentOf(PolicyDocument),
    })),
    attachedPolicies: parts.list('attachedPolicies', attached, ({ PolicyName: name, PolicyArn: arn }) => ({
      arn,
      name,
    })),
  };
}
