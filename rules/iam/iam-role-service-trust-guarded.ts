import { defineRule, fail, notApplicable, texts } from '../../core/rule.ts';
import { isServiceLinked } from '../shared/iam-principals.ts';
import { demands, sourcePinned, trustsOf } from '../shared/trust-policy.ts';
import { policyOf } from '../shared/policy.ts';

/** Services whose documentation says that they send aws:SourceAccount or aws:SourceArn when they assume a role. */
const sending =
  `apigateway bedrock cloudformation codebuild config ecs-tasks events export.rds firehose kinesisanalytics logs pipes
  sagemaker scheduler ssm states transfer vpc-flow-logs`.split(/\s+/);

export default defineRule({
  id: 'iam-role-service-trust-guarded',
  title: 'Role trusts AWS services only for resources of the account',
  severity: 'low',
  resource: 'aws.iam.role',
  controls: [],
  rationale:
    'A service that acts for all its customers can be made to use the role for another account\u2019s resource (the confused deputy). The listed services say for whose resource they act',
  remediation:
    'Add a condition on aws:SourceAccount or aws:SourceArn to the trust policy\u2019s statement. Services outside the parameter\u2019s list do not send these keys; with them such a role stops working',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html'],
  equivalents: { prowler: ['iam_role_cross_service_confused_deputy_prevention'] },
  params: { services: texts({ default: sending.map((name) => `${name}.amazonaws.com`) }) },
  examples: {
    pass: {
      path: '/',
      assumeRolePolicy:
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"states.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:SourceAccount":"123456789012"}}}}',
    },
    fail: {
      path: '/',
      assumeRolePolicy:
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"states.amazonaws.com"},"Action":"sts:AssumeRole"}}',
    },
  },
  *evaluate(role, { params }) {
    if (isServiceLinked(role)) return notApplicable('AWS made the role and its trust policy');
    for (const trust of trustsOf(policyOf(role.assumeRolePolicy, 'assumeRolePolicy'), 'sts:assumerole')) {
      const { type, id } = trust.principal;
      if (type !== 'Service' || !params.services.includes(id.replace(/\.cn$/, ''))) continue;
      if (!demands(trust, sourcePinned)) yield fail(`${id} may assume the role for any account’s resource`, id);
    }
    return undefined;
  },
});
