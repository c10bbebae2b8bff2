import { expect } from 'chai';
import type { OperationId } from '../../../../collectors/aws/operations.ts';
import clusterSnapshots from '../../../../collectors/aws/rds/cluster-snapshots.ts';
import snapshots from '../../../../collectors/aws/rds/snapshots.ts';
import type { Collector } from '../../../../collectors/collector.ts';
import { collectWith, denied, itCollectsList, throttled, type Answers } from '../collect.ts';
import { refusal, type Reply } from '../wire.ts';
import { xml, type Xml } from '../xml.ts';

/** What differs between the snapshots of instances and those of clusters. */
interface Sort {
  readonly collector: Collector;
  readonly list: OperationId;
  readonly attributes: OperationId;
  /** What RDS calls one. */
  readonly element: string;
  readonly type: string;
  readonly of: 'instanceId' | 'clusterId';
  readonly parent: string;
  readonly encrypted: string;
  readonly notFound: string;
}

const sorts: readonly Sort[] = [
  {
    collector: snapshots,
    list: 'rds:DescribeDBSnapshots',
    attributes: 'rds:DescribeDBSnapshotAttributes',
    element: 'DBSnapshot',
    type: 'snapshot',
    of: 'instanceId',
    parent: 'DBInstanceIdentifier',
    encrypted: 'Encrypted',
    notFound: 'DBSnapshotNotFound',
  },
  {
    collector: clusterSnapshots,
    list: 'rds:DescribeDBClusterSnapshots',
    attributes: 'rds:DescribeDBClusterSnapshotAttributes',
    element: 'DBClusterSnapshot',
    type: 'cluster-snapshot',
    of: 'clusterId',
    parent: 'DBClusterIdentifier',
    encrypted: 'StorageEncrypted',
    notFound: 'DBClusterSnapshotNotFoundFault',
  },
];

for (const { collector, list, attributes, element, type, of, parent, encrypted, notFound } of sorts) {
  const arn = (id: string) => `arn:aws:rds:us-east-1:123456789012:${type}:${id}`;
  const one = (id: string, members: Readonly<Record<string, Xml>> = {}): Xml => ({
    [`${element}Identifier`]: id,
    [`${element}Arn`]: arn(id),
    Engine: 'aurora-mysql',
    SnapshotType: 'manual',
    ...members,
  });
  const page = (elements: readonly Xml[], marker?: string) =>
    xml({ [`${element}s/${element}`]: elements, ...(marker === undefined ? {} : { Marker: marker }) });
  const sharedWith = (...accounts: readonly string[]) =>
    xml({
      [`${element}AttributesResult`]: {
        [`${element}Identifier`]: 'any',
        [`${element}Attributes/${element}Attribute`]: [
          { AttributeName: 'restore', 'AttributeValues/AttributeValue': accounts },
        ],
      },
    });
  const collect = (elements: readonly Xml[], told: Answers[OperationId]) =>
    collectWith(collector, { [list]: [page(elements)], ...(told === undefined ? {} : { [attributes]: told }) });
  const always = (reply: string | Reply) => () => reply;

  itCollectsList({
    collector,
    operation: list,
    first: page([one('s-1')], 'page-2'),
    second: page([one('s-2')]),
    arns: [arn('s-1'), arn('s-2')],
    others: { [attributes]: always(sharedWith()) },
  });

  describe(collector.id, () => {
    const full = one('nightly', {
      [parent]: 'orders',
      SnapshotCreateTime: '2026-01-31T05:00:00Z',
      AllocatedStorage: 100,
      Status: 'available',
      [encrypted]: true,
      KmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/1',
      'TagList/Tag': [{ Key: 'Project', Value: 'Orders' }],
    });

    it('reads every fact; rds-011, rds-012: whom it is shared with', async () => {
      const { resources, operations } = await collect([full], [sharedWith('111122223333', 'all')]);
      expect(resources).to.deep.equal([
        {
          kind: `aws.rds.${type}`,
          arn: arn('nightly'),
          account: '123456789012',
          region: 'us-east-1',
          name: 'nightly',
          tags: { Project: 'Orders' },
          facts: {
            snapshotId: 'nightly',
            [of]: 'orders',
            engine: 'aurora-mysql',
            snapshotType: 'manual',
            status: 'available',
            createdAt: '2026-01-31T05:00:00.000Z',
            encrypted: true,
            kmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/1',
            allocatedGiB: 100,
            sharedWith: ['111122223333', 'all'],
          },
          source: { operation: list, request: `${list.slice(4)}-1` },
          sources: { sharedWith: { operation: attributes, request: `${attributes.slice(4)}-1` } },
        },
      ]);
      expect(operations).to.deep.equal([...collector.operations].sort());
    });

    it('says what the answer lacks', async () => {
      const { resources } = await collect([one('s-1', { [encrypted]: true })], [sharedWith()]);
      expect(resources[0]!.facts).to.deep.equal({
        snapshotId: 's-1',
        engine: 'aurora-mysql',
        snapshotType: 'manual',
        encrypted: true,
        sharedWith: [],
      });
      expect(Object.keys(resources[0]!.unknown!).sort()).to.deep.equal(
        ['allocatedGiB', 'createdAt', 'kmsKeyId', of, 'status', 'tags'].sort(),
      );
      expect(resources[0]!.unknown!.tags).to.include({ reason: 'error', operation: list });
    });

    it('asks once for each snapshot that can be shared, never for automated ones', async () => {
      const elements = [one('a', { SnapshotType: 'automated' }), one('b'), one('c', { SnapshotType: 'awsbackup' })];
      const { resources, asked } = await collect(elements, always(sharedWith()));
      expect(resources.map(({ facts }) => 'sharedWith' in facts && facts.sharedWith)).to.deep.equal([[], [], []]);
      const about = asked.filter(({ operation }) => operation === attributes);
      expect(about.map(({ question }) => question)).to.deep.equal([
        { [`${element}Identifier`]: 'b' },
        { [`${element}Identifier`]: 'c' },
      ]);
    });

    for (const [reason, reply] of [
      ['access-denied', denied(attributes)],
      ['throttled', throttled(attributes)],
    ] as const) {
      it(`rds-010: does not know whom it is shared with where that is ${reason}, and goes on`, async () => {
        const { resources, gaps, failure } = await collect([one('a'), one('b')], always(reply));
        expect(failure).to.equal(null);
        expect(gaps).to.deep.equal([]);
        for (const { facts, unknown } of resources) {
          expect(facts).to.not.have.property('sharedWith');
          expect(unknown!.sharedWith).to.include({ reason, operation: attributes });
        }
        expect(resources).to.have.lengthOf(2);
      });
    }

    it('does not know it either where the answer has no such attribute', async () => {
      const other = xml({
        [`${element}AttributesResult`]: { [`${element}Attributes/${element}Attribute`]: [{ AttributeName: 'other' }] },
      });
      const { resources } = await collect([one('a')], [other]);
      expect(resources[0]!.unknown!.sharedWith).to.include({ reason: 'error', operation: attributes });
    });

    it('leaves out one that was deleted meanwhile', async () => {
      const { resources, gaps } = await collect([one('a'), one('b')], (question) =>
        question[`${element}Identifier`] === 'a'
          ? refusal(attributes, notFound, 'no such snapshot', 404)
          : sharedWith(),
      );
      expect(resources.map(({ name }) => name)).to.deep.equal(['b']);
      expect(gaps).to.deep.equal([]);
    });

    it('rds-001: leaves those of DocumentDB and Neptune out, and asks nothing about them', async () => {
      const { resources, operations } = await collect(
        [one('d', { Engine: 'docdb' }), one('n', { Engine: 'neptune' })],
        [],
      );
      expect(resources).to.deep.equal([]);
      expect(operations).to.deep.equal([list]);
    });

    it('reads one that is being made, and does not lose one without ARN', async () => {
      const made = one('a', { SnapshotType: 'automated', Status: 'creating', [encrypted]: false });
      const { resources, gaps } = await collect([made, { SnapshotType: 'automated' }], []);
      expect(resources[0]!.facts).to.include({ createdAt: null, kmsKeyId: null });
      expect(gaps[0]).to.include({ kind: `aws.rds.${type}`, operation: list, reason: 'error' });
    });
  });
}
