import { expect } from 'chai';
import collector from '../../../../collectors/aws/ec2/prefix-lists.ts';
import { collectWith, denied } from '../collect.ts';
import { refusal, type Reply } from '../wire.ts';
import { xml } from '../xml.ts';

const describeLists = 'ec2:DescribeManagedPrefixLists';
const getEntries = 'ec2:GetManagedPrefixListEntries';
const list = (id: string, ownerId = '123456789012') => ({
  prefixListId: id,
  addressFamily: 'IPv4',
  state: 'create-complete',
  prefixListName: 'partners',
  maxEntries: 10,
  version: 1,
  tagSet: [],
  ownerId,
});
const page = (...lists: ReturnType<typeof list>[]) => xml({ prefixListSet: lists });

const collect = (lists: string, entries: readonly (string | Reply)[]) =>
  collectWith(collector, { [describeLists]: [lists], [getEntries]: entries });

describe('managed prefix lists', () => {
  it('reads every fact', async () => {
    const { resources, asked, operations } = await collect(page(list('pl-1')), [
      xml({ entrySet: [{ cidr: '10.0.0.0/16', description: 'vpc-a' }], nextToken: 'page-2' }),
      xml({ entrySet: [{ cidr: '0.0.0.0/0' }] }),
    ]);
    expect(resources).to.deep.equal([
      {
        kind: 'aws.ec2.prefix-list',
        arn: 'arn:aws:ec2:us-east-1:123456789012:prefix-list/pl-1',
        account: '123456789012',
        region: 'us-east-1',
        name: 'partners',
        tags: {},
        facts: {
          prefixListId: 'pl-1',
          ownerId: '123456789012',
          addressFamily: 'IPv4',
          entries: [
            { cidr: '10.0.0.0/16', description: 'vpc-a' },
            { cidr: '0.0.0.0/0', description: null },
          ],
        },
        source: { operation: describeLists, request: 'DescribeManagedPrefixLists-1' },
        sources: { entries: { operation: getEntries, request: 'GetManagedPrefixListEntries-2' } },
      },
    ]);
    expect(operations).to.deep.equal(collector.operations);
    expect(asked.map(({ question }) => question)).to.deep.equal([
      { MaxResults: '100' },
      { PrefixListId: 'pl-1', MaxResults: '100' },
      { PrefixListId: 'pl-1', MaxResults: '100', NextToken: 'page-2' },
    ]);
  });

  it('sg-014: does not ask for the entries of a list that AWS manages', async () => {
    const { resources, asked } = await collect(page(list('pl-3b927c52', 'AWS')), []);
    expect(resources[0]!.arn).to.equal('arn:aws:ec2:us-east-1:aws:prefix-list/pl-3b927c52');
    expect(resources[0]!.facts).to.deep.equal({ prefixListId: 'pl-3b927c52', ownerId: 'AWS', addressFamily: 'IPv4' });
    expect(resources[0]!.unknown!.entries).to.include({ reason: 'not-collected' });
    expect(asked).to.have.lengthOf(1);
  });

  it('sg-013: does not know the entries where they are denied', async () => {
    const { resources, failure } = await collect(page(list('pl-1'), list('pl-2', '210987654321')), [
      denied(getEntries),
      xml({ entrySet: [{ cidr: '10.0.0.0/8' }] }),
    ]);
    expect(failure).to.equal(null);
    expect(resources[0]!.unknown!.entries).to.include({ reason: 'access-denied', operation: getEntries });
    expect(resources[1]!.arn).to.equal('arn:aws:ec2:us-east-1:210987654321:prefix-list/pl-2');
    expect(resources[1]!.facts).to.deep.include({ entries: [{ cidr: '10.0.0.0/8', description: null }] });
  });

  it('does not know the entries where a page of them, or a range, is missing', async () => {
    const { resources } = await collect(page(list('pl-1'), list('pl-2')), [
      xml({ entrySet: [{ cidr: '10.0.0.0/8' }], nextToken: 'page-2' }),
      denied(getEntries),
      xml({ entrySet: [{ description: 'no range' }] }),
    ]);
    expect(resources[0]!.unknown!.entries).to.include({ reason: 'access-denied' });
    expect(resources[1]!.unknown!.entries).to.include({ reason: 'error', operation: getEntries });
  });

  it('leaves out a list that was deleted meanwhile', async () => {
    const { resources, gaps, failure } = await collect(page(list('pl-1'), list('pl-2')), [
      refusal(getEntries, 'InvalidPrefixListID.NotFound', 'The prefix list ID pl-1 does not exist'),
      xml({ entrySet: [] }),
    ]);
    expect({ gaps, failure }).to.deep.equal({ gaps: [], failure: null });
    expect(resources.map(({ arn }) => arn)).to.deep.equal(['arn:aws:ec2:us-east-1:123456789012:prefix-list/pl-2']);
    expect(resources[0]!.facts).to.deep.include({ entries: [] });
  });

  it('says what the answer lacks', async () => {
    const { resources } = await collect(xml({ prefixListSet: [{ prefixListId: 'pl-1' }] }), [xml({ entrySet: [] })]);
    expect(resources[0]!.facts).to.deep.equal({ prefixListId: 'pl-1', entries: [] });
    expect(Object.keys(resources[0]!.unknown!).sort()).to.deep.equal(['addressFamily', 'ownerId']);
  });
});
