import { defineRule, fail, pass } from '../../core/rule.ts';
import { notJudged } from '../shared/databases.ts';
import { unknown } from '../shared/unknown.ts';

export default defineRule({
  id: 'rds-instance-deletion-protected',
  title: 'RDS instance is protected from deletion',
  severity: 'low',
  resource: 'aws.rds.instance',
  reads: ['aws.rds.cluster'],
  controls: ['hipaa:164.308(a)(7)(i)', 'hipaa:164.308(a)(7)(ii)(C)'],
  rationale:
    'A script, a template or a person that deletes the wrong instance takes the database down, and its automated backups with it. With the protection on, the call fails',
  remediation:
    'Turn on deletion protection; it takes effect at once and without a restart. For a member of a cluster, turn it on for the cluster. Who really wants to delete turns it off first',
  references: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html'],
  equivalents: {
    securityHub: ['RDS.8'],
    awsConfig: ['rds-instance-deletion-protection-enabled'],
    prowler: ['rds_instance_deletion_protection'],
    powerpipe: ['rds_db_instance_deletion_protection_enabled'],
    cloudsploit: ['rdsDeletionProtectionEnabled'],
    checkov: ['CKV_AWS_293'],
    trivy: ['rds/enable_deletion_protection'],
    cdkNag: ['RDSInstanceDeletionProtectionEnabled'],
  },
  examples: {
    pass: { clusterId: null, deletionProtection: true },
    fail: [{ clusterId: 'shop' }, { 'aws.rds.cluster': [{ clusterId: 'shop', deletionProtection: false }] }],
  },
  evaluate(instance, { inventory }) {
    const excluded = notJudged(instance);
    if (excluded !== undefined) return excluded;
    const id = instance.clusterId;
    if (id === null) return instance.deletionProtection ? pass : fail('Deletion protection is off');
    // What the instance itself says of it has no effect.
    const cluster = inventory.by('aws.rds.cluster', 'clusterId', id, 'region').first();
    if (cluster === undefined) return unknown('clusterId', `the inventory has no cluster ${id}`, 'not-collected');
    return cluster.deletionProtection ? pass : fail(`Deletion protection of its cluster ${id} is off`);
  },
});
