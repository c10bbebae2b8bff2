import { integers } from '../../core/params.ts';
import { defineRule, fail, notApplicable } from '../../core/rule.ts';
import { reachabilityReads, reachable } from '../shared/instance-reachability.ts';
import { isTerminated } from '../shared/instance-state.ts';
import { instanceOpenOn } from '../shared/network-examples.ts';
import { besides, openingText, partOf } from '../shared/ports.ts';

export default defineRule({
  id: 'ec2-instance-not-exposed',
  title: 'Instance is reached from the internet on authorised ports only',
  severity: 'high',
  resource: 'aws.ec2.instance',
  reads: reachabilityReads,
  controls: ['hipaa:164.312(a)(1)', 'hipaa:164.312(e)(1)'],
  rationale:
    'Address, route, network ACL and security groups together put this port of this instance on the internet: it is being scanned now',
  remediation:
    'Close the port in the security groups, or take away the public address and put a load balancer before the instance. If it is meant to be public, add the port to the parameter or waive the finding',
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/infrastructure-security.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Security.html',
  ],
  equivalents: { cloudsploit: ['ec2NetworkExposure'], scoutsuite: ['ec2-instance-in-security-group'] },
  params: {
    authorizedTcpPorts: integers({ default: [80, 443], minimum: 0, maximum: 65_535 }),
    authorizedUdpPorts: integers({ default: [], minimum: 0, maximum: 65_535 }),
  },
  examples: { pass: instanceOpenOn(443), fail: instanceOpenOn(8443) },
  *evaluate(instance, { params, inventory }) {
    if (isTerminated(instance)) return notApplicable('The instance is terminated');
    for (const opening of reachable(
      instance,
      inventory,
      besides({ tcp: params.authorizedTcpPorts, udp: params.authorizedUdpPorts }),
    )) {
      yield fail(`The internet reaches ${openingText(opening)} of the instance`, partOf('ingress', opening));
    }
    return undefined;
  },
});
