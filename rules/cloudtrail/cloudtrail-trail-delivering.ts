import { defineRule, fail, integer, notApplicable, type Failure, type Verdict } from '../../core/rule.ts';
import { isOlderThanHours } from '../shared/dates.ts';
import { ownedByOrganization } from '../shared/trail-owner.ts';
import { recordsManagementEvents } from '../shared/trail-selectors.ts';

export default defineRule({
  id: 'cloudtrail-trail-delivering',
  title: 'CloudTrail trail delivers its events without errors and without delay',
  severity: 'high',
  resource: 'aws.cloudtrail.trail',
  controls: ['hipaa:164.308(a)(1)(ii)(D)', 'hipaa:164.312(b)'],
  rationale:
    'A trail can be on and lose every event: a changed bucket policy, a disabled key or a deleted log group is enough. What cannot be delivered is lost in the end',
  remediation:
    'Correct the policy of the bucket, key, topic or log group that the error names, or point the trail to another one; AccessDenied and KMS errors come from policies, NoSuchBucket from a deletion',
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html',
  ],
  equivalents: { cloudsploit: ['cloudtrailDeliveryFailing'] },
  params: { maximumHours: integer({ default: 24, minimum: 1, maximum: 720 }) },
  examples: {
    pass: {
      logging: true,
      latestDeliveryError: null,
      latestNotificationError: null,
      logGroupArn: null,
      multiRegion: true,
      selectors: null,
      advancedSelectors: null,
      latestDeliveryAt: '2026-06-15T11:50:00.000Z',
    },
    fail: {
      logging: true,
      latestDeliveryError: 'AccessDenied',
      latestNotificationError: null,
      logGroupArn: null,
      multiRegion: false,
    },
  },
  *evaluate(trail, { params, asOf }): Generator<Failure, Verdict | undefined> {
    const foreign = ownedByOrganization(trail);
    if (foreign !== undefined) return foreign;
    if (!trail.logging) return notApplicable('The trail is not logging');
    const toBucket = trail.latestDeliveryError;
    if (toBucket) yield fail(`Delivery to the bucket fails: ${toBucket}`, 'bucket');
    const toTopic = trail.latestNotificationError;
    if (toTopic) yield fail(`Notification of the topic fails: ${toTopic}`, 'topic');
    const toLogs = trail.logGroupArn === null ? null : trail.latestLogsDeliveryError;
    if (toLogs) yield fail(`Delivery to the log group fails: ${toLogs}`, 'log group');
    // Only a trail that must have events is late: reading an account leaves some in every Region that is read.
    if (!trail.multiRegion || !recordsManagementEvents(trail, 'read')) return undefined;
    const isLate = (at: string | null) => at === null || isOlderThanHours(at, params.maximumHours, asOf);
    const late = (at: string | null, where: string) =>
      fail(
        `Nothing was delivered to the ${where} in the last ${params.maximumHours} hours${at === null ? '' : `, since ${at}`}`,
        where,
      );
    if (!toBucket && isLate(trail.latestDeliveryAt)) yield late(trail.latestDeliveryAt, 'bucket');
    if (trail.logGroupArn === null || toLogs) return undefined;
    if (isLate(trail.latestLogsDeliveryAt)) yield late(trail.latestLogsDeliveryAt, 'log group');
    return undefined;
  },
});
