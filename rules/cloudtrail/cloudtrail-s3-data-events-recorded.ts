import { defineRule, fail, type Failure } from '../../core/rule.ts';
import { recordsS3Events } from '../shared/trail-selectors.ts';

export default defineRule({
  id: 'cloudtrail-s3-data-events-recorded',
  title: 'A multi-Region trail records who reads and writes objects in every S3 bucket',
  severity: 'medium',
  resource: 'aws.account',
  reads: ['aws.cloudtrail.trail'],
  controls: [
    'hipaa:164.308(a)(1)(ii)(D)',
    'hipaa:164.308(a)(3)(ii)(A)',
    'hipaa:164.308(a)(6)(ii)',
    'hipaa:164.312(a)(2)(i)',
    'hipaa:164.312(b)',
    'hipaa:164.312(e)(2)(i)',
  ],
  rationale:
    'Management events tell who changed a bucket, not who took the files. Without data events nobody can say which records left the house, and a breach must be reported for all of them',
  remediation:
    'Add data events for all S3 buckets, read and write, to a multi-Region trail (resource type AWS::S3::Object, no condition on the ARN but to leave out the bucket of the trail itself). They are charged by number: look at the volume first',
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html',
  ],
  equivalents: {
    awsConfig: ['cloudtrail-s3-dataevents-enabled'],
    prowler: ['cloudtrail_s3_dataevents_read_enabled', 'cloudtrail_s3_dataevents_write_enabled'],
    powerpipe: [
      'cloudtrail_s3_data_events_enabled',
      'cloudtrail_s3_object_read_events_audit_enabled',
      'cloudtrail_s3_object_write_events_audit_enabled',
    ],
    cloudsploit: ['cloudtrailDataEvents', 'objectLevelReadEventLogging', 'objectLevelWriteEventLogging'],
    scoutsuite: ['cloudtrail-no-data-logging', 'cloudtrail-partial-data-logging'],
    trivy: ['s3/enable_object_read_logging', 's3/enable_object_write_logging'],
  },
  examples: {
    pass: [
      {},
      {
        'aws.cloudtrail.trail': [
          {
            multiRegion: true,
            logging: true,
            advancedSelectors: null,
            selectors: [
              {
                readWriteType: 'All',
                managementEvents: true,
                excludedSources: [],
                dataResources: [{ type: 'AWS::S3::Object', values: ['arn:aws:s3'] }],
              },
            ],
          },
        ],
      },
    ],
    fail: [{}, { 'aws.cloudtrail.trail': [] }],
  },
  *evaluate(_account, { inventory }): Generator<Failure> {
    const logging = inventory
      .all('aws.cloudtrail.trail', 'account')
      .filter((trail) => trail.multiRegion && trail.logging);
    for (const access of ['read', 'write'] as const) {
      if (logging.some((trail) => recordsS3Events(trail, access))) continue;
      yield fail(`No multi-Region trail records who ${access}s objects in every S3 bucket`, access);
    }
  },
});
