import { defineRule, fail, integer, pass } from '../../core/rule.ts';
import { maybe } from '../shared/maybe.ts';

export default defineRule({
  id: 'iam-users-federated',
  title: 'People sign in through federation, not as IAM users',
  severity: 'medium',
  resource: 'aws.iam.account',
  reads: ['aws.iam.user'],
  controls: ['hipaa:164.312(a)(2)(i)', 'hipaa:164.308(a)(3)(ii)(C)'],
  rationale:
    'An IAM password outlives the person\u2019s account in the directory: nobody takes it away when they leave. Users for emergencies may stay, as many as the parameter says',
  remediation:
    'Set up IAM Identity Center or a SAML provider, give people permission sets or roles, then remove the console passwords of their IAM users',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers.html',
  ],
  equivalents: {
    awsConfig: ['iam-central-user-management'],
    prowler: ['iam_check_saml_providers_sts'],
    cloudsploit: ['iamUserPresent', 'iamPoliciesPresent'],
    checkov: ['CKV_AWS_273', 'CKV2_AWS_22'],
  },
  params: { maximumConsoleUsers: integer({ default: 0, minimum: 0, maximum: 5000 }) },
  examples: {
    pass: [
      { samlProviders: ['arn:aws:iam::123456789012:saml-provider/idp'] },
      { 'aws.iam.user': [{ passwordEnabled: false }] },
    ],
    fail: [{ samlProviders: [] }, { 'aws.iam.user': [{ passwordEnabled: true }] }],
  },
  evaluate(account, { inventory, params }) {
    const users = inventory.by('aws.iam.user', 'passwordEnabled', true, 'account');
    const count = users.known.length;
    if (count <= params.maximumConsoleUsers) {
      users.settle();
      return pass;
    }
    const alone = maybe(() => account.samlProviders.isEmpty()).known[0] === true;
    return fail(
      `${count} IAM user${count === 1 ? ' has' : 's have'} a console password, more than ${params.maximumConsoleUsers}${alone ? ', and there is no SAML provider' : ''}`,
    );
  },
});
