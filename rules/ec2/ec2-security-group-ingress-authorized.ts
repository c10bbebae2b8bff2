import { integers } from '../../core/params.ts';
import { defineRule, fail } from '../../core/rule.ts';
import { groupRule } from '../shared/network-examples.ts';
import { besides, openingText, partOf } from '../shared/ports.ts';
import { exposureOf } from '../shared/security-group-rules.ts';

export default defineRule({
  id: 'ec2-security-group-ingress-authorized',
  title: 'Security group opens only authorised ports to the internet',
  severity: 'high',
  resource: 'aws.ec2.security-group',
  reads: ['aws.ec2.prefix-list'],
  controls: ['hipaa:164.312(e)(1)'],
  rationale:
    'A port that nobody decided to publish is a service that nobody watches. What may be on the internet is a short list; all else is an oversight',
  remediation:
    'Remove the rule or narrow its sources. If the port is meant to be public, add it to the parameter of this rule, or waive the finding for this group',
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18',
  ],
  equivalents: {
    prowler: [
      'ec2_securitygroup_allow_ingress_from_internet_to_any_port',
      'ec2_securitygroup_allow_ingress_from_internet_to_any_port_from_ip',
    ],
    powerpipe: ['vpc_security_group_allows_ingress_authorized_ports'],
    cloudsploit: ['allowedCustomPorts', 'openCustomPorts'],
    securityHub: ['EC2.18'],
    awsConfig: ['vpc-sg-open-only-to-authorized-ports'],
    scoutsuite: [
      'ec2-security-group-opens-port-to-all',
      'ec2-security-group-opens-known-port-to-all',
      'ec2-security-group-opens-port-range',
    ],
    trivy: ['ec2/no_excessive_port_access'],
    cdkNag: ['EC2RestrictedInbound'],
  },
  params: {
    authorizedTcpPorts: integers({ default: [80, 443], minimum: 0, maximum: 65_535 }),
    // HTTP is served over TCP; those who serve HTTP/3 authorise 443 here.
    authorizedUdpPorts: integers({ default: [], minimum: 0, maximum: 65_535 }),
  },
  examples: {
    pass: {
      ingress: [groupRule('tcp', 443, 443, '0.0.0.0/0')],
    },
    fail: {
      ingress: [groupRule('tcp', 8000, 8010, '0.0.0.0/0')],
    },
  },
  *evaluate(group, { params, inventory }) {
    for (const opening of exposureOf(group.ingress, inventory).openings(
      besides({ tcp: params.authorizedTcpPorts, udp: params.authorizedUdpPorts }),
    )) {
      yield fail(`The internet reaches ${openingText(opening)}`, partOf('ingress', opening));
    }
  },
});
