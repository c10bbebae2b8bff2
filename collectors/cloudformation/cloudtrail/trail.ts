import { defineMapping } from '../../planned/mapping.ts';
import { insightsIn, selectorsIn, topicArn } from '../../planned/trails.ts';
import { onlyLive, or } from '../../planned/value.ts';
import { tagsOf } from '../tags.ts';

const selectors = {
  basic: 'EventSelectors',
  readWriteType: 'ReadWriteType',
  managementEvents: 'IncludeManagementEvents',
  excludedSources: 'ExcludeManagementEventSources',
  dataResources: 'DataResources',
  type: 'Type',
  values: 'Values',
  advanced: 'AdvancedEventSelectors',
  name: 'Name',
  fields: 'FieldSelectors',
  field: 'Field',
  operators: {
    equals: 'Equals',
    notEquals: 'NotEquals',
    startsWith: 'StartsWith',
    notStartsWith: 'NotStartsWith',
    endsWith: 'EndsWith',
    notEndsWith: 'NotEndsWith',
  },
} as const;

export default defineMapping({
  kind: 'aws.cloudtrail.trail',
  identity: [['name']],
  types: {
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudtrail-trail.html
    'AWS::CloudTrail::Trail': (planned) => {
      const { properties, at } = planned;
      return {
        name: properties.filled('TrailName'),
        tags: tagsOf(properties),
        facts: {
          homeRegion: at.region ?? onlyLive,
          multiRegion: or(properties.flag('IsMultiRegionTrail'), false),
          organizationTrail: or(properties.flag('IsOrganizationTrail'), false),
          logging: or(properties.flag('IsLogging'), onlyLive),
          logFileValidation: or(properties.flag('EnableLogFileValidation'), false),
          kmsKeyId: properties.filled('KMSKeyId'),
          bucket: properties.filled('S3BucketName'),
          snsTopicArn: topicArn(planned, properties.filled('SnsTopicName')),
          logGroupArn: properties.filled('CloudWatchLogsLogGroupArn'),
          globalServiceEvents: or(properties.flag('IncludeGlobalServiceEvents'), onlyLive),
          latestDeliveryAt: onlyLive,
          latestDeliveryError: onlyLive,
          latestLogsDeliveryAt: onlyLive,
          latestLogsDeliveryError: onlyLive,
          latestNotificationError: onlyLive,
          ...selectorsIn(properties, selectors),
          insights: insightsIn(properties, 'InsightSelectors', 'InsightType'),
        },
      };
    },
  },
});
