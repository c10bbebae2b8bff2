import account from '../../../collectors/aws/account/account.ts';
import { defineTriple } from '../triple.ts';

export default defineTriple({
  kind: 'aws.account',
  live: { collector: account, answers: {} },
  terraform: 'aws_account_region opts one Region in, and says nothing of the others; the account is not made by a plan',
  cloudformation: 'CloudFormation has no type for the Regions of an account',
});
