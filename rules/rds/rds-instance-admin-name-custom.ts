import { defineRule, fail, notApplicable, pass, texts } from '../../core/rule.ts';
import { setOnCluster } from '../shared/databases.ts';

export default defineRule({
  id: 'rds-instance-admin-name-custom',
  title: 'RDS instance has an administrator of a name of its own',
  severity: 'medium',
  resource: 'aws.rds.instance',
  controls: [],
  rationale: 'Who tries passwords starts with the names that RDS proposes. Another name makes that harder',
  remediation:
    'The name of the administrator cannot be changed: it is chosen when the instance is made, also when it is restored from a dump. Until then, keep the instance private and its password in Secrets Manager',
  references: ['https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html'],
  equivalents: {
    securityHub: ['RDS.25'],
    awsConfig: ['rds-instance-default-admin-check'],
    prowler: ['rds_instance_default_admin'],
    powerpipe: ['rds_db_instance_no_default_admin_name'],
    cloudsploit: ['rdsDefaultUsername'],
  },
  params: { names: texts({ default: ['admin', 'postgres'] }) },
  examples: { pass: { clusterId: null, masterUsername: 'keeper' }, fail: { clusterId: null, masterUsername: 'admin' } },
  evaluate(instance, { params }) {
    const excluded = setOnCluster(instance, 'The administrator');
    if (excluded !== undefined) return excluded;
    const name = instance.masterUsername;
    if (name === null) return notApplicable('It has no administrator of its own');
    // Engines that tell capitals apart are the exception.
    const isDefault = params.names.some((proposed) => proposed.toLowerCase() === name.toLowerCase());
    return isDefault ? fail(`The administrator is called ${name}`) : pass;
  },
});
