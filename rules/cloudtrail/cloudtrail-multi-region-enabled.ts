import { defineRule, fail, pass } from '../../core/rule.ts';
import { recordsManagementEvents, sourcesLeftOut } from '../shared/trail-selectors.ts';

export default defineRule({
  id: 'cloudtrail-multi-region-enabled',
  title: 'A multi-Region trail records the management events of the account',
  severity: 'high',
  resource: 'aws.account',
  reads: ['aws.cloudtrail.trail'],
  controls: [
    'hipaa:164.308(a)(1)(ii)(D)',
    'hipaa:164.308(a)(3)(ii)(A)',
    'hipaa:164.308(a)(5)(ii)(C)',
    'hipaa:164.308(a)(6)(ii)',
    'hipaa:164.312(b)',
    'hipaa:164.312(e)(2)(i)',
  ],
  rationale:
    'The record of who called what is the first thing that an investigation needs. Attackers prefer the Regions, and the services, that nobody records',
  remediation:
    'Create a trail for all Regions, best in the management account for the whole organisation, that logs management events of type All and leaves out no source. Leaving out KMS or RDS Data API events hides who decrypted what. Start it: one that was stopped records nothing',
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/receive-cloudtrail-log-files-from-multiple-regions.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html',
  ],
  equivalents: {
    securityHub: ['CLOUDTRAIL.1'],
    awsConfig: ['multi-region-cloudtrail-enabled'],
    prowler: ['cloudtrail_multi_region_enabled', 'cloudtrail_multi_region_enabled_logging_management_events'],
    powerpipe: ['cloudtrail_multi_region_trail_enabled', 'cloudtrail_multi_region_read_write_enabled'],
    cloudsploit: ['cloudtrailEnabled', 'cloudtrailManagementEvents'],
    scoutsuite: ['cloudtrail-not-configured', 'cloudtrail-no-logging', 'cloudtrail-no-global-services-logging'],
    checkov: ['CKV_AWS_67', 'CKV_AWS_251'],
    trivy: ['cloudtrail/enable_all_regions'],
  },
  examples: {
    pass: [
      {},
      { 'aws.cloudtrail.trail': [{ multiRegion: true, logging: true, selectors: null, advancedSelectors: null }] },
    ],
    fail: [{}, { 'aws.cloudtrail.trail': [{ multiRegion: false }] }],
  },
  evaluate(_account, { inventory }) {
    const trails = inventory.all('aws.cloudtrail.trail', 'account');
    const logging = trails.filter((trail) => trail.multiRegion && trail.logging);
    // One trail may record what reads and another what writes.
    const reads = logging.some((trail) => recordsManagementEvents(trail, 'read'));
    const writes = logging.some((trail) => recordsManagementEvents(trail, 'write'));
    if (reads && writes) return pass;
    if (!trails.some((trail) => trail.multiRegion)) return fail('There is no multi-Region trail');
    if (logging.isEmpty()) return fail('No multi-Region trail is logging');
    const missed = reads ? 'that write' : writes ? 'that read' : 'of any sort';
    const leftOut = [...new Set(logging.known.flatMap(sourcesLeftOut))].sort().join(', ');
    const but = leftOut === '' ? '' : `; ${leftOut} left out`;
    return fail(`No multi-Region trail records all management events ${missed}${but}`);
  },
});
