import { resource, UnknownValue } from '../../../core/resource.ts';
import { defineCollector } from '../../collector.ts';
import { Parts } from '../normalise.ts';

export default defineCollector({
  id: 'account',
  scope: 'global',
  kinds: ['aws.account'],
  operations: ['ec2:DescribeRegions'],
  async *collect(api, at) {
    const { output, source } = await api.call('ec2:DescribeRegions', { AllRegions: true });
    const parts = new Parts(source);
    yield resource({
      kind: 'aws.account',
      arn: `arn:${at.partition}:iam::${at.account}:root`,
      account: at.account,
      region: 'global',
      tags: tagsNotTold,
      source,
      unknown: parts.unknown,
      facts: {
        partition: at.partition,
        regions: parts.list('regions', output.Regions, (region) => ({
          name: region.RegionName,
          status: region.OptInStatus,
        })),
      },
    });
  },
});

const tagsNotTold = new UnknownValue({
  reason: 'not-collected',
  operation: 'organizations:ListTagsForResource',
  message: "the tags of an account are told to its organisation's management account",
});
