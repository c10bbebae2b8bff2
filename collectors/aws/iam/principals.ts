import { SourcedValue, UnknownValue } from '../../../core/resource.ts';
import { defineCollector, type Collected } from '../../collector.ts';
import { CallFailed } from '../failure.ts';
import { nameless } from '../nameless.ts';
import type { Told } from '../told.ts';
import { accessKeysOf } from './access-keys.ts';
import { accountOf } from './account.ts';
import { credentialReport, type CredentialReport } from './credential-report.ts';
import { groupOf } from './groups.ts';
import { isOfAccount, policyOf } from './policies.ts';
import { roleOf } from './roles.ts';
import { notInReport, rowOf, userOf } from './users.ts';
import { virtualMfaDevices } from './virtual-mfa-devices.ts';

const details = 'iam:GetAccountAuthorizationDetails';
const listed = ['aws.iam.user', 'aws.iam.group', 'aws.iam.role', 'aws.iam.policy'] as const;

/**
 * All that IAM tells in a handful of calls, however many users there are: one listing of users, groups, roles and
 * policies, and one credential report, which users, access keys and the root user share. Each can fail alone.
 */
export default defineCollector({
  id: 'iam-principals',
  scope: 'global',
  kinds: [...listed, 'aws.iam.access-key', 'aws.iam.account'],
  operations: [
    'iam:GenerateCredentialReport',
    'iam:GetAccountAuthorizationDetails',
    'iam:GetAccountPasswordPolicy',
    'iam:GetAccountSummary',
    'iam:GetCredentialReport',
    'iam:ListSAMLProviders',
    'iam:ListVirtualMFADevices',
  ],
  lists: {
    'aws.iam.user': [details],
    'aws.iam.group': [details],
    'aws.iam.role': [details],
    'aws.iam.policy': [details],
    'aws.iam.access-key': ['iam:GetCredentialReport'],
    'aws.iam.account': ['iam:GetAccountSummary'],
  },
  async *collect(api, at) {
    const [report, devices] = await Promise.all([credentialReport(api), virtualMfaDevices(api)]);
    yield await accountOf(api, at, report, devices);
    yield* reportGaps(report);
    const seen = new Set<string>();
    try {
      for await (const { output, source } of api.pages(details)) {
        for (const one of output.UserDetailList ?? []) {
          const arn = one.Arn;
          if (arn === undefined) {
            yield nameless('aws.iam.user', source);
            continue;
          }
          seen.add(arn);
          const row = rowOf(report, arn, one);
          yield userOf(at, source, arn, one, row, devices);
          if (row instanceof SourcedValue) yield* accessKeysOf(at, row.source, row.value);
          else if (report instanceof SourcedValue) yield { gap: { ...keyGap, message: `${notInReport}: ${arn}` } };
        }
        for (const one of output.GroupDetailList ?? [])
          yield one.Arn === undefined ? nameless('aws.iam.group', source) : groupOf(at, source, one.Arn, one);
        for (const one of output.RoleDetailList ?? [])
          yield one.Arn === undefined ? nameless('aws.iam.role', source) : roleOf(at, source, one.Arn, one);
        for (const one of (output.Policies ?? []).filter(isOfAccount))
          yield one.Arn === undefined ? nameless('aws.iam.policy', source) : policyOf(at, source, one.Arn, one);
      }
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      const { operation, reason, message, request } = error;
      for (const kind of listed) yield { gap: { kind, operation, reason, message, request } };
      // The report lists the users too. Where the listing was whole, one that only the report has is deleted.
      if (!(report instanceof SourcedValue)) return;
      for (const [arn, row] of report.value.users) if (!seen.has(arn)) yield* accessKeysOf(at, report.source, row);
    }
  },
});

const keyGap = { kind: 'aws.iam.access-key', operation: 'iam:GetCredentialReport', reason: 'error' } as const;

/** What cannot be seen of access keys because of the report as a whole. */
function* reportGaps(report: Told<CredentialReport>): Iterable<Collected> {
  if (report instanceof UnknownValue) {
    const { operation, reason, message } = report.unknown;
    yield { gap: { ...keyGap, operation: operation ?? keyGap.operation, reason, message } };
  } else if (report.value.unreadable > 0) {
    yield { gap: { ...keyGap, message: `${report.value.unreadable} lines of the credential report cannot be read` } };
  }
}
