import { rootArn, theAccount } from '../../planned/account.ts';
import { defineMapping } from '../../planned/mapping.ts';

/** No type sets the password policy. */
export default defineMapping({
  kind: 'aws.iam.account',
  identity: [[]],
  arn: rootArn,
  types: {},
  parts: {
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-samlprovider.html
    'AWS::IAM::SAMLProvider': ({ arn }) => ({ of: theAccount, add: { samlProviders: [arn] } }),
  },
});
