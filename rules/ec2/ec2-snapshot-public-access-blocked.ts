import { defineRule, fail, pass } from '../../core/rule.ts';

export default defineRule({
  id: 'ec2-snapshot-public-access-blocked',
  title: 'Public sharing of EBS snapshots is blocked in the Region',
  severity: 'high',
  resource: 'aws.ec2.settings',
  controls: [],
  rationale:
    'One call by anyone with ec2:ModifySnapshotAttribute makes a disk public. The block makes that call fail, and takes back what was shared before',
  remediation:
    'Set block public access for snapshots to block-all-sharing in every Region (EC2 dashboard, Data protection and security, or ec2:EnableSnapshotBlockPublicAccess). Look first for snapshots that are shared with everyone on purpose',
  references: ['https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html'],
  equivalents: { prowler: ['ec2_ebs_snapshot_account_block_public_access'] },
  examples: {
    pass: { snapshotBlockPublicAccess: 'block-all-sharing' },
    fail: { snapshotBlockPublicAccess: 'unblocked' },
  },
  evaluate(settings) {
    const state = settings.snapshotBlockPublicAccess;
    if (state === 'block-all-sharing') return pass;
    if (state === 'block-new-sharing')
      return fail('Only new public sharing is blocked; snapshots shared before stay public');
    return fail('Public sharing of snapshots is not blocked');
  },
});
