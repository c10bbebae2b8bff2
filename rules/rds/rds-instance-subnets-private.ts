import { defineRule, fail, notApplicable, type Failure, type Verdict } from '../../core/rule.ts';
import { notJudged } from '../shared/databases.ts';
import { leadsToGateway, routeTableOf } from '../shared/instance-reachability.ts';

export default defineRule({
  id: 'rds-instance-subnets-private',
  title: 'RDS instance has only private subnets to run in',
  severity: 'medium',
  resource: 'aws.rds.instance',
  reads: ['aws.ec2.route-table'],
  controls: ['hipaa:164.312(a)(1)'],
  rationale:
    'In a subnet that has a route to an internet gateway, a public address is all that the database needs to be reachable. RDS may move it to any subnet of its group',
  remediation:
    'Make a DB subnet group of subnets without a route to an internet gateway, in two zones at least, and move the instance to it. Databases need no way out to the internet; patches come from AWS',
  references: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html'],
  equivalents: { powerpipe: ['rds_db_instance_no_public_subnet'], cloudsploit: ['rdsPublicSubnet'] },
  examples: {
    pass: [
      { vpcId: 'vpc-1', subnetIds: ['subnet-1'] },
      { 'aws.ec2.route-table': [{ vpcId: 'vpc-1', main: true, subnetIds: [], routes: [] }] },
    ],
    fail: [
      { vpcId: 'vpc-1', subnetIds: ['subnet-1'] },
      {
        'aws.ec2.route-table': [
          {
            vpcId: 'vpc-1',
            main: false,
            subnetIds: ['subnet-1'],
            routes: [
              {
                destinationCidr: '0.0.0.0/0',
                destinationIpv6Cidr: null,
                destinationPrefixListId: null,
                target: 'igw-1',
                state: 'active',
              },
            ],
          },
        ],
      },
    ],
  },
  *evaluate(instance, { inventory }): Generator<Failure, Verdict | undefined> {
    const excluded = notJudged(instance);
    if (excluded !== undefined) return excluded;
    const vpcId = instance.vpcId;
    if (vpcId === null) return notApplicable('The instance is in no VPC, so it has no subnets');
    const isPublic = (subnetId: string) => routeTableOf({ subnetId, vpcId }, inventory).routes.some(leadsToGateway);
    for (const subnet of instance.subnetIds.filter(isPublic)) {
      yield fail(`The subnet ${subnet} has a route to an internet gateway`, subnet);
    }
    return undefined;
  },
});
