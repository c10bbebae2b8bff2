import { expect } from 'chai';
import type { Rule } from '../../../core/rule.ts';
import critical from '../../../rules/iam/iam-policy-critical-services-limited.ts';
import escalation from '../../../rules/iam/iam-policy-escalation-absent.ts';
import decryption from '../../../rules/iam/iam-policy-kms-decryption-scoped.ts';
import assumption from '../../../rules/iam/iam-policy-role-assumption-scoped.ts';
import sensitive from '../../../rules/iam/iam-policy-sensitive-actions-scoped.ts';
import services from '../../../rules/iam/iam-policy-service-wildcards-absent.ts';
import { findings, verdict } from '../tester.ts';

const account = '123456789012';
const document = (...statements: object[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((one) => ({ Effect: 'Allow', Resource: '*', ...one })),
  });
/** The parts that a rule finds in a managed policy of the account, `pass` where none. */
async function parts(rule: Rule, text: string, options = {}): Promise<string[]> {
  const given = { arn: `arn:aws:iam::${account}:policy/team/p`, owner: 'customer', document: text };
  const found = await findings(rule, 'aws.iam.policy', given, {}, options);
  return found.map(({ status, part }) => (status === 'fail' ? String(part) : status));
}
/** What nobody knows the place of yet: any partition's account may be meant. */
const planned = (rule: Rule, text: string) =>
  verdict(rule, 'aws.iam.policy', { arn: 'tf:aws_iam_policy.p', owner: 'customer', document: text });
const all = [critical, decryption, assumption, escalation, sensitive, services];

describe('rules on what the account’s policies allow', () => {
  it('judge a planned policy by any place where it may come to stand', async () => {
    for (const [rule, Action, space] of [
      [decryption, 'kms:Decrypt', 'kms:*:*:key/*'],
      [assumption, 'sts:AssumeRole', 'iam::*:role/*'],
      [escalation, 'iam:CreateAccessKey', 'iam::*:user/*'],
      [sensitive, 's3:GetObject', 's3:::*'],
      [critical, 'kms:*', 'kms:*:*:key/*'],
    ] as const) {
      for (const partition of ['aws', 'aws-cn', 'aws-us-gov']) {
        const text = document({ Action, Resource: `arn:${partition}:${space}` });
        expect(await planned(rule, text), `${rule.id} ${partition}`).to.equal('fail');
      }
      expect(await planned(rule, document({ Action, Resource: 'arn:moon:*' })), rule.id).to.equal('pass');
    }
  });

  it('leave AWS’s policies, judge inline ones by name, and are unknown of what cannot be read', async () => {
    const everything = document({ Action: ['iam:*', 'kms:*', 's3:*', 'sts:*', 'cloudtrail:*'] });
    for (const rule of all) {
      expect(await verdict(rule, 'aws.iam.policy', { owner: 'aws', document: everything })).to.equal('not-applicable');
      expect(await parts(rule, '{')).to.deep.equal(['unknown']);
      expect(await parts(rule, document({ Action: 's3:ListAllMyBuckets' }))).to.deep.equal(['pass']);
      const inlinePolicies = [
        { name: 'broken', document: '{' },
        { name: 'wide', document: everything },
      ];
      for (const kind of ['aws.iam.user', 'aws.iam.group', 'aws.iam.role'] as const) {
        const found = await findings(rule, kind, { inlinePolicies });
        expect(found.at(-1)?.status, rule.id).to.equal('unknown');
        expect(found[0]?.status, rule.id).to.equal('fail');
        expect(found[0]?.part, rule.id).to.include('wide');
      }
    }
  });

  it('iam-policy-service-wildcards-absent: knows every spelling of a whole service', async () => {
    for (const [action, expected] of [
      ['s3:*', ['s3']],
      ['S3:*', ['s3']],
      ['s3:**', ['s3']],
      ['s3:?*', ['s3']],
      [
        ['s3:*', 'kms:*', 's3:**'],
        ['kms', 's3'],
      ],
      ['*', ['*']],
      ['*:*', ['*']],
      ['s*:*', ['*']],
      ['s3:Get*', ['pass']],
      ['*:Get*', ['pass']],
      ['s3:??*', ['pass']],
    ] as const) {
      expect(await parts(services, document({ Action: action })), String(action)).to.deep.equal(expected);
    }
    expect(await parts(services, document({ NotAction: 's3:*' }))).to.deep.equal(['*']);
    expect(await parts(services, document({ Effect: 'Deny', Action: 's3:*' }))).to.deep.equal(['pass']);
  });

  it('iam-policy-service-wildcards-absent: looks at resources only where told to', async () => {
    const one = document({ Action: 's3:*', Resource: ['arn:aws:s3:::mine', 'arn:aws:s3:::mine/*'] });
    const params = { 'iam-policy-service-wildcards-absent': { resources: 'all' } };
    expect(await parts(services, one)).to.deep.equal(['s3']);
    expect(await parts(services, one, { params })).to.deep.equal(['pass']);
    expect(await parts(services, document({ Action: 's3:*', Resource: 'arn:*' }), { params })).to.deep.equal(['s3']);
    const rest = document({ Action: 's3:*', Resource: undefined, NotResource: 'arn:aws:s3:::mine' });
    expect(await parts(services, rest, { params })).to.deep.equal(['s3']);
  });

  it('iam-policy-critical-services-limited: full control by any spelling, on all resources', async () => {
    expect(await parts(critical, document({ Action: ['kms:*', 'cloudtrail:*'] }))).to.deep.equal(['cloudtrail', 'kms']);
    expect(await parts(critical, document({ Action: 'cloud*' }))).to.deep.equal(['cloudtrail']);
    expect(await parts(critical, document({ NotAction: ['iam:*', 'kms:*'] }))).to.deep.equal(['cloudtrail']);
    expect(await parts(critical, document({ Action: 'iam:*', Resource: `arn:aws:iam::${account}:*` }))).to.deep.equal([
      'iam',
    ]);
    expect(
      await parts(critical, document({ Action: 'iam:*', Resource: `arn:aws:iam::${account}:role/x` })),
    ).to.deep.equal(['pass']);
    const held = document({ Action: 'kms:*' }, { Effect: 'Deny', Action: 'kms:ScheduleKeyDeletion' });
    expect(await parts(critical, held)).to.deep.equal(['pass']);
  });

  it('iam-policy-kms-decryption-scoped: all keys by any spelling, blocked actions by parameter', async () => {
    const of = async (resource: unknown, action: unknown = 'kms:Decrypt') =>
      parts(decryption, document({ Action: action, Resource: resource }));
    for (const resource of ['*', 'arn:aws:kms:*:*:key/*', `arn:aws:kms:*:${account}:*`, ['x', 'arn:*']]) {
      expect(await of(resource), String(resource)).to.deep.equal(['kms:Decrypt']);
    }
    for (const resource of [
      `arn:aws:kms:us-east-1:${account}:key/*`,
      'arn:aws:kms:*:999999999999:key/*',
      'arn:aws:s3:::*',
    ]) {
      expect(await of(resource), resource).to.deep.equal(['pass']);
    }
    expect(await of('*', 'kms:ReEncrypt*')).to.deep.equal(['kms:ReEncryptFrom']);
    expect(await of('*', 'kms:*')).to.deep.equal(['kms:Decrypt', 'kms:ReEncryptFrom']);
    const params = { 'iam-policy-kms-decryption-scoped': { actions: ['kms:CreateGrant'] } };
    expect(await parts(decryption, document({ Action: 'kms:Decrypt' }), { params })).to.deep.equal(['pass']);
    expect(await parts(decryption, document({ Action: 'kms:creategrant' }), { params })).to.deep.equal([
      'kms:CreateGrant',
    ]);
  });

  it('iam-policy-role-assumption-scoped: all roles of the account, in its partition', async () => {
    const of = async (resource: string, action = 'sts:AssumeRole') =>
      (await parts(assumption, document({ Action: action, Resource: resource })))[0];
    expect(await of('*')).to.equal('null');
    expect(await of('arn:aws:iam::*:role/*', 'sts:*')).to.equal('null');
    expect(await of(`arn:aws:iam::${account}:role/*`, 'sts:Assume*')).to.equal('null');
    expect(await of('arn:aws:iam::*:role/deploy')).to.equal('pass');
    expect(await of('*', 'sts:AssumeRoleWithSAML')).to.equal('pass');
    const china = { arn: `arn:aws-cn:iam::${account}:policy/p`, owner: 'customer' };
    const text = (partition: string) =>
      document({ Action: 'sts:AssumeRole', Resource: `arn:${partition}:iam::*:role/*` });
    expect(await verdict(assumption, 'aws.iam.policy', { ...china, document: text('aws-cn') })).to.equal('fail');
    expect(await verdict(assumption, 'aws.iam.policy', { ...china, document: text('aws') })).to.equal('pass');
  });

  it('iam-policy-escalation-absent: each way needs all its actions, on all resources', async () => {
    const of = async (...statements: object[]) => parts(escalation, document(...statements));
    expect(await of({ Action: 'iam:CreateAccessKey' })).to.deep.equal(['iam:CreateAccessKey']);
    expect(await of({ Action: 'iam:CreateAccessKey', Resource: 'arn:aws:iam::*:user/${aws:username}' })).to.deep.equal([
      'pass',
    ]);
    expect(await of({ Action: 'iam:PassRole' })).to.deep.equal(['pass']);
    expect(await of({ Action: 'iam:PassRole' }, { Action: 'ec2:Run*' })).to.deep.equal([
      'iam:PassRole + ec2:RunInstances',
    ]);
    expect(
      await of({ Action: 'iam:PassRole', Resource: 'arn:aws:iam::*:role/web' }, { Action: 'ec2:*' }),
    ).to.deep.equal(['pass']);
    expect(await of({ Action: '*' }), 'the rules on administrators tell of it').to.deep.equal(['pass']);
    const bounded = { StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::1:policy/b' } };
    expect(await of({ Action: 'iam:AttachUserPolicy', Condition: bounded })).to.deep.equal(['pass']);
  });

  it('iam-policy-escalation-absent: iam:PassedToService closes the ways through other services only', async () => {
    const of = async (operator: string, value: unknown) =>
      parts(
        escalation,
        document(
          { Action: 'iam:PassRole', Condition: { [operator]: { 'iam:PassedToService': value } } },
          { Action: ['ec2:RunInstances', 'glue:CreateDevEndpoint'] },
        ),
      );
    const ec2 = 'iam:PassRole + ec2:RunInstances';
    const glue = 'iam:PassRole + glue:CreateDevEndpoint';
    expect(await of('StringEquals', 'ec2.amazonaws.com')).to.deep.equal([ec2]);
    expect(await of('StringEquals', ['EC2.amazonaws.com.cn', 'x'])).to.deep.equal([ec2]);
    expect(await of('StringLike', 'glue.*')).to.deep.equal([glue]);
    expect(await of('StringEquals', 'glue.*')).to.deep.equal(['pass']);
    expect(await of('StringNotEquals', 'ec2.amazonaws.com')).to.deep.equal([glue]);
    expect(await of('StringEqualsIgnoreCase', 'glue.*')).to.deep.equal(['pass']);
    expect(await of('Null', 'true')).to.deep.equal(['pass']);
    expect(await of('Null', 'false')).to.deep.equal([ec2, glue]);
    expect(await of('StringEqualsIfExists', 'lambda.amazonaws.com')).to.deep.equal(['pass']);
  });

  it('iam-policy-sensitive-actions-scoped: tells by what is given away, on all resources only', async () => {
    const of = async (...statements: object[]) => parts(sensitive, document(...statements));
    expect(await of({ Action: ['s3:GetObject', 'iam:PassRole', 's3:DeleteObject'] })).to.deep.equal([
      'data',
      'permissions',
      'writing',
    ]);
    expect(await of({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::*' })).to.deep.equal(['data']);
    expect(await of({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' })).to.deep.equal(['pass']);
    expect(await of({ Action: 's3:*', Condition: { StringEquals: { 'aws:ResourceTag/team': 'x' } } })).to.deep.equal([
      'pass',
    ]);
    expect(await of({ Action: '*' }), 'the rules on administrators tell of it').to.deep.equal(['pass']);
  });
});
