import { integers } from '../../core/params.ts';
import { defineRule, fail, pass } from '../../core/rule.ts';
import { groupRule } from '../shared/network-examples.ts';
import { eachOf, openingText } from '../shared/ports.ts';
import { exposureOf } from '../shared/security-group-rules.ts';

export default defineRule({
  id: 'ec2-security-group-high-risk-ports-restricted',
  title: 'Security group keeps high-risk ports from the internet',
  severity: 'critical',
  resource: 'aws.ec2.security-group',
  reads: ['aws.ec2.prefix-list'],
  controls: [
    'hipaa:164.308(a)(3)(i)',
    'hipaa:164.308(a)(3)(ii)(B)',
    'hipaa:164.308(a)(4)(i)',
    'hipaa:164.308(a)(4)(ii)(A)',
    'hipaa:164.308(a)(4)(ii)(B)',
    'hipaa:164.308(a)(4)(ii)(C)',
    'hipaa:164.312(a)(1)',
    'hipaa:164.312(e)(1)',
  ],
  rationale:
    'Behind these ports are remote administration, file sharing, databases and consoles: what attackers look for first and what is least made to stand on the internet',
  remediation:
    'Remove the rules, or narrow their sources to the networks and groups that need the port. Look at IPv6 rules, wider port ranges and prefix lists too',
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19',
  ],
  equivalents: {
    prowler: ['ec2_securitygroup_allow_ingress_from_internet_to_high_risk_tcp_ports'],
    powerpipe: ['vpc_security_group_restrict_ingress_common_ports_all', 'vpc_security_group_restricted_common_ports'],
    securityHub: ['EC2.19'],
    awsConfig: ['restricted-common-ports'],
    cdkNag: ['EC2RestrictedCommonPorts'],
  },
  params: {
    ports: integers({
      default: [
        20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432, 5500, 5601, 8080, 8088,
        8888, 9200, 9300,
      ],
      minimum: 0,
      maximum: 65_535,
    }),
    udpPorts: integers({ default: [1434, 3389], minimum: 0, maximum: 65_535 }),
  },
  examples: {
    pass: {
      ingress: [groupRule('tcp', 443, 443, '0.0.0.0/0')],
    },
    fail: {
      ingress: [groupRule('tcp', 8080, 8088, '0.0.0.0/0')],
    },
  },
  evaluate(group, { params, inventory }) {
    // One finding for the group, whatever the number of its ports.
    const openings = exposureOf(group.ingress, inventory).openings(eachOf({ tcp: params.ports, udp: params.udpPorts }));
    if (openings.known.length > 0) return fail(`The internet reaches ${openings.known.map(openingText).join(', ')}`);
    openings.settle();
    return pass;
  },
});
