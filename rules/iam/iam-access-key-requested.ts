import { defineRule, fail, integer, notApplicable, pass } from '../../core/rule.ts';
import { unknown } from '../shared/unknown.ts';

export default defineRule({
  id: 'iam-access-key-requested',
  title: 'Access key was not made along with its console user',
  severity: 'low',
  resource: 'aws.iam.access-key',
  controls: [
    'hipaa:164.308(a)(3)(i)',
    'hipaa:164.308(a)(3)(ii)(B)',
    'hipaa:164.308(a)(4)(ii)(B)',
    'hipaa:164.308(a)(4)(ii)(C)',
    'hipaa:164.308(a)(5)(ii)(D)',
    'hipaa:164.312(a)(1)',
  ],
  rationale:
    'A key that was made with the user and never used was not asked for. It lies in somebody\u2019s downloads, active',
  remediation: 'Delete the key; let the user make one when a program needs it, or use temporary credentials',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  ],
  equivalents: {
    awsConfig: ['iam-user-console-and-api-access-at-creation'],
    prowler: ['iam_user_no_setup_initial_access_key'],
    powerpipe: ['iam_user_access_keys_and_password_at_setup'],
    scoutsuite: ['iam-user-unused-access-key-initial-setup'],
  },
  params: {
    /** Made so many minutes after the user or later, it was asked for. */
    setupMinutes: integer({ default: 10, minimum: 1, maximum: 1440 }),
  },
  examples: {
    pass: { active: true, userPasswordEnabled: true, lastUsedAt: '2026-06-01T00:00:00.000Z' },
    fail: {
      active: true,
      userPasswordEnabled: true,
      lastUsedAt: null,
      userCreatedAt: '2026-06-01T00:00:00.000Z',
      lastRotatedAt: '2026-06-01T00:00:01.000Z',
    },
  },
  evaluate(key, { params }) {
    if (!key.active) return notApplicable('The key is not active');
    if (!key.userPasswordEnabled) return notApplicable('The user has no console password');
    if (key.lastUsedAt !== null) return pass;
    const made = key.lastRotatedAt ?? unknown('lastRotatedAt', 'the key is active, and was never made');
    const later = (Date.parse(made) - Date.parse(key.userCreatedAt)) / 60_000;
    return later < params.setupMinutes ? fail('The key was made along with the user and never used') : pass;
  },
});
