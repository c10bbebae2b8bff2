import { UnknownValue } from '../../../core/resource.ts';
import { rootArn, theAccount } from '../../planned/account.ts';
import { defineMapping, type PlannedObject } from '../../planned/mapping.ts';
import { or, then, type Maybe } from '../../planned/value.ts';

export default defineMapping({
  kind: 'aws.iam.account',
  identity: [[]],
  arn: rootArn,
  types: {},
  parts: {
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_account_password_policy
    aws_iam_account_password_policy: (planned) => ({
      of: theAccount,
      set: { passwordPolicy: passwordPolicyOf(planned) },
      unset: { passwordPolicy: null },
    }),
    aws_iam_saml_provider: ({ arn }) => ({ of: theAccount, add: { samlProviders: [arn] } }),
  },
});

/**
 * What IAM sets where it is not told: https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html
 * The provider sends only what is configured, and says of the rest that it is known after apply.
 */
function passwordPolicyOf({ properties, configured }: PlannedObject) {
  const told = <T>(value: Maybe<T | null>, name: string, unset: T): Maybe<T> =>
    value === null || (value instanceof UnknownValue && !configured(name)) ? unset : value;
  const whole = (name: string, unset: number) => told(properties.whole(name), name, unset);
  const flag = (name: string) => told(properties.flag(name), name, false);
  const age = whole('max_password_age', 0);
  const isSet = (limit: Maybe<number>) => then<number, number | null>(limit, (value) => (value === 0 ? null : value));
  return {
    minimumLength: whole('minimum_password_length', 6),
    requireUppercase: flag('require_uppercase_characters'),
    requireLowercase: flag('require_lowercase_characters'),
    requireNumbers: flag('require_numbers'),
    requireSymbols: flag('require_symbols'),
    reusePrevention: isSet(whole('password_reuse_prevention', 0)),
    expirePasswords: or(
      then(age, (days) => days > 0),
      false,
    ),
    maximumAgeDays: isSet(age),
  };
}
