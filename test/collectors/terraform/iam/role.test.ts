import { expect } from 'chai';
import { onto } from '../../../../collectors/planned/change.ts';
import { changeOf } from '../../../../collectors/terraform/read.ts';
import { inventoryOf } from '../../../../core/inventory.ts';
import type { Facts } from '../../../../core/kinds/index.ts';
import type { Resource } from '../../../../core/resource.ts';
import { planOf, type Change } from '../plans.ts';
import { gone, kept, made, planned, unknownOf } from '../made.ts';

const arn = (path: string) => `arn:aws:iam::123456789012:${path}`;
const readOnly = { arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess', name: 'ReadOnlyAccess' };
const trust = '{"Version":"2012-10-17","Statement":[]}';
const computed = ['unique_id', 'create_date', 'inline_policy', 'managed_policy_arns'];
const newRole = (more: Record<string, unknown> = {}): Change =>
  made('aws_iam_role.web', { name: 'web', path: '/', assume_role_policy: trust, ...more }, computed);
const oldRole = (managed: readonly string[], inline: readonly unknown[] = []): Change =>
  kept(
    'aws_iam_role.web',
    {
      id: 'web',
      arn: arn('role/web'),
      name: 'web',
      path: '/',
      assume_role_policy: trust,
      managed_policy_arns: managed,
      inline_policy: inline,
    },
    ['managed_policy_arns', 'inline_policy'],
  );
const roles = (...changes: readonly Change[]) => planned('aws.iam.role', ...changes);
const attachment = { role: 'web', policy_arn: readOnly.arn };

describe('roles in a plan', () => {
  it('has of a new one what the plan attaches, and does not know whether a dynamic block writes into it', () => {
    const [role] = roles(
      newRole(),
      made('aws_iam_policy.deploy', { name: 'deploy' }, ['policy']),
      made('aws_iam_role_policy_attachment.deploy', { role: 'web' }, [], { policy_arn: 'aws_iam_policy.deploy.arn' }),
      made('aws_iam_role_policy_attachment.read', { role: 'web', policy_arn: readOnly.arn }),
    );
    expect(role?.facts.attachedPolicies).to.have.deep.members([
      { arn: 'tf:aws_iam_policy.deploy', name: 'deploy' },
      readOnly,
    ]);
    expect(role?.facts).to.include({ path: '/', permissionsBoundary: null, assumeRolePolicy: trust });
    expect(unknownOf(role)).to.deep.equal(['createdAt', 'inlinePolicies/*', 'lastUsedAt', 'roleId']);
    expect(role?.region).to.equal('global');
  });

  it('has no inline policies but its own where all others are excluded', () => {
    const exclusive = made('aws_iam_role_policies_exclusive.web', { role_name: 'web', policy_names: ['read'] });
    const policy = made('aws_iam_role_policy.read', { role: 'web', name: 'read', policy: '{}' });
    const [role] = roles(newRole(), exclusive, policy);
    expect(role?.facts.inlinePolicies).to.deep.equal([{ name: 'read', document: '{}' }]);
    expect(unknownOf(role)).to.not.include('inlinePolicies/*');
  });

  it('has none where an empty block says so, and those of a dynamic block that is known', () => {
    const [none] = roles(newRole({ inline_policy: [{ name: '', policy: '' }] }));
    expect(none?.facts.inlinePolicies).to.deep.equal([]);
    const dynamic = { ...newRole({ inline_policy: [{ name: 'read' }] }), expressions: { name: {} } };
    const [role] = roles({ ...dynamic, unknown: { id: true, inline_policy: [{ policy: true }] } });
    expect(role?.facts.inlinePolicies).to.deep.equal([{ name: 'read', document: null }]);
    expect(unknownOf(role)).to.include('inlinePolicies/0/document');
  });

  it('does not know which policies are attached where the source gives a list that is not known', () => {
    const given = newRole();
    const [role] = roles({ ...given, expressions: { ...given.expressions, managed_policy_arns: {} } });
    expect(unknownOf(role)).to.include('attachedPolicies/*');
    const [bare] = roles({ ...given, expressions: {} });
    expect(unknownOf(bare)).to.include('attachedPolicies/*');
  });

  it('finds a role whose name is not known yet', () => {
    const role = made('aws_iam_role.web', { name_prefix: 'web-', assume_role_policy: trust }, [...computed, 'name']);
    const policy = made('aws_iam_policy.deploy', { name_prefix: 'deploy-' }, ['name', 'policy']);
    const refers = { role: 'aws_iam_role.web.name', policy_arn: 'aws_iam_policy.deploy.arn' };
    const found = roles(role, policy, made('aws_iam_role_policy_attachment.deploy', {}, [], refers));
    expect(found).to.have.lengthOf(1);
    expect(found[0]?.facts.attachedPolicies).to.deep.equal([{ arn: 'tf:aws_iam_policy.deploy', name: null }]);
    expect(unknownOf(found[0])).to.include('attachedPolicies/0/name');
    expect(found[0]?.name).to.equal(null);
  });

  it('takes out of the state what an attachment withdraws', () => {
    const policy = { role: 'web', name: 'read', policy: '{"Statement":[]}' };
    const [role] = roles(
      oldRole([readOnly.arn, arn('policy/other')], [{ name: 'read', policy: policy.policy }]),
      gone('aws_iam_role_policy_attachment.read', attachment),
      gone('aws_iam_role_policy.read', policy),
    );
    expect(role?.facts.attachedPolicies).to.deep.equal([{ arn: arn('policy/other'), name: 'other' }]);
    expect(role?.facts.inlinePolicies).to.deep.equal([]);
  });

  it('attaches one policy to many, and to any that is new where it is not known to which', () => {
    const many = made('aws_iam_policy_attachment.all', { roles: ['web', 'batch'], policy_arn: readOnly.arn });
    const [web, batch] = roles(newRole(), many);
    expect(web?.facts.attachedPolicies).to.deep.equal([readOnly]);
    expect(batch).to.include({ name: 'batch', arn: 'aws.iam.role/batch' });
    expect(batch?.facts.attachedPolicies).to.deep.equal([readOnly]);
    expect(unknownOf(batch)).to.include('attachedPolicies/*');
    const some = made('aws_iam_role_policy_attachment.some', { policy_arn: readOnly.arn }, ['role']);
    const [perhaps, alone] = roles(newRole(), some);
    expect(perhaps?.facts.attachedPolicies).to.deep.equal([]);
    expect(unknownOf(perhaps)).to.include('attachedPolicies/*');
    expect(alone?.facts.attachedPolicies).to.deep.equal([readOnly]);
  });

  it('leaves to a service what its own role may do', () => {
    const [role] = roles(
      made('aws_iam_service_linked_role.ecs', { aws_service_name: 'ecs.amazonaws.com' }, ['name', 'path']),
    );
    expect(role?.facts).to.deep.equal({ path: '/aws-service-role/ecs.amazonaws.com/', permissionsBoundary: null });
    expect(unknownOf(role)).to.include.members(['attachedPolicies', 'inlinePolicies', 'assumeRolePolicy']);
  });

  it('says what is of another type than it must be', () => {
    const [role] = roles(newRole({ path: ['/'], permissions_boundary: { a: 1 } }));
    expect(role?.unknown?.path?.message).to.equal('path is not a text');
    expect(role?.unknown?.permissionsBoundary?.reason).to.equal('error');
  });
});

describe('policies of roles that are not in the plan', () => {
  const live = (attachedPolicies: Facts<'aws.iam.role'>['attachedPolicies']): Resource => ({
    kind: 'aws.iam.role',
    arn: arn('role/service/web'),
    account: '123456789012',
    region: 'global',
    name: 'web',
    tags: {},
    facts: {
      roleId: 'AROAWEB',
      path: '/service/',
      createdAt: '2024-01-31T12:00:00.000Z',
      assumeRolePolicy: trust,
      attachedPolicies,
      inlinePolicies: [],
      permissionsBoundary: null,
      lastUsedAt: null,
    },
    source: { operation: 'iam:GetAccountAuthorizationDetails', request: null },
  });
  const put = async (change: Change, resource: Resource) => {
    const inventory = inventoryOf({
      takenAt: '2026-06-15T12:00:00.000Z',
      accounts: [{ id: '123456789012', enabled: ['us-east-1'], scanned: ['us-east-1'] }],
      coverage: [],
      resources: [resource],
    });
    const judged = await onto(changeOf(planOf([change]), 'plan.json'), inventory);
    const after: Resource[] = [];
    for await (const one of judged.after.resources()) after.push(one);
    return { removed: judged.removed, after };
  };

  it('adds one to the role of that name, whatever its path', async () => {
    const { after } = await put(made('aws_iam_role_policy_attachment.read', attachment), live([]));
    expect(after).to.have.lengthOf(1);
    expect((after[0] as Resource<'aws.iam.role'>).facts.attachedPolicies).to.deep.equal([readOnly]);
    expect(after[0]?.arn).to.equal(arn('role/service/web'));
    expect(unknownOf(after[0])).to.deep.equal([]);
  });

  it('withdraws one, and leaves the role', async () => {
    const other = { arn: arn('policy/other'), name: 'other' };
    const { after, removed } = await put(
      gone('aws_iam_role_policy_attachment.read', attachment),
      live([readOnly, other]),
    );
    expect((after[0] as Resource<'aws.iam.role'>).facts.attachedPolicies).to.deep.equal([other]);
    expect(removed.size).to.equal(0);
  });
});
