import { expect } from 'chai';
import collector from '../../../../collectors/aws/iam/principals.ts';
import { collectWith, denied, throttled, type Answers } from '../collect.ts';
import { refusal } from '../wire.ts';
import { xml } from '../xml.ts';
import { arn, details, generate, get, line, page, reported, state, user } from './answers.ts';

const summary = 'iam:GetAccountSummary';
const passwordPolicy = 'iam:GetAccountPasswordPolicy';
const devices = 'iam:ListVirtualMFADevices';
const saml = 'iam:ListSAMLProviders';
const listed = ['aws.iam.user', 'aws.iam.group', 'aws.iam.role', 'aws.iam.policy'];
const allow = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';
const encoded = encodeURIComponent(allow);

const collect = async (answers: Answers) => {
  const collection = await collectWith(collector, { ...reported(), ...answers });
  const of = (kind: string) => collection.resources.filter((one) => one.kind === kind);
  return { ...collection, of, account: of('aws.iam.account')[0]! };
};

describe('IAM principals', () => {
  it('reads users with what the report and the devices tell, and their keys', async () => {
    const alice = user('alice', {
      Path: '/staff/',
      Arn: arn('user/staff/alice'),
      UserId: 'AIDAALICE',
      'GroupList/member': ['Admins'],
      'AttachedManagedPolicies/member': [{ PolicyName: 'Own', PolicyArn: arn('policy/Own') }],
      'UserPolicyList/member': [{ PolicyName: 'inline', PolicyDocument: encoded }],
      PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: arn('policy/Boundary') },
      'Tags/member': [{ Key: '__proto__', Value: 'kept' }],
    });
    const cells = {
      password_enabled: 'TRUE',
      password_last_used: '2026-01-30T08:00:00+00:00',
      password_last_changed: '2025-06-01T08:00:00+00:00',
      mfa_active: 'FALSE',
      access_key_1_active: 'true',
      access_key_1_last_rotated: '2025-01-01T00:00:00+00:00',
      access_key_1_last_used_date: '2026-01-31T00:00:00+00:00',
      access_key_2_active: 'false',
      access_key_2_last_rotated: '2024-06-01T00:00:00+00:00',
    };
    const { of, gaps, operations, asked } = await collect({
      ...reported(line('alice', cells, arn('user/staff/alice'))),
      [details]: [page({ users: [alice] })],
      [devices]: [
        xml({
          'VirtualMFADevices/member': [{ SerialNumber: arn('mfa/phone'), User: { Arn: arn('user/staff/alice') } }],
          IsTruncated: false,
        }),
      ],
    });
    const source = { operation: details, request: 'GetAccountAuthorizationDetails-1' };
    const told = { operation: get, request: 'GetCredentialReport-1' };
    expect(gaps).to.deep.equal([]);
    expect(of('aws.iam.user')).to.deep.equal([
      {
        kind: 'aws.iam.user',
        arn: arn('user/staff/alice'),
        account: '123456789012',
        region: 'global',
        name: 'alice',
        tags: Object.fromEntries([['__proto__', 'kept']]),
        facts: {
          userId: 'AIDAALICE',
          path: '/staff/',
          createdAt: '2024-01-31T12:00:00.000Z',
          groups: ['Admins'],
          inlinePolicies: [{ name: 'inline', document: allow }],
          attachedPolicies: [{ arn: arn('policy/Own'), name: 'Own' }],
          permissionsBoundary: arn('policy/Boundary'),
          passwordEnabled: true,
          passwordLastUsedAt: '2026-01-30T08:00:00.000Z',
          passwordLastChangedAt: '2025-06-01T08:00:00.000Z',
          mfaActive: false,
          virtualMfaDevices: [arn('mfa/phone')],
        },
        source,
        sources: {
          passwordEnabled: told,
          passwordLastUsedAt: told,
          passwordLastChangedAt: told,
          mfaActive: told,
          virtualMfaDevices: { operation: devices, request: 'ListVirtualMFADevices-1' },
        },
      },
    ]);
    const key = (number: number, facts: object) => ({
      kind: 'aws.iam.access-key',
      arn: arn(`user/staff/alice:access-key/${number}`),
      account: '123456789012',
      region: 'global',
      name: 'alice',
      tags: {},
      facts: {
        userName: 'alice',
        userArn: arn('user/staff/alice'),
        userCreatedAt: '2024-01-31T12:00:00.000Z',
        userPasswordEnabled: true,
        number,
        ...facts,
      },
      source: told,
    });
    expect(of('aws.iam.access-key')).to.deep.equal([
      key(1, { active: true, lastRotatedAt: '2025-01-01T00:00:00.000Z', lastUsedAt: '2026-01-31T00:00:00.000Z' }),
      key(2, { active: false, lastRotatedAt: '2024-06-01T00:00:00.000Z', lastUsedAt: null }),
    ]);
    expect(operations).to.deep.equal([...collector.operations].sort());
    expect(asked).to.have.lengthOf(7);
    expect(asked.find(({ operation }) => operation === details)!.question).to.deep.equal({ MaxItems: '1000' });
    expect(asked.find(({ operation }) => operation === devices)!.question).to.deep.equal({
      AssignmentStatus: 'Assigned',
      MaxItems: '1000',
    });
  });

  it('reads groups, roles and policies', async () => {
    const group = {
      Path: '/',
      GroupName: 'Admins',
      GroupId: 'AGPA1',
      Arn: arn('group/Admins'),
      CreateDate: '2024-01-31T12:00:00Z',
      'GroupPolicyList/member': [],
      'AttachedManagedPolicies/member': [{ PolicyName: 'Own', PolicyArn: arn('policy/Own') }],
    };
    const role = {
      Path: '/',
      RoleName: 'EC2role',
      RoleId: 'AROA1',
      Arn: arn('role/EC2role'),
      CreateDate: '2024-01-31T12:00:00Z',
      AssumeRolePolicyDocument: encoded,
      'InstanceProfileList/member': [],
      'RolePolicyList/member': [{ PolicyName: 'inline', PolicyDocument: encoded }],
      'AttachedManagedPolicies/member': [],
      'Tags/member': [{ Key: 'Project', Value: 'Web' }],
      RoleLastUsed: { LastUsedDate: '2026-01-30T08:00:00Z', Region: 'us-east-1' },
    };
    const policy = {
      PolicyName: 'Own',
      PolicyId: 'ANPA1',
      Arn: arn('policy/Own'),
      Path: '/',
      DefaultVersionId: 'v2',
      AttachmentCount: 1,
      PermissionsBoundaryUsageCount: 0,
      IsAttachable: true,
      CreateDate: '2024-01-31T12:00:00Z',
      UpdateDate: '2025-01-31T12:00:00Z',
      'PolicyVersionList/member': [
        { VersionId: 'v1', IsDefaultVersion: false, Document: encodeURIComponent('{}') },
        { VersionId: 'v2', IsDefaultVersion: true, Document: encoded },
      ],
    };
    const { of } = await collect({ [details]: [page({ groups: [group], roles: [role], policies: [policy] })] });
    const source = { operation: details, request: 'GetAccountAuthorizationDetails-1' };
    const common = { account: '123456789012', region: 'global', source };
    expect(of('aws.iam.group')).to.deep.equal([
      {
        kind: 'aws.iam.group',
        arn: arn('group/Admins'),
        ...common,
        name: 'Admins',
        tags: {},
        facts: {
          groupId: 'AGPA1',
          groupName: 'Admins',
          path: '/',
          createdAt: '2024-01-31T12:00:00.000Z',
          inlinePolicies: [],
          attachedPolicies: [{ arn: arn('policy/Own'), name: 'Own' }],
        },
      },
    ]);
    expect(of('aws.iam.role')).to.deep.equal([
      {
        kind: 'aws.iam.role',
        arn: arn('role/EC2role'),
        ...common,
        name: 'EC2role',
        tags: { Project: 'Web' },
        facts: {
          roleId: 'AROA1',
          path: '/',
          createdAt: '2024-01-31T12:00:00.000Z',
          assumeRolePolicy: allow,
          inlinePolicies: [{ name: 'inline', document: allow }],
          attachedPolicies: [],
          permissionsBoundary: null,
          lastUsedAt: '2026-01-30T08:00:00.000Z',
        },
      },
    ]);
    const { unknown, ...own } = of('aws.iam.policy')[0]!;
    expect(own).to.deep.equal({
      kind: 'aws.iam.policy',
      arn: arn('policy/Own'),
      ...common,
      name: 'Own',
      tags: {},
      facts: {
        policyId: 'ANPA1',
        path: '/',
        owner: 'customer',
        attachmentCount: 1,
        boundaryCount: 0,
        document: allow,
        createdAt: '2024-01-31T12:00:00.000Z',
        updatedAt: '2025-01-31T12:00:00.000Z',
      },
    });
    expect(unknown).to.have.keys('tags');
  });

  it('reads the settings of the account and of the root user', async () => {
    const entries = {
      AccountMFAEnabled: 1,
      AccountAccessKeysPresent: 0,
      AccountSigningCertificatesPresent: 0,
      AccountPasswordPresent: 1,
    };
    const { account } = await collect({
      [summary]: [xml({ 'SummaryMap/entry': Object.entries(entries).map(([key, value]) => ({ key, value })) })],
      [passwordPolicy]: [
        xml({
          PasswordPolicy: {
            MinimumPasswordLength: 14,
            RequireSymbols: true,
            RequireNumbers: true,
            RequireUppercaseCharacters: true,
            RequireLowercaseCharacters: false,
            AllowUsersToChangePassword: true,
            ExpirePasswords: true,
            MaxPasswordAge: 90,
            PasswordReusePrevention: 24,
          },
        }),
      ],
      [saml]: [xml({ 'SAMLProviderList/member': [{ Arn: arn('saml-provider/sso') }] })],
    });
    expect(account).to.include({ arn: arn('root'), account: '123456789012', region: 'global' });
    expect(account).to.not.have.property('unknown');
    const { reportGeneratedAt: _, ...facts } = account.facts as { reportGeneratedAt: string };
    expect(facts).to.deep.equal({
      rootMfaEnabled: true,
      rootAccessKeysPresent: 0,
      rootSigningCertificatesPresent: 0,
      rootPasswordPresent: 1,
      rootPasswordLastUsedAt: '2026-01-01T10:00:00.000Z',
      rootAccessKey1LastUsedAt: null,
      rootAccessKey2LastUsedAt: null,
      rootVirtualMfaDevices: [],
      passwordPolicy: {
        minimumLength: 14,
        requireUppercase: true,
        requireLowercase: false,
        requireNumbers: true,
        requireSymbols: true,
        expirePasswords: true,
        reusePrevention: 24,
        maximumAgeDays: 90,
      },
      samlProviders: [arn('saml-provider/sso')],
    });
    expect(account.sources!.passwordPolicy).to.include({ operation: passwordPolicy });
    expect(account.sources!.rootMfaEnabled).to.include({ operation: summary });
  });

  it('iam-019, iam-022: knows that there is no password policy, and what one leaves out', async () => {
    const none = await collect({ [passwordPolicy]: [refusal(passwordPolicy, 'NoSuchEntity', 'none', 404)] });
    expect(none.account.facts).to.include({ passwordPolicy: null });
    const short = {
      MinimumPasswordLength: 6,
      RequireSymbols: false,
      RequireNumbers: true,
      RequireUppercaseCharacters: false,
      RequireLowercaseCharacters: false,
      ExpirePasswords: false,
    };
    for (const policy of [short, { ...short, MaxPasswordAge: 0, PasswordReusePrevention: 0 }]) {
      const { account } = await collect({ [passwordPolicy]: [xml({ PasswordPolicy: policy })] });
      const read = (account.facts as { passwordPolicy: object }).passwordPolicy;
      expect(read).to.include({
        requireNumbers: true,
        expirePasswords: false,
        maximumAgeDays: null,
        reusePrevention: null,
      });
    }
    const { ExpirePasswords: _, ...partial } = short;
    const cut = await collect({ [passwordPolicy]: [xml({ PasswordPolicy: partial })] });
    expect(cut.account.unknown!.passwordPolicy).to.include({ reason: 'error', operation: passwordPolicy });
  });

  it('iam-020: does not know what is denied, each fact alone, and what the summary does not tell', async () => {
    const { account, gaps } = await collect({
      [passwordPolicy]: [denied(passwordPolicy)],
      [saml]: [denied(saml)],
      [devices]: [denied(devices)],
      [details]: [page({ users: [user('alice')] })],
      ...reported(line('alice')),
    });
    expect(gaps).to.deep.equal([]);
    for (const fact of ['passwordPolicy', 'samlProviders', 'rootVirtualMfaDevices'])
      expect(account.unknown![fact]).to.include({ reason: 'access-denied' });
    for (const fact of ['rootMfaEnabled', 'rootPasswordPresent'])
      expect(account.unknown![fact]).to.include({ reason: 'error', operation: summary });
    expect(account.facts).to.include.keys('rootPasswordLastUsedAt', 'reportGeneratedAt');
    const other = await collect({ [summary]: [denied(summary)], [details]: [page({})] });
    expect(other.account.unknown!.rootMfaEnabled).to.include({ reason: 'access-denied', operation: summary });
    expect(other.account.facts).to.include.keys('samlProviders', 'rootVirtualMfaDevices');
  });

  it('iam-014, iam-016: tells whose a device is by the ARN, whatever it and its owner are called', async () => {
    const owned = (serial: string, owner: string) => ({ SerialNumber: arn(serial), User: { Arn: arn(owner) } });
    const { account, of } = await collect({
      ...reported(line('groot'), line('root', {}, arn('user/root/root'))),
      [details]: [page({ users: [user('groot'), user('root', { Arn: arn('user/root/root') })] })],
      [devices]: [
        xml({
          'VirtualMFADevices/member': [
            owned('mfa/renamed', 'root'),
            owned('mfa/root-account-mfa-device', 'user/groot'),
          ],
          IsTruncated: true,
          Marker: 'more',
        }),
        xml({ 'VirtualMFADevices/member': [owned('mfa/b', 'user/groot')], IsTruncated: false }),
      ],
    });
    expect(account.facts).to.deep.include({ rootVirtualMfaDevices: [arn('mfa/renamed')] });
    expect(
      of('aws.iam.user').map(({ facts }) => (facts as { virtualMfaDevices: unknown }).virtualMfaDevices),
    ).to.deep.equal([[arn('mfa/root-account-mfa-device'), arn('mfa/b')], []]);
  });

  it("does not know whose devices there are where one is nobody's", async () => {
    const one = xml({ 'VirtualMFADevices/member': [{ SerialNumber: arn('mfa/lost') }], IsTruncated: false });
    const { account } = await collect({ [devices]: [one] });
    expect(account.unknown!.rootVirtualMfaDevices).to.include({ reason: 'error', operation: devices });
  });

  it('reads all pages, also after one that was throttled', async () => {
    const { of, gaps } = await collect({
      ...reported(line('a'), line('b')),
      [details]: [
        throttled(details),
        page({ users: [user('a')], policies: [{ Arn: arn('policy/p') }] }, 'page-2'),
        page({ users: [user('b')], roles: [{ Arn: arn('role/r') }], groups: [{ Arn: arn('group/g') }] }),
      ],
    });
    expect(gaps).to.deep.equal([]);
    expect(listed.map((kind) => of(kind).map((one) => one.arn))).to.deep.equal([
      [arn('user/a'), arn('user/b')],
      [arn('group/g')],
      [arn('role/r')],
      [arn('policy/p')],
    ]);
  });

  it('finds the account alone where nobody is in it', async () => {
    const { resources, gaps, failure } = await collect({});
    expect(resources.map(({ kind }) => kind)).to.deep.equal(['aws.iam.account']);
    expect(gaps).to.deep.equal([]);
    expect(failure).to.equal(null);
  });

  const key = { access_key_1_active: 'true', access_key_1_last_rotated: '2025-01-01T00:00:00+00:00' };

  it('keeps account and keys where the listing is denied', async () => {
    const { of, gaps, failure } = await collect({
      ...reported(line('alice', key), line('bob')),
      [details]: [denied(details)],
    });
    expect(failure).to.equal(null);
    expect(gaps.map(({ kind, reason, operation }) => [kind, reason, operation])).to.deep.equal(
      listed.map((kind) => [kind, 'access-denied', details]),
    );
    expect(of('aws.iam.account')).to.have.lengthOf(1);
    expect(of('aws.iam.access-key').map((one) => one.arn)).to.deep.equal([arn('user/alice:access-key/1')]);
  });

  it('keeps the first page where the second fails, and every key once', async () => {
    const { of, gaps } = await collect({
      ...reported(line('alice', key), line('bob', key)),
      [details]: [page({ users: [user('alice')] }, 'page-2'), denied(details)],
    });
    expect(gaps.map(({ kind }) => kind)).to.deep.equal(listed);
    expect(of('aws.iam.user').map(({ name }) => name)).to.deep.equal(['alice']);
    expect(of('aws.iam.access-key').map(({ name }) => name)).to.deep.equal(['alice', 'bob']);
  });

  it('ends with gaps alone where nothing may be read', async () => {
    const { gaps, failure, resources } = await collectWith(
      collector,
      Object.fromEntries(collector.operations.map((operation) => [operation, [denied(operation)]])),
    );
    expect(failure).to.equal(null);
    expect(gaps.map(({ kind }) => kind).sort()).to.deep.equal([...listed, 'aws.iam.access-key'].sort());
    expect(resources).to.have.lengthOf(1);
    expect(resources[0]!.facts).to.deep.equal({});
  });

  it('iam-034: leaves out the keys of a user who was deleted after the report', async () => {
    const { of, gaps } = await collect({
      ...reported(line('alice', key), line('gone', key)),
      [details]: [page({ users: [user('alice')] })],
    });
    expect(gaps).to.deep.equal([]);
    expect(of('aws.iam.access-key').map(({ name }) => name)).to.deep.equal(['alice']);
  });

  it('iam-041: reads users called a,b and __proto__', async () => {
    const { of, gaps } = await collect({
      ...reported(line('a,b', { ...key, password_enabled: 'true' }), line('__proto__', key)),
      [details]: [page({ users: [user('a,b'), user('__proto__')] })],
    });
    expect(gaps).to.deep.equal([]);
    expect(of('aws.iam.user')[0]!.facts).to.include({ passwordEnabled: true, mfaActive: false });
    expect(of('aws.iam.access-key').map((one) => one.arn)).to.deep.equal([
      arn('user/a,b:access-key/1'),
      arn('user/__proto__:access-key/1'),
    ]);
  });

  it('iam-004: does not know when an active key was made that the report says there is not', async () => {
    const { of } = await collect({
      ...reported(line('alice', { access_key_1_active: 'true', access_key_2_active: 'maybe' })),
      [details]: [page({ users: [user('alice')] })],
    });
    const [first, second] = of('aws.iam.access-key');
    expect(first!.facts).to.include({ active: true });
    expect(first!.unknown).to.have.keys('lastRotatedAt');
    expect(second!.unknown).to.have.keys('active', 'lastRotatedAt');
  });

  it("leaves out AWS's policies that nobody here has", async () => {
    const aws = (name: string, AttachmentCount: number, PermissionsBoundaryUsageCount: number) => ({
      PolicyName: name,
      Arn: `arn:aws:iam::aws:policy/${name}`,
      AttachmentCount,
      PermissionsBoundaryUsageCount,
    });
    const unused = { PolicyName: 'Own', Arn: arn('policy/Own'), AttachmentCount: 0, PermissionsBoundaryUsageCount: 0 };
    const { of } = await collect({
      [details]: [page({ policies: [aws('Attached', 1, 0), aws('Boundary', 0, 1), aws('Unused', 0, 0), unused] })],
    });
    expect(of('aws.iam.policy').map(({ name, facts }) => [name, (facts as { owner: string }).owner])).to.deep.equal([
      ['Attached', 'aws'],
      ['Boundary', 'aws'],
      ['Own', 'customer'],
    ]);
    expect(of('aws.iam.policy')[0]!.unknown).to.not.have.property('tags');
  });

  it('says what the answer lacks', async () => {
    const { of } = await collect({
      ...reported(line('alice')),
      [details]: [
        page({
          users: [user('alice')],
          groups: [{ Arn: arn('group/g') }],
          roles: [{ Arn: arn('role/r') }, { Arn: arn('role/unused'), RoleLastUsed: '' }],
          policies: [{ Arn: arn('policy/p'), 'PolicyVersionList/member': [] }],
        }),
      ],
    });
    // A user has no inline policy where the list is left out, and no boundary; the groups must be there.
    expect(of('aws.iam.user')[0]!.facts).to.deep.include({ inlinePolicies: [], permissionsBoundary: null });
    expect(of('aws.iam.user')[0]!.unknown).to.have.keys('userId', 'path', 'groups', 'attachedPolicies', 'tags');
    expect(of('aws.iam.group')[0]!.unknown).to.include.keys('groupName', 'inlinePolicies', 'attachedPolicies');
    expect(of('aws.iam.role')[0]!.unknown).to.include.keys('assumeRolePolicy', 'inlinePolicies', 'lastUsedAt', 'tags');
    expect(of('aws.iam.role')[1]!.facts).to.include({ lastUsedAt: null });
    expect(of('aws.iam.policy')[0]!.unknown).to.include.keys(
      'document',
      'attachmentCount',
      'boundaryCount',
      'policyId',
    );
    expect(of('aws.iam.policy')[0]).to.include({ name: 'p' });
  });

  it('decodes policies, and does not know one that cannot be decoded', async () => {
    const role = (name: string, document: string) => ({ Arn: arn(`role/${name}`), AssumeRolePolicyDocument: document });
    const { of } = await collect({
      [details]: [
        page({
          roles: [role('plain', '{"a":"100%"}'), role('plus', '%7B%22a%22%3A%22b+c%20d%22%7D'), role('broken', '%7B%')],
        }),
      ],
    });
    const [plain, plus, broken] = of('aws.iam.role');
    expect(plain!.facts).to.include({ assumeRolePolicy: '{"a":"100%"}' });
    expect(plus!.facts).to.include({ assumeRolePolicy: '{"a":"b+c d"}' });
    expect(broken!.unknown).to.include.keys('assumeRolePolicy');
    const open = await collect({
      [details]: [
        page({
          groups: [{ Arn: arn('group/g'), 'GroupPolicyList/member': [{ PolicyName: 'x', PolicyDocument: '%' }] }],
        }),
      ],
    });
    expect(open.of('aws.iam.group')[0]!.unknown).to.include.keys('inlinePolicies/*');
  });

  it('does not lose what has no ARN', async () => {
    const nameless = [{ Path: '/' }];
    const { resources, gaps } = await collect({
      [details]: [
        page({ users: nameless, groups: nameless, roles: nameless, policies: [{ Path: '/', AttachmentCount: 1 }] }),
      ],
    });
    expect(resources).to.have.lengthOf(1);
    expect(gaps.map(({ kind, reason, operation }) => [kind, reason, operation])).to.deep.equal(
      listed.map((kind) => [kind, 'error', details]),
    );
  });

  it('works in another partition', async () => {
    const owner = 'arn:aws-us-gov:iam::123456789012:root';
    const { resources } = await collectWith(
      collector,
      {
        ...reported(),
        [generate]: [state('COMPLETE')],
        [devices]: [
          xml({ 'VirtualMFADevices/member': [{ SerialNumber: 's', User: { Arn: owner } }], IsTruncated: false }),
        ],
      },
      { partition: 'aws-us-gov' },
    );
    expect(resources[0]).to.include({ arn: owner });
    expect(resources[0]!.facts).to.deep.include({ rootVirtualMfaDevices: ['s'] });
  });
});
