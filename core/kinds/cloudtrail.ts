import { defineKind, flag, instant, list, nullable, record, text } from './kind.ts';

const values = list(text());

/** A trail, once, in its home Region (or in the first Region scanned that shows it, where the home is not scanned). */
export const trail = defineKind(
  'aws.cloudtrail.trail',
  { title: 'CloudTrail trail', scope: 'region' },
  {
    homeRegion: text(),
    multiRegion: flag(),
    organizationTrail: flag(),
    logging: flag('GetTrailStatus IsLogging'),
    logFileValidation: flag(),
    kmsKeyId: nullable(text()),
    bucket: nullable(text()),
    snsTopicArn: nullable(text()),
    logGroupArn: nullable(text()),
    globalServiceEvents: flag(),
    latestDeliveryAt: nullable(instant()),
    latestDeliveryError: nullable(text()),
    latestLogsDeliveryAt: nullable(instant()),
    latestLogsDeliveryError: nullable(text()),
    latestNotificationError: nullable(text()),
    selectors: nullable(
      list(
        record({
          readWriteType: text('All, ReadOnly or WriteOnly'),
          managementEvents: flag(),
          excludedSources: values,
          dataResources: list(record({ type: text(), values })),
        }),
        'Basic selectors; null with advancedSelectors null: none set, AWS logs management events',
      ),
    ),
    advancedSelectors: nullable(
      list(
        record({
          name: nullable(text()),
          fields: list(
            record({
              field: text(),
              equals: values,
              notEquals: values,
              startsWith: values,
              notStartsWith: values,
              endsWith: values,
              notEndsWith: values,
            }),
          ),
        }),
      ),
    ),
    insights: list(text(), 'types of Insights events that it logs'),
  },
);
