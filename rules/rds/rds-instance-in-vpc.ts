import { defineRule, fail, pass } from '../../core/rule.ts';
import { notJudged } from '../shared/databases.ts';

export default defineRule({
  id: 'rds-instance-in-vpc',
  title: 'RDS instance is in a VPC',
  severity: 'high',
  resource: 'aws.rds.instance',
  controls: [],
  rationale:
    'Outside a VPC there are no subnets, route tables, network ACLs or flow logs to keep others away from the database and to see who came',
  remediation: 'Restore a snapshot of the instance into a DB subnet group of a VPC with private subnets',
  references: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html'],
  equivalents: {
    securityHub: ['RDS.18'],
    awsConfig: ['rds-db-security-group-not-allowed'],
    prowler: ['rds_instance_inside_vpc'],
    powerpipe: ['rds_db_instance_in_vpc'],
    checkov: ['CKV_AWS_198'],
  },
  examples: { pass: { vpcId: 'vpc-1' }, fail: { vpcId: null } },
  evaluate(instance) {
    return notJudged(instance) ?? (instance.vpcId === null ? fail('The instance is in no VPC') : pass);
  },
});
