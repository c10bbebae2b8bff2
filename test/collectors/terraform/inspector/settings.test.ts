import { expect } from 'chai';
import type { Change } from '../plans.ts';
import { gone, made, planned, unknownOf } from '../made.ts';

const own = '123456789012';
const settings = (...changes: readonly Change[]) => planned('aws.inspector.settings', ...changes);
const enabler = (given: Record<string, unknown>, unknown: readonly string[] = []): Change =>
  made('aws_inspector2_enabler.this', given, unknown);

describe('Inspector in a plan', () => {
  it('is on for the types that are named, and off for the others', () => {
    const [one] = settings(enabler({ account_ids: [own], resource_types: ['EC2', 'ECR'] }));
    expect(one).to.include({ arn: `arn:aws:inspector2:us-east-1:${own}:settings`, region: 'us-east-1' });
    expect(one?.facts).to.deep.equal({
      offered: true,
      status: 'ENABLED',
      ec2: 'ENABLED',
      ecr: 'ENABLED',
      lambda: 'DISABLED',
    });
    expect(unknownOf(one)).to.deep.equal(['lambdaCode']);
  });

  it('is off once the resource is taken away', () => {
    const [one] = settings(gone('aws_inspector2_enabler.this', { account_ids: [own], resource_types: ['EC2'] }));
    expect(one?.facts).to.deep.include({ status: 'DISABLED', ec2: 'DISABLED' });
  });

  it('says nothing of this account where it is for others', () => {
    expect(settings(enabler({ account_ids: ['210987654321'], resource_types: ['EC2'] }))).to.deep.equal([]);
  });

  it('does not know what is known only after apply', () => {
    const [types] = settings(enabler({ account_ids: [own] }, ['resource_types']));
    expect(unknownOf(types)).to.deep.equal(['ec2', 'ecr', 'lambda', 'lambdaCode']);
    const [accounts] = settings(enabler({ resource_types: ['EC2'] }, ['account_ids']));
    expect(unknownOf(accounts)).to.deep.equal(['ec2', 'ecr', 'lambda', 'lambdaCode', 'offered', 'status']);
  });
});
