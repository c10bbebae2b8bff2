import type { Finding } from '../core/finding.ts';
import type { ReportFinding } from '../core/report.ts';
import type { Comparison } from './baseline.ts';
import type { Waivers } from './waivers.ts';

/**
 * What is done with a finding: a waiver mutes it, a baseline knows it, or it is open. One whose waiver has expired is
 * open even where the baseline knows it. To be called with every finding of a run, in any order.
 */
export function dispose(finding: Finding, waivers?: Waivers, comparison?: Comparison): ReportFinding {
  const baselineState = comparison?.see(finding) ?? null;
  const found = waivers?.see(finding) ?? {};
  const isKnown = baselineState === 'unchanged' && found.expiredWaiver === undefined;
  const disposition = found.waiver !== undefined ? 'waived' : isKnown ? 'baselined' : 'open';
  return { ...finding, disposition, baselineState, ...found };
}
