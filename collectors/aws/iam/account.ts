import { resource, SourcedValue } from '../../../core/resource.ts';
import type { Facts } from '../../../core/kinds/index.ts';
import type { Api, At } from '../../collector.ts';
import { all, from } from '../normalise.ts';
import type { Answer } from '../operations.ts';
import { tell, told, type Told } from '../told.ts';
import type { CredentialReport } from './credential-report.ts';
import { instantIn } from './credential-rows.ts';

/** The settings of the account and of its root user. Each call that fails takes its own facts with it, no others. */
export async function accountOf(
  api: Api,
  at: At,
  report: Told<CredentialReport>,
  devices: Told<ReadonlyMap<string, string[]>>,
) {
  const [summary, passwordPolicy, samlProviders] = await Promise.all([
    tell<Readonly<Record<string, number | undefined>>>(api, async () => {
      const { output, source } = await api.call('iam:GetAccountSummary');
      return new SourcedValue(output.SummaryMap ?? {}, source);
    }),
    api.fact(async () => {
      const { output, source } = await api.find('iam:GetAccountPasswordPolicy');
      return from(source, output === null ? null : passwordPolicyOf(output));
    }),
    api.fact(async () => {
      const { output, source } = await api.call('iam:ListSAMLProviders');
      return from(source, all(output.SAMLProviderList?.map(({ Arn }) => Arn)));
    }),
  ]);
  const root = `arn:${at.partition}:iam::${at.account}:root`;
  return resource({
    kind: 'aws.iam.account',
    arn: root,
    account: at.account,
    region: 'global',
    tags: {}, // settings cannot have any
    source: { operation: 'iam:GetAccountSummary', request: null },
    facts: {
      rootMfaEnabled: told(summary, (counts) => flags.get(counts.AccountMFAEnabled)),
      rootAccessKeysPresent: told(summary, (counts) => counts.AccountAccessKeysPresent),
      rootSigningCertificatesPresent: told(summary, (counts) => counts.AccountSigningCertificatesPresent),
      rootPasswordPresent: told(summary, (counts) => counts.AccountPasswordPresent),
      rootPasswordLastUsedAt: told(report, (lines) => instantIn(lines.root, 'password_last_used')),
      rootAccessKey1LastUsedAt: told(report, (lines) => instantIn(lines.root, 'access_key_1_last_used_date')),
      rootAccessKey2LastUsedAt: told(report, (lines) => instantIn(lines.root, 'access_key_2_last_used_date')),
      rootVirtualMfaDevices: told(devices, (owners) => owners.get(root) ?? []),
      passwordPolicy,
      samlProviders,
      reportGeneratedAt: told(report, ({ generatedAt }) => generatedAt),
    },
  });
}

/** The summary counts: 1 for yes, 0 for no. */
const flags: ReadonlyMap<number | undefined, boolean> = new Map([
  [0, false],
  [1, true],
]);

type PasswordPolicy = NonNullable<Facts<'aws.iam.account'>['passwordPolicy']>;

/** Undefined where the answer lacks something that every policy has. */
function passwordPolicyOf({ PasswordPolicy: it }: Answer<'iam:GetAccountPasswordPolicy'>): PasswordPolicy | undefined {
  const { MinimumPasswordLength: minimumLength, RequireUppercaseCharacters: requireUppercase } = it ?? {};
  const { RequireLowercaseCharacters: requireLowercase, RequireNumbers: requireNumbers } = it ?? {};
  const { RequireSymbols: requireSymbols, ExpirePasswords: expirePasswords } = it ?? {};
  if (minimumLength === undefined || requireUppercase === undefined || requireLowercase === undefined) return undefined;
  if (requireNumbers === undefined || requireSymbols === undefined || expirePasswords === undefined) return undefined;
  return {
    minimumLength,
    requireUppercase,
    requireLowercase,
    requireNumbers,
    requireSymbols,
    expirePasswords,
    reusePrevention: setOf(it?.PasswordReusePrevention),
    maximumAgeDays: setOf(it?.MaxPasswordAge),
  };
}

/** A limit that is 0, or not in the answer, is not set. */
function setOf(limit: number | undefined): number | null {
  return limit === undefined || limit === 0 ? null : limit;
}
