import findings from '../../../collectors/aws/inspector/findings.ts';
import { defineTriple } from '../triple.ts';

const none = 'Inspector makes findings; nobody plans them';

export default defineTriple({
  kind: 'aws.inspector.finding',
  live: {
    collector: findings,
    answers: {
      'inspector2:ListFindings': [
        JSON.stringify({
          findings: [
            {
              findingArn: 'arn:aws:inspector2:us-east-1:123456789012:finding/1',
              severity: 'CRITICAL',
              status: 'ACTIVE',
              type: 'PACKAGE_VULNERABILITY',
              title: 'CVE-2024-1 - openssl',
              firstObservedAt: 1769860500,
              lastObservedAt: 1769860500,
              resources: [{ type: 'AWS_EC2_INSTANCE', id: 'i-1' }],
            },
          ],
        }),
      ],
    },
  },
  terraform: none,
  cloudformation: none,
});
