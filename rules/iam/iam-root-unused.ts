import { defineRule, fail, integer, pass } from '../../core/rule.ts';
import { days, wholeDays } from '../shared/dates.ts';
import { Listing } from '../../core/listing.ts';

export default defineRule({
  id: 'iam-root-unused',
  title: 'Root user was not used recently',
  severity: 'high',
  resource: 'aws.iam.account',
  controls: ['hipaa:164.312(a)(2)(i)'],
  rationale:
    'What the root user does cannot be limited by IAM, and not be told apart by person. It is for the few tasks that nothing else can do',
  remediation:
    'Find out from CloudTrail who used it and what for; give that work to a role, and keep the root credentials locked away',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-tasks.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html',
  ],
  equivalents: {
    awsConfig: ['root-account-regular-use'],
    prowler: ['iam_avoid_root_usage'],
    powerpipe: ['iam_root_last_used'],
    cloudsploit: ['rootAccountInUse'],
    scoutsuite: ['iam-root-account-used-recently'],
    trivy: ['iam/limit_root_account_usage'],
  },
  params: {
    /** Used exactly so many days ago passes. */
    days: integer({ default: 90, minimum: 1, maximum: 400 }),
  },
  examples: {
    pass: {
      rootPasswordLastUsedAt: '2020-01-01T00:00:00.000Z',
      rootAccessKey1LastUsedAt: null,
      rootAccessKey2LastUsedAt: null,
    },
    fail: {
      rootPasswordLastUsedAt: '2020-01-01T00:00:00.000Z',
      rootAccessKey1LastUsedAt: '2026-06-14T00:00:00.000Z',
      rootAccessKey2LastUsedAt: null,
    },
  },
  evaluate(account, { params, asOf }) {
    const uses = new Listing([
      () => ['password', account.rootPasswordLastUsedAt] as const,
      () => ['first access key', account.rootAccessKey1LastUsedAt] as const,
      () => ['second access key', account.rootAccessKey2LastUsedAt] as const,
    ]).map((read) => read());
    const last = uses.known
      .flatMap(([what, at]) => (at === null ? [] : [{ what, ago: wholeDays(at, asOf) }]))
      .sort((a, b) => a.ago - b.ago)[0];
    if (last !== undefined && last.ago < params.days) {
      return fail(`The root user’s ${last.what} was used ${days(last.ago)} ago, fewer than ${params.days}`);
    }
    uses.settle();
    return pass;
  },
});
