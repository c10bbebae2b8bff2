import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';
import { notJudged } from '../shared/databases.ts';

export default defineRule({
  id: 'rds-cluster-tags-copied',
  title: 'RDS cluster copies its tags to its snapshots',
  severity: 'low',
  resource: 'aws.rds.cluster',
  controls: [],
  rationale:
    'A snapshot without tags is one of which nobody knows the owner, the kind of data or the retention period, and policies that grant by tag do not reach it',
  remediation:
    'Turn on Copy tags to snapshots of the cluster; no restart. Snapshots that exist have to be tagged by hand',
  references: ['https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Tagging.html'],
  equivalents: {
    securityHub: ['RDS.16', 'RDS.47', 'RDS.48'],
    prowler: ['rds_cluster_copy_tags_to_snapshots'],
    powerpipe: ['rds_db_*_copy_tags_to_snapshot_enabled'],
    checkov: ['CKV_AWS_313'],
  },
  examples: { pass: { copyTagsToSnapshots: true }, fail: { copyTagsToSnapshots: false } },
  evaluate(cluster) {
    const excluded = notJudged(cluster);
    if (excluded !== undefined) return excluded;
    const copied = cluster.copyTagsToSnapshots;
    if (copied === null) return notApplicable('The cluster has no such setting');
    return copied ? pass : fail('Tags are not copied to snapshots');
  },
});
