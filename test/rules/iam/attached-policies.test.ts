import { expect } from 'chai';
import administrator from '../../../rules/iam/iam-administrator-access-detached.ts';
import awsManaged from '../../../rules/iam/iam-aws-managed-policies-absent.ts';
import shell from '../../../rules/iam/iam-cloudshell-full-access-detached.ts';
import hasUsers from '../../../rules/iam/iam-group-has-users.ts';
import inline from '../../../rules/iam/iam-inline-policies-absent.ts';
import used from '../../../rules/iam/iam-policy-used.ts';
import inGroup from '../../../rules/iam/iam-user-in-group.ts';
import direct from '../../../rules/iam/iam-user-policies-absent.ts';
import { denied, findings, verdict } from '../tester.ts';

const attach = (...arns: string[]) => arns.map((arn) => ({ arn, name: arn.split('/').at(-1) ?? '' }));
const ssoPath = '/aws-reserved/sso.amazonaws.com/eu-west-1/';
const linkedPath = '/aws-service-role/support.amazonaws.com/';

describe('rules on what hangs on users, groups and roles', () => {
  for (const [rule, name] of [
    [administrator, 'AdministratorAccess'],
    [shell, 'AWSCloudShellFullAccess'],
  ] as const) {
    it(`${rule.id}: fails each kind of principal that has AWS’s policy, in any partition`, async () => {
      for (const kind of ['aws.iam.user', 'aws.iam.group', 'aws.iam.role'] as const) {
        for (const partition of ['aws', 'aws-cn', 'aws-us-gov']) {
          const attachedPolicies = attach('arn:aws:iam::1:policy/x', `arn:${partition}:iam::aws:policy/${name}`);
          expect(await verdict(rule, kind, { attachedPolicies })).to.equal('fail');
        }
        const own = attach(`arn:aws:iam::123456789012:policy/${name}`, 'arn:aws:iam::aws:policy/ReadOnlyAccess');
        expect(await verdict(rule, kind, { attachedPolicies: own })).to.equal('pass');
        expect(await verdict(rule, kind, { unknown: { attachedPolicies: denied } })).to.equal('unknown');
      }
    });
  }

  it('iam-033: AdministratorAccess on an SSO role is told of the role as well', async () => {
    const attachedPolicies = attach('arn:aws:iam::aws:policy/AdministratorAccess');
    expect(await verdict(administrator, 'aws.iam.role', { path: ssoPath, attachedPolicies })).to.equal('fail');
  });

  it('iam-user-policies-absent: names each policy, and tells one kind where the other is unknown', async () => {
    const user = {
      attachedPolicies: attach('arn:aws:iam::1:policy/a'),
      inlinePolicies: [{ name: 'b', document: '{}' }],
    };
    const parts = async (given: object) =>
      (await findings(direct, 'aws.iam.user', given)).map(({ part, status }) => part ?? status);
    expect(await parts(user)).to.deep.equal(['arn:aws:iam::1:policy/a', 'inline b']);
    expect(await parts({ ...user, unknown: { attachedPolicies: denied } })).to.deep.equal(['inline b', 'unknown']);
    expect(await parts({ ...user, unknown: { inlinePolicies: denied } })).to.deep.equal([
      'arn:aws:iam::1:policy/a',
      'unknown',
    ]);
    expect(await parts({ attachedPolicies: [], inlinePolicies: [] })).to.deep.equal(['pass']);
  });

  it('iam-inline-policies-absent: names each policy; what Identity Center writes is not applicable', async () => {
    const inlinePolicies = [{ name: 'a', document: '{}' }];
    for (const kind of ['aws.iam.group', 'aws.iam.role'] as const) {
      expect(await verdict(inline, kind, { path: '/', inlinePolicies })).to.equal('fail');
      expect(await verdict(inline, kind, { path: '/', inlinePolicies: [] })).to.equal('pass');
    }
    expect(await verdict(inline, 'aws.iam.role', { path: ssoPath, inlinePolicies })).to.equal('not-applicable');
    expect(await verdict(inline, 'aws.iam.group', { path: ssoPath, inlinePolicies }), 'a group’s path').to.equal(
      'fail',
    );
  });

  it('iam-aws-managed-policies-absent: fails AWS’s policies but those accepted, and leaves AWS’s roles', async () => {
    const attachedPolicies = attach('arn:aws-cn:iam::aws:policy/job-function/Billing', 'arn:aws:iam::1:policy/own');
    const role = { path: '/', attachedPolicies };
    expect(await verdict(awsManaged, 'aws.iam.role', role)).to.equal('fail');
    const params = { 'iam-aws-managed-policies-absent': { accepted: ['Billing'] } };
    expect(await verdict(awsManaged, 'aws.iam.role', role, {}, { params })).to.equal('pass');
    expect(await verdict(awsManaged, 'aws.iam.role', { ...role, path: linkedPath })).to.equal('not-applicable');
    expect(await verdict(awsManaged, 'aws.iam.role', { ...role, path: ssoPath })).to.equal('not-applicable');
    expect(await verdict(awsManaged, 'aws.iam.user', { ...role, path: ssoPath })).to.equal('fail');
  });

  it('iam-user-in-group, iam-group-has-users: membership is seen from both sides, by name', async () => {
    expect(await verdict(inGroup, 'aws.iam.user', { groups: [] })).to.equal('fail');
    expect(await verdict(inGroup, 'aws.iam.user', { groups: ['__proto__'] })).to.equal('pass');
    expect(await verdict(inGroup, 'aws.iam.user', { groups: [], unknown: { 'groups/*': denied } })).to.equal('unknown');
    const members = async (...users: object[]) =>
      verdict(hasUsers, 'aws.iam.group', { groupName: '__proto__' }, { 'aws.iam.user': users });
    expect(await members()).to.equal('fail');
    expect(await members({ groups: ['constructor'] }, { groups: [] })).to.equal('fail');
    expect(await members({ groups: ['a', '__proto__'] })).to.equal('pass');
    expect(await members({ unknown: { groups: denied } })).to.equal('unknown');
    expect(await members({ unknown: { groups: denied } }, { groups: ['__proto__'] })).to.equal('pass');
  });

  it('iam-policy-used: a boundary is a use, and AWS’s policies are not the account’s', async () => {
    const of = async (attachmentCount: number, boundaryCount: number, owner = 'customer') =>
      verdict(used, 'aws.iam.policy', { owner, attachmentCount, boundaryCount });
    expect(await of(0, 0)).to.equal('fail');
    expect(await of(1, 0)).to.equal('pass');
    expect(await of(0, 1)).to.equal('pass');
    expect(await of(0, 0, 'aws')).to.equal('not-applicable');
    const hidden = { owner: 'customer', unknown: { attachmentCount: denied } };
    expect(await verdict(used, 'aws.iam.policy', { ...hidden, boundaryCount: 0 })).to.equal('unknown');
    expect(await verdict(used, 'aws.iam.policy', { ...hidden, boundaryCount: 1 })).to.equal('pass');
  });
});
