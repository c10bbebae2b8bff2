import { defineRule, fail, pass } from '../../core/rule.ts';
import { notJudged } from '../shared/databases.ts';

export default defineRule({
  id: 'rds-instance-not-public',
  title: 'RDS instance is not publicly accessible',
  severity: 'critical',
  resource: 'aws.rds.instance',
  controls: [
    'hipaa:164.308(a)(3)(i)',
    'hipaa:164.308(a)(4)(ii)(A)',
    'hipaa:164.308(a)(4)(ii)(C)',
    'hipaa:164.312(a)(1)',
    'hipaa:164.312(e)(1)',
  ],
  rationale:
    'A publicly accessible instance has a public address. One change of a security group or of a route is then all that stands between the database and everyone who guesses passwords',
  remediation:
    'Set Publicly accessible to No. Clients outside the VPC then need a VPN, a peering or a bastion; the name of the endpoint stays, but resolves to the private address',
  references: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html'],
  equivalents: {
    securityHub: ['RDS.2'],
    awsConfig: ['rds-instance-public-access-check'],
    prowler: ['rds_instance_no_public_access'],
    powerpipe: ['rds_db_instance_prohibit_public_access'],
    cloudsploit: ['rdsPubliclyAccessible'],
    scoutsuite: ['rds-instance-publicly-accessible'],
    checkov: ['CKV_AWS_17'],
    trivy: ['rds/disable_public_access'],
    cdkNag: ['RDSInstancePublicAccess'],
  },
  examples: { pass: { publiclyAccessible: false }, fail: { publiclyAccessible: true } },
  evaluate(instance) {
    // The setting is judged, whatever subnets and security groups still hold back today.
    return notJudged(instance) ?? (instance.publiclyAccessible ? fail('The instance is publicly accessible') : pass);
  },
});
