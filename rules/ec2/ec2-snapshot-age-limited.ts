import { defineRule, fail, integer, notApplicable, pass } from '../../core/rule.ts';
import { days, wholeDays } from '../shared/dates.ts';
import { ownedElsewhere } from '../shared/ownership.ts';

export default defineRule({
  id: 'ec2-snapshot-age-limited',
  title: 'EBS snapshot is not kept longer than needed',
  severity: 'informational',
  resource: 'aws.ec2.snapshot',
  reads: ['aws.ec2.image'],
  controls: [],
  rationale:
    'Snapshots that nobody deletes cost money and keep data, patient data too, long after the volume and its retention period are gone',
  remediation:
    'Delete the snapshot if no retention duty holds it, or archive it. Look first whether a launch template or an image in another account names it: this rule sees neither. Have Data Lifecycle Manager or AWS Backup delete them by policy',
  references: [
    'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-deleting-snapshot.html',
    'https://docs.aws.amazon.com/ebs/latest/userguide/snapshot-lifecycle.html',
  ],
  equivalents: { powerpipe: ['ebs_snapshot_max_age'], cloudsploit: ['ebsOldSnapshots'] },
  params: { maximumDays: integer({ default: 90, minimum: 1, maximum: 3650 }) },
  examples: {
    pass: { startedAt: '2026-05-01T03:00:00.000Z' },
    fail: [
      { snapshotId: 'snap-1', startedAt: '2025-05-01T03:00:00.000Z' },
      { 'aws.ec2.image': [{ blockDevices: [] }] },
    ],
  },
  evaluate(snapshot, { params, inventory, asOf }) {
    if (ownedElsewhere(snapshot)) return notApplicable(`It belongs to account ${snapshot.ownerId}`);
    const age = wholeDays(snapshot.startedAt, asOf);
    if (age <= params.maximumDays) return pass;
    const keeper = Object.keys(snapshot.tags).find((key) => /^aws:(backup|dlm):/.test(key));
    if (keeper !== undefined) return notApplicable(`A backup policy decides when it is deleted (tag ${keeper})`);
    const id = snapshot.snapshotId;
    const image = inventory.by('aws.ec2.image', 'blockDevices/snapshotId', id, 'region').first();
    if (image !== undefined) return notApplicable(`The machine image ${image.imageId} needs it`);
    return fail(`The snapshot is ${days(age)} old, more than ${params.maximumDays}`);
  },
});
