import { defineMapping } from '../../planned/mapping.ts';
import { insightsIn, selectorsIn, topicArn } from '../../planned/trails.ts';
import { onlyLive, or } from '../../planned/value.ts';
import { ownText } from '../own-text.ts';
import { tagsOf } from '../tags.ts';

const selectors = {
  basic: 'event_selector',
  readWriteType: 'read_write_type',
  managementEvents: 'include_management_events',
  excludedSources: 'exclude_management_event_sources',
  dataResources: 'data_resource',
  type: 'type',
  values: 'values',
  advanced: 'advanced_event_selector',
  name: 'name',
  fields: 'field_selector',
  field: 'field',
  operators: {
    equals: 'equals',
    notEquals: 'not_equals',
    startsWith: 'starts_with',
    notStartsWith: 'not_starts_with',
    endsWith: 'ends_with',
    notEndsWith: 'not_ends_with',
  },
} as const;

export default defineMapping({
  kind: 'aws.cloudtrail.trail',
  identity: [['name']],
  types: {
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudtrail
    aws_cloudtrail: (planned) => {
      const { properties, at } = planned;
      const home = properties.filled('home_region');
      const topic = properties.filled('sns_topic_arn');
      return {
        name: ownText(properties, 'name'),
        tags: tagsOf(properties),
        facts: {
          homeRegion: typeof home === 'string' ? home : (at.region ?? onlyLive),
          multiRegion: or(properties.flag('is_multi_region_trail'), false),
          organizationTrail: or(properties.flag('is_organization_trail'), false),
          logging: or(properties.flag('enable_logging'), true),
          logFileValidation: or(properties.flag('enable_log_file_validation'), false),
          kmsKeyId: properties.filled('kms_key_id'),
          bucket: properties.filled('s3_bucket_name'),
          snsTopicArn: typeof topic === 'string' ? topic : topicArn(planned, properties.filled('sns_topic_name')),
          logGroupArn: properties.filled('cloud_watch_logs_group_arn'),
          globalServiceEvents: or(properties.flag('include_global_service_events'), true),
          latestDeliveryAt: onlyLive,
          latestDeliveryError: onlyLive,
          latestLogsDeliveryAt: onlyLive,
          latestLogsDeliveryError: onlyLive,
          latestNotificationError: onlyLive,
          ...selectorsIn(properties, selectors),
          insights: insightsIn(properties, 'insight_selector', 'insight_type'),
        },
      };
    },
  },
});
