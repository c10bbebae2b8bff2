import { defineRule, fail, integer, notApplicable, pass } from '../../core/rule.ts';
import { isReplica, setOnCluster } from '../shared/databases.ts';
import { isBefore, isOlderThanHours } from '../shared/dates.ts';
import { maybe } from '../shared/maybe.ts';

/** Those of AWS Backup restore a database just as well. */
const own = new Set(['automated', 'manual', 'awsbackup']);

export default defineRule({
  id: 'rds-instance-snapshot-recent',
  title: 'RDS instance has a recent snapshot',
  severity: 'high',
  resource: 'aws.rds.instance',
  reads: ['aws.rds.snapshot'],
  controls: ['hipaa:164.308(a)(7)(i)', 'hipaa:164.308(a)(7)(ii)(A)', 'hipaa:164.308(a)(7)(ii)(B)'],
  rationale:
    'Backups that are configured may still not happen: a full storage, a missing key or a stopped instance keeps them from being taken. A snapshot of the last day is the proof that they are',
  remediation:
    'Look at the events of the instance for failed backups and at its status, and turn automated backups on if they are off. Take a manual snapshot now',
  references: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html',
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CreateSnapshot.html',
  ],
  // A day, and an hour for the backup window to be used later than the day before.
  params: { maximumHours: integer({ default: 25, minimum: 1, maximum: 8760 }) },
  examples: {
    pass: [
      { instanceId: 'db', clusterId: null },
      {
        'aws.rds.snapshot': [
          { instanceId: 'db', status: 'available', snapshotType: 'automated', createdAt: '2026-06-15T03:00:00.000Z' },
        ],
      },
    ],
    fail: [{ instanceId: 'db', clusterId: null }, { 'aws.rds.snapshot': [] }],
  },
  evaluate(instance, { params, inventory, asOf }) {
    const excluded = setOnCluster(instance, 'The backup');
    if (excluded !== undefined) return excluded;
    // Snapshots of an earlier instance of the same name prove nothing for this one.
    const since = maybe(() => instance.createdAt).known[0] ?? null;
    const dates = inventory
      .by('aws.rds.snapshot', 'instanceId', instance.instanceId, 'region')
      .filter(({ snapshotType, status }) => own.has(snapshotType) && status === 'available')
      .map(({ createdAt }) => createdAt)
      .filter((date) => date !== null && (since === null || !isBefore(date, since)));
    const isOld = (date: string) => isOlderThanHours(date, params.maximumHours, asOf);
    if (dates.some((date) => date !== null && !isOld(date))) return pass;
    if (since !== null && !isOld(since)) return notApplicable('The instance is too new to need a snapshot');
    if (isReplica(instance)) return notApplicable('A read replica is backed up at its source');
    const newest = dates.toArray().sort().at(-1);
    if (newest === undefined || newest === null) return fail('The instance has no snapshot');
    return fail(`The newest snapshot is of ${newest}, more than ${params.maximumHours} hours ago`);
  },
});
