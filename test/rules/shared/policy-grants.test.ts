import { expect } from 'chai';
import fc from 'fast-check';
import { leavesMost } from '../../../rules/shared/policy-conditions.ts';
import { grants } from '../../../rules/shared/policy-grants.ts';
import { isAdministrator, placesOf, forbidAdministrator } from '../../../rules/shared/policy-powers.ts';
import { policyOf, type Policy } from '../../../rules/shared/policy.ts';
import { literal, pattern } from '../../../rules/shared/wildcard.ts';

const policy = (...statements: object[]): Policy =>
  policyOf(JSON.stringify({ Version: '2012-10-17', Statement: statements }), 'document');
const allow = (more: object): object => ({ Effect: 'Allow', Action: '*', Resource: '*', ...more });
const deny = (more: object): object => ({ Effect: 'Deny', Action: '*', Resource: '*', ...more });

interface Written {
  Effect: 'Allow' | 'Deny';
  Action?: string[];
  NotAction?: string[];
  Resource?: string[];
  NotResource?: string[];
  Condition?: object;
}

/** A second evaluator, written from IAM's own rules, for texts without policy variables. */
function allowedByDefinition(statements: readonly Written[], action: string, resource: string): boolean {
  const like = (wanted: string, text: string): boolean => {
    if (wanted === '') return text === '';
    const rest = wanted.slice(1);
    if (wanted.startsWith('*')) return like(rest, text) || (text !== '' && like(wanted, text.slice(1)));
    return text !== '' && (wanted.startsWith('?') || wanted.startsWith(text.charAt(0))) && like(rest, text.slice(1));
  };
  const lower = (list: string[] | undefined) => list?.map((one) => one.toLowerCase());
  const speaks = (one: Written): boolean => {
    const named = lower(one.Action)?.some((wanted) => like(wanted, action));
    const left = lower(one.NotAction)?.every((wanted) => !like(wanted, action));
    const here = one.Resource?.some((wanted) => like(wanted, resource));
    const outside = one.NotResource?.every((wanted) => !like(wanted, resource));
    return (named ?? left ?? false) && (here ?? outside ?? false);
  };
  const denied = statements.some((one) => one.Effect === 'Deny' && one.Condition === undefined && speaks(one));
  return !denied && statements.some((one) => one.Effect === 'Allow' && speaks(one));
}

const actions = ['iam:a', 'iam:b', 's3:a', 's3:b'];
const resources = ['r:x', 'r:y', 'r:x/1', 'q:x'];
const someActions = fc.array(
  fc.constantFrom('*', 'iam:*', 'IAM:?', '*:a', 's3:b', '?*', '**', 'i*', '*:*', 's3:*b', 'x:*'),
  { minLength: 1, maxLength: 3 },
);
const someResources = fc.array(fc.constantFrom('*', 'r:*', 'r:x', '?:x', 'r:?', 'q:*', '*/*', '**', 'z'), {
  minLength: 1,
  maxLength: 3,
});
const statement = fc
  .tuple(fc.constantFrom('Allow', 'Deny'), someActions, fc.boolean(), someResources, fc.boolean(), fc.boolean())
  .map(([effect, act, notAct, res, notRes, conditional]): Written => ({
    Effect: effect,
    ...(notAct ? { NotAction: act } : { Action: act }),
    ...(notRes ? { NotResource: res } : { Resource: res }),
    ...(conditional ? { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } } : {}),
  }));
const statements = fc.array(statement, { minLength: 1, maxLength: 4 });

describe('what policies grant', () => {
  it('is, for one action on one resource, what IAM’s evaluation says', () => {
    fc.assert(
      fc.property(statements, statements, (first, second) => {
        const both = [policy(...first), policy(...second)];
        for (const action of actions) {
          for (const resource of resources) {
            expect(
              grants(both, { action: literal(action), spaces: [literal(resource)] }),
              `${action} ${resource}`,
            ).to.equal(allowedByDefinition([...first, ...second], action, resource));
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is, within a boundary, what both allow', () => {
    fc.assert(
      fc.property(statements, statements, (identity, boundary) => {
        for (const action of actions) {
          for (const resource of resources) {
            const asked = { action: literal(action), spaces: [literal(resource)] };
            expect(grants([policy(...identity)], asked) && grants([policy(...boundary)], asked)).to.equal(
              allowedByDefinition(identity, action, resource) && allowedByDefinition(boundary, action, resource),
            );
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is, for a space and Allow statements that name resources, granted on each resource of it', () => {
    const allows = fc.array(
      fc
        .tuple(someActions, someResources)
        .map(([Action, Resource]): Written => ({ Effect: 'Allow', Action, Resource })),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(allows, fc.constantFrom('r:?*', '?*', '?:x', 'r:x?*'), (written, space) => {
        for (const action of actions) {
          if (!grants([policy(...written)], { action: literal(action), spaces: [pattern(space)] })) continue;
          for (const resource of [...resources, 'r:zzz', 'r:x/zz'].filter((one) =>
            grants([policy(allow({ Resource: space }))], { action: literal(action), spaces: [literal(one)] }),
          )) {
            expect(allowedByDefinition(written, action, resource), `${action} ${resource}`).to.equal(true);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is not taken away by a Deny of a part, but by one of the whole or of all but a part', () => {
    const asked = { action: literal('s3:getobject'), spaces: [pattern('arn:aws:s3:::?*/?*')] };
    for (const [statement, expected] of [
      [{ Resource: 'arn:aws:s3:::secret/*' }, true],
      [{ Resource: 'arn:aws:s3:::*' }, false],
      [{ Resource: 'arn:*' }, false],
      [{ Action: 's3:Get*' }, false],
      [{ Action: 's3:Put*' }, true],
      [{ NotAction: ['iam:*'], Action: undefined }, false],
      [{ NotAction: ['s3:*'], Action: undefined }, true],
      [{ NotResource: 'arn:aws:s3:::mine/*', Resource: undefined }, false],
      [{ NotResource: '*', Resource: undefined }, true],
      [{ Condition: { Bool: { 'aws:SecureTransport': 'false' } } }, true],
      [{ Condition: {} }, false],
    ] as const) {
      const granted = grants([policy(allow({})), policy(deny(statement))], asked);
      expect(granted, JSON.stringify(statement)).to.equal(expected);
    }
  });

  it('covers all spaces that are asked about, not one of them', () => {
    const asked = { action: literal('a:b'), spaces: [pattern('r:?*'), pattern('q:?*')] };
    expect(grants([policy(allow({ Resource: 'r:*' }))], asked)).to.equal(false);
    expect(grants([policy(allow({ Resource: 'r:*' })), policy(allow({ Resource: 'q:*' }))], asked)).to.equal(true);
  });

  it('depends on a policy variable that nobody knows here', () => {
    const own = allow({ Action: 'iam:CreateAccessKey', Resource: 'arn:aws:iam::*:user/${aws:username}' });
    expect(
      grants([policy(own)], { action: literal('iam:createaccesskey'), spaces: [pattern('arn:aws:iam::1:user/?*')] }),
    ).to.equal(false);
  });
});

describe('a condition of an Allow', () => {
  const left = (operator: string, key: string, value: unknown = 'x'): boolean => {
    const [statement] = policy(allow({ Condition: { [operator]: { [key]: value } } })).statements;
    return statement?.conditions.every((condition) => leavesMost(condition)) ?? false;
  };

  it('leaves everything where it speaks of the caller only', () => {
    expect(left('Bool', 'aws:MultiFactorAuthPresent', 'true')).to.equal(true);
    expect(left('IpAddress', 'AWS:SourceIp', '192.0.2.0/24')).to.equal(true);
    expect(left('StringEquals', 'aws:PrincipalTag/team', 'ops')).to.equal(true);
    expect(left('StringEquals', 'aws:ResourceAccount', '${aws:PrincipalAccount}')).to.equal(true);
  });

  it('leaves most where it leaves something out or lets pass what lacks its key', () => {
    expect(left('StringNotEquals', 'ec2:InstanceType')).to.equal(true);
    expect(left('StringEqualsIfExists', 'ec2:InstanceType')).to.equal(true);
    expect(left('ForAllValues:StringEquals', 'aws:TagKeys', ['a'])).to.equal(true);
    expect(left('Null', 'aws:RequestTag/x', 'true')).to.equal(true);
  });

  it('narrows where it names what may be reached', () => {
    expect(left('StringEquals', 'ec2:InstanceType')).to.equal(false);
    expect(left('StringEquals', 'aws:ResourceTag/team')).to.equal(false);
    expect(left('StringEquals', 'aws:RequestedRegion')).to.equal(false);
    expect(left('StringEqualsIfExists', 'aws:RequestedRegion'), 'every request has it').to.equal(false);
    expect(left('Null', 'aws:RequestTag/x', 'false')).to.equal(false);
    expect(left('ForAnyValue:StringEquals', 'aws:CalledVia', 'cloudformation.amazonaws.com')).to.equal(false);
    expect(left('StringEquals', '__proto__')).to.equal(false);
  });
});

describe('an administrator', () => {
  const here = placesOf({ arn: 'arn:aws:iam::123456789012:user/ann', account: '123456789012' });
  const admin = (...written: object[]): boolean => isAdministrator([policy(...written)], here);

  it('is whoever is allowed everything, however it is written', () => {
    for (const more of [
      {},
      { Action: '*:*' },
      { Action: '**' },
      { Action: '?*' },
      { Action: ['?*:*'] },
      { Action: 'abcdefghijklmnopqrstuvwxyz'.split('').map((letter) => `${letter}*`) },
      { Action: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('').map((letter) => `${letter}*`) },
      { Resource: ['arn:*'] },
      { Resource: 'arn:aws:*' },
      { Resource: 'arn:*:*:*:*:*' },
      { Resource: ['arn:aws:s3:::nothing', '**'] },
      { Resource: ['arn:aws:*:*:123456789012:*', 'arn:aws:iam::123456789012:*', 'arn:aws:s3:::*'] },
      { Action: undefined, NotAction: 'iam:GetUser' },
      { Action: undefined, NotAction: ['iam:AttachUserPolicy', 'cloudtrail:*'] },
      { Resource: undefined, NotResource: 'arn:aws:s3:::secret/*' },
      { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } },
      { Condition: { StringEqualsIfExists: { 'ec2:InstanceType': 't3.micro' } } },
    ]) {
      expect(admin(allow(more)), JSON.stringify(more)).to.equal(true);
    }
    expect(
      isAdministrator(
        [policy(allow({ Action: 'iam:*' })), policy(allow({ NotAction: 'iam:*', Action: undefined }))],
        here,
      ),
    ).to.equal(true);
  });

  it('is nobody whose rights are one service’s, one part’s, or everything but IAM', () => {
    for (const more of [
      { Action: 's3:*' },
      { Action: ['iam:*'] },
      { Action: ['s3:*', 'ec2:*', 'iam:Get*'] },
      { Action: undefined, NotAction: ['iam:*', 'organizations:*', 'account:*'] },
      { Action: '*:Describe*' },
      { Action: '' },
      { Action: [] },
      { Resource: 'arn:aws:s3:::*' },
      { Resource: 'arn:aws:iam::999999999999:*' },
      { Resource: 'arn:aws-cn:*' },
      { Resource: '${aws:username}*' },
      { Resource: undefined },
      { Resource: undefined, NotResource: '*' },
      { Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } },
    ]) {
      expect(admin(allow(more)), JSON.stringify(more)).to.equal(false);
    }
    expect(isAdministrator([], here)).to.equal(false);
  });

  it('stays one under a Deny of a part, and is none under a Deny of all, of most or of IAM', () => {
    for (const [more, expected] of [
      [{ Action: ['cloudtrail:*', 'guardduty:*', 'config:*'] }, true],
      [{ Action: ['iam:AttachUserPolicy', 'iam:PutUserPolicy'] }, true],
      [{ Resource: 'arn:aws:iam::123456789012:user/root-like' }, true],
      [{ Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } }, true],
      [{ Action: 'iam:*' }, false],
      [{ Action: '*' }, false],
      [{ Action: undefined, NotAction: ['sts:GetCallerIdentity', 'iam:ChangePassword'] }, false],
      [{ Action: undefined, NotAction: ['iam:*', 's3:*'] }, false],
      [{ Resource: undefined, NotResource: 'arn:aws:s3:::mine/*' }, false],
    ] as const) {
      expect(admin(allow({}), deny(more)), JSON.stringify(more)).to.equal(expected);
      expect(forbidAdministrator([policy(deny(more))], here)).to.equal(!expected);
    }
  });

  it('is judged alike whether actions are left out by NotAction or by Deny', () => {
    const left = fc.array(
      fc.constantFrom('iam:*', 'iam:Put*', 'iam:A*', 's3:*', '?*:D*', 'iam:GetUser', '*', 'k*', '*:P*'),
      {
        minLength: 1,
        maxLength: 4,
      },
    );
    fc.assert(
      fc.property(left, (names) => {
        expect(admin(allow({ Action: undefined, NotAction: names }))).to.equal(
          admin(allow({}), deny({ Action: names })),
        );
      }),
    );
  });

  it('is not made by a Deny or a boundary, nor unmade by an Allow', () => {
    fc.assert(
      fc.property(statements, statement, (written, one) => {
        const before = admin(...written);
        const after = admin(...written, one);
        if (one.Effect === 'Deny') expect(after && !before).to.equal(false);
        else expect(before && !after).to.equal(false);
        const within = isAdministrator([policy(...written)], here, [policy(one)]);
        expect(within && !before).to.equal(false);
      }),
      { numRuns: 300 },
    );
  });

  it('is bounded by what policies and boundary grant together, not each alone', () => {
    const half = (...names: string[]) => policy(allow({ Action: ['iam:*', ...names.map((name) => `${name}*:*`)] }));
    const one = half('s', 'e', 'l');
    const other = half('c', 'e', 'k', 'g', 'l');
    expect(isAdministrator([one], here)).to.equal(true);
    expect(isAdministrator([other], here)).to.equal(true);
    expect(isAdministrator([one], here, [other])).to.equal(false);
    const powerUser = policy(allow({ Action: undefined, NotAction: 'iam:*' }));
    expect(isAdministrator([policy(allow({}))], here, [powerUser])).to.equal(false);
    expect(isAdministrator([one], here, [half('s', 'e', 'l', 'c')])).to.equal(true);
    expect(
      isAdministrator([policy(allow({}))], here, [policy(allow({ Action: ['s3:Get*', 'ec2:Describe*'] }))]),
    ).to.equal(false);
  });

  it('is one in every partition, and wherever a planned policy may come to stand', () => {
    const china = placesOf({ arn: 'arn:aws-cn:iam::123456789012:user/ann', account: '123456789012' });
    const gov = placesOf({ arn: 'arn:aws-us-gov:iam::123456789012:user/ann', account: null });
    const planned = placesOf({ arn: 'tf:aws_iam_policy.all', account: null });
    expect(isAdministrator([policy(allow({ Resource: 'arn:aws-cn:*' }))], china)).to.equal(true);
    expect(isAdministrator([policy(allow({ Resource: 'arn:aws:*' }))], china)).to.equal(false);
    expect(isAdministrator([policy(allow({ Resource: 'arn:aws-us-gov:*:*:*:*' }))], gov)).to.equal(true);
    for (const partition of ['aws', 'aws-cn', 'aws-us-gov']) {
      expect(isAdministrator([policy(allow({ Resource: `arn:${partition}:*` }))], planned)).to.equal(true);
    }
  });
});
