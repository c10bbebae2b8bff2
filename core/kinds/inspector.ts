import { defineKind, flag, instant, list, nullable, record, text } from './kind.ts';

/** Amazon Inspector in one Region. Each type's status is ENABLED, ENABLING, DISABLED, DISABLING, SUSPENDED or SUSPENDING. */
export const inspectorSettings = defineKind(
  'aws.inspector.settings',
  { title: 'Inspector settings', scope: 'region' },
  {
    offered: flag('whether AWS offers Inspector in the Region; the other facts are null where it does not'),
    status: nullable(text()),
    ec2: nullable(text()),
    ecr: nullable(text()),
    lambda: nullable(text()),
    lambdaCode: nullable(text('null also where code scanning is not offered in the Region')),
  },
);

/** An active finding of critical or high severity; others are not collected. */
export const inspectorFinding = defineKind(
  'aws.inspector.finding',
  { title: 'Inspector finding', scope: 'region' },
  {
    severity: text(),
    status: text('ACTIVE, SUPPRESSED or CLOSED'),
    type: text(),
    title: text(),
    vulnerabilityId: nullable(text()),
    firstObservedAt: instant(),
    lastObservedAt: instant(),
    fixAvailable: nullable(text('YES, NO or PARTIAL')),
    exploitAvailable: nullable(text('YES or NO')),
    resources: list(record({ type: text(), id: text() })),
  },
);
