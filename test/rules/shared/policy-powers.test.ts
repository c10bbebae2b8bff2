import { expect } from 'chai';
import fc from 'fast-check';
import { leavesMost } from '../../../rules/shared/policy-conditions.ts';
import { escalations, isAdministrator, opens, placesOf, power } from '../../../rules/shared/policy-powers.ts';
import {
  controlsService,
  criticalServices,
  sensitiveActions,
  wholeServices,
} from '../../../rules/shared/policy-services.ts';
import { policyOf, type Policy } from '../../../rules/shared/policy.ts';
import { matches, pattern } from '../../../rules/shared/wildcard.ts';

const account = '123456789012';
const policy = (...statements: object[]): Policy =>
  policyOf(
    JSON.stringify({
      Version: '2012-10-17',
      Statement: statements.map((one) => ({ Effect: 'Allow', Resource: '*', ...one })),
    }),
    'document',
  );
const [here] = placesOf({ arn: `arn:aws:iam::${account}:user/ann`, account });
if (here === undefined) throw new Error('a user stands somewhere');

describe('the places that a resource speaks of', () => {
  const any = '????????????';

  it('are its own partition and account', () => {
    expect(placesOf({ arn: `arn:aws-cn:iam::${account}:user/a`, account })).to.deep.equal([
      { partition: 'aws-cn', account },
    ]);
    expect(placesOf({ arn: `arn:aws:iam::${account}:user/a`, account: null })).to.deep.equal([
      { partition: 'aws', account },
    ]);
    expect(placesOf({ arn: `arn:aws:iam::${account}:user/a`, account: '999999999999' })).to.deep.equal([
      { partition: 'aws', account: '999999999999' },
    ]);
  });

  it('are any account where the ARN has none', () => {
    for (const owner of ['aws', '', '12345678901', '1234567890123']) {
      expect(placesOf({ arn: `arn:aws:iam::${owner}:policy/p`, account: null })).to.deep.equal([
        { partition: 'aws', account: any },
      ]);
    }
  });

  it('are all partitions while it is planned', () => {
    for (const arn of ['aws_iam_user.a', 'tf:aws:iam::123456789012:user', 'arn:', 'arn:moon:iam::1:user/a']) {
      const places = placesOf({ arn, account });
      expect(
        places.map(({ partition }) => partition),
        arn,
      ).to.include.members(['aws', 'aws-cn', 'aws-us-gov']);
      expect(places.every((place) => place.account === account)).to.equal(true);
    }
    expect(placesOf({ arn: 'aws_iam_user.a', account: null })[0]).to.deep.equal({ partition: 'aws', account: any });
  });
});

describe('a power', () => {
  it('is asked of the ARNs of its place, whatever the case of the action', () => {
    const asked = power(here, 'iam:PassRole', 'arn:{p}:iam::{a}:role/?*');
    expect(matches(asked.action, 'iam:passrole')).to.equal(true);
    expect(asked.spaces.map((space) => matches(space, `arn:aws:iam::${account}:role/x`))).to.deep.equal([true]);
    expect(asked.spaces).to.deep.equal([pattern(`arn:aws:iam::${account}:role/?*`)]);
    expect(asked.given?.size).to.equal(0);
  });

  it('is told from every other', () => {
    const word = fc.constantFrom('a', 'b');
    const question = fc.tuple(word, word, word, word, fc.constantFrom('a.amazonaws.com', 'b.amazonaws.com', null));
    fc.assert(
      fc.property(question, question, (one, other) => {
        const of = ([partition, id, action, space, to]: typeof one) =>
          power({ partition, account: id }, `s:${action}`, `arn:{p}:s::{a}:${space}/?*`, to);
        expect(JSON.stringify([of(one), [...(of(one).given ?? [])]])).to.equal(
          JSON.stringify([of([...one]), [...(of([...one]).given ?? [])]]),
        );
        expect(of(one) === of(other)).to.equal(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });
});

describe('a way from some rights to more', () => {
  for (const way of escalations) {
    it(`${way.name} takes each of its actions, on all that they are asked of`, () => {
      const names = way.actions.map(([action]) => action);
      const allows = (Action: string[], more: object = {}) => opens([policy({ Action, ...more })], way, here);
      expect(allows(names)).to.equal(true);
      expect(allows(names.map((name) => name.toUpperCase()))).to.equal(true);
      for (const name of new Set(names)) expect(allows(names.filter((one) => one !== name))).to.equal(false);
      expect(allows(names, { Resource: `arn:aws:*:*:${account}:*` })).to.equal(true);
      expect(allows(names, { Resource: 'arn:aws:*:*:999999999999:*' })).to.equal(false);
      expect(allows(names, { Resource: 'arn:aws-cn:*' })).to.equal(false);
      expect(
        opens(
          names.map((Action) => policy({ Action })),
          way,
          here,
        ),
      ).to.equal(true);
    });

    it(`${way.name} is open where the role goes to the service that it needs, and to no other`, () => {
      const names = way.actions.map(([action]) => action);
      const handed = (operator: string, services: unknown) => {
        const Condition = { [operator]: { 'iam:PassedToService': services } };
        const pass = { Action: 'iam:PassRole', Condition };
        return opens([policy(pass, { Action: names.filter((name) => name !== 'iam:PassRole') })], way, here);
      };
      const { passedTo } = way;
      const passes = passedTo !== undefined;
      expect(names.includes('iam:PassRole')).to.equal(passes);
      if (!passes) return;
      expect(handed('StringEquals', passedTo)).to.equal(true);
      expect(handed('StringEquals', [`${passedTo}.cn`])).to.equal(true);
      expect(handed('StringEquals', ['moon.amazonaws.com', passedTo])).to.equal(true);
      expect(handed('StringEquals', 'moon.amazonaws.com')).to.equal(false);
    });
  }
});

describe('a condition on a key whose value the question fixes', () => {
  const given = new Map([['iam:passedtoservice', ['lambda.amazonaws.com', 'lambda.amazonaws.com.cn']]]);
  const left = (operator: string, values: unknown, key = 'iam:PassedToService') => {
    const [statement] = policy({ Action: '*', Condition: { [operator]: { [key]: values } } }).statements;
    return statement?.conditions.every((condition) => leavesMost(condition, given));
  };

  it('leaves what it speaks of', () => {
    for (const [operator, values, expected] of [
      ['StringEquals', 'lambda.amazonaws.com', true],
      ['StringEquals', ['ec2.amazonaws.com', 'lambda.amazonaws.com.cn'], true],
      ['StringEqualsIgnoreCase', 'LAMBDA.amazonaws.com', true],
      ['StringEquals', 'ec2.amazonaws.com', false],
      ['StringEquals', [], false],
      ['StringEquals', 'lambda.*', false],
      ['StringEquals', 'lambda?amazonaws.com', false],
      ['StringLike', 'lambda.*', true],
      ['StringLike', 'lambda?amazonaws.com', true],
      ['StringLike', '*', true],
      ['StringLike', 'ec2.*', false],
      ['StringEqualsIfExists', 'ec2.amazonaws.com', false],
      ['ForAllValues:StringEquals', 'ec2.amazonaws.com', false],
      ['StringNotEquals', 'lambda.amazonaws.com', false],
      ['StringNotEquals', 'ec2.amazonaws.com', true],
      ['StringNotEquals', 'lambda.*', true],
      ['StringNotLike', 'lambda.*', false],
      ['Null', 'false', true],
      ['Null', 'False', true],
      ['Null', 'true', false],
    ] as const) {
      expect(left(operator, values), `${operator} ${String(values)}`).to.equal(expected);
    }
  });

  it('says nothing where the key is another', () => {
    expect(left('StringEquals', 'lambda.amazonaws.com', 'iam:AssociatedResourceArn')).to.equal(false);
    expect(left('Null', 'TRUE', 'aws:RequestTag/x')).to.equal(true);
    expect(left('Null', ['false'], 'aws:RequestTag/x')).to.equal(false);
    expect(left('ForAllValues:StringEquals', 'x', 'aws:ViaAWSService')).to.equal(false);
  });
});

describe('an administrator, by how many services', () => {
  const some = [
    's3',
    'ec2',
    'rds',
    'dynamodb',
    'lambda',
    'kms',
    'secretsmanager',
    'ssm',
    'cloudtrail',
    'cloudformation',
  ];
  const with_ = (...services: string[]) =>
    isAdministrator([policy({ Action: ['iam:*', ...services.map((name) => `${name}:*`)] })], [here]);

  it('has more than half of the twenty-one asked about', () => {
    expect(with_(...some)).to.equal(false);
    for (const one of ['cloudwatch', 'logs', 'events', 'sqs', 'sns', 'ecs', 'eks', 'ecr', 'route53', 'guardduty']) {
      expect(with_(...some, one), one).to.equal(true);
    }
    expect(with_(...some, 'elasticloadbalancing')).to.equal(true);
    expect(with_(...some, 'moon')).to.equal(false);
  });
});

describe('services that a policy allows whole', () => {
  const whole = (statement: object, resources: 'any' | 'all' = 'any') =>
    wholeServices(policy(statement), resources).map(({ service }) => service);

  it('are those of whose actions none is left out', () => {
    for (const [Action, expected] of [
      ['s3:*', ['s3']],
      ['S3:*', ['s3']],
      [
        ['sqs:*', 's3:*', 'sqs:**'],
        ['s3', 'sqs'],
      ],
      ['s3:?*', ['s3']],
      ['s3:Get*', []],
      ['s3:*Object', []],
      ['s3:GetObject', []],
      ['*', ['*']],
      ['**', ['*']],
      ['?*', ['*']],
      ['?', []],
      ['s3', []],
      ['*:*', ['*']],
      ['s?:*', ['*']],
      ['*:Get*', []],
    ] as const) {
      expect(whole({ Action }), JSON.stringify(Action)).to.deep.equal(expected);
    }
    expect(whole({ NotAction: 'iam:*' })).to.deep.equal(['*']);
    expect(whole({ Effect: 'Deny', Action: 's3:*' })).to.deep.equal([]);
    expect(wholeServices({ statements: [] }, 'any')).to.deep.equal([]);
  });

  it('are, where that is asked, those on all resources', () => {
    for (const [resources, expected] of [
      [{ Resource: '*' }, ['s3']],
      [{ Resource: 'arn:*' }, ['s3']],
      [{ Resource: ['arn:aws:s3:::a', '*'] }, ['s3']],
      [{ Resource: 'arn:aws:s3:::a' }, []],
      [{ Resource: undefined, NotResource: 'arn:aws:s3:::a' }, ['s3']],
      [{ Resource: undefined }, []],
    ] as const) {
      expect(whole({ Action: 's3:*', ...resources }, 'all'), JSON.stringify(resources)).to.deep.equal(expected);
    }
    expect(whole({ Action: 's3:*', Resource: 'arn:aws:s3:::a' })).to.deep.equal(['s3']);
  });
});

describe('control of a service', () => {
  it('takes all of its actions, on all of its resources', () => {
    for (const service of criticalServices) {
      const controls = (statement: object) => controlsService(policy(statement), service, [here]);
      expect(controls({ Action: `${service}:*` })).to.equal(true);
      expect(controls({ Action: '*' })).to.equal(true);
      expect(controls({ Action: `${service}:Get*` })).to.equal(false);
      expect(controls({ Action: 's3:*' })).to.equal(false);
      expect(controls({ Action: '*', Resource: `arn:aws:${service}:*:999999999999:*` })).to.equal(false);
      expect(controlsService(policy({ Action: '*', Resource: 'arn:aws:*' }), service, [])).to.equal(false);
    }
    const most = ['CreateTrail', 'DeleteTrail', 'StopLogging', 'UpdateTrail'].map((name) => `cloudtrail:${name}`);
    expect(controlsService(policy({ Action: most }), 'cloudtrail', [here])).to.equal(false);
    const all = [...most, 'cloudtrail:PutEventSelectors'];
    expect(controlsService(policy({ Action: all }), 'cloudtrail', [here])).to.equal(true);
  });

  it('is told apart from single actions that give something away, by what they give', () => {
    const sensitive = (Action: string, more: object = {}) =>
      sensitiveActions(policy({ Action, ...more }), [here]).map(({ kind, actions }) => [kind, ...actions]);
    expect(sensitive('s3:GetObject')).to.deep.equal([['data', 's3:GetObject']]);
    expect(sensitive('kms:*')).to.deep.equal([
      ['permissions', 'kms:PutKeyPolicy', 'kms:CreateGrant'],
      ['writing', 'kms:ScheduleKeyDeletion'],
    ]);
    expect(sensitive('s3:GetObject', { Resource: 'arn:aws:s3:::mine/*' })).to.deep.equal([]);
    expect(sensitive('s3:ListAllMyBuckets')).to.deep.equal([]);
    expect(sensitive('*').map(([kind]) => kind)).to.deep.equal(['credentials', 'data', 'permissions', 'writing']);
  });
});
