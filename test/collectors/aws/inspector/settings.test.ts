import { expect } from 'chai';
import collector from '../../../../collectors/aws/inspector/settings.ts';
import { collectWith, denied, throttled } from '../collect.ts';
import { refusal, type Reply } from '../wire.ts';

const operation = 'inspector2:BatchGetAccountStatus';
const state = (status: string) => ({ status, errorCode: '', errorMessage: '' });
const enabled = {
  accountId: '123456789012',
  state: state('ENABLED'),
  resourceState: {
    ec2: state('ENABLED'),
    ecr: state('ENABLING'),
    lambda: state('DISABLED'),
    lambdaCode: state('SUSPENDED'),
  },
};
const answerOf = (accounts: readonly object[], failedAccounts: readonly object[] = []) =>
  JSON.stringify({ accounts, failedAccounts });
const collect = (...replies: readonly (string | Reply)[]) => collectWith(collector, { [operation]: replies });
const facts = ['status', 'ec2', 'ecr', 'lambda', 'lambdaCode'] as const;

describe('Inspector settings', () => {
  it('reads every fact', async () => {
    const { resources, operations, asked } = await collect(answerOf([enabled]));
    expect(resources).to.deep.equal([
      {
        kind: 'aws.inspector.settings',
        arn: 'arn:aws:inspector2:us-east-1:123456789012:settings',
        account: '123456789012',
        region: 'us-east-1',
        name: null,
        tags: {},
        facts: {
          offered: true,
          status: 'ENABLED',
          ec2: 'ENABLED',
          ecr: 'ENABLING',
          lambda: 'DISABLED',
          lambdaCode: 'SUSPENDED',
        },
        source: { operation, request: 'BatchGetAccountStatus-1' },
      },
    ]);
    expect(operations).to.deep.equal(collector.operations);
    expect(asked[0]!.question).to.deep.equal({ accountIds: ['123456789012'] });
  });

  it('insp-003: knows that Lambda code is not scanned where that is not offered', async () => {
    const { lambdaCode: _, ...rest } = enabled.resourceState;
    const { resources } = await collect(answerOf([{ ...enabled, resourceState: rest }]));
    expect(resources[0]!.facts).to.include({ offered: true, lambda: 'DISABLED', lambdaCode: null });
  });

  it('insp-003: takes a word about Lambda code for nothing else', async () => {
    const said = refusal(operation, 'AccessDeniedException', 'Lambda code scanning is not supported in us-east-1', 403);
    const { resources, failure } = await collect(said);
    expect(resources).to.deep.equal([]);
    expect(failure).to.include({ operation, reason: 'not-supported' });
  });

  it('insp-002: knows a Region in which there is no Inspector', async () => {
    const said = refusal(operation, 'AccessDeniedException', 'Inspector is not supported in mx-central-1', 403);
    const { resources, failure } = await collect(said);
    expect(failure).to.equal(null);
    expect(resources[0]!.facts).to.deep.equal({
      offered: false,
      status: null,
      ec2: null,
      ecr: null,
      lambda: null,
      lambdaCode: null,
    });
    expect(resources[0]).to.not.have.property('unknown');
  });

  it('insp-004: does not know of an account that failed inside a success', async () => {
    const failed = { accountId: '123456789012', errorCode: 'ACCESS_DENIED', errorMessage: 'not your member' };
    const { resources } = await collect(answerOf([], [failed]));
    expect(resources[0]!.facts).to.deep.equal({ offered: true });
    for (const fact of facts) {
      expect(resources[0]!.unknown![fact]).to.deep.equal({
        reason: 'access-denied',
        operation,
        message: 'ACCESS_DENIED: not your member',
      });
    }
    const other = await collect(answerOf([], [{ ...failed, errorCode: 'INTERNAL_ERROR' }]));
    expect(other.resources[0]!.unknown!.status).to.include({ reason: 'error' });
  });

  it("insp-009: does not take another account's status for this one's", async () => {
    const theirs = { ...enabled, accountId: '210987654321' };
    const failed = { accountId: '210987654321', errorCode: 'ACCESS_DENIED', errorMessage: 'no' };
    const { resources } = await collect(answerOf([theirs], [failed]));
    expect(resources[0]!.facts).to.deep.equal({ offered: true });
    expect(resources[0]!.unknown).to.have.keys(...facts);
  });

  it('says what the answer lacks', async () => {
    const { resources } = await collect(answerOf([{ accountId: '123456789012', state: state('DISABLED') }]));
    expect(resources[0]!.facts).to.deep.equal({ offered: true, status: 'DISABLED' });
    expect(resources[0]!.unknown).to.have.keys('ec2', 'ecr', 'lambda', 'lambdaCode');
  });

  it('ends with the reason where it is denied, waits where it is throttled', async () => {
    const refused = await collect(denied(operation));
    expect(refused.resources).to.deep.equal([]);
    expect(refused.failure).to.include({ operation, reason: 'access-denied' });
    const later = await collect(throttled(operation), answerOf([enabled]));
    expect(later.resources[0]!.facts).to.include({ status: 'ENABLED' });
  });
});
