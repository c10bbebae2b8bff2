import { expect } from 'chai';
import collector from '../../../../collectors/aws/cloudtrail/trails.ts';
import type { Resource } from '../../../../core/resource.ts';
import { collectWith, denied, itCollectsList, throttled, type Answers } from '../collect.ts';
import { refusal } from '../wire.ts';

const list = 'cloudtrail:DescribeTrails';
const status = 'cloudtrail:GetTrailStatus';
const selectors = 'cloudtrail:GetEventSelectors';
const insights = 'cloudtrail:GetInsightSelectors';
const tags = 'cloudtrail:ListTags';
const arn = (name: string, home = 'us-east-1', account = '123456789012') =>
  `arn:aws:cloudtrail:${home}:${account}:trail/${name}`;
const trail = (name: string, members: object = {}) => ({
  Name: name,
  TrailARN: arn(name),
  HomeRegion: 'us-east-1',
  S3BucketName: 'logs',
  IncludeGlobalServiceEvents: true,
  IsMultiRegionTrail: true,
  IsOrganizationTrail: false,
  LogFileValidationEnabled: true,
  HasCustomEventSelectors: false,
  HasInsightSelectors: false,
  ...members,
});
const page = (...trails: readonly object[]) => JSON.stringify({ trailList: trails });
const logging = JSON.stringify({ IsLogging: true });
const tagged = (...arns: readonly string[]) =>
  JSON.stringify({
    ResourceTagList: arns.map((id) => ({ ResourceId: id, TagsList: [{ Key: 'Project', Value: 'Audit' }] })),
  });
const seconds = (when: string) => Date.parse(when) / 1000;
const collect = (trails: readonly object[], others: Answers = {}, where = {}) =>
  collectWith(collector, { [list]: [page(...trails)], [status]: () => logging, ...others }, where);
/** A fact, or why it is not known. */
const factOf = ({ facts, unknown = {} }: Resource, fact: string) =>
  fact in facts ? (facts as Record<string, unknown>)[fact] : unknown[fact]!.reason;

itCollectsList({
  collector,
  operation: list,
  first: page(trail('main')),
  second: null,
  arns: [arn('main')],
  others: { [status]: () => logging, [tags]: () => tagged(arn('main')) },
});

describe('CloudTrail trails', () => {
  const full = trail('main', {
    SnsTopicARN: 'arn:aws:sns:us-east-1:123456789012:trail',
    KmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/1',
    CloudWatchLogsLogGroupArn: 'arn:aws:logs:us-east-1:123456789012:log-group:trail:*',
    HasCustomEventSelectors: true,
    HasInsightSelectors: true,
  });
  const answers: Answers = {
    [status]: [
      JSON.stringify({
        IsLogging: true,
        LatestDeliveryTime: seconds('2026-01-31T11:55:00Z'),
        LatestDeliveryError: 'AccessDenied',
        LatestNotificationError: '',
        LatestCloudWatchLogsDeliveryTime: seconds('2026-01-31T11:56:00Z'),
        LatestCloudWatchLogsDeliveryError: 'Access denied.',
      }),
    ],
    [selectors]: [
      JSON.stringify({
        TrailARN: arn('main'),
        EventSelectors: [
          {
            ReadWriteType: 'All',
            IncludeManagementEvents: true,
            ExcludeManagementEventSources: ['kms.amazonaws.com'],
            DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }],
          },
        ],
      }),
    ],
    [insights]: [JSON.stringify({ TrailARN: arn('main'), InsightSelectors: [{ InsightType: 'ApiCallRateInsight' }] })],
    [tags]: [tagged(arn('main'))],
  };

  it('reads every fact', async () => {
    const { resources, operations, asked } = await collect([full], answers);
    const source = (operation: string) => ({ operation, request: `${operation.split(':')[1]!}-1` });
    const { sources, ...rest } = resources[0]!;
    expect(rest).to.deep.equal({
      kind: 'aws.cloudtrail.trail',
      arn: arn('main'),
      account: '123456789012',
      region: 'us-east-1',
      name: 'main',
      tags: { Project: 'Audit' },
      facts: {
        homeRegion: 'us-east-1',
        multiRegion: true,
        organizationTrail: false,
        logging: true,
        logFileValidation: true,
        kmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/1',
        bucket: 'logs',
        snsTopicArn: 'arn:aws:sns:us-east-1:123456789012:trail',
        logGroupArn: 'arn:aws:logs:us-east-1:123456789012:log-group:trail:*',
        globalServiceEvents: true,
        latestDeliveryAt: '2026-01-31T11:55:00.000Z',
        latestDeliveryError: 'AccessDenied',
        latestLogsDeliveryAt: '2026-01-31T11:56:00.000Z',
        latestLogsDeliveryError: 'Access denied.',
        latestNotificationError: null,
        selectors: [
          {
            readWriteType: 'All',
            managementEvents: true,
            excludedSources: ['kms.amazonaws.com'],
            dataResources: [{ type: 'AWS::S3::Object', values: ['arn:aws:s3'] }],
          },
        ],
        advancedSelectors: null,
        insights: ['ApiCallRateInsight'],
      },
      source: source(list),
    });
    expect(sources).to.deep.include({
      logging: source(status),
      selectors: source(selectors),
      insights: source(insights),
      tags: source(tags),
    });
    expect(operations).to.deep.equal([...collector.operations].sort());
    expect(asked.find(({ operation }) => operation === status)!.question).to.deep.equal({ Name: arn('main') });
  });

  it("asks nothing about selectors where the trail has AWS's default, and nothing of Insights where there are none", async () => {
    const { resources, operations } = await collect([trail('main')]);
    expect(resources[0]!.facts).to.deep.include({ selectors: null, advancedSelectors: null, insights: [] });
    expect(resources[0]!.facts).to.include({
      kmsKeyId: null,
      snsTopicArn: null,
      logGroupArn: null,
      latestDeliveryAt: null,
    });
    expect(operations).to.deep.equal([list, status, tags].sort());
  });

  it('says what the answer lacks', async () => {
    const { resources } = await collect([{ TrailARN: arn('main') }], {
      [selectors]: [JSON.stringify({ TrailARN: arn('main') })],
      [insights]: [JSON.stringify({ TrailARN: arn('main'), InsightSelectors: [{}] })],
    });
    const facts = ['homeRegion', 'multiRegion', 'bucket', 'selectors', 'advancedSelectors', 'insights'] as const;
    expect(facts.map((fact) => factOf(resources[0]!, fact))).to.deep.equal(facts.map(() => 'error'));
    expect(resources[0]!.facts).to.include({ logging: true });
  });

  it('ct-007: reads advanced selectors', async () => {
    const field = { Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] };
    const advanced = [
      { Name: 'no KMS', FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }, field] },
      { FieldSelectors: [] },
    ];
    const { resources } = await collect([trail('main', { HasCustomEventSelectors: true })], {
      [selectors]: [JSON.stringify({ TrailARN: arn('main'), EventSelectors: [], AdvancedEventSelectors: advanced })],
    });
    const none = { equals: [], notEquals: [], startsWith: [], notStartsWith: [], endsWith: [], notEndsWith: [] };
    expect(resources[0]!.facts).to.deep.include({
      selectors: null,
      advancedSelectors: [
        {
          name: 'no KMS',
          fields: [
            { ...none, field: 'eventCategory', equals: ['Management'] },
            { ...none, field: 'eventSource', notEquals: ['kms.amazonaws.com'] },
          ],
        },
        { name: null, fields: [] },
      ],
    });
  });

  for (const [what, answer] of [
    ['a basic selector', { EventSelectors: [{ ReadWriteType: 'All', DataResources: [] }] }],
    [
      'data resources',
      { EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [{}] }] },
    ],
    ['an advanced selector', { AdvancedEventSelectors: [{ Name: 'nothing' }] }],
    ['a field', { AdvancedEventSelectors: [{ FieldSelectors: [{ Equals: ['x'] }] }] }],
  ] as const) {
    it(`does not take ${what} that is not whole for an answer`, async () => {
      const { resources } = await collect([trail('main', { HasCustomEventSelectors: true })], {
        [selectors]: [JSON.stringify({ TrailARN: arn('main'), ...answer })],
      });
      const broken = 'EventSelectors' in answer ? 'selectors' : 'advancedSelectors';
      expect(factOf(resources[0]!, broken)).to.equal('error');
    });
  }

  it('ct-011: does not know selectors and Insights that are denied', async () => {
    const { resources, failure } = await collect([full], {
      ...answers,
      [selectors]: [denied(selectors)],
      [insights]: [denied(insights)],
    });
    expect(failure).to.equal(null);
    for (const fact of ['selectors', 'advancedSelectors', 'insights'])
      expect(factOf(resources[0]!, fact)).to.equal('access-denied');
    expect(resources[0]!.facts).to.include({ logging: true });
  });

  it('knows that there are no Insights where AWS says so', async () => {
    const { resources } = await collect([trail('main', { HasInsightSelectors: true })], {
      [insights]: [refusal(insights, 'InsightNotEnabledException', 'not enabled')],
    });
    expect(resources[0]!.facts).to.deep.include({ insights: [] });
  });

  it('ct-001, ct-002: reads the trail of an organisation from a member, and does not know its state where that is denied', async () => {
    const theirs = trail('org', { TrailARN: arn('org', 'us-east-1', '999999999999'), IsOrganizationTrail: true });
    const seen = await collect([theirs]);
    expect(seen.resources[0]).to.include({ arn: theirs.TrailARN, account: '123456789012', region: 'us-east-1' });
    expect(seen.resources[0]!.facts).to.include({ organizationTrail: true, logging: true });
    expect(seen.asked.find(({ operation }) => operation === status)!.question).to.deep.equal({ Name: theirs.TrailARN });
    expect(seen.operations).to.not.include(tags);
    expect(seen.resources[0]!.unknown!.tags).to.include({ reason: 'not-collected', operation: tags });
    const hidden = await collect([theirs], { [status]: [denied(status)] });
    for (const fact of ['logging', 'latestDeliveryAt', 'latestDeliveryError', 'latestLogsDeliveryAt'])
      expect(factOf(hidden.resources[0]!, fact)).to.equal('access-denied');
    expect(hidden.gaps).to.deep.equal([]);
  });

  it('ct-005, ct-013: tells a trail that seventeen Regions show once, in its home', async () => {
    const regions = ['us-east-1', ...Array.from({ length: 16 }, (_, index) => `xx-south-${index + 1}`)];
    const told: string[] = [];
    for (const region of regions) {
      const { resources, asked } = await collect([trail('main')], {}, { region, regions });
      if (resources.length > 0) told.push(region);
      else expect(asked.map(({ operation }) => operation)).to.deep.equal([list]);
    }
    expect(told).to.deep.equal(['us-east-1']);
  });

  it('ct-004: tells a trail whose home is not scanned in the first Region that is', async () => {
    const regions = ['ap-east-1', 'eu-central-1'];
    const first = await collect([trail('main')], {}, { region: 'ap-east-1', regions });
    expect(first.resources[0]).to.include({ arn: arn('main'), region: 'us-east-1' });
    expect(first.resources[0]!.facts).to.include({ homeRegion: 'us-east-1', logging: true });
    expect(first.resources[0]!.unknown!.tags).to.include({ reason: 'not-collected' });
    const second = await collect([trail('main')], {}, { region: 'eu-central-1', regions });
    expect(second.resources).to.deep.equal([]);
  });

  it('reads the tags of twenty trails at a time, and does not know those that it is not told', async () => {
    const names = Array.from({ length: 21 }, (_, index) => `t${index}`);
    const arns = names.map((name) => arn(name));
    const { resources, asked } = await collect(
      names.map((name) => trail(name)),
      {
        [tags]: [tagged(...arns.slice(1, 20)), denied(tags)],
      },
    );
    const batches = asked.filter(({ operation }) => operation === tags).map(({ question }) => question.ResourceIdList);
    expect(batches).to.deep.equal([arns.slice(0, 20), arns.slice(20)]);
    expect(resources[1]!.tags).to.deep.equal({ Project: 'Audit' });
    expect(resources[0]!.unknown!.tags).to.include({ reason: 'error', operation: tags });
    expect(resources[20]!.unknown!.tags).to.include({ reason: 'access-denied' });
  });

  it('leaves out one that was deleted meanwhile, and does not lose one without ARN', async () => {
    const { resources, gaps } = await collect([trail('a'), { Name: 'lost' }, trail('b')], {
      [status]: (question) =>
        question.Name === arn('a') ? refusal(status, 'TrailNotFoundException', 'unknown trail') : logging,
      [tags]: () => tagged(arn('a'), arn('b')),
    });
    expect(resources.map(({ name }) => name)).to.deep.equal(['b']);
    expect(gaps).to.have.lengthOf(1);
    expect(gaps[0]).to.include({ kind: 'aws.cloudtrail.trail', operation: list, reason: 'error' });
  });

  it('ct-010: works in another partition', async () => {
    const china = { partition: 'aws-cn', region: 'cn-north-1', regions: ['cn-north-1'] };
    const there = 'arn:aws-cn:cloudtrail:cn-north-1:123456789012:trail/main';
    const { resources } = await collect(
      [trail('main', { TrailARN: there, HomeRegion: 'cn-north-1' })],
      { [tags]: [tagged(there)] },
      china,
    );
    expect(resources[0]).to.deep.include({ arn: there, region: 'cn-north-1', tags: { Project: 'Audit' } });
  });

  it('waits where the state is throttled', async () => {
    const { resources } = await collect([trail('main')], { [status]: [throttled(status), logging] });
    expect(resources[0]!.facts).to.include({ logging: true });
  });
});
