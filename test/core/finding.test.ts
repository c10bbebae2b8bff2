import { expect } from 'chai';
import fc from 'fast-check';
import { evaluate, paramsOf } from '../../core/evaluate.ts';
import { fingerprintOf, type Finding } from '../../core/finding.ts';
import { inventoryOf, type Inventory } from '../../core/inventory.ts';
import { resource, SourcedValue, UnknownValue, type Resource, type ResourceInput } from '../../core/resource.ts';
import {
  defineRule,
  fail,
  integer,
  notApplicable,
  pass,
  type Failure,
  type Rule,
  type Verdict,
} from '../../core/rule.ts';
import { account, denied, region, resourceOf, takenAt, world } from '../rules/tester.ts';

/** A rule that gives what it is told to, by the id of the volume. */
function told(id: string, judge: Rule['evaluate'], more: Partial<Rule> = {}): Rule {
  const made = defineRule({
    id,
    title: 'Volume is as it should be',
    severity: 'medium',
    resource: 'aws.ec2.volume',
    controls: [],
    rationale: 'why',
    remediation: 'what',
    references: [],
    examples: { pass: {}, fail: {} },
    evaluate: () => pass,
  });
  return { ...made, evaluate: judge, ...more };
}

async function all(inventory: Inventory, rules: readonly Rule[], options = {}): Promise<Finding[]> {
  const found: Finding[] = [];
  for await (const finding of evaluate(inventory, rules, options)) found.push(finding);
  return found;
}

const volume = resourceOf('aws.ec2.volume', { volumeId: 'vol-1', name: 'data', tags: { Owner: 'ops' } });

describe('a finding', () => {
  it('says what was judged, by which rule, and what came of it', async () => {
    const [found] = await all(world([volume]), [told('test-volume-told', () => fail('it is open', 'tcp/22'))]);
    expect(found).to.deep.equal({
      fingerprint: fingerprintOf('test-volume-told', volume, 'tcp/22'),
      ruleId: 'test-volume-told',
      status: 'fail',
      severity: 'medium',
      resource: {
        kind: 'aws.ec2.volume',
        arn: volume.arn,
        account,
        region,
        name: 'data',
        tags: { Owner: 'ops' },
      },
      part: 'tcp/22',
      message: 'it is open',
      evidence: [],
    });
  });

  it('names the address and the place of what is planned', async () => {
    const planned = { ...volume, address: 'aws_ebs_volume.data', place: { file: 'main.tf', line: 7 } };
    const [found] = await all(world([planned]), [told('test-volume-told', () => pass)]);
    expect(found?.resource).to.deep.include({ address: planned.address, source: planned.place });
    expect(found?.message).to.equal('Volume is as it should be');
  });

  it('of a rule that throws says so, and of a fact that is unknown says which and why', async () => {
    const thrown = told('test-volume-thrown', () => {
      throw new TypeError('oops');
    });
    const unread = told('test-volume-unread', (view) =>
      (view as { encrypted: boolean }).encrypted ? pass : fail('no'),
    );
    const given = resourceOf('aws.ec2.volume', { unknown: { encrypted: denied } });
    expect((await all(world([given]), [thrown, unread])).map(({ status, message }) => [status, message])).to.deep.equal(
      [
        ['error', 'the rule failed: oops'],
        ['unknown', 'encrypted: not authorised (access-denied)'],
      ],
    );
  });

  it('of a gap stands for all of the kind in the section, with the operation that failed', async () => {
    const gaps = [{ ...denied, kind: 'aws.ec2.volume', operation: 'ec2:DescribeVolumes' } as const];
    const [found, ...more] = await all(world([], { gaps }), [told('test-volume-told', () => pass)]);
    expect(more).to.deep.equal([]);
    const about = { kind: 'aws.ec2.volume', arn: null, account, region } as const;
    expect(found).to.deep.equal({
      fingerprint: fingerprintOf('test-volume-told', about, 'ec2:DescribeVolumes'),
      ruleId: 'test-volume-told',
      status: 'unknown',
      severity: 'medium',
      resource: { ...about, name: null, tags: {} },
      part: 'ec2:DescribeVolumes',
      message: 'ec2:DescribeVolumes: not authorised (access-denied)',
      evidence: [
        {
          kind: 'aws.ec2.volume',
          where: null,
          scope: { account, region },
          count: 0,
          operations: ['ec2:DescribeVolumes'],
          unknown: { reason: 'access-denied', operation: 'ec2:DescribeVolumes', message: 'not authorised' },
        },
      ],
    });
  });

  it('has a fingerprint of rule, account, Region, ARN and part, and of nothing else', () => {
    const word = fc.constantFrom('a', 'b', null);
    const subject = fc.record({
      rule: fc.constantFrom('r', 's'),
      account: word,
      region: word,
      arn: word,
      part: word,
      kind: fc.constantFrom('aws.ec2.vpc' as const, 'aws.ec2.volume' as const),
    });
    fc.assert(
      fc.property(subject, subject, (one, other) => {
        const of = ({ rule, part, ...rest }: typeof one) => fingerprintOf(rule, rest, part);
        // A resource is told by its ARN; only what has none is told by its kind.
        const key = ({ rule, account: id, region: where, arn, part, kind }: typeof one) =>
          JSON.stringify([rule, id, where, arn ?? kind, part]);
        expect(of(one) === of(other)).to.equal(key(one) === key(other));
        expect(of(one)).to.match(/^[0-9a-f]{32}$/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the findings of a rule that yields', () => {
  const judgement = (failures: readonly Failure[], end: Verdict | undefined): Rule['evaluate'] =>
    function* () {
      yield* failures;
      return end;
    };
  const part = fc.constantFrom('a', 'b', null);
  const ends = fc.constantFrom<Verdict | undefined>(
    undefined,
    pass,
    notApplicable('it is gone'),
    fail('at the end', 'z'),
  );

  it('are one for each part, and the verdict at the end where it says more', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 4 }), ends, async (parts, end) => {
        const failures = parts.map((one, index) => fail(`the ${index}`, one));
        const found = await all(world([volume]), [told('test-volume-told', judgement(failures, end))]);
        const expected = parts
          .map((one, index) => ['fail', one, `the ${index}`])
          .filter(([, one], index) => parts.indexOf(one as (typeof parts)[number]) === index);
        if (end?.status === 'fail') expected.push(['fail', 'z', 'at the end']);
        else if (end?.status === 'not-applicable') expected.push(['not-applicable', null, 'it is gone']);
        else if (parts.length === 0) expected.push(['pass', null, 'Volume is as it should be']);
        expect(found.map(({ status, part: one, message }) => [status, one, message])).to.deep.equal(expected);
      }),
    );
  });
});

describe('the order of findings', () => {
  it('is that of the resources, then of the rule ids, then of the gaps', async () => {
    const volumes = [2, 1].map((number) => resourceOf('aws.ec2.volume', {}, number));
    const vpc = resourceOf('aws.ec2.vpc', {});
    const rules = ['test-c-told', 'test-a-told', 'test-b-told'].map((id) => told(id, () => pass));
    const both = told('test-d-told', () => pass, { kinds: ['aws.ec2.vpc', 'aws.ec2.volume'] });
    const gaps = (['aws.ec2.subnet', 'aws.ec2.vpc', 'aws.ec2.vpc'] as const).map((kind, index) => ({
      ...denied,
      kind,
      operation: `test:Gap${index}`,
    }));
    const found = await all(world([...volumes, vpc], { gaps }), [both, ...rules]);
    const ids = ['test-a-told', 'test-b-told', 'test-c-told', 'test-d-told'];
    expect(found.map(({ ruleId, resource: { arn }, part }) => [ruleId, arn ?? part])).to.deep.equal([
      ...volumes.flatMap(({ arn }) => ids.map((id) => [id, arn])),
      ['test-d-told', vpc.arn],
      ['test-d-told', 'test:Gap1'],
      ['test-d-told', 'test:Gap2'],
    ]);
  });

  it('passes over what no rule judges, also where the inventory gives more than was asked for', async () => {
    const inventory = inventoryOf({ takenAt, resources: [resourceOf('aws.ec2.vpc', {}), volume] });
    const generous: Inventory = { ...inventory, resources: () => inventory.resources() };
    const found = await all(generous, [told('test-volume-told', () => pass)]);
    expect(found.map(({ resource: { arn } }) => arn)).to.deep.equal([volume.arn]);
  });
});

describe('the parameters of a rule', () => {
  it('are its defaults but for what the configuration says, also where that is 0, and nothing that it does not know', () => {
    const params = {
      most: integer({ default: 10, minimum: 0, maximum: 99 }),
      least: integer({ default: 1, minimum: 0, maximum: 9 }),
    };
    const rule = told('test-volume-told', () => pass, { params });
    expect(paramsOf(rule)).to.deep.equal({ most: 10, least: 1 });
    expect(paramsOf(rule, { least: 0, other: 7 })).to.deep.equal({ most: 10, least: 0 });
  });
});

describe('a resource as a collector makes it', () => {
  const source = { operation: 'ec2:DescribeAddresses', request: 'request-1' };
  const least: ResourceInput<'aws.ec2.address'> = {
    kind: 'aws.ec2.address',
    arn: 'arn',
    account,
    region,
    facts: { publicIp: 'a', allocationId: null, associationId: null, instanceId: null, interfaceId: null },
    tags: {},
    source,
  };

  it('has what was given, and nothing besides', () => {
    const made: Resource = resource(least);
    expect(made).to.deep.equal({ ...least, name: null });
    const place = { file: 'main.tf', line: 1 };
    const more = { name: 'n', address: 'aws_eip.a', place, tags: { a: 'b' } };
    expect(resource({ ...least, ...more })).to.deep.equal({ ...least, ...more });
  });

  it('keeps parts that are unknown beside facts that are', () => {
    const facts = { ...least.facts, publicIp: new UnknownValue(denied), instanceId: undefined };
    const unknown = { 'tags/x': denied };
    const tags = new SourcedValue({ a: 'b' }, { operation: 'ec2:DescribeTags', request: null });
    const made: Resource = resource({ ...least, facts, unknown, tags });
    expect(made.unknown).to.deep.equal({
      'tags/x': denied,
      publicIp: denied,
      instanceId: { reason: 'error', operation: source.operation, message: 'the answer has no instanceId' },
    });
    expect(made.tags).to.deep.equal({ a: 'b' });
    expect(made.sources).to.deep.equal({ tags: { operation: 'ec2:DescribeTags', request: null } });
    expect(unknown).to.deep.equal({ 'tags/x': denied });
  });
});
