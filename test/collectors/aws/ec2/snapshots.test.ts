import { expect } from 'chai';
import collector from '../../../../collectors/aws/ec2/snapshots.ts';
import { collectWith, denied, throttled } from '../collect.ts';
import { refusal, type Reply } from '../wire.ts';
import { xml, type Xml } from '../xml.ts';

const operation = 'ec2:DescribeSnapshots';
const page = (ids: readonly string[], token?: string) =>
  xml({ snapshotSet: ids.map((snapshotId) => ({ snapshotId })), ...(token === undefined ? {} : { nextToken: token }) });

const collect = (...answers: readonly (string | Reply)[]) => collectWith(collector, { [operation]: answers });

/** Of each snapshot, whether it is shared with all: true, false, or why that is not known. */
async function shared(...answers: readonly (string | Reply)[]): Promise<unknown[]> {
  const { resources } = await collect(...answers);
  return resources.map(({ facts, unknown }) =>
    'sharedWithAll' in facts ? facts.sharedWithAll : unknown!.sharedWithAll!.reason,
  );
}

describe('EBS snapshots', () => {
  const full: Xml = {
    snapshotId: 'snap-1',
    volumeId: 'vol-049df61146c4d7901',
    status: 'completed',
    startTime: '2019-02-28T21:28:32.000Z',
    progress: '100%',
    ownerId: '123456789012',
    volumeSize: 8,
    description: 'nightly',
    encrypted: true,
    kmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/1',
    tagSet: [{ key: 'Stack', value: 'test' }],
    storageTier: 'standard',
  };

  it('reads every fact', async () => {
    const { resources, operations } = await collect(page(['snap-1']), xml({ snapshotSet: [full] }));
    expect(resources).to.deep.equal([
      {
        kind: 'aws.ec2.snapshot',
        arn: 'arn:aws:ec2:us-east-1::snapshot/snap-1',
        account: '123456789012',
        region: 'us-east-1',
        name: null,
        tags: { Stack: 'test' },
        facts: {
          snapshotId: 'snap-1',
          ownerId: '123456789012',
          state: 'completed',
          volumeId: 'vol-049df61146c4d7901',
          encrypted: true,
          kmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/1',
          sizeGiB: 8,
          startedAt: '2019-02-28T21:28:32.000Z',
          description: 'nightly',
          sharedWithAll: true,
        },
        source: { operation, request: 'DescribeSnapshots-2' },
        sources: {
          sharedWithAll: { operation: 'ec2:DescribeSnapshotAttribute', request: 'DescribeSnapshotAttribute-1' },
        },
      },
    ]);
    expect(operations).to.deep.equal(collector.operations);
  });

  it('says what the answer lacks', async () => {
    const { resources } = await collect(page([]), page(['snap-1']));
    expect(resources[0]!.facts).to.deep.equal({ snapshotId: 'snap-1', sharedWithAll: false });
    expect(Object.keys(resources[0]!.unknown!).sort()).to.deep.equal([
      'description',
      'encrypted',
      'kmsKeyId',
      'ownerId',
      'sizeGiB',
      'startedAt',
      'state',
      'volumeId',
    ]);
  });

  it('knows no key of what is not encrypted, and an empty description', async () => {
    const one = { snapshotId: 'snap-1', encrypted: false, description: '' };
    const { resources } = await collect(page([]), xml({ snapshotSet: [one] }));
    expect(resources[0]!.facts).to.include({ encrypted: false, kmsKeyId: null, description: '' });
  });

  it('ebs-004: tells the snapshots apart', async () => {
    const three = ['true', 'false', 'true'].map((encrypted, index) => ({ snapshotId: `snap-${index}`, encrypted }));
    const { resources } = await collect(page([]), xml({ snapshotSet: three }));
    expect(resources.map(({ facts }) => (facts as { encrypted?: boolean }).encrypted)).to.deep.equal([
      true,
      false,
      true,
    ]);
  });

  it('ebs-005: asks for its own snapshots only, those shared with all once', async () => {
    const { asked } = await collect(page(['a'], '2'), page(['b']), page(['a', 'b', 'c'], '3'), page(['d']));
    const own = { 'Owner.1': 'self', MaxResults: '1000' };
    expect(asked.map(({ question }) => question)).to.deep.equal([
      { ...own, 'RestorableBy.1': 'all' },
      { ...own, 'RestorableBy.1': 'all', NextToken: '2' },
      own,
      { ...own, NextToken: '3' },
    ]);
  });

  it("ebs-005: leaves out another account's snapshot, should one be listed", async () => {
    const theirs = { snapshotId: 'snap-2', ownerId: '210987654321' };
    const { resources } = await collect(page(['snap-2']), xml({ snapshotSet: [full, theirs] }));
    expect(resources.map(({ arn }) => arn)).to.deep.equal(['arn:aws:ec2:us-east-1::snapshot/snap-1']);
  });

  it('takes a snapshot for shared where any page lists it', async () => {
    const verdicts = await shared(page(['a'], '2'), page(['c']), page(['a', 'b'], '3'), page(['c', 'd']));
    expect(verdicts).to.deep.equal([true, false, true, false]);
  });

  it('ebs-001: does not know what is shared where that is denied', async () => {
    expect(await shared(denied(operation), page(['a', 'b']))).to.deep.equal(['access-denied', 'access-denied']);
  });

  it('ebs-002: does not know what is shared where that stays throttled', async () => {
    const { resources, failure, asked } = await collectWith(collector, {
      [operation]: (question) => ('RestorableBy.1' in question ? throttled(operation) : page(['a'])),
    });
    expect(failure).to.equal(null);
    expect(resources[0]!.facts).to.not.have.property('sharedWithAll');
    expect(resources[0]!.unknown!.sharedWithAll).to.include({ reason: 'throttled', operation });
    expect(asked.length).to.be.greaterThan(5);
  });

  it('knows what was listed as shared before a page failed, and nothing of the rest', async () => {
    const verdicts = await shared(page(['a'], '2'), denied(operation), page(['a', 'b']));
    expect(verdicts).to.deep.equal([true, 'access-denied']);
  });

  it('ebs-003: leaves out what was deleted meanwhile, with no call for each', async () => {
    const { resources, asked } = await collect(page(['a', 'b']), page(['b', 'c']));
    expect(resources.map(({ arn }) => arn.split('/')[1])).to.deep.equal(['b', 'c']);
    expect(asked).to.have.lengthOf(2);
  });

  it('asks each for its own permission where the listing of those shared leaves none out', async () => {
    const attribute = 'ec2:DescribeSnapshotAttribute';
    const answers = [
      '<snapshotId>a</snapshotId><createVolumePermission/>',
      '<snapshotId>b</snapshotId><createVolumePermission><item><group>all</group></item></createVolumePermission>',
      refusal(attribute, 'InvalidSnapshot.NotFound'),
      denied(attribute),
    ];
    const ids = ['a', 'b', 'c', 'd'];
    const { resources } = await collectWith(collector, { [operation]: [page(ids), page(ids)], [attribute]: answers });
    expect(
      resources.map(({ arn, facts }) => [arn.split('/')[1], (facts as { sharedWithAll: boolean }).sharedWithAll]),
    ).to.deep.equal([
      ['a', false],
      ['b', true],
      ['d', true], // the listing is what is known
    ]);
  });

  it('ends with the reason where the list is denied, and finds nothing in an empty account', async () => {
    const failed = await collect(page([]), denied(operation));
    expect(failed.resources).to.deep.equal([]);
    expect(failed.failure).to.include({ reason: 'access-denied', operation });
    const empty = await collectWith(collector);
    expect(empty).to.deep.include({ resources: [], gaps: [], failure: null });
  });

  it('goes on where both lists are throttled for a while', async () => {
    const verdicts = await shared(throttled(operation), page(['a']), throttled(operation), page(['a', 'b']));
    expect(verdicts).to.deep.equal([true, false]);
  });

  it('does not know what is shared where the answer is no answer', async () => {
    const page200 = { status: 200, body: '<html>sign in</html>' };
    const verdicts = await shared(...Array.from({ length: 5 }, () => page200), page(['a']));
    expect(verdicts).to.deep.equal(['error']);
    const invalid = refusal(operation, 'InvalidParameterCombination', 'no', 400);
    expect(await shared(invalid, page(['a']))).to.deep.equal(['error']);
  });
});
