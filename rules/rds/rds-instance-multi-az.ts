import { defineRule, fail, pass } from '../../core/rule.ts';
import { setOnCluster } from '../shared/databases.ts';

export default defineRule({
  id: 'rds-instance-multi-az',
  title: 'RDS instance has a standby in another Availability Zone',
  severity: 'medium',
  resource: 'aws.rds.instance',
  controls: [
    'hipaa:164.308(a)(1)(ii)(B)',
    'hipaa:164.308(a)(7)(i)',
    'hipaa:164.308(a)(7)(ii)(A)',
    'hipaa:164.308(a)(7)(ii)(B)',
    'hipaa:164.308(a)(7)(ii)(C)',
  ],
  rationale:
    'When its Availability Zone or its host fails, a single-AZ instance is down until it is restored, and what was written since the last log backup is lost. Maintenance stops it, too',
  remediation:
    'Modify the instance to Multi-AZ, best in a quiet hour: the conversion takes a snapshot and I/O is slower for a while. Costs about double. Applications must reconnect after a failover',
  references: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html'],
  equivalents: {
    securityHub: ['RDS.5'],
    awsConfig: ['rds-multi-az-support'],
    prowler: ['rds_instance_multi_az'],
    powerpipe: ['rds_db_instance_multiple_az_enabled'],
    cloudsploit: ['rdsMultiAz'],
    scoutsuite: ['rds-instance-single-az'],
    checkov: ['CKV_AWS_157'],
    cdkNag: ['RDSMultiAZSupport'],
  },
  examples: { pass: { clusterId: null, multiAz: true }, fail: { clusterId: null, multiAz: false } },
  evaluate(instance) {
    const excluded = setOnCluster(instance, 'The spread over zones');
    return excluded ?? (instance.multiAz ? pass : fail('The instance runs in a single Availability Zone'));
  },
});
