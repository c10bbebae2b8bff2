import { defineRule, fail } from '../../core/rule.ts';
import { groupRule } from '../shared/network-examples.ts';
import { eachOf, openingText, partOf } from '../shared/ports.ts';
import { exposureOf } from '../shared/security-group-rules.ts';

export default defineRule({
  id: 'ec2-security-group-http-restricted',
  title: 'Security group keeps plain HTTP from the internet',
  severity: 'informational',
  resource: 'aws.ec2.security-group',
  reads: ['aws.ec2.prefix-list'],
  controls: ['hipaa:164.312(e)(1)'],
  rationale:
    'What is sent over plain HTTP can be read and changed on its way. A listener that only redirects to HTTPS is best kept at a load balancer or CloudFront, not at a host',
  remediation: 'Serve HTTPS, and let TCP port 80 in only where a load balancer answers it with a redirect',
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html',
  ],
  equivalents: { cloudsploit: ['openHTTP'], checkov: ['CKV_AWS_260'] },
  examples: {
    pass: {
      ingress: [groupRule('tcp', 80, 80, '10.0.0.0/8')],
    },
    fail: {
      ingress: [groupRule('tcp', 80, 80, '0.0.0.0/0')],
    },
  },
  *evaluate(group, { inventory }) {
    for (const opening of exposureOf(group.ingress, inventory).openings(eachOf({ tcp: [80] }))) {
      yield fail(`The internet reaches ${openingText(opening)}`, partOf('ingress', opening));
    }
  },
});
