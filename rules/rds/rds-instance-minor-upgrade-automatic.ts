import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';
import { isCustom, notJudged } from '../shared/databases.ts';
import { maybe } from '../shared/maybe.ts';

export default defineRule({
  id: 'rds-instance-minor-upgrade-automatic',
  title: 'RDS instance takes minor engine upgrades by itself',
  severity: 'high',
  resource: 'aws.rds.instance',
  controls: ['hipaa:164.308(a)(5)(ii)(A)'],
  rationale: 'Minor versions bring the fixes of security holes that are published with them',
  remediation:
    'Turn on auto minor version upgrade and set the maintenance window to hours in which a short outage hurts least. Of an Aurora cluster, turn it on for every member: one without it stops the upgrade of all',
  references: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html'],
  equivalents: {
    securityHub: ['RDS.13'],
    awsConfig: ['rds-automatic-minor-version-upgrade-enabled'],
    prowler: ['rds_instance_minor_version_upgrade_enabled'],
    powerpipe: ['rds_db_instance_automatic_minor_version_upgrade_enabled'],
    cloudsploit: ['rdsMinorVersionUpgrade'],
    scoutsuite: ['rds-instance-no-minor-upgrade'],
    checkov: ['CKV_AWS_226'],
    cdkNag: ['RDSAutomaticMinorVersionUpgradeEnabled'],
  },
  examples: { pass: { autoMinorVersionUpgrade: true }, fail: { autoMinorVersionUpgrade: false } },
  evaluate(instance) {
    const excluded = notJudged(instance);
    if (excluded !== undefined) return excluded;
    if (instance.autoMinorVersionUpgrade) return pass;
    // RDS Custom insists on false.
    const engine = maybe(() => instance.engine).known[0];
    if (engine !== undefined && isCustom(engine)) return notApplicable('RDS Custom has no automatic upgrades');
    return fail('Automatic upgrade to minor versions is off');
  },
});
