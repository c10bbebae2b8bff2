import { integers } from '../../core/params.ts';
import { defineRule, fail, notApplicable } from '../../core/rule.ts';
import { reachabilityReads, reachable } from '../shared/instance-reachability.ts';
import { isTerminated } from '../shared/instance-state.ts';
import { instanceOpenOn } from '../shared/network-examples.ts';
import { eachOf, openingText, partOf } from '../shared/ports.ts';

export default defineRule({
  id: 'ec2-instance-risky-ports-not-exposed',
  title: 'Instance is not reached from the internet on a risky port',
  severity: 'critical',
  resource: 'aws.ec2.instance',
  reads: reachabilityReads,
  controls: ['hipaa:164.312(a)(1)', 'hipaa:164.312(e)(1)'],
  rationale:
    'Address, route, network ACL and security groups together put an administration, file sharing or database port of this instance on the internet: this is how most intrusions begin',
  remediation:
    'Close the port in the security groups at once, look at the logs of the service for logins from outside, and reach it by Session Manager or a VPN from now on',
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/infrastructure-security.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Security.html',
  ],
  equivalents: { prowler: ['ec2_instance_port_*_exposed_to_internet'] },
  params: {
    ports: integers({
      default: [
        20, 21, 22, 23, 25, 110, 111, 135, 139, 143, 389, 445, 636, 1433, 1434, 1521, 2375, 2376, 2483, 3306, 3389,
        5432, 5500, 5601, 5900, 6379, 7199, 8888, 9042, 9092, 9160, 9200, 9300, 11_211, 27_017, 27_018, 50_070,
      ],
      minimum: 0,
      maximum: 65_535,
    }),
    udpPorts: integers({ default: [53, 111, 137, 138, 161, 389, 1434, 3389, 11_211], minimum: 0, maximum: 65_535 }),
  },
  examples: { pass: instanceOpenOn(443), fail: instanceOpenOn(3389) },
  *evaluate(instance, { params, inventory }) {
    if (isTerminated(instance)) return notApplicable('The instance is terminated');
    for (const opening of reachable(instance, inventory, eachOf({ tcp: params.ports, udp: params.udpPorts }))) {
      yield fail(`The internet reaches ${openingText(opening)} of the instance`, partOf('ingress', opening));
    }
    return undefined;
  },
});
