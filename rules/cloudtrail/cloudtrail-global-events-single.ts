import { defineRule, fail, pass } from '../../core/rule.ts';
import { recordsManagementEvents } from '../shared/trail-selectors.ts';

export default defineRule({
  id: 'cloudtrail-global-events-single',
  title: 'The events of global services are recorded by one trail only',
  severity: 'informational',
  resource: 'aws.account',
  reads: ['aws.cloudtrail.trail'],
  controls: [],
  rationale:
    'Every copy of the management events after the first is charged, and whoever counts log-ins or changes counts the events of IAM and STS twice',
  remediation:
    'Keep the trail of the organisation, or one multi-Region trail, and delete the others. Where a second one is wanted, turn off its global service events (UpdateTrail without IncludeGlobalServiceEvents)',
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-manage-costs.html',
  ],
  equivalents: {
    powerpipe: ['multiple_global_trails', 'multiple_regional_trails'],
    cloudsploit: ['globalLoggingDuplicated'],
    scoutsuite: ['cloudtrail-duplicated-global-services-logging'],
  },
  examples: {
    pass: [
      {},
      {
        'aws.cloudtrail.trail': [
          { globalServiceEvents: true, logging: true, selectors: null, advancedSelectors: null },
        ],
      },
    ],
    fail: [
      {},
      {
        'aws.cloudtrail.trail': [
          { globalServiceEvents: true, logging: true, selectors: null, advancedSelectors: null },
          { globalServiceEvents: true, logging: true, selectors: null, advancedSelectors: null },
        ],
      },
    ],
  },
  evaluate(_account, { inventory }) {
    const trails = inventory
      .all('aws.cloudtrail.trail', 'account')
      .filter((trail) => trail.globalServiceEvents && trail.logging && recordsManagementEvents(trail, 'write'));
    const names = new Set(trails.known.map(({ arn }) => arn)); // a trail seen from many Regions is one
    if (names.size > 1) return fail(`${names.size} trails record them: ${[...names].sort().join(', ')}`);
    trails.settle();
    return pass;
  },
});
