import { expect } from 'chai';
import fc from 'fast-check';
import { evaluate } from '../../core/evaluate.ts';
import type { FactEvidence, ListingEvidence } from '../../core/evidence.ts';
import type { SectionCoverage } from '../../core/coverage.ts';
import type { Finding } from '../../core/finding.ts';
import { inventoryOf, type Inventory } from '../../core/inventory.ts';
import { resource, SourcedValue, UnknownValue, type Resource } from '../../core/resource.ts';
import { choice, defineRule, fail, integer, integers, notApplicable, pass, texts, type Rule } from '../../core/rule.ts';
import { DefinitionError } from '../../core/errors.ts';
import { account, denied, findings, region, resourceOf, takenAt, verdict, world } from '../rules/tester.ts';

const about = {
  severity: 'high',
  controls: [],
  rationale: 'why',
  remediation: 'what',
  references: [],
} as const;

const encrypted = defineRule({
  ...about,
  id: 'test-volume-encrypted',
  title: 'Volume is encrypted',
  resource: 'aws.ec2.volume',
  examples: { pass: { encrypted: true }, fail: { encrypted: false } },
  evaluate: (volume) => (volume.encrypted ? pass : fail('it is not')),
});

/** Fails for each attachment by device; passes with none. */
const detached = defineRule({
  ...about,
  id: 'test-volume-detached',
  title: 'Volume is detached',
  resource: 'aws.ec2.volume',
  examples: {
    pass: { attachments: [] },
    fail: { attachments: [{ instanceId: null, device: 'a', state: 'attached' }] },
  },
  *evaluate(volume) {
    for (const { device } of volume.attachments) yield fail(`attached as ${device ?? ''}`, device);
  },
});

const hasFlowLog = defineRule({
  ...about,
  id: 'test-vpc-logged',
  title: 'VPC has a flow log',
  resource: 'aws.ec2.vpc',
  reads: ['aws.ec2.flow-log'],
  examples: { pass: { vpcId: 'vpc-1' }, fail: { vpcId: 'vpc-1' } },
  evaluate(vpc, { inventory }) {
    const logs = inventory.by('aws.ec2.flow-log', 'resourceId', vpc.vpcId, 'region');
    return logs.some((log) => log.status === 'ACTIVE') ? pass : fail('none');
  },
});

const hasTrail = defineRule({
  ...about,
  id: 'test-account-trailed',
  title: 'Account has a trail',
  resource: 'aws.account',
  reads: ['aws.cloudtrail.trail'],
  examples: { pass: {}, fail: {} },
  evaluate: (_, { inventory }) => (inventory.all('aws.cloudtrail.trail', 'account').isEmpty() ? fail('none') : pass),
});

async function all(inventory: Inventory, rules: readonly Rule[]): Promise<Finding[]> {
  const found: Finding[] = [];
  for await (const finding of evaluate(inventory, rules)) found.push(finding);
  return found;
}

const attachment = (device: string) => ({ instanceId: null, device, state: 'attached' });
const gap = (kind: 'aws.ec2.volume' | 'aws.ec2.flow-log', operation = 'ec2:DescribeVolumes') => ({
  ...denied,
  kind,
  operation,
});

describe('evaluate', () => {
  it('gives every resource and rule of its kind a finding with the evidence it read', async () => {
    const [found] = await findings(encrypted, 'aws.ec2.volume', { encrypted: false, sizeGiB: 8 });
    expect(found?.status).to.equal('fail');
    expect(found?.evidence).to.deep.equal([
      { fact: 'encrypted', value: false, operation: 'ec2:Test', request: 'request-1' },
    ]);
    expect((await findings(encrypted, 'aws.ec2.volume', { encrypted: true }))[0]?.evidence).to.have.length(1);
  });

  it('ends as unknown, with the reason, when a fact is not known, missing from the snapshot, or hidden', async () => {
    expect(await verdict(encrypted, 'aws.ec2.volume', {})).to.equal('unknown');
    const [found] = await findings(encrypted, 'aws.ec2.volume', { unknown: { encrypted: denied } });
    expect(found?.status).to.equal('unknown');
    expect(found?.message).to.include('access-denied');
    expect((found?.evidence[0] as FactEvidence).unknown?.reason).to.equal('access-denied');
  });

  it('gives an unknown finding for every rule and gap in its own kind, once an operation', async () => {
    const inventory = world([], {
      gaps: [gap('aws.ec2.volume'), gap('aws.ec2.volume'), gap('aws.ec2.flow-log', 'ec2:DescribeFlowLogs')],
    });
    const found = await all(inventory, [encrypted, detached]);
    expect(
      found.map(({ ruleId, status, resource: { arn, region: where } }) => [ruleId, status, arn, where]),
    ).to.deep.equal([
      ['test-volume-detached', 'unknown', null, region],
      ['test-volume-encrypted', 'unknown', null, region],
    ]);
  });

  it('lets what a generator yielded stand beside a later unknown, and drops a part told twice', async () => {
    const given = {
      attachments: [attachment('a'), attachment('a'), attachment('b')],
      unknown: { 'attachments/*': denied },
    };
    const found = await findings(detached, 'aws.ec2.volume', given);
    expect(found.map(({ status, part }) => [status, part])).to.deep.equal([
      ['fail', 'a'],
      ['fail', 'b'],
      ['unknown', null],
    ]);
    expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).to.equal(3);
    expect(await verdict(detached, 'aws.ec2.volume', { attachments: [] })).to.equal('pass');
  });

  it('gen-012: a rule that throws is an error finding on that resource, and the others are judged', async () => {
    const broken = defineRule({
      ...about,
      id: 'test-volume-broken',
      title: 'Broken',
      resource: 'aws.ec2.volume',
      examples: encrypted.examples as never,
      evaluate(volume) {
        if (!volume.encrypted) throw new TypeError('oops');
        return pass;
      },
    });
    const volumes = [false, true].map((value, index) => resourceOf('aws.ec2.volume', { encrypted: value }, index));
    const found = await all(world(volumes), [broken, encrypted]);
    expect(found.map(({ ruleId, status }) => `${ruleId} ${status}`)).to.deep.equal([
      'test-volume-broken error',
      'test-volume-encrypted fail',
      'test-volume-broken pass',
      'test-volume-encrypted pass',
    ]);
    expect(found[0]?.message).to.include('oops');
  });

  it('reads nested parts, and only those that are unknown stop it', async () => {
    const state = defineRule({
      ...about,
      id: 'test-volume-state',
      title: 'State',
      resource: 'aws.ec2.volume',
      examples: encrypted.examples as never,
      evaluate: (volume) => (volume.attachments.some(({ state }) => state === 'attached') ? pass : fail('no')),
    });
    const attachments = [attachment('a'), { ...attachment('b'), state: 'detached' }];
    expect(
      await verdict(state, 'aws.ec2.volume', { attachments, unknown: { 'attachments/1/state': denied } }),
    ).to.equal('pass');
    expect(
      await verdict(state, 'aws.ec2.volume', { attachments, unknown: { 'attachments/0/state': denied } }),
    ).to.equal('unknown');
    expect(await verdict(state, 'aws.ec2.volume', { attachments, unknown: { 'attachments/0': denied } })).to.equal(
      'unknown',
    );
    expect(
      await verdict(state, 'aws.ec2.volume', { attachments, unknown: { 'attachments/0/device': denied } }),
    ).to.equal('pass');
  });

  describe('looking at other resources', () => {
    const log = (status: string, more = {}) => ({ resourceId: 'vpc-1', status, ...more });

    it('names what decided, and not what did not', async () => {
      const [found] = await findings(
        hasFlowLog,
        'aws.ec2.vpc',
        { vpcId: 'vpc-1' },
        { 'aws.ec2.flow-log': [log('FAILED'), log('ACTIVE')] },
      );
      expect(found?.status).to.equal('pass');
      expect(
        (found?.evidence as FactEvidence[]).map(({ fact, resource: other }) => [fact, other] as const),
      ).to.deep.equal([
        ['vpcId', undefined],
        [undefined, undefined],
        ['status', 'arn:aws:ec2:us-east-1:123456789012:flow-log/2'],
      ]);
      const listing = found?.evidence[1] as ListingEvidence;
      expect(listing).to.deep.include({ kind: 'aws.ec2.flow-log', where: 'resourceId = vpc-1', count: 2 });
    });

    it('concludes none only where the whole scope was seen', async () => {
      expect(await verdict(hasFlowLog, 'aws.ec2.vpc', { vpcId: 'vpc-1' })).to.equal('fail');
      const gaps = [gap('aws.ec2.flow-log')];
      expect(await verdict(hasFlowLog, 'aws.ec2.vpc', { vpcId: 'vpc-1' }, {}, { gaps })).to.equal('unknown');
      const seen = { 'aws.ec2.flow-log': [log('ACTIVE')] };
      expect(await verdict(hasFlowLog, 'aws.ec2.vpc', { vpcId: 'vpc-1' }, seen, { gaps })).to.equal('pass');
    });

    it('takes a resource whose fact is unknown for one that may match', async () => {
      const hidden = { 'aws.ec2.flow-log': [{ status: 'ACTIVE', unknown: { resourceId: denied } }] };
      expect(await verdict(hasFlowLog, 'aws.ec2.vpc', { vpcId: 'vpc-1' }, hidden)).to.equal('unknown');
      expect(
        await verdict(hasFlowLog, 'aws.ec2.vpc', { vpcId: 'vpc-1' }, { 'aws.ec2.flow-log': [log('ACTIVE')] }),
      ).to.equal('pass');
    });

    it('stays in the Region and account of the resource', async () => {
      const elsewhere = {
        'aws.ec2.flow-log': [log('ACTIVE', { region: 'eu-west-1' }), log('ACTIVE', { account: '210987654321' })],
      };
      expect(await verdict(hasFlowLog, 'aws.ec2.vpc', { vpcId: 'vpc-1' }, elsewhere)).to.equal('fail');
    });

    it('sees all enabled Regions of an account, and knows those that were not scanned', async () => {
      const accounts = (scanned: string[]) => [{ id: account, enabled: ['eu-west-1', region], scanned }];
      const trail = { 'aws.cloudtrail.trail': [{ region: 'eu-west-1' }] };
      const both = accounts(['eu-west-1', region]);
      expect(await verdict(hasTrail, 'aws.account', {}, {}, { accounts: both })).to.equal('fail');
      expect(await verdict(hasTrail, 'aws.account', {}, trail, { accounts: both })).to.equal('pass');
      expect(await verdict(hasTrail, 'aws.account', {}, {}, { accounts: accounts([region]) })).to.equal('unknown');
      expect(await verdict(hasTrail, 'aws.account', {}, trail, { accounts: accounts([region]) })).to.equal('pass');
      const unlisted = [{ id: account, enabled: [], scanned: [region] }];
      expect(await verdict(hasTrail, 'aws.account', {}, {}, { accounts: unlisted })).to.equal('unknown');
    });

    it('concludes nothing where the inventory tells of no coverage', async () => {
      const inventory = inventoryOf({ takenAt, resources: [resourceOf('aws.ec2.vpc', { vpcId: 'vpc-1' })] });
      expect((await all(inventory, [hasFlowLog]))[0]?.status).to.equal('unknown');
    });
  });

  it('gen-014: the same finding in two Regions or accounts is two findings', async () => {
    const where = [
      [account, region],
      [account, 'eu-west-1'],
      ['210987654321', region],
    ] as const;
    const settings = where.map(([id, place]) =>
      resourceOf('aws.ec2.volume', { arn: 'same', account: id, region: place, encrypted: false }),
    );
    const found = await all(world(settings), [encrypted]);
    expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).to.equal(3);
  });

  it('gives the same findings whatever the order of resources', async () => {
    const volumes = [true, false, true].map((value, index) =>
      resourceOf('aws.ec2.volume', { encrypted: value, attachments: [] }, index),
    );
    const expected = (await all(world(volumes), [encrypted, detached]))
      .map((finding) => JSON.stringify(finding))
      .sort();
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(volumes, { minLength: 3 }),
        fc.constantFrom([encrypted, detached], [detached, encrypted]),
        async (shuffled, rules) => {
          const found = (await all(world(shuffled), rules)).map((finding) => JSON.stringify(finding)).sort();
          expect(found).to.deep.equal(expected);
        },
      ),
    );
  });

  it('measures ages against the time of the snapshot, unless told otherwise', async () => {
    const dated = defineRule({
      ...about,
      id: 'test-volume-dated',
      title: 'Dated',
      resource: 'aws.ec2.volume',
      examples: encrypted.examples as never,
      evaluate: (_, { asOf }) => notApplicable(asOf.toISOString()),
    });
    expect((await findings(dated, 'aws.ec2.volume', {}))[0]?.message).to.equal(takenAt);
    const asOf = new Date('2030-01-01T00:00:00Z');
    expect((await findings(dated, 'aws.ec2.volume', {}, {}, { asOf }))[0]?.message).to.equal(asOf.toISOString());
  });

  it('hands a rule its parameters: the default, or what the configuration says', async () => {
    const sized = defineRule({
      ...about,
      id: 'test-volume-small',
      title: 'Small',
      resource: 'aws.ec2.volume',
      params: { most: integer({ default: 10, minimum: 1, maximum: 100 }) },
      examples: encrypted.examples as never,
      evaluate: (volume, { params }) => (volume.sizeGiB <= params.most ? pass : fail('too large')),
    });
    expect(await verdict(sized, 'aws.ec2.volume', { sizeGiB: 11 })).to.equal('fail');
    const params = { [sized.id]: { most: 11 } };
    expect(await verdict(sized, 'aws.ec2.volume', { sizeGiB: 11 }, {}, { params })).to.equal('pass');
  });

  it('records reading the tags, and cannot read them where they are unknown', async () => {
    const tagged = defineRule({
      ...about,
      id: 'test-volume-tagged',
      title: 'Tagged',
      resource: 'aws.ec2.volume',
      examples: encrypted.examples as never,
      evaluate: (volume) => (volume.tags.Owner === undefined ? fail('no owner') : pass),
    });
    const [found] = await findings(tagged, 'aws.ec2.volume', { tags: { Owner: 'ops' } });
    expect(found?.status).to.equal('pass');
    expect(found?.evidence).to.deep.equal([
      { fact: 'tags', value: { Owner: 'ops' }, operation: 'ec2:Test', request: 'request-1' },
    ]);
    expect(await verdict(tagged, 'aws.ec2.volume', { unknown: { tags: denied } })).to.equal('unknown');
  });
});

describe('the evidence of a listing', () => {
  const trails = 'cloudtrail:DescribeTrails';
  const section = (where: string, more: Partial<SectionCoverage> = {}): SectionCoverage => ({
    account,
    region: where,
    collector: 'test',
    kinds: ['aws.cloudtrail.trail'],
    operations: { 'aws.cloudtrail.trail': [trails] },
    status: 'complete',
    resources: 0,
    calls: 1,
    gaps: [],
    ...more,
  });
  const enabled = ['eu-west-1', region];
  const accounts = [{ id: account, enabled, scanned: enabled }];
  const judge = async (coverage: SectionCoverage[], options: Partial<Parameters<typeof world>[1]> = {}) =>
    (await findings(hasTrail, 'aws.account', {}, {}, { accounts, coverage, ...options }))[0];

  it('names the operations that listed, also where there is none', async () => {
    const found = await judge([section(region), section('eu-west-1')]);
    expect(found?.status).to.equal('fail');
    expect(found?.evidence).to.deep.equal([
      {
        kind: 'aws.cloudtrail.trail',
        where: null,
        scope: { account, region: null },
        count: 0,
        operations: [trails],
      },
    ]);
  });

  it('names those of all sections that it reaches, each once, in order, and of no other', async () => {
    const other = (operations: string[]) =>
      section('eu-west-1', { operations: { 'aws.cloudtrail.trail': operations } });
    const elsewhere = section('us-east-1', {
      account: '210987654321',
      operations: { 'aws.cloudtrail.trail': ['x:Elsewhere'] },
    });
    const volumes = section(region, {
      kinds: ['aws.ec2.volume'],
      operations: { 'aws.ec2.volume': ['ec2:DescribeVolumes'] },
    });
    const found = await judge([section(region), other(['a:List', trails]), elsewhere, volumes]);
    expect((found?.evidence[0] as ListingEvidence).operations).to.deep.equal(['a:List', trails]);
    const flowLogs = section(region, {
      kinds: ['aws.ec2.flow-log'],
      operations: { 'aws.ec2.flow-log': ['ec2:DescribeFlowLogs'] },
    });
    const abroad = section('eu-west-1', {
      kinds: ['aws.ec2.flow-log'],
      operations: { 'aws.ec2.flow-log': ['x:Elsewhere'] },
    });
    const coverage = [flowLogs, abroad];
    const vpcs = enabled.map((where, index) => resourceOf('aws.ec2.vpc', { vpcId: 'vpc-1', region: where }, index));
    const listings = (await all(world(vpcs, { accounts, coverage }), [hasFlowLog])).flatMap(({ evidence }) =>
      evidence.filter((one) => 'operations' in one),
    );
    expect(listings.map(({ scope, count, operations }) => [scope.region, count, operations])).to.deep.equal([
      ['eu-west-1', 0, ['x:Elsewhere']],
      [region, 0, ['ec2:DescribeFlowLogs']],
    ]);
  });

  it('names what brought the resources too, where another operation did', async () => {
    const coverage = [section(region), section('eu-west-1')];
    const trail = { homeRegion: region };
    const [found] = await findings(
      hasTrail,
      'aws.account',
      {},
      { 'aws.cloudtrail.trail': [trail] },
      { accounts, coverage },
    );
    expect((found?.evidence[0] as ListingEvidence).operations).to.deep.equal([trails, 'cloudtrail:Test']);
  });

  it('names what would have told where not all was seen, and nothing that nobody asked', async () => {
    const [operation, message] = [trails, 'not authorised'];
    const denial = { kind: 'aws.cloudtrail.trail', operation, reason: 'access-denied', message } as const;
    const blind = section('eu-west-1', {
      status: 'unavailable',
      operations: { 'aws.cloudtrail.trail': [] },
      gaps: [denial],
    });
    const one = await judge([section(region, { operations: { 'aws.cloudtrail.trail': ['a:List'] } }), blind]);
    expect(one?.status).to.equal('unknown');
    expect(one?.evidence[0]).to.deep.include({
      operations: ['a:List'],
      unknown: { reason: 'access-denied', operation, message },
    });
    const none = await judge([], { accounts: [] });
    expect(none?.status).to.equal('unknown');
    expect(none?.evidence[0]).to.deep.include({ count: 0, operations: [] });
    expect(none?.evidence[0]?.unknown).to.include({ reason: 'not-collected', operation: null });
  });

  it('is one array for all verdicts that ask the same', async () => {
    const vpcs = Array.from({ length: 5 }, (_, index) => resourceOf('aws.ec2.vpc', { vpcId: `vpc-${index}` }, index));
    const arrays = new Set<unknown>();
    for (const { evidence } of await all(world(vpcs), [hasFlowLog])) {
      for (const one of evidence) if ('operations' in one) arrays.add(one.operations);
    }
    expect(arrays.size).to.equal(1);
  });
});

describe('resource', () => {
  it('puts values, their sources and what is missing where they belong', () => {
    const source = { operation: 'ec2:DescribeAddresses', request: 'r1' };
    const other = { operation: 'ec2:Other', request: 'r2' };
    const made: Resource = resource({
      kind: 'aws.ec2.address',
      arn: 'a',
      account,
      region,
      tags: new UnknownValue(denied),
      facts: {
        publicIp: '192.0.2.1',
        allocationId: undefined,
        associationId: null,
        instanceId: new SourcedValue<string | null>('i-1', other),
        interfaceId: new UnknownValue(denied),
      },
      source,
    });
    expect(made.facts).to.deep.equal({ publicIp: '192.0.2.1', associationId: null, instanceId: 'i-1' });
    expect(made.sources).to.deep.equal({ instanceId: other });
    expect(made.tags).to.deep.equal({});
    expect(Object.keys(made.unknown ?? {}).sort()).to.deep.equal(['allocationId', 'interfaceId', 'tags']);
    expect(made.unknown?.allocationId).to.include({ reason: 'error', message: 'the answer has no allocationId' });
    const untold = resource({
      kind: 'aws.iam.group',
      arn: 'a',
      account,
      region,
      tags: undefined,
      facts: {} as never,
      source,
    });
    expect(untold.unknown?.tags).to.include({ reason: 'error', message: 'the answer has no tags' });
    const none = resource({ kind: 'aws.iam.group', arn: 'a', account, region, tags: {}, facts: {} as never, source });
    expect(none).to.deep.include({ tags: {} });
    expect(none).to.not.have.property('unknown');
  });
});

describe('defineRule', () => {
  it('refuses an id or a title of another form', () => {
    const define = (id: string, title: string) => () =>
      defineRule({
        ...about,
        id,
        title,
        resource: 'aws.ec2.volume',
        examples: encrypted.examples as never,
        evaluate: () => pass,
      });
    expect(define('Volume', 'x')).to.throw(DefinitionError);
    expect(define('ec2-volume-', 'x')).to.throw(DefinitionError);
    expect(define('ec2-volume', 'Ends in a stop.')).to.throw(DefinitionError);
    expect(define('ec2-volume', 'x')).not.to.throw();
  });
});

describe('parameters', () => {
  it('take what they say, and nothing beside it', () => {
    const days = integer({ default: 7, minimum: 1, maximum: 35 });
    expect([1, 35].map((value) => days.parse(value))).to.deep.equal([1, 35]);
    expect([0, 36, 1.5, '7', null].map((value) => days.parse(value))).to.deep.equal(Array(5).fill(undefined));
    const ports = integers({ default: [80], minimum: 0, maximum: 65535 });
    expect(ports.parse([443, 0])).to.deep.equal([443, 0]);
    expect([[443, -1], 443, ['443']].map((value) => ports.parse(value))).to.deep.equal(Array(3).fill(undefined));
    expect(texts({ default: [] }).parse(['a'])).to.deep.equal(['a']);
    expect([[1], 'a'].map((value) => texts({ default: [] }).parse(value))).to.deep.equal([undefined, undefined]);
    const scope = choice({ default: 'all', of: ['all', 'in-use'] });
    expect(['in-use', 'none'].map((value) => scope.parse(value))).to.deep.equal(['in-use', undefined]);
    expect(scope.takes).to.equal('one of all, in-use');
  });
});
