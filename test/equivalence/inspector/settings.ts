import settings from '../../../collectors/aws/inspector/settings.ts';
import { defineTriple } from '../triple.ts';

const on = { status: 'ENABLED' };

export default defineTriple({
  kind: 'aws.inspector.settings',
  live: {
    collector: settings,
    answers: {
      'inspector2:BatchGetAccountStatus': [
        JSON.stringify({
          accounts: [
            {
              accountId: '123456789012',
              state: on,
              resourceState: { ec2: on, ecr: on, lambda: { status: 'DISABLED' }, lambdaCode: { status: 'DISABLED' } },
            },
          ],
        }),
      ],
    },
  },
  terraform: {
    resources: [
      {
        type: 'aws_inspector2_enabler',
        values: { id: '123456789012-EC2:ECR', account_ids: ['123456789012'], resource_types: ['ECR', 'EC2'] },
      },
    ],
    differs: {
      lambda: 'another resource may turn it on',
      lambdaCode: 'another resource may turn it on',
    },
  },
  cloudformation: 'CloudFormation has no type that turns Inspector on',
});
