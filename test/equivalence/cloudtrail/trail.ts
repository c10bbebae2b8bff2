import trails from '../../../collectors/aws/cloudtrail/trails.ts';
import { defineTriple } from '../triple.ts';

const arn = 'arn:aws:cloudtrail:us-east-1:123456789012:trail/main';
const key = 'arn:aws:kms:us-east-1:123456789012:key/1';
const logGroup = 'arn:aws:logs:us-east-1:123456789012:log-group:trail:*';

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
              SnsTopicARN: 'arn:aws:sns:us-east-1:123456789012:trail',
              KmsKeyId: key,
              CloudWatchLogsLogGroupArn: logGroup,
            },
          ],
        }),
      ],
      'cloudtrail:GetTrailStatus': [JSON.stringify({ IsLogging: true, LatestDeliveryTime: 1769860500 })],
      'cloudtrail:GetEventSelectors': [
        JSON.stringify({
          TrailARN: arn,
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
          include_global_service_events: true,
          is_multi_region_trail: true,
          is_organization_trail: false,
          enable_log_file_validation: true,
          enable_logging: true,
          sns_topic_name: 'trail',
          kms_key_id: key,
          cloud_watch_logs_group_arn: logGroup,
          event_selector: [
            {
              read_write_type: 'All',
              include_management_events: true,
              exclude_management_event_sources: ['kms.amazonaws.com'],
              data_resource: [{ type: 'AWS::S3::Object', values: ['arn:aws:s3'] }],
            },
          ],
          advanced_event_selector: [],
          insight_selector: [{ insight_type: 'ApiCallRateInsight' }],
          tags: { Project: 'Audit' },
          tags_all: { Project: 'Audit' },
        },
      },
    ],
    differs: {
      latestDeliveryAt: 'only the account tells it',
      latestDeliveryError: 'only the account tells it',
      latestLogsDeliveryAt: 'only the account tells it',
      latestLogsDeliveryError: 'only the account tells it',
      latestNotificationError: 'only the account tells it',
    },
  },
  cloudformation: {
    resources: {
      Main: {
        Type: 'AWS::CloudTrail::Trail',
        Properties: {
          TrailName: 'main',
          S3BucketName: 'logs',
          IsLogging: true,
          IncludeGlobalServiceEvents: true,
          IsMultiRegionTrail: true,
          EnableLogFileValidation: true,
          SnsTopicName: 'trail',
          KMSKeyId: key,
          CloudWatchLogsLogGroupArn: logGroup,
          EventSelectors: [
            {
              ExcludeManagementEventSources: ['kms.amazonaws.com'],
              DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }],
            },
          ],
          InsightSelectors: [{ InsightType: 'ApiCallRateInsight' }],
          Tags: [{ Key: 'Project', Value: 'Audit' }],
        },
      },
    },
    differs: {
      latestDeliveryAt: 'only the account tells it',
      latestDeliveryError: 'only the account tells it',
      latestLogsDeliveryAt: 'only the account tells it',
      latestLogsDeliveryError: 'only the account tells it',
      latestNotificationError: 'only the account tells it',
    },
  },
});
