import { UnknownValue, type Given, type Identity, type Source } from '../../../core/resource.ts';
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
): Pick<Identity, 'arn' | 'account' | 'region' | 'name'> & { readonly tags: Given<Identity['tags']> } {
  // Nothing can be said of what has no id; that it is there must not be lost.
  if (id === undefined || id === '') throw unreadable(at, source, `a ${type} without id`);
  const { owner = at.account, tags = [] } = about;
  return {
    arn: `arn:${at.partition}:ec2:${at.region}:${owner}:${type}/${id}`,
    account: at.account,
    region: at.region,
    name: nameTag(tags),
    tags: tags.length === 0 && isOther(owner, at) ? ofOwner : tagsOf(tags),
  };
}

function isOther(owner: string, at: At): boolean {
  return /^\d{12}$/.test(owner) && owner !== at.account;
}

const ofOwner = new UnknownValue({
  reason: 'not-collected',
  operation: null,
  message: 'another account shares it, and its tags are not shared with it',
});

/** Ends a list at what cannot be read. */
export function unreadable(at: At, source: Source, what: string): Error {
  const message = `malformed answer: ${what}`;
  if (!isOperationId(source.operation)) return new Error(message);
  const { operation, request } = source;
  return new CallFailed(message, { reason: 'error', operation, region: at.region, request });
}
