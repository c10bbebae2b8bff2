import { expect } from 'chai';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import Type from 'typebox';
import { kinds, type KindId } from '../../core/kinds/index.ts';
import type { Resource } from '../../core/resource.ts';
import type * as validation from '../../core/validate.ts';
import { denied } from '../rules/tester.ts';
import { specimenOf } from './specimens.ts';

type Members = Record<string, unknown>;

function one(kind: KindId = 'aws.ec2.volume'): Members & Resource {
  return fc.sample(specimenOf(kind), { numRuns: 1, seed: 1 })[0] as unknown as Members & Resource;
}

describe('the form of a resource', () => {
  let resourceProblem: (typeof validation)['resourceProblem'];
  let problemOf: (typeof validation)['problemOf'];
  let resourceSchema: (typeof validation)['resourceSchema'];
  beforeEach(async () => {
    // What is compiled is kept. A module of its own compiles it anew.
    const fresh = (await import(`../../core/validate.ts?${randomUUID()}`)) as typeof validation;
    ({ resourceProblem, problemOf, resourceSchema } = fresh);
  });

  for (const kind of kinds.keys()) {
    it(`of ${kind} is that of any resource of the kind, whose facts are each known or unknown`, () => {
      fc.assert(
        fc.property(specimenOf(kind), fc.nat(), (resource, which) => {
          expect(resourceProblem(resource)).to.equal(null);
          const facts = resource.facts as Members;
          const names = Object.keys(facts);
          const name = names[which % names.length] ?? '';
          const { [name]: _, ...rest } = facts;
          expect(resourceProblem({ ...resource, facts: rest })).to.equal(`fact ${name} is missing`);
          const unknown = { [name]: denied };
          expect(resourceProblem({ ...resource, facts: rest, unknown })).to.equal(null);
          expect(resourceProblem({ ...resource, unknown })).to.equal(`fact ${name} is both known and unknown`);
          expect(resourceProblem({ ...resource, facts: { ...facts, [name]: Symbol } })).to.include(`facts/${name}`);
        }),
        { numRuns: 10 },
      );
    });
  }

  it('takes what a resource may have besides', () => {
    const more = {
      account: null,
      region: null,
      name: null,
      address: 'aws_ebs_volume.data',
      place: { file: 'main.tf', line: 1 },
      source: { operation: 'terraform', request: null },
      sources: { encrypted: { operation: 'ec2:Other', request: 'request-2' } },
      unknown: { 'attachments/*': { ...denied, operation: null } },
    };
    for (const [name, value] of Object.entries(more)) {
      expect(resourceProblem({ ...one(), [name]: value }), name).to.equal(null);
    }
  });

  it('is refused, naming the place, where anything is wrong, missing or too much', () => {
    const source = { operation: 'ec2:Test', request: null };
    const place = { file: 'main.tf', line: 1 };
    const wrong: readonly (readonly [Members, string])[] = [
      [{ arn: '' }, 'arn '],
      [{ arn: undefined }, 'it must have required property'],
      [{ account: 1 }, 'account '],
      [{ region: undefined }, 'it must have required property'],
      [{ name: 1 }, 'name '],
      [{ tags: { Owner: 1 } }, 'tags/Owner '],
      [{ tags: [] }, 'tags '],
      [{ address: null }, 'address '],
      [{ place: { file: 'main.tf', line: 0 } }, 'place/line '],
      [{ place: { file: 'main.tf' } }, 'place must have required property'],
      [{ place: { ...place, column: 1 } }, 'place must NOT have additional properties (column)'],
      [{ facts: { ...one().facts, moon: true } }, 'facts must NOT have additional properties (moon)'],
      [{ source: { operation: 'ec2:Test' } }, 'source must have required property'],
      [{ source: { ...source, at: 'noon' } }, 'source must NOT have additional properties (at)'],
      [{ sources: { encrypted: {} } }, 'sources/encrypted must have required property'],
      [{ unknown: { 'a/*': { ...denied, reason: 'asleep' } } }, 'unknown/a~1* '.replace(' ', '/reason ')],
      [{ unknown: { a: { ...denied, message: undefined } } }, 'unknown/a must have required property'],
      [{ unknown: { a: { ...denied, operation: 1 } } }, 'unknown/a/operation '],
      [{ unknown: { a: { ...denied, request: null } } }, 'unknown/a must NOT have additional properties (request)'],
      [{ colour: 'blue' }, 'it must NOT have additional properties (colour)'],
    ];
    for (const [more, problem] of wrong) {
      const given = JSON.parse(JSON.stringify({ ...one(), ...more })) as unknown;
      expect(resourceProblem(given), JSON.stringify(more)).to.satisfy((text: string | null) =>
        text?.startsWith(problem),
      );
    }
  });

  it('is that of a kind which this version knows', () => {
    for (const [value, kind] of [
      [{ ...one(), kind: 'aws.ec2.moon' }, '"aws.ec2.moon"'],
      [{ ...one(), kind: 7 }, '7'],
      [{ ...one(), kind: ['aws.ec2.volume'] }, '["aws.ec2.volume"]'],
      [{}, 'undefined'],
      [null, 'undefined'],
      ['text', 'undefined'],
    ] as const) {
      expect(resourceProblem(value)).to.equal(`kind ${kind} is not one that this version knows`);
    }
    expect(() => resourceSchema('aws.ec2.moon' as KindId)).to.throw('no kind aws.ec2.moon');
  });

  it('is another for each kind', () => {
    expect(resourceProblem(one())).to.equal(null);
    expect(resourceProblem(one('aws.ec2.vpc'))).to.equal(null);
    expect(resourceProblem({ ...one(), kind: 'aws.ec2.vpc' })).not.to.equal(null);
    expect(problemOf(resourceSchema('aws.ec2.vpc'), one())).to.include('kind ');
  });

  it('is told in words for any schema', () => {
    const schema = Type.Object({ list: Type.Array(Type.Integer()) }, { additionalProperties: false });
    expect(problemOf(schema, { list: [1] })).to.equal(null);
    expect(problemOf(schema, 7)).to.equal('it must be object');
    expect(problemOf(schema, { list: [1, 'a'] })).to.equal('list/1 must be integer');
    expect(problemOf(schema, { list: [], b: 1 })).to.equal('it must NOT have additional properties (b)');
    expect(problemOf(schema, { list: [1] })).to.equal(null);
  });
});
