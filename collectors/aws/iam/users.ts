import { resource, SourcedValue, UnknownValue, type Source } from '../../../core/resource.ts';
import type { At } from '../../collector.ts';
import { instant, Parts, tagsOf } from '../normalise.ts';
import type { Answer } from '../operations.ts';
import { told, type Told } from '../told.ts';
import type { CredentialReport } from './credential-report.ts';
import { flagIn, instantIn, type Row } from './credential-rows.ts';
import { policiesOf } from './policy-documents.ts';

type UserDetail = NonNullable<Answer<'iam:GetAccountAuthorizationDetails'>['UserDetailList']>[number];

export function userOf(
  at: At,
  source: Source,
  arn: string,
  one: UserDetail,
  row: Told<Row>,
  devices: Told<ReadonlyMap<string, string[]>>,
) {
  const parts = new Parts(source);
  return resource({
    kind: 'aws.iam.user',
    arn,
    account: at.account,
    region: 'global',
    name: one.UserName,
    tags: tagsOf(one.Tags),
    source,
    unknown: parts.unknown,
    facts: {
      userId: one.UserId,
      path: one.Path,
      createdAt: instant(one.CreateDate),
      groups: parts.list('groups', one.GroupList, (group) => group),
      // AWS leaves the list out for a user who has no inline policy, and the boundary where there is none.
      ...policiesOf(parts, one.UserPolicyList ?? [], one.AttachedManagedPolicies),
      permissionsBoundary:
        one.PermissionsBoundary === undefined ? null : one.PermissionsBoundary.PermissionsBoundaryArn,
      passwordEnabled: told(row, (cells) => flagIn(cells, 'password_enabled')),
      passwordLastUsedAt: told(row, (cells) => instantIn(cells, 'password_last_used')),
      passwordLastChangedAt: told(row, (cells) => instantIn(cells, 'password_last_changed')),
      mfaActive: told(row, (cells) => flagIn(cells, 'mfa_active')),
      virtualMfaDevices: told(devices, (owners) => owners.get(arn) ?? []),
    },
  });
}

/** A user's line of the report; unknown where it has none: AWS made the report before it made the user. */
export function rowOf(report: Told<CredentialReport>, arn: string, one: UserDetail): Told<Row> {
  if (report instanceof UnknownValue) return report;
  const { value, source } = report;
  const row = value.users.get(arn);
  const then = Date.parse(row?.get('user_creation_time') ?? '');
  // One of the same name that was deleted is somebody else. The report tells whole seconds.
  const other = one.CreateDate !== undefined && Math.abs(one.CreateDate.getTime() - then) > 1000;
  if (row !== undefined && !other) return new SourcedValue(row, source);
  return new UnknownValue({ reason: 'error', operation: source.operation, message: notInReport });
}

export const notInReport = 'the credential report, made before, does not hold the user';
