import { expect } from 'chai';
import fc from 'fast-check';
import type { SectionCoverage } from '../../core/coverage.ts';
import { Trace, type ListingEvidence } from '../../core/evidence.ts';
import { inventoryOf, Surroundings, type Inventory, type Lookup, type Scope } from '../../core/inventory.ts';
import { kinds, type KindId } from '../../core/kinds/index.ts';
import { UnknownFact, type Listing } from '../../core/listing.ts';
import type { Resource, Unknown } from '../../core/resource.ts';
import { account, denied, region, resourceOf, takenAt } from '../rules/tester.ts';

/** A look-up by a fact of each shape: a scalar, a list, a member of a list of records, and what every resource has. */
const questions = [
  { kind: 'aws.ec2.subnet', fact: 'vpcId' },
  { kind: 'aws.ec2.network-acl', fact: 'subnetIds' },
  { kind: 'aws.ec2.image', fact: 'blockDevices/snapshotId' },
  { kind: 'aws.iam.user', fact: 'groups' },
  { kind: 'aws.iam.user', fact: 'arn' },
  { kind: 'aws.ec2.subnet', fact: 'name' },
] as const;
type Question = (typeof questions)[number];

const places = [
  { id: account, where: region },
  { id: account, where: 'eu-west-1' },
  { id: '210987654321', where: 'eu-west-1' },
];
const values = ['a', 'b', 'c'] as const;
const several = fc.array(fc.constantFrom(...values), { maxLength: 4 });
const isThere = (ids: readonly string[], unknown: object) =>
  ids.length > 0 || !Object.keys(unknown).some((path) => path.includes('/0'));

/** What of a resource is hidden: nothing, or one path below it. */
const hidden = (...paths: string[]) =>
  fc.option(fc.constantFrom(...paths), { freq: 4 }).map((path) => (path === null ? {} : { [path]: denied }));

/** Resources of the kinds above. What is hidden has a value that nothing looks up. */
const given = fc.oneof(
  fc
    .record({ vpcId: fc.constantFrom(...values), unknown: hidden('vpcId', 'zone', 'gone') })
    .map(({ vpcId, unknown }) => ({
      kind: 'aws.ec2.subnet' as const,
      facts: 'gone' in unknown || 'vpcId' in unknown ? { zone: 'z' } : { vpcId, zone: 'z' },
      unknown: 'gone' in unknown ? {} : unknown,
    })),
  fc
    .record({ subnetIds: several, unknown: hidden('subnetIds/*', 'subnetIds/0', 'entries') })
    .filter(({ subnetIds, unknown }) => isThere(subnetIds, unknown))
    .map((one) => ({
      kind: 'aws.ec2.network-acl' as const,
      facts: { subnetIds: one.subnetIds.map((id, at) => (`subnetIds/${at}` in one.unknown ? 'hidden' : id)) },
      unknown: one.unknown,
    })),
  fc
    .record({
      ids: several,
      unknown: hidden('blockDevices/*', 'blockDevices/0', 'blockDevices/0/snapshotId', 'blockDevices/0/encrypted'),
    })
    .filter(({ ids, unknown }) => isThere(ids, unknown))
    .map(({ ids, unknown }) => ({
      kind: 'aws.ec2.image' as const,
      facts: {
        blockDevices: ids.map((id, at) => ({
          device: 'sda',
          encrypted: true,
          snapshotId: `blockDevices/${at}` in unknown || `blockDevices/${at}/snapshotId` in unknown ? 'hidden' : id,
        })),
      },
      unknown,
    })),
  fc.record({ groups: several, unknown: hidden('groups/*', 'passwordEnabled') }).map((one) => ({
    kind: 'aws.iam.user' as const,
    facts: { groups: one.groups },
    unknown: one.unknown,
  })),
);
const world = fc.array(fc.tuple(given, fc.constantFrom(...places), fc.constantFrom(...values)), { maxLength: 12 });

/** What is told of the sections: all is seen, a gap in all kinds, or nobody was there. */
type Seen = 'whole' | 'gap' | 'nothing';
const seen = fc.constantFrom<Seen>('whole', 'whole', 'whole', 'gap', 'nothing');
const coverages = fc.record(
  Object.fromEntries(
    [account, '210987654321'].flatMap((id) => [region, 'eu-west-1', 'global'].map((where) => [`${id} ${where}`, seen])),
  ),
);

const isGlobal = (kind: KindId) => kinds.get(kind)?.scope === 'global';

function sectionsOf(coverage: Readonly<Record<string, Seen>>): SectionCoverage[] {
  return Object.entries(coverage).flatMap(([key, what]): SectionCoverage[] => {
    const [id = '', where = ''] = key.split(' ');
    if (what === 'nothing') return [];
    const all = [...kinds.keys()].filter((kind) => isGlobal(kind) === (where === 'global'));
    return [
      {
        account: id,
        region: where,
        collector: 'test',
        kinds: all,
        operations: {},
        status: what === 'gap' ? 'partial' : 'complete',
        resources: 0,
        calls: 1,
        gaps: what === 'gap' ? all.map((kind) => ({ ...denied, kind, operation: 'test:Denied' })) : [],
      },
    ];
  });
}

const accounts = [
  { id: account, enabled: [region, 'eu-west-1'], scanned: [region] },
  { id: '210987654321', enabled: ['eu-west-1'], scanned: ['eu-west-1'] },
];

/** The places that a question reaches, by the words of `Scope`: of an account the Regions that it has enabled. */
function reached(kind: KindId, scope: Scope): string[] {
  return accounts
    .filter(({ id }) => scope === 'everywhere' || id === account)
    .flatMap(({ id, enabled }) => {
      const regions = isGlobal(kind) ? ['global'] : scope === 'region' ? [region] : enabled;
      return regions.map((where) => `${id} ${where}`);
    });
}

async function lookup(
  inventory: Inventory,
  judged: Pick<Resource, 'account' | 'region'> = { account, region },
): Promise<{ ask: Lookup; trace: Trace }> {
  const trace = new Trace(resourceOf('aws.account', {}));
  const surroundings = await Surroundings.of(inventory, new Set(kinds.keys()));
  return { ask: surroundings.lookup(judged, trace), trace };
}

function missingFrom(listing: Listing<unknown>): Unknown | null {
  try {
    listing.settle();
  } catch (error) {
    if (error instanceof UnknownFact) return error.unknown;
    throw error;
  }
  return null;
}

/** The values that a fact has as a rule reads it from a view, and whether that raises. */
function readable(view: Record<string, unknown>, fact: string): { values: unknown[]; whole: boolean } {
  const [name = '', member] = fact.split('/');
  let value: unknown;
  try {
    value = view[name];
  } catch (error) {
    if (error instanceof UnknownFact) return { values: [], whole: false };
    throw error;
  }
  if (typeof value !== 'object' || value === null) return { values: [value], whole: true };
  const list = value as Listing<Record<string, unknown>>;
  const found: Listing<unknown> = member === undefined ? list : list.map((one) => one[member]);
  return { values: [...found.known], whole: missingFrom(found) === null };
}

const arnsOf = (listing: Listing<{ arn: string }>) => listing.known.map(({ arn }) => arn).sort();

describe('a look-up', () => {
  const scopes: readonly Scope[] = ['region', 'account', 'everywhere'];

  it('by a fact finds what a walk through all finds, and concludes none only where the walk does', async () => {
    await fc.assert(
      fc.asyncProperty(
        world,
        coverages,
        fc.constantFrom<Question>(...questions),
        fc.constantFrom(...values),
        fc.constantFrom(...scopes),
        async (some, coverage, question, value, scope) => {
          const { kind, fact } = question;
          const wanted = fact === 'arn' ? `arn:${value}` : value;
          const resources = some.map(([{ kind: own, facts, unknown }, { id, where }, name], number): Resource => {
            const made = resourceOf(own, {}, number);
            const arn = fact === 'arn' && own === kind ? `arn:${name}` : made.arn;
            const at = isGlobal(own) ? 'global' : where;
            return { ...made, arn, name, account: id, region: at, facts, unknown };
          });
          const { ask } = await lookup(inventoryOf({ takenAt, accounts, coverage: sectionsOf(coverage), resources }));
          const within = reached(kind, scope);
          const all = ask.all(kind, scope);
          const expected = resources.filter(
            (one) => one.kind === kind && within.includes(`${one.account ?? ''} ${one.region ?? ''}`),
          );
          expect(arnsOf(all)).to.deep.equal(expected.map(({ arn }) => arn).sort());
          const unseen = within.find((place) => coverage[place] !== 'whole');
          const reason = unseen === undefined ? null : coverage[unseen] === 'gap' ? 'access-denied' : 'not-collected';
          expect(missingFrom(all)?.reason ?? null).to.equal(reason);

          const read = all.known.map((view) => ({
            arn: view.arn,
            ...readable(view as unknown as Record<string, unknown>, fact),
          }));
          const found = ask.by(kind, fact as never, wanted as never, scope);
          expect(arnsOf(found)).to.deep.equal(
            read
              .filter((one) => one.values.includes(wanted))
              .map(({ arn }) => arn)
              .sort(),
          );
          expect(missingFrom(found) === null).to.equal(reason === null && read.every(({ whole }) => whole));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('says why it may have missed some: the fact that is hidden, and of which resource', async () => {
    const subnet = resourceOf('aws.ec2.subnet', { unknown: { vpcId: denied } });
    const whole = Object.fromEntries(reached('aws.ec2.subnet', 'everywhere').map((place) => [place, 'whole'] as const));
    const coverage = sectionsOf(whole);
    const of = async (one: Resource) => {
      const { ask, trace } = await lookup(inventoryOf({ takenAt, accounts, coverage, resources: [one] }));
      const listing = ask.by('aws.ec2.subnet', 'vpcId', 'vpc-1', 'region');
      expect(() => listing.settle()).to.throw(UnknownFact, `vpcId of ${one.arn}: `);
      const [asked] = trace.evidence() as ListingEvidence[];
      expect(asked).to.deep.include({ where: 'vpcId = vpc-1', scope: { account, region }, count: 0 });
      return asked?.unknown;
    };
    expect(await of(subnet)).to.deep.equal(denied);
    expect(await of(resourceOf('aws.ec2.subnet', {}))).to.deep.equal({
      reason: 'not-collected',
      operation: null,
      message: 'the snapshot does not hold it',
    });
  });

  it('says what was not collected, and where', async () => {
    const message = async (
      scope: Scope,
      more: Partial<Parameters<typeof inventoryOf>[0]> = {},
      judged: Pick<Resource, 'account' | 'region'> = { account, region },
      kind: KindId = 'aws.ec2.vpc',
    ) => {
      const { ask } = await lookup(inventoryOf({ takenAt, resources: [], accounts, ...more }), judged);
      return missingFrom(ask.all(kind, scope))?.message;
    };
    expect(await message('region')).to.equal(`aws.ec2.vpc was not collected in account ${account}, ${region}`);
    const coverage = sectionsOf({ [`${account} ${region}`]: 'whole' });
    expect(await message('region', { coverage })).to.equal(undefined);
    expect(await message('account', { coverage })).to.equal(
      `aws.ec2.vpc was not collected in account ${account}, eu-west-1`,
    );
    expect(await message('region', {}, { account, region }, 'aws.iam.user')).to.equal(
      `aws.iam.user was not collected in account ${account}, global`,
    );
    expect(await message('everywhere', { accounts: [] })).to.equal('aws.ec2.vpc was not collected');
    expect(await message('account', { accounts: [] })).to.equal(`aws.ec2.vpc was not collected in account ${account}`);
    const unlisted = [{ id: account, enabled: [], scanned: [region] }];
    expect(await message('account', { accounts: unlisted, coverage })).to.equal(
      `aws.ec2.vpc was not collected in account ${account}`,
    );
    const planned = { account: null, region: null };
    expect(await message('region', {}, planned)).to.equal('aws.ec2.vpc was not collected');
    expect(await message('region', {}, { account: null, region })).to.equal(
      `aws.ec2.vpc was not collected in ${region}`,
    );
  });

  it('keeps apart what the input gives no account or Region', async () => {
    const nowhere = { account: null, region: null };
    const at = [{ account, region }, { account: null, region }, nowhere, { account, region: null }];
    const resources = at.map((where, number): Resource => ({ ...resourceOf('aws.ec2.vpc', {}, number), ...where }));
    const coverage: SectionCoverage[] = at.map((where) => ({
      ...where,
      collector: 'test',
      kinds: ['aws.ec2.vpc'],
      operations: {},
      status: 'complete',
      resources: 1,
      calls: 0,
      gaps: [],
    }));
    const inventory = inventoryOf({ takenAt, coverage, resources });
    for (const [number, where] of at.entries()) {
      const { ask, trace } = await lookup(inventory, where);
      const found = ask.all('aws.ec2.vpc', 'region');
      expect(arnsOf(found)).to.deep.equal([resources[number]?.arn]);
      expect(missingFrom(found)).to.equal(null);
      expect((trace.evidence()[0] as ListingEvidence).scope).to.deep.equal(where);
    }
    const { ask, trace } = await lookup(inventory, nowhere);
    expect(arnsOf(ask.all('aws.ec2.vpc', 'account'))).to.deep.equal([resources[1]?.arn, resources[2]?.arn].sort());
    expect((trace.evidence() as ListingEvidence[]).map(({ scope, count }) => [scope, count])).to.deep.equal([
      [nowhere, 2],
    ]);
  });

  it('names, in order, the operations that told, of the sections that it reaches only', async () => {
    const sections = [
      { account, region, operation: 'z:List' },
      { account, region: 'eu-west-1', operation: 'a:List' },
      { account: '210987654321', region: 'eu-west-1', operation: 'm:List' },
      { account: null, region: null, operation: 'n:List' },
    ];
    const coverage = sections.map(({ operation, ...where }): SectionCoverage => ({
      ...where,
      collector: 'test',
      kinds: ['aws.ec2.vpc'],
      operations: { 'aws.ec2.vpc': [operation] },
      status: 'complete',
      resources: 0,
      calls: 1,
      gaps: [],
    }));
    const nowhere = { account: null, region: null };
    const source = { operation: 'b:Describe', request: null };
    const resources = [{ ...resourceOf('aws.ec2.vpc', {}), source }];
    const inventory = inventoryOf({ takenAt, accounts, coverage, resources });
    const surroundings = await Surroundings.of(inventory, new Set(['aws.ec2.vpc']));
    const told = (scope: Scope, judged: Pick<Resource, 'account' | 'region'> = { account, region }) => {
      const trace = new Trace(resourceOf('aws.account', {}));
      surroundings.lookup(judged, trace).all('aws.ec2.vpc', scope);
      return (trace.evidence()[0] as ListingEvidence).operations;
    };
    for (const _ of ['asked', 'asked again']) {
      expect(told('region')).to.deep.equal(['b:Describe', 'z:List']);
      expect(told('account')).to.deep.equal(['a:List', 'b:Describe', 'z:List']);
      expect(told('everywhere')).to.deep.equal(['a:List', 'b:Describe', 'm:List', 'z:List']);
      expect(told('region', nowhere)).to.deep.equal(['n:List']);
      expect(told('account', { account: '210987654321', region })).to.deep.equal(['m:List']);
      expect(told('account', nowhere)).to.deep.equal(['n:List']);
    }
  });

  it('finds a resource once that has the value several times, and each of several that have it', async () => {
    const acl = (number: number, subnetIds: string[]) => resourceOf('aws.ec2.network-acl', { subnetIds }, number);
    const resources = [acl(1, ['a', 'a']), acl(2, ['b', 'a', 'a']), acl(3, ['a', 'c', 'a'])];
    const { ask } = await lookup(inventoryOf({ takenAt, accounts, resources }));
    const found = ask.by('aws.ec2.network-acl', 'subnetIds', 'a', 'region');
    expect(found.known.map(({ arn }) => arn)).to.deep.equal(resources.map(({ arn }) => arn));
    const again = ask.by('aws.ec2.network-acl', 'subnetIds', 'b', 'region');
    expect(again.known.map(({ arn }) => arn)).to.deep.equal([resources[1]?.arn]);
  });
});

describe('what is looked at', () => {
  const resources = [resourceOf('aws.ec2.vpc', {}), resourceOf('aws.ec2.subnet', {})];
  const kindsOf = async (only?: ReadonlySet<KindId>) => {
    const found: KindId[] = [];
    for await (const { kind } of inventoryOf({ takenAt, resources }).resources(only)) found.push(kind);
    return found;
  };

  it('is everything, or the kinds that are asked for', async () => {
    expect(await kindsOf()).to.deep.equal(['aws.ec2.vpc', 'aws.ec2.subnet']);
    expect(await kindsOf(new Set(['aws.ec2.subnet']))).to.deep.equal(['aws.ec2.subnet']);
    expect(await kindsOf(new Set())).to.deep.equal([]);
    expect(inventoryOf({ takenAt, resources })).to.deep.include({ takenAt, accounts: [], coverage: [] });
  });

  it('is not read again, nor held, where no rule asks about other resources', async () => {
    let read = 0;
    const inventory: Inventory = {
      ...inventoryOf({ takenAt, resources }),
      resources: () => {
        read += 1;
        return inventoryOf({ takenAt, resources }).resources();
      },
    };
    await Surroundings.of(inventory, new Set());
    expect(read).to.equal(0);
    await Surroundings.of(inventory, new Set(['aws.ec2.vpc']));
    expect(read).to.equal(1);
  });
});
