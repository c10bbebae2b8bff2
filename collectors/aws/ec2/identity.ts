import type { Identity, Source } from '../../../core/resource.ts';
import type { At } from '../../collector.ts';
import { CallFailed } from '../failure.ts';
import { nameTag, tagsOf, type Tag } from '../normalise.ts';
import { isOperationId } from '../operations.ts';

/**
 * What identifies a resource of EC2. `owner` is the account in its ARN: another one where the resource is shared with
 * this account, and none for images and snapshots. EC2 leaves out the tags of what has none.
 */
export function identityOf(
  at: At,
  source: Source,
  type: string,
  id: string | undefined,
  about: { owner?: string | undefined; tags?: readonly Tag[] | undefined } = {},
): Pick<Identity, 'arn' | 'account' | 'region' | 'name' | 'tags'> {
  // Nothing can be said of what has no id; that it is there must not be lost.
  if (id === undefined || id === '') throw unreadable(at, source, `a ${type} without id`);
  const owner = about.owner ?? at.account;
  return {
    arn: `arn:${at.partition}:ec2:${at.region}:${owner}:${type}/${id}`,
    account: at.account,
    region: at.region,
    name: nameTag(about.tags),
    tags: tagsOf(about.tags),
  };
}

/** Ends a list at what cannot be read. */
export function unreadable(at: At, source: Source, what: string): Error {
  const message = `malformed answer: ${what}`;
  if (!isOperationId(source.operation)) return new Error(message);
  const { operation, request } = source;
  return new CallFailed(message, { reason: 'error', operation, region: at.region, request });
}
