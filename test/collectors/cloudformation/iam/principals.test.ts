import { expect } from 'chai';
import { mappings } from '../../../../collectors/cloudformation/index.ts';
import { onto, type PlannedChange } from '../../../../collectors/planned/change.ts';
import { Mappings } from '../../../../collectors/planned/describe.ts';
import { OpenList, untold } from '../../../../collectors/planned/value.ts';
import { inventoryOf } from '../../../../core/inventory.ts';
import type { Resource } from '../../../../core/resource.ts';
import { described, objectsOf, unknownOf, type Written } from '../described.ts';

const arn = (path: string) => `arn:aws:iam::123456789012:${path}`;
const trust = { Version: '2012-10-17', Statement: [] };
const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };

describe('roles in a template', () => {
  it('has what its policies attach and write, of whatever type', () => {
    const [role] = described('aws.iam.role', {
      Deploy: ['AWS::IAM::ManagedPolicy', { PolicyDocument: document, Roles: ['cfn:template/Web'] }],
      Read: ['AWS::IAM::ManagedPolicy', { ManagedPolicyName: 'read', PolicyDocument: document }],
      Web: ['AWS::IAM::Role', { AssumeRolePolicyDocument: trust, ManagedPolicyArns: ['cfn:template/Read'] }],
      Write: ['AWS::IAM::Policy', { PolicyName: 'write', PolicyDocument: document, Roles: ['cfn:template/Web'] }],
    });
    expect(role?.facts).to.deep.include({
      path: '/',
      assumeRolePolicy: JSON.stringify(trust),
      attachedPolicies: [
        { arn: 'cfn:template/Read', name: 'read' },
        { arn: 'cfn:template/Deploy', name: null },
      ],
      inlinePolicies: [{ name: 'write', document: JSON.stringify(document) }],
      permissionsBoundary: null,
    });
    expect(role).to.include({ name: null, region: 'global', arn: 'cfn:template/Web' });
    expect(unknownOf(role)).to.deep.equal(['attachedPolicies/1/name', 'createdAt', 'lastUsedAt', 'roleId']);
  });

  it('leaves to a service what its own role may do', () => {
    const [role] = described('aws.iam.role', {
      Ecs: ['AWS::IAM::ServiceLinkedRole', { AWSServiceName: 'ecs.amazonaws.com' }],
    });
    expect(role?.facts).to.deep.equal({ path: '/aws-service-role/ecs.amazonaws.com/', permissionsBoundary: null });
  });

  it('does not know a document of which a part is not known', () => {
    const hidden = { ...document, Statement: [{ Effect: 'Allow', Resource: untold('a bucket’s objects') }] };
    const [role] = described('aws.iam.role', {
      Web: [
        'AWS::IAM::Role',
        { AssumeRolePolicyDocument: trust, Policies: [{ PolicyName: 'read', PolicyDocument: hidden }] },
      ],
    });
    expect(role?.unknown?.['inlinePolicies/0/document']?.message).to.equal('a bucket’s objects');
  });

  it('does not know lists that are not known, nor the end of those that may be longer', () => {
    const why = untold('a parameter');
    const given = { ManagedPolicyArns: new OpenList([arn('policy/a')], why), Policies: why };
    const [role] = described('aws.iam.role', { Web: ['AWS::IAM::Role', given] });
    expect(role?.facts.attachedPolicies).to.deep.equal([{ arn: arn('policy/a'), name: 'a' }]);
    expect(unknownOf(role)).to.include.members(['attachedPolicies/*', 'inlinePolicies/*', 'assumeRolePolicy']);
    const [misfit] = described('aws.iam.role', { Web: ['AWS::IAM::Role', { Path: {}, Policies: ['x'] }] });
    expect(misfit?.unknown?.path?.message).to.equal('Path is not a text');
    expect(misfit?.unknown?.['inlinePolicies/0']?.message).to.equal('an element of Policies is not a block');
  });
});

describe('users and groups in a template', () => {
  const written: Written = {
    Admins: ['AWS::IAM::Group', { Policies: [{ PolicyName: 'all', PolicyDocument: document }] }],
    Boundary: [
      'AWS::IAM::GroupPolicy',
      { GroupName: 'cfn:template/Admins', PolicyName: 'b', PolicyDocument: document },
    ],
    Ci: ['AWS::IAM::User', { Groups: ['cfn:template/Admins'] }],
    Key: ['AWS::IAM::AccessKey', { UserName: 'cfn:template/Ci', Status: 'Inactive' }],
    Read: ['AWS::IAM::UserPolicy', { UserName: 'cfn:template/Ci', PolicyName: 'read', PolicyDocument: document }],
  };

  it('names a group without a name by what stands for it, as users do', () => {
    const [group] = described('aws.iam.group', written);
    const [user] = described('aws.iam.user', written);
    expect(group?.facts.groupName).to.equal('cfn:template/Admins');
    expect(user?.facts.groups).to.deep.equal(['cfn:template/Admins']);
    expect(group?.facts.inlinePolicies?.map(({ name }) => name)).to.deep.equal(['all', 'b']);
    expect(user?.facts.inlinePolicies?.map(({ name }) => name)).to.deep.equal(['read']);
    expect(user?.facts.passwordEnabled).to.equal(false);
  });

  it('has a password where it has a login profile, and does not know one that is not known', () => {
    const password = (profile: unknown) =>
      described('aws.iam.user', { Ci: ['AWS::IAM::User', { LoginProfile: profile as never }] })[0];
    expect(password({ Password: 'x' })?.facts.passwordEnabled).to.equal(true);
    expect(unknownOf(password(untold('a condition')))).to.include('passwordEnabled');
  });

  it('has the user of a key', () => {
    const [key] = described('aws.iam.access-key', written);
    expect(key?.facts).to.deep.equal({ userName: 'cfn:template/Ci', userArn: 'cfn:template/Ci', active: false });
    expect(unknownOf(key)).to.include.members(['userPasswordEnabled', 'lastRotatedAt', 'number']);
  });
});

describe('a template put onto an account', () => {
  const live: Resource<'aws.iam.user'> = {
    kind: 'aws.iam.user',
    arn: arn('user/ci'),
    account: '123456789012',
    region: 'global',
    name: 'ci',
    tags: {},
    facts: {
      userId: 'AIDACI',
      path: '/',
      createdAt: '2024-01-31T12:00:00.000Z',
      groups: ['readers'],
      attachedPolicies: [],
      inlinePolicies: [{ name: 'read', document: JSON.stringify(document, null, 2) }],
      permissionsBoundary: null,
      passwordEnabled: true,
      passwordLastUsedAt: null,
      passwordLastChangedAt: null,
      mfaActive: false,
      virtualMfaDevices: [],
    },
    source: { operation: 'iam:GetAccountAuthorizationDetails', request: null },
  };
  const put = async (after: Written, before: Written | null): Promise<Resource<'aws.iam.user'>> => {
    const change: PlannedChange = {
      before: before === null ? null : objectsOf(before),
      after: objectsOf(after),
      mappings: new Mappings(mappings),
      source: { operation: 'template', request: null },
      madeAt: null,
    };
    const inventory = inventoryOf({
      takenAt: '2026-06-15T12:00:00.000Z',
      accounts: [{ id: '123456789012', enabled: ['us-east-1'], scanned: ['us-east-1'] }],
      coverage: [],
      resources: [live],
    });
    const found: Resource[] = [];
    for await (const one of (await onto(change, inventory)).after.resources()) found.push(one);
    expect(found).to.have.lengthOf(1);
    return found[0] as Resource<'aws.iam.user'>;
  };

  it('leaves what it does not speak of: a password, groups and policies from elsewhere', async () => {
    const { facts } = await put({ Ci: ['AWS::IAM::User', { UserName: 'ci', Groups: ['writers'] }] }, null);
    expect(facts.passwordEnabled).to.equal(true);
    expect(facts.groups).to.have.members(['readers', 'writers']);
    expect(facts.inlinePolicies).to.have.lengthOf(1);
  });

  it('takes back what the template before gave', async () => {
    const policies = { Policies: [{ PolicyName: 'read', PolicyDocument: document }] };
    const { facts } = await put(
      { Ci: ['AWS::IAM::User', { UserName: 'ci' }] },
      { Ci: ['AWS::IAM::User', { UserName: 'ci', LoginProfile: { Password: 'x' }, Groups: ['readers'], ...policies }] },
    );
    expect(facts.passwordEnabled).to.equal(false);
    expect(facts.groups).to.deep.equal([]);
    expect(facts.inlinePolicies).to.deep.equal([]);
  });

  it('has one policy of a name, whatever the spelling', async () => {
    const policies = { Policies: [{ PolicyName: 'read', PolicyDocument: document }] };
    const { facts } = await put({ Ci: ['AWS::IAM::User', { UserName: 'ci', ...policies }] }, null);
    expect(facts.inlinePolicies).to.deep.equal([{ name: 'read', document: JSON.stringify(document) }]);
  });
});
