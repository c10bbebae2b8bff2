import type { Lookup } from '../../core/inventory.ts';
import { Listing } from '../../core/listing.ts';
import type { View } from '../../core/view.ts';

/** The access keys of a user that work. */
export function activeKeys(
  user: { readonly arn: string },
  inventory: Lookup<'aws.iam.access-key'>,
): Listing<View<'aws.iam.access-key'>> {
  return inventory.by('aws.iam.access-key', 'userArn', user.arn, 'account').filter((key) => key.active);
}

/** Whether there is a way to act as the user: a console password or an access key that works. */
export function hasCredentials(user: View<'aws.iam.user'>, inventory: Lookup<'aws.iam.access-key'>): boolean {
  return holdsAny(
    () => user.passwordEnabled,
    () => !activeKeys(user, inventory).isEmpty(),
  );
}

/** Whether the root user has a password or an access key: a member account may have neither, its organisation acts. */
export function rootHasCredentials(account: View<'aws.iam.account'>): boolean {
  return holdsAny(
    () => account.rootPasswordPresent > 0,
    () => account.rootAccessKeysPresent > 0,
  );
}

/** Whether one of several things holds: one that is known to suffices, whatever the others are. */
function holdsAny(...tests: (() => boolean)[]): boolean {
  return new Listing(tests).some((test) => test());
}
