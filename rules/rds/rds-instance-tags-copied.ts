import { defineRule, fail, pass } from '../../core/rule.ts';
import { setOnCluster } from '../shared/databases.ts';

export default defineRule({
  id: 'rds-instance-tags-copied',
  title: 'RDS instance copies its tags to its snapshots',
  severity: 'low',
  resource: 'aws.rds.instance',
  controls: [],
  rationale:
    'A snapshot without tags is one of which nobody knows the owner, the kind of data or the retention period, and policies that grant by tag do not reach it',
  remediation: 'Turn on Copy tags to snapshots; no restart. Snapshots that exist have to be tagged by hand',
  references: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html'],
  equivalents: {
    securityHub: ['RDS.17'],
    prowler: ['rds_instance_copy_tags_to_snapshots'],
    powerpipe: ['rds_db_*_copy_tags_to_snapshot_enabled'],
    checkov: ['CKV2_AWS_60'],
  },
  examples: {
    pass: { clusterId: null, copyTagsToSnapshots: true },
    fail: { clusterId: null, copyTagsToSnapshots: false },
  },
  evaluate(instance) {
    const excluded = setOnCluster(instance, 'The copying of tags');
    return excluded ?? (instance.copyTagsToSnapshots ? pass : fail('Tags are not copied to snapshots'));
  },
});
