import { expect } from 'chai';
import type { Change } from '../plans.ts';
import { gone, kept, made, planned, unknownOf } from '../made.ts';

const arn = (path: string) => `arn:aws:iam::123456789012:${path}`;
const users = (...changes: readonly Change[]) => planned('aws.iam.user', ...changes);
const newUser = made('aws_iam_user.ci', { name: 'ci', path: '/' }, ['unique_id']);
const oldUser = kept('aws_iam_user.ci', { id: 'ci', arn: arn('user/ci'), name: 'ci', path: '/', unique_id: 'AIDACI' });
const profile = { user: 'ci' };

describe('users in a plan', () => {
  it('gives a new one nothing but what the plan gives', () => {
    const [user] = users(newUser);
    expect(user?.facts).to.deep.include({
      groups: [],
      attachedPolicies: [],
      inlinePolicies: [],
      permissionsBoundary: null,
      passwordEnabled: false,
    });
    expect(unknownOf(user)).to.deep.equal([
      'createdAt',
      'mfaActive',
      'passwordLastChangedAt',
      'passwordLastUsedAt',
      'userId',
      'virtualMfaDevices',
    ]);
  });

  it('does not tell what else one has that is there', () => {
    const [user] = users(oldUser);
    expect(unknownOf(user)).to.include.members([
      'groups/*',
      'attachedPolicies/*',
      'inlinePolicies/*',
      'passwordEnabled',
    ]);
  });

  it('gives and takes the password', () => {
    const [given] = users(newUser, made('aws_iam_user_login_profile.ci', profile));
    expect(given?.facts.passwordEnabled).to.equal(true);
    const [taken] = users(oldUser, gone('aws_iam_user_login_profile.ci', profile));
    expect(taken?.facts.passwordEnabled).to.equal(false);
    const [stays] = users(oldUser, kept('aws_iam_user_login_profile.ci', profile));
    expect(stays?.facts.passwordEnabled).to.equal(true);
  });

  it('puts users into groups, from either end, by the names that groups have', () => {
    const [user] = users(
      newUser,
      made('aws_iam_group.readers', { name: 'readers' }),
      made('aws_iam_user_group_membership.ci', { user: 'ci', groups: ['writers'] }),
      made('aws_iam_group_membership.readers', { users: ['ci'] }, [], { group: 'aws_iam_group.readers.id' }),
    );
    expect(user?.facts.groups).to.have.members(['readers', 'writers']);
    const [unsure] = users(newUser, made('aws_iam_user_group_membership.ci', { user: 'ci' }, ['groups']));
    expect(unknownOf(unsure)).to.include('groups/*');
  });

  it('takes a user out of a group, and leaves one that is not in the plan', () => {
    const membership = { group: 'readers', users: ['ci', 'bob'] };
    const found = users(oldUser, gone('aws_iam_group_membership.readers', membership));
    expect(found.map(({ name }) => name)).to.have.members(['ci', 'bob']);
    for (const user of found) expect(user.facts.groups).to.deep.equal([]);
  });

  it('writes and attaches policies', () => {
    const [user] = users(
      newUser,
      made('aws_iam_user_policy.read', { user: 'ci', name: 'read', policy: '{}' }),
      made('aws_iam_user_policy_attachments_exclusive.ci', { user_name: 'ci', policy_arns: [arn('policy/a')] }),
      made('aws_iam_user_policies_exclusive.ci', { user_name: 'ci', policy_names: ['read'] }),
    );
    expect(user?.facts.inlinePolicies).to.deep.equal([{ name: 'read', document: '{}' }]);
    expect(user?.facts.attachedPolicies).to.deep.equal([{ arn: arn('policy/a'), name: 'a' }]);
  });
});

describe('access keys in a plan', () => {
  const keys = (...changes: readonly Change[]) => planned('aws.iam.access-key', ...changes);

  it('belongs to the user of the plan, and is active unless it says otherwise', () => {
    const key = made('aws_iam_access_key.ci', { user: 'ci', status: 'Active' }, ['create_date', 'secret']);
    const [active] = keys(newUser, key, made('aws_iam_user_login_profile.ci', profile));
    expect(active?.facts).to.deep.include({
      userName: 'ci',
      userArn: 'tf:aws_iam_user.ci',
      userPasswordEnabled: true,
      active: true,
    });
    expect(unknownOf(active)).to.deep.equal(['lastRotatedAt', 'lastUsedAt', 'number', 'userCreatedAt']);
    const [idle] = keys(made('aws_iam_access_key.ci', { user: 'bob', status: 'Inactive' }));
    expect(idle?.facts.active).to.equal(false);
    expect(unknownOf(idle)).to.include('userArn');
  });

  it('tells no secret', () => {
    const values = { id: 'AKIAEXAMPLE', user: 'ci', status: 'Active', secret: 'hush', ses_smtp_password_v4: 'hush' };
    expect(JSON.stringify(keys(kept('aws_iam_access_key.ci', values)))).to.not.include('hush');
  });
});
