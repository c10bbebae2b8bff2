import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';
import { notJudged } from '../shared/databases.ts';

export default defineRule({
  id: 'rds-cluster-minor-upgrade-automatic',
  title: 'RDS cluster takes minor engine upgrades by itself',
  severity: 'medium',
  resource: 'aws.rds.cluster',
  controls: ['hipaa:164.308(a)(5)(ii)(A)'],
  rationale: 'Minor versions bring the fixes of security holes that are published with them',
  remediation:
    'Turn on auto minor version upgrade of the cluster and set the maintenance window to hours in which a short outage hurts least',
  references: ['https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_UpgradeDBInstance.Maintenance.html'],
  equivalents: {
    securityHub: ['RDS.35'],
    prowler: ['rds_cluster_minor_version_upgrade_enabled'],
    powerpipe: ['rds_db_cluster_automatic_minor_version_upgrade_enabled'],
  },
  examples: { pass: { autoMinorVersionUpgrade: true }, fail: { autoMinorVersionUpgrade: false } },
  evaluate(cluster) {
    const excluded = notJudged(cluster);
    if (excluded !== undefined) return excluded;
    const automatic = cluster.autoMinorVersionUpgrade;
    if (automatic === null) return notApplicable('It is set on the members of the cluster');
    return automatic ? pass : fail('Automatic upgrade to minor versions is off');
  },
});
