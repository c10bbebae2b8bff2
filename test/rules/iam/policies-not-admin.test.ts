import { expect } from 'chai';
import awsManaged from '../../../rules/iam/iam-aws-policy-not-admin.ts';
import inline from '../../../rules/iam/iam-inline-policy-not-admin.ts';
import customer from '../../../rules/iam/iam-policy-not-admin.ts';
import { denied, findings, verdict } from '../tester.ts';

const kind = 'aws.iam.policy';
const allow = (more: object) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...more }] });
const all = allow({ Action: '*', Resource: '*' });
const judged = async (document: string) =>
  verdict(customer, kind, { arn: 'arn:aws:iam::123456789012:policy/p', owner: 'customer', document });

describe('rules on policies that allow everything', () => {
  it('iam-024: one service’s wildcard is not everything', async () => {
    expect(await judged(allow({ Action: 's3:*', Resource: '*' }))).to.equal('pass');
    expect(await judged(allow({ Action: ['s3:*', 'ec2:*'], Resource: ['*'] }))).to.equal('pass');
  });

  it('iam-025: NotAction that leaves nearly all is everything', async () => {
    expect(await judged(allow({ NotAction: 'iam:GetUser', Resource: '*' }))).to.equal('fail');
    expect(await judged(allow({ NotAction: ['s3:GetObject', 'kms:*'], Resource: '*' }))).to.equal('fail');
    expect(await judged(allow({ NotAction: '*', Resource: '*' }))).to.equal('pass');
  });

  it('iam-028: a single statement may be an object', async () => {
    expect(await judged('{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}')).to.equal('fail');
  });

  it('iam-029: statements that name no action say nothing, and do not throw', async () => {
    for (const more of [
      { Resource: '*' },
      { Resource: '*', Action: [] },
      { NotPrincipal: { AWS: 'arn:aws:iam::1:root' }, Resource: '*' },
      {},
    ]) {
      expect(await judged(allow(more))).to.equal('not-applicable');
    }
    expect(await judged('{"Statement":[]}')).to.equal('not-applicable');
    expect(await judged('{}')).to.equal('not-applicable');
    expect(await judged('{"Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}')).to.equal('pass');
  });

  it('iam-policy-not-admin: is unknown of what is no policy, or was denied', async () => {
    expect(await judged('{"Statement":')).to.equal('unknown');
    expect(await judged('{"Statement":[{"Effect":"Allow","Effect":"Deny","Action":"*","Resource":"*"}]}')).to.equal(
      'unknown',
    );
    expect(await verdict(customer, kind, { owner: 'customer', unknown: { document: denied } })).to.equal('unknown');
  });

  it('iam-policy-not-admin: judges attached or not, and a Deny of its own', async () => {
    const one = { owner: 'customer', document: all, attachmentCount: 0, boundaryCount: 0 };
    expect(await verdict(customer, kind, one)).to.equal('fail');
    const [first] = (JSON.parse(all) as { Statement: object[] }).Statement;
    const both = { Statement: [first, { Effect: 'Deny', Action: ['iam:*'], Resource: '*' }] };
    expect(await judged(JSON.stringify(both))).to.equal('pass');
  });

  it('iam-033: AWS’s AdministratorAccess on an SSO role is told apart from the account’s own policies', async () => {
    const policy = {
      arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
      owner: 'aws',
      attachmentCount: 1,
      document: all,
    };
    expect(await verdict(awsManaged, kind, policy)).to.equal('fail');
    expect(await verdict(customer, kind, policy)).to.equal('not-applicable');
    expect(await verdict(awsManaged, kind, { ...policy, attachmentCount: 0 })).to.equal('not-applicable');
    expect(await verdict(awsManaged, kind, { owner: 'customer', document: all })).to.equal('not-applicable');
  });

  it('iam-aws-policy-not-admin: PowerUserAccess is everything but IAM, and passes', async () => {
    const document = allow({ NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' });
    expect(await verdict(awsManaged, kind, { owner: 'aws', attachmentCount: 3, document })).to.equal('pass');
  });

  it('iam-inline-policy-not-admin: names each policy, on users, groups and roles', async () => {
    const policies = [
      { name: 'one', document: all },
      { name: 'two', document: allow({ Action: 's3:*', Resource: '*' }) },
      { name: 'three', document: allow({ Action: '*:*', Resource: 'arn:*' }) },
    ];
    for (const principal of ['aws.iam.user', 'aws.iam.group', 'aws.iam.role'] as const) {
      const found = await findings(inline, principal, { inlinePolicies: policies });
      expect(found.map(({ status, part }) => `${status} ${String(part)}`)).to.deep.equal(['fail one', 'fail three']);
      expect(await verdict(inline, principal, { inlinePolicies: [] })).to.equal('pass');
    }
  });

  it('iam-inline-policy-not-admin: tells a hole beside a policy that cannot be read', async () => {
    const broken = { name: 'broken', document: 'x' };
    const good = { name: 'all', document: all };
    expect(await verdict(inline, 'aws.iam.role', { inlinePolicies: [broken, good] })).to.equal('fail+unknown');
    expect(await verdict(inline, 'aws.iam.role', { inlinePolicies: [broken] })).to.equal('unknown');
    const hidden = { inlinePolicies: [good, good], unknown: { 'inlinePolicies/0/document': denied } };
    expect(await verdict(inline, 'aws.iam.role', hidden)).to.equal('fail+unknown');
    const more = { inlinePolicies: [], unknown: { 'inlinePolicies/*': denied } };
    expect(await verdict(inline, 'aws.iam.role', more)).to.equal('unknown');
  });
});
