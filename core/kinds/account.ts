import { defineKind, list, record, text } from './kind.ts';

/** An AWS account: identity only. Settings of a service are kinds of their own. */
export const account = defineKind(
  'aws.account',
  { title: 'account', scope: 'global' },
  {
    partition: text('aws, aws-cn or aws-us-gov'),
    regions: list(
      record({
        name: text(),
        status: text('opt-in status as EC2 spells it: opt-in-not-required, opted-in, not-opted-in'),
      }),
      'Every Region of the partition with its opt-in status',
    ),
  },
);
