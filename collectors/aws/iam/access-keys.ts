import { resource, type Resource, type Source } from '../../../core/resource.ts';
import type { At } from '../../collector.ts';
import { flagIn, instantIn, type Row } from './credential-rows.ts';

/** The access keys of a user, of the two that there can be. */
export function* accessKeysOf(at: At, source: Source, row: Row): Iterable<Resource> {
  const userArn = row.get('arn') ?? '';
  const userName = row.get('user');
  for (const number of [1, 2]) {
    const active = flagIn(row, `access_key_${number}_active`);
    const rotatedAt = instantIn(row, `access_key_${number}_last_rotated`);
    if (active === false && rotatedAt === null) continue; // there is no such key
    yield resource({
      kind: 'aws.iam.access-key',
      arn: `${userArn}:access-key/${number}`,
      account: at.account,
      region: 'global',
      name: userName,
      tags: {}, // a key cannot have any
      source,
      facts: {
        userName,
        userArn,
        userCreatedAt: instantIn(row, 'user_creation_time') ?? undefined,
        userPasswordEnabled: flagIn(row, 'password_enabled'),
        number,
        active,
        // An active key that was never made contradicts itself.
        lastRotatedAt: rotatedAt ?? undefined,
        lastUsedAt: instantIn(row, `access_key_${number}_last_used_date`),
      },
    });
  }
}
