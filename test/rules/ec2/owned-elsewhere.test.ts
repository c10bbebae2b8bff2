import { expect } from 'chai';
import type { KindId } from '../../../core/kinds/index.ts';
import type { Rule } from '../../../core/rule.ts';
import rules from '../../../rules/index.ts';
import { account, splitExample, verdict } from '../tester.ts';

/** Kinds that a collector also sees where another account shares them. */
const shared: readonly KindId[] = [
  'aws.ec2.image',
  'aws.ec2.internet-gateway',
  'aws.ec2.network-acl',
  'aws.ec2.route-table',
  'aws.ec2.snapshot',
  'aws.ec2.subnet',
  'aws.ec2.vpc',
];
/** No other account's default VPC can be shared. */
const ofDefaultVpc = ['ec2-default-vpc-absent', 'ec2-default-vpc-unused'];

async function failing(rule: Rule, kind: KindId, more: object): Promise<string> {
  const [facts, surroundings] = splitExample(rule.examples.fail);
  return verdict(rule, kind, { ...facts, ...more }, surroundings);
}

describe('what another account shares', () => {
  for (const rule of rules.filter(({ id }) => !ofDefaultVpc.includes(id))) {
    for (const kind of rule.kinds.filter((one) => shared.includes(one))) {
      it(`is that account's to answer for, of ${kind} by ${rule.id}`, async () => {
        expect(await failing(rule, kind, { ownerId: '999999999999' })).to.equal('not-applicable');
        expect(await failing(rule, kind, { ownerId: account })).to.equal('fail');
      });
    }
  }

  for (const rule of rules.filter(({ kinds }) => kinds.includes('aws.cloudtrail.trail'))) {
    it(`is that account's to answer for, of an organisation's trail by ${rule.id}`, async () => {
      const arn = (owner: string) => ({ arn: `arn:aws:cloudtrail:us-east-1:${owner}:trail/org` });
      expect(await failing(rule, 'aws.cloudtrail.trail', arn('999999999999'))).to.equal('not-applicable');
      expect(await failing(rule, 'aws.cloudtrail.trail', arn(account))).to.equal('fail');
    });
  }
});
