import { expect } from 'chai';
import { UnknownFact } from '../../../core/listing.ts';
import limited from '../../../rules/iam/iam-role-cross-account-access-limited.ts';
import guarded from '../../../rules/iam/iam-role-cross-account-guarded.ts';
import federation from '../../../rules/iam/iam-role-federation-scoped.ts';
import service from '../../../rules/iam/iam-role-service-trust-guarded.ts';
import open from '../../../rules/iam/iam-role-trust-not-public.ts';
import { accountFrom } from '../../../rules/shared/trust-policy.ts';
import { denied, findings, verdict } from '../tester.ts';

const kind = 'aws.iam.role';
const other = 'arn:aws:iam::999999999999:root';
const trust = (...statements: object[]) => ({
  path: '/',
  assumeRolePolicy: JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((one) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', ...one })),
  }),
});
const when = (operator: string, key: string, value: unknown) => ({ Condition: { [operator]: { [key]: value } } });
const linked = { path: '/aws-service-role/x.amazonaws.com/' };

describe('iam-role-trust-not-public', () => {
  const judged = async (...statements: object[]) => verdict(open, kind, trust(...statements));

  it('fails everyone, however written', async () => {
    for (const statement of [
      { Principal: '*' },
      { Principal: { AWS: '*' } },
      { Principal: { AWS: ['arn:aws:iam::123456789012:root', '*'] } },
      { Principal: { AWS: 'arn:aws:iam::*:root' } },
      { NotPrincipal: { AWS: other } },
      { Principal: '*', Action: '*' },
      { Principal: '*', Action: undefined, NotAction: 'sts:TagSession' },
      { Principal: '*', Action: ['sts:assume*'] },
      { Principal: '*', Action: 'sts:AssumeRoleWithWebIdentity' },
    ]) {
      expect(await judged(statement), JSON.stringify(statement)).to.equal('fail');
    }
  });

  it('passes named principals, other actions and no statement', async () => {
    for (const statement of [
      { Principal: { AWS: other } },
      { Principal: { Service: 'ec2.amazonaws.com' } },
      { Principal: { AWS: [] } },
      { Principal: '*', Action: 'sts:TagSession' },
      { Effect: 'Deny', Principal: '*' },
    ]) {
      expect(await judged(statement), JSON.stringify(statement)).to.equal('pass');
    }
    expect(await judged()).to.equal('pass');
    expect(await judged({ Principal: '*' }, { Effect: 'Deny', Principal: '*', Action: 'sts:*' })).to.equal('pass');
  });

  it('passes a condition that keeps strangers out, and no other', async () => {
    for (const [condition, expected] of [
      [when('StringEquals', 'aws:PrincipalOrgID', 'o-abc'), 'pass'],
      [when('StringEquals', 'AWS:principalaccount', ['123456789012']), 'pass'],
      [when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::123456789012:role/*'), 'pass'],
      [when('IpAddress', 'aws:SourceIp', '198.51.100.0/24'), 'pass'],
      [when('StringLike', 'aws:PrincipalOrgID', '*'), 'fail'],
      [when('StringLike', 'aws:PrincipalOrgID', 'o-*'), 'fail'],
      [when('StringEquals', 'aws:PrincipalOrgID', []), 'fail'],
      [when('StringEqualsIfExists', 'aws:PrincipalOrgID', 'o-abc'), 'fail'],
      [when('StringNotEquals', 'aws:PrincipalOrgID', 'o-abc'), 'fail'],
      [when('ForAllValues:StringLike', 'aws:PrincipalOrgPaths', 'o-abc/x/*'), 'fail'],
      [when('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-abc/x/*'), 'pass'],
      [when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/admin'), 'fail'],
      [when('IpAddress', 'aws:SourceIp', '0.0.0.0/0'), 'fail'],
      [when('IpAddress', 'aws:SourceIp', ['198.51.100.1', '0.0.0.0/1']), 'fail'],
      [when('IpAddress', 'aws:SourceIp', '::/0'), 'fail'],
      [when('StringEquals', 'sts:ExternalId', 'x'), 'fail'],
      [when('Bool', 'aws:MultiFactorAuthPresent', 'true'), 'fail'],
      [when('StringEquals', '__proto__', 'x'), 'fail'],
    ] as const) {
      expect(await judged({ Principal: '*', ...condition }), JSON.stringify(condition)).to.equal(expected);
    }
  });

  it('counts a Deny of everyone else', async () => {
    const refuse = (more: object) => ({ Effect: 'Deny', Principal: '*', ...more });
    const outside = when('StringNotEquals', 'aws:PrincipalOrgID', 'o-abc');
    expect(await judged({ Principal: '*' }, refuse(outside))).to.equal('pass');
    expect(await judged({ Principal: '*' }, { ...refuse(outside), Action: 'sts:TagSession' })).to.equal('fail');
    expect(await judged({ Principal: '*' }, { ...refuse(outside), Principal: { AWS: other } })).to.equal('fail');
    const any = refuse(when('ForAnyValue:StringNotEquals', 'aws:PrincipalOrgID', 'o-abc'));
    expect(await judged({ Principal: '*' }, any), 'it refuses nothing without the key').to.equal('fail');
    const all = refuse(when('ForAllValues:StringNotEquals', 'aws:PrincipalOrgID', 'o-abc'));
    expect(await judged({ Principal: '*' }, all)).to.equal('pass');
    const two = { Condition: { ...outside.Condition, Bool: { 'aws:SecureTransport': 'false' } } };
    expect(await judged({ Principal: '*' }, refuse(two)), 'both must hold').to.equal('fail');
  });

  it('is unknown of what is no policy', async () => {
    expect(await verdict(open, kind, { assumeRolePolicy: '<html>' })).to.equal('unknown');
    expect(await verdict(open, kind, { unknown: { assumeRolePolicy: denied } })).to.equal('unknown');
  });
});

describe('iam-role-cross-account-guarded', () => {
  const judged = async (...statements: object[]) => verdict(guarded, kind, trust(...statements));

  it('fails other accounts by ARN and by id, and names each', async () => {
    const ids = [other, '888888888888', 'arn:aws:sts::777777777777:assumed-role/x/y', 'arn:aws:iam::123456789012:root'];
    const found = await findings(guarded, kind, trust({ Principal: { AWS: ids } }));
    expect(found.map(({ part }) => part)).to.deep.equal(ids.slice(0, 3));
    expect(await judged({ Principal: { AWS: '123456789012' } })).to.equal('pass');
    expect(await judged({ Principal: { AWS: 'AIDAEXAMPLEDELETED' } }), 'of a deleted user').to.equal('pass');
    expect(await judged({ Principal: { Service: 'ec2.amazonaws.com' } })).to.equal('pass');
  });

  it('passes an external id, MFA, the organisation, and trusted accounts', async () => {
    const from = async (condition: object) => judged({ Principal: { AWS: other }, ...condition });
    expect(await from(when('StringEquals', 'sts:ExternalId', '7f3c'))).to.equal('pass');
    expect(await from(when('StringLike', 'sts:ExternalId', '*'))).to.equal('fail');
    expect(await from(when('StringEqualsIfExists', 'sts:ExternalId', '7f3c'))).to.equal('fail');
    expect(await from(when('Bool', 'aws:MultiFactorAuthPresent', true))).to.equal('pass');
    expect(await from(when('Bool', 'aws:MultiFactorAuthPresent', 'false'))).to.equal('fail');
    expect(await from(when('BoolIfExists', 'aws:MultiFactorAuthPresent', 'true'))).to.equal('fail');
    expect(await from(when('NumericLessThan', 'aws:MultiFactorAuthAge', '3600'))).to.equal('pass');
    expect(await from(when('StringEquals', 'aws:PrincipalOrgID', 'o-abc'))).to.equal('pass');
    const noMfa = { Effect: 'Deny', Principal: '*', ...when('BoolIfExists', 'aws:MultiFactorAuthPresent', 'false') };
    expect(await judged({ Principal: { AWS: other } }, noMfa)).to.equal('pass');
    const plain = { Effect: 'Deny', Principal: '*', ...when('Bool', 'aws:MultiFactorAuthPresent', 'false') };
    expect(await judged({ Principal: { AWS: other } }, plain), 'a key of a user carries none').to.equal('fail');
    // What lets a request without the key pass, or refuses nothing without it, demands nothing.
    expect(await from(when('ForAllValues:Bool', 'aws:MultiFactorAuthPresent', 'true'))).to.equal('fail');
    expect(await from(when('ForAnyValue:Bool', 'aws:MultiFactorAuthPresent', 'true'))).to.equal('pass');
    expect(await from(when('ForAllValues:NumericLessThan', 'aws:MultiFactorAuthAge', '3600'))).to.equal('fail');
    expect(await from(when('NumericLessThanIfExists', 'aws:MultiFactorAuthAge', '3600'))).to.equal('fail');
    for (const [operator, value] of [
      ['BoolIfExists', []],
      ['ForAnyValue:BoolIfExists', 'false'],
    ] as const) {
      const empty = { Effect: 'Deny', Principal: '*', ...when(operator, 'aws:MultiFactorAuthPresent', value) };
      expect(await judged({ Principal: { AWS: other } }, empty), operator).to.equal('fail');
    }
    const params = { 'iam-role-cross-account-guarded': { trustedAccounts: ['999999999999'] } };
    expect(await verdict(guarded, kind, trust({ Principal: { AWS: other } }), {}, { params })).to.equal('pass');
  });

  it('leaves service-linked roles, and does not guess the account of a planned one', async () => {
    const role = trust({ Principal: { AWS: other } });
    expect(await verdict(guarded, kind, { ...role, ...linked })).to.equal('not-applicable');
    const planned = { arn: 'tf:aws_iam_role.x', account: null };
    expect(() => accountFrom({ type: 'AWS', id: other }, planned)).to.throw(UnknownFact);
    expect(accountFrom({ type: 'Service', id: 'ec2.amazonaws.com' }, planned)).to.equal(null);
  });
});

describe('iam-role-cross-account-access-limited', () => {
  const attached = (name: string) => ({ attachedPolicies: [{ arn: `arn:aws-us-gov:iam::aws:policy/${name}`, name }] });
  const judged = async (name: string, ...principals: object[]) =>
    verdict(limited, kind, { ...trust(...principals), ...attached(name) });

  it('fails broad AWS-managed policies on a role that strangers may assume', async () => {
    expect(await judged('ReadOnlyAccess', { Principal: { AWS: other } })).to.equal('fail');
    expect(await judged('PowerUserAccess', { Principal: '*' })).to.equal('fail');
    expect(await judged('SecurityAudit', { Principal: { AWS: other } })).to.equal('pass');
    expect(await judged('ReadOnlyAccess', { Principal: { AWS: '123456789012' } })).to.equal('pass');
    const params = { 'iam-role-cross-account-access-limited': { trustedAccounts: ['999999999999'] } };
    const role = { ...trust({ Principal: { AWS: other } }), ...attached('ReadOnlyAccess') };
    expect(await verdict(limited, kind, role, {}, { params })).to.equal('pass');
  });
});

describe('iam-role-service-trust-guarded', () => {
  const judged = async (id: string, condition: object = {}) =>
    verdict(service, kind, trust({ Principal: { Service: id }, ...condition }));

  it('fails listed services without a source, and leaves the others', async () => {
    expect(await judged('states.amazonaws.com')).to.equal('fail');
    expect(await judged('states.amazonaws.com.cn')).to.equal('fail');
    expect(await judged('ec2.amazonaws.com')).to.equal('pass');
    expect(await judged('states.amazonaws.com', when('StringEquals', 'aws:SourceAccount', '123456789012'))).to.equal(
      'pass',
    );
    const arn = 'arn:aws:states:*:123456789012:stateMachine:*';
    expect(await judged('states.amazonaws.com', when('ArnLike', 'aws:SourceArn', arn))).to.equal('pass');
    expect(await judged('states.amazonaws.com', when('ArnLike', 'aws:SourceArn', 'arn:aws:states:*:*:*'))).to.equal(
      'fail',
    );
    expect(
      await verdict(service, kind, { ...trust({ Principal: { Service: 'ssm.amazonaws.com' } }), ...linked }),
    ).to.equal('not-applicable');
  });
});

describe('iam-role-federation-scoped', () => {
  const github = 'token.actions.githubusercontent.com';
  const judged = async (host: string, condition: object = {}, action = 'sts:AssumeRoleWithWebIdentity') =>
    verdict(
      federation,
      kind,
      trust({
        Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${host}` },
        Action: action,
        ...condition,
      }),
    );

  it('takes a subject that names its owner', async () => {
    for (const [value, expected] of [
      ['repo:my-org/my-repo:ref:refs/heads/main', 'pass'],
      ['repo:my-org/*', 'pass'],
      ['repo:my-org*', 'fail'],
      ['repo:*', 'fail'],
      ['repo:?y-org/x', 'fail'],
      ['*', 'fail'],
      [['repo:my-org/a:*', 'repo:*/b:*'], 'fail'],
    ] as const) {
      expect(await judged(github, when('StringLike', `${github}:sub`, value)), String(value)).to.equal(expected);
    }
    expect(await judged(github)).to.equal('fail');
    expect(await judged(github, when('StringEquals', `${github}:aud`, 'sts.amazonaws.com'))).to.equal('fail');
    expect(await judged(github, when('StringLikeIfExists', `${github}:sub`, 'repo:my-org/x'))).to.equal('fail');
  });

  it('takes an audience where the provider is not shared by everybody', async () => {
    expect(
      await judged(
        'oidc.eks.eu-west-1.amazonaws.com/id/1',
        when('StringEquals', 'oidc.eks.eu-west-1.amazonaws.com/id/1:aud', 'sts.amazonaws.com'),
      ),
    ).to.equal('pass');
    expect(await judged('oidc.example.com')).to.equal('fail');
    const cognito = trust({
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
    });
    expect(await verdict(federation, kind, cognito)).to.equal('fail');
  });

  it('says nothing of SAML providers and other roles', async () => {
    expect(await verdict(federation, kind, trust({ Principal: { AWS: other } }))).to.equal('not-applicable');
    const saml = { Federated: 'arn:aws:iam::123456789012:saml-provider/idp' };
    expect(await verdict(federation, kind, trust({ Principal: saml, Action: 'sts:*' }))).to.equal('not-applicable');
  });
});
