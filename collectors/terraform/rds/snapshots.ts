import { UnknownValue } from '../../../core/resource.ts';
import { isOfRds } from '../../aws/rds/databases.ts';
import { keyArnOf } from '../../planned/keys.ts';
import type { PlannedObject } from '../../planned/mapping.ts';
import { onlyLive, or, untold, type Maybe } from '../../planned/value.ts';
import { ownText } from '../own-text.ts';
import { tagsOf } from '../tags.ts';
import { engineIn } from './databases.ts';

/** What a snapshot has from the database that it is taken of. */
export interface Origin {
  readonly engine: Maybe<string>;
  readonly encrypted: Maybe<boolean>;
  readonly key: Maybe<string | null>;
}

const why = untold('what it is taken of is not in the plan');
export const elsewhere: Origin = { engine: why, encrypted: why, key: why };

/** A key of its own encrypts a copy, whatever it is made of. */
export function copyOf(origin: Origin, { properties }: PlannedObject): Origin {
  const key = properties.filled('kms_key_id');
  if (key === null) return origin;
  return { engine: origin.engine, encrypted: key instanceof UnknownValue ? key : true, key };
}

/** What snapshots of instances and of clusters have in common; null for one of another service. */
export function snapshotOf(
  { properties, id }: PlannedObject,
  names: { readonly id: string; readonly encrypted: string },
  origin: Origin,
) {
  const engine = typeof properties.raw('engine') === 'string' ? engineIn(properties) : origin.engine;
  if (typeof engine === 'string' && !isOfRds({ Engine: engine })) return null;
  const told = properties.flag(names.encrypted);
  const encrypted = typeof told === 'boolean' ? told : origin.encrypted;
  const key = properties.filled('kms_key_id');
  const name = ownText(properties, names.id);
  const type = properties.filled('snapshot_type');
  return {
    name,
    tags: tagsOf(properties),
    facts: {
      snapshotId: typeof name === 'string' ? name : id,
      engine,
      snapshotType: typeof type === 'string' ? type : 'manual',
      status: or(properties.filled('status'), onlyLive),
      createdAt: onlyLive,
      encrypted,
      kmsKeyId: keyArnOf(typeof key === 'string' ? key : origin.key, encrypted),
      allocatedGiB: or(properties.whole('allocated_storage'), onlyLive),
      // Older providers cannot share one.
      sharedWith: properties.names.includes('shared_accounts') ? (properties.texts('shared_accounts') ?? []) : onlyLive,
    },
  };
}
