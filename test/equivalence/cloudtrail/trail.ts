import trails from '../../../collectors/aws/cloudtrail/trails.ts';
import { defineTriple } from '../triple.ts';

const arn = 'arn:aws:cloudtrail:us-east-1:123456789012:trail/main';
const key = 'arn:aws:kms:us-east-1:123456789012:key/1';
const topic = 'arn:aws:sns:us-east-1:123456789012:trail';
const group = 'arn:aws:logs:us-east-1:123456789012:log-group:trail:*';
const delivered = 'whether and when logs were delivered only the account tells';

export default defineTriple({
  kind: 'aws.cloudtrail.trail',
  live: {
    collector: trails,
    answers: {
      'cloudtrail:DescribeTrails': [
        JSON.stringify({
          trailList: [
            {
              Name: 'main',
              TrailARN: arn,
              HomeRegion: 'us-east-1',
              S3BucketName: 'logs',
              IncludeGlobalServiceEvents: true,
              IsMultiRegionTrail: true,
              IsOrganizationTrail: false,
              LogFileValidationEnabled: true,
              HasCustomEventSelectors: true,
              HasInsightSelectors: true,
              SnsTopicARN: topic,
              KmsKeyId: key,
              CloudWatchLogsLogGroupArn: group,
            },
          ],
        }),
      ],
      'cloudtrail:GetTrailStatus': [JSON.stringify({ IsLogging: true, LatestDeliveryTime: 1_769_860_500 })],
      'cloudtrail:GetEventSelectors': [
        JSON.stringify({
          TrailARN: arn,
          AdvancedEventSelectors: [
            {
              Name: 'objects',
              FieldSelectors: [
                { Field: 'eventCategory', Equals: ['Data'] },
                { Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::a/'], NotEndsWith: ['.tmp'] },
              ],
            },
          ],
        }),
      ],
      'cloudtrail:GetInsightSelectors': [
        JSON.stringify({ TrailARN: arn, InsightSelectors: [{ InsightType: 'ApiCallRateInsight' }] }),
      ],
      'cloudtrail:ListTags': [
        JSON.stringify({ ResourceTagList: [{ ResourceId: arn, TagsList: [{ Key: 'Project', Value: 'Audit' }] }] }),
      ],
    },
  },
  terraform: {
    resources: [
      {
        type: 'aws_cloudtrail',
        values: {
          id: arn,
          arn,
          name: 'main',
          home_region: 'us-east-1',
          s3_bucket_name: 'logs',
          enable_logging: true,
          enable_log_file_validation: true,
          include_global_service_events: true,
          is_multi_region_trail: true,
          is_organization_trail: false,
          kms_key_id: key,
          sns_topic_name: 'trail',
          sns_topic_arn: topic,
          cloud_watch_logs_group_arn: group,
          event_selector: [],
          advanced_event_selector: [
            {
              name: 'objects',
              field_selector: [
                { field: 'eventCategory', equals: ['Data'], starts_with: null, not_ends_with: [] },
                { field: 'resources.ARN', starts_with: ['arn:aws:s3:::a/'], not_ends_with: ['.tmp'] },
              ],
            },
          ],
          insight_selector: [{ insight_type: 'ApiCallRateInsight' }],
          tags: { Project: 'Audit' },
          tags_all: { Project: 'Audit' },
        },
      },
    ],
    differs: {
      latestDeliveryAt: delivered,
      latestDeliveryError: delivered,
      latestLogsDeliveryAt: delivered,
      latestLogsDeliveryError: delivered,
      latestNotificationError: delivered,
    },
  },
  cloudformation: {
    resources: {
      Trail: {
        Type: 'AWS::CloudTrail::Trail',
        Properties: {
          TrailName: 'main',
          S3BucketName: 'logs',
          IsLogging: 'true',
          EnableLogFileValidation: true,
          IsMultiRegionTrail: true,
          KMSKeyId: key,
          SnsTopicName: topic,
          CloudWatchLogsLogGroupArn: group,
          AdvancedEventSelectors: [
            {
              Name: 'objects',
              FieldSelectors: [
                { Field: 'eventCategory', Equals: ['Data'] },
                { Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::a/'], NotEndsWith: ['.tmp'] },
              ],
            },
          ],
          InsightSelectors: [{ InsightType: 'ApiCallRateInsight' }],
          Tags: [{ Key: 'Project', Value: 'Audit' }],
        },
      },
    },
    differs: {
      latestDeliveryAt: delivered,
      latestDeliveryError: delivered,
      latestLogsDeliveryAt: delivered,
      latestLogsDeliveryError: delivered,
      latestNotificationError: delivered,
    },
  },
});
