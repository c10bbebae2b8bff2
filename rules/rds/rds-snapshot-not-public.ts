import { defineRule, fail, pass } from '../../core/rule.ts';
import { notJudged } from '../shared/databases.ts';

export default defineRule({
  id: 'rds-snapshot-not-public',
  title: 'RDS snapshot cannot be restored by every AWS account',
  severity: 'critical',
  resource: ['aws.rds.snapshot', 'aws.rds.cluster-snapshot'],
  controls: [
    'hipaa:164.308(a)(1)(ii)(B)',
    'hipaa:164.308(a)(3)(i)',
    'hipaa:164.308(a)(4)(ii)(C)',
    'hipaa:164.312(a)(1)',
    'hipaa:164.312(e)(1)',
  ],
  rationale:
    'Whoever has an AWS account can restore a public snapshot and has the whole database. Public snapshots are searched for as soon as they appear',
  remediation:
    'Set the snapshot to private (Share snapshot, or remove "all" from the restore attribute) and treat its data as disclosed. Share with single accounts instead; an encrypted snapshot cannot be made public at all',
  references: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html'],
  equivalents: {
    securityHub: ['RDS.1'],
    awsConfig: ['rds-snapshots-public-prohibited'],
    prowler: ['rds_snapshots_public_access'],
    powerpipe: ['rds_db_snapshot_prohibit_public_access'],
    cloudsploit: ['rdsSnapshotPubliclyAccessible'],
    scoutsuite: ['rds-snapshot-public'],
    checkov: ['CKV_AWS_302'],
  },
  examples: { pass: { sharedWith: ['123456789012'] }, fail: { sharedWith: ['all'] } },
  evaluate(snapshot) {
    const excluded = notJudged(snapshot);
    if (excluded !== undefined) return excluded;
    return snapshot.sharedWith.includes('all') ? fail('The snapshot is shared with every AWS account') : pass;
  },
});
