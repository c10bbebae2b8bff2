import { expect } from 'chai';
import type { Change } from '../plans.ts';
import { made, planned, unknownOf } from '../made.ts';

const trails = (...changes: readonly Change[]) => planned('aws.cloudtrail.trail', ...changes);
const trail = (given: Record<string, unknown> = {}, unknown: readonly string[] = []): Change =>
  made('aws_cloudtrail.main', { name: 'main', s3_bucket_name: 'logs', ...given }, ['home_region', ...unknown]);

describe('CloudTrail trails in a plan', () => {
  it('has what the provider documents where an argument is left out', () => {
    const [one] = trails(trail({ event_selector: [], insight_selector: [], kms_key_id: '', sns_topic_name: '' }));
    expect(one?.facts).to.deep.equal({
      homeRegion: 'us-east-1',
      multiRegion: false,
      organizationTrail: false,
      logging: true,
      logFileValidation: false,
      kmsKeyId: null,
      bucket: 'logs',
      snsTopicArn: null,
      logGroupArn: null,
      globalServiceEvents: true,
      selectors: null,
      advancedSelectors: null,
      insights: [],
    });
    expect(unknownOf(one)).to.deep.equal([
      'latestDeliveryAt',
      'latestDeliveryError',
      'latestLogsDeliveryAt',
      'latestLogsDeliveryError',
      'latestNotificationError',
    ]);
  });

  it('reads selectors, with what is left out of them', () => {
    const [basic] = trails(
      trail({ event_selector: [{ data_resource: [{ type: 'AWS::S3::Object', values: ['a'] }] }] }),
    );
    expect(basic?.facts.selectors).to.deep.equal([
      {
        readWriteType: 'All',
        managementEvents: true,
        excludedSources: [],
        dataResources: [{ type: 'AWS::S3::Object', values: ['a'] }],
      },
    ]);
    const field = { field: 'eventCategory', equals: ['Management'], not_equals: null };
    const [advanced] = trails(trail({ advanced_event_selector: [{ name: '', field_selector: [field] }] }));
    expect(advanced?.facts.selectors).to.equal(null);
    expect(advanced?.facts.advancedSelectors).to.deep.equal([
      {
        name: null,
        fields: [
          {
            field: 'eventCategory',
            equals: ['Management'],
            notEquals: [],
            startsWith: [],
            notStartsWith: [],
            endsWith: [],
            notEndsWith: [],
          },
        ],
      },
    ]);
  });

  it('does not know selectors that are not known yet, nor values in them', () => {
    expect(unknownOf(trails(trail({}, ['event_selector']))[0])).to.include('selectors');
    const selector = { data_resource: [{ type: 'AWS::S3::Object' }] };
    const partly = {
      ...trail({ event_selector: [selector] }),
      unknown: { id: true, event_selector: [{ data_resource: [{ values: [true] }] }] },
    };
    expect(unknownOf(trails(partly)[0])).to.include('selectors/0/dataResources/0/values/0');
  });

  it('finds a key and a topic that are made with it', () => {
    const keyed = made('aws_cloudtrail.main', { name: 'main', s3_bucket_name: 'logs', sns_topic_name: 'trail' }, [], {
      kms_key_id: 'aws_kms_key.trail.arn',
    });
    const [one] = trails(keyed, made('aws_kms_key.trail', {}));
    expect(one?.facts).to.include({
      kmsKeyId: 'tf:aws_kms_key.trail',
      snsTopicArn: 'arn:aws:sns:us-east-1:123456789012:trail',
    });
    const other = 'arn:aws:sns:us-east-1:210987654321:trail';
    expect(trails(trail({ sns_topic_name: other }))[0]?.facts.snsTopicArn).to.equal(other);
  });
});
