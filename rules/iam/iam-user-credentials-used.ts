import { defineRule, fail, integer, notApplicable } from '../../core/rule.ts';
import { days, wholeDays } from '../shared/dates.ts';
import { unknown } from '../shared/unknown.ts';
import { activeKeys } from '../shared/user-credentials.ts';

export default defineRule({
  id: 'iam-user-credentials-used',
  title: 'Password and access keys of the user are in use',
  severity: 'medium',
  resource: 'aws.iam.user',
  reads: ['aws.iam.access-key'],
  controls: [
    'hipaa:164.308(a)(3)(i)',
    'hipaa:164.308(a)(3)(ii)(B)',
    'hipaa:164.308(a)(4)(ii)(B)',
    'hipaa:164.308(a)(4)(ii)(C)',
    'hipaa:164.308(a)(5)(ii)(D)',
    'hipaa:164.312(a)(1)',
  ],
  rationale: 'Credentials that nobody uses are not missed when they are stolen, and often belong to people who left',
  remediation:
    'Remove the console password, deactivate the access keys, and delete them when nothing broke. Where AWS never saw a use, age counts from when the credential was made',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_finding-unused.html'],
  equivalents: {
    securityHub: ['IAM.8'],
    awsConfig: ['iam-user-unused-credentials-check'],
    prowler: ['iam_user_accesskey_unused', 'iam_user_console_access_unused'],
    powerpipe: [
      'iam_user_unused_credentials_45',
      'iam_user_unused_credentials_90',
      'iam_user_access_key_unused_45',
      'iam_user_console_access_unused_45',
    ],
    cloudsploit: ['accessKeysLastUsed', 'usersPasswordLastUsed'],
    scoutsuite: ['iam-unused-credentials-not-disabled'],
    trivy: ['iam/disable_unused_credentials', 'iam/disable_unused_credentials_45'],
  },
  params: {
    /** Unused for exactly so many days fails. */
    days: integer({ default: 45, minimum: 1, maximum: 400 }),
  },
  examples: {
    pass: [{ passwordEnabled: true, passwordLastUsedAt: '2026-06-14T00:00:00.000Z' }, {}],
    fail: [{ passwordEnabled: true, passwordLastUsedAt: '2026-01-14T00:00:00.000Z' }, {}],
  },
  *evaluate(user, { inventory, params, asOf }) {
    const found = activeKeys(user, inventory).map((key) => {
      // A key never used is judged by its making; an active one without that date contradicts itself.
      const since = key.lastUsedAt ?? key.lastRotatedAt ?? unknown(key.arn, 'the key is active, and was never made');
      return { number: key.number, idle: wholeDays(since, asOf) };
    });
    for (const { number, idle } of found.known) {
      if (idle >= params.days)
        yield fail(
          `Access key ${number} was unused for ${days(idle)}, at least ${params.days}`,
          `access-key/${number}`,
        );
    }
    if (user.passwordEnabled) {
      const idle = wholeDays(user.passwordLastUsedAt ?? user.passwordLastChangedAt ?? user.createdAt, asOf);
      if (idle >= params.days)
        yield fail(`The password was unused for ${days(idle)}, at least ${params.days}`, 'password');
    }
    const keys = found.count();
    if (keys === 0 && !user.passwordEnabled)
      return notApplicable('The user has neither password nor active access key');
    return undefined;
  },
});
