import { defineRule, fail, pass, texts } from '../../core/rule.ts';
import { notJudged } from '../shared/databases.ts';

export default defineRule({
  id: 'rds-instance-class-current',
  title: 'RDS instance is of a class of a current generation',
  severity: 'informational',
  resource: 'aws.rds.instance',
  controls: [],
  rationale:
    'Classes of earlier generations cost more for less, lack features such as encryption or new engine versions, and are replaced by AWS in the end',
  remediation: 'Modify the instance class in a maintenance window; the instance is down or fails over meanwhile',
  references: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Types.html'],
  equivalents: { powerpipe: ['latest_rds_instance_types'], cloudsploit: ['rdsInstanceGeneration'] },
  params: { families: texts({ default: ['cr1', 'm1', 'm2', 'm3', 'm4', 'r3', 'r4', 't1', 't2'] }) },
  examples: { pass: { instanceClass: 'db.r7g.large' }, fail: { instanceClass: 'db.m4.large' } },
  evaluate(instance, { params }) {
    const excluded = notJudged(instance);
    if (excluded !== undefined) return excluded;
    const instanceClass = instance.instanceClass;
    const [, family = ''] = instanceClass.split('.');
    return params.families.includes(family) ? fail(`${instanceClass} is of an earlier generation`) : pass;
  },
});
