import { expect } from 'chai';
import audit from '../../../rules/iam/iam-security-audit-role-present.ts';
import support from '../../../rules/iam/iam-support-role-present.ts';
import federated from '../../../rules/iam/iam-users-federated.ts';
import { denied, findings, verdict } from '../tester.ts';

const kind = 'aws.iam.account';
const gap = (of: 'aws.iam.role' | 'aws.iam.user') => ({ gaps: [{ kind: of, ...denied, operation: 'iam:Test' }] });
const holding = (arn: string) => ({ attachedPolicies: [{ arn, name: 'x' }] });

describe('rules on who has access to the account', () => {
  for (const [rule, name] of [
    [support, 'AWSSupportAccess'],
    [audit, 'SecurityAudit'],
  ] as const) {
    it(`${rule.id}: takes AWS’s policy in any partition, and no policy of that name of one’s own`, async () => {
      for (const arn of [
        `arn:aws:iam::aws:policy/${name}`,
        `arn:aws-cn:iam::aws:policy/${name}`,
        `arn:aws-us-gov:iam::aws:policy/job-function/${name}`,
      ]) {
        expect(await verdict(rule, kind, {}, { 'aws.iam.role': [holding(arn)] })).to.equal('pass');
      }
      for (const arn of [`arn:aws:iam::123456789012:policy/${name}`, `arn:aws:iam::aws:policy/${name}2`]) {
        expect(await verdict(rule, kind, {}, { 'aws.iam.role': [holding(arn)] })).to.equal('fail');
      }
      expect(await verdict(rule, kind, {})).to.equal('fail');
    });

    it(`${rule.id}: one role that has it is enough, none is not concluded from a gap`, async () => {
      const hidden = { unknown: { attachedPolicies: denied } };
      const found = holding(`arn:aws:iam::aws:policy/${name}`);
      expect(await verdict(rule, kind, {}, { 'aws.iam.role': [hidden, found] })).to.equal('pass');
      expect(await verdict(rule, kind, {}, { 'aws.iam.role': [hidden] })).to.equal('unknown');
      expect(await verdict(rule, kind, {}, {}, gap('aws.iam.role'))).to.equal('unknown');
    });
  }

  it('iam-users-federated: counts console users against the parameter', async () => {
    const users = [{ passwordEnabled: true }, { passwordEnabled: true }, { passwordEnabled: false }];
    const allowing = (maximumConsoleUsers: number) => ({ params: { 'iam-users-federated': { maximumConsoleUsers } } });
    expect(await verdict(federated, kind, {}, { 'aws.iam.user': users }, allowing(1))).to.equal('fail');
    expect(await verdict(federated, kind, {}, { 'aws.iam.user': users }, allowing(2))).to.equal('pass');
    expect(await verdict(federated, kind, {})).to.equal('pass');
  });

  it('iam-users-federated: known console users prove a failure, a gap no pass', async () => {
    const hidden = { unknown: { passwordEnabled: denied } };
    expect(await verdict(federated, kind, {}, { 'aws.iam.user': [hidden, { passwordEnabled: true }] })).to.equal(
      'fail',
    );
    expect(await verdict(federated, kind, {}, { 'aws.iam.user': [hidden] })).to.equal('unknown');
    expect(await verdict(federated, kind, {}, {}, gap('aws.iam.user'))).to.equal('unknown');
  });

  it('iam-users-federated: says that there is no SAML provider where it knows', async () => {
    const one = { 'aws.iam.user': [{ passwordEnabled: true }] };
    const message = async (given: object) => (await findings(federated, kind, given, one))[0]?.message;
    expect(await message({ samlProviders: [] })).to.include('no SAML provider');
    expect(await message({ samlProviders: ['arn'] })).not.to.include('SAML');
    expect(await message({})).not.to.include('SAML');
  });
});
