import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';
import { ownedElsewhere } from '../shared/ownership.ts';

export default defineRule({
  id: 'ec2-snapshot-not-public',
  title: 'EBS snapshot cannot be restored by every AWS account',
  severity: 'critical',
  resource: 'aws.ec2.snapshot',
  controls: [
    'hipaa:164.308(a)(1)(ii)(B)',
    'hipaa:164.308(a)(3)(i)',
    'hipaa:164.308(a)(4)(ii)(C)',
    'hipaa:164.312(a)(1)',
    'hipaa:164.312(e)(1)',
  ],
  rationale:
    'Whoever has an AWS account can make a volume of a public snapshot and read all that was on the disk, deleted files included. Public snapshots are searched for as soon as they appear',
  remediation:
    'Make the snapshot private (Modify permissions), treat its data as disclosed, and set block public access for snapshots to block-all-sharing in every Region. That block takes effect at once, but the permission stays and works again when the block is lifted: remove both',
  references: [
    'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html',
    'https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html',
  ],
  equivalents: {
    securityHub: ['EC2.1'],
    awsConfig: ['ebs-snapshot-public-restorable-check'],
    prowler: ['ec2_ebs_public_snapshot'],
    powerpipe: ['ebs_snapshot_not_publicly_restorable'],
    cloudsploit: ['ebsSnapshotPrivate', 'ebsSnapshotPublic'],
    scoutsuite: ['ec2-ebs-snapshot-public'],
  },
  examples: {
    pass: { sharedWithAll: false },
    fail: { sharedWithAll: true },
  },
  // The Region's block of all sharing only suspends the permission, and is a rule of its own: it does not count here.
  evaluate(snapshot) {
    if (ownedElsewhere(snapshot)) return notApplicable(`It belongs to account ${snapshot.ownerId}`);
    return snapshot.sharedWithAll ? fail('The snapshot is shared with every AWS account') : pass;
  },
});
