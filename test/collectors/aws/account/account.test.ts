import { expect } from 'chai';
import collector from '../../../../collectors/aws/account/account.ts';
import { collectWith, denied, throttled } from '../collect.ts';
import { xml } from '../xml.ts';

const operation = 'ec2:DescribeRegions';
const regions = xml({
  regionInfo: [
    { regionName: 'us-east-1', regionEndpoint: 'ec2.us-east-1.amazonaws.com', optInStatus: 'opt-in-not-required' },
    { regionName: 'af-south-1', regionEndpoint: 'ec2.af-south-1.amazonaws.com', optInStatus: 'not-opted-in' },
  ],
});

describe('the account', () => {
  it('reads every fact', async () => {
    const { resources, asked, operations } = await collectWith(collector, { [operation]: [regions] });
    expect(resources).to.deep.equal([
      {
        kind: 'aws.account',
        arn: 'arn:aws:iam::123456789012:root',
        account: '123456789012',
        region: 'global',
        name: null,
        tags: {},
        facts: {
          partition: 'aws',
          regions: [
            { name: 'us-east-1', status: 'opt-in-not-required' },
            { name: 'af-south-1', status: 'not-opted-in' },
          ],
        },
        source: { operation, request: 'DescribeRegions-1' },
        unknown: {
          tags: {
            reason: 'not-collected',
            operation: 'organizations:ListTagsForResource',
            message: "the tags of an account are told to its organisation's management account",
          },
        },
      },
    ]);
    expect(operations).to.deep.equal(collector.operations);
    expect(asked).to.deep.equal([{ operation, question: { AllRegions: 'true' } }]);
  });

  it('is there without Regions, and leaves the list open for one without status', async () => {
    const { resources: empty } = await collectWith(collector);
    expect(empty[0]!.facts).to.deep.equal({ partition: 'aws', regions: [] });
    const { resources } = await collectWith(collector, { [operation]: [xml({ regionInfo: [{ regionName: 'x' }] })] });
    expect(resources[0]!.unknown).to.have.property('regions/*');
  });

  it('ends with the reason where it is denied, and waits where it is throttled', async () => {
    const { resources, failure } = await collectWith(collector, { [operation]: [denied(operation)] });
    expect(resources).to.deep.equal([]);
    expect(failure).to.include({ reason: 'access-denied', operation });
    const later = await collectWith(collector, { [operation]: [throttled(operation), regions] });
    expect(later.resources).to.have.lengthOf(1);
  });
});
