import { resource } from '../../../core/resource.ts';
import { defineCollector, type At } from '../../collector.ts';
import { CallFailed } from '../failure.ts';
import { nameless } from '../nameless.ts';
import { instant, Parts } from '../normalise.ts';
import type { Question } from '../operations.ts';
import { isNotOffered } from './settings.ts';

const kind = 'aws.inspector.finding';

/** The active ones that are serious, of this account only: an administrator of Inspector is shown its members' too. */
function serious(at: At): Question<'inspector2:ListFindings'> {
  const is = (value: string) => ({ comparison: 'EQUALS' as const, value });
  return {
    filterCriteria: {
      awsAccountId: [is(at.account)],
      findingStatus: [is('ACTIVE')],
      severity: [is('CRITICAL'), is('HIGH')],
    },
  };
}

/** Where Inspector is off AWS answers an empty list; that it is off is told by aws.inspector.settings. */
export default defineCollector({
  id: 'inspector-findings',
  scope: 'region',
  kinds: [kind],
  operations: ['inspector2:ListFindings'],
  async *collect(api, at) {
    try {
      for await (const { output, source } of api.pages('inspector2:ListFindings', serious(at))) {
        for (const one of output.findings ?? []) {
          const arn = one.findingArn;
          if (arn === undefined) {
            yield nameless(kind, source);
            continue;
          }
          const parts = new Parts(source);
          // Told of packages; a finding of another type has neither vulnerability, fix nor exploit.
          const none = one.type === undefined || one.type === 'PACKAGE_VULNERABILITY' ? undefined : null;
          yield resource({
            kind,
            arn,
            account: at.account,
            region: at.region,
            name: one.title,
            tags: {}, // a finding cannot have any
            source,
            unknown: parts.unknown,
            facts: {
              severity: one.severity,
              status: one.status,
              type: one.type,
              title: one.title,
              vulnerabilityId: one.packageVulnerabilityDetails?.vulnerabilityId ?? none,
              firstObservedAt: instant(one.firstObservedAt),
              lastObservedAt: instant(one.lastObservedAt),
              fixAvailable: one.fixAvailable ?? none,
              exploitAvailable: one.exploitAvailable ?? none,
              resources: parts.list('resources', one.resources, ({ type, id }) => ({ type, id })),
            },
          });
        }
      }
    } catch (error) {
      // Where there is no Inspector there are no findings.
      if (!(error instanceof CallFailed) || !isNotOffered(error)) throw error;
    }
  },
});
