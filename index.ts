/**
 * assize as a library: judge inventories with the rules that come with it or with your own.
 *
 * ```ts
 * import { evaluate, readSnapshot, rules } from 'assize';
 * for await (const finding of evaluate(await readSnapshot('assize-out/snapshot'), rules)) console.log(finding);
 * ```
 */
export { readSnapshot, type Snapshot } from './collectors/snapshot/read.ts';
export { defineConfig, type Config } from './cli/config.ts';
export type { AccountScope, Gap, SectionCoverage, SectionStatus } from './core/coverage.ts';
export { AssizeError, exitCode } from './core/errors.ts';
export { evaluate, type EvaluateOptions, type ParamOverrides } from './core/evaluate.ts';
export type { Evidence, FactEvidence, ListingEvidence } from './core/evidence.ts';
export { fingerprintOf, type Finding, type FindingResource, type Status } from './core/finding.ts';
export type { Control, ControlStatus, Framework } from './core/framework.ts';
export { inventoryOf, type Inventory, type Lookup, type Scope } from './core/inventory.ts';
export { isKindId, kinds, type FactName, type Facts, type KindId } from './core/kinds/index.ts';
export type { Kind } from './core/kinds/kind.ts';
export { Listing } from './core/listing.ts';
export type {
  Report,
  ReportControl,
  ReportFinding,
  ReportFramework,
  ReportRule,
  Reporter,
  Summary,
} from './core/report.ts';
export {
  resource,
  SourcedValue,
  UnknownValue,
  type Given,
  type Resource,
  type ResourceInput,
  type Source,
  type Unknown,
} from './core/resource.ts';
export {
  choice,
  defineRule,
  fail,
  integer,
  integers,
  notApplicable,
  pass,
  texts,
  type Rule,
  type RuleDefinition,
  type Severity,
  type Verdict,
} from './core/rule.ts';
export type { View } from './core/view.ts';
export { frameworks } from './rules/frameworks/index.ts';
export { default as rules } from './rules/index.ts';
