import { expect } from 'chai';
import type { Change } from '../plans.ts';
import { gone, made, planned, unknownOf } from '../made.ts';

const settings = (...changes: readonly Change[]) => planned('aws.iam.account', ...changes);
const computed = [
  'expire_passwords',
  'hard_expiry',
  'max_password_age',
  'password_reuse_prevention',
  'require_lowercase_characters',
  'require_numbers',
  'require_symbols',
  'require_uppercase_characters',
];

describe('settings of IAM in a plan', () => {
  it('sets what is left out of the password policy to what IAM documents', () => {
    const [account] = settings(
      made(
        'aws_iam_account_password_policy.strict',
        { minimum_password_length: 14, require_symbols: true },
        computed.filter((name) => name !== 'require_symbols'),
      ),
    );
    expect(account).to.include({ arn: 'arn:aws:iam::123456789012:root', region: 'global' });
    expect(account?.facts.passwordPolicy).to.deep.equal({
      minimumLength: 14,
      requireUppercase: false,
      requireLowercase: false,
      requireNumbers: false,
      requireSymbols: true,
      reusePrevention: null,
      expirePasswords: false,
      maximumAgeDays: null,
    });
    expect(unknownOf(account)).to.not.include('passwordPolicy');
    expect(unknownOf(account)).to.include('rootMfaEnabled');
  });

  it('does not know what a source gives that is not known yet', () => {
    const [account] = settings(
      made('aws_iam_account_password_policy.strict', { minimum_password_length: 14 }, [], {
        max_password_age: 'data.external.age.result',
      }),
    );
    expect(unknownOf(account)).to.include.members(['passwordPolicy/maximumAgeDays', 'passwordPolicy/expirePasswords']);
  });

  it('has none once the resource is taken away', () => {
    const [account] = settings(gone('aws_iam_account_password_policy.strict', { minimum_password_length: 14 }));
    expect(account?.facts.passwordPolicy).to.equal(null);
  });

  it('has a SAML provider that is made, and perhaps others', () => {
    const [account] = settings(made('aws_iam_saml_provider.corporate', { name: 'corporate' }));
    expect(account?.facts.samlProviders).to.deep.equal(['tf:aws_iam_saml_provider.corporate']);
    expect(unknownOf(account)).to.include('samlProviders/*');
  });
});
