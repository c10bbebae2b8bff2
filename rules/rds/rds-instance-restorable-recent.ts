import { defineRule, fail, integer, notApplicable, pass } from '../../core/rule.ts';
import { isReplica, setOnCluster } from '../shared/databases.ts';
import { isOlderThanHours } from '../shared/dates.ts';
import { maybe } from '../shared/maybe.ts';

/** Nothing is written to what does not run, so nothing new has to be restored. */
const asleep = new Set(['stopped', 'stopping', 'starting']);

export default defineRule({
  id: 'rds-instance-restorable-recent',
  title: 'RDS instance can be restored to a recent point in time',
  severity: 'high',
  resource: 'aws.rds.instance',
  controls: ['hipaa:164.308(a)(7)(i)', 'hipaa:164.308(a)(7)(ii)(A)', 'hipaa:164.308(a)(7)(ii)(B)'],
  rationale:
    'RDS backs up the logs every few minutes. Where the latest restorable time stays behind, that has stopped, and a restore would lose everything since',
  remediation:
    'Turn automated backups on if they are off, and look at the events of the instance for failures to back up, such as a key that is disabled or a full storage',
  references: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIT.html'],
  equivalents: { awsConfig: ['rds-last-backup-recovery-point-created'], cloudsploit: ['rdsRestorable'] },
  params: { maximumHours: integer({ default: 24, minimum: 1, maximum: 720 }) },
  examples: {
    pass: { clusterId: null, latestRestorableAt: '2026-06-15T11:55:00.000Z' },
    fail: { clusterId: null, replicaSource: null, latestRestorableAt: '2026-06-12T11:55:00.000Z' },
  },
  evaluate(instance, { params, asOf }) {
    const excluded = setOnCluster(instance, 'The backup');
    if (excluded !== undefined) return excluded;
    const latest = instance.latestRestorableAt;
    if (latest !== null && !isOlderThanHours(latest, params.maximumHours, asOf)) return pass;
    const status = maybe(() => instance.status).known[0];
    if (status !== undefined && asleep.has(status)) return notApplicable(`The instance is ${status}`);
    const since = maybe(() => instance.createdAt).known[0] ?? null;
    if (since !== null && !isOlderThanHours(since, params.maximumHours, asOf))
      return notApplicable('The instance is new');
    // A replica holds what its source holds, and is backed up there.
    if (isReplica(instance)) return notApplicable('A read replica is backed up at its source');
    if (latest === null) return fail('The instance can be restored to no point in time');
    return fail(`The latest restorable time is ${latest}, more than ${params.maximumHours} hours ago`);
  },
});
