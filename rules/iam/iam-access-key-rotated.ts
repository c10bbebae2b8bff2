import { defineRule, fail, integer, notApplicable, pass } from '../../core/rule.ts';
import { days, wholeDays } from '../shared/dates.ts';
import { unknown } from '../shared/unknown.ts';

export default defineRule({
  id: 'iam-access-key-rotated',
  title: 'Access key was rotated within 90 days',
  severity: 'medium',
  resource: 'aws.iam.access-key',
  controls: [
    'hipaa:164.308(a)(3)(ii)(C)',
    'hipaa:164.308(a)(4)(ii)(B)',
    'hipaa:164.308(a)(4)(ii)(C)',
    'hipaa:164.308(a)(5)(ii)(D)',
  ],
  rationale: 'The older a key, the more places it has been copied to. Rotation ends what a leaked copy can do',
  remediation:
    'Make a second key, move its users over, deactivate the old one, watch its last use, then delete it. Better, use a role and temporary credentials',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html',
  ],
  equivalents: {
    securityHub: ['IAM.3'],
    awsConfig: ['access-keys-rotated'],
    prowler: ['iam_rotate_access_key_90_days'],
    powerpipe: ['iam_user_access_key_age_90', 'iam_user_access_key_age_365'],
    cloudsploit: ['accessKeysRotated'],
    scoutsuite: ['iam-user-no-key-rotation'],
    trivy: ['iam/rotate_access_keys'],
  },
  params: {
    /** Exactly so many days old passes. */
    maximumDays: integer({ default: 90, minimum: 1, maximum: 3650 }),
  },
  examples: {
    pass: { active: true, lastRotatedAt: '2026-06-01T00:00:00.000Z' },
    fail: { active: true, lastRotatedAt: '2026-01-01T00:00:00.000Z' },
  },
  evaluate(key, { params, asOf }) {
    if (!key.active) return notApplicable('The key is not active');
    const since = key.lastRotatedAt ?? unknown('lastRotatedAt', 'the key is active, and was never made');
    const age = wholeDays(since, asOf);
    return age > params.maximumDays ? fail(`The key is ${days(age)} old, more than ${params.maximumDays}`) : pass;
  },
});
