import { resource } from '../../../core/resource.ts';
import { defineCollector, type At } from '../../collector.ts';
import { nameless } from '../nameless.ts';
import { instant, textOrNull } from '../normalise.ts';
import type { Answer } from '../operations.ts';
import { tellUnlessGone, told } from '../told.ts';
import { eventSelectorsOf, insightsOf } from './recorded-events.ts';
import { tagsOfTrails } from './tags.ts';

const kind = 'aws.cloudtrail.trail';

export default defineCollector({
  id: 'cloudtrail-trails',
  scope: 'region',
  kinds: [kind],
  operations: [
    'cloudtrail:DescribeTrails',
    'cloudtrail:GetTrailStatus',
    'cloudtrail:GetEventSelectors',
    'cloudtrail:GetInsightSelectors',
    'cloudtrail:ListTags',
  ],
  lists: { [kind]: ['cloudtrail:DescribeTrails'] },
  async *collect(api, at) {
    const { output, source } = await api.call('cloudtrail:DescribeTrails', { includeShadowTrails: true });
    const trails = (output.trailList ?? []).filter((trail) => isToldHere(trail, at));
    const tags = await tagsOfTrails(api, at, trails);
    for (const trail of trails) {
      const { TrailARN: arn, HomeRegion: homeRegion } = trail;
      if (arn === undefined) {
        yield nameless(kind, source);
        continue;
      }
      // By ARN: of a trail that lives in another Region or account, AWS knows no name here.
      const status = await tellUnlessGone(api, 'cloudtrail:GetTrailStatus', { Name: arn });
      if (status === null) continue;
      const [selectors, insights] = await Promise.all([eventSelectorsOf(api, arn, trail), insightsOf(api, arn, trail)]);
      yield resource({
        kind,
        arn,
        account: at.account, // the one that is watched; the trail may be another's, as the ARN says
        region: homeRegion ?? at.region,
        name: trail.Name,
        tags: tags(arn),
        source,
        facts: {
          homeRegion,
          multiRegion: trail.IsMultiRegionTrail,
          organizationTrail: trail.IsOrganizationTrail,
          logFileValidation: trail.LogFileValidationEnabled,
          globalServiceEvents: trail.IncludeGlobalServiceEvents,
          bucket: trail.S3BucketName,
          // Left out where there is none.
          kmsKeyId: textOrNull(trail.KmsKeyId),
          snsTopicArn: textOrNull(trail.SnsTopicARN),
          logGroupArn: textOrNull(trail.CloudWatchLogsLogGroupArn),
          logging: told(status, ({ IsLogging }) => IsLogging),
          // Left out, or empty, before the first delivery and where there was no error.
          latestDeliveryAt: told(status, ({ LatestDeliveryTime: time }) => (time === undefined ? null : instant(time))),
          latestDeliveryError: told(status, ({ LatestDeliveryError }) => textOrNull(LatestDeliveryError)),
          latestLogsDeliveryAt: told(status, ({ LatestCloudWatchLogsDeliveryTime: time }) =>
            time === undefined ? null : instant(time),
          ),
          latestLogsDeliveryError: told(status, (answer) => textOrNull(answer.LatestCloudWatchLogsDeliveryError)),
          latestNotificationError: told(status, (answer) => textOrNull(answer.LatestNotificationError)),
          ...selectors,
          insights,
        },
      });
    }
  },
});

type Trail = NonNullable<Answer<'cloudtrail:DescribeTrails'>['trailList']>[number];

/**
 * Every Region lists the trails that record in it. One is told once: in its home Region, or in the first Region of the
 * run where its home is not among them.
 */
function isToldHere(trail: Trail, at: At): boolean {
  const home = trail.HomeRegion ?? trail.TrailARN?.split(':')[3];
  if (home === undefined || home === at.region) return true;
  return !at.regions.includes(home) && at.region === at.regions[0];
}
