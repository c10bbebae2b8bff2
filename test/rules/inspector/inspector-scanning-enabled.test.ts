import { expect } from 'chai';
import rule from '../../../rules/inspector/inspector-scanning-enabled.ts';
import { evaluate } from '../../../core/evaluate.ts';
import { denied, findings, resourceOf, verdict, world, type Given } from '../tester.ts';

const kind = 'aws.inspector.settings';
const on = {
  offered: true,
  status: 'ENABLED',
  ec2: 'ENABLED',
  ecr: 'ENABLED',
  lambda: 'ENABLED',
  lambdaCode: 'ENABLED',
};
const holes = async (given: Given<typeof kind>, options = {}) =>
  (await findings(rule, kind, given, {}, options)).map(({ status, part }) => `${status} ${part ?? ''}`.trim());

describe('inspector-scanning-enabled', () => {
  it('has a part for each type that is off', async () => {
    expect(await holes({ ...on, ec2: 'DISABLED', lambda: 'DISABLED' })).to.deep.equal(['fail EC2', 'fail Lambda']);
    expect(await holes(on)).to.deep.equal(['pass']);
  });

  it('insp-002: where AWS does not offer Inspector the rule is not applicable', async () => {
    const none = { offered: false, status: null, ec2: null, ecr: null, lambda: null, lambdaCode: null };
    expect(await verdict(rule, kind, none)).to.equal('not-applicable');
  });

  it('insp-003: where code scanning is not offered it is left out', async () => {
    expect(await holes({ ...on, lambdaCode: null })).to.deep.equal(['pass']);
    expect(await holes({ ...on, lambdaCode: null, ec2: 'DISABLED' })).to.deep.equal(['fail EC2']);
    expect(await holes({ ...on, lambdaCode: 'DISABLED' })).to.deep.equal(['fail Lambda code']);
  });

  it('can be told not to ask for code scanning', async () => {
    const options = { params: { 'inspector-scanning-enabled': { lambdaCode: false } } };
    expect(await holes({ ...on, lambdaCode: 'DISABLED' }, options)).to.deep.equal(['pass']);
    expect(await holes({ ...on, unknown: { lambdaCode: denied } }, options)).to.deep.equal(['pass']);
  });

  it('insp-004: an account that AWS could not answer for is unknown', async () => {
    const unknown = { status: denied, ec2: denied, ecr: denied, lambda: denied, lambdaCode: denied };
    expect(await verdict(rule, kind, { offered: true, unknown })).to.equal('unknown');
  });

  it('insp-005: only ENABLED passes, and the message names the state', async () => {
    for (const state of ['SUSPENDED', 'SUSPENDING', 'ENABLING', 'DISABLING', 'DISABLED']) {
      const [finding] = await findings(rule, kind, { ...on, ecr: state });
      expect(finding).to.include({ status: 'fail', part: 'ECR', message: `Scanning of ECR is ${state}` });
    }
  });

  it('insp-009: each account and Region is judged by its own settings', async () => {
    const settings = [
      resourceOf(kind, { ...on, account: '111111111111' }, 1),
      resourceOf(kind, { ...on, account: '222222222222', ec2: 'DISABLED' }, 2),
    ];
    const found = [];
    for await (const { status, resource } of evaluate(world(settings), [rule])) found.push([resource.account, status]);
    expect(found).to.deep.equal([
      ['111111111111', 'pass'],
      ['222222222222', 'fail'],
    ]);
  });

  it('finds the types that are off beside one that could not be read', async () => {
    const given = { ...on, lambda: 'DISABLED', unknown: { ec2: denied } };
    expect(await holes(given)).to.deep.equal(['fail Lambda', 'unknown']);
  });

  it('does not take a type without a status for enabled', async () => {
    expect(await holes({ ...on, ecr: null })).to.deep.equal(['fail ECR']);
  });
});
