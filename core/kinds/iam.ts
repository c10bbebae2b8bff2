import { defineKind, flag, instant, list, nullable, record, text, whole } from './kind.ts';

const attachedPolicies = list(record({ arn: text(), name: text() }), 'Managed policies attached');
const inlinePolicies = list(record({ name: text(), document: text('the policy as JSON text') }));

/** Account-wide settings of IAM and of the root user. */
export const iamAccount = defineKind(
  'aws.iam.account',
  { title: 'IAM account settings', scope: 'global' },
  {
    rootMfaEnabled: flag('AccountMFAEnabled of the account summary'),
    rootAccessKeysPresent: whole('AccountAccessKeysPresent: 0 or 1, however many keys there are'),
    rootSigningCertificatesPresent: whole('AccountSigningCertificatesPresent'),
    rootPasswordPresent: whole('AccountPasswordPresent: 0 where the organisation has removed the root password'),
    rootPasswordLastUsedAt: nullable(instant('null: never, or no password')),
    rootAccessKey1LastUsedAt: nullable(instant()),
    rootAccessKey2LastUsedAt: nullable(instant()),
    rootVirtualMfaDevices: list(text(), 'Serial numbers of the virtual devices assigned to the root user'),
    passwordPolicy: nullable(
      record({
        minimumLength: whole(),
        requireUppercase: flag(),
        requireLowercase: flag(),
        requireNumbers: flag(),
        requireSymbols: flag(),
        reusePrevention: nullable(whole('passwords remembered; null: not set')),
        expirePasswords: flag(),
        maximumAgeDays: nullable(whole('days; null: never expires')),
      }),
    ),
    samlProviders: list(text(), 'ARNs of the SAML providers'),
    reportGeneratedAt: instant('When AWS made the credential report that these facts come from'),
  },
);

export const user = defineKind(
  'aws.iam.user',
  { title: 'IAM user', scope: 'global' },
  {
    userId: text(),
    path: text(),
    createdAt: instant(),
    groups: list(text(), 'Names of the groups the user is in'),
    attachedPolicies,
    inlinePolicies,
    permissionsBoundary: nullable(text('ARN of the boundary policy')),
    passwordEnabled: flag(),
    passwordLastUsedAt: nullable(instant('null: never used, or not since AWS began to keep it (2014-10-20)')),
    passwordLastChangedAt: nullable(instant()),
    mfaActive: flag(),
    virtualMfaDevices: list(text(), 'Serial numbers of the virtual devices assigned to the user'),
  },
);

export const group = defineKind(
  'aws.iam.group',
  { title: 'IAM group', scope: 'global' },
  {
    groupId: text(),
    groupName: text(),
    path: text(),
    createdAt: instant(),
    attachedPolicies,
    inlinePolicies,
  },
);

export const role = defineKind(
  'aws.iam.role',
  { title: 'IAM role', scope: 'global' },
  {
    roleId: text(),
    path: text(),
    createdAt: instant(),
    assumeRolePolicy: text('the trust policy as JSON text'),
    attachedPolicies,
    inlinePolicies,
    permissionsBoundary: nullable(text('ARN of the boundary policy')),
    lastUsedAt: nullable(instant('null: not used within the period that AWS tracks (400 days)')),
  },
);

/** A managed policy: the account's own, and those of AWS that are attached in it. */
export const policy = defineKind(
  'aws.iam.policy',
  { title: 'IAM policy', scope: 'global' },
  {
    policyId: text(),
    path: text(),
    owner: text('`customer` or `aws`'),
    attachmentCount: whole(),
    boundaryCount: whole('principals that have it as their permissions boundary'),
    document: text('the default version as JSON text'),
    createdAt: instant(),
    updatedAt: instant(),
  },
);

/** One of a user's two access keys, as the credential report tells it; its id is not in there, and is not needed. */
export const accessKey = defineKind(
  'aws.iam.access-key',
  { title: 'IAM access key', scope: 'global' },
  {
    userName: text(),
    userArn: text(),
    userCreatedAt: instant(),
    userPasswordEnabled: flag(),
    number: whole('1 or 2'),
    active: flag(),
    lastRotatedAt: nullable(instant('null: there is no such key')),
    lastUsedAt: nullable(instant('null: never, or not since AWS began to keep it (2015-04-22)')),
  },
);

export const serverCertificate = defineKind(
  'aws.iam.server-certificate',
  { title: 'IAM server certificate', scope: 'global' },
  {
    certificateId: text(),
    path: text(),
    uploadedAt: nullable(instant()),
    expiresAt: nullable(instant()),
  },
);
