import principals from '../../../collectors/aws/iam/principals.ts';
import { arn, reported } from '../../collectors/aws/iam/answers.ts';
import { xml } from '../../collectors/aws/xml.ts';
import { defineTriple } from '../triple.ts';

const onlyReported = {
  rootMfaEnabled: 'no resource sets it',
  rootAccessKeysPresent: 'no resource sets it',
  rootSigningCertificatesPresent: 'no resource sets it',
  rootPasswordPresent: 'no resource sets it',
  rootPasswordLastUsedAt: 'only the account tells it',
  rootAccessKey1LastUsedAt: 'only the account tells it',
  rootAccessKey2LastUsedAt: 'only the account tells it',
  rootVirtualMfaDevices: 'no resource sets it',
  reportGeneratedAt: 'of the report that only the account makes',
} as const;

export default defineTriple({
  kind: 'aws.iam.account',
  live: {
    collector: principals,
    answers: {
      ...reported(),
      'iam:GetAccountSummary': [
        xml({
          'SummaryMap/entry': [
            { key: 'AccountMFAEnabled', value: 1 },
            { key: 'AccountAccessKeysPresent', value: 0 },
            { key: 'AccountSigningCertificatesPresent', value: 0 },
            { key: 'AccountPasswordPresent', value: 1 },
          ],
        }),
      ],
      'iam:GetAccountPasswordPolicy': [
        xml({
          PasswordPolicy: {
            MinimumPasswordLength: 14,
            RequireUppercaseCharacters: true,
            RequireLowercaseCharacters: true,
            RequireNumbers: true,
            RequireSymbols: false,
            AllowUsersToChangePassword: true,
            ExpirePasswords: true,
            MaxPasswordAge: 90,
          },
        }),
      ],
      'iam:ListSAMLProviders': [xml({ 'SAMLProviderList/member': [{ Arn: arn('saml-provider/corporate') }] })],
      'iam:ListVirtualMFADevices': [xml({ 'VirtualMFADevices/member': [], IsTruncated: false })],
    },
  },
  terraform: {
    resources: [
      {
        type: 'aws_iam_account_password_policy',
        values: {
          id: 'iam-account-password-policy',
          minimum_password_length: 14,
          require_uppercase_characters: true,
          require_lowercase_characters: true,
          require_numbers: true,
          require_symbols: false,
          max_password_age: 90,
          password_reuse_prevention: 0,
          expire_passwords: true,
          allow_users_to_change_password: true,
        },
      },
      {
        type: 'aws_iam_saml_provider',
        values: { id: arn('saml-provider/corporate'), arn: arn('saml-provider/corporate'), name: 'corporate' },
      },
    ],
    differs: { ...onlyReported, samlProviders: 'there may be others' },
  },
  cloudformation: {
    resources: {
      Corporate: { Type: 'AWS::IAM::SAMLProvider', Properties: { Name: 'corporate', SamlMetadataDocument: '<x/>' } },
    },
    differs: {
      ...onlyReported,
      passwordPolicy: 'CloudFormation has no type for it',
      samlProviders: 'there may be others, and the ARN is made when the stack is deployed',
    },
  },
});
