import { defineRule, fail, integer, notApplicable, pass } from '../../core/rule.ts';
import { days, wholeDays } from '../shared/dates.ts';
import { isIdentityCenterRole, isServiceLinked } from '../shared/iam-principals.ts';

export default defineRule({
  id: 'iam-role-used',
  title: 'Role was used recently',
  severity: 'low',
  resource: 'aws.iam.role',
  controls: ['hipaa:164.308(a)(3)(ii)(C)'],
  rationale: 'An unused role is access that nobody would miss and somebody may find',
  remediation: 'See on its Last Accessed tab what it was for, delete it, or first take its policies away and wait',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage_delete.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html',
  ],
  equivalents: {
    powerpipe: ['iam_role_unused_60'],
    cloudsploit: ['iamRoleLastUsed'],
    scoutsuite: ['iam-ec2-role-without-instances'],
  },
  params: {
    /** Unused for exactly so many days fails. A role never used counts from its making. */
    days: integer({ default: 90, minimum: 1, maximum: 400 }),
  },
  examples: {
    pass: { path: '/', lastUsedAt: '2026-06-01T00:00:00.000Z' },
    fail: { path: '/', lastUsedAt: '2026-01-01T00:00:00.000Z' },
  },
  evaluate(role, { params, asOf }) {
    if (isServiceLinked(role) || isIdentityCenterRole(role)) return notApplicable('AWS made the role and removes it');
    const used = role.lastUsedAt;
    const idle = wholeDays(used ?? role.createdAt, asOf);
    if (idle < params.days) return pass;
    return fail(
      used === null
        ? `The role was not used in the ${days(idle)} since it was made`
        : `The role was last used ${days(idle)} ago`,
    );
  },
});
