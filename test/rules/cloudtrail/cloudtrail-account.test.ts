import { expect } from 'chai';
import insights from '../../../rules/cloudtrail/cloudtrail-insights-enabled.ts';
import s3 from '../../../rules/cloudtrail/cloudtrail-s3-data-events-recorded.ts';
import single from '../../../rules/cloudtrail/cloudtrail-global-events-single.ts';
import type { Rule } from '../../../core/rule.ts';
import { denied, findings, verdict, type Given } from '../tester.ts';
import { basic, trail } from './trails.ts';

const judge = (rule: Rule, trails: Given<'aws.cloudtrail.trail'>[], options = {}) =>
  verdict(rule, 'aws.account', {}, { 'aws.cloudtrail.trail': trails }, options);
const gaps = [{ kind: 'aws.cloudtrail.trail' as const, ...denied, operation: 'cloudtrail:DescribeTrails' }];
const data = (readWriteType: string) =>
  basic({ readWriteType, dataResources: [{ type: 'AWS::S3::Object', values: ['arn:aws:s3'] }] });
const other = 'arn:aws:cloudtrail:eu-west-1:123456789012:trail/other';

describe('cloudtrail-s3-data-events-recorded', () => {
  it('has a part for reads and one for writes', async () => {
    const parts = async (...trails: Given<'aws.cloudtrail.trail'>[]) =>
      (await findings(s3, 'aws.account', {}, { 'aws.cloudtrail.trail': trails })).map(({ part }) => part);
    expect(await parts()).to.deep.equal(['read', 'write']);
    expect(await parts(trail({ selectors: [data('WriteOnly')] }))).to.deep.equal(['read']);
    expect(await parts(trail({ selectors: [data('ReadOnly')] }))).to.deep.equal(['write']);
  });

  it('adds up the trails', async () => {
    const two = [trail({ selectors: [data('WriteOnly')] }), trail({ arn: other, selectors: [data('ReadOnly')] })];
    expect(await judge(s3, two)).to.equal('pass');
    expect(await judge(s3, [trail({ selectors: [data('All')], logging: false })])).to.equal('fail');
    expect(await judge(s3, [trail({ selectors: [data('All')], multiRegion: false })])).to.equal('fail');
  });

  it('ct-011: selectors of a trail that nobody could read are unknown', async () => {
    const {
      selectors: _,
      advancedSelectors: __,
      ...hidden
    } = trail({
      organizationTrail: true,
      unknown: { selectors: denied, advancedSelectors: denied },
    });
    expect(await judge(s3, [hidden])).to.equal('unknown');
    expect(await judge(s3, [hidden, trail({ arn: other, selectors: [data('All')] })])).to.equal('pass');
  });

  it('ct-014: a denied listing is unknown', async () => {
    expect(await judge(s3, [], { gaps })).to.equal('unknown');
  });
});

describe('cloudtrail-insights-enabled', () => {
  it('wants them of one trail that is logging', async () => {
    expect(
      await judge(insights, [trail({ insights: [] }), trail({ arn: other, insights: ['ApiErrorRateInsight'] })]),
    ).to.equal('pass');
    expect(await judge(insights, [trail({ logging: false, insights: ['ApiErrorRateInsight'] })])).to.equal('fail');
    expect(await judge(insights, [])).to.equal('fail');
    expect(await judge(insights, [], { gaps })).to.equal('unknown');
  });
});

describe('cloudtrail-global-events-single', () => {
  it('ct-013: one multi-Region trail seen in many Regions is no duplicate', async () => {
    expect(await judge(single, [trail(), trail({ region: 'eu-west-1' }), trail({ region: 'eu-west-2' })])).to.equal(
      'pass',
    );
  });

  it('fails where two trails record them, and names them', async () => {
    const [finding] = await findings(
      single,
      'aws.account',
      {},
      { 'aws.cloudtrail.trail': [trail(), trail({ arn: other })] },
    );
    expect(finding?.message).to.equal(
      `2 trails record them: arn:aws:cloudtrail:eu-west-1:123456789012:trail/other, arn:aws:cloudtrail:us-east-1:123456789012:trail/all`,
    );
  });

  it('does not count trails that are off, leave them out or record data events only', async () => {
    for (const more of [
      { logging: false },
      { globalServiceEvents: false },
      { selectors: [basic({ managementEvents: false })] },
    ]) {
      expect(await judge(single, [trail(), trail({ arn: other, ...more })])).to.equal('pass');
    }
    expect(await judge(single, [])).to.equal('pass');
  });

  it('proves a duplicate from what is known, and a single one from all', async () => {
    expect(await judge(single, [trail(), trail({ arn: other })], { gaps })).to.equal('fail');
    expect(await judge(single, [trail()], { gaps })).to.equal('unknown');
  });
});
