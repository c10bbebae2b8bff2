import settings from '../../../collectors/aws/inspector/settings.ts';
import { account } from '../../collectors/aws/collect.ts';
import { defineTriple } from '../triple.ts';

const status = (word: string) => ({ errorCode: 'ALREADY_ENABLED', errorMessage: '', status: word });

export default defineTriple({
  kind: 'aws.inspector.settings',
  live: {
    collector: settings,
    answers: {
      'inspector2:BatchGetAccountStatus': [
        JSON.stringify({
          accounts: [
            {
              accountId: account,
              state: status('ENABLED'),
              resourceState: {
                ec2: status('ENABLED'),
                ecr: status('DISABLED'),
                lambda: status('ENABLED'),
                lambdaCode: status('ENABLED'),
              },
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
        values: {
          id: `${account}-EC2:LAMBDA:LAMBDA_CODE`,
          account_ids: [account],
          resource_types: ['EC2', 'LAMBDA', 'LAMBDA_CODE'],
        },
      },
    ],
    differs: {},
  },
  cloudformation: 'its types of AWS::InspectorV2 filter findings and plan scans; none turns Inspector on',
});
