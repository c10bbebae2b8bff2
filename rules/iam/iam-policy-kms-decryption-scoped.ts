import { defineRule, fail, texts } from '../../core/rule.ts';
import { grants } from '../shared/policy-grants.ts';
import { placesOf, power } from '../shared/policy-powers.ts';
import { askWritten, keptByAws, partIn, policyCalled } from '../shared/written-policies.ts';

export default defineRule({
  id: 'iam-policy-kms-decryption-scoped',
  title: 'No policy allows decryption with all keys',
  severity: 'medium',
  resource: ['aws.iam.policy', 'aws.iam.user', 'aws.iam.group', 'aws.iam.role'],
  controls: ['hipaa:164.312(a)(2)(iv)'],
  rationale: 'Encryption protects from those who may not decrypt. With all keys, that is nobody who holds this policy',
  remediation: 'Name the keys in Resource, and allow kms:Decrypt on those that hold the data of the task only',
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html',
  ],
  equivalents: {
    securityHub: ['KMS.1', 'KMS.2'],
    awsConfig: ['iam-customer-policy-blocked-kms-actions', 'iam-inline-policy-blocked-kms-actions'],
    powerpipe: [
      'iam_policy_custom_no_blocked_kms_actions',
      'iam_policy_inline_no_blocked_kms_actions',
      'kms_key_decryption_restricted_in_iam_*',
    ],
  },
  params: { actions: texts({ default: ['kms:Decrypt', 'kms:ReEncryptFrom'] }) },
  examples: {
    pass: {
      owner: 'customer',
      document:
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:us-east-1:123456789012:key/1234"}}',
      inlinePolicies: [],
    },
    fail: {
      owner: 'customer',
      document: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*"}}',
      inlinePolicies: [
        {
          name: 'all',
          document: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*"}}',
        },
      ],
    },
  },
  *evaluate(resource, { params }) {
    const kept = keptByAws(resource);
    if (kept !== undefined) return kept;
    const found = askWritten(resource, (policy) =>
      params.actions.filter((action) =>
        placesOf(resource).some((place) => grants([policy], power(place, action, 'arn:{p}:kms:?*:{a}:key/?*'))),
      ),
    );
    for (const { name, answer } of found.known) {
      for (const action of answer)
        yield fail(`${policyCalled(name)} allows ${action} with all keys`, partIn(name, action));
    }
    found.settle();
    return undefined;
  },
});
