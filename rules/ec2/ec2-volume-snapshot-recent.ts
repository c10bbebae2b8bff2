import { defineRule, fail, integer, notApplicable, pass } from '../../core/rule.ts';
import { days, isBefore, wholeDays } from '../shared/dates.ts';

export default defineRule({
  id: 'ec2-volume-snapshot-recent',
  title: 'EBS volume has a recent completed snapshot',
  severity: 'medium',
  resource: 'aws.ec2.volume',
  reads: ['aws.ec2.snapshot'],
  controls: ['hipaa:164.308(a)(7)(i)', 'hipaa:164.308(a)(7)(ii)(A)', 'hipaa:164.308(a)(7)(ii)(B)'],
  rationale:
    'A volume lives in one Availability Zone. Without a recent snapshot, whether one takes it oneself, AWS Backup or Data Lifecycle Manager does, what was written since the last one is lost with it',
  remediation:
    'Put the volume into an AWS Backup plan or under a Data Lifecycle Manager policy (both act by tag). A snapshot that is pending or in error restores nothing: look for the cause',
  references: [
    'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-snapshots.html',
    'https://docs.aws.amazon.com/aws-backup/latest/devguide/whatisbackup.html',
  ],
  equivalents: {
    awsConfig: ['ebs-last-backup-recovery-point-created'],
    prowler: ['ec2_ebs_volume_snapshots_exists'],
    powerpipe: ['ebs_volume_snapshot_exists'],
    cloudsploit: ['ebsRecentSnapshots'],
  },
  params: { maximumDays: integer({ default: 7, minimum: 0, maximum: 365 }) },
  examples: {
    pass: [
      { volumeId: 'vol-1' },
      { 'aws.ec2.snapshot': [{ volumeId: 'vol-1', state: 'completed', startedAt: '2026-06-14T03:00:00.000Z' }] },
    ],
    fail: [
      { volumeId: 'vol-1', state: 'in-use', createdAt: '2025-01-01T00:00:00.000Z' },
      { 'aws.ec2.snapshot': [{ volumeId: 'vol-1', state: 'completed', startedAt: '2026-06-01T03:00:00.000Z' }] },
    ],
  },
  evaluate(volume, { params, inventory, asOf }) {
    // A copy of a snapshot carries an arbitrary volume id (`vol-ffffffff`), so it is never found by this one.
    const whole = inventory
      .by('aws.ec2.snapshot', 'volumeId', volume.volumeId, 'region')
      .filter(({ state }) => state === 'completed');
    const isRecent = (startedAt: string) => wholeDays(startedAt, asOf) <= params.maximumDays;
    if (whole.some(({ startedAt }) => isRecent(startedAt))) return pass;
    const state = volume.state;
    if (state !== 'in-use' && state !== 'available') return notApplicable(`The volume is in state ${state}`);
    if (isRecent(volume.createdAt)) return notApplicable(`The volume is not older than ${days(params.maximumDays)}`);
    const newest = whole
      .toArray()
      .reduce((last, { startedAt }) => (isBefore(last, startedAt) ? startedAt : last), never);
    if (newest === never) return fail('The volume has no completed snapshot');
    return fail(
      `The newest completed snapshot is ${days(wholeDays(newest, asOf))} old, more than ${params.maximumDays}`,
    );
  },
});

/** Before there was EBS. */
const never = '2006-01-01T00:00:00Z';
