import { expect } from 'chai';
import rule from '../../../rules/cloudtrail/cloudtrail-multi-region-enabled.ts';
import { account, denied, findings, verdict, type Given } from '../tester.ts';
import { advanced, basic, trail } from './trails.ts';

const judge = (trails: Given<'aws.cloudtrail.trail'>[], options = {}) =>
  verdict(rule, 'aws.account', {}, { 'aws.cloudtrail.trail': trails }, options);
const management = { eventCategory: { equals: ['Management'] } };

describe('cloudtrail-multi-region-enabled', () => {
  it('passes with one multi-Region trail that has no selectors: AWS records all management events', async () => {
    expect(await judge([trail()])).to.equal('pass');
    expect(await judge([trail({ selectors: [] })])).to.equal('pass');
    expect(await judge([trail({ selectors: [], advancedSelectors: [] })])).to.equal('pass');
  });

  it('says what is missing', async () => {
    for (const [trails, message] of [
      [[], 'There is no multi-Region trail'],
      [[trail({ multiRegion: false })], 'There is no multi-Region trail'],
      [[trail({ logging: false })], 'No multi-Region trail is logging'],
      [
        [trail({ selectors: [basic({ readWriteType: 'WriteOnly' })] })],
        'No multi-Region trail records all management events that read',
      ],
      [
        [trail({ selectors: [basic({ managementEvents: false })] })],
        'No multi-Region trail records all management events of any sort',
      ],
      [
        [trail({ selectors: [basic({ excludedSources: ['kms.amazonaws.com'] })] })],
        'No multi-Region trail records all management events of any sort; kms.amazonaws.com left out',
      ],
    ] as const) {
      const found = await findings(rule, 'aws.account', {}, { 'aws.cloudtrail.trail': trails });
      expect(found.map((finding) => [finding.status, finding.message])).to.deep.equal([['fail', message]]);
    }
  });

  it("ct-001: a member account is covered by the organisation's trail", async () => {
    const organization = trail({
      arn: 'arn:aws:cloudtrail:us-east-1:999999999999:trail/org',
      account,
      organizationTrail: true,
    });
    expect(await judge([organization])).to.equal('pass');
  });

  it('ct-002: a trail of which nobody knows whether it is logging is unknown', async () => {
    const { logging: _, ...hidden } = trail({ unknown: { logging: denied } });
    expect(await judge([hidden])).to.equal('unknown');
    expect(await judge([hidden, trail()]), 'another one proves it').to.equal('pass');
    expect(await judge([hidden, trail({ logging: false })])).to.equal('unknown');
  });

  it('ct-004: a scan of one Region only finds a trail whose home is elsewhere', async () => {
    const accounts = [{ id: account, enabled: ['us-east-1', 'eu-central-1'], scanned: ['eu-central-1'] }];
    const shadow = trail({ region: 'eu-central-1', homeRegion: 'us-east-1' });
    expect(await judge([shadow], { accounts })).to.equal('pass');
    expect(await judge([], { accounts }), 'but none seen there proves nothing').to.equal('unknown');
  });

  it('ct-005: the account has one finding, however many trails there are', async () => {
    const trails = Array.from({ length: 17 }, (_, index) => trail({ region: `region-${index}` }));
    const found = await findings(rule, 'aws.account', {}, { 'aws.cloudtrail.trail': trails });
    expect(found.map(({ status }) => status)).to.deep.equal(['pass']);
  });

  it('ct-007: a source that an advanced selector leaves out fails, and is named', async () => {
    const partial = trail({
      advancedSelectors: [advanced({ ...management, eventSource: { notEquals: ['kms.amazonaws.com'] } })],
    });
    const [finding] = await findings(rule, 'aws.account', {}, { 'aws.cloudtrail.trail': [partial] });
    expect(finding?.status).to.equal('fail');
    expect(finding?.message).to.contain('kms.amazonaws.com left out');
    expect(await judge([partial, trail()]), 'another trail records it').to.equal('pass');
  });

  it('ct-014: a listing of trails that was denied is unknown, not "no trail"', async () => {
    const gaps = [{ kind: 'aws.cloudtrail.trail' as const, ...denied, operation: 'cloudtrail:DescribeTrails' }];
    expect(await judge([], { gaps })).to.equal('unknown');
    expect(await judge([trail()], { gaps })).to.equal('pass');
  });

  it('adds up what two trails record', async () => {
    const reads = trail({ selectors: [basic({ readWriteType: 'ReadOnly' })] });
    const writes = trail({
      arn: 'arn:aws:cloudtrail:us-east-1:123456789012:trail/writes',
      advancedSelectors: [advanced({ ...management, readOnly: { equals: ['false'] } })],
    });
    expect(await judge([reads, writes])).to.equal('pass');
    expect(await judge([writes])).to.equal('fail');
  });

  it('does not add up a trail of one Region, nor one that is off', async () => {
    expect(await judge([trail({ multiRegion: false }), trail({ logging: false })])).to.equal('fail');
  });

  it("does not take another account's trail", async () => {
    expect(await judge([trail({ account: '999999999999' })])).to.equal('fail');
  });

  it('ct-011: selectors that nobody could read are unknown', async () => {
    const {
      selectors: _,
      advancedSelectors: __,
      ...hidden
    } = trail({
      unknown: { selectors: denied, advancedSelectors: denied },
    });
    expect(await judge([hidden])).to.equal('unknown');
  });
});
