import { expect } from 'chai';
import fc from 'fast-check';
import { UnknownFact } from '../../../core/listing.ts';
import { policyOf, type Statement } from '../../../rules/shared/policy.ts';

const read = (value: unknown): readonly Statement[] =>
  policyOf(typeof value === 'string' ? value : JSON.stringify(value), 'document').statements;
const only = (statement: object): Statement => {
  const [first] = read({ Version: '2012-10-17', Statement: statement });
  if (first === undefined) throw new Error('no statement');
  return first;
};
const why = (value: unknown): string => {
  try {
    read(value);
  } catch (error) {
    expect(error).to.be.instanceOf(UnknownFact);
    expect((error as UnknownFact).unknown.reason).to.equal('error');
    return (error as UnknownFact).message;
  }
  return 'it was read';
};

describe('a policy document', () => {
  it('may hold one statement as an object, or a list of them, or none', () => {
    const statement = { Effect: 'Allow', Action: '*', Resource: '*' };
    expect(read({ Statement: statement })).to.have.length(1);
    expect(read({ Statement: [statement, statement] })).to.have.length(2);
    expect(read({ Statement: [] })).to.have.length(0);
    expect(read({})).to.have.length(0);
  });

  it('gives the elements of a statement as lists, whatever their spelling', () => {
    const statement = only({
      Sid: 'One',
      effect: 'ALLOW',
      NotAction: 'iam:GetUser',
      Resource: ['a', 'b'],
      Condition: {
        'ForAllValues:StringEqualsIfExists': { 'AWS:TagKeys': ['x'] },
        Bool: { 'aws:SecureTransport': true },
      },
    });
    expect(statement.effect).to.equal('allow');
    expect(statement.sid).to.equal('One');
    expect(statement.actions).to.deep.include({ negated: true, texts: ['iam:GetUser'] });
    expect(statement.resources).to.deep.include({ negated: false, texts: ['a', 'b'] });
    expect(statement.conditions).to.deep.equal([
      { operator: 'stringequals', qualifier: 'forallvalues', ifExists: true, key: 'aws:tagkeys', values: ['x'] },
      { operator: 'bool', qualifier: null, ifExists: false, key: 'aws:securetransport', values: ['true'] },
    ]);
  });

  it('gives principals as one list, whatever their spelling', () => {
    expect(only({ Effect: 'Allow', Principal: '*' }).principals?.list).to.deep.equal([{ type: '*', id: '*' }]);
    expect(only({ Effect: 'Allow', Principal: { AWS: '*', Service: ['a', 'b'] } }).principals).to.deep.equal({
      negated: false,
      list: [
        { type: 'AWS', id: '*' },
        { type: 'Service', id: 'a' },
        { type: 'Service', id: 'b' },
      ],
    });
    expect(only({ Effect: 'Deny', NotPrincipal: { Federated: 'f', CanonicalUser: 'c' } }).principals).to.deep.equal({
      negated: true,
      list: [
        { type: 'Federated', id: 'f' },
        { type: 'CanonicalUser', id: 'c' },
      ],
    });
    expect(only({ Effect: 'Allow' }).principals).to.equal(null);
  });

  it('names no action where the list is empty or absent', () => {
    expect(only({ Effect: 'Allow', Action: [], Resource: '*' }).actions).to.equal(null);
    expect(only({ Effect: 'Allow', Resource: '*' }).actions).to.equal(null);
    expect(only({ Effect: 'Allow', Action: '*' }).resources).to.equal(null);
  });

  it('knows policy variables from Version 2012-10-17 on', () => {
    const statement = { Effect: 'Allow', Action: '*', Resource: '${aws:username}' };
    const tokens = (version?: string) => read({ Version: version, Statement: statement })[0]?.resources?.patterns[0];
    expect(tokens('2012-10-17')).to.have.length(1);
    expect(tokens('2008-10-17')).to.have.length(15);
    expect(tokens()).to.have.length(15);
  });

  it('is unknown, never empty, where IAM would refuse it', () => {
    const allow = { Effect: 'Allow', Action: '*', Resource: '*' };
    for (const [value, reason] of [
      ['', 'not JSON'],
      ['{"Statement":', 'not JSON'],
      ['null', 'no object'],
      ['[]', 'no object'],
      ['"*"', 'no object'],
      [{ Version: '2013-01-01', Statement: [] }, 'Version'],
      [{ Statement: 'Allow' }, 'no object'],
      [{ Statement: [null] }, 'no object'],
      [{ Statement: { ...allow, Effect: 'Permit' } }, 'Effect'],
      [{ Statement: { Action: '*', Resource: '*' } }, 'Effect'],
      [{ Statement: { ...allow, Effect: ['Allow'] } }, 'Effect'],
      [{ Statement: { ...allow, Action: 5 } }, 'action'],
      [{ Statement: { ...allow, Action: [null] } }, 'action'],
      [{ Statement: { ...allow, Action: { a: 1 } } }, 'action'],
      [{ Statement: { ...allow, NotAction: 'a' } }, 'both'],
      [{ Statement: { Effect: 'Allow', NotAction: [], Resource: '*' } }, 'empty'],
      [{ Statement: { ...allow, Resource: null } }, 'resource'],
      [{ Statement: { ...allow, Principal: { Robot: 'x' } } }, 'does not know'],
      [{ Statement: { ...allow, Principal: 5 } }, 'no object'],
      [{ Statement: { ...allow, Condition: 'x' } }, 'condition'],
      [{ Statement: { ...allow, Condition: { Bool: true } } }, 'condition'],
      [{ Statement: { ...allow, Condition: { Bool: { a: null } } } }, 'value of a condition'],
      [{ Statement: { ...allow, Actions: 'a' } }, 'does not know'],
      [{ Statement: { ...allow, action: 'a' } }, 'twice'],
      [{ Statement: allow, Extra: 1 }, 'does not know'],
      ['{"Statement":{"Effect":"Deny","Effect":"Allow","Action":"*","Resource":"*"}}', 'twice'],
      ['{"Statement":{"Effect":"Deny","\\u0045ffect" : "Allow","Action":"*","Resource":"*"}}', 'twice'],
      ['{"Statement":{"__proto__":{"Effect":"Allow"},"Action":"*"}}', 'does not know'],
    ] as const) {
      expect(why(value), JSON.stringify(value)).to.include(reason);
    }
  });

  it('may say the same name in different objects, and braces and quotes in texts', () => {
    const sid = 'a "{[ \\ ]}:, " b';
    expect(
      read({
        Statement: [
          { Sid: sid, Effect: 'Allow' },
          { Sid: 'x","Effect":"', Effect: 'Deny' },
        ],
      }),
    ).to.have.length(2);
  });

  it('is read or unknown, whatever the text', () => {
    const shape = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('Allow', 'Deny', '*', 'iam:*', null, true, 5, ''),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom(
            'Statement',
            'Effect',
            'Action',
            'NotAction',
            'Resource',
            'Principal',
            'Condition',
            '__proto__',
          ),
          tie('value'),
          { maxKeys: 5 },
        ),
      ),
    })).value;
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          shape.map((value) => JSON.stringify(value)),
        ),
        (text) => {
          try {
            policyOf(text, 'document');
          } catch (error) {
            expect(error).to.be.instanceOf(UnknownFact);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});
