import { Listing } from '../../core/listing.ts';
import { defineRule, fail, notApplicable } from '../../core/rule.ts';
import { isPublic } from '../shared/instance-reachability.ts';
import { isTerminated } from '../shared/instance-state.ts';

export default defineRule({
  id: 'ec2-instance-not-public',
  title: 'Instance has no public address',
  severity: 'high',
  resource: 'aws.ec2.instance',
  controls: [
    'hipaa:164.308(a)(1)(ii)(B)',
    'hipaa:164.308(a)(3)(i)',
    'hipaa:164.308(a)(4)(ii)(A)',
    'hipaa:164.308(a)(4)(ii)(C)',
    'hipaa:164.312(a)(1)',
    'hipaa:164.312(e)(1)',
  ],
  rationale:
    'Between an instance with a public address and the internet stand its security groups alone, and one mistaken rule is enough',
  remediation:
    'Start it in a private subnet behind a load balancer, lead out by a NAT or egress-only gateway and administer it by Session Manager. A public address given at launch goes only with a new instance; an Elastic IP can be released',
  references: [
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-9',
  ],
  equivalents: {
    prowler: ['ec2_instance_public_ip'],
    powerpipe: ['ec2_instance_not_publicly_accessible'],
    cloudsploit: ['publicIpAddress'],
    securityHub: ['EC2.9'],
    awsConfig: ['ec2-instance-no-public-ip'],
    scoutsuite: ['ec2-instance-with-public-ip'],
    checkov: ['CKV_AWS_88'],
    trivy: ['ec2/no_public_ip'],
    cdkNag: ['EC2InstanceNoPublicIp'],
  },
  examples: {
    pass: { state: 'running', publicIp: null, networkInterfaces: [] },
    fail: { state: 'running', publicIp: '203.0.113.5', networkInterfaces: [] },
  },
  *evaluate(instance) {
    if (isTerminated(instance)) return notApplicable('The instance is terminated');
    const found = new Listing(['IPv4', 'IPv6'] as const).filter((family) => {
      const interfaces = () =>
        instance.networkInterfaces.some((each) =>
          family === 'IPv4' ? !each.publicIps.isEmpty() : each.ipv6Addresses.some(isPublic),
        );
      const own = () => family === 'IPv4' && instance.publicIp !== null;
      return new Listing([own, interfaces]).some((holds) => holds());
    });
    // Addresses come and go with each start: the part names the family.
    for (const family of found) yield fail(`The instance has a public ${family} address`, family.toLowerCase());
    return undefined;
  },
});
